"""A figure as rows of text, for every table that shows one: screen, file, report.

Small numbers can be hidden: 1 to 4 becomes "<5", and what would give one away is hidden with it (`hiding`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from iro_tui.casework.figures.hiding import SMALL, Hidden, is_small
from iro_tui.casework.figures.parts import Figure, Part, say_change, say_number, say_value

HIDDEN = "hidden"

_SMALL_NUMBER = re.compile(rf"\b[1-{SMALL - 1}]\b")
"""In a note: `2 cannot be judged`."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of a figure as text."""

    key: str
    """`6`, `14.M2`."""
    label: str
    value: str
    counted: str
    """The numerator; empty where there is none to show."""
    out_of: str
    """The denominator; empty where there is none."""
    before: str
    """The year before; empty when it is not known."""
    change: str
    note: str


def shown(figure: Figure, hide: Hidden | None = None) -> tuple[Shown, ...]:
    """The parts of a figure as rows of text.

    Args:
        figure: the figure.
        hide: what is hidden of it and the figures it is read with; None shows every number.
    """
    if hide is None:
        return tuple(_row(figure, part) for part in figure.parts)
    found = (
        _hidden_row(figure, part, hide)
        if (figure.number, part.key) in hide.now.cells
        else _beside_last_year(figure, part, hide)
        for part in figure.parts
    )
    return tuple(replace(row, note="" if _SMALL_NUMBER.search(row.note) else row.note) for row in found)


def is_hidden(words: str) -> bool:
    """Whether a number as it is shown says that it is hidden."""
    return words in (HIDDEN, f"<{SMALL}")


def _row(figure: Figure, part: Part) -> Shown:
    bottom = part.bottom
    divided = part.number is None and part.unit not in ("count", "change")
    out_of = _plain(bottom) if divided and bottom is not None else ""
    before = figure.before.get(part.key)
    return Shown(
        key=_key(figure, part),
        label=part.label,
        value=say_value(part),
        counted=_plain(part.top) if out_of else "",
        out_of=out_of,
        before="" if before is None else say_number(before, part.unit),
        change=say_change(part, before),
        note=part.note,
    )


def _hidden_row(figure: Figure, part: Part, hide: Hidden) -> Shown:
    small = is_small(part) and (figure.number, part.key) not in hide.now.unsaid
    value = f"<{SMALL}" if small and part.unit == "count" else HIDDEN
    counted = f"<{SMALL}" if small else HIDDEN
    return Shown(_key(figure, part), part.label, value, counted, "", "", "", part.note)


def _beside_last_year(figure: Figure, part: Part, hide: Hidden) -> Shown:
    """A row that is shown, without what it says of the year before where that is to be hidden."""
    row, cell = _row(figure, part), (figure.number, part.key)
    if not row.before or cell not in hide.before.cells:
        return row
    small = part.unit == "count" and 0 < (figure.before[part.key] or 0) < SMALL
    return replace(row, before=f"<{SMALL}" if small and cell not in hide.before.unsaid else HIDDEN, change="")


def _key(figure: Figure, part: Part) -> str:
    return f"{figure.number}.{part.key}" if part.key else str(figure.number)


def _plain(number: float) -> str:
    return say_number(number, "count")
