"""Working papers in the form of `letters.text`: a title, headings, items and tables from plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from letters.said_plainly import clean
from letters.text import table_row


class WorkingText:
    """A paper while it is written. A heading appears only when something stands under it."""

    def __init__(self, title: str) -> None:
        self._blocks = [f"# {clean(title)}"]
        self._heading = ""

    def heading(self, words: str) -> None:
        """Open a section."""
        self._heading = words

    def paragraph(self, words: str) -> None:
        """Write one paragraph; nothing for no words."""
        if clean(words):
            self._write(clean(words))

    def items(self, lines: Iterable[str]) -> None:
        """Write a list; nothing for no lines."""
        kept = [f"- {clean(line)}" for line in lines if clean(line)]
        if kept:
            self._write("\n".join(kept))

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write label and words, one to an item."""
        self.items(f"{label}: {words}" for label, words in pairs if words.strip())

    def facts_in_line(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write label and words one after the other, for a sheet that has to fit on one page."""
        self.paragraph(" · ".join(f"{label}: {clean(words)}" for label, words in pairs if words.strip()))

    def table(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Write a table; an empty cell says so, and a table without rows is not written."""
        kept = [table_row(clean(cell) or "not said" for cell in row) for row in rows]
        if kept:
            self._write("\n".join([table_row(header), *kept]))

    def text(self) -> str:
        """The paper."""
        return "\n\n".join(self._blocks) + "\n"

    def _write(self, block: str) -> None:
        if self._heading:
            self._blocks.append(f"## {self._heading}")
            self._heading = ""
        self._blocks.append(block)
