"""The letter as it is written, with what the checker found marked in the words and in the margin."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.containers import Horizontal
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import TextArea

from screens.marks import MARKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text
    from textual.app import ComposeResult

    from iro_tui.casework.signs import Sign


class Spot(NamedTuple):
    """A stretch of the letter that is marked."""

    start: int
    """Offset in the text."""
    end: int
    sign: Sign
    """`late` stops, `ask` waits for a yes, `coming` is advice."""


class LetterText(TextArea):
    """The words, with underlines where something was found."""

    def __init__(self, text: str) -> None:
        super().__init__(
            text,
            id="letter-text",
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            compact=True,
        )
        self.match_cursor_bracket = False
        # Its style would cover the colours of what was found in the paragraph that is being written.
        self.highlight_cursor_line = False
        self._spots: dict[int, list[tuple[int, int, Sign]]] = {}
        self._starts: list[int] = [0]

    def mark(self, spots: Sequence[Spot]) -> bool:
        """Mark these stretches and no others; the text must be the one they were found in.

        Returns:
            Whether anything is drawn otherwise than before.
        """
        self._starts = [0]
        for line in self.document.lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        found: dict[int, list[tuple[int, int, Sign]]] = {}
        for spot in spots:
            if spot.end <= spot.start:
                continue
            row, column = self.place(spot.start)
            end_row, end_column = self.place(spot.end)
            end = end_column if end_row == row else len(self.document.get_line(row))
            found.setdefault(row, []).append((column, end, spot.sign))
        for stretches in found.values():
            # Where two lie on each other, the more pressing one is drawn last.
            stretches.sort(key=lambda stretch: ("coming", "ask", "late").index(stretch[2]))
        if found == self._spots:
            return False
        self._spots = found
        self._line_cache.clear()
        self.refresh()
        return True

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset in the text."""
        row = min(bisect_right(self._starts, offset) - 1, self.document.line_count - 1)
        return row, offset - self._starts[row]

    def go_to(self, start: int, end: int) -> None:
        """Put the cursor on words; something to fill in is chosen, so that the first key takes its place."""
        self.move_cursor(self.place(start), center=True)
        if self.text.startswith("[", start):
            self.move_cursor(self.place(end), select=True)

    def spot_of(self, location: tuple[int, int]) -> int:
        """Return the offset in the text of a line and column; the reverse of `place`."""
        return self._starts[min(location[0], len(self._starts) - 1)] + location[1]

    def sentence_here(self) -> str:
        """Return the sentence, heading or row the cursor stands in; empty on a line without words."""
        from letters.reading import sentences

        row, column = self.cursor_location
        line = self.document.get_line(row)
        if line.startswith(("|", "#")):
            return line.lstrip("# ") if line.startswith("#") else line.strip()
        found = [each for each in sentences(line) if each.start <= column] or sentences(line)[:1]
        return found[-1].text if found else line.strip()

    def sign_at(self, row: int, start: int, end: int) -> Sign:
        """Return the most pressing sign that begins between two columns of a line; empty for none."""
        signs = [
            sign for column, _, sign in self._spots.get(row, ()) if start <= column < max(end, start + 1)
        ]
        for sign in ("late", "ask", "coming"):
            if sign in signs:
                return sign
        return ""

    def get_line(self, line_index: int) -> Text:
        """Underline what was found, and set headings apart."""
        text = super().get_line(line_index)
        colours = self.app.theme_variables
        if text.plain.startswith("## "):
            text.stylize(Style(color=colours["accent"], bold=True))
        for start, end, sign in self._spots.get(line_index, ()):
            colour = {"late": colours["late"], "ask": colours["today"]}.get(sign, colours["text"])
            text.stylize(Style(color=colour, bold=sign != "coming", underline=True), start, end)
        return text


class Margin(Widget):
    """Two cells left of the letter: a sign where something was found, following scroll and wrap."""

    def __init__(self, letter: LetterText) -> None:
        super().__init__(id="letter-margin")
        self._letter = letter

    def render_line(self, y: int) -> Strip:
        """Draw the sign of the wrapped line that stands beside this row."""
        from rich.segment import Segment

        letter = self._letter
        wrapped = letter.wrapped_document
        at = y + letter.scroll_offset.y
        if at >= wrapped.height:
            return Strip.blank(self.size.width, self.rich_style)
        row, column = wrapped.offset_to_location(Offset(0, at))
        after = wrapped.offset_to_location(Offset(0, at + 1)) if at + 1 < wrapped.height else (row + 1, 0)
        end = after[1] if after[0] == row else len(letter.document.get_line(row)) + 1
        sign = letter.sign_at(row, column, end)
        mark = MARKS[sign]
        colour = self.app.theme_variables.get(mark.style.lstrip("$")) if mark.style else None
        style = self.rich_style + Style(color=colour, bold=True) if colour else self.rich_style
        return Strip([Segment(mark.mark, style), Segment(" " * (self.size.width - 1), self.rich_style)])


class LetterSheet(Horizontal):
    """Margin and words, moving together."""

    def __init__(self, text: str) -> None:
        super().__init__(id="letter-sheet")
        self.letter = LetterText(text)
        self.margin = Margin(self.letter)

    def compose(self) -> ComposeResult:
        """Put the margin left of the words."""
        yield self.margin
        yield self.letter

    def on_mount(self) -> None:
        """Redraw the margin whenever the words move."""
        self.watch(self.letter, "scroll_y", self._follow, init=False)
        self.watch(self.letter, "virtual_size", self._follow, init=False)

    def _follow(self) -> None:
        self.margin.refresh()

    def mark(self, spots: Sequence[Spot]) -> None:
        """Mark these stretches in words and margin; what is marked already is not drawn again."""
        if self.letter.mark(spots):
            self.margin.refresh()
