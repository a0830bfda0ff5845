"""Which lines of a table are its headings, and what they say when they take two rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from iro_tui.exchange.grid import Grid, Line
from iro_tui.exchange.synonyms import meaning

_LOOKED_AT = 40
"""So many lines from the top are looked at for headings."""
_FIGURES = re.compile(r"\d{3}|\d[/.-]\d")


@dataclass(frozen=True, slots=True)
class Head:
    """The headings of one table."""

    first: int
    """Place of the line among the lines with something in them."""
    lines: int
    """How many lines they take: 1 or 2; 0 for a table without any that are known."""
    words: tuple[str, ...]
    """One for each column; empty where the column has none."""
    known: int
    """How many fields they name."""


def find_head(grid: Grid, said: Mapping[str, str]) -> Head:
    """The line, or two lines, whose words name the most fields; the first of equals.

    Args:
        grid: the table.
        said: what the IRO said of headings.
    """
    best = Head(0, 1, grid.lines[0].cells, 0)
    lines = grid.lines[:_LOOKED_AT]
    for place, line in enumerate(lines):
        known = _known(line.cells, said)
        if known > best.known:
            best = Head(place, 1, line.cells, known)
        below = lines[place + 1] if place + 1 < len(lines) else None
        if below is None or any(_FIGURES.search(cell) for cell in below.cells):
            continue
        both = _joined(line, below, said)
        known = _known(both, said)
        # Two lines are believed only when the lower one says something: a word over words is a title.
        if known > max(best.known, _known(below.cells, said)):
            best = Head(place, 2, both, known)
    return best


def _known(words: Sequence[str], said: Mapping[str, str]) -> int:
    return len({meaning(each, said) for each in words if each} - {""})


def _joined(upper: Line, lower: Line, said: Mapping[str, str]) -> tuple[str, ...]:
    """Two lines as one: a word above stands over the empty cells to its right, as merged cells do."""
    over = ""
    joined = []
    for place in range(max(len(upper.cells), len(lower.cells))):
        own = upper.cells[place] if place < len(upper.cells) else ""
        below = lower.cells[place] if place < len(lower.cells) else ""
        over = own or over
        if not below or below == own:
            joined.append(own)
        elif meaning(f"{over} {below}", said):
            joined.append(f"{over} {below}")
        elif not meaning(below, said):
            turned = f"{below} {over}"  # “Last” under “Review”
            joined.append(turned if meaning(turned, said) else f"{over} {below}".strip())
        else:
            joined.append(below)
    return tuple(joined)


def repeats(line: Line, head: Head, grid: Grid) -> bool:
    """Whether a line says the headings once more, as at the top of every page."""
    filled = [line.cells[place] for place in line.filled]
    for heading in grid.lines[head.first : head.first + head.lines]:
        alike = sum(cell in heading.cells for cell in filled)
        if alike > 1 and alike * 10 >= len(filled) * 6:
            return True
    return False
