"""A workbook (.xlsx) as rows of words: what its cells show, formulas as their last value, nothing run."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import ParseError

from iro_tui.errors import BadInput
from iro_tui.exchange.grid import Grid, Line, clean

_MOST_UNPACKED = 150_000_000
_MOST_LINES = 60_000
_MOST_COLUMNS = 2_000
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


def read_workbook(raw: bytes, name: str) -> tuple[Grid, ...]:
    """Every sheet with something in it; those that can be seen first.

    A formula counts as the value it had when the workbook was saved; one without stands as its own words.

    Args:
        raw: the file.
        name: its name, to say which one is wrong.

    Raises:
        BadInput: it is no workbook of this kind, it is protected, broken, or far too big.
    """
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(
            f"{name} is an old or a protected workbook. Save it from Excel as .xlsx without a password."
        )
    from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

    broken = BadInput(
        f"{name} is not whole, and is a workbook. Save it from Excel as CSV or .xlsx once more."
    )
    try:
        _refuse_what_is_no_list(raw, name, broken)
        with warnings.catch_warnings():
            # What it cannot keep when it writes a workbook again is nothing to somebody who only reads.
            warnings.simplefilter("ignore")
            return _grids(raw, name)
    except (zipfile.BadZipFile, zlib.error, ParseError, InvalidFileException, EOFError, NotImplementedError):
        raise broken from None
    except (KeyError, LookupError, ValueError, TypeError, AttributeError, OverflowError, RuntimeError):
        raise broken from None
    except SyntaxError:  # how lxml calls XML that is not well formed
        raise broken from None


def _refuse_what_is_no_list(raw: bytes, name: str, broken: BadInput) -> None:
    """Look at the zip before anything is made of it: passwords, size, XML that could unfold without end."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        parts = file.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise BadInput(f"{name} is protected by a password. Save it without one, then import it.")
        if sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise BadInput(f"{name} is far too big for a caseload list. Check that it is the right file.")
        names = {part.filename.lstrip("/") for part in parts}
        if not any(each.startswith("xl/") for each in names):
            raise BadInput(f"{name} is no list but another kind of file. Save the list as .xlsx or CSV.")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                start = file.read(part)
                if b"<!DOCTYPE" in start or b"<!ENTITY" in start or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
                    raise broken


def _grids(raw: bytes, name: str) -> tuple[Grid, ...]:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    values = load_workbook(io.BytesIO(raw), data_only=True)
    formulas: Any = None
    shown: list[Grid] = []
    hidden: list[Grid] = []
    for sheet in values.worksheets:
        if sheet.max_row > _MOST_LINES * 10 and sum(1 for _ in sheet.iter_rows()) > _MOST_LINES:
            raise BadInput(f"{name} has far too many rows for a caseload list.")
        if formulas is None and _may_lack_values(raw):
            formulas = load_workbook(io.BytesIO(raw))
        grid = _grid(sheet, formulas[sheet.title] if formulas is not None else None, name)
        if sheet.sheet_state == "visible":
            shown.append(grid)
        else:
            hidden.append(replace(grid, hidden=True))
    return (*shown, *hidden)


def _may_lack_values(raw: bytes) -> bool:
    """Whether a formula stands somewhere: a program that saved it may not have worked it out."""
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return any(
            re.search(rb"<(?:\w+:)?f[ />]", file.read(part))
            for part in file.namelist()
            if part.startswith("xl/worksheets/")
        )


def _grid(sheet: Any, formulas: Any, name: str) -> Grid:
    from openpyxl.utils import column_index_from_string  # type: ignore[import-untyped]

    unseen = {
        place - 1
        for letters, column in sheet.column_dimensions.items()
        if column.hidden
        for place in range(
            column.min or column_index_from_string(letters),
            min(column.max or column_index_from_string(letters), 500) + 1,
        )
    }
    rows: dict[int, dict[int, str]] = {}
    for row in sheet.iter_rows(max_col=min(sheet.max_column, _MOST_COLUMNS)):
        cells = {}
        for cell in row:
            words = _shown(cell, formulas)
            if words:
                cells[cell.column - 1] = words
        if cells:
            rows[row[0].row] = cells
        if len(rows) > _MOST_LINES:
            raise BadInput(f"{name} has far too many rows for a caseload list.")
    _fill_downwards(sheet, rows)
    lines = tuple(
        Line(number, _in_order(cells), bool(sheet.row_dimensions[number].hidden))
        for number, cells in sorted(rows.items())
    )
    return Grid(sheet.title, lines, frozenset(unseen))


def _shown(cell: Any, formulas: Any) -> str:
    """What a cell shows."""
    value = getattr(cell, "value", None)
    if value is None:
        written = formulas[cell.coordinate].value if formulas is not None else None
        return clean(str(getattr(written, "text", written))) if written is not None else ""
    return clean(_words(value, cell.number_format))


def _words(value: Any, number_format: str) -> str:
    if isinstance(value, bool):
        # Excel keeps the name True as the answer to a question.
        return "True" if value else "False"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        # Day 0, which shows as a day of January 1900, stands for no day at all.
        return f"{value:%H:%M}" if value != time() else "1900-01-00"
    if isinstance(value, timedelta):
        return "1900-01-00" if not value else str(value)
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    """A number with the zeros in front that its cell shows."""
    shown = _UNSHOWN.sub("", number_format.partition(";")[0])
    figures = len(shown) if re.fullmatch(r"0{2,}", shown) else 0
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value)).zfill(figures)
    return repr(float(value))


def _in_order(cells: dict[int, str]) -> tuple[str, ...]:
    return tuple(cells.get(place, "") for place in range(max(cells, default=-1) + 1))


def _fill_downwards(sheet: Any, rows: dict[int, dict[int, str]]) -> None:
    """Cells merged downwards: what they say holds for each row. Merged sideways they are a title."""
    for merged in _upright(sheet):
        words = rows.get(merged.min_row, {}).get(merged.min_col - 1, "")
        for number in range(merged.min_row + 1, merged.max_row + 1):
            if words and number in rows:
                rows[number].setdefault(merged.min_col - 1, words)


def _upright(sheet: Any) -> Iterator[Any]:
    return (each for each in sheet.merged_cells.ranges if each.min_col == each.max_col)
