"""A figure as rows of text, for every table that shows one: screen, file, report.

Small numbers can be hidden: 1 to 4 becomes "<5", and where one hidden cell could be worked out from the
others, the next smallest is hidden with it (practice.md 8.1).
"""

from __future__ import annotations

from dataclasses import dataclass

from iro_tui.casework.figures.parts import Figure, Part, say_change, say_number, say_value

SMALL = 5
"""Counts from 1 up to below this are small."""

HIDDEN = "hidden"

BY_AGE_AND_SEX = 32


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
    hidden = _hidden(figure) if hide_small else frozenset()
    return tuple(_row(figure, part, part.key in hidden, hide_small) for part in figure.parts)


def _row(figure: Figure, part: Part, hide: bool, hide_small: bool) -> Shown:
    key = f"{figure.number}.{part.key}" if part.key else str(figure.number)
    bottom = part.bottom
    divided = part.number is None and part.unit not in ("count", "change")
    out_of = _plain(bottom) if divided and bottom is not None else ""
    if hide:
        small = _is_small(figure, part)
        value = f"<{SMALL}" if small and part.unit == "count" else HIDDEN
        return Shown(key, part.label, value, f"<{SMALL}" if small else HIDDEN, "", "", "", part.note)
    before = figure.before.get(part.key)
    # A share of the year before is left: of how many it was is not printed here.
    small_before = hide_small and not figure.typed and part.unit == "count" and 0 < (before or 0) < SMALL
    return Shown(
        key=key,
        label=part.label,
        value=say_value(part),
        counted=_plain(part.top) if out_of else "",
        out_of=out_of,
        before=f"<{SMALL}" if small_before else "" if before is None else say_number(before, part.unit),
        change="" if small_before else say_change(part, before),
        note=part.note,
    )


def _plain(number: float) -> str:
    return say_number(number, "count")


def _hidden(figure: Figure) -> frozenset[str]:
    """Keys of the parts that are hidden: small ones, and one more where they stood alone among their kind.

    Parts with one denominator make up one table: with all but one of its cells the last can be worked out.
    Ages by sex are hidden band by band: how many a band has is printed beside them.
    """
    found = {part.key for part in figure.parts if _is_small(figure, part) or _rest_is_small(part)}
    tables: dict[tuple[str, float | None], list[Part]] = {}
    for part in figure.parts:
        if part.unit in ("count", "percent") and part.number is None:
            tables.setdefault((_table_of(part.key), part.bottom), []).append(part)
    for (_, bottom), table in tables.items():
        mine = [part for part in table if part.key in found]
        whole = figure.number == BY_AGE_AND_SEX or (
            bottom is not None and sum(part.top for part in table) == bottom
        )
        if len(mine) == 1 and whole:
            others = [part for part in table if part.key not in found and part.top]
            if others:
                found.add(min(others, key=lambda part: part.top).key)
    return frozenset(found)


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
