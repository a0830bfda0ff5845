"""The signs, and how text is laid out on the grid before it reaches a widget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.filter import LineFilter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.segment import Segment
    from textual.color import Color

    from iro_tui.casework.signs import Sign


WIDE = 116
"""From so many cells on there is room for side panels; below it the narrow grid holds."""
TALL = 30
"""From so many rows on blocks are set apart by blank rows."""


class Mark(NamedTuple):
    """How one sign is drawn."""

    mark: str
    style: str


MARKS: dict[Sign, Mark] = {
    "late": Mark("!", "$late"),
    "today": Mark(">", "$today"),
    "coming": Mark("·", "$muted"),
    "done": Mark("√", "$done"),
    "open": Mark("○", "$muted"),
    "ask": Mark("?", "$today"),
    "slipping": Mark("~", "$today"),
    "stuck": Mark("x", "$late"),
    "": Mark(" ", ""),
}

PLAIN = str.maketrans(
    {
        "─": "-",
        "═": "=",
        "│": "|",
        "█": "#",
        "░": ".",
        "▌": "|",
        "○": "o",
        "•": "*",
        "√": "v",
        "·": ".",
        "…": "~",
        "“": '"',
        "”": '"',
        "’": "'",
        "‘": "'",
        "┌": "+",
        "┐": "+",
        "└": "+",
        "┘": "+",
        "\xa0": " ",
    }
)
"""What plain mode draws instead. The ellipsis is one cell, so that no column moves."""


class PlainSigns(LineFilter):
    """Redraws every sign and line in plain ASCII, for terminals and fonts that need it."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Translate the text of each segment; widths stay as they are."""
        del background
        return [
            segment._replace(text=segment.text.translate(PLAIN)) if segment.text else segment
            for segment in segments
        ]


def plain(text: str, style: str = "") -> Content:
    """Return words as they stand, in one style: the only way text from a person reaches a widget."""
    flat = text.replace("\n", " ").replace("\t", " ")
    return Content.styled(flat, style) if style else Content(flat)


def paragraph(text: str, style: str = "") -> Content:
    """Return words of several lines as they stand."""
    return Content.styled(text, style) if style else Content(text)


def sign(name: Sign) -> Content:
    """Return the mark of a sign in its colour."""
    mark = MARKS[name]
    return plain(mark.mark, mark.style)


def cut(content: Content | str, width: int, *, right: bool = False) -> Content:
    """Return text in exactly so many cells: cut with `…` or filled with blanks, on the left when `right`."""
    line = plain(content) if isinstance(content, str) else content
    if width <= 0:
        return Content("")
    if line.cell_length > width:
        return line.truncate(width, ellipsis=True, pad=True)
    blanks = width - line.cell_length
    return line.pad_left(blanks) if right else line.pad_right(blanks)


def row(*cells: tuple[Content | str, int] | tuple[Content | str, int, str], gap: int = 2) -> Content:
    """Return one line of cells, each (text, width) or (text, width, "right"), with `gap` blanks between."""
    between = Content(" " * gap)
    return between.join(cut(cell[0], cell[1], right=len(cell) == 3) for cell in cells)


def spread(left: Content, right: Content, width: int) -> Content:
    """Return one line with a left and a right end; the left is cut when both do not fit."""
    room = width - right.cell_length
    return cut(left, max(room - 1, 0)) + (Content(" ") if room > 0 else Content("")) + right


def joined(parts: Sequence[Content], between: str = " · ") -> Content:
    """Return pieces on one line with a muted dot between them."""
    return plain(between, "$muted").join(parts)


def marked(text: str, found: str, style: str = "") -> Content:
    """Return text with every place that matches `found` underlined; case does not matter."""
    content = plain(text, style)
    wanted = found.strip().casefold()
    if not wanted:
        return content
    low = text.casefold()
    if len(low) != len(text):
        return content
    start = low.find(wanted)
    while start >= 0:
        content = content.stylize("underline", start, start + len(wanted))
        start = low.find(wanted, start + len(wanted))
    return content
