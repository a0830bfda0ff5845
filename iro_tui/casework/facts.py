"""Gathering the facts of one letter from the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session, col, select

from iro_tui.casework.children import profile, the
from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.letter_facts import Around, LetterFacts, Promise, Said
from iro_tui.casework.own_words import shareable
from iro_tui.casework.review_page import ReviewPage, review_page
from iro_tui.casework.review_seen import talks_between
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.person import Person


def facts_of(session: Session, review_id: str, today: date) -> LetterFacts:
    """Everything on the record that belongs in the letter of a review, dated today.

    What the child said in talks since the review before stands there word for word, without what the child
    does not want shared. Home and legal status are those of the day of the review.

    Raises:
        BadInput: the review is gone, or the IRO's own page was never filled in.
    """
    page = review_page(session, review_id, today)
    review = page.fields
    return replace(
        facts_of_child(session, page.child_id, today, on=page.on),
        review_id=review_id,
        review_on=page.on,
        review_number=page.number or 0,
        participation=review.participation,
        chaired=review.chaired,
        place=review.place,
        notes=tuple(Said(f"note:{note.id}", note.text, note.tag) for note in page.notes),
        own_words=_own_words(session, page),
        child_views=_view(page, "child_views"),
        parent_views=_view(page, "parent_views"),
        carer_views=_view(page, "carer_views"),
        other_views=_view(page, "other_views"),
        iro_view=_view(page, "iro_view"),
        promises=tuple(_promise(line) for line in page.decisions),
        next_on=review.next_on,
        next_time=review.next_time,
        next_place=review.next_place,
        next_limit=page.next_due.due if page.next_due else None,
    )


def facts_of_child(session: Session, child_id: str, today: date, *, on: date | None = None) -> LetterFacts:
    """Who the child is, where and with whom, and the IRO's own lines; nothing of any review.

    Args:
        session: an open session.
        child_id: the child.
        today: the day it is written.
        on: the day whose home, legal status and people count; None is today.

    Raises:
        BadInput: the child is gone, or the IRO's own page was never filled in.
    """
    iro = profile(session)
    if iro is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email: they go on every letter.")
    child: Child = the(session, Child, child_id)
    on = on or today
    home = _then(session, Placement, child.id, on)
    order = _then(session, LegalStatus, child.id, on)
    people = _people(session, child.id, on)
    return LetterFacts(
        letter_on=today,
        child_id=child.id,
        review_id="",
        called=child.called,
        born=child.born,
        pronouns=child.pronouns,
        reading_support=child.reading_support,
        reader_age=child.reader_age,
        home_word=child.home_word,
        why_in_care=child.why_in_care,
        legal_status=order.code if order else "",
        placement=home.kind if home else "",
        carer=(home.carer if home else "") or _carer(people),
        permanence=child.permanence,
        review_on=on,
        review_number=0,
        participation="",
        chaired="NO",
        place="",
        notes=(),
        own_words=(),
        child_views=None,
        parent_views=None,
        carer_views=None,
        other_views=None,
        iro_view=None,
        promises=(),
        next_on=None,
        next_time="",
        next_place="",
        next_limit=None,
        people=people,
        other_children=_other_children(session, child, people),
        iro_name=iro.name,
        iro_title=iro.job_title,
        iro_phone=iro.phone,
        iro_email=iro.email,
        council=iro.council,
        advocacy_name=iro.advocacy_name,
        advocacy_phone=iro.advocacy_phone,
    )


Since = TypeVar("Since", Placement, LegalStatus)


def _then(session: Session, table: type[Since], child_id: str, on: date) -> Since | None:
    """The row that was open on a day: the newest that had begun and not ended."""
    rows = session.exec(
        select(table).where(table.child_id == child_id).order_by(col(table.started_on).desc())
    )
    return next(
        (row for row in rows if row.started_on <= on and (row.ended_on is None or row.ended_on > on)), None
    )


def _people(session: Session, child_id: str, on: date) -> tuple[Around, ...]:
    rows = session.exec(
        select(Person).where(Person.child_id == child_id).order_by(col(Person.name), col(Person.id))
    )
    return tuple(
        Around(row.name, row.role, row.child_calls)
        for row in rows
        if (row.from_on is None or row.from_on <= on) and (row.until_on is None or row.until_on > on)
    )


def _carer(people: tuple[Around, ...]) -> str:
    return next((person.child_calls or person.name for person in people if person.role == "CARER"), "")


def _own_words(session: Session, page: ReviewPage) -> tuple[Said, ...]:
    until = page.fields.completed_on or page.on
    return tuple(
        Said(f"consultation:{talk.id}", run)
        for talk in talks_between(session, page.child_id, page.since, until)
        for run in shareable(talk.own_words, talk.not_to_share)
    )


def _view(page: ReviewPage, field: str) -> Said | None:
    words = getattr(page.fields, field).strip()
    return Said(f"review:{page.review_id}.{field}", words) if words else None


def _promise(line: DecisionLine) -> Promise:
    return Promise(
        source=f"decision:{line.id}",
        what=line.text,
        who=line.who,
        by_when=line.by_when,
        starting=line.starting,
        against_wish=line.against_wish,
    )


def _other_children(session: Session, child: Child, people: tuple[Around, ...]) -> tuple[str, ...]:
    """Names that must not stand in this letter, without those that the child or somebody around has too."""
    theirs = [child.first_name, child.known_as, child.surname]
    for person in people:
        theirs += [person.name, person.child_calls]
    allowed = {part.casefold() for name in theirs for part in (name, *name.split())}
    rows = session.exec(select(Child.first_name, Child.known_as).where(Child.id != child.id))
    names = {name for row in rows for name in row if name and name.casefold() not in allowed}
    return tuple(sorted(names))
