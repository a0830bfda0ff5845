"""The clock of a Practice Alert: 5 working days, 10 more, 20 at most (practice.md 7.2).

Cafcass may be asked at any point, even at once; no date here ever stands in the way of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.working_days import add_working_days, working_days_between

PRACTICE_ALERT = "PRACTICE_ALERT"
"""Informal: the team manager answers."""

FORMAL_ALERT = "FORMAL_ALERT"
"""Formal: the senior manager answers."""

CAFCASS_DECISION = "CAFCASS_DECISION"
"""The IRO decides: Cafcass, or accept the difference."""


@dataclass(frozen=True, slots=True)
class AlertClock:
    """By when an alert must be answered, at each stage. All counted in working days."""

    informal_due: date | None
    """The team manager's answer, 5 after it was raised; None when the informal step was skipped."""

    formal_due: date
    """The senior manager's answer: 15 after it was raised, or 10 after it became formal if that is later,
    but never past the limit. 10 after it was raised when the informal step was skipped."""

    limit: date
    """The end of the whole process, 20 after it was raised."""

    days_used: int
    """Working days since it was raised, today included; 0 on the day itself."""


@dataclass(frozen=True, slots=True)
class StageDue:
    """Where an open alert stands today, and what comes next."""

    stage: str
    """`PRACTICE_ALERT`, `FORMAL_ALERT` or `CAFCASS_DECISION`."""

    due: date
    """The end of this stage; in the past when nobody has acted on it."""

    used: int
    """Working days since it was raised."""

    allowed: int
    """Working days from raising to `due`, for a bar or "2 of 5"."""

    note: str
    """For a list: `manager, 2 of 5`, `manager, 14 of 15`, `decide, 17 of 20`."""

    why: str
    """In plain words: `Raised Mon 2 Nov 2026. The senior manager's 15 working days end Mon 23 Nov 2026.`"""

    law: Due
    """The end of this stage with its working."""


def alert_clock(
    raised: date, formal_raised: date | None = None, *, today: date, settings: Settings = USUAL
) -> AlertClock:
    """The dates of one alert.

    Args:
        raised: the day it was raised, which is day 0.
        formal_raised: the day it became a formal alert; None while it is informal; the same day as `raised`
            when the informal step was skipped.
        today: the day that stands in for today.
        settings: what the IRO changed. Switching a stage off is for the agenda; its date is still counted.

    Raises:
        BadInput: it became formal before it was raised, or working days cannot be counted there.
    """
    if formal_raised is not None and formal_raised < raised:
        raise BadInput(
            f"The alert became formal on {say_date(formal_raised)}, before it was raised "
            f"on {say_date(raised)}. Check the two dates."
        )
    limit = _after("ALERT_LIMIT", raised, settings)
    used = max(0, working_days_between(raised, today, settings.holidays))
    if formal_raised == raised:
        return AlertClock(None, min(limit, _after("ALERT_SM", raised, settings)), limit, used)
    informal_due = min(limit, _after("ALERT_TM", raised, settings))
    formal_due = _after("ALERT_SM", informal_due, settings)
    if formal_raised is not None:
        formal_due = max(formal_due, _after("ALERT_SM", formal_raised, settings))
    return AlertClock(informal_due, min(limit, formal_due), limit, used)


def _after(id: str, start: date, settings: Settings) -> date:
    return add_working_days(start, settings.number(id), settings.holidays)


def stage_due(
    raised: date, formal_raised: date | None = None, *, today: date, settings: Settings = USUAL
) -> StageDue:
    """The stage of an alert that is still open, and its date.

    An informal alert stays with the team manager, late, until the IRO makes it formal: the program does not
    escalate by itself. Once the senior manager's time is over the decision is the IRO's.

    Args:
        raised: the day it was raised.
        formal_raised: as in `alert_clock`.
        today: the day that stands in for today.
        settings: what the IRO changed. Switching a stage off is for the agenda; its date is still counted.

    Raises:
        BadInput: as `alert_clock`.
    """
    clock = alert_clock(raised, formal_raised, today=today, settings=settings)
    if formal_raised is None and clock.informal_due is not None:
        stage, who, due, whose = PRACTICE_ALERT, "manager", clock.informal_due, "The team manager's"
    elif today <= clock.formal_due:
        stage, who, due, whose = FORMAL_ALERT, "manager", clock.formal_due, "The senior manager's"
    else:
        stage, who, due, whose = CAFCASS_DECISION, "decide", clock.limit, "All"
    allowed = working_days_between(raised, due, settings.holidays)
    return StageDue(
        stage=stage,
        due=due,
        used=clock.days_used,
        allowed=allowed,
        note=f"{who}, {clock.days_used} of {allowed}",
        why=f"Raised {say_date(raised)}. {whose} {allowed} working days end {say_date(due)}.",
        law=_working(stage, clock, raised, formal_raised, settings),
    )


def _working(
    stage: str, clock: AlertClock, raised: date, formal_raised: date | None, settings: Settings
) -> Due:
    """How the end of a stage was counted; where the end of the whole process comes first, how that was."""
    limit = counted("ALERT_LIMIT", "ESC_LIMIT", "Alert raised", raised, settings)
    if stage == PRACTICE_ALERT:
        found = counted("ALERT_TM", "ESC_INFORMAL", "Alert raised", raised, settings)
    elif stage == FORMAL_ALERT:
        ended = clock.informal_due
        if formal_raised is not None and (ended is None or formal_raised >= ended):
            what, start = "Formal alert raised", formal_raised
        else:
            what, start = "The team manager's time ended", ended or raised
        found = counted("ALERT_SM", "ESC_FORMAL", what, start, settings)
    else:
        return limit
    return min(found, limit, key=lambda each: each.due)


def stage_ends(settings: Settings = USUAL) -> tuple[int, int, int]:
    """Working days from raising to the end of each stage, for the marks on a bar: 5, 15 and 20."""
    limit = settings.number("ALERT_LIMIT")
    informal = min(limit, settings.number("ALERT_TM"))
    return informal, min(limit, informal + settings.number("ALERT_SM")), limit
