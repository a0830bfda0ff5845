"""What a child's own invitation to a review is written from, and the leaflet about the IRO."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.facts import facts_of_child
from iro_tui.casework.files import open_files
from iro_tui.casework.letter_facts import Around, LetterFacts, Said
from iro_tui.errors import BadInput
from iro_tui.record.person import Person
from iro_tui.record.review import Review


def facts_of_invitation(session: Session, child_id: str, today: date) -> LetterFacts:
    """The facts of the child's page, with the review that is booked as the next one.

    Raises:
        BadInput: no review is booked, it has no day, the child is gone, or the IRO's own page is empty.
    """
    coming = open_files(session, today, [child_id])[child_id].coming_review
    if coming is None or coming.booked_for is None:
        raise BadInput("No review is booked for a day. Book it first: the invitation says when and where.")
    review: Review = the(session, Review, coming.id)
    source = f"review:{review.id}"
    return replace(
        facts_of_child(session, child_id, today),
        review_id=review.id,
        review_on=coming.booked_for,
        next_on=coming.booked_for,
        next_time=review.booked_time,
        next_place=review.place,
        invited=_invited(session, child_id, coming.booked_for),
        wanted_there=_said(f"{source}.wanted_there", review.wanted_there),
        agenda=_said(f"{source}.agenda", review.agenda),
    )


def _said(source: str, words: str) -> Said | None:
    return Said(source, words.strip()) if words.strip() else None


def _invited(session: Session, child_id: str, on: date) -> tuple[Around, ...]:
    rows = session.exec(
        select(Person)
        .where(Person.child_id == child_id, col(Person.invited).is_(True))
        .order_by(col(Person.name), col(Person.id))
    )
    return tuple(
        Around(row.name, row.role, row.child_calls)
        for row in rows
        if (row.from_on is None or row.from_on <= on) and (row.until_on is None or row.until_on > on)
    )
