"""The sheet a letter is drafted on: paragraphs, headings and tables, each sentence with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from letters.reading import sentences
from letters.text import table_row

_QUOTATION = re.compile(r"“[^”]*”")
"""Own words of the record: brackets in them are no gaps."""
_GAP = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Origin:
    """One drafted sentence, heading, row of the table or line that stands alone, and what it came from."""

    sentence: str
    sources: tuple[str, ...]
    """`note:ID`, `decision:ID`, `review:ID.field`, `child:ID.field`, `profile`, `phrase:KEY` for fixed."""
    block: int = 0
    """Which block of the draft it stands in: what shares a number is one paragraph, or one table."""


@dataclass
class Sheet:
    """A letter while it is written. A heading appears only when something stands under it."""

    lines: list[str] = field(default_factory=list)
    origin: list[Origin] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    _heading: Origin | None = None

    def heading(self, words: Origin | None) -> None:
        """Open a section; None for one without a heading."""
        self._heading = words

    def paragraph(self, pieces: Iterable[Origin]) -> None:
        """Write one paragraph from its pieces, in order; nothing when there are none."""
        kept = list(pieces)
        if kept:
            self._begin()
            for piece in kept:
                self._remember(piece)
            self._write(" ".join(piece.sentence for piece in kept))

    def table(self, header: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
        """Write a table; each row comes with its source."""
        kept = list(rows)
        self._begin()
        self._keep(Origin(table_row(header), ("phrase:table",)))
        for cells, source in kept:
            line = table_row(cells)
            self._keep(Origin(line, (source,)))
            self.gaps += _GAP.findall(line)
        self._write("\n".join([table_row(header), *(table_row(cells) for cells, _ in kept)]))

    def line(self, words: str, key: str) -> None:
        """Write a line that stands by itself and is no sentence: the date, the greeting, the signature."""
        self._keep(Origin(" ".join(words.split()), (f"phrase:{key}",)))
        self._write(words)
        self.gaps += _GAP.findall(words)

    def text(self) -> str:
        """The letter so far."""
        return "\n\n".join(self.lines) + "\n"

    def _begin(self) -> None:
        if self._heading is not None:
            self._keep(self._heading)
            self._write(f"## {self._heading.sentence}")
            self._heading = None

    def _write(self, block: str) -> None:
        self.lines.append(block)

    def _keep(self, piece: Origin) -> None:
        """Take a piece of the block that is about to be written."""
        self.origin.append(replace(piece, block=len(self.lines)))

    def _remember(self, piece: Origin) -> None:
        for sentence in sentences(piece.sentence):
            self._keep(Origin(sentence.text, piece.sources))
        self.gaps += _GAP.findall(_QUOTATION.sub("", piece.sentence))
