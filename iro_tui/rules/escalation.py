"""The clock of an alert: where it stands on a day, by when it is answered, what comes next (practice.md 7.2).

Cafcass may be asked at any point, even at once; no date here ever stands in the way of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import DECIDE, Process
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, make_due, passed
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.working_days import add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class Move:
    """One step taken after raising: to whom the alert went, and when."""

    step: str
    on: date


@dataclass(frozen=True, slots=True)
class Stage:
    """Where an open alert stands on a day."""

    code: str
    """The step it is at; `CAFCASS_DECISION` when the IRO decides."""
    with_whom: str
    """`Team Manager`; `you` when the IRO decides."""
    since: date
    due: date | None
    """The end of this stage, in the past when nobody has acted on it; None where there is no date."""
    limit: date | None
    """The end of the whole process; None without one."""
    used: int
    """Working days since it was raised; 0 on the day itself."""
    allowed: int | None
    """Working days from raising to `due`, for a bar or "2 of 5"; None without a date."""
    note: str
    """For a list: `manager, 2 of 5`, `decide, 17 of 20`."""
    why: str
    """In plain words: `Raised Mon 2 Nov 2026. The Senior Manager's 15 working days end Mon 23 Nov 2026.`"""
    law: Due | None
    """The end of this stage with its working; None without a date."""


def stage_of(
    process: Process, raised: date, moves: Sequence[Move] = (), *, today: date, settings: Settings = USUAL
) -> Stage:
    """Where an open alert stands.

    A step ends so many working days after raising as its own and all days before it make, or its own days
    after it began if that is later, but never past the limit. Who skips the first step on the day of raising
    leaves its days out. An alert stays with a manager, late, until the IRO moves it: the program does not
    escalate by itself. Only when the last step's time is over the decision is the IRO's.

    Args:
        process: the one it started under.
        raised: the day it was raised, which is day 0.
        moves: the steps taken after that, in their order.
        today: the day that stands in for today.
        settings: bank holidays the IRO added.

    Raises:
        BadInput: a move before raising or back, a step the process lacks, or days that cannot be counted.
    """
    begun = _begun(process, raised, moves)
    used = max(0, working_days_between(raised, today, settings.holidays))
    limit = _limit(process, begun, settings)
    last = begun[-1]
    ends = None if last.step == DECIDE else _ends(process, begun, limit, settings)
    over = ends is not None and today > ends and last.step == process.steps[-1].code
    if last.step == DECIDE or over:
        since = last.on if last.step == DECIDE else ends or last.on
        return _stage(process, begun, DECIDE, since, limit, limit, used, settings)
    due = ends if ends is not None else limit
    return _stage(process, begun, last.step, last.on, due, limit, used, settings)


def _begun(process: Process, raised: date, moves: Sequence[Move]) -> list[Move]:
    """Every step with the day it began; a step on the day of raising takes the place of the first."""
    begun = [Move(process.steps[0].code, raised)]
    for move in moves:
        if move.on < raised:
            raise BadInput(
                f"The alert went on {say_date(move.on)} to the next step, before it was raised on "
                f"{say_date(raised)}. Check the two dates."
            )
        if move.on < begun[-1].on or process.place(move.step) <= process.place(begun[-1].step):
            raise BadInput("An alert goes on and never back. Check the order of its steps.")
        if len(begun) == 1 and move.on == raised and move.step != DECIDE:
            begun = [move]
        else:
            begun.append(move)
    return begun


def _limit(process: Process, begun: Sequence[Move], settings: Settings) -> date | None:
    """The end of it all, from raising, or from the first formal step; None without a limit or before it."""
    if process.limit is None:
        return None
    start: date | None = begun[0].on
    if process.formal_from:
        first = process.place(process.formal_from)
        start = next((move.on for move in begun if process.place(move.step) >= first), None)
    return None if start is None else add_working_days(start, process.limit, settings.holidays)


def _ends(process: Process, begun: Sequence[Move], limit: date | None, settings: Settings) -> date | None:
    here = process.place(begun[-1].step)
    own = process.steps[here].days
    if own is None:
        return None
    first = process.place(begun[0].step)
    in_all = sum(step.days or 0 for step in process.steps[first : here + 1])
    from_raising = add_working_days(begun[0].on, in_all, settings.holidays)
    from_step = add_working_days(begun[-1].on, own, settings.holidays)
    ends = max(from_raising, from_step)
    return ends if limit is None else min(ends, limit)


def _stage(
    process: Process,
    begun: Sequence[Move],
    code: str,
    since: date,
    due: date | None,
    limit: date | None,
    used: int,
    settings: Settings,
) -> Stage:
    raised = begun[0].on
    with_whom = process.with_whom(code)
    allowed = None if due is None else working_days_between(raised, due, settings.holidays)
    short = "decide" if code == DECIDE else "manager"
    if due is None or allowed is None:
        why = f"Raised {say_date(raised)}, with {with_whom} since {say_date(since)}. No date is set."
        return Stage(code, with_whom, since, None, limit, used, None, f"{short}, day {used}", why, None)
    whose = "All" if code == DECIDE else f"The {with_whom}'s"
    why = f"Raised {say_date(raised)}. {whose} {allowed} working days end {say_date(due)}."
    law = _law(process, code, raised, since, due, settings)
    return Stage(code, with_whom, since, due, limit, used, allowed, f"{short}, {used} of {allowed}", why, law)


def _law(process: Process, code: str, raised: date, since: date, due: date, settings: Settings) -> Due:
    """How the end of a stage was counted: from raising, or from the day the stage began."""
    first = code == process.steps[0].code
    rule = "ALERT_LIMIT" if code == DECIDE else "ALERT_TM" if first else "ALERT_SM"
    own = None if code == DECIDE else process.step(code).days
    from_step = own is not None and add_working_days(since, own, settings.holidays) == due
    start = since if from_step else raised
    what = f"With the {process.with_whom(code)} since" if from_step and since != raised else "Alert raised"
    days = working_days_between(start, due, settings.holidays)
    steps = [
        f"{what}, day 0: {say_date(start)}",
        *passed(start, due, "working_days", settings),
        f"Process {process.name}, {days} working days later: {say_date(due)}",
    ]
    why = f"Process {process.name}: {days} working days from {say_date(start)} end on {say_date(due)}."
    return make_due(rule, due, why, steps, settings)
