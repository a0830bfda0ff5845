"""Gathering the facts of one letter from the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlmodel import Session, col, select

from iro_tui.casework.children import profile, the
from iro_tui.casework.decisions import DecisionLine, decisions_of
from iro_tui.casework.letter_facts import Answered, Around, LetterFacts, OwnTerm, Promise, Said
from iro_tui.casework.letter_words import letter_words
from iro_tui.casework.other_children import other_children
from iro_tui.casework.own_words import shareable
from iro_tui.casework.quiet_words import quiet_words
from iro_tui.casework.review_seen import Seen, due_after, look, talks_between
from iro_tui.casework.you_said import SOURCES
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.own_word import OwnWord
from iro_tui.record.person import Person
from iro_tui.record.progress import ViewAnswer
from iro_tui.record.review import Note, Review
from iro_tui.rules.codes import codes


def facts_of(session: Session, review_id: str, today: date) -> LetterFacts:
    """Everything on the record that belongs in the letter of a review, dated today.

    What the child said in talks since the review before stands there word for word, without what the child
    does not want shared. Home and legal status are those of the day of the review.

    Raises:
        BadInput: the review is gone, or the IRO's own page was never filled in.
    """
    seen = look(session, review_id, today)
    review = seen.review
    after = due_after(seen.file, seen.place, review.completed_on or review.opened_on)
    return replace(
        facts_of_child(session, seen.child.id, today, on=seen.on),
        review_id=review_id,
        review_on=seen.on,
        review_number=seen.line.number or 0,
        participation=review.participation,
        chaired=review.chaired,
        place=review.place,
        notes=_notes(session, review_id),
        own_words=_own_words(session, seen),
        answers=_answers(session, seen),
        child_views=_view(review, "child_views"),
        parent_views=_view(review, "parent_views"),
        carer_views=_view(review, "carer_views"),
        other_views=_view(review, "other_views"),
        iro_view=_view(review, "iro_view"),
        promises=tuple(_promise(line) for line in decisions_of(session, review_id, today)),
        next_on=review.next_on,
        next_time=review.next_time,
        next_place=review.next_place,
        next_limit=after.due if after else None,
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
    needs = (*child.letter_needs.split(), *(("UASC",) if child.uasc else ()))
    return LetterFacts(
        letter_on=today,
        child_id=child.id,
        review_id="",
        called=child.called,
        born=child.born,
        pronouns=child.pronouns,
        reading_support=child.reading_support or _reads_plainer(needs),
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
        names=tuple(dict.fromkeys(filter(None, (child.first_name, child.known_as, child.full_name)))),
        others=other_children(session, child.id),
        needs=needs,
        interpreter=child.interpreter,
        own_terms=_own_terms(session, child.id),
        added=letter_words(session),
        iro_name=iro.name,
        iro_title=iro.job_title,
        iro_phone=iro.phone,
        iro_email=iro.email,
        council=iro.council,
        advocacy_name=iro.advocacy_name,
        advocacy_phone=iro.advocacy_phone,
        print_pt=child.print_pt,
        quiet=tuple(each.word for each in quiet_words(session, child.id)),
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


def _notes(session: Session, review_id: str) -> tuple[Said, ...]:
    rows = session.exec(select(Note).where(Note.review_id == review_id).order_by(col(Note.position)))
    return tuple(Said(f"note:{row.id}", row.text, row.tag) for row in rows)


def _own_words(session: Session, seen: Seen) -> tuple[Said, ...]:
    until = seen.review.completed_on or seen.on
    return tuple(
        Said(f"consultation:{talk.id}", run)
        for talk in talks_between(session, seen.child.id, seen.since, until)
        for run in shareable(talk.own_words, talk.not_to_share)
    )


def _view(review: Review, field: str) -> Said | None:
    words = getattr(review, field).strip()
    return Said(f"review:{review.id}.{field}", words) if words else None


def _promise(line: DecisionLine) -> Promise:
    return Promise(
        source=f"decision:{line.id}",
        what=line.text,
        who=line.who,
        by_when=line.by_when,
        starting=line.starting,
        against_wish=line.against_wish,
    )


def _reads_plainer(needs: tuple[str, ...]) -> bool:
    listed = codes("letter_need")
    return any(need in listed and listed[need].columns["plainer"] == "yes" for need in needs)


def _own_terms(session: Session, child_id: str) -> tuple[OwnTerm, ...]:
    rows = session.exec(select(OwnWord).where(OwnWord.child_id == child_id).order_by(col(OwnWord.word)))
    return tuple(OwnTerm(row.word, row.means) for row in rows)


def _answers(session: Session, seen: Seen) -> tuple[Answered, ...]:
    """What was answered since the review before, of what the child said before this one."""
    rows = session.exec(
        select(ViewAnswer)
        .where(ViewAnswer.child_id == seen.child.id, ViewAnswer.answered_on <= seen.today)
        .order_by(col(ViewAnswer.answered_on).desc(), col(ViewAnswer.id))
    )
    found = (
        _answered(session, row, seen.review.id)
        for row in rows
        if codes("view_outcome")[row.outcome].columns["settled"] == "yes"
        and row.words.strip()
        and (seen.since is None or row.answered_on > seen.since)
    )
    return tuple(answered for answered in found if answered)


def _answered(session: Session, row: ViewAnswer, review_id: str) -> Answered | None:
    """One answer with what it answers; None for what was said in this very review, or is not to be shared."""
    for source, table in SOURCES.items():
        source_id: str | None = getattr(row, f"{source}_id")
        said = session.get(table, source_id) if source_id else None
        if said is None:
            continue
        if source_id == review_id or (getattr(said, "review_id", None) == review_id and source == "note"):
            return None
        words = {"consultation": "own_words", "note": "text", "review": "child_views"}[source]
        shared = shareable(getattr(said, words), getattr(said, "not_to_share", ""))
        key = f"{source}:{source_id}"
        if not shared:
            return None
        return Answered(Said(key, " ".join(shared)), Said(key, row.words), row.outcome)
    return None
