"""Report years and their quarters and months: 1 April to 31 March (practice.md 8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.errors import BadInput
from iro_tui.rules.working_days import add_months


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one report year, both days included."""

    year: int
    """The April it begins in."""
    start: date
    end: date
    quarter: int = 0
    """1 to 4, April to June being the first; 0 for the whole year."""

    @property
    def words(self) -> str:
        """`2026/27`, or `July to September 2026`."""
        if not self.quarter:
            return f"{self.year}/{(self.year + 1) % 100:02}"
        return f"{self.start:%B} to {self.end:%B} {self.end.year}"

    def has(self, day: date | None) -> bool:
        """Whether a day lies in it; False for None."""
        return day is not None and self.start <= day <= self.end

    def months(self) -> Iterator[tuple[date, date]]:
        """First and last day of each of its months."""
        first = self.start
        while first <= self.end:
            following = add_months(first, 1)
            yield first, following - timedelta(days=1)
            first = following

    def before(self) -> Span:
        """The same stretch a year earlier."""
        return span(self.year - 1, self.quarter)

    def last_day(self, today: date) -> date:
        """The day its snapshot is taken: its end, or today while it runs."""
        return min(self.end, max(today, self.start))


def span(year: int, quarter: int = 0) -> Span:
    """The report year that begins in April of a year, or one of its quarters.

    Raises:
        BadInput: there is no such quarter, or the year is outside 2000 to 2100.
    """
    if not 2000 <= year <= 2100:
        raise BadInput(f"There are no figures for {year}. Give the year it begins in, such as 2026.")
    if quarter not in (0, 1, 2, 3, 4):
        raise BadInput(
            f"There is no quarter {quarter}. The first is April to June, the fourth January to March."
        )
    start = add_months(date(year, 4, 1), 3 * max(0, quarter - 1))
    return Span(year, start, add_months(start, 3 if quarter else 12) - timedelta(days=1), quarter)


def year_of(day: date) -> int:
    """The April in which the report year of a day begins."""
    return day.year if day >= date(day.year, 4, 1) else day.year - 1
