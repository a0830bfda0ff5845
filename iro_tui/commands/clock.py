"""`iro-tui clock`: the statutory dates for any child, as JSON or to read. Needs no vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from iro_tui.rules.clock import AfterReview, Due, ReviewClock
from iro_tui.rules.dates import say_date, say_due
from iro_tui.rules.working_days import working_days_between

_AFTER = {
    "decisions": "Decisions written",
    "tm_response": "Team manager answers",
    "care_plan": "Care plan updated",
    "record": "Letter complete",
    "distribution": "Letter with everybody",
}


def as_json(clock: ReviewClock, entered: date, on: date) -> dict[str, Any]:
    """The answer with the keys promised for `clock --json`; every date as YYYY-MM-DD."""
    return {
        "entered": entered.isoformat(),
        "on": on.isoformat(),
        "reviews": [
            {
                "number": review.number,
                "held": review.held.isoformat(),
                "due": review.due.isoformat(),
                "on_time": review.on_time,
                "rule": review.rule,
            }
            for review in clock.reviews
        ],
        "next": _next_json(clock.next, on) if clock.next else None,
        "midway": {"due": clock.midway.due.isoformat(), "why": clock.midway.why} if clock.midway else None,
        "after_last": _after_json(clock.after_last) if clock.after_last else None,
    }


def _next_json(due: Due, on: date) -> dict[str, Any]:
    return {
        "due": due.due.isoformat(),
        "last_working_day": due.last_working_day.isoformat(),
        "rule": due.rule,
        "why": due.why,
        "council_due": due.council_due.isoformat() if due.council_due else None,
        "steps": list(due.steps),
        "working_days": working_days_between(on, due.due),
        "late": due.due < on,
    }


def _after_json(after: AfterReview) -> dict[str, str]:
    return {name: getattr(after, name).isoformat() for name in _AFTER}


def as_text(clock: ReviewClock, entered: date, on: date) -> str:
    """The answer to read, at most 80 cells wide."""
    return "\n".join(_lines(clock, entered, on))


def _lines(clock: ReviewClock, entered: date, on: date) -> Iterator[str]:
    yield f"Looked after from {say_date(entered)}."
    if clock.reviews:
        yield ""
        yield "Reviews"
    for review in clock.reviews:
        judged = "on time" if review.on_time else say_due(review.due, review.held)
        held, due = say_date(review.held), say_date(review.due)
        yield f"  {review.number:>2}  held {held:<16} due {due:<16} {judged:<11} {review.rule}"
    yield ""
    yield from _next_lines(clock, on)
    if clock.midway:
        yield ""
        yield f"Midway by {say_date(clock.midway.due)}{_still(clock.midway.due, on)}"
        yield from (f"  {step}" for step in clock.midway.steps)
    if clock.after_last:
        yield ""
        yield f"After the review of {say_date(clock.reviews[-1].held)}"
        for name, words in _AFTER.items():
            yield f"  {words:<24}{say_date(getattr(clock.after_last, name))}"


def _next_lines(clock: ReviewClock, on: date) -> Iterator[str]:
    due = clock.next
    if due is None:
        yield "No further review: no day is left before the 18th birthday (C8)."
        return
    yield f"Next review by {say_date(due.due)}, {say_due(due.due, on)} ({due.rule})"
    yield from (f"  {step}" for step in due.steps)
    if due.council_due and due.council_due > due.due and due.rule != "C9":
        yield "  A council system's date is too late here. The earlier date counts."


def _still(due: date, on: date) -> str:
    """How far away a date is; nothing for one that has passed, since nobody said whether it was met."""
    return f", {say_due(due, on)}" if due >= on else ""
