"""The code lists: what each short code on the record means, in words.

Each list is one CSV file in the folder `codes` beside this module, so that a list can be read, checked and
corrected without touching the program.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from iro_tui.errors import BadInput


@dataclass(frozen=True, slots=True)
class Code:
    """One line of a code list."""

    code: str
    """What is stored and returned, for example `PN1`."""

    label: str
    """The meaning in full."""

    short: str
    """The meaning in a few words for a narrow column; the full label where the list has no short one."""

    columns: Mapping[str, str]
    """Every column of the line by its heading, the empty ones as empty text."""


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a list as they stand in its file, in file order.

    For lists that are no plain code list: bank holidays, deadlines, steps of an escalation.

    Raises:
        BadInput: there is no list of that name.
    """
    # Here, because importlib.resources alone costs more than the whole of `iro-tui --version`.
    from importlib.resources import files

    file = files("iro_tui.rules").joinpath("codes", f"{name}.csv")
    if not name.isidentifier() or not file.is_file():
        raise BadInput(f"There is no list called {name}.")
    lines = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline=""))
    return tuple(MappingProxyType({key: value or "" for key, value in line.items()}) for line in lines)


@cache
def codes(name: str) -> Mapping[str, Code]:
    """The codes of a list by code, in file order.

    Args:
        name: the list's file name without `.csv`, for example `placement_type`.

    Raises:
        BadInput: there is no list of that name, or its lines have no code of their own.
    """
    found: dict[str, Code] = {}
    for row in rows(name):
        code = row.get("code", "")
        if not code or code in found:
            raise BadInput(f"The list {_plain(name)} does not give each line a code of its own.")
        full = row.get("label") or row.get("item") or row.get("trigger") or code
        found[code] = Code(code=code, label=full, short=row.get("short_label") or full, columns=row)
    return MappingProxyType(found)


def label(name: str, code: str) -> str:
    """The meaning of a code in full.

    Raises:
        BadInput: the list or the code does not exist.
    """
    return _known(name, code).label


def short(name: str, code: str) -> str:
    """The meaning of a code in a few words, or in full where the list has no short label.

    Raises:
        BadInput: the list or the code does not exist.
    """
    return _known(name, code).short


def _known(name: str, code: str) -> Code:
    listed = codes(name)
    if code not in listed:
        # Long lists are not recited: the sentence has to fit beside a field.
        choices = f" It has {', '.join(listed)}." if len(listed) <= 10 else ""
        raise BadInput(f'There is no code "{code}" in the list {_plain(name)}.{choices}')
    return listed[code]


def _plain(name: str) -> str:
    return name.replace("_", " ")
