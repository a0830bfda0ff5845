"""A figure as rows of text, for every table that shows one: screen, file, report.

Small numbers can be hidden: 1 to 4 becomes "<5", and where one hidden cell could be worked out from the
others, the next smallest is hidden with it (practice.md 8.1).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from iro_tui.casework.figures.parts import Figure, Part, say_change, say_number, say_value

SMALL = 5
"""Counts from 1 up to below this are small."""

HIDDEN = "hidden"

_SMALL_NUMBER = re.compile(rf"\b[1-{SMALL - 1}]\b")
"""In a note: `2 cannot be judged`."""

BY_AGE_AND_SEX = 32

OUT_OF_EACH = (7, 10)
"""Figures whose parts add up to figure 6, and the numbers they are out of to figure 1."""

ADD_UP_ELSEWHERE = (5, 42, *OUT_OF_EACH)
"""Figures whose parts add up to a number that another figure prints."""

PRINTED_ELSEWHERE = {13: ("PN0", "PN1")}
"""Parts whose number other figures print: PN1 is that of M2, and PN0 what its denominator leaves out."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of a figure as text."""

    key: str
    """`6`, `14.M2`."""
    label: str
    value: str
    counted: str
    """The numerator; empty where there is none to show."""
    out_of: str
    """The denominator; empty where there is none."""
    before: str
    """The year before; empty when it is not known."""
    change: str
    note: str


def shown(figure: Figure, *, hide_small: bool = False) -> tuple[Shown, ...]:
    """The parts of a figure as rows of text.

    Args:
        figure: the figure.
        hide_small: whether counts of 1 to 4, and what would give them away, are hidden.
    """
    if not hide_small:
        return tuple(_row(figure, part) for part in figure.parts)
    now = _hidden(figure, figure.parts)
    before = _hidden(figure, figure.before_parts)
    found = (
        _hidden_row(figure, part) if part.key in now else _beside_last_year(figure, part, before)
        for part in figure.parts
    )
    return tuple(replace(row, note="" if _SMALL_NUMBER.search(row.note) else row.note) for row in found)


def _row(figure: Figure, part: Part) -> Shown:
    bottom = part.bottom
    divided = part.number is None and part.unit not in ("count", "change")
    out_of = _plain(bottom) if divided and bottom is not None else ""
    before = figure.before.get(part.key)
    return Shown(
        key=_key(figure, part),
        label=part.label,
        value=say_value(part),
        counted=_plain(part.top) if out_of else "",
        out_of=out_of,
        before="" if before is None else say_number(before, part.unit),
        change=say_change(part, before),
        note=part.note,
    )


def _hidden_row(figure: Figure, part: Part) -> Shown:
    small = _is_small(figure, part)
    value = f"<{SMALL}" if small and part.unit == "count" else HIDDEN
    counted = f"<{SMALL}" if small else HIDDEN
    return Shown(_key(figure, part), part.label, value, counted, "", "", "", part.note)


def _beside_last_year(figure: Figure, part: Part, before: frozenset[str]) -> Shown:
    """A row that is shown, without what it says of the year before where that is to be hidden."""
    row = _row(figure, part)
    number = figure.before.get(part.key) or 0
    small = not figure.typed and part.unit == "count" and 0 < number < SMALL
    if small:
        return replace(row, before=f"<{SMALL}", change="")
    return replace(row, before=HIDDEN, change="") if row.before and part.key in before else row


def _key(figure: Figure, part: Part) -> str:
    return f"{figure.number}.{part.key}" if part.key else str(figure.number)


def _plain(number: float) -> str:
    return say_number(number, "count")


def _hidden(figure: Figure, parts: Sequence[Part]) -> frozenset[str]:
    """Keys of the parts that are hidden: small ones, and one more where they stood alone among their kind.

    Parts with one denominator make up one table: with all but one of its cells the last can be worked out.
    Ages by sex are hidden band by band: how many a band has is printed beside them.
    """
    found = {
        part.key
        for part in parts
        if _is_small(figure, part)
        or _rest_is_small(part)
        or (not figure.typed and any(0 < each < SMALL for each in part.tells))
    }
    tables: dict[tuple[str, float | None], list[Part]] = {}
    for part in parts:
        if part.unit in ("count", "percent") and part.number is None:
            bottom = None if figure.number in ADD_UP_ELSEWHERE else part.bottom
            tables.setdefault((_table_of(part.key), bottom), []).append(part)
    for (_, bottom), table in tables.items():
        whole = figure.number in (*ADD_UP_ELSEWHERE, BY_AGE_AND_SEX) or (
            bottom is not None and sum(part.top for part in table) == bottom
        )
        if whole:
            _hide_one_more(figure, table, found, lambda part: part.top)
            if figure.number in OUT_OF_EACH:
                small = {part.key for part in table if 0 < (part.bottom or 0) < SMALL}
                _hide_one_more(figure, table, small, lambda part: part.bottom or 0)
                found |= small
    return frozenset(found)


def _hide_one_more(
    figure: Figure, table: Sequence[Part], found: set[str], number: Callable[[Part], float]
) -> None:
    """Add the next smallest to the only one of a table that is hidden; what is printed elsewhere last."""
    if len([part for part in table if part.key in found]) != 1:
        return
    others = [part for part in table if part.key not in found and number(part)]
    known = PRINTED_ELSEWHERE.get(figure.number, ())
    if others:
        found.add(min(others, key=lambda part: (part.key in known, number(part))).key)


def _table_of(key: str) -> str:
    """Which of a figure's tables a part is in: what its key begins with, where a dot ends it."""
    name, dot, _ = key.partition(".")
    return name if dot else ""


def _is_small(figure: Figure, part: Part) -> bool:
    """Whether 1 to 4 records stand behind a part; what is typed in for the whole service is not hidden."""
    if figure.typed or part.unit == "change":
        return False
    if part.number is not None:
        return part.unit == "count" and 0 < part.number < SMALL
    # The numerator of a mean may be days: what is small about it is how many records it comes from.
    return 0 < (len(part.rows) or part.top) < SMALL


def _rest_is_small(part: Part) -> bool:
    """Whether those not counted are so few that the share gives them away."""
    bottom = part.bottom
    return (
        part.unit == "percent"
        and part.number is None
        and bottom is not None
        and 0 < bottom - part.top < SMALL
    )
