"""Finding the dates a person wrote into a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS) + "|Sept"
_WEEKDAY = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in WEEKDAYS) + "|Tues|Thur|Thurs"
_DIGIT = re.compile(r"\d")
_WRITTEN = re.compile(
    rf"""\b(?=[\djfmasondtw])(?:(?P<weekday>{_WEEKDAY})\.?,?\s+(?:the\s+)?)?
    (?:
        \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{_MONTH})\b\.?(?:,?\s+(?P<year>\d{{4}})\b)?
      | \b(?P<us_month>{_MONTH})\s+(?P<us_day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+(?P<us_year>\d{{4}})\b)?
      | \b(?P<iso_year>\d{{4}})-(?P<iso_month>\d{{2}})-(?P<iso_day>\d{{2}})\b
      | \b(?P<num_day>\d{{1,2}})(?P<mark>[/.-])(?P<num_month>\d{{1,2}})(?P=mark)
        (?P<num_year>\d{{4}}|\d{{2}})\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date as it stands in a text, whether or not there is such a day."""

    start: int
    """Offset of its first character, the weekday if one is written."""
    end: int
    day: int
    month: int
    year: int | None
    """None when only day and month are written."""
    weekday: int | None
    """0 for Monday; None when no weekday is written."""
    in_words: bool
    """True for "8 May", false for "08/05/25"."""

    @property
    def value(self) -> date | None:
        """The day meant; None without a year, or when there is no such day (31 February)."""
        if self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def wrong_weekday(self) -> bool:
        """Whether the weekday written is not the weekday of that date."""
        value = self.value
        return value is not None and self.weekday is not None and value.weekday() != self.weekday


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Every date in `text`, day before month as the British write it, in order of place."""
    return iter(_dates(text)) if _DIGIT.search(text) else iter(())


@lru_cache(maxsize=512)
def _dates(text: str) -> tuple[WrittenDate, ...]:
    """The dates of one text: while a letter is typed, most of its paragraphs stay as they were."""
    found = []
    for match in _WRITTEN.finditer(text):
        got = match.groupdict()
        month_word = got["month"] or got["us_month"]
        year = got["year"] or got["us_year"] or got["iso_year"] or got["num_year"]
        if month_word and month_word.islower() and not year and len(month_word) == 3:
            continue  # "only 2 may come" is not a date
        weekday = got["weekday"]
        written = WrittenDate(
            start=match.start(),
            end=match.end(),
            day=int(got["day"] or got["us_day"] or got["iso_day"] or got["num_day"]),
            month=_month(month_word) if month_word else int(got["iso_month"] or got["num_month"]),
            year=None if year is None else int(year) + (2000 if len(year) == 2 else 0),
            weekday=None if weekday is None else _weekday(weekday),
            in_words=month_word is not None,
        )
        found.append(written)
    return tuple(found)


def in_full(day: date) -> str:
    """A date as it stands in a letter: `8 May 2025`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name[:3].lower() == word[:3].lower())


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if name[:3].lower() == word[:3].lower())
