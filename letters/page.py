"""A letter laid out for the rules: read once, looked at by all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from letters.bands import Targets, targets
from letters.expected import Expected
from letters.reading import WORD, Reading, Sentence, measure, sentences
from letters.text import LetterText, lowered, parse
from letters.wording import Hit, questioned

QUOTED = re.compile(r'"[^"\n]*"')
"""A quotation, once the quotes are straight."""


class Page:
    """One letter beside what is expected of it. All texts keep every character at its place in the letter."""

    def __init__(self, text: str, expected: Expected) -> None:
        self.expected = expected
        self.letter: LetterText = parse(text)
        self.targets: Targets = targets(expected.written_for, expected.reading_support, expected.needs)
        """What the child's part is measured against."""

    @cached_property
    def plain(self) -> str:
        """The whole letter with straight quotes and ordinary spaces."""
        return self.letter.plain

    @cached_property
    def prose(self) -> str:
        """Only what the child reads as sentences; line breaks stand where anything else is."""
        pieces, at = [], 0
        for block in self.letter.prose:
            pieces += ["\n" * (block.offset - at), block.plain]
            at = block.end
        return "".join(pieces)

    @cached_property
    def unquoted(self) -> str:
        """`prose` with nothing left between double quotes: somebody's own words are not the writer's."""
        return blanked(self.prose)

    @cached_property
    def spoken(self) -> str:
        """`unquoted` in lower case, which is quicker to search."""
        return lowered(self.unquoted)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the child's part."""
        return tuple(
            Sentence(found.text, block.offset + found.start, block.offset + found.end)
            for block in self.letter.prose
            for found in sentences(block.plain)
        )

    @cached_property
    def reading(self) -> Reading:
        """How hard the child's part is to read."""
        return measure(sentence.text for sentence in self.sentences)

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """The words to question."""
        known = self.expected
        people = (*known.people, known.first_name or "")
        return questioned(self.prose, known.written_for, people, known.own_words, known.ignored, known.added)

    @cached_property
    def opening(self) -> int:
        """Where the letter begins to speak: the place of remarks about something missing near the top."""
        block = self.letter.prose[0] if self.letter.prose else self.letter.first("greeting")
        return block.offset if block else 0

    @cached_property
    def closing(self) -> int:
        """Where the child's part ends: the place of remarks about something missing near the end."""
        return self.letter.prose[-1].end if self.letter.prose else 0

    def around(self, start: int, end: int) -> str:
        """The sentence or line a place stands in."""
        before = bisect_right(self.sentences, start, key=lambda sentence: sentence.start) - 1
        if before >= 0 and start < self.sentences[before].end:
            return self.sentences[before].text
        first = self.plain.rfind("\n", 0, start) + 1
        last = self.plain.find("\n", end)
        return self.plain[first : last if last >= 0 else len(self.plain)]

    def word_count(self, text: str) -> int:
        """Words in a piece of the letter."""
        return len(WORD.findall(text))


def blanked(text: str) -> str:
    """`text` with nothing left between double quotes; no character changes its place."""
    return QUOTED.sub(lambda quoted: f'"{" " * (len(quoted[0]) - 2)}"', text)
