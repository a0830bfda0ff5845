"""A list from the council as rows of cells, with what each column means."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from iro_tui.errors import BadInput
from iro_tui.exchange.grid import Grid, Line, ListFile, Number, open_list
from iro_tui.exchange.head import Head, find_head, repeats
from iro_tui.exchange.synonyms import meaning, meanings, plain

_MUST_HAVE = {
    "mosaic_id": "the Mosaic number (such as Person ID)",
    "first_name": "the first name (such as Forename)",
    "born": "the date of birth (such as DOB)",
}

_HANDED_DOWN = ("iro", "team", "worker", "team_manager")
"""Fields that a line between the rows can say for all rows below it: `Team: Care Planning North`."""

_FOOTER = re.compile(
    r"(grand |sub)?total\b|count\b|page \d|printed\b|run (on|by|date)\b|report\b|end of\b|source:|notes?:"
    r"|confidential|official|generated\b|exported\b|filters?\b|\*|rows?:|records?:",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list."""

    number: int
    """As a spreadsheet counts it: the first line of the file is row 1."""
    cells: Mapping[str, str]
    """Field to what stands in the cell, without the space around it; empty cells are empty text."""
    surplus: int
    """How many cells with something in them stand to the right of the last heading."""
    hidden: bool = False
    """Whether the workbook hides it."""
    twice: Mapping[str, str] = field(default_factory=dict)
    """Field to what a second column with the same heading says, where it says something else."""

    def get(self, field: str) -> str:
        """What stands in the cell of a field; empty when the list has no such column."""
        return self.cells.get(field, "")


@dataclass(frozen=True, slots=True)
class Column:
    """One column, and what it was taken for."""

    heading: str
    """As it stands in the list; `column F` where it has none."""
    field: str
    """A field of `headings.csv`; empty when it is left alone."""
    sample: str
    """What stands in its first cell with something in it."""
    hidden: bool
    """Whether the workbook hides it; it is read all the same."""
    said: bool
    """Whether the IRO said what it is."""
    could_be: tuple[str, ...] = ()
    """Fields it may be, when only the IRO can tell which."""
    second: bool = False
    """Whether it stands twice, and this one fills the gaps of the first."""


class HeadingMissing(BadInput):
    """A column that no list can do without has no heading that is known; the IRO may say which it is."""

    def __init__(self, sentence: str, columns: tuple[Column, ...]) -> None:
        super().__init__(sentence)
        self.columns = columns


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A line that is about nobody: a title, a section, a page number, a footer, the headings again."""

    row: int
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that was read and not judged yet."""

    name: str
    """The file's name; with the sheet of the workbook where there are several."""
    columns: Mapping[str, str]
    """Field to the heading it has in this list."""
    unread: tuple[str, ...]
    """Headings nobody knows; their columns are left alone."""
    rows: tuple[Row, ...]
    """Every row with something in it."""
    guessed: tuple[Column, ...] = ()
    """Every column in order, with what it was taken for."""
    passed_over: tuple[PassedOver, ...] = ()
    missing: tuple[str, ...] = ()
    """What a list must have and this one has no heading for, in words; empty when it can be brought in."""
    others: tuple[tuple[str, int], ...] = ()
    """Sheets of the workbook that are lists too and were not read, with how many rows they have."""

    def heading(self, field: str) -> str:
        """The heading of a field as it stands in the list, to say where something is."""
        return self.columns.get(field, field.replace("_", " "))

    def refuse_missing(self) -> None:
        """Say that a heading is missing that no list can do without.

        Raises:
            HeadingMissing: there is one.
        """
        if self.missing:
            raise HeadingMissing(
                f"{self.name} has no heading for {', or for '.join(self.missing)}.", self.guessed
            )

    def refuse_without_number(self) -> None:
        """Say that the Mosaic number is missing, without which nothing can be compared.

        Raises:
            BadInput: it is.
        """
        if "mosaic_id" not in self.columns:
            raise BadInput(f"{self.name} has no heading for {_MUST_HAVE['mosaic_id']}.")


def read_rows(path: Path, said: Mapping[str, str] | None = None) -> Sheet:
    """Read a caseload list: a workbook, or text with commas, semicolons or tabs.

    Args:
        path: the file.
        said: what the IRO said of headings: the heading in plain letters to a field, or to empty text for a
            column that is left alone.

    Raises:
        BadInput: one sentence: there is no such file, it is no list, it is empty, or its headings lack
            the Mosaic number, the first name or the date of birth.
    """
    sheet = sheet_of(open_list(path), said or {})
    sheet.refuse_missing()
    return sheet


def sheet_of(file: ListFile, said: Mapping[str, str], also: Container[str] = ()) -> Sheet:
    """The table of a file that is most like a caseload list, with the meaning of its columns.

    Args:
        file: an open file.
        said: what the IRO said of headings.
        also: sheets that are lists too and are to be read with it, by their names.
    """
    heads = [(find_head(grid, said), grid) for grid in file.grids]
    head, grid = max(heads, key=lambda found: found[0].known)
    sheet = _sheet(file, head, grid, said)
    others = []
    for other_head, other in heads:
        if other is grid or other.hidden or other_head.known < 3:
            continue
        more = _sheet(file, other_head, other, said)
        if more.missing or not more.rows:
            continue
        if other.tab not in also:
            others.append((other.tab, len(more.rows)))
            continue
        rows = (replace(row, number=Number.of(row.number, other.tab)) for row in more.rows)
        passed = (replace(line, row=Number.of(line.row, other.tab)) for line in more.passed_over)
        sheet = replace(
            sheet,
            name=f"{sheet.name} and {other.tab}",
            columns={**more.columns, **sheet.columns},
            rows=(*sheet.rows, *rows),
            passed_over=(*sheet.passed_over, *passed),
        )
    return replace(sheet, others=tuple(others))


def _sheet(file: ListFile, head: Head, grid: Grid, said: Mapping[str, str]) -> Sheet:
    name = f"{file.name}, sheet {grid.tab}" if len(file.grids) > 1 else file.name
    columns = _columns(head, grid, said)
    places = {column.field: place for place, column in enumerate(columns) if column.field}
    rows, passed_over = _rows(head, grid, places)
    rows, second = _with_second_columns(rows, grid, columns, places)
    columns = tuple(replace(column, second=place in second) for place, column in enumerate(columns))
    missing = [words for field, words in _MUST_HAVE.items() if field not in places]
    if "name" in places and "first_name" not in places:
        missing.remove(_MUST_HAVE["first_name"])
    return Sheet(
        name=name,
        columns={field: columns[place].heading for field, place in places.items()},
        unread=tuple(each.heading for each in columns if each.heading and not each.field and not each.second),
        rows=rows,
        guessed=columns,
        passed_over=passed_over,
        missing=tuple(missing),
    )


def _columns(head: Head, grid: Grid, said: Mapping[str, str]) -> tuple[Column, ...]:
    headings = [words or f"column {_letters(place)}" for place, words in enumerate(head.words)]
    fields = _fields(headings, said)
    columns = []
    for place, (heading, found) in enumerate(zip(headings, fields, strict=True)):
        sample = _sample(grid.lines[head.first + head.lines :], place)
        if not head.words[place] and not sample:
            columns.append(Column("", "", "", False, False))
            continue
        columns.append(
            Column(
                heading,
                found[0] if len(found) == 1 else "",
                sample,
                place in grid.hidden_columns,
                plain(heading) in said,
                found if len(found) > 1 else (),
            )
        )
    return tuple(columns)


def _fields(headings: Sequence[str], said: Mapping[str, str]) -> list[tuple[str, ...]]:
    """What each heading stands for, each field once: what the IRO said first, then the first that is sure."""
    found: list[tuple[str, ...]] = [()] * len(headings)
    taken: set[str] = set()

    def take(place: int, fields: tuple[str, ...]) -> None:
        found[place] = tuple(field for field in fields if field not in taken)
        if len(found[place]) == 1:
            taken.add(found[place][0])

    may_be = [meanings(heading, said) for heading in headings]
    own = [plain(heading) in said for heading in headings]
    for sure in (True, False):
        for place, fields in enumerate(may_be):
            if own[place] is sure and len(fields) == 1:
                take(place, fields)
    for place, fields in enumerate(may_be):
        if len(fields) > 1:
            take(place, fields)
    return found


def _sample(lines: Sequence[Line], place: int) -> str:
    return next((line.cells[place] for line in lines if place < len(line.cells) and line.cells[place]), "")


def _letters(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _rows(
    head: Head, grid: Grid, places: Mapping[str, int]
) -> tuple[tuple[Row, ...], tuple[PassedOver, ...]]:
    width = max((place for place, words in enumerate(head.words) if words), default=-1) + 1
    rows: list[Row] = []
    passed = [_passed(line) for line in grid.lines[: head.first]]
    handed_down: dict[str, str] = {}
    for line in grid.lines[head.first + head.lines :]:
        cells = {
            field: line.cells[place] if place < len(line.cells) else "" for field, place in places.items()
        }
        if repeats(line, head, grid):
            passed.append(_passed(line))
        elif _about_nobody(line, cells):
            passed.append(_passed(line))
            handed_down.update(_said_for_all(line, places))
        else:
            surplus = sum(bool(cell) for cell in line.cells[width:])
            rows.append(Row(line.number, {**handed_down, **cells}, surplus, line.hidden))
    return tuple(rows), tuple(passed)


def _with_second_columns(
    rows: tuple[Row, ...], grid: Grid, columns: Sequence[Column], places: Mapping[str, int]
) -> tuple[tuple[Row, ...], frozenset[int]]:
    """Rows with what a second column of the same heading says: it fills gaps, and may contradict the first.

    Returns the rows, and the places of the columns that were read so. Where one says something else in most
    rows, it is another thing under the same word, and is left alone.
    """
    lines = {line.number: line.cells for line in grid.lines}
    second: set[int] = set()
    for name, place in places.items():
        heading = plain(columns[place].heading)
        for again, column in enumerate(columns):
            if again == place or column.field or not heading or plain(column.heading) != heading:
                continue
            cells = {
                row.number: lines[row.number][again] if again < len(lines[row.number]) else "" for row in rows
            }
            both = [row for row in rows if row.get(name) and cells[row.number]]
            differ = {row.number for row in both if plain(row.get(name)) != plain(cells[row.number])}
            if len(differ) > 3 and len(differ) * 2 > len(both):
                continue
            second.add(again)
            rows = tuple(
                replace(
                    row,
                    cells={**row.cells, name: row.get(name) or cells[row.number]},
                    twice={**row.twice, name: cells[row.number]} if row.number in differ else row.twice,
                )
                for row in rows
            )
    return rows, frozenset(second)


def _passed(line: Line) -> PassedOver:
    return PassedOver(line.number, " ".join(line.cells[place] for place in line.filled)[:80])


def _about_nobody(line: Line, cells: Mapping[str, str]) -> bool:
    """Whether a line is a section, a page number or a footer: few words, and no child named or born."""
    filled = line.filled
    if _FOOTER.match(line.cells[filled[0]]) and not (cells.get("first_name") and cells.get("born")):
        return True
    if len(filled) > 2 or cells.get("born") or (cells.get("first_name") and cells.get("surname")):
        return False
    number = cells.get("mosaic_id", "")
    return not any(sign.isdigit() for sign in number) or " " in number


def _said_for_all(line: Line, places: Mapping[str, int]) -> Iterable[tuple[str, str]]:
    """What a line says for the rows below it, where they have no such column."""
    words = " ".join(line.cells[place] for place in line.filled)
    what, colon, value = words.partition(":")
    field = meaning(what, {})
    if colon and value.strip() and field in _HANDED_DOWN and field not in places:
        yield field, value.strip()
