"""One review as every question about it begins: its rows, and where it stands among the child's reviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.files import File, open_files
from iro_tui.casework.sequence import ReviewLine, in_time, last_held, limit_for, next_due
from iro_tui.record.child import Child
from iro_tui.record.consultation import Consultation
from iro_tui.record.review import Review
from iro_tui.rules.clock import Due


@dataclass(frozen=True, slots=True)
class Seen:
    """The rows of one review, and where it stands among the child's reviews. It never leaves a session."""

    review: Review
    child: Child
    file: File
    """As of the day of the review, or today when that has not come."""
    line: ReviewLine
    place: int
    """Its place in `file.reviews`."""
    today: date

    @property
    def on(self) -> date:
        """The day it was held, else booked for, else today."""
        return self.review.opened_on or self.review.booked_for or self.today

    @property
    def due(self) -> Due | None:
        """By when it had to be held; None when that cannot be told."""
        if self.review.completed_on is None and self.review.opened_on is None:
            # Not held yet: today's placement and order say which clock runs.
            return self.file.next_due
        return limit_for(self.file.reviews, self.place, self.file.under)

    @property
    def on_time(self) -> bool | None:
        """None while it was not held, or when there is no due date to judge by."""
        return in_time(self.line, self.due)

    @property
    def since(self) -> date | None:
        """The day the review before was held; None when there was none, or it is not on the record."""
        before = last_held(self.file.reviews[: self.place])
        return before.held_on if before else None

    @property
    def first(self) -> bool:
        """Whether it is the first of this period of care."""
        return self.line.number == 1

    def is_new(self, day: date | None) -> bool:
        """Whether something happened for this review: after the one before it."""
        return day is not None and (self.since is None or day > self.since)


def look(session: Session, review_id: str, today: date) -> Seen:
    """Read one review.

    Raises:
        BadInput: the review is not on the record any more.
    """
    review = the(session, Review, review_id)
    child = the(session, Child, review.child_id)
    on = review.opened_on or review.booked_for or today
    file = file_of(session, child.id, min(on, today))
    place = next((place for place, line in enumerate(file.reviews) if line.id == review_id), None)
    if place is None:
        # Booked or held before the period of care on the record began, or that period is not recorded.
        place, file = 0, _alone(file, review)
    return Seen(review, child, file, file.reviews[place], place, today)


def _alone(file: File, review: Review) -> File:
    line = ReviewLine(*(getattr(review, name) for name in ReviewLine.STORED))
    return replace(file, reviews=(line,))


def number_of(session: Session, review_id: str, today: date) -> int | None:
    """The number of a review in its period of care; None when earlier ones are not on the record."""
    return look(session, review_id, today).line.number


def file_of(session: Session, child_id: str, on: date) -> File:
    """The file of one child as of a day."""
    return open_files(session, on, [child_id])[child_id]


def due_after(file: File, place: int, held_on: date | None) -> Due | None:
    """By when the review after the one at a place is due, counted from the day that one was held (C4).

    Args:
        file: the child's file as of that review.
        place: its place in `file.reviews`.
        held_on: the day it was completed; None when it was not held yet.

    Returns:
        None when it was not held, or no further review is due: the child is 18 first.
    """
    if held_on is None:
        return None
    line = file.reviews[place]
    held = replace(line, opened_on=line.opened_on or held_on, completed_on=line.completed_on or held_on)
    return next_due((*file.reviews[:place], held), file.under)


def talks_between(session: Session, child_id: str, since: date | None, until: date) -> Sequence[Consultation]:
    """The talks after one day up to another, by date; `since` None takes all earlier ones."""
    query = select(Consultation).where(Consultation.child_id == child_id, Consultation.held_on <= until)
    if since is not None:
        query = query.where(Consultation.held_on > since)
    return session.exec(query.order_by(col(Consultation.held_on), col(Consultation.id))).all()
