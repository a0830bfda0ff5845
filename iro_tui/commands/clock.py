"""`iro-tui clock`: the statutory dates for any child, as JSON or to read. Needs no vault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.rules.clock import AfterReview, Due, ReviewClock
from iro_tui.rules.dates import say_date, say_due
from iro_tui.rules.working_days import working_days_between

if TYPE_CHECKING:
    from iro_tui.commands.clock_given import Answer

_AFTER = {
    "decisions": "Decisions written",
    "tm_response": "Team manager answers",
    "care_plan": "Care plan updated",
    "record": "Letter complete",
    "distribution": "Letter with everybody",
}


_UNDER = {
    "C10": ("May be placed for adoption since {authorised_on}.", "authorised_on"),
    "C11": ("Placed for adoption on {placed_on}.", "placed_on"),
    "C15": ("On remand, and so looked after.", ""),
}
"""What is said of the clock a child is under, and the field with its day."""


def as_json(found: Answer) -> dict[str, Any]:
    """The answer with the keys promised for `clock --json`; every date as YYYY-MM-DD."""
    clock, on = found.clock, found.on
    return {
        "entered": found.now.entered.isoformat(),
        "on": on.isoformat(),
        "clock": found.rule,
        "eighteen": found.eighteen.isoformat() if found.eighteen else None,
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
        "panel": _panel_json(found),
    }


def _panel_json(found: Answer) -> dict[str, Any] | None:
    if found.panel is None:
        return None
    said = _next_json(found.panel, found.on)
    del said["council_due"]
    return {"held": [day.isoformat() for day in found.panels], **said}


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


def as_text(found: Answer) -> str:
    """The answer to read, at most 80 cells wide."""
    return "\n".join(_lines(found))


def _under(found: Answer) -> str:
    """Since when the child is looked after, and by which clock the reviews run."""
    began = say_date(found.now.entered)
    said = [f"First short break on {began}." if found.rule == "C12" else f"Looked after from {began}."]
    if found.rule in _UNDER:
        words, name = _UNDER[found.rule]
        said.append(words.format(**({name: say_date(getattr(found.now, name))} if name else {})))
    return " ".join(said)


def _lines(found: Answer) -> Iterator[str]:
    clock, on = found.clock, found.on
    yield _under(found)
    if found.eighteen:
        yield f"18th birthday on {say_date(found.eighteen)}."
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
    yield from _panel_lines(found)


def _panel_lines(found: Answer) -> Iterator[str]:
    if found.panel is None:
        return
    yield ""
    yield f"Secure panel by {say_date(found.panel.due)}, {say_due(found.panel.due, found.on)} (C13)"
    yield from (f"  {step}" for step in found.panel.steps)
    yield "  Three people sit on it, and you do not chair it. It takes no review away."


def _next_lines(clock: ReviewClock, on: date) -> Iterator[str]:
    due = clock.next
    if due is None:
        yield "No further review: the final one before 18 was held, or no day is left for one (C8)."
        return
    yield f"Next review by {say_date(due.due)}, {say_due(due.due, on)} ({due.rule})"
    yield from (f"  {step}" for step in due.steps)
    if due.council_due and due.council_due > due.due and due.rule != "C9":
        yield "  A council system's date is too late here. The earlier date counts."


def _still(due: date, on: date) -> str:
    """How far away a date is; nothing for one that has passed, since nobody said whether it was met."""
    return f", {say_due(due, on)}" if due >= on else ""
