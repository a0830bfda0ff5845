"""A list kept as text: which letters it is written in, and what stands between its cells."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice

from iro_tui.errors import BadInput
from iro_tui.exchange.grid import Grid, Line, clean

_BETWEEN = ",;\t|"
_OTHER_KINDS = {
    b"%pdf": "a PDF",
    b"{\\rtf": "a Word document",
    b"<!doctype": "a web page, whatever its name says",
    b"<html": "a web page, whatever its name says",
    b"<table": "a web page, whatever its name says",
    b"<?xml": "an XML file, whatever its name says",
    b"mime-version:": "a web page, whatever its name says",
    b"{": "a JSON file",
    b"[{": "a JSON file",
}
"""What a file that is no list begins with, in small letters, and what it is."""
_TRIED = 60
"""So many lines are looked at to tell what stands between the cells; title lines have nothing of it."""
_OF_A_ROW = 2
"""A line within a cell that has as much between its words is a row, not a line of a note."""
_MOST_LINES_IN_A_CELL = 60
"""A note has fewer; more is a quote that was never closed and swallowed the rows after it."""


def read_text(raw: bytes, name: str) -> Grid:
    """Read a list kept as text: UTF-8, UTF-16 with a mark, or Windows-1252.

    Args:
        raw: the file.
        name: its name, to say which one is wrong.

    Raises:
        BadInput: it is no text, or it breaks off inside a cell.
    """
    text = _decoded(raw, name)
    first, _, rest = text.partition("\n")
    told = first.strip().casefold()
    skipped = 0
    if told.startswith("sep=") and len(told) <= 5:
        text, skipped, between = rest, 1, first.strip()[4:] or "\t"
    else:
        between = _between(text)
    _refuse_open_quote(text, between, name, skipped)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=between))
    except csv.Error:
        raise _broken(name) from None
    lines = []
    for number, cells in enumerate(rows, 1 + skipped):
        if any(cell.count("\n") > _MOST_LINES_IN_A_CELL for cell in cells):
            raise _broken(name)
        cleaned = tuple(clean(cell) for cell in cells)
        if any(cleaned):
            lines.append(Line(number, cleaned))
    return Grid("", tuple(lines))


def _refuse_open_quote(text: str, between: str, name: str, skipped: int) -> None:
    """Refuse a quotation mark that begins a cell and is closed nowhere, or only where another cell begins.

    Raises:
        BadInput: the rows after it would be taken for words of that one cell.
    """
    cell = re.compile(rf'(?:^|(?<=[{re.escape(between)}\n\r]))"((?:[^"]++|"")*+)("|\Z)[ \t]*(.?)', re.DOTALL)
    for found in cell.finditer(text):
        closed = bool(found[2]) and found[3] in ("", between, "\n", "\r")
        if not closed and any(line.count(between) >= _OF_A_ROW for line in found[1].splitlines()[1:]):
            before = text[: found.start()]
            row = 1 + skipped + max(before.count("\n"), before.count("\r"))
            raise BadInput(
                f"{name}, row {row}: a quotation mark is opened and not closed, so that rows run together. "
                "Take it out there, or export the list again."
            )


def _broken(name: str) -> BadInput:
    return BadInput(f"{name} breaks off inside a cell. Export the list from Mosaic again.")


def _decoded(raw: bytes, name: str) -> str:
    head = raw[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    for begins, what in _OTHER_KINDS.items():
        if head.startswith(begins):
            raise BadInput(f"{name} is {what}. Save the list as .xlsx or CSV, then import that.")
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    if without_mark := _wide_without_mark(raw):
        return raw.decode(without_mark, "replace")
    if b"\x00" in raw and not wide:
        raise BadInput(
            f"{name} is not a list but some other kind of file. Export the list as CSV or Excel (.xlsx)."
        )
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{name} is not plain text. Export the list as Excel (.xlsx) or CSV (UTF-8).")


def _wide_without_mark(raw: bytes) -> str:
    """UTF-16 that does not say so: every other byte of the beginning is nothing; empty for any other text."""
    head = raw[:400]
    if len(head) < 8 or len(raw) % 2 or raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ""
    for encoding, blank in (("utf-16-le", 1), ("utf-16-be", 0)):
        if head[blank::2].count(0) > len(head) * 0.45 and not head[1 - blank :: 2].count(0):
            return encoding
    return ""


def _between(text: str) -> str:
    """What stands between the cells: it gives the most lines the same number of several cells."""

    def cells_in_all(sign: str) -> int:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=sign), _TRIED))
        except csv.Error:
            return 0
        widths = sorted(len(row) for row in rows if any(cell.strip() for cell in row))
        # The wider half: titles and footers are narrow whatever stands between the cells.
        return sum(width - 1 for width in widths[len(widths) // 2 :])

    return max(_BETWEEN, key=cells_in_all)
