"""Which numbers of the figures are one and the same, and which add up to which.

Somebody who reads the whole report knows all of this; what is to stay hidden must stay so beside it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from iro_tui.casework.figures.parts import Figure, Part

UNJUDGED = "not judged"
"""Reviews of which nobody knows by when they were due: a note says how many."""

SAME_TOP: dict[str, str] = {
    **dict.fromkeys(("1", "3", "5.MEAN"), "reviews"),
    **dict.fromkeys(("2",), "children"),
    **dict.fromkeys(("6", "9"), "in time"),
    **dict.fromkeys(("14.M1", "14.M2", "17.M2"), "13.PN1"),
    **dict.fromkeys(("18.CHILDREN",), "chaired"),
    **dict.fromkeys(("40", "41"), "alerts"),
    "6.LATE": "late",
    "25": "open",
    "30.16": "29.A16_17",
}
"""Numerators that more than one figure prints; any other is the part's own."""

SAME_BOTTOM: dict[str, str] = {
    **dict.fromkeys(("6", "9", "13", "14.M1", "23", "41", "50", "51.CONSIDERED", "60"), "reviews"),
    **dict.fromkeys(("3", "12"), "children"),
    **dict.fromkeys(("14.M2", "15", "16", "17", "20"), "over four"),
    **dict.fromkeys(("21", "22"), "absent"),
    **dict.fromkeys(("29", "30", "31", "33"), "looked after"),
    **dict.fromkeys(("35", "47", "51.HAS", "53.IN_TIME", "59"), "open"),
    "8": "late",
    "19": "chaired",
    "44": "alerts",
}
"""Denominators likewise, by part or by figure."""

ADD_UP: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("reviews", ("in time", "late", UNJUDGED)),
    ("reviews", ("13.PN0", "over four")),
    ("15.M3", ("13.PN1", "13.PN2", "13.PN3", "13.PN4")),
    ("over four", ("15.M3", "absent", "13.NONE")),
    ("absent", ("13.PN5", "13.PN6", "13.PN7")),
    ("16.M4", ("13.PN1", "13.PN2", "13.PN3", "13.PN5", "13.PN6")),
    ("over four", ("16.M5", "13.PN7")),
    ("30.10", ("29.A10_15", "29.A16_17")),
    *((f"29.{band}", (f"32.{band}.F", f"32.{band}.M", f"32.{band}.U")) for band in ("A0_4", "A5_9")),
    *((f"29.{band}", (f"32.{band}.F", f"32.{band}.M", f"32.{band}.U")) for band in ("A10_15", "A16_17")),
)
"""Sums across figures: the whole and its pieces. What a year has no number of is nothing."""

_SUMS_TO = {5: "reviews", 7: "in time", 10: "in time", 25: "25.MEAN", 42: "alerts"}
"""Figures whose numerators add up to a number of another one."""

_NO_CELLS = ("MEAN", "MOST", "LEAST")
_DIVIDED = ("percent", "ratio", "per_hundred", "mean")


@dataclass(slots=True)
class Numbers:
    """The numbers of one year, by name, and what ties them to each other."""

    value: dict[str, float] = field(default_factory=dict)
    parts: dict[tuple[int, str], tuple[str, ...]] = field(default_factory=dict)
    """By figure and key of a part: the numbers its row prints, the numerator first."""
    sums: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The whole and its pieces."""
    shares: list[tuple[str, str]] = field(default_factory=list)
    """Numerator and denominator where the first is never more than the second."""
    labelled: set[str] = field(default_factory=set)
    """Numbers of a row of their own: hidden, the row still says whether they are small."""


def linked(figures: Iterable[tuple[Figure, Sequence[Part]]]) -> Numbers:
    """The numbers of some figures of one year; typed ones are the whole service's and left out."""
    found = Numbers()
    tables = [
        table
        for figure, parts in figures
        if not figure.typed
        for table in _put_in(found, figure.number, parts)
    ]
    for whole, pieces in tables:
        _tie(found, whole, pieces)
    if {"reviews", "in time", "late"} <= set(found.value):
        unjudged = found.value["reviews"] - found.value["in time"] - found.value["late"]
        if unjudged > 0:
            found.value[UNJUDGED] = unjudged
    for whole, pieces in ADD_UP:
        _tie(found, whole, [piece for piece in pieces if piece in found.value])
    return found


def _put_in(found: Numbers, number: int, parts: Sequence[Part]) -> Iterator[tuple[str, Sequence[str]]]:
    """Put the numbers of a figure in, and yield what its parts should add up to, with them."""
    tables: defaultdict[str, list[str]] = defaultdict(list)
    unders: list[str] = []
    for part in parts:
        printed = list(_printed(number, part, parts))
        found.parts[number, part.key] = tuple(name for name, _ in printed)
        found.value.update(printed)
        if printed:
            found.labelled.add(printed[0][0])
        if part.unit == "percent" and len(printed) > 1:
            found.shares.append((printed[0][0], printed[1][0]))
        if part.key in ("", *_NO_CELLS) or not printed:
            continue
        if number in _SUMS_TO:
            tables[_SUMS_TO[number]].append(printed[0][0])
            unders += [name for name, _ in printed[1:]]
        elif part.unit == "percent" and len(printed) > 1:
            tables[printed[1][0]].append(printed[0][0])
    for whole, pieces in tables.items():
        if len(pieces) > 1:
            for table in _by_table(pieces):
                yield whole, table
    if number == 10:
        yield "reviews", unders


def _by_table(pieces: Sequence[str]) -> Iterator[list[str]]:
    """The pieces of each table: a figure of several tables says in its keys which one."""
    tables: defaultdict[str, list[str]] = defaultdict(list)
    for name in pieces:
        _, _, key = name.partition(".")
        head, dot, _ = key.partition(".")
        tables[head if dot else ""].append(name)
    yield from tables.values()


def _tie(found: Numbers, whole: str, pieces: Sequence[str]) -> None:
    """Note a sum where it is one; where the whole is not printed here it is none."""
    if whole in found.value and sum(found.value[each] for each in pieces) == found.value[whole]:
        found.sums.append((whole, tuple(dict.fromkeys(pieces))))


def _printed(number: int, part: Part, parts: Sequence[Part]) -> Iterator[tuple[str, float]]:
    """Name and value of the numbers a part prints, the numerator first."""
    if part.unit == "change" or (part.number is not None and (number != 5 or part.unit != "count")):
        return
    name = f"{number}.{part.key}" if part.key else str(number)
    if part.number is not None:
        # The most and the fewest of the months: the number of the month that is named beside it.
        month = next((each for each in parts if each.key not in _NO_CELLS and each.top == part.number), None)
        yield (f"{number}.{month.key}" if month else name), part.number
        return
    yield SAME_TOP.get(name, name), part.top
    # Under a mean of months stands how many months there are.
    if part.unit in _DIVIDED and part.bottom is not None and part.key != "MEAN":
        if number == 7:
            yield f"5.{part.key}", part.bottom
        else:
            usual = f"out of {part.bottom:g} in {number}" if part.unit == "percent" else f"under {name}"
            yield SAME_BOTTOM.get(name) or SAME_BOTTOM.get(str(number)) or usual, part.bottom
