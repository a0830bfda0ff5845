"""What stands in one cell, as a value, or why it cannot be read; and what may stand in one we write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from iro_tui.errors import BadInput
from iro_tui.exchange.cell_dates import read_date
from iro_tui.exchange.questions import Option, Unsure
from iro_tui.exchange.synonyms import plain, table
from iro_tui.rules.codes import codes

__all__ = [
    "cut_short",
    "in_case",
    "read_code",
    "read_date",
    "read_id",
    "read_name",
    "read_yes",
    "refuse_broken",
    "refuse_formula",
    "safe_cell",
    "says_nothing",
    "split_number",
    "why_no_number",
]

_RUN_BY_A_SPREADSHEET = re.compile(r"[\s\x00]*[=+\-@＝＋－＠\t\r]")
_CODE_FIRST = re.compile(r"(\w+)(?:\s*[-–:,(]\s*.*)?", re.DOTALL)
_CODE_AND_WORDS = re.compile(r"([A-Za-z]+\d\w*)\s+(.+)", re.DOTALL)
_A_CODE = re.compile(r"\b[A-Za-z]{1,2}\d{1,2}\b")
_CODE_LAST = re.compile(r"(.+?)\s*[(\[]\s*(\w+)\s*[)\]]", re.DOTALL)
_NOTHING = frozenset(
    [
        "",
        "na",
        "none",
        "null",
        "nil",
        "nan",
        "tbc",
        "tba",
        "unknown",
        "notknown",
        "notrecorded",
        "notapplicable",
    ]
)
"""What cells say, in plain letters, that say nothing. A dash and `N/A` come to the same."""
_BROKEN = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)")
_SHORTENED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d+)")
_WORDS = re.compile(r"[^\W\d_][^\d_@=+/]*")
_CAPITALS_FIRST = re.compile(r"([A-Z][A-Z'’-]{2,}(?: [A-Z][A-Z'’-]{2,})*) ([A-Z]?[^\W\d_]*[a-z].*)")
_NUMBER_IN_BRACKETS = re.compile(r"(.+?)\s*[(\[]\s*(?:ID:?\s*)?([A-Za-z]?\d{4,})\s*[)\]]")


def safe_cell(words: str) -> str:
    """The words of one cell, so that no spreadsheet takes them for a formula: `=1+1` goes out as `'=1+1`.

    Everything a person wrote goes through here before it stands in a CSV or workbook cell. A number that
    is meant as one is written as a number, not through here. Lists that are read lose the mark again.
    """
    return f"'{words}" if _RUN_BY_A_SPREADSHEET.match(words) else words


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty or says so: `N/A`, `-`, `NULL`, `tbc`. Not for names: Null is one."""
    return plain(cell) in _NOTHING


def refuse_broken(cell: str) -> None:
    """Refuse a cell that holds an error of the workbook, such as `#REF!`.

    Raises:
        Unsure: it does.
    """
    if _BROKEN.fullmatch(cell):
        raise Unsure("The workbook could not work this cell out. Look at it there.")


def refuse_formula(cell: str) -> None:
    """Refuse a formula whose value the workbook does not hold.

    Raises:
        Unsure: it is one.
    """
    if cell.startswith("="):
        raise Unsure("This is a formula without its value. Open the file in Excel, save it, and look again.")


def read_id(cell: str) -> str:
    """A Mosaic number as it was before a spreadsheet touched it: `1300001.0` and `1,300,001` are 1300001.

    Empty where the cell says that there is none, as `TBC` and `N/A` do.

    Raises:
        Unsure: the spreadsheet has cut figures off, as in `1.3E+06`, or has not worked the cell out; or there
            is no figure in it.
    """
    refuse_broken(cell)
    refuse_formula(cell)
    text = cell.lstrip("#").strip()
    if says_nothing(text):
        return ""
    if short := _SHORTENED.fullmatch(text):
        figures, length = short[1] + (short[2] or ""), int(short[3]) + 1
        if len(figures) != length:
            raise Unsure(f"Excel has cut this number short: {cell} has lost figures. Export the list again.")
        return figures
    if not any(letter.isdigit() for letter in text):
        raise Unsure("This is no number.")
    text = re.sub(r"(?<=\d)\.0+$", "", text)
    return text.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+", text) else text


def cut_short(cell: str) -> bool:
    """Whether a spreadsheet shows a number as `1.3E+06`, of which figures are lost."""
    return _SHORTENED.fullmatch(cell) is not None


def why_no_number(cell: str) -> str:
    """What is wrong with a cell that `read_id` refused, to stand in a sentence of its row."""
    if cut_short(cell):
        return f"Excel has cut its Mosaic number short ({cell})"
    return f"where its Mosaic number belongs stands {cell}"


def read_code(cell: str, name: str) -> str:
    """The code of a list: `C1 - Interim care order`, `C1`, its label, or words of `values.csv`.

    Args:
        cell: what stands there; empty, or words that say nothing, are empty.
        name: the code list.

    Raises:
        Unsure: it is none of these; with the codes whose words are nearest.
    """
    refuse_broken(cell)
    found = _by_words(name).get(plain(cell)) or _by_code(cell, name)
    if found is None and says_nothing(cell):
        return ""
    if found is None:
        raise Unsure(f"This is not in the list of {name.replace('_', ' ')} codes.", _nearest(cell, name))
    # Codes of an older return stand for a code of today: sex 1 is M.
    return codes(name)[found].columns.get("maps_to") or found


def _by_code(cell: str, name: str) -> str | None:
    """The code that stands in a cell beside its words; None where two stand there, as in `C2 / E1`."""
    known = codes(name)
    if len({each.upper() for each in _A_CODE.findall(cell)} & set(known)) > 1:
        return None
    first = _CODE_FIRST.fullmatch(cell)
    if first and first[1].upper() in known:
        return first[1].upper()
    beside = _CODE_AND_WORDS.fullmatch(cell)
    if beside and beside[1].upper() in known:
        return beside[1].upper()
    last = _CODE_LAST.fullmatch(cell)
    if last is None:
        return None
    return last[2].upper() if last[2].upper() in known else _by_words(name).get(plain(last[1]))


_MOST_OFFERED = 8
"""One key for each, and one to leave it out."""

_USUAL: Mapping[str, tuple[str, ...]] = {
    "legal_status": ("C1", "C2", "E1", "V2"),
    "placement_type": ("U3", "U4", "U6", "K2", "K3", "P1"),
    "review_type": ("FIRST", "SECOND", "SUBSEQUENT"),
}
"""What most children have, of lists too long to offer whole."""


def _nearest(cell: str, name: str) -> tuple[Option, ...]:
    """Up to three codes whose words are like those of a cell; when there are none, the usual ones."""
    from difflib import get_close_matches

    both = dict.fromkeys(each.upper() for each in _A_CODE.findall(cell))
    if len(stated := [code for code in both if code in codes(name)]) > 1:
        return tuple(Option(f"{code}, {codes(name)[code].label}", code) for code in stated[:_MOST_OFFERED])
    words = _by_words(name)
    near = get_close_matches(plain(cell), list(words), n=6, cutoff=0.55)
    found = list(dict.fromkeys(words[each] for each in near))[:3] or _USUAL.get(name, ())
    if not found and len(codes(name)) <= _MOST_OFFERED:
        found = list(codes(name))
    return tuple(Option(f"{code}, {codes(name)[code].label}", code) for code in found)


def read_yes(cell: str) -> bool | None:
    """Yes or no; None when empty.

    Raises:
        BadInput: it is neither.
    """
    words = plain(cell)
    if words in _NOTHING:
        return None
    if words in ("y", "yes", "1", "true", "t"):
        return True
    if words in ("n", "no", "0", "false", "f"):
        return False
    raise BadInput("This is neither yes nor no.")


def read_name(cell: str) -> str:
    """A person's name, first name first: `SURNAME, First` and `Surname, First` are turned round.

    A name all in capitals is written as others are; one or two letters are initials and stay. So is a
    surname in capitals before a first name that is not: `SMITH Jo`.
    """
    last, comma, first = cell.partition(",")
    if not comma or not first.strip():
        if turned := _CAPITALS_FIRST.fullmatch(cell.strip(" ,")):
            return f"{turned[2]} {in_case(turned[1])}"
        return in_case(cell.strip(" ,"))
    return f"{in_case(first.strip())} {in_case(last.strip())}"


def split_number(cell: str) -> tuple[str, str]:
    """A name and the Mosaic number in brackets after it; the number is empty when there is none."""
    found = _NUMBER_IN_BRACKETS.fullmatch(cell)
    return (found[1], found[2]) if found else (cell, "")


def in_case(name: str) -> str:
    """A name written in capitals: each part begins with one. `MacLeod` cannot be told from `MACLEOD`."""
    if not name.isupper() or len(name) < 3 or not _WORDS.fullmatch(name):
        return name
    return re.sub(r"[^\W\d_]+", lambda part: part[0][:1] + part[0][1:].lower(), name)


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
