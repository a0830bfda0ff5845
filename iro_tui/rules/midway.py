"""The midway review: the IRO's check half-way between two reviews (practice.md 5)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import counted_from
from iro_tui.rules.due import Due, make_due, say_pair
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.working_days import last_working_day


@lru_cache(maxsize=8192)
def midway_due(last_review: date, next_review_on: date, settings: Settings = USUAL) -> Due:
    """The midway review: half-way between two reviews, or the working day before that (MIDWAY).

    The half is counted in calendar days and rounded down.

    Args:
        last_review: when the last review was held.
        next_review_on: when the next is due, or booked if that is sooner.
        settings: what the IRO changed.

    Raises:
        BadInput: the next review is not after the last one, or working days cannot be counted there.
    """
    if next_review_on <= last_review:
        raise BadInput("The next review must be after the last one. Check the two dates.")
    half = last_review + timedelta(days=(next_review_on - last_review).days // 2)
    due = last_working_day(half, settings.holidays)
    why = f"Half-way between {say_pair(last_review, next_review_on, 'and')} is {say_date(half)}."
    if due != half:
        why += f" The working day before is {say_date(due)}."
    steps = [
        f"Last review held: {say_date(last_review)}",
        f"Next review: {say_date(next_review_on)}",
        f"Half-way: {say_date(half)}",
        *([f"Working day before: {say_date(due)}"] if due != half else []),
    ]
    return make_due("MIDWAY", due, why, steps, settings)


def midway_coming_from(midway: date, settings: Settings = USUAL) -> date | None:
    """The day from which a midway is said to be coming (MIDWAY_SOON, P), in calendar days; None when off."""
    if not settings.in_force("MIDWAY_SOON"):
        return None
    return counted_from(midway, -settings.number("MIDWAY_SOON"), "calendar_days")
