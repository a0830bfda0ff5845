"""A file of rows and columns as it stands, before anybody says what the columns mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from iro_tui.errors import BadInput

MOST_BYTES = 20_000_000
"""A caseload list of some hundred rows has less than a hundredth of this."""

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLANKS = re.compile(r"[^\S\n]+")
_AS_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_MARKED = re.compile(r"[’'`](?=[\d=+\-@＝＋－＠])")


class Number(int):
    """The number of a row in a sheet that is named, where rows of several sheets are read together."""

    sheet = ""

    @classmethod
    def of(cls, number: int, sheet: str) -> Number:
        """The number of a row of that sheet."""
        found = cls(number)
        found.sheet = sheet
        return found

    def __str__(self) -> str:
        """`7 of sheet South`."""
        return f"{int(self)} of sheet {self.sheet}"

    def __format__(self, spec: str) -> str:
        """As `str`; with a form to be put in, as any number."""
        return str(self) if not spec else format(int(self), spec)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with something in it."""

    number: int
    """As a spreadsheet counts it, the first is 1."""
    cells: tuple[str, ...]
    """What stands in each cell, in plain letters: see `clean`."""
    hidden: bool = False
    """Whether the workbook hides it, as a filter does."""

    @property
    def filled(self) -> tuple[int, ...]:
        """The places of the cells with something in them."""
        return tuple(place for place, cell in enumerate(self.cells) if cell)


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: a text file, or one sheet of a workbook."""

    tab: str
    """Name of the sheet; empty for a text file."""
    lines: tuple[Line, ...]
    hidden_columns: frozenset[int] = frozenset()
    """Places of the columns the workbook hides; they are read like the others."""
    hidden: bool = False
    """Whether the workbook hides the whole sheet."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """A file that was opened: every table in it."""

    name: str
    """The file's name, without its folder."""
    grids: tuple[Grid, ...]
    """At least one with something in it; sheets that can be seen before hidden ones."""


def open_list(path: Path) -> ListFile:
    """Open a list: a workbook (.xlsx), or text with commas, semicolons, tabs or bars between the cells.

    Raises:
        BadInput: one sentence: there is no such file, it is no list, or it is empty.
    """
    raw, name = _bytes(path)
    if raw.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        from iro_tui.exchange.workbook import read_workbook

        grids = read_workbook(raw, name)
    else:
        from iro_tui.exchange.text_file import read_text

        grids = (read_text(raw, name),)
    filled = tuple(grid for grid in grids if grid.lines)
    if not filled:
        raise empty(name)
    return ListFile(name, filled)


def empty(name: str) -> BadInput:
    """What is said of a list without a word in it."""
    return BadInput(f"{name} is empty. Export the list from Mosaic again.")


def _bytes(path: Path) -> tuple[bytes, str]:
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
        raise empty(name)
    return raw, name


def clean(cell: str) -> str:
    """A cell without what cannot be seen: stray blanks, no-break spaces, quotes around the whole.

    A number that was kept as text keeps its figures: `'0012` and `="0012"` are 0012. Nothing is worked out.
    """
    text = _INVISIBLE.sub("", cell.replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n"))
    text = "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n")).strip()
    if kept := _AS_FORMULA.fullmatch(text):
        text = kept[1].replace('""', '"').strip()
    while len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1]:
        text = text[1:-1].strip()
    return _MARKED.sub("", text, count=1) if _MARKED.match(text) else text
