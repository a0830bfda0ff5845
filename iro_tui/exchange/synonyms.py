"""Words that mean the same: headings, and values for codes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from functools import cache

_BRACKETS = re.compile(r"[(\[].*?[)\]]", re.DOTALL)
_WHOSE = re.compile(r"^(the )?(child|client|yp|young person|person|service user|cla|lac)(['’]?s)?\b", re.I)


@cache
def table(name: str) -> tuple[Mapping[str, str], ...]:
    """The lines of a data file of this room: `headings`, `values` or `returns`."""
    from importlib.resources import files

    text = files("iro_tui.exchange").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline="")))


def plain(words: str) -> str:
    """Words without case, spaces and signs, to compare headings and values by."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def meanings(heading: str, said: Mapping[str, str]) -> tuple[str, ...]:
    """The fields of `headings.csv` a heading may stand for: none, one, or several when only the IRO can tell.

    Args:
        heading: as it stands in the list.
        said: what the IRO said of headings, in plain letters; it goes before the guess.
    """
    if (whole := plain(heading)) in said:
        return (said[whole],) if said[whole] else ()
    short = _BRACKETS.sub(" ", heading)
    for tried in (heading, short, _WHOSE.sub("", short.strip())):
        if known := _headings().get(plain(tried)):
            return known
    return ()


def meaning(heading: str, said: Mapping[str, str]) -> str:
    """The one field a heading stands for; empty when it is none, or not certain."""
    found = meanings(heading, said)
    return found[0] if len(found) == 1 else ""


@cache
def fields() -> tuple[str, ...]:
    """Every field a column can be read as, in the order of `headings.csv`."""
    return tuple(dict.fromkeys(row["field"] for row in table("headings")))


@cache
def usual_heading(field: str) -> str:
    """What a column of a field is usually called: the first of its headings."""
    return next(row["heading"] for row in table("headings") if row["field"] == field)


@cache
def _headings() -> Mapping[str, tuple[str, ...]]:
    known: dict[str, tuple[str, ...]] = {}
    for row in table("headings"):
        heading = plain(row["heading"])
        known[heading] = tuple(dict.fromkeys((*known.get(heading, ()), row["field"])))
    return known
