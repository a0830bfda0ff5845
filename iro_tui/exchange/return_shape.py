"""Whether a file is a whole return: read once, checked cell by cell before anything is added up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes

FORMAT = "iro-tui return"
VERSION = 1

_AGAIN = "Ask for that return again."
_MOST = 10**9
"""No number of a caseload is larger."""

_CELLS = ("key", "label", "unit", "top", "bottom", "children", "of_children")
_UNITS = frozenset({"count", "percent", "ratio", "per_hundred", "mean"})


def read_return(file: Path, name: str = "") -> dict[str, Any]:
    """One return as it was written.

    Args:
        file: the return.
        name: what it is called in what is said about it; its file name without it.

    Raises:
        BadInput: the file cannot be read, is no return, was made by a newer version, or is damaged.
    """
    name = name or file.name or str(file)
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}.") from None
    except ValueError:
        raise _no_return(name) from None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        if f'"{FORMAT}"' in text[:100]:
            raise BadInput(f"{name} is damaged: it is not whole. {_AGAIN}") from None
        raise _no_return(name) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _no_return(name)
    version = found.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BadInput(f"{name} was made by a newer version of iro-tui. Bring this one up to date.")
    wrong = "its version" if version != VERSION or isinstance(version, bool) else _wrong_in(found)
    if wrong:
        raise BadInput(f"{name} is damaged: {wrong} cannot be read. {_AGAIN}")
    return found


def _no_return(name: str) -> BadInput:
    return BadInput(f"{name} is no return of iro-tui. Make one with iro-tui return.")


def _wrong_in(found: Mapping[str, Any]) -> str:
    """What of a return cannot be what was written; empty when it is sound."""
    year = found.get("year")
    if not isinstance(year, int) or isinstance(year, bool) or not 2000 <= year <= 2100:
        return "its year"
    if not all(_is_words(found.get(part)) and found[part] for part in ("iro", "key")):
        return "who it is from"
    try:
        date.fromisoformat(found["counted_to"])
    except (KeyError, TypeError, ValueError):
        return "the day it was counted to"
    figures, known = found.get("figures"), codes("figures")
    if not isinstance(figures, dict) or not figures:
        return "its figures"
    for number, parts in figures.items():
        if number not in known:
            return "a figure that is not known"
        if not isinstance(parts, list) or not all(map(_is_part, parts)):
            return f"figure {number}"
        if len({part["key"] for part in parts}) != len(parts):
            return f"figure {number}"
    return ""


def _is_part(part: object) -> bool:
    if not isinstance(part, dict):
        return False
    try:
        key, label, unit, top, bottom, children, of_children = (part[name] for name in _CELLS)
    except KeyError:
        return False
    return (
        _is_words(key)
        and _is_words(label)
        and _is_words(unit)
        and unit in _UNITS
        and _is_number(top)
        and (bottom is None or _is_number(bottom))
        and _is_marks(children)
        and _is_marks(of_children)
    )


def _is_words(given: object) -> bool:
    return isinstance(given, str)


def _is_number(given: object) -> bool:
    # What is not a number at all, as NaN, is in no range either.
    return isinstance(given, (int, float)) and not isinstance(given, bool) and 0 <= given <= _MOST


def _is_marks(given: object) -> bool:
    return given is None or (isinstance(given, list) and set(map(type, given)) <= {str})
