"""One review as its screen shows it: before, in the meeting and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.decisions import DecisionLine, closes, decisions_of, line_of
from iro_tui.casework.files import File, open_files
from iro_tui.casework.sequence import ReviewLine, in_time, last_held, limit_for, next_due
from iro_tui.record.child import Child
from iro_tui.record.consultation import Consultation
from iro_tui.record.decision import Decision
from iro_tui.record.review import Note, Review, ReviewFields
from iro_tui.rules.checklist import TOLD_AT_FIRST, items_for, lines_of
from iro_tui.rules.clock import Due
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.participation import problems, suggest


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One noted line."""

    id: str
    tag: str
    text: str
    noted_at: str


class ChecklistLine(NamedTuple):
    """One line to tick off."""

    code: str
    """Its codes with spaces between them; `rules.checklist.ticked` takes it as it is."""
    words: str
    covered: bool


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
    """On that day."""
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
    checklist: tuple[ChecklistLine, ...]
    suggestion: str | None
    """The participation code the record points to; None when it leaves more than one open."""
    next_due: Due | None
    """By when the review after this one must be held; None before this one is held, or when none is due."""
    missing: tuple[tuple[str, str], ...]
    """What it still needs to be complete: field and one sentence."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The rows of one review, and where it stands among the child's reviews."""

    review: Review
    child: Child
    file: File
    line: ReviewLine
    place: int
    today: date

    @property
    def on(self) -> date:
        return self.review.opened_on or self.review.booked_for or self.today

    @property
    def due(self) -> Due | None:
        if self.review.completed_on is None and self.review.opened_on is None:
            # Not held yet: today's placement and order say which clock runs.
            return next_due(self.file.reviews, self.file.under)
        return limit_for(self.file.reviews, self.place, self.file.under)

    @property
    def on_time(self) -> bool | None:
        return in_time(self.line, self.due)

    @property
    def since(self) -> date | None:
        before = last_held(self.file.reviews[: self.place])
        return before.held_on if before else None

    @property
    def first(self) -> bool:
        return self.line.number == 1


def review_page(session: Session, review_id: str, today: date) -> ReviewPage:
    """One review as its screen shows it.

    Raises:
        BadInput: the review is not on the record any more.
    """
    seen = _look(session, review_id, today)
    review, child = seen.review, seen.child
    notes = _notes(session, review_id)
    promises = _promises(session, seen)
    on_time = seen.on_time
    return ReviewPage(
        review_id=review_id,
        child_id=child.id,
        called=child.called,
        name=child.full_name,
        mosaic_id=child.mosaic_id,
        born=child.born,
        on=seen.on,
        age=age(child.born, seen.on),
        number=seen.line.number,
        since=seen.since,
        due=seen.due,
        on_time=on_time,
        complete=review.completed_on is not None,
        fields=ReviewFields.model_validate(review.model_dump()),
        notes=notes,
        decisions=decisions_of(session, review_id, today),
        promises=promises,
        checklist=_checklist(seen, promises),
        suggestion=_suggestion(session, seen, notes),
        next_due=due_after(seen.file, seen.place, review.completed_on or review.opened_on),
        missing=_missing(seen, child.called),
    )


def missing(session: Session, review_id: str, today: date) -> tuple[tuple[str, str], ...]:
    """What a review still needs to be complete (practice.md 4): field and sentence, in the form's order.

    Raises:
        BadInput: the review is not on the record any more.
    """
    seen = _look(session, review_id, today)
    return _missing(seen, seen.child.called)


def missing_without_name(session: Session, review_id: str, today: date) -> tuple[tuple[str, str], ...]:
    """As `missing`, in sentences that may stand in an error: they say "the child"."""
    return _missing(_look(session, review_id, today), "the child")


def number_of(session: Session, review_id: str, today: date) -> int | None:
    """The number of a review in its period of care; None when earlier ones are not on the record."""
    return _look(session, review_id, today).line.number


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


def _look(session: Session, review_id: str, today: date) -> _Seen:
    review = the(session, Review, review_id)
    child = the(session, Child, review.child_id)
    on = review.opened_on or review.booked_for or today
    file = file_of(session, child.id, min(on, today))
    place = _place(file.reviews, review_id)
    if place is None:
        # Booked or held before the period of care on the record began, or that period is not recorded.
        place, file = 0, _alone(file, review)
    return _Seen(review, child, file, file.reviews[place], place, today)


def _place(lines: Sequence[ReviewLine], review_id: str) -> int | None:
    return next((place for place, line in enumerate(lines) if line.id == review_id), None)


def _alone(file: File, review: Review) -> File:
    line = ReviewLine(*(getattr(review, name) for name in ReviewLine.STORED))
    return replace(file, reviews=(line,))


def _notes(session: Session, review_id: str) -> tuple[NoteLine, ...]:
    rows = session.exec(select(Note).where(Note.review_id == review_id).order_by(col(Note.position)))
    return tuple(NoteLine(row.id, row.tag, row.text, row.noted_at) for row in rows)


def _promises(session: Session, seen: _Seen) -> tuple[DecisionLine, ...]:
    earlier = [line.id for line in seen.file.reviews[: seen.place]]
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
    ]
    return tuple(line_of(row, seen.today) for row in kept)


def _older(session: Session, row: Decision, seen: _Seen) -> bool:
    """Whether a decision is of an earlier period of care: promises stay open across them."""
    review = session.get(Review, row.review_id)
    held = review and (review.completed_on or review.opened_on)
    return bool(held and held < seen.on)


def _checklist(seen: _Seen, promises: Sequence[DecisionLine]) -> tuple[ChecklistLine, ...]:
    home, legal = seen.file.home, seen.file.legal
    group = codes("placement_type")[home.what].columns["group"] if home else ""
    items = items_for(
        age(seen.child.born, seen.on),
        first=seen.first,
        uasc=seen.child.uasc,
        fostered=group.startswith("Foster"),
        proceedings=legal is not None and legal.what == "C1",
    )
    covered = {*seen.review.covered.split(), *_written(seen.review)}
    if promises and all(closes(promise.status) for promise in promises):
        covered.add("DECISIONS")
    return tuple(
        ChecklistLine(" ".join(line.codes), line.short, covered.issuperset(line.codes))
        for line in lines_of(items)
    )


def _written(review: Review) -> set[str]:
    """Items that a filled-in field of the form answers, so that nobody ticks them a second time."""
    answers = {
        "CAREPLAN_READY": review.report_on and review.plan_on,
        "CHILD_VIEWS": review.child_views,
        "PARENT_VIEWS": review.parent_views,
        "CARER_VIEWS": review.carer_views,
        "PARTICIPATION": review.participation,
        "CHAIRED": review.participation,
        "NEXT": review.next_on,
    }
    return {code for code, answer in answers.items() if answer}


_SENT = frozenset({"FORM", "LETTER", "TEXT_EMAIL", "PHONE", "VIDEO"})


def _suggestion(session: Session, seen: _Seen, notes: Sequence[NoteLine]) -> str | None:
    """PN0 to PN7 from what is recorded (practice.md 6); suggested, never filled in."""
    there = seen.review.chaired in ("CO", "CHAIR") or any(note.tag == "SAID" for note in notes)
    talks = talks_between(session, seen.child.id, seen.since, seen.on)
    kinds = {talk.kind for talk in talks if talk.own_words}
    return suggest(
        seen.child.born,
        seen.on,
        # That nothing was noted of the child in the meeting does not say the child stayed away.
        attended=True if there else None,
        spoke=True if there else None,
        advocate="ADVOCATE" in kinds or None,
        non_verbal=None,
        sent_views=bool(kinds & _SENT) or None,
    )


def talks_between(
    session: Session, child_id: str, since: date | None, until: date
) -> tuple[Consultation, ...]:
    """The talks after one day up to another, by date; `since` None takes all earlier ones."""
    query = select(Consultation).where(Consultation.child_id == child_id, Consultation.held_on <= until)
    if since is not None:
        query = query.where(Consultation.held_on > since)
    return tuple(session.exec(query.order_by(col(Consultation.held_on), col(Consultation.id))))


_TOLD = {
    "ADVOCACY": "Tell {child} about having an advocate, and tick it on the checklist.",
    "COMPLAINTS": "Tell {child} how to complain, and tick it on the checklist.",
    "IRO_LEAFLET": "Give {child} the leaflet about you, and tick it on the checklist.",
}


def _missing(seen: _Seen, called: str) -> tuple[tuple[str, str], ...]:
    review = seen.review
    found: list[tuple[str, str]] = []
    if review.opened_on is None:
        found.append(("opened_on", "Say when it was held."))
    elif review.opened_on > seen.today:
        found.append(("opened_on", "That day has not come yet. Say when it was held."))
    if seen.first:
        covered = review.covered.split()
        found += [
            ("covered", _TOLD[code].replace("{child}", called))
            for code in TOLD_AT_FIRST
            if code not in covered
        ]
    if not review.participation:
        found.append(("participation", f"Say how {called} took part."))
    elif wrong := problems(review.participation, seen.child.born, seen.on):
        found.append(("participation", wrong))
    if not review.child_views.strip():
        found.append(("child_views", f"Write down what {called} wishes and feels, and how you know."))
    if seen.on_time is False and not review.late_reason and seen.due:
        found.append(("late_reason", _late(review, seen.due)))
    if review.next_on is None and due_after(seen.file, seen.place, review.completed_on or seen.on):
        found.append(("next_on", "Say when the next review is."))
    return tuple(found)


def _late(review: Review, due: Due) -> str:
    if review.opened_on and review.opened_on > due.due:
        return f"It was due by {say_date(due.due)}. Say why it was late."
    return "It ended more than 20 working days after it began. Say why it was late."
