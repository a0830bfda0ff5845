"""Dates as lists write them: a dozen shapes, the day first, and a question wherever that is not certain."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.errors import BadInput
from iro_tui.exchange.questions import Option, Unsure
from iro_tui.rules.dates import parse_date, say_date
from iro_tui.rules.working_days import days_in_month

_TIME = re.compile(
    r"[T ,]+(?:at )?\d{1,2}(?:[:.]\d{2}|(?=\s*[AaPp]\.?[Mm]))(?:[:.]\d{2}(?:\.\d+)?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?$"
)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]*\s+", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{2}|\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RUN_TOGETHER = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_DAY_WORD = re.compile(
    r"(?:[Tt]he )?(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*([A-Za-z]{3,9})[\s\-/.,]*['’]?(\d{4}|\d{2})"
)
_WORD_DAY = re.compile(r"([A-Za-z]{3,9})[\s.\-]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-]+(\d{4})")
_COUNTED = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_COUNTED, _LAST_COUNTED = 29_221, 55_153
"""1 January 1980 and 31 December 2050 as Excel counts days: no other number stands for a day in a list."""
_NO_DAY = re.compile(
    r"0+(?:\.0+)?|0+[-/.]0+[-/.]0+|0?0/01/1900|1900-01-0\d|0?1[/.-]0?1[/.-](?:1900|0001|1753|1800)"
    r"|1899-12-3\d|3[01]/12/1899|(?:0001|1753|1800)-01-01|31[/.-]12[/.-]9999|9999-12-31"
)
_NOT_A_DATE = "This is not a date with day, month and a year of four figures."


@dataclass(frozen=True, slots=True)
class Order:
    """What the cells of one column tell of the order of day and month, for one length of year."""

    day_first: bool = False
    """Some cell can only have the day first: 28/07."""
    month_first: bool = False
    """Some cell can only have the month first: 07/28."""


def orders(cells: Iterable[str]) -> tuple[Order, Order]:
    """The order of a column's dates with a year of two figures, and of those with four."""
    seen = {2: [False, False], 4: [False, False]}
    for cell in cells:
        if found := _NUMBERS.fullmatch(_without_time(cell)):
            first, second = int(found[1]), int(found[2])
            seen[len(found[3])][0] |= second <= 12 < first <= 31
            seen[len(found[3])][1] |= first <= 12 < second <= 31
    return Order(*seen[2]), Order(*seen[4])


NOT_TOLD = (Order(), Order())
"""Of a cell that stands alone."""


def read_date(cell: str, told: tuple[Order, Order] = NOT_TOLD, today: date | None = None) -> date | None:
    """A date with all its figures, day first: `28/07/2026`, `2026-07-28`, `28 Jul 2026`; None when empty.

    Also `28-Jul-26`, `July 28, 2026`, `Tue 28 July 2026`, `20260728`, a time after it, and a day counted as
    Excel does. Dates that stand for none (`00/00/0000`, `01/01/1900`, `31/12/9999`) are empty. A list is no
    place for guessing: a year of two figures is read only where the rest of the column tells its order.

    Args:
        cell: what stands there.
        told: what the column tells of the order of day and month, as `orders` gives it.
        today: tells the century of a year of two figures; without it only four figures are read.

    Raises:
        Unsure: one sentence saying what is wrong with it, and the dates it may be.
    """
    if not cell or _NO_DAY.fullmatch(cell):
        return None
    if cell.startswith("="):
        raise Unsure("This is a formula without its value. Open the file in Excel, save it, and look again.")
    text = _WEEKDAY.sub("", _without_time(cell), count=1)
    if _NO_DAY.fullmatch(text):
        return None
    if _COUNTED.fullmatch(text) and _FIRST_COUNTED <= float(text) <= _LAST_COUNTED:
        return date(1899, 12, 30) + timedelta(int(float(text)))
    for shape, places in ((_YEAR_FIRST, (3, 2, 1)), (_RUN_TOGETHER, (3, 2, 1)), (_WORD_DAY, (2, 1, 3))):
        if found := shape.fullmatch(text):
            return _exact(*(found[place] for place in places))
    if found := _DAY_WORD.fullmatch(text):
        if len(found[3]) == 4:
            return _exact(found[1], found[2], found[3])
        if today is not None:
            return _exact(found[1], found[2], str(_year(found[3], today)))
    if found := _NUMBERS.fullmatch(text):
        return _in_numbers(found, told, today)
    raise Unsure(_NOT_A_DATE, _possible_of(re.fullmatch(r"(\d{2})(\d{2})((?:19|20)\d{2})", text)))


def turned_round(cell: str) -> str:
    """A date in numbers with its first two turned round, as where the month comes first; others stay."""
    if found := _NUMBERS.fullmatch(_without_time(cell)):
        return f"{found[2]}/{found[1]}/{found[3]}"
    return cell


def in_numbers(cell: str) -> bool:
    """Whether a cell is a date whose order of day and month only its neighbours can tell."""
    return _NUMBERS.fullmatch(_without_time(cell)) is not None


def short_year(cell: str) -> bool:
    """Whether a cell is a date in numbers with a year of two figures."""
    found = _NUMBERS.fullmatch(_without_time(cell))
    return found is not None and len(found[3]) == 2


def _without_time(cell: str) -> str:
    return _TIME.sub("", cell).strip()


def _in_numbers(found: re.Match[str], told: tuple[Order, Order], today: date | None) -> date:
    short = len(found[3]) == 2
    order = told[0] if short else told[1]
    first, second = int(found[1]), int(found[2])
    year = found[3] if not short or today is None else str(_year(found[3], today))
    both = first <= 12 and second <= 12 and first != second
    if short and (today is None or order.month_first or not order.day_first):
        ends = "It has no year of four figures."
        raise Unsure(f"Day or month first? {ends}" if both else ends, _either(first, second, year, today))
    if both and order.month_first and not order.day_first:
        raise Unsure(
            "Day or month first? Others in this column have the month first.", _either(first, second, year)
        )
    try:
        return _exact(found[1], found[2], year)
    except Unsure as wrong:
        raise Unsure(str(wrong), _near(first, second, int(year))) from None


def _exact(day: str, month: str, year: str) -> date:
    try:
        return parse_date(f"{int(day)} {month} {year}", date(2000, 1, 1))
    except BadInput as wrong:
        near = _near(int(day), int(month), int(year)) if month.isdigit() else ()
        raise Unsure(str(wrong), near) from None


def _year(two: str, today: date) -> int:
    """The century in which nobody on a caseload is yet to be born, and a review can be two years ahead."""
    year = today.year // 100 * 100 + int(two)
    return year if year <= today.year + 2 else year - 100


def _possible(day: int, month: int, year: int) -> date | None:
    if 1 <= month <= 12 and 1 <= day <= days_in_month(year, month) and 1900 <= year <= 2100:
        return date(year, month, day)
    return None


def _either(first: int, second: int, year: str, today: date | None = date.min) -> tuple[Option, ...]:
    """Day first, then month first, as far as there are such days."""
    if today is None:
        return ()
    days = dict.fromkeys((_possible(first, second, int(year)), _possible(second, first, int(year))))
    return _as_options(day for day in days if day)


def _near(day: int, month: int, year: int) -> tuple[Option, ...]:
    """What may be meant by a day that does not exist: the last of the month, the next, or turned round."""
    if turned := _possible(month, day, year):
        return _as_options([turned])
    if not 1 <= month <= 12 or not 1900 <= year <= 2100 or not 28 < day <= 31:
        return ()
    last = date(year, month, days_in_month(year, month))
    return _as_options([last, last + timedelta(1)])


def _possible_of(found: re.Match[str] | None) -> tuple[Option, ...]:
    day = _possible(int(found[1]), int(found[2]), int(found[3])) if found else None
    return _as_options([day]) if day else ()


def _as_options(days: Iterable[date]) -> tuple[Option, ...]:
    return tuple(Option(say_date(day), day.isoformat()) for day in days)
