"""Finding a child by any name that is used, by Mosaic number, by the people around; and what was written."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from iro_tui.casework.passages import Group, passages
from iro_tui.casework.sounds import begins, sound_of
from iro_tui.casework.typed_words import SHORTEST, read_typed
from iro_tui.casework.words import plain_letters
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class Found:
    """One child that was found, and by what."""

    child_id: str
    name: str
    """The child's name, as called."""
    age: int
    where: str
    """`name` (also first name behind a known-as), `Mosaic` or `person`."""
    who: str
    """What was found: the child's name, or that of the person, `Joy Khan`."""
    words: str
    """The words beside it: `Nan: grandparent of Amira Khan, 10`, or other name and Mosaic number."""
    heard: bool = False
    """Whether the name is spelled otherwise and only sounds like what was typed."""


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that was found."""

    people: tuple[Found, ...]
    """Children and the people around them, the best match first."""
    groups: tuple[Group, ...]
    """What was written, by kind, newest first."""
    more: bool
    """Whether there is more than was read."""

    @property
    def count(self) -> int:
        """How many were found and read."""
        return len(self.people) + sum(len(group.passages) for group in self.groups)


def search(session: Session, text: str, today: date, limit: int = 50) -> Results:
    """Children and people by name, and everything ever written with the words that were typed.

    Args:
        session: an open session.
        text: what was typed, word by word; signs and quotes have no meaning.
        today: the day ages and promises are counted on.
        limit: the most children and people that are returned.
    """
    people = find(session, text, today, limit)
    groups = passages(session, read_typed(text), today)
    return Results(people, groups, len(people) == limit or any(group.more for group in groups))


def find(session: Session, text: str, today: date, limit: int = 20) -> tuple[Found, ...]:
    """Children whose names, Mosaic number or people match what was typed.

    Every typed word must be found; accents, case and the kind of apostrophe do not matter. Where each word
    begins a name comes first, then where it is somewhere inside, then names that sound alike; in each,
    children before people, then by name. A child and each of the child's people are found at most once.

    Args:
        session: an open session.
        text: what was typed; nothing but spaces finds nothing.
        today: the day ages are counted on.
        limit: the most that are returned.
    """
    words = plain_letters(text).split()
    if not words:
        return ()
    session.flush()
    heard = {word: sound_of(word) if len(word) >= SHORTEST else "" for word in words}
    ranked = []
    for row in _everybody(session, today):
        rank = _rank(heard, plain_letters(f"{row.names} {row.number}"))
        if rank is not None:
            found = _found(row, heard, rank, today)
            ranked.append((rank, found.where == "person", found.who, found.child_id, found.words, found))
    ranked.sort(key=lambda entry: entry[:5])
    return tuple(entry[5] for entry in ranked[:limit])


_HEARD = 2


def _rank(words: Mapping[str, str], names: str) -> int | None:
    """0: every word begins a name, 1: is somewhere in it, 2: or sounds like it; None when one is missing.

    Args:
        words: what was typed, word by word, each with how it sounds.
        names: what is looked in.
    """
    if not all(word in names for word in words):
        every = all(word in names or _sounds(heard, names) for word, heard in words.items())
        return _HEARD if every else None
    begins = all(re.search(rf"(?<!\w){re.escape(word)}", names) for word in words)
    return 0 if begins else 1


def _sounds(heard: str, names: str) -> bool:
    initials = begins(heard)
    return any(name[0] in initials and heard == sound_of(name) for name in names.split())


class _Row(NamedTuple):
    """A child, or one of the people around a child, with the names to look in."""

    child_id: str
    names: str
    number: str
    """The Mosaic number; empty for a person."""
    first: str
    surname: str
    known_as: str
    born: str
    person: str
    """The name of the person; empty for the child."""
    calls: str
    role: str


def _everybody(session: Session, today: date) -> Sequence[_Row]:
    """Every open child and the people who are around them now, as the driver reads them."""
    is_open = "(child.closed_on IS NULL OR child.closed_on > :today)"
    child = "child.first_name, child.surname, child.known_as, child.born"
    rows = session.connection().exec_driver_sql(
        "SELECT id, known_as || ' ' || first_name || ' ' || surname, mosaic_id, "
        f"{child}, '', '', '' FROM child WHERE {is_open} UNION ALL "
        f"SELECT child_id, child_calls || ' ' || name, '', {child}, name, child_calls, role "
        f"FROM person JOIN child ON child.id = child_id WHERE {is_open} "
        "AND (until_on IS NULL OR until_on > :today)",
        {"today": today.isoformat()},
    )
    return [_Row(*row) for row in rows.all()]


def _found(row: _Row, words: Mapping[str, str], rank: int, today: date) -> Found:
    name, years = (
        f"{row.known_as or row.first} {row.surname}".strip(),
        age(date.fromisoformat(row.born), today),
    )
    heard = rank == _HEARD
    if row.person:
        role = label("person_role", row.role).lower()
        said = ": ".join(part for part in (row.calls, role) if part)
        return Found(row.child_id, name, years, "person", row.person, f"{said} of {name}, {years}", heard)
    by_number = _rank(words, plain_letters(row.names)) is None
    beside = f"{row.first} {row.surname} · {row.number}" if row.known_as else row.number
    return Found(row.child_id, name, years, "Mosaic" if by_number else "name", name, beside, heard)
