"""The ledger of what the council does not have yet, and ticking it off."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session, col, or_, select

from iro_tui.casework.children import the
from iro_tui.casework.settings import settings_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.rules.codes import codes, label
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import working_days_between

TO_UPLOAD = "to upload"
TO_COPY = "to copy"
HANDED = "handed over"
CHANGED = "changed"
WITH_THE_COUNCIL = "with the council"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One thing that belongs on Mosaic."""

    entry_id: str
    kind: str
    """Code of `outbox_kind.csv`."""
    word: str
    """The kind in words."""
    child_id: str
    child: str
    age: int
    mosaic_id: str
    what: str
    """In a few words: `4 decisions`, `PN1`, `note, 84 words`."""
    file: str
    """Name of the file in the outbox folder; empty for a text to copy."""
    sha256: str
    made: date
    waits: int
    """Working days since it was made; 0 once the council has it."""
    uploaded_on: date | None
    state: str
    """`to upload`, `to copy`, `handed over`, `changed` (the file differs from its fingerprint) or
    `with the council`."""
    handed_on: date | None = None
    """Since when a copy lies in the hand-over folder."""
    held_up: str = ""
    """Why the last try to hand it over failed."""
    removed_on: date | None = None
    """When the plain file was taken off this computer."""


def ledger(session: Session, today: date, folder: Path | None = None) -> tuple[LedgerRow, ...]:
    """Everything that belongs on Mosaic, oldest first; of one child and day in the order of Mosaic's form.

    That order is the order of the lines of `outbox_kind.csv`.

    Args:
        session: an open session.
        today: the day that stands in for today.
        folder: the outbox folder; given, each file that is there is compared with its fingerprint. None
            compares nothing.
    """
    found = session.exec(
        select(OutboxEntry, Child).join(Child, col(OutboxEntry.child_id) == col(Child.id))
    ).all()
    form = list(codes("outbox_kind"))

    def place(row: tuple[OutboxEntry, Child]) -> tuple[object, ...]:
        entry, child = row
        return entry.made_on, child.surname, child.first_name, child.id, form.index(entry.kind), entry.id

    holidays = settings_of(session).holidays
    return tuple(
        LedgerRow(
            entry_id=entry.id,
            kind=entry.kind,
            word=label("outbox_kind", entry.kind),
            child_id=child.id,
            child=child.full_name,
            age=age(child.born, today),
            mosaic_id=child.mosaic_id,
            what=entry.what,
            file=entry.file,
            sha256=entry.sha256,
            made=entry.made_on,
            waits=0 if entry.uploaded_on else max(0, working_days_between(entry.made_on, today, holidays)),
            uploaded_on=entry.uploaded_on,
            state=_state(entry, folder),
            handed_on=entry.handed_on,
            held_up=entry.held_up,
            removed_on=entry.removed_on,
        )
        for entry, child in sorted(found, key=place)
    )


def text_of(session: Session, entry_id: str) -> str:
    """The text to copy into Mosaic for one entry; for a letter, the name of its file.

    Raises:
        BadInput: the entry, or what it is about, is not on the record any more.
    """
    from iro_tui.casework.mosaic_text import mosaic_text

    return mosaic_text(session, the(session, OutboxEntry, entry_id))


def _has_it(entry: OutboxEntry, today: date) -> None:
    """The council has it: the plain file goes off this computer in the same step, see `exchange.sync`."""
    if entry.uploaded_on is None:
        entry.uploaded_on = today
        entry.held_up = ""
        entry.removed_on = today if entry.file else None


@verb("put on Mosaic")
def tick(session: Session, entry_id: str, today: date) -> None:
    """Say that the council has it since today; one that is ticked already keeps its day.

    Raises:
        BadInput: the entry is not there any more.
    """
    entry = the(session, OutboxEntry, entry_id)
    _has_it(entry, today)


@verb("not on Mosaic after all")
def untick(session: Session, entry_id: str) -> None:
    """Say that the council does not have it after all.

    Raises:
        BadInput: the entry is not there any more.
    """
    entry = the(session, OutboxEntry, entry_id)
    entry.uploaded_on = entry.removed_on = None


@verb("put on Mosaic")
def tick_file(session: Session, name: str, today: date) -> str:
    """Tick off the entry with this file name, or with this id.

    Returns:
        The id of the entry.

    Raises:
        BadInput: nothing in the outbox has that name.
    """
    entry = session.exec(
        select(OutboxEntry)
        .where(or_(col(OutboxEntry.file) == name, col(OutboxEntry.id) == name))
        .order_by(col(OutboxEntry.made_on).desc())
    ).first()
    if entry is None or not name:
        raise BadInput(f"Nothing in the outbox is called “{name}”. `iro-tui outbox` lists what is there.")
    _has_it(entry, today)
    return entry.id


@verb("handed over to the folder")
def note_handed(session: Session, found: Mapping[str, str], today: date) -> None:
    """Note which files lie in the hand-over folder, and why others do not; a first day stays.

    Args:
        session: an open session.
        found: by entry the reason it is not there; empty when it is.
        today: the day it was copied.
    """
    for entry_id, why_not in found.items():
        entry = session.get(OutboxEntry, entry_id)
        if entry is None:
            continue
        entry.held_up = why_not
        if not why_not and entry.handed_on is None:
            entry.handed_on = today


@verb("plain files removed")
def note_removed(session: Session, entry_ids: Sequence[str], today: date) -> None:
    """Note that the files of these entries are no longer on this computer."""
    for entry_id in entry_ids:
        the(session, OutboxEntry, entry_id).removed_on = today


@verb("plain files still there")
def keep_plain(session: Session, entry_ids: Sequence[str]) -> None:
    """Note that the files of these entries are on this computer after all."""
    for entry_id in entry_ids:
        the(session, OutboxEntry, entry_id).removed_on = None


def owe(session: Session, kind: str, child_id: str, subject_id: str, what: str, today: date) -> str:
    """Enter a text that the council must have; one that still waits takes the new words and keeps its day.

    Args:
        session: an open session.
        kind: code of `outbox_kind.csv`.
        child_id: the child.
        subject_id: what it is about.
        what: in a few words.
        today: the day it was made.

    Returns:
        The id of the entry.
    """
    waiting = session.exec(
        select(OutboxEntry).where(
            OutboxEntry.kind == kind,
            OutboxEntry.subject_id == subject_id,
            col(OutboxEntry.uploaded_on).is_(None),
        )
    ).first()
    if waiting is not None:
        if waiting.what != what:
            waiting.what = what
        return waiting.id
    entry = OutboxEntry(kind=kind, child_id=child_id, subject_id=subject_id, what=what, made_on=today)
    session.add(entry)
    return entry.id


@verb("document made")
def owe_file(
    session: Session, kind: str, child_id: str, subject_id: str, file: str, sha256: str, today: date
) -> str:
    """Enter a file that the council must have. An older one that was not uploaded is superseded by it.

    Args:
        session: an open session.
        kind: code of `outbox_kind.csv`.
        child_id: the child.
        subject_id: what it is about.
        file: its name in the outbox folder.
        sha256: its fingerprint, 64 hexadecimal figures.
        today: the day it was made.

    Returns:
        The id of the entry.
    """
    for older in session.exec(
        select(OutboxEntry).where(
            OutboxEntry.kind == kind,
            OutboxEntry.subject_id == subject_id,
            col(OutboxEntry.uploaded_on).is_(None),
        )
    ):
        session.delete(older)
    entry = OutboxEntry(
        kind=kind,
        child_id=child_id,
        subject_id=subject_id,
        what=label("outbox_kind", kind).lower(),
        made_on=today,
        file=file,
        sha256=sha256,
    )
    session.add(entry)
    return entry.id


def owe_no_more(session: Session, subject_id: str) -> None:
    """Take out what waits about something that was taken away; what the council has stays in the ledger."""
    for entry in session.exec(select(OutboxEntry).where(OutboxEntry.subject_id == subject_id)):
        if entry.uploaded_on is None:
            session.delete(entry)


def owe_again(session: Session, kind: str, subject_id: str, what: str) -> None:
    """What is on Mosaic has changed here: the newest entry about it waits again. Nothing if there is none."""
    entry = session.exec(
        select(OutboxEntry)
        .where(OutboxEntry.kind == kind, OutboxEntry.subject_id == subject_id)
        .order_by(col(OutboxEntry.made_on).desc())
    ).first()
    if entry is not None:
        entry.what = what
        entry.uploaded_on = entry.handed_on = entry.removed_on = None


def _state(entry: OutboxEntry, folder: Path | None) -> str:
    if entry.file and folder is not None and _differs(folder / entry.file, entry.sha256):
        return CHANGED
    if entry.uploaded_on is not None:
        return WITH_THE_COUNCIL
    if entry.handed_on is not None:
        return HANDED
    return TO_UPLOAD if entry.file else TO_COPY


def _differs(file: Path, sha256: str) -> bool:
    """Whether a file is there and is not the one that was made."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest() != sha256
    except OSError:
        return False
