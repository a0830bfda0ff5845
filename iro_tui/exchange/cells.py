"""What stands in one cell, as a value, or why it cannot be read; and what may stand in one we write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from iro_tui.errors import BadInput
from iro_tui.exchange.sheet import plain, table
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import parse_date

_DAY_FIRST = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_YEAR_FIRST = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_IN_WORDS = re.compile(r"\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{4}")
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?$")
_RUN_BY_A_SPREADSHEET = re.compile(r"[\s\x00]*[=+\-@＝＋－＠\t\r]")
_CODE_FIRST = re.compile(r"(\w+)(?:\s*[-–:]\s*.*)?", re.DOTALL)


def safe_cell(words: str) -> str:
    """The words of one cell, so that no spreadsheet takes them for a formula: `=1+1` goes out as `'=1+1`.

    Everything a person wrote goes through here before it stands in a CSV or workbook cell. A number that
    is meant as one is written as a number, not through here. Lists that are read lose the mark again.
    """
    return f"'{words}" if _RUN_BY_A_SPREADSHEET.match(words) else words


def read_date(cell: str) -> date | None:
    """A date with all its figures, day first: `28/07/2026`, `2026-07-28`, `28 Jul 2026`; None when empty.

    A list is no place for guessing: a year of two figures, a weekday or `today` is refused.

    Raises:
        BadInput: one sentence saying what is wrong with it.
    """
    if not cell:
        return None
    text = _MIDNIGHT.sub("", cell)
    if not any(shape.fullmatch(text) for shape in (_DAY_FIRST, _YEAR_FIRST, _IN_WORDS)):
        raise BadInput("This is not a date with day, month and a year of four figures.")
    # The day that stands in for today decides nothing once all figures are there.
    return parse_date(text, date(2000, 1, 1))


def read_code(cell: str, name: str) -> str:
    """The code of a list: `C1 - Interim care order`, `C1`, its label, or words of `values.csv`.

    Args:
        cell: what stands there; empty is empty.
        name: the code list.

    Raises:
        BadInput: it is none of these.
    """
    if not cell:
        return ""
    found = _by_words(name).get(plain(cell))
    first = _CODE_FIRST.fullmatch(cell)
    if found is None and first and first[1].upper() in codes(name):
        found = first[1].upper()
    if found is None:
        raise BadInput(f"This is not in the list of {name.replace('_', ' ')} codes.")
    # Codes of an older return stand for a code of today: sex 1 is M.
    return codes(name)[found].columns.get("maps_to") or found


def read_yes(cell: str) -> bool | None:
    """Yes or no; None when empty.

    Raises:
        BadInput: it is neither.
    """
    words = plain(cell)
    if not words:
        return None
    if words in ("y", "yes", "1", "true"):
        return True
    if words in ("n", "no", "0", "false"):
        return False
    raise BadInput("This is neither yes nor no.")


def read_name(cell: str) -> str:
    """A person's name, first name first: `SURNAME, First` and `Surname, First` are turned round."""
    last, comma, first = cell.partition(",")
    if not comma or not first.strip():
        return cell.strip(" ,")
    surname = last.strip()
    return f"{first.strip()} {_in_case(surname) if surname.isupper() and len(surname) > 1 else surname}"


def _in_case(capitals: str) -> str:
    """A surname written in capitals: each part begins with one. `MacLeod` cannot be told from `MACLEOD`."""
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].lower(), capitals)


@cache
def _by_words(name: str) -> Mapping[str, str]:
    """Labels, short labels and words of `values.csv` of one list, to their code; the first of equals wins."""
    words: dict[str, str] = {}
    for row in table("values"):
        if row["list"] == name:
            words.setdefault(plain(row["words"]), row["code"])
    for code in codes(name).values():
        words.setdefault(plain(code.label), code.code)
        words.setdefault(plain(code.short), code.code)
    return words
