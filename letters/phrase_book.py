"""The fixed wording of letters: a file for each age band in the folder `phrases`, which a person can edit.

A file says which sections a letter has, in which order, and every sentence that is not from the record.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from letters.bands import band_for
from letters.needs import with_needs

Part = str | tuple[str, ...]
"""The name of a part that `letters.parts` writes, or the keys of the phrases of one paragraph."""

_WITHOUT_WORDS = "NO_WORDS"

READS_IT_LATER = 12
"""The youngest band with a reader of this age or more means a later-life letter (letters.md 2.2)."""


@dataclass(frozen=True)
class Section:
    """One section of a letter: a heading and what stands under it."""

    heading: str
    """Empty for the opening."""
    needs: str
    """The blank that the heading cannot do without; empty for none."""
    instead: str
    """The heading when that blank is not known."""
    only_with: str
    """The blank without which the whole section is left out; empty for none."""
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class PhraseBook:
    """The wording for one kind of letter."""

    version: str
    """Kept with each letter, so that a sample can be told apart by the wording it was drafted from."""
    greeting: str
    sign_off: str
    signature: tuple[str, ...]
    sections: tuple[Section, ...]
    page: tuple[Section, ...]
    """The page for the grown-ups; empty for the bands that have none."""
    phrases: dict[str, str | tuple[str, ...]]
    explain: tuple[tuple[str, str], ...]
    """A term and the sentence that explains it, for terms the IRO may use."""
    no_voice: str = (
        "What was said, shown or done? One or two things you heard or saw, or why there is nothing"
    )
    """The gap where nothing of the child's own voice is on the record."""


def book_for(
    age: int, reader_age: int | None, reading_support: bool, paper: str = "", needs: Sequence[str] = ()
) -> PhraseBook:
    """The wording for a child.

    Args:
        age: the child's age in whole years.
        reader_age: the age to write for when it is not the child's; None for the child's own.
        reading_support: take the plainer wording where there is some.
        paper: the folder of a paper that is no letter: `invitation` or `leaflet`. A baby's is read aloud.
        needs: what the letter changes with (letters.md 2.7). A later-life letter and a paper that is no
            letter change with none; one read aloud to a small child, only for a child without words.

    Raises:
        BadInput: an age below 0 or above 25.
    """
    reader = age if reader_age is None else reader_age
    later_life = band_for(age).youngest == 0 and reader >= READS_IT_LATER
    band = band_for(age if later_life else reader)
    name = f"{band.name.replace(' to ', '-')}{'-later-life' if later_life and not paper else ''}"
    book = _read(paper, name, reading_support)
    if paper or later_life:
        return book
    return with_needs(book, [need for need in needs if band.youngest > 0 or need == _WITHOUT_WORDS])


@cache
def _read(paper: str, name: str, reading_support: bool) -> PhraseBook:
    source = _file(f"{paper}/{name}" if paper else name)
    book = PhraseBook(
        version=source["version"],
        greeting=source["greeting"],
        sign_off=source["sign_off"],
        signature=tuple(source["signature"]),
        sections=tuple(_section(entry) for entry in source["section"]),
        page=tuple(_section(entry) for entry in source.get("page", ())),
        phrases={key: _words(value) for key, value in source["phrases"].items()},
        explain=tuple((entry["term"], entry["says"]) for entry in source.get("explain", ())),
    )
    if not reading_support:
        return book
    plainer = _file("reading-support")
    taken = {key: _words(value) for key, value in plainer["phrases"].items() if key in book.phrases}
    if name.startswith(("0-4", "5-7")):
        return book
    return replace(book, version=f"{book.version}, {plainer['version']}", phrases=book.phrases | taken)


def _file(name: str) -> dict[str, Any]:
    return tomllib.loads(
        files("letters").joinpath("phrases", *f"{name}.toml".split("/")).read_text(encoding="utf-8")
    )


def _section(entry: dict[str, Any]) -> Section:
    return Section(
        heading=entry.get("heading", ""),
        needs=entry.get("needs", ""),
        instead=entry.get("instead", ""),
        only_with=entry.get("only_with", ""),
        parts=tuple(part if isinstance(part, str) else tuple(part) for part in entry["parts"]),
    )


def _words(value: str | list[str]) -> str | tuple[str, ...]:
    return value if isinstance(value, str) else tuple(value)
