"""A list from the council as rows of cells, with what each column means."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iro_tui.errors import BadInput

MOST_BYTES = 20_000_000
"""A caseload list of some hundred rows has less than a hundredth of this."""

_MUST_HAVE = {
    "mosaic_id": "the Mosaic number (such as Person ID)",
    "first_name": "the first name (such as Forename)",
    "born": "the date of birth (such as DOB)",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list."""

    number: int
    """As a spreadsheet counts it: the headings are row 1."""
    cells: Mapping[str, str]
    """Field to what stands in the cell, without the space around it; empty cells are empty text."""
    surplus: int
    """How many cells with something in them stand to the right of the last heading."""

    def get(self, field: str) -> str:
        """What stands in the cell of a field; empty when the list has no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that was read and not judged yet."""

    name: str
    """The file's name."""
    columns: Mapping[str, str]
    """Field to the heading it has in this list."""
    unread: tuple[str, ...]
    """Headings nobody knows; their columns are left alone."""
    rows: tuple[Row, ...]
    """Every row with something in it."""

    def heading(self, field: str) -> str:
        """The heading of a field as it stands in the list, to say where something is."""
        return self.columns.get(field, field)


def read_rows(path: Path) -> Sheet:
    """Read a caseload list: CSV with commas, semicolons or tabs; UTF-8, UTF-16 with a mark, or Windows-1252.

    Raises:
        BadInput: one sentence: there is no such file, it is no plain list, it is empty, or its headings lack
            the Mosaic number, the first name or the date of birth.
    """
    lines = _lines(_text(path), path.name)
    head = next(lines, None)
    if head is None:
        raise BadInput(f"{path.name} is empty. Export the list from Mosaic again.")
    columns, unread = _columns(head[1])
    missing = [words for field, words in _MUST_HAVE.items() if field not in columns]
    if "name" in columns and "first_name" not in columns:
        missing.remove(_MUST_HAVE["first_name"])
    if missing:
        raise BadInput(f"The first row of {path.name} has no heading for {', or for '.join(missing)}.")
    rows = tuple(_row(number, cells, columns, len(head[1])) for number, cells in lines)
    return Sheet(path.name, {field: head[1][place] for field, place in columns.items()}, unread, rows)


def _text(path: Path) -> str:
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise BadInput(f"{name} is a folder. Name the list inside it.")
        if path.stat().st_size > MOST_BYTES:
            raise BadInput(f"{name} is far too big for a caseload list. Check that it is the right file.")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise BadInput(f"There is no file {name}. Check the name and the folder.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is no file name"
        raise BadInput(f"{name} cannot be read: {reason}. Is it open in another program?") from None
    if not raw.strip():
        raise BadInput(f"{name} is empty. Export the list from Mosaic again.")
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise BadInput(f"{name} is a workbook. Save it from Excel as CSV, then import that.")
    return _decoded(raw, name)


def _decoded(raw: bytes, name: str) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\x00" in raw and not wide:
        raise BadInput(f"{name} is not a list but some other kind of file. Export the list as CSV.")
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{name} is not plain text. Export the list as CSV (UTF-8).")


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them and their numbers; the space around each cell taken off."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            stripped = [cell.replace("\xa0", " ").strip() for cell in cells]
            if any(stripped):
                yield number, stripped
    except csv.Error:
        raise BadInput(f"{name} breaks off inside a cell. Export the list from Mosaic again.") from None


def _columns(headings: list[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    known = _known_headings()
    columns: dict[str, int] = {}
    unread = []
    for place, heading in enumerate(headings):
        field = known.get(plain(heading))
        if field is not None and field not in columns:
            columns[field] = place
        elif heading:
            unread.append(heading)
    return columns, tuple(unread)


def _row(number: int, cells: list[str], columns: Mapping[str, int], width: int) -> Row:
    found = {field: cells[place] if place < len(cells) else "" for field, place in columns.items()}
    return Row(number, found, sum(bool(cell) for cell in cells[width:]))


@cache
def _known_headings() -> Mapping[str, str]:
    return {plain(row["heading"]): row["field"] for row in table("headings")}


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a data file of this room: `headings` or `values`."""
    from importlib.resources import files

    text = files("iro_tui.exchange").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def plain(words: str) -> str:
    """Words without case, spaces and signs, to compare headings and values by."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
