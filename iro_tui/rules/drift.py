"""How far a promise has drifted from the day it was first promised for."""

from __future__ import annotations

from datetime import date


def drift(first_by: date | None, today: date, closed_on: date | None = None) -> int | None:
    """Calendar days from the day first promised to today, or to the day it was closed.

    Moving the date does not take any of it back (our own choice).

    Args:
        first_by: the day it was first promised for.
        today: the day that stands in for today.
        closed_on: when it was done, changed or dropped; None while it is open.

    Returns:
        0 while that day has not passed; None when no day was ever promised.
    """
    if first_by is None:
        return None
    return max(0, ((closed_on or today) - first_by).days)
