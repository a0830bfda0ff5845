"""The offsets of law and guidance, read from `codes/deadlines.csv` so that no number stands in code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.working_days import NONE, add_months, add_working_days


@dataclass(frozen=True, slots=True)
class Deadline:
    """One line of the list: so many days or months after (or before) something happened."""

    code: str
    """For example `REVIEW_1`."""

    trigger: str
    """What the count starts from, in words. That day is day 0."""

    offset: int
    """How many units; always positive."""

    unit: str
    """`working_days`, `calendar_days`, `calendar_months`; or what is no date: `hours`, `weeks`, `days` (a
    total), `term`, `event`, `computed`."""

    before: bool
    """True when the offset counts back from the trigger."""

    force: str
    """`statute`, `guidance` or the council whose practice it is."""

    source: str
    """Where the rule stands, for example `Regs 2010 reg 33(1)`."""


@cache
def deadline(code: str) -> Deadline:
    """One deadline by its code.

    Raises:
        BadInput: the list has no such code.
    """
    listed = codes("deadlines")
    if code not in listed:
        raise BadInput(f'There is no deadline "{code}" in the list of deadlines.')
    row = listed[code].columns
    return Deadline(
        code=code,
        trigger=row["trigger"],
        offset=int(row["offset"]),
        unit=row["unit"],
        before=row["direction"] == "before",
        force=row["force"],
        source=row["source"],
    )


def due_by(code: str, trigger: date, extra: frozenset[date] = NONE) -> date:
    """The date a deadline falls on, counted from its trigger.

    Args:
        code: a deadline counted in working days, calendar days or calendar months.
        trigger: the day it counts from, which is day 0.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: no such deadline, or working days that cannot be counted that far.
        ValueError: the deadline is not counted in days or months (a school term, hours, an event).
    """
    rule = deadline(code)
    return counted_from(trigger, -rule.offset if rule.before else rule.offset, rule.unit, extra)


def counted_from(trigger: date, number: int, unit: str, extra: frozenset[date] = NONE) -> date:
    """The date so many units after a day, or before it when the number is negative.

    Args:
        trigger: the day it counts from, which is day 0.
        number: how many.
        unit: `working_days`, `calendar_days` or `calendar_months`.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: working days that cannot be counted that far, or no date of the calendar.
        ValueError: the unit is not counted in days or months (a school term, hours, an event).
    """
    if unit == "working_days":
        return add_working_days(trigger, number, extra)
    if unit == "calendar_months":
        return add_months(trigger, number)
    if unit == "calendar_days":
        try:
            return trigger + timedelta(days=number)
        except OverflowError:
            raise BadInput("That is too far away to be a date. Check the number of days.") from None
    raise ValueError(f"A deadline in {unit} is not counted in days or months")
