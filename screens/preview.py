"""A letter as it will look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.marks import cut, paragraph, plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

WIDTH = 66
"""The longest line that is read easily."""


class PreviewScreen(Page):
    """The letter on a sheet: headings, paragraphs and the table, without the signs they are typed with."""

    PLACES = ("back", "app")
    PAGE = "letters"
    HELP_PAGE = "preview"
    CSS_PATH = "preview.tcss"

    def __init__(self, text: str, where: str) -> None:
        super().__init__()
        self._text = text
        self._where = where

    def where(self) -> str:
        """Whose letter it is."""
        return f"{self._where} / Preview"

    def body(self) -> Iterable[Widget]:
        """One sheet in the middle."""
        yield VerticalScroll(Static(sheet(self._text), id="sheet", markup=False), id="preview")

    def opened(self) -> None:
        """Arrows scroll the sheet."""
        self.query_one("#preview").focus()

    def changed(self, tables: frozenset[str]) -> None:
        """A preview shows one moment."""
        del tables


def sheet(text: str, width: int = WIDTH) -> Content:
    """Return a letter or paper laid out for reading, its tables as wide as `width` cells."""
    from letters.text import parse

    parts: list[Content] = []
    before = ""
    for block in parse(text).blocks:
        if block.kind == "item" and before == "item":
            parts[-1] += Content("\n") + _item(block.text)
        elif block.kind == "heading":
            parts.append(plain(block.text, "$accent bold"))
        elif block.kind == "table":
            parts.append(_table([[cell.text for cell in each.cells] for each in block.rows], width))
        else:
            parts.append(_item(block.text) if block.kind == "item" else paragraph(block.text))
        before = block.kind
    return Content("\n\n").join(parts)


def _item(words: str) -> Content:
    return paragraph(f"•  {words}")


def _table(rows: list[list[str]], width: int) -> Content:
    from letters.text import column_shares

    room = width - 2 * (len(rows[0]) - 1)
    widths = [max(int(room * share), 4) for share in column_shares(rows)]
    lines: list[Content] = []
    for place, cells in enumerate(rows):
        style = "bold" if place == 0 else ""
        wrapped = [
            plain(cell, style).wrap(cells_wide) for cell, cells_wide in zip(cells, widths, strict=False)
        ]
        for line in range(max((len(each) for each in wrapped), default=0)):
            pieces = [
                cut(each[line] if line < len(each) else Content(""), cells_wide)
                for each, cells_wide in zip(wrapped, widths, strict=False)
            ]
            lines.append(Content("  ").join(pieces))
        lines.append(plain("─" * width, "$rule"))
    return Content("\n").join(lines)
