"""The reviews of one child to come: the next as it is booked, each later one on its limit.

Pure: a file in, days out. Nothing of it is stored; it is a view of what the law will ask for (C3, C4).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from iro_tui.casework.due_before import has_stopped, next_number
from iro_tui.casework.files import File
from iro_tui.casework.sequence import ReviewLine, next_due, not_yet_held
from iro_tui.errors import BadInput
from iro_tui.rules.working_days import last_working_day

State = Literal["booked", "not booked", "late", "planned"]
"""`booked` and `not booked` for the next review, `late` when its limit or its booked day has passed with
nothing recorded, `planned` for those after it, which nobody can book yet."""

NOT_MOVED: Mapping[int, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class AheadReview:
    """One review to come."""

    place: int
    """0 for the next one, 1 for the one after it."""
    number: int | None
    """Its number in the period of care; None when earlier ones are not on the record."""
    on: date
    """Booked day, or the last working day of its limit; today when that has passed."""
    since: date
    """The review before it, or the start of its clock."""
    limit: date
    """The last day in law, counted from the day the one before it stands on."""
    rule: str
    state: State


def reviews_ahead(
    file: File, today: date, until: date, moved: Mapping[int, date] = NOT_MOVED
) -> tuple[AheadReview, ...]:
    """The reviews of one child from today to a day, and the first one after it.

    A review held earlier brings all later ones forward (C4), so each limit counts from the day before it in
    this very plan. An unfinished review is taken as completed today.

    Args:
        file: the child's file.
        today: the day that stands in for today.
        until: how far to look.
        moved: other days for some of them, by place.

    Returns:
        None at all when no clock runs, or a date on the record cannot be counted.
    """
    if has_stopped(file, today) or (file.child.closed_on is not None and file.child.closed_on <= today):
        return ()
    try:
        return tuple(_chain(file, today, until, moved))
    except BadInput:
        return ()  # On Today the review itself asks for the date that cannot be counted.


def _chain(file: File, today: date, until: date, moved: Mapping[int, date]) -> list[AheadReview]:
    held = [_finished(line, today) for line in file.reviews if line.opened_on]
    coming, number = file.coming_review, next_number(file)
    if coming and coming.unfinished:
        number = coming.number + 1 if coming.number else None
        coming = not_yet_held([*held, *(line for line in file.reviews if line.opened_on is None)])
    booked = coming.booked_for if coming else None
    found: list[AheadReview] = []
    on: date
    state: State
    while not found or found[-1].on <= until:
        law = next_due(held, file.under)
        place = len(found)
        if law is None:
            break
        on, state = last_working_day(law.due, file.settings.holidays), "planned"
        if place == 0:
            on, state = _next_one(booked, on, law.due, today)
        on = moved.get(place, max(on, today))
        since = (held[-1].held_on if held else None) or file.looked_after_since or on
        found.append(AheadReview(place, number, on, since, law.due, law.rule, state))
        if law.rule == "C8":
            break
        held.append(_held(on, number))
        number = number + 1 if number else None
    return found


def _next_one(booked: date | None, usable: date, limit: date, today: date) -> tuple[date, State]:
    """Where the next review stands, before it is put on today at the earliest."""
    if booked is not None:
        return booked, "late" if booked < today else "booked"
    return usable, "late" if limit < today else "not booked"


def _finished(line: ReviewLine, today: date) -> ReviewLine:
    return replace(line, completed_on=today) if line.unfinished else line


def _held(on: date, number: int | None) -> ReviewLine:
    """A line for a review as if it had been held on a day."""
    return ReviewLine(
        id="",
        kind="SUBSEQUENT",
        booked_for=None,
        booked_time="",
        place="",
        opened_on=on,
        completed_on=on,
        report_on=None,
        plan_on=None,
        distributed_on=None,
        source="",
        late_reason="",
        number=number,
    )
