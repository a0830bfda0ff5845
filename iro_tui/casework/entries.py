"""Writing down, changing and taking away any entry of a child's file that has no screen of its own.

One way for all of them: a table with a noun is enough, and its form, its place in the story and its history
come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.nouns import nouns, shape_named, table_named
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date

Record = Callable[[Session, str, Mapping[str, Any], date], str]
Change = Callable[[Session, str, Mapping[str, Any], date], None]
Remove = Callable[[Session, str], None]


def recording(name: str) -> Record:
    """Return the verb that writes a new entry of a table: session, child's id, values, today; gives its id.

    Where a new one ends the one that runs (a placement, a school), the older one ends on the day the new one
    begins, and one that is filled in later ends when the next one began. The verb raises BadInput when the
    child is gone or a field is wrong.
    """
    noun = nouns()[name]

    @verb(f"{noun.within} recorded")
    def record(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> str:
        child = the(session, Child, child_id)
        made = filled(shape_named(name), values, Asker(today, called=child.called, born=child.born))
        row: Any = table_named(name)(child_id=child_id, **made.model_dump())
        if noun.follow:
            _fit_in(session, name, row, today)
        _refuse_overlap(session, name, row)
        session.add(row)
        if noun.owes:
            outbox.owe(session, noun.owes, child_id, row.id, made.in_a_line()[:60], today)
        return str(row.id)

    return record


def changing(name: str) -> Change:
    """Return the verb that changes an entry: session, its id, the fields that change, today.

    The verb raises BadInput when the entry is gone or a field is wrong.
    """

    @verb(f"{nouns()[name].within} changed")
    def change(session: Session, row_id: str, values: Mapping[str, Any], today: date) -> None:
        row = the(session, table_named(name), row_id)
        child = the(session, Child, row.child_id)
        made = filled(
            shape_named(name), values, Asker(today, called=child.called, born=child.born), before=row
        )
        same = made.model_dump() == shape_named(name).model_validate(row.model_dump()).model_dump()
        write(row, made)
        _refuse_overlap(session, name, row)
        if nouns()[name].owes and not same:
            outbox.owe(session, nouns()[name].owes, row.child_id, row_id, made.in_a_line()[:60], today)
        elif not same:
            _owe_again(session, row_id)

    return change


def removing(name: str) -> Remove:
    """Return the verb that takes an entry away: session and its id. Undo brings it back.

    The verb raises BadInput when the entry is gone already.
    """

    @verb(f"{nouns()[name].within} taken away")
    def remove(session: Session, row_id: str) -> None:
        row = the(session, table_named(name), row_id)
        outbox.owe_no_more(session, row_id)
        session.delete(row)

    return remove


def beginning(session: Session, name: str, child_id: str, today: date) -> dict[str, Any]:
    """What the form of a new entry begins with: today for its day, and where it is known, who.

    Raises:
        BadInput: the child is not here any more.
    """
    the(session, Child, child_id)
    noun = nouns()[name]
    fields = shape_named(name).model_fields
    found: dict[str, Any] = {each: info.default for each, info in fields.items() if not info.is_required()}
    day = noun.day or noun.since
    if day:
        found[day] = today
    return found


def _owe_again(session: Session, row_id: str) -> None:
    """What is on Mosaic about it no longer says what is here, so it waits again."""
    about = select(OutboxEntry).where(OutboxEntry.subject_id == row_id)
    entry = session.exec(about.order_by(col(OutboxEntry.made_on).desc())).first()
    if entry is not None:
        outbox.owe_again(session, entry.kind, row_id, entry.what)


def _began(name: str) -> str:
    noun = nouns()[name]
    return noun.since or noun.day


def _others(session: Session, name: str, row: Any) -> list[Any]:
    """The rows of the same kind, in the order they began; of people, those with the same role."""
    table: Any = table_named(name)
    query = select(table).where(table.child_id == row.child_id, table.id != row.id)
    if name == "person":
        query = query.where(table.role == row.role)
    began = _began(name)
    return sorted(session.exec(query), key=lambda each: (getattr(each, began) or date.min, each.id))


def _fit_in(session: Session, name: str, row: Any, today: date) -> None:
    """End the one that ran before; let one from earlier end where the next began."""
    began, ended = _began(name), nouns()[name].until
    if name == "person":
        if codes("person_role")[row.role].columns["one"] != "yes":
            return
        if row.from_on is None:
            row.from_on = today
    day: date = getattr(row, began)
    before = [each for each in _others(session, name, row) if (getattr(each, began) or date.min) <= day]
    after = [each for each in _others(session, name, row) if (getattr(each, began) or date.min) > day]
    if after and getattr(row, ended) is None:
        setattr(row, ended, getattr(after[0], began))
    if before:
        last = before[-1]
        if getattr(last, ended) is None or getattr(last, ended) > day:
            setattr(last, ended, day)


def _refuse_overlap(session: Session, name: str, row: SQLModel) -> None:
    """Two times in care cannot run at once: reviews count from the start of one of them (practice.md C5)."""
    if name != "period_of_care":
        return
    others: Sequence[Any] = _others(session, name, row)
    started, ended = row.started_on, row.ended_on or date.max  # type: ignore[attr-defined]
    if ended < started:
        raise BadInput("Ended: that is before it began. Check the two days.")
    for each in others:
        if started < (each.ended_on or date.max) and each.started_on < ended:
            until = f"to {say_date(each.ended_on)}" if each.ended_on else "and has no end yet"
            raise BadInput(
                f"Looked after since: another time in care runs from {say_date(each.started_on)} {until}. "
                "Change that one first."
            )
