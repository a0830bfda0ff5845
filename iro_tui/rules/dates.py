"""Dates as people type them and as the program says them. Day first, always."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from iro_tui.errors import BadInput
from iro_tui.rules.working_days import NONE, add_months, days_in_month, working_days_between

# Spelt here, not with strftime, whose names follow the laptop's language settings.
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_HOW = "Write it like 3/9/26, 3 Sep 2026 or +28."
_STEPS = {"today": 0, "tomorrow": 1, "yesterday": -1}


def parse_date(text: str, today: date, *, past: bool = False) -> date:
    """The date a person typed.

    Understands `3/9/26`, `03/09/2026`, `3.9.26`, `03 09 2026`, `3 Sep 2026`, `3rd September`, `Thu 3 Sep`,
    `2026-09-03`, `today`, `tomorrow`, `yesterday`, a weekday (the next such day), and `+28` or `-3`
    (calendar days from today).

    Args:
        text: what was typed; the space around it does not matter.
        today: the day that stands in for today.
        past: read a missing or two-figure year, or a bare weekday, as the latest such day not after today,
            as for a date of birth. A date that is clearly in the future is still taken as it stands.

    Raises:
        BadInput: one sentence saying what is wrong with it.
    """
    typed = " ".join(text.replace("−", "-").lower().split())
    if not typed:
        raise BadInput(f"There is no date here. {_HOW}")
    if typed in _STEPS:
        return today + timedelta(days=_STEPS[typed])
    if step := re.fullmatch(r"([+-]) ?([0-9]{1,9})", typed):
        return _days_away(today, int(step[1] + step[2]))
    weekday, typed = _leading_weekday(typed)
    if weekday is not None and not typed:
        return _named_weekday(weekday, today, past)
    found = _day_month_year(typed, today, past)
    if weekday is not None and found.weekday() != weekday:
        real = WEEKDAYS[found.weekday()]
        raise BadInput(f"{say_date(found, today, weekday=False)} is a {real}, not a {WEEKDAYS[weekday]}.")
    return found


def _days_away(today: date, days: int) -> date:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        raise BadInput("That many days is too far away to be a date.") from None


def _leading_weekday(typed: str) -> tuple[int | None, str]:
    first, _, rest = typed.partition(" ")
    first = first.rstrip(",.")
    for number, name in enumerate(WEEKDAYS):
        if len(first) >= 3 and first.isalpha() and name.lower().startswith(first):
            return number, rest
    return None, typed


def _named_weekday(weekday: int, today: date, past: bool) -> date:
    ahead = (weekday - today.weekday()) % 7
    if past:
        return today - timedelta(days=(7 - ahead) % 7)
    # Said on a Monday, "Monday" is not today: that would have been "today".
    return today + timedelta(days=ahead or 7)


def _day_month_year(typed: str, today: date, past: bool) -> date:
    parts = [part for part in re.split(r"[\s/.,\-–]+", typed) if part]
    if len(parts) not in (2, 3):
        raise BadInput(f"That is not a date. {_HOW}")
    year_first = len(parts) == 3 and re.fullmatch(r"[0-9]{4}", parts[0]) is not None
    if year_first:
        parts.reverse()
    day_text = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?", parts[0])
    month = _month(parts[1])
    if day_text is None or month is None or not all(re.fullmatch(r"[0-9]+", year) for year in parts[2:]):
        raise BadInput(f"That is not a date. {_HOW}")
    day = int(day_text[1])
    if not 1 <= month <= 12:
        swapped = not year_first and 1 <= day <= 12 < month <= 31
        turned = f" The day comes first: {month}/{day}." if swapped else ""
        raise BadInput(f"There is no month {month}.{turned}")
    if day < 1:
        raise BadInput("There is no day 0. The first day of a month is 1.")
    if len(parts) == 2:
        years = [today.year - 1, today.year, today.year + 1]
        return _nearest(day, month, years, today, past)
    if len(parts[2]) == 2:
        return _nearest(day, month, [c + int(parts[2]) for c in (1900, 2000, 2100)], today, past)
    year = int(parts[2])
    if len(parts[2]) != 4 or not 1900 <= year <= 2100:
        raise BadInput("Write the year in two or four figures, between 1900 and 2100, as in 3/9/2026.")
    return _exact(day, month, year)


def _month(text: str) -> int | None:
    if re.fullmatch(r"[0-9]{1,2}", text):
        return int(text)
    # "sept" is how many people shorten it, and it begins the full name like every other abbreviation.
    matches = [n for n, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.lower().startswith(text)]
    return matches[0] if matches else None


def _nearest(day: int, month: int, years: list[int], today: date, past: bool) -> date:
    possible = [date(year, month, day) for year in years if day <= days_in_month(year, month)]
    if past:
        possible = [d for d in possible if d <= today] or possible
    if not possible:
        return _exact(day, month, years[1])
    return min(possible, key=lambda d: abs(d - today))


def _exact(day: int, month: int, year: int) -> date:
    longest = days_in_month(year, month)
    if day > longest:
        here = f"In {year} it has" if month == 2 else "It has"
        raise BadInput(f"There is no {day} {MONTHS[month - 1]}. {here} {longest} days.")
    return date(year, month, day)


# The list says a few hundred dates afresh after every change, and nearly all of them are those of before.
@lru_cache(maxsize=16384)
def say_date(d: date, today: date | None = None, weekday: bool = True) -> str:
    """A date in few cells: `Mon 23 Nov`, or `Wed 3 Feb 2027` when it is not within six months of today.

    Args:
        d: the date.
        today: None says the year always.
        weekday: False leaves the weekday out.
    """
    said = f"{d.day} {MONTHS[d.month - 1][:3]}"
    # Six months can be 184 days: then the same day of another year is nearer, and the year has to be said.
    if today is None or not add_months(today, -6) <= d <= add_months(today, 6) or abs((d - today).days) > 182:
        said += f" {d.year}"
    return f"{WEEKDAYS[d.weekday()][:3]} {said}" if weekday else said


def say_due(due: date, today: date, extra: frozenset[date] = NONE) -> str:
    """How far away a due date is: `today`, `tomorrow`, `in 3 wd`, `12 wd late`.

    "wd" are working days. Where none lies between, as over a weekend, calendar days are said: `in 2 d`,
    `1 d late`.

    Raises:
        BadInput: a date is outside the years whose bank holidays are listed.
    """
    days = (due - today).days
    if days in (0, 1):
        return "tomorrow" if days else "today"
    working = working_days_between(today, due, extra)
    distance = f"{abs(working)} wd" if working else f"{abs(days)} d"
    return f"in {distance}" if days > 0 else f"{distance} late"


@lru_cache(maxsize=16384)
def birthday(born: date, years: int) -> date:
    """The day a person reaches an age; for one born on 29 February, 1 March in a year without that day."""
    year = born.year + years
    if born.day > days_in_month(year, born.month):
        return date(year, 3, 1)
    return date(year, born.month, born.day)


def age(born: date, on: date) -> int:
    """Age in whole years on a day; 0 also for a baby who is still expected."""
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))


def say_span(start: date, today: date) -> str:
    """How long something has lasted: `2 y 1 m`, `3 y`, `5 m`, `12 d`. A start still to come is `0 d`."""
    months = (today.year - start.year) * 12 + today.month - start.month
    if add_months(start, months) > today:
        months -= 1
    if months < 1:
        return f"{max(0, (today - start).days)} d"
    years, months = divmod(months, 12)
    return " ".join([f"{years} y"] * bool(years) + [f"{months} m"] * bool(months))
