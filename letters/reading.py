"""How hard a text is to read: sentences, words and the school year it reads like (letters.md 3.1 and 5.2)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from letters.syllables import syllables
from letters.text import plain

SENTENCES_NEEDED = 10
"""With fewer sentences the grade wobbles by a whole school year, so none is given (letters.md 5.4)."""

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
"""One word: letters of any language, with apostrophes and hyphens inside it."""

_END = re.compile(r"""[.!?…]+["”’')\]]*(?=\s+["“‘'(]?[A-Z0-9]|\s*$)""")
_NOT_AN_END = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|Rev)|(?<![\w'])[A-HJ-Z])$")
_TITLE = 6
"""Characters to look back for a title or an initial before a full stop."""
_NEW_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-*•]\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured on the child's part of a letter."""

    words: int
    sentences: int
    syllables: int
    longest: int
    """Words in the longest sentence; 0 in an empty text."""

    @property
    def mean_sentence(self) -> float:
        """Words in a sentence on average; 0.0 in an empty text."""
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def grade(self) -> float | None:
        """Flesch-Kincaid grade, one decimal, not below 0. None under ten sentences: it would be noise."""
        if self.sentences < SENTENCES_NEEDED or not self.words:
            return None
        return max(0.0, round(self.raw_grade, 1))

    @property
    def raw_grade(self) -> float:
        """The formula as it stands, however short the text; 0.0 in an empty one."""
        if not self.words:
            return 0.0
        return 0.39 * self.mean_sentence + 11.8 * self.syllables / self.words - 15.59

    @property
    def age(self) -> int | None:
        """The youngest age of the school year it reads like; None when no grade is given."""
        return None if self.grade is None else 5 + int(self.grade)

    @property
    def school_year(self) -> str:
        """The level in words, as English schools count: `Year 4 (age 8 to 9)`."""
        if self.grade is None:
            return "too short to judge"
        if self.grade < 1:
            return "very easy: read-aloud level"
        year = int(self.grade) + 1
        if year > 13:
            return "harder than school: adult reading"
        return f"Year {year} (age {year + 4} to {year + 5})"


def words(text: str) -> list[str]:
    """The words of a text, numbers and punctuation left out."""
    return WORD.findall(plain(text))


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text with their places, each paragraph and list item on its own.

    Full stops in times (3.30), e-mail addresses, titles (Mr., Dr.) and initials end nothing. A heading or an
    item without a full stop is a sentence too; something without a single word is not.
    """
    found = []
    start = 0
    for gap in _NEW_PARAGRAPH.finditer(text):
        found += _of_paragraph(text, start, gap.start())
        start = gap.end()
    return found + _of_paragraph(text, start, len(text))


def measure(texts: Iterable[str]) -> Reading:
    """Read the sentences given, each counted as one however short; those without a word are left out."""
    lengths = []
    seen: Counter[str] = Counter()
    for text in texts:
        if found := words(text):
            lengths.append(len(found))
            seen.update(found)
    return Reading(
        words=sum(lengths),
        sentences=len(lengths),
        syllables=sum(syllables(word) * count for word, count in seen.items()),
        longest=max(lengths, default=0),
    )


def _of_paragraph(text: str, start: int, end: int) -> list[Sentence]:
    found = []
    for stop in _END.finditer(text, start, end):
        if text[stop.start()] == "." and _NOT_AN_END.search(
            text, max(start, stop.start() - _TITLE), stop.start()
        ):
            continue
        found.append(_sentence(text, start, stop.end()))
        start = stop.end()
    found.append(_sentence(text, start, end))
    return [sentence for sentence in found if WORD.search(sentence.text)]


def _sentence(text: str, start: int, end: int) -> Sentence:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return Sentence(piece.strip(), start, start + len(piece.strip()))
