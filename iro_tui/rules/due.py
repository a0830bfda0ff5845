"""By when something must be done, and why then: one shape for every rule, with its working.

The working begins at the trigger, names what was not counted and where a month ended, and holds the due date
itself. A due date is never later than the law allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from iro_tui.rules.dates import MONTHS, say_date
from iro_tui.rules.deadlines import counted_from, deadline
from iro_tui.rules.registry import MARKS, USUAL, Settings, rule, say_number
from iro_tui.rules.working_days import bank_holidays_between, holiday_name, last_working_day


@dataclass(frozen=True, slots=True)
class Due:
    """By when something must be done, and why then."""

    due: date
    """The last day allowed. It may be a Saturday or a Sunday: a statutory date does not roll forward."""

    rule: str
    """The rule's id in the registry, for example `C2` or `MIDWAY`."""

    why: str
    """One plain sentence: `Law: 3 months from Mon 17 Aug is Tue 17 Nov.`"""

    last_working_day: date
    """`due` itself, or the working day before it."""

    council_due: date | None
    """What a council system that adds 91 or 183 days would print; None where it counts as the law does."""

    steps: tuple[str, ...]
    """The working, one step a line, each `what: date`."""

    council_too_late: bool = False
    """The council's date is later than the law allows: whoever keeps it breaks the law."""


def counted(id: str, code: str, what: str, trigger: date, settings: Settings = USUAL) -> Due:
    """A rule that counts days or months from something that happened, or back from something to come.

    Args:
        id: the rule.
        code: the line of `deadlines.csv`, counted in working days, calendar days or calendar months.
        what: the trigger in a few words, for the working: `First review held`.
        trigger: its date, which is day 0.
        settings: what the IRO changed.

    Raises:
        BadInput: an unknown rule or deadline, or a date where working days are not known.
    """
    return _counted(id, code, what, trigger, settings)


# The list is worked out afresh after every change, and nearly all of its dates are those of before.
@lru_cache(maxsize=8192)
def _counted(id: str, code: str, what: str, trigger: date, settings: Settings) -> Due:
    listed = deadline(code)
    number = settings.offset(id, code)
    due = counted_from(trigger, -number if listed.before else number, listed.unit, settings.holidays)
    span, whose = say_number(number, listed.unit), authority(id, settings)
    where = "before" if listed.before else "from"
    steps = [
        f"{what}{', day 0' if listed.unit == 'working_days' else ''}: {say_date(trigger)}",
        *passed(trigger, due, listed.unit, settings),
        f"{whose}, {span} {'before' if listed.before else 'later'}: {say_date(due)}",
    ]
    return make_due(id, due, f"{whose}: {span} {where} {say_pair(trigger, due)}.", steps, settings)


def make_due(
    id: str,
    due: date,
    why: str,
    steps: Sequence[str],
    settings: Settings = USUAL,
    *,
    council: date | None = None,
    too_late: bool = False,
) -> Due:
    """A due date with the last working day added, to its working as well where it is another day.

    Raises:
        BadInput: the date is where working days are not known.
    """
    usable = last_working_day(due, settings.holidays)
    ending = () if usable == due else (f"Last working day: {say_date(usable)}",)
    return Due(due, id, why, usable, council, (*steps, *ending), too_late)


def authority(id: str, settings: Settings = USUAL) -> str:
    """On whose word a rule stands: `Law`, `Guidance`, and `Your own setting` where the IRO set the number."""
    return "Your own setting" if id in settings.numbers else MARKS[rule(id).mark]


def passed(trigger: date, due: date, unit: str, settings: Settings) -> Iterator[str]:
    """What lay between and was not counted, and a month that was too short."""
    if unit == "calendar_months" and due.day < trigger.day:
        yield f"Month end, no {trigger.day} {MONTHS[due.month - 1]}: {say_date(due)}"
    if unit != "working_days":
        return
    # Counting on, the trigger day is left out; counting back, it is too.
    first, last = (trigger, due) if trigger <= due else (due - timedelta(days=1), trigger - timedelta(days=1))
    if weekend := weekend_days(first, last):
        yield f"Saturdays and Sundays not counted: {weekend}"
    for day in bank_holidays_between(first, last, settings.holidays):
        yield f"{settings.named.get(day) or holiday_name(day)}, not counted: {say_date(day)}"


def weekend_days(start: date, end: date) -> int:
    """How many Saturdays and Sundays lie after `start` up to and including `end`."""
    weeks, rest = divmod((end - start).days, 7)
    return weeks * 2 + sum((start.weekday() + day) % 7 > 4 for day in range(1, rest + 1))


def say_pair(start: date, end: date, between: str = "is") -> str:
    """Two dates, with their years only when these differ: `Mon 17 Aug is Tue 17 Nov`."""
    if start.year == end.year:
        # Each is said as seen from itself, which leaves its year out.
        return f"{say_date(start, start)} {between} {say_date(end, end)}"
    return f"{say_date(start)} {between} {say_date(end)}"
