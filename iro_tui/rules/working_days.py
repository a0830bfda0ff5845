"""Counting working days and calendar months, as the law counts them.

A working day is not a Saturday, a Sunday or a bank holiday in England and Wales (practice.md 2.1). The
trigger day is day 0. The bank holidays are data: `codes/bank_holidays_england_wales.csv`. A holiday
proclaimed after that list was made is handed in as `extra`.
"""

from __future__ import annotations

import calendar
from bisect import bisect_right
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from iro_tui.errors import BadInput
from iro_tui.rules.codes import rows

NONE: frozenset[date] = frozenset()
"""No bank holidays beyond those in the list."""


class _Counted(NamedTuple):
    """Every working day of the listed years, and how many there are up to each day.

    Counting becomes two look-ups, so that the agenda of ten caseloads needs no more time than that of one.
    """

    first: int
    """Ordinal of the first day of the first listed year."""

    last: int
    """Ordinal of the last day of the last listed year."""

    upto: list[int]
    """At index i: working days from the first day to i days after it, both included."""

    working: list[int]
    """Ordinals of all working days, in order."""


@lru_cache(maxsize=8)
def _counted(extra: frozenset[date]) -> _Counted:
    listed = [date.fromisoformat(row["date"]) for row in rows("bank_holidays_england_wales")]
    holidays = {day.toordinal() for day in (*listed, *extra)}
    first = date(min(listed).year, 1, 1).toordinal()
    last = date(max(listed).year, 12, 31).toordinal()
    upto: list[int] = []
    working: list[int] = []
    for ordinal in range(first, last + 1):
        # Ordinal 1 was a Monday, so the remainders 6 and 0 are Saturday and Sunday.
        if ordinal % 7 not in (6, 0) and ordinal not in holidays:
            working.append(ordinal)
        upto.append(len(working))
    return _Counted(first, last, upto, working)


def _index(d: date, counted: _Counted) -> int:
    ordinal = d.toordinal()
    if not counted.first <= ordinal <= counted.last:
        raise _outside(counted)
    return ordinal - counted.first


def _outside(counted: _Counted) -> BadInput:
    first, last = date.fromordinal(counted.first).year, date.fromordinal(counted.last).year
    return BadInput(
        f"Working days can be counted from {first} to {last} only, where the bank holidays are known. "
        "Check the year."
    )


def is_working_day(d: date, extra: frozenset[date] = NONE) -> bool:
    """Whether a date is a working day (practice.md 2.1).

    Raises:
        BadInput: the date is outside the years whose bank holidays are listed.
    """
    counted = _counted(extra)
    index = _index(d, counted)
    return counted.upto[index] > (counted.upto[index - 1] if index else 0)


def add_working_days(d: date, n: int, extra: frozenset[date] = NONE) -> date:
    """The n-th working day after a date, or before it when n is negative.

    Args:
        d: the trigger day, which is day 0 and need not be a working day.
        n: how many working days. With 0 the answer is `d` itself, working day or not.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: the date or the answer is outside the years whose bank holidays are listed.
    """
    counted = _counted(extra)
    upto = counted.upto[_index(d, counted)]
    if n == 0:
        return d
    before_or_on_d = upto - (1 if n < 0 and is_working_day(d, extra) else 0)
    wanted = before_or_on_d + n - (1 if n > 0 else 0)
    if not 0 <= wanted < len(counted.working):
        raise _outside(counted)
    return date.fromordinal(counted.working[wanted])


def working_days_between(start: date, end: date, extra: frozenset[date] = NONE) -> int:
    """How many working days lie after `start` up to and including `end`; negative when `end` is earlier.

    Counted from today to a due date this is "in 3 wd", or, negative, "3 wd late".

    Raises:
        BadInput: a date is outside the years whose bank holidays are listed.
    """
    counted = _counted(extra)
    return counted.upto[_index(end, counted)] - counted.upto[_index(start, counted)]


def last_working_day(d: date, extra: frozenset[date] = NONE) -> date:
    """The date itself when it is a working day, else the working day before it.

    A statutory date on a weekend does not roll forward; this is the last day it can be met in practice.

    Raises:
        BadInput: the date is outside the years whose bank holidays are listed.
    """
    return d if is_working_day(d, extra) else add_working_days(d, -1, extra)


def bank_holidays_between(start: date, end: date, extra: frozenset[date] = NONE) -> tuple[date, ...]:
    """The bank holidays on weekdays after `start` up to and including `end`, in order."""
    known = _weekday_holidays(extra)
    return known[bisect_right(known, start) : bisect_right(known, end)]


@lru_cache(maxsize=8)
def _weekday_holidays(extra: frozenset[date]) -> tuple[date, ...]:
    listed = {date.fromisoformat(row["date"]) for row in rows("bank_holidays_england_wales")}
    return tuple(sorted(day for day in listed | extra if day.weekday() < 5))


def announced_until() -> tuple[int, int]:
    """The last year whose bank holidays were announced, and the last one counted by the usual rules."""
    listed = rows("bank_holidays_england_wales")
    announced = (row["date"] for row in listed if row["status"] == "observed")
    return int(max(announced)[:4]), int(max(row["date"] for row in listed)[:4])


def holiday_name(day: date) -> str:
    """What a bank holiday is called; `Bank holiday you added` for one beyond those in the list."""
    return _names().get(day, "Bank holiday you added")


@lru_cache(maxsize=1)
def _names() -> dict[date, str]:
    return {date.fromisoformat(row["date"]): row["name"] for row in rows("bank_holidays_england_wales")}


def add_months(d: date, n: int) -> date:
    """The same day of the month n calendar months later (earlier when negative).

    Where that month is too short, its last day: three months after 30 November is 28 or 29 February.

    Raises:
        BadInput: the answer is before year 1 or after year 9999.
    """
    years, month = divmod(d.year * 12 + d.month - 1 + n, 12)
    if not date.min.year <= years <= date.max.year:
        raise BadInput("That is too far away to be a date. Check the number of months.")
    return date(years, month + 1, min(d.day, days_in_month(years, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """How many days a month has; month 1 is January."""
    return calendar.monthrange(year, month)[1]
