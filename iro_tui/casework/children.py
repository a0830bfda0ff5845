"""A child on the caseload, and the IRO's own page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, select

from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child, ChildFields, PeriodOfCare, PeriodOfCareFields
from iro_tui.record.nouns import shape_named, table_named
from iro_tui.record.profile import THE_PROFILE, Profile, ProfileFields

# A form has judged its dates against today before it calls a verb that is given no day.
_ANY_DAY = Asker(today=date.max)


@verb("child added")
def add_child(
    session: Session, values: Mapping[str, Any], looked_after_since: date | None, today: date
) -> str:
    """Add a child to the caseload.

    Args:
        session: an open session.
        values: fields of `ChildFields`.
        looked_after_since: the day this period of care began, which starts the clock (practice.md C1); None
            when it is not known yet: then no review is due until it is.
        today: the day that stands in for today.

    Returns:
        The id of the child.

    Raises:
        BadInput: a field is wrong, or the Mosaic number is on the caseload already.
    """
    made = filled(ChildFields, values, Asker(today=today))
    _refuse_twice(session, made.mosaic_id, None)
    child = Child(**made.model_dump())
    session.add(child)
    session.flush()
    if looked_after_since is not None:
        since = filled(
            PeriodOfCareFields, {"started_on": looked_after_since}, Asker(today=today, born=made.born)
        )
        if since.started_on < made.born:
            raise BadInput("Looked after since: that is before the date of birth. Check the two dates.")
        session.add(PeriodOfCare(child_id=child.id, **since.model_dump()))
    return child.id


@verb("child changed")
def save_child(session: Session, child_id: str, values: Mapping[str, Any]) -> None:
    """Change fields of a child; what is left out stays as it is.

    Raises:
        BadInput: a field is wrong, or another child has that Mosaic number.
    """
    child = the(session, Child, child_id)
    made = filled(ChildFields, values, _ANY_DAY, before=child)
    _refuse_twice(session, made.mosaic_id, child_id)
    write(child, made)


@verb("your page changed")
def save_profile(session: Session, values: Mapping[str, Any]) -> None:
    """Change the IRO's own page: what is on every letter, and how the program behaves.

    Raises:
        BadInput: a field is wrong, or the name is missing on a page that is new.
    """
    row = session.get(Profile, THE_PROFILE)
    made = filled(ProfileFields, values, _ANY_DAY, before=row)
    if row is None:
        session.add(Profile(id=THE_PROFILE, **made.model_dump()))
    else:
        write(row, made)


def profile(session: Session) -> ProfileFields | None:
    """The IRO's own page as plain data; None before it was filled in."""
    row = session.get(Profile, THE_PROFILE)
    return None if row is None else ProfileFields.model_validate(row.model_dump(exclude={"id"}))


def form_values(session: Session, kind: str, row_id: str) -> dict[str, Any]:
    """The asked fields of one row, as a form starts with them.

    Args:
        session: an open session.
        kind: the table's name: `child`, `review`, `placement`, `profile`.
        row_id: the id of the row.

    Raises:
        BadInput: the row is not there any more.
        KeyError: there is no table of that name.
    """
    row = the(session, table_named(kind), row_id)
    return {name: getattr(row, name) for name in shape_named(kind).model_fields}


def the(session: Session, table: type[Any], row_id: str) -> Any:
    """The row with this id.

    Raises:
        BadInput: it is not there: taken back by undo, or erased.
    """
    row = session.get(table, row_id)
    if row is None:
        raise BadInput("This is not on the record any more. Go back and open it again.")
    return row


def _refuse_twice(session: Session, mosaic_id: str, child_id: str | None) -> None:
    other = session.exec(select(Child.id).where(Child.mosaic_id == mosaic_id)).first()
    if other is not None and other != child_id:
        raise BadInput(f"Mosaic number {mosaic_id} is on your caseload already. Search for it, or check it.")
