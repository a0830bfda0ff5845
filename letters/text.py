"""A letter as plain text, and the shape that can be read out of it.

The text is the letter. Line by line: the date; `Dear Amira,`; paragraphs with blank lines between them;
`## Heading`; `- an item`; `| What | Who | When |` with the first row as the header; a sign-off
(`Best wishes,`) with the signature under it; then, for some ages, a heading with "grown-ups" in it that opens
the adult part.

`parse` finds that shape in any text, poor letters and text read back from Word included: what is missing is
simply not among the blocks. Nothing is stored beside the text, so writing it out again is the text itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import Literal

from letters.dates import find_dates

Kind = Literal[
    "letterhead", "date", "greeting", "heading", "paragraph", "item", "table", "signoff", "signature"
]
Part = Literal["child", "adult"]

_SAME_LENGTH = str.maketrans("’‘“”\u00a0\u202f\u2011\t\r", "''\"\"  -  ")
_HEADING = re.compile(r"#{1,6}\s+(?P<words>\S.*?)\s*#*\s*$|\*\*(?P<bold>[^*]{1,60}[^*.,!?:])\*\*\s*$")
_ADULT_LINE = re.compile(r"for (?:the|your) grown[- ]?ups\b[^.!?]{0,60}$", re.IGNORECASE)
_ADULT = re.compile(r"grown[- ]?ups", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*•]|\d{1,2}[.)])\s+(?=\S)")
_GREETING = re.compile(r"[*_]*(?:dear|hi|hiya|hello|hey)\b,? +[^\s,.!?]+[^.?]{0,40}$", re.IGNORECASE)
_OF_SENTENCES = re.compile(
    r"\b(?:you|your|we|our|i|my|me|he|she|they|is|are|was|were|will|have|has|a|an|with|to|that|this)\b",
    re.IGNORECASE,
)
"""Small words that addresses and letterheads do without."""
_SIGN_OFF = re.compile(
    r"""[*_]*(?:from|love|(?:with\s+)?(?:my\s+|lots\s+of\s+|much\s+)?
    (?:(?:very\s+)?(?:best|kind|kindest|warm|warmest|good|many)\s+(?:wishes|regards|thanks)|love(?:\s+and\s+\w+)?|regards)
    |all\s+(?:the|my)\s+(?:very\s+)?best(?:\s+wishes)?|yours(?:\s+\w+)?|take\s+care|thank\s+you|thanks
    |see\s+you\s+soon|bye(?:\s+for\s+now)?|cheers)\s*[,!]?[*_]*\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ROLE = re.compile(
    r"(?:\S+\s+){0,3}?(?:independent\s+reviewing\s+officer|\(?IRO\)?)(?:\s+\S+)?\s*$", re.IGNORECASE
)
_NAME = re.compile(r"[A-Z][\w'’.-]*(?:\s+(?:[A-Z][\w'’.-]*|x+)){0,3}\s*$")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]
    line: int
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the letter, with its place in the text."""

    kind: Kind
    text: str
    """As written, without the `##` of a heading or the dash of an item."""
    line: int
    """Line number of its first line, from 1."""
    offset: int
    """Where `text` begins in the letter."""
    part: Part
    rows: tuple[Row, ...] = ()
    """The rows of a table, header first if it has one."""

    @property
    def end(self) -> int:
        """Offset just after the block."""
        return self.offset + len(self.text)

    @property
    def plain(self) -> str:
        """The text on one line with straight quotes, each character still at its own place."""
        return _on_one_line(self.text)

    @property
    def decisions(self) -> tuple[Row, ...]:
        """The rows of a table below its header. A first row that already holds a date is no header."""
        if self.rows and not any(any(find_dates(cell.text)) for cell in self.rows[0].cells):
            return self.rows[1:]
        return self.rows


@dataclass(frozen=True)
class LetterText:
    """A letter and its blocks, in order."""

    text: str
    blocks: tuple[Block, ...]

    def of_kind(self, *kinds: Kind) -> tuple[Block, ...]:
        """The blocks of these kinds."""
        return tuple(block for block in self.blocks if block.kind in kinds)

    def first(self, kind: Kind) -> Block | None:
        """The first block of a kind, or None when the letter has none."""
        return next((block for block in self.blocks if block.kind == kind), None)

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """What the child reads as sentences, and all that language rules look at (letters.md 3.1)."""
        return tuple(b for b in self.blocks if b.part == "child" and b.kind in ("paragraph", "item"))

    @cached_property
    def decisions(self) -> tuple[Row, ...]:
        """Every row of every table below the headers, wherever the table stands."""
        return tuple(row for block in self.blocks for row in block.decisions)

    @cached_property
    def plain(self) -> str:
        """The whole text with straight quotes and ordinary spaces, each character at its own place."""
        return plain(self.text)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def plain(text: str) -> str:
    """`text` with curly quotes straight and odd spaces ordinary; no character changes its place."""
    return text.translate(_SAME_LENGTH)


@lru_cache(maxsize=512)
def _on_one_line(text: str) -> str:
    return plain(text).replace("\n", " ")


def lowered(text: str) -> str:
    """`text` in lower case, each character at its own place (a few capitals grow when lowered)."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as a line."""
    return frozenset(words.split())


def table_row(cells: Iterable[str]) -> str:
    """One line of a table in the plain-text form; a bar or a line break inside a cell does no harm."""
    tidy = (" ".join(cell.split()).replace("|", r"\|") for cell in cells)
    return "| " + " | ".join(tidy) + " |"


def column_shares(rows: Iterable[Sequence[str]]) -> list[float]:
    """Shares of the width of a table, by the longest words in each column; a short column keeps some room."""
    columns = zip_longest(*rows, fillvalue="")
    weights = [min(max(5, *(len(cell) for cell in column)), 60) ** 0.6 for column in columns]
    return [weight / sum(weights) for weight in weights]


def parse(text: str) -> LetterText:
    """Read the shape of a letter. Never fails: a text with no shape is one or more paragraphs."""
    lines = list(_lines(text))
    greeting = next((i for i, line in enumerate(lines) if _GREETING.match(line.words)), None)
    adult = next((i for i, line in enumerate(lines) if line.opens_adult_part), len(lines))
    body = 0 if greeting is None else greeting + 1
    sign_off = _sign_off(lines, body, adult)
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        part: Part = "adult" if index >= adult else "child"
        if line.blank or line.ruler:
            continue
        kind = line.shape
        if kind == "paragraph" and part == "child":
            kind = _role_of(index, line, greeting, sign_off, has_date=any(b.kind == "date" for b in blocks))
        previous = blocks[-1] if blocks else None
        if previous and previous.part == part and index and not lines[index - 1].blank:
            if kind == "table" and previous.kind == "table":
                blocks[-1] = _joined(text, previous, line, (*previous.rows, _row(line)))
                continue
            carries_on = kind == previous.kind == "paragraph" or (previous.kind == "item" and line.indented)
            if carries_on or kind == previous.kind == "signature":
                blocks[-1] = _joined(text, previous, line, ())
                continue
        rows = (_row(line),) if kind == "table" else ()
        blocks.append(Block(kind, line.words, line.number, line.offset, part, rows))
    return LetterText(text, tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    offset: int
    """Where `words` begin in the text."""
    words: str
    shape: Kind
    indented: bool

    @property
    def blank(self) -> bool:
        return not self.words

    @property
    def ruler(self) -> bool:
        """A row of dashes: under a table's header in Markdown, or a line across the page."""
        return len(self.words) > 2 and not self.words.strip("|-:= *_")

    @property
    def opens_adult_part(self) -> bool:
        if self.shape == "heading":
            return _ADULT.search(self.words) is not None
        return self.shape == "paragraph" and _ADULT_LINE.match(self.words) is not None


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for number, source in enumerate(text.split("\n"), 1):
        words = source.strip()
        start = offset + len(source) - len(source.lstrip())
        offset += len(source) + 1
        shape: Kind = "paragraph"
        indented = source[:1] in (" ", "\t")
        if words.startswith("|"):
            shape = "table"
        elif heading := _HEADING.match(words):
            shape = "heading"
            group = "words" if heading["words"] else "bold"
            words, start = heading[group], start + heading.start(group)
        elif item := _ITEM.match(words):
            shape, indented = "item", False
            words, start = words[item.end() :], start + item.end()
        elif _ADULT_LINE.match(words):
            shape = "heading"
        yield _Line(number, start, words, shape, indented)


def _sign_off(lines: list[_Line], body: int, adult: int) -> int | None:
    """Index of the line that ends the child's part: the last sign-off, or else a bare name or role."""
    candidates = [i for i in range(body, adult) if lines[i].shape == "paragraph" and not lines[i].blank]
    for i in reversed(candidates):
        if _SIGN_OFF.match(lines[i].words):
            return i
    first = None
    for i in reversed(candidates):
        if not (_NAME.match(lines[i].words) or _ROLE.match(lines[i].words)):
            break
        first = i
    return first


def _role_of(index: int, line: _Line, greeting: int | None, sign_off: int | None, has_date: bool) -> Kind:
    if index == greeting:
        return "greeting"
    if sign_off is not None and index >= sign_off:
        return "signoff" if index == sign_off and _SIGN_OFF.match(line.words) else "signature"
    before_greeting = greeting is not None and index < greeting
    may_be_date = (before_greeting or line.number == 1) and not has_date and len(line.words) < 40
    if may_be_date and any(find_dates(line.words)):
        return "date"
    return "letterhead" if before_greeting and not _speaks(line.words) else "paragraph"


def _speaks(words: str) -> bool:
    """Whether a line over the greeting is told to the child and not an address, a reference or a name."""
    return len(_OF_SENTENCES.findall(words)) >= 3


def _joined(text: str, block: Block, line: _Line, rows: tuple[Row, ...]) -> Block:
    words = text[block.offset : line.offset + len(line.words)]
    return Block(block.kind, words, block.line, block.offset, block.part, rows)


def _row(line: _Line) -> Row:
    inner = line.words.rstrip()
    inner = inner[1:-1] if len(inner) > 1 and inner.endswith("|") and not inner.endswith(r"\|") else inner[1:]
    cells, at = [], line.offset + 1
    for piece in re.split(r"(?<!\\)\|", inner):
        lead = len(piece) - len(piece.lstrip())
        cells.append(Cell(piece.strip().replace(r"\|", "|"), at + lead))
        at += len(piece) + 1
    return Row(tuple(cells), line.number, line.offset, line.offset + len(line.words))
