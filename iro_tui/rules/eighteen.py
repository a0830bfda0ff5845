"""The end of every review clock: the 18th birthday (practice.md C8)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.due import Due, make_due
from iro_tui.rules.registry import USUAL, Settings


def before_eighteen(
    due: Due, since: date, held: Sequence[date], born: date | None, settings: Settings = USUAL
) -> Due | None:
    """A review as it is due, or brought to the day before the 18th birthday when it would fall later (C8).

    Args:
        due: the review by its own rule.
        since: when the last review was held, or what it is counted from began, if that is later.
        held: when reviews were held. One held just before the birthday was the final one: no second is asked
            for, days after it.
        born: date of birth; None leaves the birthday out of account.
        settings: with C8 switched off the review stays where it is.

    Returns:
        None when no day is left before the birthday, or the final review was held.

    Raises:
        BadInput: the day before the birthday is where working days are not known.
    """
    if born is None or not settings.in_force("C8"):
        return due
    eighteen = birthday(born, 18)
    last_day = eighteen - timedelta(days=1)
    if due.due <= last_day:
        return due
    final_from = eighteen - timedelta(days=settings.number("C8"))
    if since >= last_day or any(final_from <= on for on in held):
        return None
    return make_due(
        "C8",
        last_day,
        f"Final review before 18: the 18th birthday is {say_date(eighteen)}. {due.why}",
        (
            *(step for step in due.steps if not step.startswith("Last working day")),
            f"18th birthday: {say_date(eighteen)}",
            f"Final review before 18, the day before: {say_date(last_day)}",
        ),
        settings,
        council=due.council_due,
        too_late=due.council_too_late,
    )
