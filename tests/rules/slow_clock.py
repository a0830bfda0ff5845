"""The same dates found by walking day by day: slow, plain, and sharing no code with the program."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

ONE = timedelta(days=1)
FILE = Path(__file__).parents[2] / "iro_tui/rules/codes/bank_holidays_england_wales.csv"
with FILE.open(encoding="utf-8", newline="") as lines:
    HOLIDAYS = {row[0] for row in csv.reader(lines)}

FIRST, LAST = date(2010, 1, 1), date(2040, 12, 31)
"""The days whose bank holidays are listed."""


def works(d: date) -> bool:
    return d.isoweekday() < 6 and d.isoformat() not in HOLIDAYS


def working_days_on(d: date, n: int) -> date:
    while n:
        d += ONE
        n -= works(d)
    return d


def working_days_back(d: date, n: int) -> date:
    while n:
        d -= ONE
        n -= works(d)
    return d


def days_on(d: date, n: int) -> date:
    for _ in range(n):
        d += ONE
    return d


def months_on(start: date, months: int) -> date:
    """The last day that is not more than so many calendar months away."""
    d, crossed = start, 0
    while True:
        following = d + ONE
        crossed += following.day == 1
        if crossed > months or (crossed == months and following.day > start.day):
            return d
        d = following


def working_day_before(d: date) -> date:
    while not works(d):
        d -= ONE
    return d
