"""Writing the calendar file: what is new, what changed and what is cancelled since the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session, select

from iro_tui.casework.files import open_files
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange.calendar import Event, calendar_text, fingerprint, is_ours
from iro_tui.exchange.calendar_events import REVIEW, due_events, held_events
from iro_tui.record.calendar_entry import CalendarEntry
from iro_tui.vault.files import write_whole


@dataclass(frozen=True, slots=True)
class Written:
    """What one calendar file holds, and how it differs from the one before."""

    reviews: int
    deadlines: int
    new: int
    changed: int
    cancelled: int


@verb("calendar file written")
def write_calendar(
    session: Session, file: Path, today: date, at: datetime, *, names: bool = False
) -> Written:
    """Write everything due and every booked review to a calendar file, for Outlook to add or update.

    An event keeps its UID for as long as it is about the same thing, and its SEQUENCE rises whenever it
    differs from what was last written. One that lies ahead and is no longer due is cancelled once; one that
    lies in the past stays in Outlook as it is. The file has the mode 0600 and is written whole or not at all;
    when it cannot be, nothing is remembered of it.

    Args:
        session: an open session.
        file: where it goes; an older calendar file of this program is replaced.
        today: the day that stands in for today.
        at: the time stamped on every event; aware.
        names: whether full names and places may leave; else initials and age only.

    Raises:
        BadInput: the folder is not there or cannot be written, or another file has that name.
    """
    _refuse_other_files(file)
    files = open_files(session, today)
    entries = {entry.uid: entry for entry in session.exec(select(CalendarEntry))}
    known = {uid: entry.sequence for uid, entry in entries.items()}
    there = {uid for uid, entry in entries.items() if not entry.gone}
    held = (event for event in held_events(files, names=names) if event.uid in there)
    wanted = (*due_events(files, today, names=names), *held)
    events = [_numbered(session, event, entries.get(event.uid)) for event in wanted]
    cancelled = _cancelled(entries, {event.uid for event in events}, today)
    session.flush()
    _write(file, calendar_text([*events, *cancelled], at))
    reviews = sum(event.category == REVIEW for event in events)
    return Written(
        reviews=reviews,
        deadlines=len(events) - reviews,
        new=sum(event.uid not in known for event in events),
        changed=sum(event.sequence > known.get(event.uid, event.sequence) for event in events),
        cancelled=len(cancelled),
    )


def _numbered(session: Session, event: Event, entry: CalendarEntry | None) -> Event:
    """The event with its SEQUENCE, noted as written."""
    content = fingerprint(event)
    if entry is None:
        entry = CalendarEntry(uid=event.uid, fingerprint=content, starts="", what="")
        session.add(entry)
    elif entry.gone or entry.fingerprint != content:
        entry.sequence += 1
    entry.fingerprint, entry.gone = content, False
    entry.starts, entry.what = event.starts.isoformat(), event.what
    return replace(event, sequence=entry.sequence)


def _cancelled(entries: Mapping[str, CalendarEntry], still: set[str], today: date) -> list[Event]:
    """What was written before, lies today or ahead, and is not due any more."""
    found = []
    for uid, entry in sorted(entries.items()):
        starts = _starts(entry)
        if uid in still or entry.gone or starts.isoformat()[:10] < today.isoformat():
            continue
        entry.gone = True
        entry.sequence += 1
        what = f"Cancelled: {entry.what}"
        found.append(Event(uid, starts, what, sequence=entry.sequence, cancelled=True))
    return found


def _starts(entry: CalendarEntry) -> date:
    return datetime.fromisoformat(entry.starts) if "T" in entry.starts else date.fromisoformat(entry.starts)


def _refuse_other_files(file: Path) -> None:
    """Refuse a name that belongs to anything but a calendar file written here."""
    try:
        if not file.exists():
            return
        ours = file.is_file() and is_ours(file.read_bytes())
    except OSError as error:
        raise _cannot(file, error) from None
    if file.is_dir():
        raise BadInput(f"{file} is a folder. Name a file in it, such as {file / 'reviews.ics'}.")
    if not ours:
        raise BadInput(
            f"{file} is not a calendar this program wrote, so it is left as it is. Name another file."
        )


def _write(file: Path, content: bytes) -> None:
    try:
        write_whole(file, content)
    except OSError as error:
        raise _cannot(file, error) from None


def _cannot(file: Path, error: OSError) -> BadInput:
    if isinstance(error, FileNotFoundError):
        return BadInput(f"There is no folder {file.parent}. Make it, or name a file in another one.")
    return BadInput(f"{file} cannot be written: {error.strerror}. Name another file.")


def say_written(written: Written, file: Path, *, names: bool) -> str:
    """What was written, and what Outlook should be asked to do with it."""
    whose = "Names and places are in it" if names else "Initials and ages only"
    return "\n".join(
        [
            f"{_count(written.reviews, 'review')} and {_count(written.deadlines, 'deadline')} are in {file}.",
            f"Since the last file: {written.new} new, {written.changed} changed, "
            f"{written.cancelled} cancelled. {whose}.",
            "In Outlook: File, Open & Export, Import/Export, an iCalendar file, then Import. "
            "Remove the file afterwards.",
        ]
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
