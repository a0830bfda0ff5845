"""The days of the demo's diary: this week, the heavy week and the weeks after, counted from any today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iro_tui.rules.working_days import add_working_days, is_working_day, last_working_day

LOOK_AHEAD = 30
"""Weeks of diary that the story may use."""


@dataclass(frozen=True)
class Diary:
    """The working days ahead, week by week."""

    today: date
    this_week: tuple[date, ...]
    """Working days from today on; at least two, so that on a Friday some of it stands on Monday."""
    later: tuple[tuple[date, ...], ...]
    """Working days of each following week that has any; `this_week` may run over into the first."""
    heavy: int
    """Which of `later` is the heavy week: the first with at least four working days."""

    def soon(self, part: float) -> date:
        """A day of this week: 0 is the first left, 1 the last."""
        return self.this_week[round(part * (len(self.this_week) - 1))]

    def tomorrow(self) -> date:
        """The next working day after today."""
        return add_working_days(self.today, 1)


def diary(today: date) -> Diary:
    """Lay out the diary. On a Saturday or Sunday this week is the coming one, as on the screen Today."""
    monday = today + timedelta(days=7 - today.weekday() if today.weekday() > 4 else -today.weekday())
    left = [day for day in _working_days(monday) if day >= today]
    later = [days for week in range(1, LOOK_AHEAD) if (days := _working_days(monday + timedelta(weeks=week)))]
    while len(left) < 2:
        left.append(add_working_days(left[-1] if left else today - timedelta(days=1), 1))
    heavy = next(place for place, days in enumerate(later) if len(days) >= 4 and days[0] > left[-1])
    return Diary(today, tuple(left), tuple(later), heavy)


def _working_days(monday: date) -> tuple[date, ...]:
    return tuple(day for n in range(5) if is_working_day(day := monday + timedelta(days=n)))


def at_most(day: date, today: date) -> date:
    """The day, or the last working day up to today when it lies ahead."""
    return min(day, last_working_day(today))


def working_day_near(chance: Random, day: date, least: int, most: int) -> date:
    """A working day so many working days after a day; negative numbers lie before it."""
    away = chance.randint(least, most)
    return last_working_day(day) if away == 0 else add_working_days(day, away)
