"""The parts the 63 children play in the diary, so that on any day Today has something late, due and ahead.

A part pins one date of a child's sequence of reviews; everything else about the child is told from there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iro_tui.demo.days import Diary
from iro_tui.rules.working_days import add_working_days

CHILDREN = 63

NEXT, LIMIT, LAST, MIDWAY = "next", "limit", "last", "midway"
"""What a part pins: the booked day of the next review, its limit, the last review, or the next midway."""


@dataclass(frozen=True)
class Part:
    """One child's place in the diary."""

    pins: str
    on: date
    ages: tuple[int, int] = (0, 17)
    reviews: tuple[int, int] = (2, 8)
    """Fewest and most reviews held so far in this period of care."""
    role: str = ""
    """What is special: `spoken to nobody`, `letter owed`, ...; empty when nothing is."""


def parts(days: Diary, chance: Random) -> list[Part]:
    """Return 63 parts, the pressing ones first."""
    cast = [*_late(days), *_this_week(days), *_heavy_week(days, chance), *_later_weeks(days, chance)]
    return cast + _quiet(days, chance, CHILDREN - len(cast))


def _late(days: Diary) -> Iterator[Part]:
    today = days.today
    yield Part(MIDWAY, add_working_days(today, -12), (8, 13), (4, 5), "midway late")
    yield Part(LIMIT, add_working_days(today, -3), (7, 11), (1, 1), "review late")
    yield Part(LAST, add_working_days(today, -16), (12, 15), (4, 7), "letter late")


def _this_week(days: Diary) -> Iterator[Part]:
    meeting = max(days.soon(0.75), days.tomorrow())
    yield Part(NEXT, meeting, (9, 13), (3, 3), "not spoken to")
    yield Part(NEXT, meeting, (2, 3), (0, 0), "time not set")
    yield Part(MIDWAY, days.soon(0.25), (5, 9), (2, 4))
    yield Part(LAST, add_working_days(days.soon(0.5), -5), (6, 10), (3, 4), "decisions owed")
    yield Part(LAST, add_working_days(days.today, -11), (14, 16), (4, 6), "letter to upload")
    yield Part(LAST, add_working_days(days.today, -9), (10, 15), (3, 5), "letter drafted")


def _heavy_week(days: Diary, chance: Random) -> Iterator[Part]:
    week = days.later[days.heavy]
    on = [week[place % len(week)] for place in (0, 0, 1, 2, 2, 3, 3, 4)]
    yield Part(NEXT, on[0], (12, 13), (4, 4))
    yield Part(NEXT, on[1], (17, 17), (4, 7), "last before 18")
    yield Part(NEXT, on[2], (5, 6), (2, 2), "no report")
    yield Part(NEXT, on[3], (12, 15), (5, 5))
    yield Part(NEXT, on[4], (4, 4), (1, 1))
    yield Part(NEXT, on[5], (14, 16), (6, 6))
    yield Part(NEXT, on[6], (8, 11), (2, 2))
    yield Part(NEXT, on[7], (16, 16), (7, 7), "co-chairs")
    if days.heavy:
        # A short week (Christmas, Easter) comes first: one review in it.
        yield Part(NEXT, max(days.later[0][0], days.tomorrow()), (10, 16))
    letter = add_working_days(week[min(1, len(week) - 1)], -15)
    if letter <= days.today:
        yield Part(LAST, letter, (5, 9), (2, 3), "letter owed")
    yield Part(MIDWAY, week[2], (12, 15), (3, 6))
    yield Part(MIDWAY, week[-1], (11, 15), (3, 6))


def _later_weeks(days: Diary, chance: Random) -> Iterator[Part]:
    first_care = add_working_days(days.today, 13)
    yield Part(NEXT, first_care, (14, 16), (0, 0), "new in care")
    for place, meetings in enumerate((2, 4, 1, 4, 3, 2), days.heavy + 1):
        week = days.later[place]
        for day in chance.sample(week * 2, min(meetings, 2 * len(week))):
            yield Part(NEXT, day, reviews=(1, 8))
    yield Part(NEXT, days.later[days.heavy + 7][0], (17, 17), (3, 6), "last before 18")


def _quiet(days: Diary, chance: Random, count: int) -> list[Part]:
    """Children with nothing pressing: the next review 9 to 11 or 16 to 22 weeks away."""
    near = count // 3
    # Far enough from 13 weeks, so that no midway falls into this week or the next by chance.
    ahead = [9 + 2.4 * n / near for n in range(near)]
    ahead += [16 + 6 * n / (count - near) for n in range(count - near)]
    day = [days.today + timedelta(days=round(7 * weeks)) for weeks in ahead]
    quiet = [Part(NEXT, add_working_days(on, 1)) for on in day]
    chance.shuffle(quiet)
    return quiet
