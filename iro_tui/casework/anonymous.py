"""Whether a text that leaves without names really has none: stories and quotes in the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iro_tui.casework.words import plain_letters

if TYPE_CHECKING:
    from sqlmodel import Session

_DAY = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"
)
_PART = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*")
_SAID_OF_ANYONE = """
    aunt auntie boy brother carer children dad daddy family father foster girl grandad grandma gran house
    home mother mum mummy mrs miss nan nana nanny school sister social the uncle worker
"""
_COMMON = frozenset(_SAID_OF_ANYONE.split())


@dataclass(frozen=True, slots=True)
class Revealing:
    """One place in a text that could show who it is about."""

    words: str
    why: str
    """`a child's name`, `somebody's name`, `a school`, `a Mosaic number`, `a day`."""


def revealing(session: Session, text: str) -> tuple[Revealing, ...]:
    """What in a text could show who it is about, in the order it stands there; empty when nothing does.

    Names of children, of the people around them and of schools, Mosaic numbers, and days in full. Names are
    found in any case and without accents, whole words only.
    """
    known = dict(_known(session))
    found: dict[str, Revealing] = {}
    for match in [*_PART.finditer(text), *re.finditer(r"\b\d{4,}\b", text)]:
        why = known.get(plain_letters(match.group()))
        if why and (match.group()[0].isupper() or match.group().isdigit()):
            found.setdefault(match.group(), Revealing(match.group(), why))
    for match in _DAY.finditer(text):
        found.setdefault(match.group(), Revealing(match.group(), "a day"))
    return tuple(sorted(found.values(), key=lambda each: text.index(each.words)))


def _known(session: Session) -> Iterator[tuple[str, str]]:
    from sqlmodel import select

    from iro_tui.record.child import Child
    from iro_tui.record.home import Placement
    from iro_tui.record.person import Person
    from iro_tui.record.school import Schooling

    for school in session.exec(select(Schooling.name)):
        yield from _parts(school, "a school")
    for carer in session.exec(select(Placement.carer)):
        yield from _parts(carer, "somebody's name")
    for name, calls in session.exec(select(Person.name, Person.child_calls)):
        yield from _parts(f"{name} {calls}", "somebody's name")
    for number, first, known_as, surname in session.exec(
        select(Child.mosaic_id, Child.first_name, Child.known_as, Child.surname)
    ):
        yield plain_letters(number), "a Mosaic number"
        yield from _parts(f"{first} {known_as} {surname}", "a child's name")


def _parts(names: str, why: str) -> Iterator[tuple[str, str]]:
    for match in _PART.finditer(names):
        part = plain_letters(match.group())
        if part not in _COMMON:
            yield part, why
