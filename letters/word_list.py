"""The list of words to question in a letter to a child: `plain_words.csv`, which a person can edit."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from iro_tui.casework.letter_words import AddedWord
from letters.openings import openings

WordKind = Literal["jargon", "acronym", "legal", "stigmatising", "formal"]

_BRACKETED = re.compile(r"\s*\(([^)]*)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the list: a term, how to find it and what could stand there instead."""

    term: str
    kind: WordKind
    pattern: re.Pattern[str]
    """Matches lower-cased text, or the text as written when `as_written`."""
    as_written: bool
    """True for acronyms: "PEP" is one, "pep" is not."""
    starts_with: frozenset[str] | None
    """Characters a match can begin with; None when it could be any."""
    say_instead: tuple[str, ...]
    """Phrases that can stand in its place; square brackets are to be filled in. May be empty."""
    note: str
    """What to do, in a sentence, or nothing: "Say who will do what."."""
    explain: str | None
    """A sentence that can follow the term in a letter; None means replace it, do not explain it."""
    up_to_age: int
    """Questioned for readers of this age and younger."""


@cache
def word_list() -> tuple[Entry, ...]:
    """All entries, read and compiled once."""
    path = Path(__file__).with_name("plain_words.csv")
    with path.open(encoding="utf-8", newline="") as rows:
        return tuple(_entry(row) for row in csv.DictReader(rows))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The entries that can match at a word beginning with one character."""

    any_of_them: re.Pattern[str]
    """Matches wherever at least one of the entries does: one look instead of one for each entry."""
    entries: tuple[Entry, ...]


@cache
def shelves(as_written: bool) -> dict[str, Shelf]:
    """The entries by first character of a word; under "" those to try at any other character."""
    entries = [entry for entry in word_list() if entry.as_written == as_written]
    characters = frozenset[str]().union(*(entry.starts_with or () for entry in entries))
    return {
        character: _shelf([e for e in entries if e.starts_with is None or character in e.starts_with])
        for character in ("", *sorted(characters))
    }


@lru_cache(maxsize=4)
def entries_of(added: tuple[AddedWord, ...]) -> tuple[Entry, ...]:
    """What the council added, as entries; a phrase counts with any spaces between its words, a word with -s.

    Figures of speech are no hard words: the rule for idioms looks for them.
    """
    return tuple(_added(each) for each in added if each.kind != "idiom")


def _added(each: AddedWord) -> Entry:
    kind: WordKind = each.kind  # type: ignore[assignment]  # a code list holds it to the kinds
    as_written = kind == "acronym"
    words = each.word if as_written else each.word.lower()
    literal = r"\s+".join(re.escape(word) for word in words.split())
    return Entry(
        term=each.word,
        kind=kind,
        pattern=re.compile(rf"(?<!\w){literal}s?(?!\w)"),
        as_written=as_written,
        starts_with=None,
        say_instead=each.say_instead,
        note="",
        explain=each.explain or None,
        up_to_age=each.up_to_age,
    )


def load() -> None:
    """Read and compile the whole list now, in a tenth of a second, so that the first check need not."""
    for as_written in (False, True):
        shelves(as_written)


def _shelf(entries: list[Entry]) -> Shelf:
    return Shelf(re.compile("|".join(entry.pattern.pattern for entry in entries) or r"(?!)"), tuple(entries))


def _entry(row: dict[str, str]) -> Entry:
    kind: WordKind = row["kind"]  # type: ignore[assignment]  # a test holds the file to these five kinds
    as_written = kind == "acronym"
    variants = row["pattern_variants"] if as_written else _lower(row["pattern_variants"])
    phrases = [_BRACKETED.sub("", part).strip() for part in _split(row["say_instead"])]
    notes = [note[0].upper() + note[1:] + "." for note in _BRACKETED.findall(row["say_instead"])]
    return Entry(
        term=row["term"],
        kind=kind,
        pattern=re.compile(f"(?:{variants})(?!\\w)"),
        as_written=as_written,
        starts_with=openings(variants),
        say_instead=tuple(phrase for phrase in phrases if phrase),
        note=" ".join(notes),
        explain=row["explain_to_child"] or None,
        up_to_age=int(row["applies_up_to_age"]),
    )


def _split(say_instead: str) -> list[str]:
    return re.split(r";(?![^(]*\))", say_instead)


def _lower(pattern: str) -> str:
    """Lower case, but for what follows a backslash."""
    return re.sub(r"\\.|[^\\]+", lambda m: m[0] if m[0].startswith("\\") else m[0].lower(), pattern)
