"""The files of the national return (SSDA903): which one a file is, and its rows, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from iro_tui.errors import BadInput
from iro_tui.exchange.cell_dates import orders, short_year
from iro_tui.exchange.cells import cut_short, read_code, read_date, read_id
from iro_tui.exchange.grid import Grid, ListFile, open_list
from iro_tui.exchange.questions import Unsure

_KINDS = {
    "header": frozenset(("CHILD", "SEX", "DOB", "ETHNIC")),
    "episodes": frozenset(("CHILD", "DECOM", "LS", "PLACE")),
    "reviews": frozenset(("CHILD", "REVIEW", "REVIEW_CODE")),
    "uasc": frozenset(("CHILD", "DUC")),
    "sw_episodes": frozenset(("CHILD", "SW_ID", "SW_DECOM")),
    "missing": frozenset(("CHILD", "MISSING", "MIS_START")),
    "dolo": frozenset(("CHILD", "DOLO_START")),
}
"""The files that are read, by the columns every return year has had them with."""

_SAME = {
    "header": ("CHILD",),
    "episodes": ("CHILD", "DECOM", "LS", "PLACE"),
    "reviews": ("CHILD", "REVIEW", "REVIEW_CODE"),
    "uasc": ("CHILD",),
    "sw_episodes": ("CHILD", "SW_ID", "SW_DECOM"),
    "missing": ("CHILD", "MISSING", "MIS_START"),
    "dolo": ("CHILD", "DOLO_START"),
}
"""By which columns two rows say the same: the return of the next year repeats what still runs."""

_LATER = {"episodes": "DEC", "sw_episodes": "SW_DEC", "missing": "MIS_END", "dolo": "DOLO_END"}
"""The column that is filled in later; of two rows the one that has it is the newer."""

_DAYS = ("DECOM", "REVIEW", "SW_DECOM", "MIS_START", "DOLO_START")
_ALL_DAYS = (*_DAYS, *_LATER.values(), "DOB", "DUC")
_SAID = ("REVIEW", "DOB")
"""Days of which a rule of the return says that they cannot be read."""
_CODED = {"LS": "legal_status", "PLACE": "placement_type", "PLACE_PROVIDER": "placement_provider"}
_MONTH_FIRST = (orders(["01/31/99"]), orders(["01/31/1999"]))
_LOOKED_AT = 15
_SUFFIXES = (".csv", ".xlsx", ".txt", ".tsv")


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row of one file."""

    file: str
    number: int
    """As a spreadsheet counts it."""
    child: str
    """The CHILD column: mostly, and not certainly, the Mosaic number."""
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """What stands in a column; empty when this year's file has none of that name."""
        return self.cells.get(column, "")

    def day(self, column: str) -> date | None:
        """The day in a column; None when it is empty or no day."""
        try:
            return read_date(self.get(column))
        except BadInput:
            return None

    def unread(self) -> Iterator[str]:
        """The columns with something that is no day and no code of ours; a review's day is judged by 166."""
        for column in _ALL_DAYS:
            if column not in _SAID and self.get(column):
                try:
                    read_date(self.get(column))
                except BadInput:
                    yield column
        for column, name in _CODED.items():
            try:
                read_code(self.get(column), name)
            except Unsure:
                yield column

    @property
    def where(self) -> str:
        """`reviews.csv row 7`."""
        return f"{self.file} row {self.number}"


@dataclass(frozen=True)
class Return:
    """One return, or the returns of several years together."""

    names: tuple[str, ...]
    """The names of the files."""
    rows: Mapping[str, tuple[ReturnRow, ...]]
    """Kind of file to its rows; what stands there twice is there once."""
    rows_read: int
    """How many rows there were before that."""

    def of(self, kind: str) -> tuple[ReturnRow, ...]:
        """The rows of one kind of file; none when it is not among them."""
        return self.rows.get(kind, ())

    @property
    def name(self) -> str:
        """The file's name, or how many there are."""
        return self.names[0] if len(self.names) == 1 else f"return, {len(self.names)} files"


def kind_of(file: ListFile) -> str:
    """Which file of the return this is, such as `header` or `dolo`; empty for any other file."""
    return next((found[0] for grid in file.grids if (found := _head(grid))), "")


def beside(path: Path) -> tuple[Path, ...]:
    """The files of the return that lie in the same folder as one of them, that one included."""
    try:
        near = sorted(each for each in path.parent.iterdir() if each.suffix.casefold() in _SUFFIXES)
    except OSError:
        return (path,)
    return tuple(each for each in near if each == path or _is_return(each))


def _is_return(path: Path) -> bool:
    try:
        return bool(kind_of(open_list(path)))
    except BadInput:
        return False


def return_of(files: Iterable[ListFile]) -> Return:
    """Put the files of a return together; rows that stand there twice count once.

    Args:
        files: open files, each one of the return.

    Raises:
        BadInput: a spreadsheet has turned the days of a file or cut its numbers short.
    """
    rows: dict[str, dict[tuple[str, ...], ReturnRow]] = {}
    names, count = [], 0
    for file in files:
        names.append(file.name)
        for grid in file.grids:
            if found := _head(grid):
                there = list(_rows(file.name, grid, *found))
                _refuse_spoilt(there)
                for row in there:
                    count += 1
                    _keep(rows.setdefault(found[0], {}), found[0], row)
    return Return(tuple(names), {kind: tuple(found.values()) for kind, found in rows.items()}, count)


def _head(grid: Grid) -> tuple[str, int] | None:
    """The kind of file and the place of the line with its columns."""
    for place, line in enumerate(grid.lines[:_LOOKED_AT]):
        columns = set(_columns(line.cells))
        for kind, needed in _KINDS.items():
            if needed <= columns:
                return kind, place
    return None


def _columns(cells: Iterable[str]) -> list[str]:
    """The columns by the names DfE gives them; some systems write `Review code`."""
    return ["_".join(cell.upper().split()) for cell in cells]


def _rows(name: str, grid: Grid, kind: str, place: int) -> Iterator[ReturnRow]:
    columns = _columns(grid.lines[place].cells)
    for line in grid.lines[place + 1 :]:
        cells = dict(zip(columns, line.cells, strict=False))
        child = cells.get("CHILD", "")
        if child and child.upper() != "CHILD":
            yield ReturnRow(name, line.number, _number(child), cells)


def _number(cell: str) -> str:
    try:
        return read_id(cell) or cell
    except Unsure:
        return cell


def _refuse_spoilt(rows: Iterable[ReturnRow]) -> None:
    """Refuse a file that lost figures on its way through a spreadsheet; the return has the day first.

    Raises:
        BadInput: it has.
    """
    again = "Take the file as it was exported, not saved from Excel."
    for row in rows:
        if cut_short(row.child):
            raise BadInput(f"{row.where}: Excel has cut the number short ({row.child}). {again}")
    days = [(row, cell) for row in rows for column in _ALL_DAYS if (cell := row.get(column))]
    order = orders(cell for _, cell in days)
    if any(each.month_first and not each.day_first for each in order):
        row, cell = next((row, cell) for row, cell in days if orders([cell]) in _MONTH_FIRST)
        raise BadInput(f"{row.where}: the month stands before the day ({cell}). {again}")
    if short := [(row, cell) for row, cell in days if short_year(cell)]:
        row, cell = short[0]
        if len(short) * 2 > len(days):
            raise BadInput(f"{row.where}: the years have two figures only ({cell}). {again}")


def _keep(there: dict[tuple[str, ...], ReturnRow], kind: str, row: ReturnRow) -> None:
    same = tuple(_plain(row, column) for column in _SAME[kind])
    known = there.get(same)
    later = _LATER.get(kind)
    if known is None or (later and row.get(later) and not known.get(later)):
        there[same] = row


def _plain(row: ReturnRow, column: str) -> str:
    """A cell to compare by: a day as a day, whatever its shape."""
    day = row.day(column) if column in _DAYS else None
    return day.isoformat() if day else row.get(column).casefold()
