"""The lines noted in a meeting, and the decisions they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.decision import Decision
from iro_tui.record.review import Note, NoteFields, Review
from iro_tui.rules.dates import parse_date

_ORDER = Asker(today=date.max)


@dataclass(frozen=True, slots=True)
class Suggested:
    """A decision as a noted line says it, for the IRO to accept or change."""

    note_id: str
    text: str
    who: str
    """Empty when the line names nobody."""
    by_when: date | None
    starting: bool
    """True for "from Fri 11 Dec": it goes on from that day."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line taken apart."""

    who: str
    by_when: date | None
    starting: bool
    text: str


@verb("notes saved")
def put_notes(
    session: Session, review_id: str, lines: Sequence[tuple[str | None, str, str, str]]
) -> tuple[str, ...]:
    """Make the lines of a review exactly these, in this order.

    Args:
        session: an open session.
        review_id: the review.
        lines: note id (None for a new line), tag, text, time such as `16:04`. Lines without words are left
            out. A line that is not given any more goes; unchanged lines keep their id.

    Returns:
        The ids in order, one for each line with words.

    Raises:
        BadInput: the review is gone, or a tag is unknown.
    """
    review = the(session, Review, review_id)
    rows = {row.id: row for row in session.exec(select(Note).where(Note.review_id == review_id))}
    kept: list[str] = []
    for note_id, tag, text, noted_at in lines:
        if not text.strip():
            continue
        values = {"tag": tag, "text": text.strip(), "noted_at": noted_at, "position": len(kept)}
        made = filled(NoteFields, values, _ORDER)
        row = rows.pop(note_id, None) if note_id else None
        if row is None:
            # Also a line whose id is gone or belongs elsewhere: the words count more than the id.
            row = Note(child_id=review.child_id, review_id=review_id, **made.model_dump())
            session.add(row)
        else:
            write(row, made)
        kept.append(row.id)
    for row in rows.values():
        session.delete(row)
    return tuple(kept)


def decisions_from_notes(
    session: Session, review_id: str, today: date | None = None
) -> tuple[Suggested, ...]:
    """What the decide and action lines of a review say, where no decision was made of them yet.

    Args:
        session: an open session.
        review_id: the review.
        today: the day that weekdays and dates without a year are read from; None takes the day the review
            is held or booked for.

    Raises:
        BadInput: the review is gone.
    """
    review = the(session, Review, review_id)
    day = review.opened_on or today or review.booked_for
    used = set(session.exec(select(Decision.note_id).where(Decision.review_id == review_id)))
    notes = session.exec(
        select(Note)
        .where(Note.review_id == review_id, col(Note.tag).in_(("DECIDE", "ACTION")))
        .order_by(col(Note.position))
    ).all()
    found = []
    for note in notes:
        if note.id in used:
            continue
        said = read_action(note.text, day, names=note.tag == "ACTION")
        found.append(Suggested(note.id, said.text, said.who, said.by_when, said.starting))
    return tuple(found)


_HEAD = re.compile(r"(?P<head>[^:]{1,120}):\s*(?P<what>\S.*)", re.DOTALL)
_WHEN = re.compile(r"(?:^|[,\s]\s*)(?P<word>by|from)\s+(?P<day>[^,:]+)$", re.IGNORECASE)


def read_action(text: str, on: date | None, *, names: bool = False) -> Said:
    """Take "Name, by Fri 11 Dec: what" apart into who, when and what.

    Only what is certain is taken out: a head before the colon that ends in "by DATE" or "from DATE" with a
    date that can be read, with or without a name before it. Anything else stays in the words as typed.

    Args:
        text: the line, with or without the `@` it was typed with.
        on: the day of the meeting, for weekdays and dates without a year; None reads no date.
        names: whether a head without a date is a name, as on an action line: "Mum: bring the passport".
    """
    line = text.strip().removeprefix("@").strip()
    as_typed = Said("", None, False, line)
    found = _HEAD.fullmatch(line)
    if found is None:
        return as_typed
    head = found["head"].strip()
    when = _WHEN.search(head)
    if when is None:
        return Said(head, None, False, found["what"]) if names and "," not in head else as_typed
    day = _read(when["day"], on)
    if day is None:
        return as_typed
    return Said(head[: when.start()].strip(" ,"), day, when["word"].lower() == "from", found["what"])


def _read(text: str, on: date | None) -> date | None:
    if on is None:
        return None
    day = _parsed(text, on)
    if day is None or day >= on:
        return day
    # A promise is for a day to come: without a year, 1 July said in November is next year's.
    later = (_parsed(f"{text} {year}", on) for year in (on.year, on.year + 1))
    return next((found for found in later if found and found >= on), day)


def _parsed(text: str, on: date) -> date | None:
    try:
        return parse_date(text, on)
    except BadInput:
        return None
