"""Finding a child by any name that is used, by Mosaic number, by the people around; and what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.passages import Group, passages
from iro_tui.casework.sounds import sounds_like
from iro_tui.casework.typed_words import SHORTEST, read_typed
from iro_tui.casework.words import plain_letters
from iro_tui.rules.codes import codes
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
    ranked = []
    for names, number, each in _everybody(session, today):
        rank = _rank(words, plain_letters(f"{names} {number}"))
        if rank is not None:
            by_number = bool(number) and _rank(words, plain_letters(names)) is None
            found = replace(each, where="Mosaic" if by_number else each.where, heard=rank == _HEARD)
            ranked.append((rank, found.where == "person", found.who, found.child_id, found.words, found))
    ranked.sort(key=lambda entry: entry[:5])
    return tuple(entry[5] for entry in ranked[:limit])


_HEARD = 2


def _rank(words: list[str], names: str) -> int | None:
    """0: every word begins a name, 1: is somewhere in it, 2: or sounds like it; None when one is missing."""
    if not all(word in names for word in words):
        heard = all(word in names or _sounds(word, names) for word in words)
        return _HEARD if heard else None
    begins = all(re.search(rf"(?<!\w){re.escape(word)}", names) for word in words)
    return 0 if begins else 1


def _sounds(word: str, names: str) -> bool:
    return len(word) >= SHORTEST and any(sounds_like(word, name) for name in names.split())


def _everybody(session: Session, today: date) -> Iterator[tuple[str, str, Found]]:
    """Every open child and the people around them: the names to look in, a child's number, the answer."""
    from sqlmodel import col, or_, select

    from iro_tui.record.child import Child
    from iro_tui.record.person import Person

    session.flush()
    connection = session.connection()
    child = [
        getattr(Child, name) for name in ("id", "mosaic_id", "first_name", "surname", "known_as", "born")
    ]
    is_open = or_(col(Child.closed_on).is_(None), col(Child.closed_on) > today)
    children = {}
    for child_id, mosaic_id, first, surname, known_as, born in connection.execute(
        select(*child).where(is_open)
    ):
        name, years = f"{known_as or first} {surname}".strip(), age(born, today)
        children[child_id] = (name, years)
        words = f"{first} {surname} · {mosaic_id}" if known_as else mosaic_id
        names = f"{known_as} {first} {surname}"
        yield names, mosaic_id, Found(child_id, name, years, "name", name, words)
    roles = codes("person_role")
    person = [getattr(Person, name) for name in ("child_id", "name", "child_calls", "role", "until_on")]
    for child_id, name, calls, role, until in connection.execute(select(*person)):
        if child_id in children and (until is None or until > today):
            of, years = children[child_id]
            said = ": ".join(
                part for part in (calls, roles[role].label.lower() if role in roles else "") if part
            )
            words = f"{said} of {of}, {years}"
            yield f"{calls} {name}", "", Found(child_id, of, years, "person", name, words)
