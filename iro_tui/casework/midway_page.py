"""What the midway form begins with: the open promises, and how things stand since the last review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework.child_record import child_record
from iro_tui.casework.due_before import midway_of
from iro_tui.casework.files import File, open_files
from iro_tui.casework.midway_state import midway_state
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.casework.since_review import SinceLine, lately_seen, since_review
from iro_tui.errors import BadInput
from iro_tui.rules.clock import Due
from iro_tui.rules.dates import age


@dataclass(frozen=True, slots=True)
class MidwayPage:
    """One midway that is about to be written down."""

    child_id: str
    name: str
    called: str
    age: int
    born: date
    due: Due | None
    """Half-way, by its rule; None when that cannot be told, as before the first review."""
    done_on: date | None
    """When one was held since the last review; None while it was not."""
    review_number: int | None
    """Of the last review held; None when there is none or earlier ones are not on the record."""
    reviewed_on: date | None
    next_on: date | None
    """The next review, booked or due."""
    worker: str
    promises: tuple[Promise, ...]
    """Every open one, of whatever review, in the order of the child's page."""
    since: tuple[SinceLine, ...]
    begins: Mapping[str, Any]
    """Fields of `MidwayFields` as the form begins."""


def midway_page(session: Session, child_id: str, today: date) -> MidwayPage:
    """What the midway form of one child shows.

    Raises:
        BadInput: the child is not here any more.
    """
    record = child_record(session, child_id)
    file = open_files(session, today, [child_id])[child_id]
    last = file.last_review
    reviewed_on = last.held_on if last else None
    found = _midway(file, today)
    worker = file.worker.what if file.worker else ""
    return MidwayPage(
        child_id=child_id,
        name=file.child.name,
        called=file.child.called,
        age=age(file.child.born, today),
        born=file.child.born,
        due=found[0] if found else None,
        done_on=midway_state(file, today).done_on if found else None,
        review_number=last.number if last else None,
        reviewed_on=reviewed_on,
        next_on=found[2] if found else None,
        worker=worker,
        promises=tuple(each for each in promises_of(record, today) if each.open),
        since=since_review(record, reviewed_on, today),
        begins={
            "held_on": today,
            "method": "TEAMS",
            "with_whom": worker,
            "child_seen": lately_seen(record, reviewed_on, today),
            "judgement": "ON_TRACK",
        },
    )


def _midway(file: File, today: date) -> tuple[Due, date, date] | None:
    try:
        return midway_of(file, today)
    except BadInput:
        return None
