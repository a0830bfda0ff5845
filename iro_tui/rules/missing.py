"""The talk a child is offered after having been missing (practice.md 2.7)."""

from __future__ import annotations

from datetime import datetime, timedelta

from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, authority, make_due
from iro_tui.rules.registry import USUAL, Settings, say_number


def return_interview(returned: datetime, settings: Settings = USUAL) -> Due | None:
    """By when a child who was missing is offered a return interview (RHI, G): 72 hours by the clock.

    Weekends and bank holidays count: the hours run on.

    Args:
        returned: when the child was found or came back, in local time without a zone. Where only the day is
            known, its first minute: the answer is then never too late.
        settings: what the IRO changed.

    Returns:
        None when the rule is switched off.

    Raises:
        BadInput: the date is where working days are not known.
    """
    if not settings.in_force("RHI"):
        return None
    ends = returned + timedelta(hours=settings.number("RHI"))
    span, whose = say_number(settings.number("RHI"), "hours"), authority("RHI", settings)
    until = f"{say_date(ends.date())}, {ends:%H:%M}"
    return make_due(
        "RHI",
        ends.date(),
        f"{whose}: {span} from coming back end on {until}.",
        (
            f"Found or came back: {say_date(returned.date())}, {returned:%H:%M}",
            f"{whose}, {span} later: {until}",
        ),
        settings,
    )
