"""What the team manager is sent after a review: its decisions, and until when they can be objected to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import profile
from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.review_page import review_page
from iro_tui.casework.settings import settings_of
from iro_tui.errors import BadInput
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.rules.after import after_review
from iro_tui.rules.working_days import working_days_between


@dataclass(frozen=True, slots=True)
class DecisionsPage:
    """The decisions of one review and their dates."""

    review_id: str
    child_id: str
    called: str
    name: str
    mosaic_id: str
    review_on: date
    number: int | None
    decisions: tuple[DecisionLine, ...]
    manager: str
    """The team manager; empty when not on the record."""
    due: date
    """F1: 5 working days after the review."""
    sent_on: date
    answer_by: date
    """F2: 5 working days after it was sent; silence until then means agreed."""
    working_days: int
    """How many those are."""


def decisions_page(session: Session, child_id: str, today: date) -> DecisionsPage:
    """The page for the review held last, sent today.

    Raises:
        BadInput: no review was held, it has no decisions, or the IRO's own page was never filled in.
    """
    if profile(session) is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email first.")
    review = session.exec(
        select(Review)
        .where(Review.child_id == child_id, col(Review.opened_on).is_not(None))
        .order_by(col(Review.opened_on).desc())
    ).first()
    if review is None or review.opened_on is None:
        raise BadInput("No review was held yet, so there are no decisions to send.")
    page = review_page(session, review.id, today)
    if not page.decisions:
        raise BadInput("The last review has no decisions on the record. Take them from its notes first.")
    settings = settings_of(session)
    dates = after_review(review.completed_on or review.opened_on, today, settings)
    return DecisionsPage(
        review_id=review.id,
        child_id=child_id,
        called=page.called,
        name=page.name,
        mosaic_id=page.mosaic_id,
        review_on=review.opened_on,
        number=page.number,
        decisions=page.decisions,
        manager=_manager(session, child_id, today),
        due=dates.decisions,
        sent_on=today,
        answer_by=dates.tm_response,
        working_days=working_days_between(today, dates.tm_response, settings.holidays),
    )


def _manager(session: Session, child_id: str, on: date) -> str:
    rows = session.exec(
        select(Person)
        .where(Person.child_id == child_id, Person.role == "TEAM_MANAGER")
        .order_by(col(Person.from_on).desc())
    )
    return next((row.name for row in rows if row.until_on is None or row.until_on > on), "")
