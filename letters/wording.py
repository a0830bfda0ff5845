"""Which words of a letter to question, for a reader of a given age (letters.md 3.1 and 4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from iro_tui.casework.letter_words import AddedWord
from letters.reading import Sentence, sentences
from letters.text import lowered
from letters.word_list import Entry, entries_of, shelves

_WORD_START = re.compile(r"(?<!\w)\w")
_QUOTED = re.compile(r'"[^"\n]*"')
_ARTICLE = re.compile(
    r"\b(?:a|an|the|this|that|your|my|our|his|her|their|its|each|any|no)\s+$", re.IGNORECASE
)
_SENTENCE_OPENS = re.compile(r"""(?:^|[.!?…:]["')\]]*\s+|["'(\n-]\s*)$""")

_EXPLAINED_AFTER = re.compile(
    r"""(?:\W+\w+){0,3}?(?:\s*:|\W+(?:which\ means|that\ means|means
    |is\ (?:an?|the|when|where|someone|called)
    |who\ (?:helps|looks|checks|decides|works|is)
    |the\ (?:person|worker|people|plan|teacher|part|lawyer|place))\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_EXPLAINED_BEFORE = re.compile(r"(?:called|known as|the name is)\s+(?:(?:an?|the|your)\s+)?$", re.IGNORECASE)
_BEFORE = 30
"""Characters to look back for "called" or "the name is"."""
_OPENING_ARTICLE = re.compile(r"(?:(?:an?|the|your|this)\s+)?", re.IGNORECASE)
_EXPLAINED_NEXT = re.compile(
    r"(?:this|that|it|they|he|she)\s+(?:means?|is\s+(?:a|an|the|your)|are|covers?|helps?)\b", re.IGNORECASE
)
_EXPLAINABLE = ("jargon", "acronym", "legal")


@dataclass(frozen=True, slots=True)
class Hit:
    """A word or phrase of the letter that the list questions."""

    entry: Entry
    start: int
    end: int


def questioned(
    text: str,
    age: int,
    people: Collection[str] = (),
    own_words: Collection[str] = (),
    ignored: Collection[str] = (),
    added: tuple[AddedWord, ...] = (),
) -> tuple[Hit, ...]:
    """The hits left once names, the child's own words and explained terms are taken out, in order of place.

    Args:
        text: what the child reads, with straight quotes and each paragraph on one line.
        age: the reader's age in whole years.
        people: names from this child's record; never a hard word.
        own_words: what this child is recorded as saying, and the words they use; never questioned.
        ignored: terms or exact words not to be shown again, whole words only. Labels are always shown.
        added: what the council added to the list.
    """
    exempt = [(match.start(), match.end()) for match in _QUOTED.finditer(text)]
    exempt += _places(text, own_words)
    names = {word for name in people for word in name.split()}
    silent = {word.casefold() for word in ignored}
    found = [
        hit
        for hit in _longest(chain(_all_hits(text, age), _added_hits(text, age, added)))
        if not any(start <= hit.start and hit.end <= end for start, end in exempt)
        and not _is_name(text, hit, names)
        and not _is_silenced(text, hit, silent)
    ]
    return _without_explained(text, found)


def _all_hits(text: str, age: int) -> Iterator[Hit]:
    for as_written, searched in ((False, lowered(text)), (True, text)):
        by_character = shelves(as_written)
        other = by_character[""]
        for word in _WORD_START.finditer(searched):
            at = word.start()
            shelf = by_character.get(searched[at], other)
            if not shelf.any_of_them.match(searched, at):
                continue
            for entry in shelf.entries:
                if entry.up_to_age >= age and (match := entry.pattern.match(searched, at)):
                    yield Hit(entry, at, match.end())


def _added_hits(text: str, age: int, added: tuple[AddedWord, ...]) -> Iterator[Hit]:
    for entry in entries_of(added):
        if entry.up_to_age >= age:
            searched = text if entry.as_written else lowered(text)
            yield from (Hit(entry, *found.span()) for found in entry.pattern.finditer(searched))


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Longest first, nothing that overlaps one already taken: "placement breakdown" hides "placement"."""
    chosen: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        places = range(hit.start, hit.end)
        if taken.isdisjoint(places):
            chosen.append(hit)
            taken.update(places)
    return sorted(chosen, key=lambda hit: hit.start)


def _places(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    for phrase in phrases:
        if phrase.strip():
            for match in re.finditer(rf"(?<!\w){re.escape(phrase.strip())}(?!\w)", text, re.IGNORECASE):
                yield match.start(), match.end()


def _is_name(text: str, hit: Hit, names: set[str]) -> bool:
    """A person of this child's record, or one word with a capital inside a sentence.

    "the Panel" and "your Guardian" are no names: councils like capitals.
    """
    words = text[hit.start : hit.end]
    if words.split()[0] in names and all(word in names for word in words.split()):
        return True
    if hit.entry.as_written or not words[0].isupper() or " " in words:
        return False
    before = text[max(0, hit.start - 30) : hit.start]
    if _SENTENCE_OPENS.search(before) or (hit.start < 30 and not before.strip()):
        return False
    followed_by_name = re.match(r"\s+[A-Z]", text[hit.end : hit.end + 3]) is not None
    return followed_by_name or _ARTICLE.search(before) is None


def _is_silenced(text: str, hit: Hit, silent: set[str]) -> bool:
    if hit.entry.kind == "stigmatising" or not silent:
        return False
    return hit.entry.term.casefold() in silent or text[hit.start : hit.end].casefold() in silent


def _without_explained(text: str, hits: list[Hit]) -> tuple[Hit, ...]:
    """Explained once is enough for the whole letter (letters.md 3.1.7)."""
    if not any(_explainable(hit) for hit in hits):
        return tuple(hits)
    placed = sentences(text)
    starts = [sentence.start for sentence in placed]
    explained = set()
    for number, hit in enumerate(hits):
        if _explainable(hit) and hit.entry.term not in explained:
            here = bisect_right(starts, hit.start) - 1
            sentence = placed[here]
            following = placed[here + 1] if here + 1 < len(placed) else None
            last = number + 1 == len(hits) or hits[number + 1].start >= sentence.end
            if _explained(text, hit, sentence, following, last):
                explained.add(hit.entry.term)
    return tuple(hit for hit in hits if not (_explainable(hit) and hit.entry.term in explained))


def _explainable(hit: Hit) -> bool:
    return hit.entry.explain is not None and hit.entry.kind in _EXPLAINABLE


def _explained(text: str, hit: Hit, sentence: Sentence, following: Sentence | None, last: bool) -> bool:
    if _EXPLAINED_AFTER.match(text, hit.end, sentence.end):
        return True
    if _EXPLAINED_BEFORE.search(text, max(sentence.start, hit.start - _BEFORE), hit.start):
        return True
    if following is None:
        return False
    article = _OPENING_ARTICLE.match(following.text)
    opening = following.text[article.end() if article else 0 :]
    if hit.entry.pattern.match(opening if hit.entry.as_written else opening.lower()):
        return True
    return last and _EXPLAINED_NEXT.match(following.text) is not None
