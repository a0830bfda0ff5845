"""How the midway between the last review and the next stands (practice.md 5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from iro_tui.casework.due_before import has_stopped, midway_done, midway_of
from iro_tui.casework.files import File
from iro_tui.rules.midway import midway_coming_from

State = Literal["not due", "coming", "overdue", "done on time", "done late", "superseded", "not needed"]
"""`coming` from two weeks before its day (MIDWAY_SOON); `superseded` once the review was begun without it;
`not needed` for a child who left care or is 18, and where the IRO switched midways off."""


@dataclass(frozen=True, slots=True)
class MidwayState:
    """One child's midway."""

    state: State
    due: date | None
    """The last working day up to half-way; None when that cannot be told, as before the first review."""
    done_on: date | None
    """When it was held since the last review; None while it was not."""


def midway_state(file: File, today: date) -> MidwayState:
    """The state of the midway of one child today."""
    done_on = file.last_midway if midway_done(file) else None
    found = midway_of(file, today)
    due = found[0].due if found else None
    return MidwayState(_state(file, today, due, done_on), due, done_on)


def _state(file: File, today: date, due: date | None, done_on: date | None) -> State:
    if done_on is not None:
        return "done late" if due is not None and done_on > due else "done on time"
    if has_stopped(file, today) or not file.settings.in_force("MIDWAY"):
        return "not needed"
    coming = file.coming_review
    if coming is not None and coming.unfinished:
        return "superseded"
    if due is None:
        return "not due"
    if due < today:
        return "overdue"
    soon = midway_coming_from(due, file.settings)
    return "coming" if soon is not None and today >= soon else "not due"
