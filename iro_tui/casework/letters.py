"""The letter after a review: what it may be drafted from, keeping it, and which ones are owed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.facts import facts_of
from iro_tui.casework.files import open_files
from iro_tui.casework.letter_facts import LetterFacts
from iro_tui.casework.outbox import owe_file
from iro_tui.casework.settings import settings_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.record.letter import Letter
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.review import Review
from iro_tui.rules.clock import after_review
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import add_working_days, working_days_between

NOT_BEGUN = "not begun"
DRAFT = "draft"
EXPORTED = "exported, to upload"
WITH_THE_COUNCIL = "with the council"

OWED_FOR = 60
"""Working days after completion in which a review counts as owing its letter; older ones were settled
before this vault was begun (our own choice)."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter as plain data."""

    letter_id: str
    review_id: str
    child_id: str
    text: str
    origin: tuple[Mapping[str, Any], ...]
    """Each drafted sentence with the kind and id of what it came from."""
    kept: Mapping[str, str]
    """Findings kept on purpose: key to reason."""
    phrases_version: str
    drafted_on: date | None
    changed_at: datetime | None
    format: str
    """Code of `letter_format.csv`; empty for what the child's record asks for."""


@dataclass(frozen=True, slots=True)
class LetterOwed:
    """One row of the page Letters."""

    review_id: str
    letter_id: str | None
    """None while it is not begun."""
    child_id: str
    child: str
    age: int
    mosaic_id: str
    number: int | None
    """Number of the review; None when earlier ones are not on the record."""
    review_on: date
    due: date
    """F4: the record is complete 15 working days after the review."""
    working_days: int
    """Until it is due, negative when that has passed; it says nothing once the council has it."""
    state: str
    """`not begun`, `draft`, `exported, to upload` or `with the council`."""
    file: str
    """Name of the exported file; empty before."""


def letter_facts(session: Session, review_id: str, today: date) -> LetterFacts:
    """Everything on the record that belongs in the letter of a review, and nothing else.

    Raises:
        BadInput: the review is gone, or the IRO's own page was never filled in.
    """
    return facts_of(session, review_id, today)


def letter_of(session: Session, review_id: str) -> LetterRow | None:
    """The letter of a review; None while it is not begun."""
    row = session.exec(select(Letter).where(Letter.review_id == review_id)).first()
    if row is None:
        return None
    return LetterRow(
        letter_id=row.id,
        review_id=row.review_id,
        child_id=row.child_id,
        text=row.text,
        origin=tuple(row.origin),
        kept=dict(row.kept),
        phrases_version=row.phrases_version,
        drafted_on=row.drafted_on,
        changed_at=row.changed_at,
        format=row.format,
    )


def last_review_to_write(session: Session, child_id: str) -> str | None:
    """The id of the last completed review, the one a letter is written about; None before the first."""
    return session.exec(
        select(Review.id)
        .where(Review.child_id == child_id, col(Review.completed_on).is_not(None))
        .order_by(col(Review.completed_on).desc())
        .limit(1)
    ).first()


@verb("letter saved")
def store_letter(
    session: Session,
    review_id: str,
    text: str,
    origin: Sequence[Mapping[str, Any]],
    phrases_version: str,
    today: date,
    at: datetime,
) -> str:
    """Save the letter of a review, new or changed.

    Args:
        session: an open session.
        review_id: the review.
        text: the whole letter.
        origin: each drafted sentence with the kind and id of what it came from, as JSON can hold it.
        phrases_version: which version of the phrases drafted it.
        today: the day it was drafted, when it is new.
        at: the moment, kept when the words have changed.

    Returns:
        The id of the letter.

    Raises:
        BadInput: the review is gone.
    """
    review = the(session, Review, review_id)
    row = session.exec(select(Letter).where(Letter.review_id == review_id)).first()
    if row is None:
        row = Letter(child_id=review.child_id, review_id=review_id, drafted_on=today)
        session.add(row)
    if row.text != text:
        row.text, row.changed_at = text, at
    row.origin = [dict(sentence) for sentence in origin]
    row.phrases_version = phrases_version
    return row.id


@verb("finding kept")
def keep_finding(session: Session, letter_id: str, key: str, reason: str) -> None:
    """Keep what the checker found, on purpose and with a reason.

    Args:
        session: an open session.
        letter_id: the letter.
        key: the finding's key.
        reason: why it stays.

    Raises:
        BadInput: the letter is gone, or there is no reason.
    """
    if not reason.strip():
        raise BadInput("Say why this stays as it is.")
    row = the(session, Letter, letter_id)
    # A new dictionary: a change inside the old one would not be seen as a change of the row.
    row.kept = {**row.kept, key: reason.strip()}


@verb("format of letter changed")
def choose_format(session: Session, letter_id: str, code: str) -> None:
    """Say how a letter is to look in Word; its words stay.

    Args:
        session: an open session.
        letter_id: the letter.
        code: code of `letter_format.csv`; empty for what the child's record asks for.

    Raises:
        BadInput: the letter is gone, or there is no such format.
    """
    if code:
        label("letter_format", code)
    the(session, Letter, letter_id).format = code


@verb("letter exported")
def exported(session: Session, letter_id: str, file: str, sha256: str, today: date) -> str:
    """Enter an exported letter in the ledger. An older file that was not uploaded is superseded by it.

    Args:
        session: an open session.
        letter_id: the letter.
        file: name of the file in the outbox folder.
        sha256: its fingerprint, 64 hexadecimal figures.
        today: the day it was made.

    Returns:
        The id of the ledger entry.

    Raises:
        BadInput: the letter is gone.
    """
    letter = the(session, Letter, letter_id)
    return owe_file(session, "LETTER", letter.child_id, letter_id, file, sha256, today)


def letters_owed(session: Session, today: date) -> tuple[LetterOwed, ...]:
    """The letters of the reviews completed lately, and any whose export is not on Mosaic yet, by due date.

    An imported review whose record the council has sent round owes none. Rows the council has come last.
    """
    since = add_working_days(today, -OWED_FOR)
    found = session.exec(
        select(Review, Child, Letter)
        .join(Child, col(Review.child_id) == col(Child.id))
        .join(Letter, col(Letter.review_id) == col(Review.id), isouter=True)
        .where(col(Review.completed_on).is_not(None))
    ).all()
    entries = _newest_exports(session)
    files = open_files(session, today, list({child.id for _, child, _ in found}))
    numbers = {line.id: line.number for file in files.values() for line in file.reviews}
    settings = settings_of(session)
    rows = []
    for review, child, letter in found:
        entry = entries.get(letter.id) if letter else None
        state = _state(letter, entry)
        if not _listed(review, state, since):
            continue
        done = review.completed_on or today
        due = after_review(done, settings=settings).record
        rows.append(
            LetterOwed(
                review_id=review.id,
                letter_id=letter.id if letter else None,
                child_id=child.id,
                child=child.full_name,
                age=age(child.born, today),
                mosaic_id=child.mosaic_id,
                number=numbers.get(review.id),
                review_on=review.opened_on or done,
                due=due,
                working_days=working_days_between(today, due, settings.holidays),
                state=state,
                file=entry.file if entry else "",
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.state == WITH_THE_COUNCIL, row.due, row.child)))


def _newest_exports(session: Session) -> dict[str, OutboxEntry]:
    rows = session.exec(
        select(OutboxEntry).where(OutboxEntry.kind == "LETTER").order_by(col(OutboxEntry.made_on))
    )
    return {row.subject_id: row for row in rows}


def _state(letter: Letter | None, entry: OutboxEntry | None) -> str:
    if letter is None:
        return NOT_BEGUN if entry is None else EXPORTED
    if entry is None:
        return DRAFT if letter.text.strip() else NOT_BEGUN
    if letter.changed_at is not None and letter.changed_at.date() > entry.made_on:
        # Changed on a later day than its file was made: that file is not the letter any more.
        return DRAFT
    return WITH_THE_COUNCIL if entry.uploaded_on else EXPORTED


def _listed(review: Review, state: str, since: date) -> bool:
    if state == EXPORTED:
        return True
    if review.source == "import" and review.distributed_on is not None and state == NOT_BEGUN:
        return False
    return review.completed_on is not None and review.completed_on >= since
