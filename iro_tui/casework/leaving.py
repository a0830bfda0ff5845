"""A child leaves this caseload, and comes back to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, or_, select

from iro_tui.casework.children import the
from iro_tui.casework.entries import recording
from iro_tui.casework.filled import filled
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.leaving import LeavingFields, ReturnFields
from iro_tui.record.person import Person
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from sqlmodel import SQLModel


@verb("child left your caseload")
def leave_caseload(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> None:
    """Take a child off the caseload; everything stays on the record.

    Where the time in care ended, it ends with its reason, and so do the placement and the legal status that
    ran. Where another IRO takes over, that name stands among the people.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `LeavingFields`.
        today: the day that stands in for today.

    Raises:
        BadInput: the child is gone or has left already, a field is wrong, or the day is before the time in
            care began.
    """
    child = the(session, Child, child_id)
    made = filled(LeavingFields, values, Asker(today, called=child.called, born=child.born))
    if child.closed_on is not None:
        raise BadInput(f"{child.called} left your caseload on {say_date(child.closed_on)} already.")
    if made.how == "ENDED":
        for period in _running(session, PeriodOfCare, child_id, made.left_on):
            if made.left_on < period.started_on:
                began = say_date(period.started_on)
                raise BadInput(f"Left on: {child.called} is looked after since {began}. Check the day.")
            period.ended_on, period.end_reason = made.left_on, made.end_reason
        for table in (Placement, LegalStatus):
            for row in _running(session, table, child_id, made.left_on):
                row.ended_on = max(made.left_on, row.started_on)
    elif made.iro.strip():
        session.add(Person(child_id=child_id, name=made.iro.strip(), role="IRO", from_on=made.left_on))
    child.closed_on = made.left_on


@verb("child back on your caseload")
def come_back(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> None:
    """Take a child back on the caseload; a new time in care begins where a day is given.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `ReturnFields`.
        today: the day that stands in for today.

    Raises:
        BadInput: the child is gone, a field is wrong, or that time in care would overlap another one.
    """
    child = the(session, Child, child_id)
    made = filled(ReturnFields, values, Asker(today, called=child.called, born=child.born))
    child.closed_on = None
    for iro in session.exec(
        select(Person).where(
            Person.child_id == child_id, Person.role == "IRO", col(Person.until_on).is_(None)
        )
    ):
        iro.until_on = today
    if made.started_on is not None:
        recording("period_of_care")(session, child_id, {"started_on": made.started_on}, today)


def has_left(session: Session, child_id: str, today: date) -> bool:
    """Whether a child is off this caseload on a day.

    Raises:
        BadInput: the child is not here any more.
    """
    closed_on: date | None = the(session, Child, child_id).closed_on
    return closed_on is not None and closed_on <= today


def in_care(session: Session, child_id: str, today: date) -> bool:
    """Whether a time in care runs on a day."""
    return any(row.started_on <= today for row in _running(session, PeriodOfCare, child_id, today))


def _running(session: Session, table: type[SQLModel], child_id: str, day: date) -> list[Any]:
    """Rows that have no end by a day."""
    rows: Any = table
    unended = or_(rows.ended_on.is_(None), rows.ended_on > day)
    return list(session.exec(select(rows).where(rows.child_id == child_id, unended)))
