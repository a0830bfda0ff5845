"""What stands in the calendar: the same due things as on Today, however far ahead.

A booked review is one event, at its time if it has one. Anything else, and a review that is not booked in
time, stands on the last day its rule allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time

from iro_tui.casework.due import due_of
from iro_tui.casework.due_before import next_number
from iro_tui.casework.files import File
from iro_tui.casework.item import WATCHED, Item
from iro_tui.casework.sequence import ReviewLine
from iro_tui.exchange.calendar import Event
from iro_tui.rules.dates import age

REVIEW, DEADLINE = "IRO review", "IRO deadline"
"""The categories, which Outlook can colour."""

UNFINISHED = "A1"
A_DATE_TO_CHECK = "2.1"
"""Rule ids of items that need words of their own, or have no day to stand on."""

ONLY_ON_TODAY = WATCHED | {"PREPARE", "WHY_LATE"}
"""Kinds that stand on the list for some days only; as events they would come, move and go."""

_WHAT = {"SPEAK": "See alone"}
"""What an event of this kind says, where `Letter due` would not do."""


def due_events(files: Mapping[str, File], today: date, *, names: bool = False) -> tuple[Event, ...]:
    """Everything due and every booked review of files already loaded, by date.

    Args:
        files: as `open_files` gives them.
        today: the day that stands in for today.
        names: whether full names and places may leave; else initials and age only.
    """
    found = (event for file in files.values() for event in _due(file, today, names))
    return tuple(sorted(found, key=lambda event: (event.starts.isoformat(), event.uid)))


def held_events(files: Mapping[str, File], *, names: bool = False) -> tuple[Event, ...]:
    """The last reviews held, each on the day it was held: for those that were in the calendar before."""
    return tuple(
        _meeting(file, line, line.number, names)
        for file in files.values()
        for line in file.reviews
        if line.opened_on
    )


def clock_time(text: str) -> time | None:
    """The time of day in `15:30`, `9.05` or `3pm`; None when it is anything else."""
    found = re.fullmatch(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?", text.strip().lower())
    if found is None or not (found[2] or found[3]):
        return None
    hour = int(found[1])
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3] == "pm" else 0)
    minute = int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _due(file: File, today: date, names: bool) -> Iterator[Event]:
    for item in due_of(file, today):
        if item.rule == A_DATE_TO_CHECK or item.kind in ONLY_ON_TODAY:
            continue
        if item.kind == "REVIEW":
            yield from _review(file, item, today, names)
        else:
            what = _WHAT.get(item.kind, f"{item.word} due")
            yield _deadline(file, item, f"{item.kind}-{item.rule}-{_subject(file, item)}", what, names)


def _review(file: File, item: Item, today: date, names: bool) -> Iterator[Event]:
    number = next_number(file)
    review = f"Review {number}" if number else "Review"
    if item.rule == UNFINISHED:
        yield _deadline(file, item, f"review-finish-{item.subject_id}", f"{review} to finish", names)
        return
    booked = next((line for line in file.reviews if line.id == item.subject_id and line.booked_for), None)
    if booked:
        yield _meeting(file, booked, number, names)
    if booked is None or booked.booked_for is None or not today <= booked.booked_for <= item.limit:
        yield _deadline(file, item, f"review-due-{_since(file)}", f"{review} due", names)


def _meeting(file: File, line: ReviewLine, number: int | None, names: bool) -> Event:
    day = line.on or date.min
    at = clock_time(line.booked_time) if day == line.booked_for else None
    return Event(
        uid=f"review-{line.id}@iro-tui",
        starts=datetime.combine(day, at) if at else day,
        what=f"Review {number}" if number else "Review",
        who=_who(file, day, names),
        category=REVIEW,
        place=line.place if names else "",
    )


def _deadline(file: File, item: Item, about: str, what: str, names: bool) -> Event:
    who = _who(file, item.limit, names)
    return Event(f"{about.lower()}@iro-tui", item.limit, what, who, DEADLINE)


def _subject(file: File, item: Item) -> str:
    return item.subject_id or _since(file)


def _since(file: File) -> str:
    """What tells this round of dates from the next: the last review held, before the first the child."""
    last = file.last_review
    return last.id if last else file.child.id


def _who(file: File, day: date, names: bool) -> str:
    """`S.T., 11`: the age is that of the day itself, so that a birthday before it changes nothing."""
    child = file.child
    said = child.name if names else _initial(child.called) + _initial(child.surname)
    return f"{said}, {age(child.born, day)}"


def _initial(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "")
    return f"{letter.upper()}." if letter else ""
