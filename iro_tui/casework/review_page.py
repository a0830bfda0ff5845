"""One review as its screen shows it: before, in the meeting and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.decisions import DecisionLine, closes, decisions_of, line_of
from iro_tui.casework.health_advice import health_advice
from iro_tui.casework.judged import judged
from iro_tui.casework.preparing import Prepared, preparation
from iro_tui.casework.review_checklist import ChecklistLine, checklist
from iro_tui.casework.review_meetings import MeetingLine, meetings_of, until
from iro_tui.casework.review_missing import missing_of
from iro_tui.casework.review_seen import Seen, due_after, look, talks_between
from iro_tui.casework.taking_part import points_to
from iro_tui.record.consultation import Consultation
from iro_tui.record.decision import Decision
from iro_tui.record.progress import Progress
from iro_tui.record.review import Note, Review, ReviewFields
from iro_tui.rules.clock import Due
from iro_tui.rules.dates import age
from iro_tui.rules.preparation import in_school_hours, suggested_day


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One noted line."""

    id: str
    tag: str
    text: str
    noted_at: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the child said in talks for this review about how it should be; the newest word on each."""

    on: date
    """The day of the newest of these talks."""
    there: str
    where_when: str
    chair: bool | None
    """None when nothing was said about it."""
    talk_about: str
    """What the child wants to talk about, and the questions."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Everything the review screen shows."""

    review_id: str
    child_id: str
    called: str
    name: str
    """Full name."""
    mosaic_id: str
    born: date
    on: date
    """The day it was held, else booked for, else today."""
    age: int
    """Today, as on every other page."""
    number: int | None
    """1 for the first of this period of care; None when earlier ones are not on the record."""
    since: date | None
    """The day the review before was held; None when there was none, or it is not on the record."""
    due: Due | None
    """By when it had to be held; None when that cannot be told."""
    on_time: bool | None
    """None while it was not held, or when there is no due date to judge by."""
    complete: bool
    fields: ReviewFields
    notes: tuple[NoteLine, ...]
    decisions: tuple[DecisionLine, ...]
    promises: tuple[DecisionLine, ...]
    """Of earlier reviews: still open, or answered since the review before this one. Oldest first."""
    answered: Mapping[str, str]
    """What this review itself said of a promise: decision id to code of `decision_status.csv`."""
    checklist: tuple[ChecklistLine, ...]
    health: tuple[DecisionLine, ...]
    """What health assessments recommend: still open, or answered since the review before this one."""
    preparation: tuple[Prepared, ...]
    judged: tuple[tuple[str, str], ...]
    """What the rules ask the IRO to judge of this review: label and sentences."""
    meetings: tuple[MeetingLine, ...]
    wishes: Wishes | None
    """None when no talk since the review before says anything about this one."""
    school_hours: bool
    """Whether it is booked for a time at which the child is at school."""
    suggestion: str | None
    """The participation code the record points to; None when it leaves more than one open."""
    suggestion_why: str
    """The facts the suggestion rests on, or what is not known yet; one sentence."""
    adjourned_until: Due | None
    """By when it must be complete when it was adjourned (A1); else None."""
    next_due: Due | None
    """By when the review after this one must be held; None before this one is held, or when none is due."""
    suggested_next: date | None
    """A day for the review after this one, well within the law; None when none is due."""
    missing: tuple[tuple[str, str], ...]
    """What it still needs to be complete: field and one sentence."""


def review_page(session: Session, review_id: str, today: date) -> ReviewPage:
    """One review as its screen shows it.

    Raises:
        BadInput: the review is not on the record any more.
    """
    seen = look(session, review_id, today)
    review, child = seen.review, seen.child
    notes = _notes(session, review_id)
    promises = _promises(session, seen)
    talks = talks_between(session, child.id, seen.since, seen.on)
    pointer = points_to(seen, notes, talks)
    held = review.completed_on or review.opened_on
    after = due_after(seen.file, seen.place, held)
    return ReviewPage(
        review_id=review_id,
        child_id=child.id,
        called=child.called,
        name=child.full_name,
        mosaic_id=child.mosaic_id,
        born=child.born,
        on=seen.on,
        age=age(child.born, today),
        number=seen.line.number,
        since=seen.since,
        due=seen.due,
        on_time=seen.on_time,
        complete=review.completed_on is not None,
        fields=ReviewFields.model_validate(review.model_dump()),
        notes=tuple(NoteLine(row.id, row.tag, row.text, row.noted_at) for row in notes),
        decisions=decisions_of(session, review_id, today),
        promises=promises,
        answered=_answered(session, review_id),
        checklist=checklist(session, seen, promises),
        health=health_advice(session, child.id, seen.since, seen.on, today),
        preparation=preparation(session, seen),
        judged=judged(session, seen) if review.completed_on is None else (),
        meetings=meetings_of(session, review_id),
        wishes=_wishes(talks),
        school_hours=in_school_hours(seen.on, review.booked_time, age(child.born, seen.on)),
        suggestion=pointer.code,
        suggestion_why=pointer.why,
        adjourned_until=until(review, seen.file.settings),
        next_due=after,
        suggested_next=suggested_day(after, child.born, held, seen.file.settings) if after and held else None,
        missing=missing_of(session, seen, child.called),
    )


def _notes(session: Session, review_id: str) -> Sequence[Note]:
    return session.exec(select(Note).where(Note.review_id == review_id).order_by(col(Note.position))).all()


def _wishes(talks: Sequence[Consultation]) -> Wishes | None:
    said = [
        talk
        for talk in talks
        if talk.wants_there
        or talk.wants_when
        or talk.wants_talk
        or talk.questions
        or talk.wants_chair is not None
    ]
    if not said:
        return None
    newest_first = said[::-1]
    about = (_about(talk) for talk in newest_first)
    return Wishes(
        on=said[-1].held_on,
        there=next((talk.wants_there for talk in newest_first if talk.wants_there), ""),
        where_when=next((talk.wants_when for talk in newest_first if talk.wants_when), ""),
        chair=next((talk.wants_chair for talk in newest_first if talk.wants_chair is not None), None),
        talk_about=next((words for words in about if words), ""),
    )


def _about(talk: Consultation) -> str:
    return "\n".join(words.strip() for words in (talk.wants_talk, talk.questions) if words.strip())


def _promises(session: Session, seen: Seen) -> tuple[DecisionLine, ...]:
    earlier = [line.id for line in seen.file.reviews[: seen.place]]
    # What an earlier review closed was gone through there, though this one counts from the same day.
    answers = session.exec(select(Progress).where(col(Progress.review_id).in_(earlier)))
    closed = {answer.decision_id for answer in answers if closes(answer.status)}
    rows = session.exec(
        select(Decision)
        .where(Decision.child_id == seen.child.id, Decision.review_id != seen.review.id)
        .order_by(col(Decision.by_when).is_(None), col(Decision.by_when), col(Decision.position))
    ).all()
    kept = [
        row
        for row in rows
        if (row.review_id in earlier or _older(session, row, seen))
        and (not closes(row.status) or (seen.since and row.closed_on and row.closed_on >= seen.since))
        and not (row.closed_on == seen.since and row.id in closed)
    ]
    return tuple(line_of(row, seen.today) for row in kept)


def _answered(session: Session, review_id: str) -> Mapping[str, str]:
    answers = select(Progress).where(Progress.review_id == review_id).order_by(col(Progress.answered_on))
    return {row.decision_id: row.status for row in session.exec(answers)}


def _older(session: Session, row: Decision, seen: Seen) -> bool:
    """Whether a decision is of an earlier period of care: promises stay open across them."""
    review = session.get(Review, row.review_id)
    held = review and (review.completed_on or review.opened_on)
    return bool(held and held < seen.on)
