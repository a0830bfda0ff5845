"""Finding a child by any name that is used, by Mosaic number, or by the people around the child."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

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


def find(session: Session, text: str, today: date, limit: int = 20) -> tuple[Found, ...]:
    """Children whose names, Mosaic number or people match what was typed.

    Every typed word must be found; accents, case and the kind of apostrophe do not matter. Where each word
    begins a name comes first, then where it is somewhere inside; in each, children before people, then by
    name. A child and each of the child's people are found at most once.

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
            found = replace(each, where="Mosaic") if by_number else each
            ranked.append((rank, found.where == "person", found.who, found.child_id, found.words, found))
    ranked.sort(key=lambda entry: entry[:5])
    return tuple(entry[5] for entry in ranked[:limit])


def _rank(words: list[str], names: str) -> int | None:
    """0 when every word begins a name, 1 when every word is somewhere, None when one is missing."""
    if not all(word in names for word in words):
        return None
    begins = all(re.search(rf"(?<!\w){re.escape(word)}", names) for word in words)
    return 0 if begins else 1


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
