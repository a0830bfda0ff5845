"""A workbook (.xlsx) as rows of words: what its cells show, formulas as their last value, nothing run.

The file is a zip of XML. It is read here and not by a library, so that hidden rows and columns and merged
cells can be told, and a workbook that declares entities is refused before anything is made of it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from xml.etree import ElementTree

from iro_tui.errors import BadInput
from iro_tui.exchange.grid import Grid, Line, clean

_MOST_UNPACKED = 150_000_000
_MOST_LINES = 60_000
_MOST_COLUMNS = 2_000
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Number formats every workbook has without saying so that show a date or a time."""
_UNSHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


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
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as file:
            return _Book(file, name).grids()
    except (zipfile.BadZipFile, ElementTree.ParseError, EOFError, NotImplementedError, RuntimeError):
        raise _broken(name) from None
    except (LookupError, ValueError, AttributeError, OverflowError, zlib.error):
        raise _broken(name) from None


def _broken(name: str) -> BadInput:
    return BadInput(f"{name} is not whole, and is a workbook. Save it from Excel as CSV or .xlsx once more.")


@dataclass(frozen=True)
class _Style:
    """How a cell shows its number."""

    dated: bool
    figures: int
    """At least so many figures, with zeros in front; 0 for as many as it has."""


_AS_IT_IS = _Style(False, 0)


class _Book:
    """One open workbook."""

    def __init__(self, file: zipfile.ZipFile, name: str) -> None:
        self._file = file
        self._name = name
        self._parts = {part.filename.lstrip("/"): part for part in file.infolist()}
        if any(part.flag_bits & 1 for part in file.infolist()):
            raise BadInput(f"{name} is protected by a password. Save it without one, then import it.")
        if sum(part.file_size for part in file.infolist()) > _MOST_UNPACKED:
            raise BadInput(f"{name} is far too big for a caseload list. Check that it is the right file.")
        self._main = self._target("", "officeDocument")
        if self._main is None or not self._main.startswith("xl/"):
            raise BadInput(f"{name} is no list but another kind of file. Save the list as .xlsx or CSV.")
        book = self._read(self._main)
        properties = next(_all(book, "workbookPr"), None)
        late = properties is not None and properties.get("date1904") in ("1", "true")
        self._first_day = date(1904, 1, 1) if late else date(1899, 12, 30)
        self._book = book
        self._styles = tuple(self._read_styles())
        self._words = tuple(self._read_words())

    def grids(self) -> tuple[Grid, ...]:
        """The sheets, those that can be seen first."""
        links = self._links(self._main or "")
        shown: list[Grid] = []
        hidden: list[Grid] = []
        for sheet in _all(self._book, "sheet"):
            id = next((value for key, value in sheet.attrib.items() if _local(key) == "id"), "")
            kind, target = links.get(id, ("", ""))
            if kind != "worksheet" or target not in self._parts:
                continue
            there = shown if sheet.get("state", "visible") == "visible" else hidden
            there.append(self._grid(sheet.get("name", ""), target))
        return (*shown, *hidden)

    def _raw(self, part: str) -> bytes:
        raw = self._file.read(self._parts[part])
        # Entities can unfold without end, and no workbook needs any.
        if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise _broken(self._name)
        return raw

    def _read(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self._raw(part))

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to: id to kind and part."""
        folder, file = posixpath.split(part)
        page = posixpath.join(folder, "_rels", f"{file}.rels").lstrip("/")
        if page not in self._parts:
            return {}
        found = {}
        for link in _all(self._read(page), "Relationship"):
            target = link.get("Target", "")
            where = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[link.get("Id", "")] = (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(where),
            )
        return found

    def _target(self, part: str, kind: str) -> str | None:
        return next((where for what, where in self._links(part).values() if what == kind), None)

    def _read_words(self) -> Iterator[str]:
        """The words that cells share."""
        part = self._target(self._main or "", "sharedStrings")
        if part in self._parts:
            for each in _all(self._read(part or ""), "si"):
                yield _text(each)

    def _read_styles(self) -> Iterator[_Style]:
        part = self._target(self._main or "", "styles")
        if part not in self._parts:
            return
        styles = self._read(part or "")
        own = {each.get("numFmtId", ""): each.get("formatCode", "") for each in _all(styles, "numFmt")}
        for formats in _all(styles, "cellXfs"):
            for each in formats:
                id = each.get("numFmtId", "0")
                yield _style(int(id), own.get(id, ""))

    def _grid(self, tab: str, part: str) -> Grid:
        page = self._read(part)
        hidden = {
            place
            for column in _all(page, "col")
            if column.get("hidden") in ("1", "true")
            for place in range(int(column.get("min", "1")) - 1, min(int(column.get("max", "1")), 500))
        }
        rows: dict[int, dict[int, str]] = {}
        unseen = set()
        number = 0
        for row in _all(page, "row"):
            number = int(row.get("r", number + 1))
            if row.get("hidden") in ("1", "true"):
                unseen.add(number)
            cells = dict(self._cells(row))
            if any(cells.values()):
                rows[number] = cells
            if len(rows) > _MOST_LINES:
                raise BadInput(f"{self._name} has far too many rows for a caseload list.")
        _fill_downwards(page, rows)
        lines = tuple(Line(at, _in_order(cells), at in unseen) for at, cells in sorted(rows.items()))
        return Grid(tab, lines, frozenset(hidden))

    def _cells(self, row: ElementTree.Element) -> Iterator[tuple[int, str]]:
        place = -1
        for cell in row:
            if _local(cell.tag) != "c":
                continue
            reference = _REFERENCE.fullmatch(cell.get("r", ""))
            place = _place(reference[1]) if reference else place + 1
            if place < _MOST_COLUMNS:
                yield place, clean(self._shown(cell))

    def _shown(self, cell: ElementTree.Element) -> str:
        """What a cell shows."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text(cell)
        parts = {_local(each.tag): each.text or "" for each in cell}
        value = parts.get("v", "")
        if not value:
            return f"={parts['f']}" if parts.get("f") else ""
        if kind == "s":
            return self._words[int(value)]
        if kind == "b":
            # Excel keeps the name True as the answer to a question.
            return "True" if value == "1" else "False"
        if kind in ("str", "e"):
            return _unescaped(value)
        if kind == "d":
            return value.replace("T", " ")
        style = int(cell.get("s", "0"))
        return _number(
            value, self._styles[style] if style < len(self._styles) else _AS_IT_IS, self._first_day
        )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _all(page: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Elements of a name, in either of the two name spaces workbooks use."""
    return (each for each in page.iter() if _local(each.tag) == name)


def _text(holder: ElementTree.Element) -> str:
    """The words of a cell or a shared string, without what says how they sound."""
    pieces = []
    for each in holder:
        name = _local(each.tag)
        if name == "t":
            pieces.append(each.text or "")
        elif name in ("r", "is"):
            pieces.append(_text(each))
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _style(id: int, code: str) -> _Style:
    shown = _UNSHOWN.sub("", code.partition(";")[0]).casefold()
    dated = id in _DATE_FORMATS if not code else bool(re.search(r"[dy]|h|m{1,5}", shown)) and "0" not in shown
    figures = len(shown) if re.fullmatch(r"0{2,}", shown) else 0
    return _Style(dated, figures)


def _number(value: str, style: _Style, first_day: date) -> str:
    number = float(value)
    if style.dated:
        return _day(number, first_day)
    if number == int(number) and abs(number) < 1e15:
        return str(int(number)).zfill(style.figures)
    return repr(number)


def _day(number: float, first_day: date) -> str:
    """A day counted from the first, as `2026-07-28`; with `14:30` after it unless it is midnight.

    Day 0, which shows as a day of January 1900, stands for no day at all.
    """
    if not 0 <= number < 2_958_466:
        return repr(number)
    minutes = round((number % 1) * 1440)
    at = datetime(first_day.year, first_day.month, first_day.day) + timedelta(int(number), minutes=minutes)  # noqa: DTZ001
    if number < 1:
        return f"{at:%H:%M}" if minutes else "1900-01-00"
    return f"{at:%Y-%m-%d}" if not minutes else f"{at:%Y-%m-%d %H:%M}"


def _in_order(cells: Mapping[int, str]) -> tuple[str, ...]:
    filled = [place for place, words in cells.items() if words]
    return tuple(cells.get(place, "") for place in range(max(filled, default=-1) + 1))


def _fill_downwards(page: ElementTree.Element, rows: dict[int, dict[int, str]]) -> None:
    """Cells merged downwards: what they say holds for each row. Merged sideways they are a title."""
    for merged in _all(page, "mergeCell"):
        first, _, last = merged.get("ref", "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if not start or not end or start[1] != end[1]:
            continue
        place, top = _place(start[1]), int(start[2])
        words = rows.get(top, {}).get(place, "")
        for number in range(top + 1, int(end[2]) + 1):
            if words and number in rows:
                rows[number][place] = rows[number].get(place) or words
