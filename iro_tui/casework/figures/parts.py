"""What a figure is made of: parts with a numerator, a denominator and the records behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

_DIVIDED = {"percent": 100, "per_hundred": 100, "ratio": 1, "mean": 1}
"""By what a numerator over its denominator is multiplied, for each unit that divides."""


@dataclass(frozen=True, slots=True)
class Behind:
    """One record behind a number."""

    child_id: str
    on: date | None
    """The day of the record; None where it has none."""
    words: str = ""
    """What it says, in a few words: `8 wd late, carer ill`; no name."""
    subject: tuple[str, str] = ("", "")
    """Table and id of the record; empty when it is the child as such."""


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a figure."""

    key: str
    """What tells it from the others: `M2`, `PN1`, `Apr`; empty where the figure has one number."""
    label: str
    unit: str
    """`count`, `percent` (numerator out of denominator), `ratio`, `per_hundred`, `mean` or `change`."""
    rows: tuple[Behind, ...] = ()
    """The records counted. Their number is the numerator, but for ratios, means and typed numbers."""
    out_of: tuple[Behind, ...] | None = None
    """The records of the denominator; None where there is none."""
    number: float | None = None
    """The value itself, where it follows from no numerator: a change, a month's name, a typed number."""
    numerator: float | None = None
    denominator: float | None = None
    """Overrule the counts of the rows: for what is not counted in records, such as days."""
    note: str = ""
    """What to know about it: `2 of them cannot be judged`."""

    @property
    def top(self) -> float:
        """The numerator."""
        return len(self.rows) if self.numerator is None else self.numerator

    @property
    def bottom(self) -> float | None:
        """The denominator; None where there is none."""
        if self.denominator is not None:
            return self.denominator
        return None if self.out_of is None else len(self.out_of)

    @property
    def value(self) -> float | None:
        """The number itself, percentages from 0 to 100; None when there is nothing to divide by."""
        if self.number is not None or self.unit == "change":
            return self.number
        if self.unit in _DIVIDED:
            bottom = self.bottom
            return self.top / bottom * _DIVIDED[self.unit] if bottom else None
        return self.top


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of practice.md 8.2."""

    number: int
    title: str
    group: str
    unit: str
    how: str
    """How it is counted, in a sentence or two."""
    typed: bool
    """Whether it needs the whole service's data and is typed in."""
    parts: tuple[Part, ...]
    """None when nothing was typed in."""
    before: dict[str, float | None] = field(default_factory=dict)
    """The same parts a year before, by key; a part that is missing here is not known."""
    target: float | None = None
    source: str = ""
    """Where a typed number comes from."""
    before_parts: tuple[Part, ...] = ()
    """The parts counted for the year before, from which `before` comes; empty where it was typed in."""
    table: bool = False
    """Whether its parts are the rows of a table, none of them more telling than the others."""

    @property
    def headline(self) -> Part | None:
        """The part that stands for the figure: the first one, of a table the largest; None without any."""
        if self.table and self.parts:
            return max(self.parts, key=lambda part: part.top)
        return self.parts[0] if self.parts else None

    def part(self, key: str) -> Part:
        """The part with a key.

        Raises:
            KeyError: there is none.
        """
        found = next((each for each in self.parts if each.key == key), None)
        if found is None:
            raise KeyError(f"{self.number}.{key}")
        return found


def say_value(part: Part, *, whole: bool = False) -> str:
    """A part's value as text: `96.2%`, `104`, `1.82`, `n/a` with nothing to divide by.

    Args:
        part: the number.
        whole: percentages as whole numbers, half up, `<1%` for what is not nothing (practice.md 8.1).
    """
    return say_number(part.value, part.unit, whole=whole)


def say_number(value: float | None, unit: str, *, whole: bool = False) -> str:
    """As `say_value`, for a bare value."""
    if value is None:
        return "n/a"
    if unit == "percent":
        if not whole:
            return f"{rounded(value, 1)}%"
        return "<1%" if 0 < value < 0.5 else f"{rounded(value, 0)}%"
    if unit in _DIVIDED:
        return str(rounded(value, 2 if unit == "ratio" else 1))
    number = int(value) if float(value).is_integer() else rounded(value, 1)
    return f"{number:+}" if unit == "change" and number else str(number)


def say_change(part: Part, before: float | None) -> str:
    """The change on the year before: counts as counts, percentages in points; empty when it is not known."""
    value = part.value
    if value is None or before is None or part.unit == "change":
        return ""
    change = rounded(value, 1) - rounded(before, 1) if part.unit != "ratio" else rounded(value - before, 2)
    text = f"{change:+}" if change else "0"
    return f"{text} pts" if part.unit == "percent" else text.removesuffix(".0")


def rounded(value: float, places: int) -> Decimal:
    """A number rounded half up, as people do by hand."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(key: str, label: str, rows: Iterable[Behind], out_of: Sequence[Behind], note: str = "") -> Part:
    """A share: records counted out of records."""
    return Part(key, label, "percent", tuple(rows), tuple(out_of), note=note)


def count(key: str, label: str, rows: Iterable[Behind], note: str = "") -> Part:
    """A number of records."""
    return Part(key, label, "count", tuple(rows), note=note)
