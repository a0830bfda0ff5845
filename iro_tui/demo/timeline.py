"""The reviews of one period of care, reckoned back from the one date a part pins.

Every review keeps the clock of `rules.clock` (practice.md C1 to C4): on time with some days to spare, or late
where the story says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from iro_tui.demo.parts import LAST, LIMIT, MIDWAY, Part
from iro_tui.rules.clock import Held, midway_due, next_review
from iro_tui.rules.situation import Situation, clock_in
from iro_tui.rules.working_days import add_months, add_working_days, last_working_day


@dataclass(frozen=True)
class Timeline:
    """One period of care up to the next review."""

    entered: date
    held: tuple[date, ...]
    booked: date
    """The booked day of the next review; it has passed when that review is late."""
    limit: date
    """The last day the law allows for it, the 18th birthday left out of account."""

    @property
    def judged(self) -> tuple[Held, ...]:
        """Each review held, with the day the law allowed."""
        return clock_in(Situation(self.entered), self.held).reviews

    @property
    def midway(self) -> date | None:
        """By when the midway before the next review is due; None before the first review."""
        if not self.held:
            return None
        return midway_due(self.held[-1], min(self.booked, self.limit)).due


def timeline(part: Part, reviews: int, late: Callable[[], bool], chance: Random) -> Timeline:
    """Tell when each of so many reviews was held.

    Args:
        part: what is pinned.
        reviews: how many were held.
        late: says for each review in turn, newest first, whether it was held late.
        chance: where everything else comes from.
    """
    if reviews == 0:
        entered = add_working_days(part.on, -chance.randint(17, 19))
        return Timeline(entered, (), part.on, _limit(entered, ()))
    months = 3 if reviews == 1 else 6
    last, booked = _pinned(part, months, chance)
    held = [last]
    for number in range(reviews - 1, 0, -1):
        held.insert(0, _before(held[0], 3 if number == 1 else 6, late(), chance))
    entered = add_working_days(held[0], -(chance.randint(22, 31) if late() else chance.randint(13, 20)))
    return Timeline(entered, tuple(held), booked, _limit(entered, tuple(held)))


def _limit(entered: date, held: tuple[date, ...]) -> date:
    due = next_review(entered, held)
    if due is None:
        raise ValueError("without a date of birth there is always a next review")
    return due.due


def _pinned(part: Part, months: int, chance: Random) -> tuple[date, date]:
    """The last review held and the booked day of the next."""
    if part.pins == LAST:
        return part.on, _booked(part.on, months, chance.randint(2, 9))
    if part.pins == MIDWAY:
        return _around(part.on, chance.randint(2, 9))
    if part.pins == LIMIT:
        last = add_months(part.on, -months)
        while last_working_day(last) != last or add_months(last, months) > part.on:
            last -= timedelta(days=1)
        return last, last_working_day(add_months(last, months))
    return _before(part.on, months, False, chance), part.on


def _around(midway: date, spare: int) -> tuple[date, date]:
    """A last review and a next one with this midway half-way; a later one where no pair of days meets it."""
    found: list[tuple[date, date, date]] = []
    for days in range(80, 104):
        last = midway - timedelta(days=days)
        if last_working_day(last) != last:
            continue
        booked = _booked(last, 6, spare)
        half = midway_due(last, booked).due
        if half >= midway:
            found.append((half, last, booked))
    _, last, booked = min(found)
    return last, booked


def _booked(last: date, months: int, spare: int) -> date:
    return last_working_day(add_months(last, months) - timedelta(days=spare))


def _before(following: date, months: int, late: bool, chance: Random) -> date:
    """When the review before was held, so that the following one is on time, or late."""
    if late:
        day = last_working_day(add_months(following, -months) - timedelta(days=chance.randint(2, 21)))
        while add_months(day, months) >= following:
            day = add_working_days(day, -1)
        return day
    spare = 0 if chance.random() < 0.3 else chance.randint(1, 14)
    day = last_working_day(add_months(following, -months) + timedelta(days=spare))
    while add_months(day, months) < following:
        day = add_working_days(day, 1)
    return day
