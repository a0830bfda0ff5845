"""A title on a thin line, and what stands under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from screens.marks import plain

if TYPE_CHECKING:
    from textual.widget import Widget


class Panel(Vertical):
    """A part of a screen: a line with a title, no sides, no bottom; the line doubles where the focus is."""

    def __init__(self, title: str, *children: Widget, id: str | None = None, classes: str = "") -> None:
        super().__init__(*children, id=id, classes=classes)
        self.title(title)

    def title(self, words: str) -> None:
        """Set the words on the line; they may hold a child's name."""
        self.border_title = plain(f" {words} ")
