"""Booking, opening, saving and completing a review; page, notes and decisions have modules of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.decisions import (
    DecisionLine,
    answer_promise,
    count_words,
    decisions_of,
    put_decisions,
)
from iro_tui.casework.files import File
from iro_tui.casework.filled import filled, write
from iro_tui.casework.notes import Suggested, decisions_from_notes, put_notes
from iro_tui.casework.review_checklist import ChecklistLine
from iro_tui.casework.review_meetings import days_held, meetings_of
from iro_tui.casework.review_missing import missing, missing_without_name
from iro_tui.casework.review_page import NoteLine, ReviewPage, review_page
from iro_tui.casework.review_seen import file_of, number_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.review import Review, ReviewFields

__all__ = [
    "ChecklistLine",
    "DecisionLine",
    "NotComplete",
    "NoteLine",
    "ReviewPage",
    "Suggested",
    "answer_promise",
    "book_review",
    "complete_review",
    "decisions_from_notes",
    "missing",
    "open_review",
    "put_decisions",
    "put_notes",
    "review_page",
    "review_to_open",
    "save_review",
]

_ANY_DAY = Asker(today=date.max)


class NotComplete(BadInput):
    """A review cannot be completed yet; everything can still be saved."""

    def __init__(self, missing: tuple[tuple[str, str], ...]) -> None:
        self.missing = missing
        """Field and sentence for each thing that is needed."""
        super().__init__(" ".join(sentence for _, sentence in missing))


@verb("review booked")
def book_review(session: Session, child_id: str, on: date, time: str = "", place: str = "") -> str:
    """Book the next review of a child; one that is booked already is moved.

    Args:
        session: an open session.
        child_id: the child.
        on: the day.
        time: such as `15:30`; empty when it is not agreed.
        place: where; empty when it is not agreed.

    Returns:
        The id of the review.

    Raises:
        BadInput: the child is gone, a review is open and unfinished, or a field is wrong.
    """
    the(session, Child, child_id)
    file = file_of(session, child_id, on)
    following = file.coming_review
    if following and following.unfinished:
        raise BadInput("The last review is not completed. Complete it first, then book the next.")
    row = session.get(Review, following.id) if following else _undated(session, child_id)
    values = {"booked_for": on, "booked_time": time, "place": place}
    if row is None:
        values["kind"] = _next_kind(file)
    made = filled(ReviewFields, values, _ANY_DAY, before=row)
    if row is None:
        row = Review(child_id=child_id, **made.model_dump())
        session.add(row)
    else:
        write(row, made)
    return row.id


@verb("review opened")
def open_review(session: Session, child_id: str, today: date) -> str:
    """The review to work on: the unfinished one, else the booked one, else a new one of the right kind.

    Args:
        session: an open session.
        child_id: the child.
        today: the day that stands in for today; it decides which period of care runs.

    Returns:
        The id of the review.

    Raises:
        BadInput: the child is gone.
    """
    begun = review_to_open(session, child_id, today)
    if begun:
        return begun
    row = Review(child_id=child_id, kind=_next_kind(file_of(session, child_id, today)))
    session.add(row)
    return row.id


def review_to_open(session: Session, child_id: str, today: date) -> str | None:
    """The id of the review to work on that is on the record already, as in `open_review`; None for none."""
    the(session, Child, child_id)
    following = file_of(session, child_id, today).coming_review
    if following:
        return following.id
    row = _undated(session, child_id)
    return row.id if row else None


@verb("review saved")
def save_review(session: Session, review_id: str, values: Mapping[str, Any]) -> None:
    """Save fields of a review; what is left out stays as it is. Nothing needs to be complete.

    A completed review that is changed is to be copied to Mosaic again, and a change of the next date moves
    the booking made from it.

    Args:
        session: an open session.
        review_id: the review.
        values: fields of `ReviewFields`. `completed_on` can be corrected on a completed review; what
            completes one is `complete_review`.

    Raises:
        BadInput: a field is wrong, or `completed_on` is given for a review that is not complete.
    """
    row = the(session, Review, review_id)
    if row.completed_on is None and values.get("completed_on") is not None:
        raise BadInput("Completed on: this day is set when you complete the review.")
    if row.completed_on is not None and "completed_on" in values and values["completed_on"] is None:
        raise BadInput(
            "Completed on: this review is complete. Give the day, or take the completing back with F8."
        )
    before = row.model_dump()
    write(row, filled(ReviewFields, values, _ANY_DAY, before=row))
    if row.completed_on is None or row.model_dump() == before:
        return
    if any(before[name] != getattr(row, name) for name in ("next_on", "next_time", "next_place")):
        _book_next(session, row, before["next_on"])
    if before["participation"] != row.participation:
        outbox.owe_again(session, "PARTICIPATION", review_id, row.participation)
    outbox.owe_again(session, "REVIEW", review_id, _words(number_of(session, review_id, row.completed_on)))


@verb("review completed")
def complete_review(
    session: Session, review_id: str, today: date, completed_on: date | None = None
) -> str | None:
    """Complete a review, book the next one, and enter what the council must have (practice.md 4, F1).

    A review that is complete already stays as it is.

    Args:
        session: an open session.
        review_id: the review.
        today: the day that stands in for today.
        completed_on: the day of the last meeting of a series (A5); None is the day of the last meeting on
            the record, or the day it was held.

    Returns:
        The id of the next review; None when no further one is due.

    Raises:
        NotComplete: something it must have is missing; nothing is changed.
        BadInput: the day it was completed cannot be.
    """
    row = the(session, Review, review_id)
    if row.completed_on is not None:
        following = file_of(session, row.child_id, today).coming_review
        return following.id if following else None
    if completed_on is None:
        completed_on = days_held(meetings_of(session, review_id))[1]
    if completed_on is not None and row.opened_on is not None:
        made = filled(ReviewFields, {"completed_on": completed_on}, Asker(today=today), before=row)
        row.completed_on = made.completed_on
    else:
        row.completed_on = row.opened_on
    needed = missing_without_name(session, review_id, today)
    if needed:
        row.completed_on = None
        session.flush()
        raise NotComplete(needed)
    number = number_of(session, review_id, today)
    count = len(decisions_of(session, review_id, today))
    for kind, what in (
        ("REVIEW", _words(number)),
        ("DECISIONS", count_words(count)),
        ("PARTICIPATION", row.participation),
    ):
        outbox.owe(session, kind, row.child_id, review_id, what, today)
    return _book_next(session, row, None)


def _book_next(session: Session, row: Review, booked_before: date | None) -> str | None:
    """Book the review that follows a completed one; a booking that is there already is moved.

    Args:
        session: an open session.
        row: the completed review.
        booked_before: the next date it named before; None when it named none.
    """
    if row.next_on is None:
        return None
    held = row.completed_on or row.next_on
    following = session.exec(
        select(Review)
        .where(
            Review.child_id == row.child_id,
            col(Review.opened_on).is_(None),
            col(Review.booked_for) == booked_before
            if booked_before
            else (col(Review.booked_for).is_(None) | (col(Review.booked_for) > held)),
        )
        .order_by(col(Review.booked_for))
    ).first()
    if following is None:
        if booked_before is not None:
            # The next one was held or moved since; what this review once planned changes nothing any more.
            return None
        following = Review(child_id=row.child_id, kind=_next_kind(file_of(session, row.child_id, held)))
        session.add(following)
    following.booked_for, following.booked_time, following.place = row.next_on, row.next_time, row.next_place
    return following.id


def _undated(session: Session, child_id: str) -> Review | None:
    """A review that was opened for writing and has no day yet."""
    return session.exec(
        select(Review).where(
            Review.child_id == child_id,
            col(Review.opened_on).is_(None),
            col(Review.booked_for).is_(None),
            col(Review.completed_on).is_(None),
        )
    ).first()


def _next_kind(file: File) -> str:
    """FIRST, SECOND or SUBSEQUENT, by the reviews opened in this period of care (C1 to C3, C5)."""
    opened = [line for line in file.reviews if line.opened_on]
    if not opened:
        return "FIRST"
    return "SECOND" if opened[-1].number == 1 else "SUBSEQUENT"


def _words(number: int | None) -> str:
    return f"review {number}" if number else "review"
