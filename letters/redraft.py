"""Drafting a letter again, section by section. What the IRO edited, took out or put in is spared.

A section is what stands from one heading to the next. It is as drafted when it holds the very sentences that
the letter's origin remembers of it, in the same paragraphs; a letter without such a memory counts as edited.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby
from typing import Any, Literal

from letters.compose import Draft

BEGINNING = "The beginning"
HEADING = ("phrase:heading",)

State = Literal["as drafted", "edited", "taken out", "put in", "new"]

_HEADING = re.compile(r"^(?=#{1,2} )", re.MULTILINE)
_Entries = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Section:
    """One section, as it stands and as it would be drafted today."""

    heading: str
    """`The beginning` for what stands over the first heading."""
    state: State
    mine: str
    """As it stands; empty when it is new or was taken out by hand."""
    fresh: str
    """As it would be drafted; empty when the record gives nothing for it, or it was put in by hand."""
    was: tuple[Mapping[str, Any], ...]
    """What the draft before remembers of it."""
    would: tuple[Mapping[str, Any], ...]
    """What the draft of today remembers of it."""

    @property
    def differs(self) -> bool:
        """Whether drafting it again would change its words."""
        return self.state != "put in" and _blocks(self.mine) != _blocks(self.fresh)


@dataclass(frozen=True)
class Redraft:
    """A letter beside what would be drafted today."""

    sections: tuple[Section, ...]
    """In the order of the letter."""
    phrases_version: str

    @cached_property
    def differing(self) -> tuple[int, ...]:
        """Places of the sections that another draft would change."""
        return tuple(place for place, each in enumerate(self.sections) if each.differs)

    @cached_property
    def usual(self) -> frozenset[int]:
        """Those of them nobody has touched: they alone are drafted again unless the IRO says otherwise."""
        return frozenset(
            place for place in self.differing if self.sections[place].state in ("as drafted", "new")
        )

    def text(self, places: Collection[int]) -> str:
        """The letter with the sections at these places drafted again, and all others as they stand."""
        kept = [each.fresh if n in places else each.mine for n, each in enumerate(self.sections)]
        return "\n\n".join(words.strip("\n") for words in kept if words.strip()) + "\n"

    def origin(self, places: Collection[int]) -> list[dict[str, Any]]:
        """What the letter remembers of its drafts from then on.

        A section that is spared keeps its memory, so that it is known as edited, or as taken out, the next
        time too; a new one that is not wanted counts as taken out.
        """
        return [
            dict(entry)
            for n, each in enumerate(self.sections)
            for entry in (each.would if n in places or each.state == "new" or not each.differs else each.was)
        ]


def remembered(draft: Draft) -> list[dict[str, Any]]:
    """What a letter keeps of its draft: each sentence with its sources and its block."""
    return [asdict(each) for each in draft.origin]


def redraft(text: str, origin: _Entries, fresh: Draft) -> Redraft:
    """Hold a letter beside its draft of before and its draft of today.

    Args:
        text: the letter as it stands; one without a word is drafted whole.
        origin: what it remembers of its draft; empty, or from before blocks were kept, for nothing.
        fresh: the draft of today.
    """
    mine, new = _split(text), _split(fresh.text)
    would = _sections_of(remembered(fresh))
    was = _sections_of(origin) if text.strip() and all("block" in entry for entry in origin) else []
    if text.strip() and not was:
        was = [(heading, ()) for heading, _ in new]
    # A note that looks like a heading makes one section more than was drafted: then nothing is remembered.
    entries = [found for _, found in would] if len(would) == len(new) else [() for _ in new]
    drafted = _pairs([each[0] for each in was], [each[0] for each in new], by_place=True)
    standing = _pairs([each[0] for each in was], [each[0] for each in mine], by_place=False)
    at = {here: before for before, here in standing.items()}

    placed: list[tuple[int | None, int | None]] = [(here, at.get(here)) for here in range(len(mine))]
    for gone in sorted(set(range(len(was))) - set(standing)):
        after = [n for n, (_, other) in enumerate(placed) if other is not None and other < gone]
        placed.insert(max(after, default=-1) + 1, (None, gone))
    sections = []
    for here, before in placed:
        heading, words = mine[here] if here is not None else (was[before or 0][0], "")
        today = drafted.get(before) if before is not None else None
        memory = was[before][1] if before is not None else ()
        state: State = "edited"
        if before is None:
            state = "put in"
        elif here is None:
            state = "taken out"
        elif memory and _blocks(words) == _remembered_blocks(memory):
            state = "as drafted"
        drafted_now = new[today][1] if today is not None else ""
        sections.append(
            (
                today,
                Section(
                    heading, state, words, drafted_now, memory, entries[today] if today is not None else ()
                ),
            )
        )
    for today in sorted(set(range(len(new))) - set(drafted.values())):
        before_it = [n for n, (other, _) in enumerate(sections) if other is not None and other < today]
        heading, words = new[today]
        sections.insert(
            max(before_it, default=-1) + 1, (today, Section(heading, "new", "", words, (), entries[today]))
        )
    return Redraft(tuple(each for _, each in sections), fresh.phrases_version)


def _split(text: str) -> list[tuple[str, str]]:
    """Heading and words of each section, the heading among the words."""
    pieces = [piece for piece in _HEADING.split(text) if piece.strip()]
    return [
        (piece.split("\n", 1)[0].lstrip("# ").strip() if piece.startswith("#") else BEGINNING, piece)
        for piece in pieces
    ]


def _sections_of(origin: _Entries) -> list[tuple[str, tuple[Mapping[str, Any], ...]]]:
    """The same of what is remembered."""
    found: list[tuple[str, list[Mapping[str, Any]]]] = []
    for entry in origin:
        opens = tuple(entry["sources"]) == HEADING
        if opens or not found:
            found.append((str(entry["sentence"]) if opens else BEGINNING, []))
        found[-1][1].append(entry)
    return [(heading, tuple(entries)) for heading, entries in found]


def _blocks(section: str) -> list[list[str]]:
    return [words for block in re.split(r"\n\s*\n", section) if (words := _words(block))]


def _remembered_blocks(entries: Iterable[Mapping[str, Any]]) -> list[list[str]]:
    blocks = groupby(entries, key=lambda entry: entry["block"])
    return [words for _, block in blocks if (words := _words(" ".join(entry["sentence"] for entry in block)))]


def _words(block: str) -> list[str]:
    """The words of one paragraph or table, without the signs that make it a heading or a row."""
    return re.sub(r"^#{1,2} ", "", block.strip()).replace("|", " ").split()


def _pairs(ours: list[str], theirs: list[str], *, by_place: bool) -> dict[int, int]:
    """Which section is which, by their headings in order.

    Args:
        ours: headings.
        theirs: headings.
        by_place: whether sections whose heading has changed are the same when they stand in the same place.
    """
    found: dict[int, int] = {}
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal" or (by_place and kind == "replace"):
            found |= dict(zip(range(first, last), range(start, end), strict=False))
    return found
