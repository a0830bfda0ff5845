"""The figures as CSV files: one overview, and one file for each figure that is a table."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from iro_tui.casework.figures.counting import Figures
from iro_tui.casework.figures.hiding import Hidden, hidden
from iro_tui.casework.figures.parts import Figure, Part, rounded
from iro_tui.casework.figures.shown import Shown, is_hidden, shown
from iro_tui.errors import BadInput
from iro_tui.exchange.cells import safe_cell

HEADINGS = ("No", "Key", "Figure", "Part", "Value", "Unit", "Counted", "Out of", "Last year", "Note")


def write_figures(found: Figures, folder: Path, *, hide_small: bool = False) -> tuple[Path, ...]:
    """Write the figures into a folder and return the files, the overview first.

    Numbers are written as numbers; what somebody wrote is made harmless for a spreadsheet. No child is named.

    Args:
        found: the figures.
        folder: it is made when it is not there; files of the same names are replaced.
        hide_small: whether small numbers are hidden, with what would give them away.

    Raises:
        BadInput: the folder cannot be written.
    """
    return write_tables(found.all, found.span.words, folder, hide_small)


def write_tables(
    every: Sequence[Figure], words: str, folder: Path, hide_small: bool = False
) -> tuple[Path, ...]:
    """As `write_figures`, for figures of any stretch; `words` says which: `2026/27`."""
    year = words.replace("/", "-").replace(" ", "_")
    files: list[tuple[str, Sequence[Figure]]] = [(f"figures_{year}.csv", every)]
    for figure in every:
        if len(figure.parts) > 1:
            name = re.sub(r"[^a-z0-9]+", "_", figure.title.lower()).strip("_")
            files.append((f"figure_{figure.number:02}_{name}_{year}.csv", [figure]))
    from iro_tui.vault.files import write_whole

    hide = hidden(every) if hide_small else None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, figures in files:
            write_whole(folder / name, as_csv(figures, hide).encode("utf-8-sig"))
    except OSError as error:
        raise BadInput(f"The figures cannot be written to {folder}: {error.strerror}.") from None
    return tuple(folder / name for name, _ in files)


def as_csv(figures: Iterable[Figure], hide: Hidden | None = None) -> str:
    """The parts of figures as CSV text with a heading line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for figure in figures:
        for part, row in zip(figure.parts, shown(figure, hide), strict=True):
            writer.writerow(_cells(figure, part, row))
    return text.getvalue()


def _cells(figure: Figure, part: Part, row: Shown) -> list[object]:
    before = row.before if is_hidden(row.before) else _number(figure.before.get(part.key))
    numbers: list[object] = (
        [row.value, part.unit, row.counted, "", ""]
        if is_hidden(row.value)
        else [_number(part.value), part.unit, row.counted, row.out_of, before]
    )
    # Number and key apart: a spreadsheet would read 45.20 as 45.2 and may take 5.Apr for a day.
    return [
        figure.number,
        safe_cell(part.key),
        safe_cell(figure.title),
        safe_cell(row.label),
        *numbers,
        safe_cell(row.note),
    ]


def _number(value: float | None) -> object:
    if value is None:
        return ""
    return int(value) if float(value).is_integer() else rounded(value, 2)
