"""The IRO's work about no one child: panels, audits, training (practice.md 10, rows 23 and 33)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.record.base import Asker
from iro_tui.record.contact import OtherWork, OtherWorkFields
from iro_tui.rules.codes import label


@dataclass(frozen=True, slots=True)
class OtherWorkLine:
    """One piece of other work."""

    id: str
    held_on: date
    kind: str
    """Code of `other_work.csv`."""
    what: str
    """The kind in words."""
    minutes: int | None
    """None when nobody said."""
    note: str


def other_work(session: Session) -> tuple[OtherWorkLine, ...]:
    """All of it, newest first."""
    rows = session.exec(select(OtherWork).order_by(col(OtherWork.held_on).desc(), col(OtherWork.id)))
    return tuple(
        OtherWorkLine(row.id, row.held_on, row.kind, label("other_work", row.kind), row.minutes, row.note)
        for row in rows
    )


@verb("other work recorded")
def log_other_work(session: Session, values: Mapping[str, Any], today: date) -> str:
    """Record a piece of other work and return its id.

    Raises:
        BadInput: a field is wrong.
    """
    made = filled(OtherWorkFields, values, Asker(today))
    row = OtherWork(**made.model_dump())
    session.add(row)
    return row.id


@verb("other work changed")
def change_other_work(session: Session, work_id: str, values: Mapping[str, Any], today: date) -> None:
    """Change a piece of other work.

    Raises:
        BadInput: it is gone, or a field is wrong.
    """
    row = the(session, OtherWork, work_id)
    write(row, filled(OtherWorkFields, values, Asker(today), before=row))


@verb("other work taken away")
def remove_other_work(session: Session, work_id: str) -> None:
    """Take a piece of other work away; undo brings it back.

    Raises:
        BadInput: it is gone already.
    """
    session.delete(the(session, OtherWork, work_id))
