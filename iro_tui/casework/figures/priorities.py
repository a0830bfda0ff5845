"""Writing the priorities of a year: what is to be done, later what came of it (practice.md 10, row 89)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.record.figure import Priority, PriorityFields

if TYPE_CHECKING:
    from sqlmodel import Session


@verb("priority written")
def add_priority(session: Session, values: Mapping[str, Any], today: date) -> str:
    """Write a priority at the end of its year's list and return its id.

    Raises:
        BadInput: a field is wrong.
    """
    from iro_tui.casework.filled import filled
    from iro_tui.record.base import Asker

    made = filled(PriorityFields, values, Asker(today))
    row = Priority(**made.model_dump())
    row.position = _after_all(session, row.year)
    session.add(row)
    return row.id


@verb("priority changed")
def change_priority(session: Session, priority_id: str, values: Mapping[str, Any], today: date) -> None:
    """Change a priority or say what came of it; one that goes to another year goes to the end of its list.

    Raises:
        BadInput: it is gone, or a field is wrong.
    """
    from iro_tui.casework.children import the
    from iro_tui.casework.filled import filled, write
    from iro_tui.record.base import Asker

    row = the(session, Priority, priority_id)
    made = filled(PriorityFields, values, Asker(today), before=row)
    if made.year != row.year:
        made.position = _after_all(session, made.year)
    write(row, made)


@verb("priority taken away")
def remove_priority(session: Session, priority_id: str) -> None:
    """Take a priority away; undo brings it back.

    Raises:
        BadInput: it is gone already.
    """
    from iro_tui.casework.children import the

    session.delete(the(session, Priority, priority_id))


@verb("priority moved")
def move_priority(session: Session, priority_id: str, by: int) -> None:
    """Move a priority up (-1) or down (1) in its year's list; at the end of the list it stays.

    Raises:
        BadInput: it is gone.
    """
    from iro_tui.casework.children import the

    row = the(session, Priority, priority_id)
    rows = in_order(session, row.year)
    at = rows.index(row)
    to = min(max(at + by, 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    for place, each in enumerate(rows):
        if each.position != place:
            each.position = place


def in_order(session: Session, year: int) -> list[Priority]:
    """The priorities of a year as they stand in the report."""
    from sqlmodel import col, select

    ordered = select(Priority).where(Priority.year == year).order_by(col(Priority.position), col(Priority.id))
    return list(session.exec(ordered))


def _after_all(session: Session, year: int) -> int:
    """The place at the end of a year's list; one that was taken away leaves a gap in the places."""
    rows = in_order(session, year)
    return rows[-1].position + 1 if rows else 0
