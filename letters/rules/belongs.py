"""Nothing in the letter that belongs to another child (B02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from letters.dates import find_dates
from letters.expected import Expected
from letters.name_or_word import is_name_there
from letters.page import Page
from letters.reading import WORD
from letters.rules.registry import Remark, rule
from letters.text import plain, word_set

_WHY = "It belongs to another child. Take it out, or add it to this child's people."
_CAPITAL = re.compile(rf"(?<!\w)(?![a-z]){WORD.pattern}")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE)
_NOBODYS = word_set(
    "mum mummy mam mom mother dad daddy father parents nan nana nanny nanna gran granny grandma grandmother"
    " grandad grandpa grandfather pops auntie aunty aunt uncle brother sister baby family carer carers"
    " foster home house school college nursery unit residential the my and of own hostel hospital none"
    " unknown n/a child young person place placement children"
)
"""Words that belong to nobody: a carer called "Nan", a home called "Foster home"."""


@rule("B02", "safety")
def no_other_child(page: Page) -> Iterator[Remark]:
    """A name, carer, family, school, address or date of birth that belongs to another child of the vault."""
    theirs = _theirs(page.expected)
    text = page.plain.replace("\n", " ")
    people = theirs.allowed
    for word in (WORD if theirs.small else _CAPITAL).finditer(text) if theirs.names else ():
        for name in theirs.names.get(_bare(word[0]), ()):
            start, end = word.start(), word.start() + len(name)
            if _stands_whole(text, name, start) and is_name_there(page.plain, start, end, people):
                yield Remark(start, end, _WHY)
                break
    for found in _addresses(text, theirs):
        yield Remark(*found.span(), "This is where another child lives. Take it out.")
    for written in find_dates(text) if theirs.born else ():
        if written.value in theirs.born:
            yield Remark(written.start, written.end, "This is another child's date of birth. Take it out.")


@dataclass(frozen=True)
class _Theirs:
    """What is looked for, made once for a child."""

    names: dict[str, tuple[str, ...]]
    """Longest first, by the first word in lower case."""
    small: bool
    """Whether one of them begins with a small letter."""
    allowed: frozenset[str]
    """Names and parts of names of this child's own people."""
    postcodes: frozenset[str]
    streets: re.Pattern[str] | None
    born: frozenset[object]


@lru_cache(maxsize=8)
def _theirs(known: Expected) -> _Theirs:
    """Read what is known once for all letters of a child that are checked in a row.

    Of another child's full name the first name counts too; a full name counts even where this child knows
    somebody of that first name.
    """
    own = (*known.people, *known.names, known.first_name or "", known.iro_name or "")
    allowed = frozenset(word for name in map(_tidy, own) for word in (name, *name.split()))
    children = [_tidy(name) for name in known.caseload]
    around = [name for name in map(_tidy, known.elsewhere) if _tells(name, allowed)]
    wanted = {*children, *(name.split(" ")[0] for name in children), *around} - allowed
    names: dict[str, list[str]] = {}
    for name in sorted(wanted, key=lambda name: (-len(name), name)):
        if first := WORD.match(name):
            names.setdefault(_bare(first[0]), []).append(name)
    streets = [street for place in known.elsewhere_at if (street := _street(place))]
    own_days = {known.review_on, known.next_review, *(promise.by_when for promise in known.decisions)}
    return _Theirs(
        names={first: tuple(found) for first, found in names.items()},
        small=any(first[0].islower() for found in names.values() for first in found),
        allowed=allowed,
        postcodes=frozenset(
            _code(place) for place in known.elsewhere_at if _POSTCODE.fullmatch(_tidy(place))
        ),
        streets=re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, streets))})(?!\w)", re.IGNORECASE)
        if streets
        else None,
        born=frozenset(known.caseload_born) - own_days,
    )


def _addresses(text: str, theirs: _Theirs) -> Iterator[re.Match[str]]:
    if theirs.postcodes:
        yield from (found for found in _POSTCODE.finditer(text) if _code(found[0]) in theirs.postcodes)
    if theirs.streets is not None:
        yield from theirs.streets.finditer(text)


def _street(place: str) -> str:
    """The first line of an address; nothing for a postcode or one bare word."""
    line = _tidy(place.splitlines()[0] if place else "").split(",")[0].strip()
    return line if " " in line and not _POSTCODE.fullmatch(line) else ""


def _tells(name: str, allowed: frozenset[str]) -> bool:
    """Whether a name tells of somebody this child does not know.

    "Nan" tells of nobody, nor does "Foster home" or a note in small letters; and where this child knows a
    Jo, "Auntie Jo" may be theirs.
    """
    words = [word for word in name.split() if word[0].isupper() and word.strip(".,").lower() not in _NOBODYS]
    titled = len(words) < len(name.split())
    known = titled and all(word in allowed for word in words)
    return bool(words) and not known and len(name) > 2 and name[0].isalpha()


def _code(postcode: str) -> str:
    return postcode.replace(" ", "").upper()


def _tidy(name: str) -> str:
    return " ".join(plain(name).split())


def _bare(word: str) -> str:
    return word.lower().removesuffix("'s")


def _stands_whole(text: str, name: str, start: int) -> bool:
    end = start + len(name)
    after = text[end : end + 1]
    return text[start:end] in (name, name.upper()) and not after.isalnum() and after != "-"
