"""The sheet a letter is drafted on: paragraphs, headings and tables, each sentence with its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from letters.reading import sentences
from letters.text import table_row

_GAP = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Origin:
    """One drafted sentence, or one row of the table, and what it came from."""

    sentence: str
    sources: tuple[str, ...]
    """`note:ID`, `decision:ID`, `review:ID.field`, `child:ID.field`, `profile`, `phrase:KEY` for fixed."""


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
            self._write(" ".join(piece.sentence for piece in kept))
            for piece in kept:
                self._remember(piece)

    def table(self, header: Sequence[str], rows: Iterable[tuple[Sequence[str], str]]) -> None:
        """Write a table; each row comes with its source."""
        kept = list(rows)
        self._begin()
        self._write("\n".join([table_row(header), *(table_row(cells) for cells, _ in kept)]))
        for cells, source in kept:
            line = table_row(cells)
            self.origin.append(Origin(line, (source,)))
            self.gaps += _GAP.findall(line)

    def line(self, words: str) -> None:
        """Write a line that stands by itself and is no sentence: the date, the greeting, the signature."""
        self._write(words)
        self.gaps += _GAP.findall(words)

    def text(self) -> str:
        """The letter so far."""
        return "\n\n".join(self.lines) + "\n"

    def _begin(self) -> None:
        if self._heading is not None:
            self._write(f"## {self._heading.sentence}")
            self.origin.append(self._heading)
            self._heading = None

    def _write(self, block: str) -> None:
        self.lines.append(block)

    def _remember(self, piece: Origin) -> None:
        self.origin += [Origin(sentence.text, piece.sources) for sentence in sentences(piece.sentence)]
        self.gaps += _GAP.findall(piece.sentence)
