"""What a review still needs to be complete (practice.md 4); without it, it can always be saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session

from iro_tui.casework.review_checklist import answered
from iro_tui.casework.review_meetings import meetings_of, until
from iro_tui.casework.review_seen import Seen, due_after, look
from iro_tui.rules.checklist import TOLD_AT_FIRST, why_not
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.participation import problems

_TOLD = {
    "ADVOCACY": "Tell {child} about having an advocate, and tick it on the checklist.",
    "COMPLAINTS": "Tell {child} how to complain, and tick it on the checklist.",
    "IRO_LEAFLET": "Give {child} the leaflet about you, and tick it on the checklist.",
}


def missing(session: Session, review_id: str, today: date) -> tuple[tuple[str, str], ...]:
    """What a review still needs: field and sentence, in the form's order.

    Raises:
        BadInput: the review is not on the record any more.
    """
    seen = look(session, review_id, today)
    return missing_of(session, seen, seen.child.called)


def missing_without_name(session: Session, review_id: str, today: date) -> tuple[tuple[str, str], ...]:
    """As `missing`, in sentences that may stand in an error: they say "the child"."""
    return missing_of(session, look(session, review_id, today), "the child")


def missing_of(session: Session, seen: Seen, called: str) -> tuple[tuple[str, str], ...]:
    """As `missing`, of a review that was read already; `called` stands for the child in the sentences."""
    return tuple(
        (name, sentence.replace("{child}", called))
        for part in (_held(session, seen), _checklist(session, seen), _took_part(seen), _views(seen))
        for name, sentence in part
    ) + tuple(_when(seen))


Found = Iterator[tuple[str, str]]


def _held(session: Session, seen: Seen) -> Found:
    review = seen.review
    if review.opened_on is None:
        yield "opened_on", "Say when it was held."
    elif review.opened_on > seen.today:
        yield "opened_on", "That day has not come yet. Say when it was held."
    to_come = [each for each in meetings_of(session, review.id) if each.state == "PLANNED"]
    if to_come:
        day = say_date(to_come[0].on, seen.today)
        yield (
            "completed_on",
            f"A meeting is still planned for {day}. Say under Before if it was held or called off.",
        )


def _checklist(session: Session, seen: Seen) -> Found:
    review = seen.review
    left = {
        code: why_not(review.not_covered_why, codes("review_checklist")[code].short)
        for code in review.not_covered.split()
        if code in codes("review_checklist")
    }
    if seen.first:
        done = answered(session, seen)
        for code in TOLD_AT_FIRST:
            if code not in done and code not in left:
                yield "covered", _TOLD[code]
    unsaid = dict.fromkeys(
        codes("review_checklist")[code].short for code, reason in left.items() if not reason
    )
    for short in unsaid:
        yield "not_covered", f"Say why “{short}” was not looked at, or tick it."


def _took_part(seen: Seen) -> Found:
    review = seen.review
    if not review.participation:
        yield "participation", "Say how {child} took part."
    elif wrong := problems(review.participation, seen.child.born, seen.on):
        yield "participation", wrong
    if review.participation == "PN7":
        # The national list: "should always carry a reason and a follow-up".
        if not review.absence:
            yield "absence", "Say why {child} did not come."
        if not review.tried.strip():
            yield "tried", "Say what was tried to hear {child}."


def _views(seen: Seen) -> Found:
    if not seen.review.child_views.strip():
        yield "child_views", "Write down what {child} wishes and feels, and how you know."


def _when(seen: Seen) -> Found:
    review = seen.review
    late = _why_late(seen)
    if late and not review.late_reason:
        yield "late_reason", f"{late} Say why it was late."
    if review.next_on is None and due_after(seen.file, seen.place, review.completed_on or seen.on):
        yield "next_on", "Say when the next review is."


def _why_late(seen: Seen) -> str:
    """What was late about it (A1, A5, A8); empty when it was in time, or that cannot be told."""
    review, due = seen.review, seen.due
    if due and review.opened_on and review.opened_on > due.due:
        return f"It was due by {say_date(due.due)}."
    if due and seen.on_time is False:
        return "It ended more than 20 working days after it began."
    limit = until(review, seen.file.settings)
    if limit and review.completed_on and review.completed_on > limit.due:
        return f"It was adjourned until {say_date(limit.due)} at the latest."
    return ""
