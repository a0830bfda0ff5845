"""Everything that is due, for every child, in one list: Today, the child's page and the command line show it.

Nothing here is stored. Each line is worked out from what happened, and carries the rule and its working.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.casework.due import due_of, next_review_of
from iro_tui.casework.files import File, open_files
from iro_tui.casework.item import Item
from iro_tui.rules.dates import say_date
from iro_tui.rules.working_days import NONE, is_working_day

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = [
    "Counts",
    "Group",
    "Item",
    "Week",
    "agenda",
    "asleep",
    "counts",
    "groups",
    "horizon",
    "on_agenda",
    "snoozed",
    "weeks",
    "weeks_of",
]

WEEKS = 8
"""How far the list and the chart of weeks look ahead."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The summary row of Today."""

    late: int
    this_week: int
    """Due up to the end of this week and not late."""
    letters_owed: int
    to_upload: int
    """Outbox entries the council does not have yet."""
    alerts_open: int
    answers_late: int
    """Alerts whose stage has ended with nothing done about it."""
    answers_today: int
    answers_tomorrow: int
    snoozed: int = 0
    """Put off to a later day, and left out of `late` and `this_week`."""


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of the list under one heading."""

    key: str
    """`late`, `this`, `next` or `later`."""
    title: str
    """`This week, Mon 23 to Fri 27 Nov`."""
    items: tuple[Item, ...]
    empty: str
    """What to say when there are none: `Nothing late.`"""


@dataclass(frozen=True, slots=True)
class Week:
    """The reviews of one week."""

    monday: date
    reviews: int
    """Booked in it, or due in it and not booked."""
    over: bool
    """More than the IRO said is the most."""


def agenda(session: Session, today: date) -> tuple[Item, ...]:
    """Everything due on the caseload up to eight weeks ahead, and all that is late, by date.

    The rules are those the IRO has in force; what was put off is left out until its day.
    """
    return on_agenda(open_files(session, today), today)


def snoozed(session: Session, today: date) -> tuple[Item, ...]:
    """What would be on the agenda today and was put off, by the day it comes back."""
    return asleep(open_files(session, today), today)


def on_agenda(files: Mapping[str, File], today: date) -> tuple[Item, ...]:
    """The agenda of files already loaded."""
    return _in_order(item for item in _near(files, today) if item.put_off is None)


def asleep(files: Mapping[str, File], today: date) -> tuple[Item, ...]:
    """What was put off, of files already loaded."""
    found = (item for item in _near(files, today) if item.put_off)
    return tuple(sorted(_in_order(found), key=lambda item: item.put_off.until_on if item.put_off else today))


def _near(files: Mapping[str, File], today: date) -> Iterator[Item]:
    last = horizon(today)
    return (item for file in files.values() for item in due_of(file, today, last))


def _in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.due, item.kind != "SPEAK", item.child, item.kind)))


def this_monday(today: date) -> date:
    """The Monday of this week; on a Saturday or Sunday, of the coming one."""
    return today + timedelta(days=7 - today.weekday() if today.weekday() > 4 else -today.weekday())


def horizon(today: date) -> date:
    """The last day of the list: the Sunday that ends the week eight weeks from today."""
    end = today + timedelta(weeks=WEEKS)
    return end + timedelta(days=6 - end.weekday())


def counts(items: Sequence[Item], today: date, put_off: Sequence[Item] = ()) -> Counts:
    """The figures of the summary row, counted from the agenda.

    Args:
        items: the agenda.
        today: the day that stands in for today.
        put_off: what was put off, as `snoozed` gives it. It is neither late nor for this week, and a letter,
            an upload or an alert among it is still owed.
    """
    end_of_week = this_monday(today) + timedelta(days=6)
    owed = (*items, *put_off)
    alerts = [item for item in owed if item.kind == "ALERT"]
    ends = [(item.limit - today).days for item in alerts]
    return Counts(
        late=sum(item.late for item in items),
        this_week=sum(not item.late and item.due <= end_of_week for item in items),
        letters_owed=sum(item.kind == "LETTER" for item in owed),
        to_upload=sum(item.entries for item in owed),
        alerts_open=len(alerts),
        answers_late=sum(days < 0 for days in ends),
        answers_today=ends.count(0),
        answers_tomorrow=ends.count(1),
        snoozed=len(put_off),
    )


def groups(items: Iterable[Item], today: date) -> tuple[Group, ...]:
    """The agenda under its four headings: late, this week, next week, later.

    What is asked about only once stands last under its heading: it is others' to do.
    """
    monday = this_monday(today)
    kept: dict[str, list[Item]] = {"late": [], "this": [], "next": [], "later": []}
    for item in sorted(items, key=lambda item: item.once):
        if item.late:
            kept["late"].append(item)
        elif item.due < monday + timedelta(days=7):
            kept["this"].append(item)
        elif item.due < monday + timedelta(days=14):
            kept["next"].append(item)
        else:
            kept["later"].append(item)
    last_friday = say_date(horizon(today) - timedelta(days=2), today)
    return (
        Group("late", "Late", tuple(kept["late"]), "Nothing late."),
        Group("this", f"This week, {_week(monday)}", tuple(kept["this"]), "Nothing more due this week."),
        Group(
            "next",
            f"Next week, {_week(monday + timedelta(days=7))}",
            tuple(kept["next"]),
            "Nothing due next week.",
        ),
        Group("later", f"Later, to {last_friday}", tuple(kept["later"]), "Nothing due later."),
    )


def _week(monday: date) -> str:
    """`Mon 23 to Fri 27 Nov`, or `Mon 30 Nov to Fri 4 Dec`."""
    friday = monday + timedelta(days=4)
    start = f"Mon {monday.day}" if monday.month == friday.month else say_date(monday, monday)
    return f"{start} to {say_date(friday, friday)}"


def weeks(session: Session, today: date, most: int) -> tuple[Week, ...]:
    """How many reviews each of the next eight weeks with working days holds: booked, or due and not booked.

    Args:
        session: an open session.
        today: on a Saturday or Sunday the count begins with the coming week.
        most: the most reviews a week the IRO said can be chaired.
    """
    return weeks_of(open_files(session, today), today, most)


def weeks_of(files: Mapping[str, File], today: date, most: int) -> tuple[Week, ...]:
    """The weeks of files already loaded."""
    days = [item.due for file in files.values() if (item := _open_review(file, today)) and not item.late]
    holidays = next((file.settings.holidays for file in files.values()), NONE)
    found: list[Week] = []
    monday = this_monday(today)
    while len(found) < WEEKS:
        if any(is_working_day(monday + timedelta(days=day), holidays) for day in range(5)):
            count = sum(monday <= day < monday + timedelta(days=7) for day in days)
            found.append(Week(monday, count, count > most))
        monday += timedelta(days=7)
    return tuple(found)


def _open_review(file: File, today: date) -> Item | None:
    item = next_review_of(file, today)
    return item if item and item.rule != "A1" else None
