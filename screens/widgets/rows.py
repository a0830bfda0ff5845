"""A list of rows laid out on the grid, with headings that the cursor passes over."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.strip import Strip


class Line(NamedTuple):
    """One entry of a list: a row with an id, or a heading or blank without."""

    id: str | None
    content: Content


BLANK = Line(None, Content(" "))


class RowList(OptionList):
    """Rows drawn for the width there is; coming back after a change keeps the row, not the place."""

    def __init__(self, id: str, *, several_lines: bool = False) -> None:
        super().__init__(id=id, markup=False, compact=True, classes="several-lines" if several_lines else "")
        self._drawer: Callable[[int], Iterable[Line]] | None = None
        self._drawn_for = 0
        self._to_choose: str | None = None

    def draw_with(self, drawer: Callable[[int], Iterable[Line]], *, from_top: bool = False) -> None:
        """Show the lines that `drawer` gives for a width in cells, now and after every change of width.

        Args:
            drawer: Yields the lines for a width in cells.
            from_top: Put the cursor on the first row instead of keeping it on the row it was on.
        """
        if from_top:
            self.highlighted = None
        self._drawer = drawer
        self._drawn_for = 0
        self._draw()

    @property
    def _room(self) -> int:
        """Cells there are for a row; `size` is nought for a moment while the screen is laid out anew."""
        return self.outer_size.width - self.styles.gutter.width

    def _draw(self) -> None:
        if self._drawer is None or self._room <= 0:
            return
        # One cell at the right stays free for the scrollbar.
        width = self._room - 1
        kept, at = self._to_choose or self.chosen, self.highlighted
        self._to_choose = None
        scroll = self.scroll_y
        self._drawn_for = self._room
        self.clear_options()
        self.add_options(
            Option(_cut(line.content, width), id=line.id, disabled=line.id is None)
            for line in self._drawer(width)
        )
        self._highlight_again(kept, at)
        if kept is not None:
            self.scroll_to(y=scroll, animate=False, immediate=True)

    def _highlight_again(self, kept: str | None, at: int | None) -> None:
        rows = [index for index, option in enumerate(self.options) if not option.disabled]
        if not rows:
            self.highlighted = None
            return
        for index in rows:
            if kept is not None and self.options[index].id == kept:
                self.highlighted = index
                return
        self.highlighted = (
            min(rows, key=lambda index: (abs(index - at), index)) if at is not None else rows[0]
        )

    @property
    def chosen(self) -> str | None:
        """The id of the row under the cursor; None when there is none."""
        if self.highlighted is None:
            return None
        return self.options[self.highlighted].id

    def choose(self, id: str) -> bool:
        """Put the cursor on a row; False when it is not there, or the rows wait for their first width."""
        self._to_choose = None if self._drawn_for else id
        for index, option in enumerate(self.options):
            if option.id == id and not option.disabled:
                self.highlighted = index
                return True
        return False

    def render_line(self, y: int) -> Strip:
        """Reverse the row under the cursor where there is no colour; Textual's styles lose it on the way."""
        strip = super().render_line(y)
        if not (self.app.no_color and self.has_focus):
            return strip
        style = next((piece.style for piece in strip if piece.style), None)
        under = style is not None and style.meta.get("option", -1) == self.highlighted
        return strip.apply_style(Style(reverse=True)) if under else strip

    def on_resize(self) -> None:
        """Lay the rows out again when the width changed."""
        if self._room != self._drawn_for:
            self._draw()


def _cut(content: Content, width: int) -> Content:
    """Return the content with every line cut to the width: a row never wraps."""
    if content.cell_length <= width:
        return content
    lines = content.split("\n", allow_blank=True)
    if all(line.cell_length <= width for line in lines):
        return content
    return Content("\n").join(line.truncate(width, ellipsis=True) for line in lines)
