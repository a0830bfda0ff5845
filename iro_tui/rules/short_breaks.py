"""Reviews of a child who has planned short breaks (practice.md C12; Regs 2010 reg 48)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import deadline
from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.working_days import add_months


def short_breaks_review(first_stay: date, held: Sequence[date] = (), settings: Settings = USUAL) -> Due:
    """A review in a series of short breaks (C12): 3 calendar months from the first stay, then every 6.

    Args:
        first_stay: when the first stay began.
        held: when reviews of this series were held, in any order.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    if held:
        return counted("C12", "SHORT_N", "Last review held", max(held), settings)
    return counted("C12", "SHORT_1", "First stay", first_stay, settings)


def why_not_short_breaks(stays: Sequence[tuple[date, date]]) -> str | None:
    """Why stays are no series of short breaks, so that C1 to C3 apply (C12, reg 48(2)); None if they are.

    Whether they are in one place and the child goes home after each is for the IRO to say. A day is a night
    away, as the national return counts it (P): from Friday to Sunday are 2.

    Args:
        stays: first and last day of each, in any order.
    """
    longest, most = deadline("SHORT_STAY").offset, deadline("SHORT_TOTAL").offset
    for start, end in sorted(stays):
        if (end - start).days > longest:
            days = (end - start).days
            return f"The stay from {say_date(start)} has {days} days; a short break has at most {longest}."
    for _, until in sorted(stays):
        since = add_months(until, -12)
        total = sum(max(0, (min(end, until) - max(start, since)).days) for start, end in stays)
        if total > most:
            year = f"The 12 months to {say_date(until)}"
            return f"{year} have {total} days away; short breaks have at most {most}."
    return None
