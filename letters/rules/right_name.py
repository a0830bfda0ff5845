"""The child's own name and pronoun, rightly (C09, C10; issue 5, right child, right name)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from iro_tui.casework.sounds import sound_of
from letters.expected import Expected
from letters.name_or_word import OPENS
from letters.page import Page
from letters.reading import sentences
from letters.rules.registry import Remark, rule
from letters.text import plain
from letters.whoever import MEN, NO_NAME, SOMEBODY, WOMEN

_CAPITAL = re.compile(r"(?<![\w'-])[A-Z][\w]*(?:['-][A-Z]?\w+)*")
_ENDS_LIKE_A_NAME = re.compile(r"\s*[,!]|'s\b|\s+(?:is|was|has|had|said|says|told|likes|wants|loves|feels)\b")
_CALLED = re.compile(r"(?:,\s*|\b(?:dear|hi|hello|hey)\s+)$", re.IGNORECASE)
_SHORT = 4
"""In names as short as this one letter makes another name: Tom and Tim. A slip has to be called out."""
_FAR = 7
"""From this length two slips are allowed for: Ameerah, Amirah."""
_WRONG = {
    "HE": re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    "SHE": re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
    "THEY": re.compile(r"\b(?:she|her|hers|herself|he|him|his|himself)\b", re.IGNORECASE),
}
_SAID = {"HE": "he, him", "SHE": "she, her", "THEY": "they, them"}


@rule("C09", "person", share=0)
def own_name_rightly_spelt(page: Page) -> Iterator[Remark]:
    """A word that looks like this child's name with a slip in it, and is nobody this child knows."""
    called = plain(page.expected.first_name or "")
    if not called or " " in called:
        return
    allowed = _names_around(page.expected)
    text = page.letter.plain
    for word in _CAPITAL.finditer(text):
        found = word[0].removesuffix("'s").removesuffix("'S")
        if not _looks_like(found, called) or found.lower() in allowed or found.lower() in NO_NAME:
            continue
        before = text[max(0, word.start() - 12) : word.start()]
        after = text[word.start() + len(found) :][:12]
        opens = word.start() == 0 or OPENS.search(before) is not None
        called_out = _CALLED.search(before) is not None and not opens
        if len(called) <= _SHORT and not called_out:
            continue
        if not opens or _ENDS_LIKE_A_NAME.match(after):
            yield Remark(
                word.start(),
                word.start() + len(found),
                f"Is this {called}? The record spells it {called}. Keep it if it is somebody else.",
                say_instead=(called,),
            )


@rule("C10", "person", share=0)
def own_pronoun_right(page: Page) -> Iterator[Remark]:
    """He or she for a child who is recorded with another pronoun, where nobody else can be meant."""
    wrong = _WRONG.get(page.expected.pronouns)
    called = plain(page.expected.first_name or "")
    if wrong is None or not called:
        return
    name = re.compile(rf"(?<![\w'-])(?<!, ){re.escape(called)}(?:'s)?(?![\w-])(?!\s*[,!])")
    for block in page.letter.of_kind("paragraph", "item", "table"):
        meant = False
        for sentence in sentences(re.sub(r"\|", " ", block.plain)):
            words = block.plain[sentence.start : sentence.end]
            about = name.search(words)
            first = wrong.search(words, about.end()) if about else wrong.match(words) if meant else None
            if first and not _somebody_else(page, words, called, 0, first.start()):
                start = block.offset + sentence.start + first.start()
                yield Remark(
                    start, start + len(first[0]), f"{called} is recorded as {_SAID[page.expected.pronouns]}."
                )
            meant = about is not None and not _somebody_else(page, words, called, 0, len(words))


@lru_cache(maxsize=8)
def _names_around(known: Expected) -> frozenset[str]:
    """This child's names and people, part by part, and the first names B02 sees to; in small letters.

    A surname or a carer of another child is no excuse: called out, "Roe" is Rose with a slip.
    """
    first_names = (name.split(" ")[0] for name in known.caseload)
    around = (*known.people, *known.names, *first_names)
    names = " ".join((*around, known.iro_name or "", known.first_name or ""))
    # Anna-Lise is one name and two: she is called by either.
    return frozenset((*re.split(r"[\s-]+", plain(names).lower()), *plain(names).lower().split()))


def _somebody_else(page: Page, words: str, called: str, start: int, end: int) -> bool:
    """Whether anybody but the child is spoken of between two places."""
    spoken = words[start:end]
    if WOMEN.search(spoken) or MEN.search(spoken) or SOMEBODY.search(spoken):
        return True
    for word in _CAPITAL.finditer(spoken):
        found = word[0].removesuffix("'s")
        if found != called and word.start() > 0 and found.lower() not in NO_NAME:
            return True
        if word.start() == 0 and any(found in plain(name).split() for name in page.expected.people):
            return found != called
    return False


def _looks_like(found: str, name: str) -> bool:
    """Whether one slip makes a word of a name; or two, in a long name or where both sound alike."""
    one, other = found.lower(), name.lower()
    if abs(len(one) - len(other)) > 2 or (one[0] != other[0] and sorted(one[:2]) != sorted(other[:2])):
        return False
    alike = len(other) > _SHORT and sound_of(one) == sound_of(other)
    slips = 2 if alike or len(other) >= _FAR else 1
    return abs(len(one) - len(other)) <= slips and _distance(one, other) <= slips


def _distance(one: str, other: str) -> int:
    """How many letters are added, lost, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, older[j - 2] + 1)
            row.append(best)
    return row[-1]
