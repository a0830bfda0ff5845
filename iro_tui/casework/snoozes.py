"""Putting off something that is due, with a day and a reason; it comes back by itself.

What the law asks for can be put off up to its limit and no further. Whatever was put off comes back at once
when its limit passes meanwhile.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from iro_tui.casework.children import the
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.casework.filled import filled, write
from iro_tui.casework.item import Item
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.snooze import Snooze, SnoozeFields
from iro_tui.rules.dates import say_date


@verb("put off")
def snooze(
    session: Session, child_id: str, kind: str, key: str, until: date | None, reason: str, today: date
) -> str:
    """Put off one thing that is due; put off again, it takes the new day and reason.

    Args:
        session: an open session.
        child_id: the child.
        kind: the kind of the item, as `Item.kind`.
        key: what it hangs on, as `Item.key`.
        until: the day it comes back; it must be after today, and within the law where the law sets a limit.
        reason: why it can wait.
        today: the day that stands in for today.

    Returns:
        The id of the snooze.

    Raises:
        BadInput: nothing of that kind is due, the day or the reason is missing, or the law does not wait.
    """
    the(session, Child, child_id)
    item = _due(session, child_id, kind, key, today)
    if until is None:
        raise BadInput("Back on the list: say which day you want to see it again.")
    if not reason.strip():
        raise BadInput("Why it can wait: write down the reason.")
    _refuse(item, until, today)
    row = session.exec(
        select(Snooze).where(Snooze.child_id == child_id, Snooze.kind == kind, Snooze.subject == key)
    ).first()
    made = filled(SnoozeFields, {"until_on": until, "reason": reason.strip()}, Asker(today=today), before=row)
    if row is None:
        row = Snooze(child_id=child_id, kind=kind, subject=key, made_on=today, **made.model_dump())
        session.add(row)
    else:
        write(row, made)
        row.made_on = today
    return row.id


def latest_snooze(item: Item) -> date | None:
    """The last day an item can be put off to; None where there is no limit in law."""
    return min(item.due, item.limit) if item.in_law else None


@verb("back on the list")
def wake(session: Session, snooze_id: str) -> None:
    """Put something back on the list before its day.

    Raises:
        BadInput: it is not put off any more.
    """
    session.delete(the(session, Snooze, snooze_id))


def _due(session: Session, child_id: str, kind: str, key: str, today: date) -> Item:
    file = open_files(session, today, [child_id])[child_id]
    found = next((item for item in due_of(file, today) if (item.kind, item.key) == (kind, key)), None)
    if found is None:
        raise BadInput("This is not due any more, so there is nothing to put off.")
    return found


def _refuse(item: Item, until: date, today: date) -> None:
    if until <= today:
        raise BadInput("Back on the list: that day is not after today. Give a later one.")
    latest = latest_snooze(item)
    if latest is None or until <= latest:
        return
    if item.late:
        raise BadInput("It is late in law and cannot be put off. Do it, or say why it is late.")
    if latest <= today:
        raise BadInput("It is for today in law and cannot be put off. Do it, or book another day.")
    said = say_date(latest, today)
    if item.due < item.limit:
        raise BadInput(f"Back on the list: it is booked for {said}. Give a day up to then, or book another.")
    raise BadInput(
        f"Back on the list: the law allows this until {said} at the latest. Give a day up to then."
    )
