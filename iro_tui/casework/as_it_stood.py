"""One child's file as it stood at the end of a day, taken back from history.

The rows are put back as they were into a record of its own in memory, so that every question can be asked of
the past that is asked of today.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_history import BESIDE, arrival
from iro_tui.casework.child_page import ChildPage, page_of
from iro_tui.casework.child_record import ChildRecord, child_record
from iro_tui.casework.files import open_files
from iro_tui.casework.siblings import linked_children
from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table
    from sqlalchemy.types import TypeEngine
    from sqlmodel import Session

_Rows = dict[tuple[str, str], dict[str, Any]]
"""Rows by table and id, as history keeps them: days as text, ticks as 0 and 1."""


def record_on(session: Session, child_id: str, day: date) -> ChildRecord:
    """Everything on the record of one child at the end of a day, as it was written down by then.

    Raises:
        BadInput: the child was not on this caseload on that day.
    """
    with on_the_day(session, child_id, day) as then:
        return child_record(then, child_id)


def child_page_on(session: Session, child_id: str, day: date, today: date) -> ChildPage:
    """The child's page as it stood at the end of a day, judged on that day.

    Brothers and sisters are those linked now.

    Raises:
        BadInput: the child was not on this caseload on that day, or the day has not come yet.
    """
    if day > today:
        raise BadInput(f"{say_date(day, today)} has not come yet. Give a day up to today.")
    with on_the_day(session, child_id, day) as then:
        record = child_record(then, child_id)
        file = open_files(then, day, [child_id])[child_id]
    return page_of(record, file, linked_children(session, child_id, day), day)


@contextmanager
def on_the_day(session: Session, child_id: str, day: date) -> Iterator[Session]:
    """Give a session on a record that holds one child and the IRO's settings as they were that day.

    Raises:
        BadInput: the child was not on this caseload on that day.
    """
    from sqlalchemy import create_engine
    from sqlalchemy.schema import CreateTable
    from sqlmodel import Session, SQLModel

    from iro_tui.vault.connection import driver

    session.flush()
    rows = _as_they_were(session.connection(), child_id, day)
    if ("child", child_id) not in rows:
        raise BadInput(_not_here(session.connection(), child_id, day))
    engine = create_engine("sqlite+pysqlite://", module=driver(), hide_parameters=True)
    try:
        with engine.begin() as connection:
            for table in SQLModel.metadata.sorted_tables:
                connection.execute(CreateTable(table))
                theirs = [row for (name, _), row in rows.items() if name == table.name]
                if theirs:
                    connection.execute(table.insert(), [_typed(table, row) for row in theirs])
        with Session(engine) as then:
            yield then
    finally:
        engine.dispose()


def _not_here(connection: Connection, child_id: str, day: date) -> str:
    came = arrival(connection, child_id)
    if came is not None and came.brought and not _has_line(connection, child_id):
        since = datetime.fromisoformat(came.at).astimezone().date()
        return (
            f"This record was brought in on {say_date(since)} from an export without its history. "
            "Give that day or a later one."
        )
    return f"This child was not on your caseload yet on {say_date(day)}. Give a later day."


def _has_line(connection: Connection, child_id: str) -> bool:
    wanted = "SELECT 1 FROM earlier_change WHERE child_id = ? AND line"
    return connection.exec_driver_sql(wanted, (child_id,)).first() is not None


def _as_they_were(connection: Connection, child_id: str, day: date) -> _Rows:
    now = _as_they_are(connection, child_id)
    rows = {place: dict(row) for place, row in now.items()}
    _take_back(rows, _since(connection, child_id, day))
    if ("child", child_id) in rows:
        return rows
    came = _as_they_came(connection, child_id, day)
    if came:
        _take_back(came, _before_it_came(connection, child_id, day))
        # The settings of whoever had the child then are not known here.
        came.update({place: row for place, row in now.items() if not _about(place[0])})
    return came


def _take_back(rows: _Rows, changes: Iterable[tuple[str, str, str, str]]) -> None:
    for name, row_id, action, before in changes:
        if action == "insert":
            rows.pop((name, row_id), None)
        else:
            rows.setdefault((name, row_id), {}).update(json.loads(before))


def _as_they_came(connection: Connection, child_id: str, day: date) -> _Rows:
    """Rows as the first file brought them that has a line of changes before it; empty when none has."""
    if not _has_line(connection, child_id):
        return {}
    came = arrival(connection, child_id)
    if came is not None and came.brought:
        return _as_brought_in(connection, child_id, came.last, day)
    passed_on, base = connection.exec_driver_sql(
        "SELECT passed_on, base FROM handover WHERE child_id = ? AND way = 'IN' ORDER BY number LIMIT 1",
        (child_id,),
    ).one()
    # Between a file and a record that was not begun by it nobody here knows what was done.
    if day.isoformat() >= passed_on and came is None:
        return {}
    return {
        (name, row_id): {field: _as_kept(value) for field, value in row.items()}
        for name, rows in json.loads(base).items()
        for row_id, row in rows.items()
        if row is not None
    }


def _as_brought_in(connection: Connection, child_id: str, last: int, day: date) -> _Rows:
    """Rows as a whole export brought them, which had the line of changes before it."""
    rows = _as_they_are(connection, child_id)
    later = connection.exec_driver_sql(
        "SELECT table_name, row_id, action, before FROM history WHERE child_id = ? AND seq > ? "
        "ORDER BY seq DESC",
        (child_id, last),
    )
    _take_back(rows, _of_the_record(later))
    return {
        (name, row_id): row
        for (name, row_id), row in rows.items()
        # A passing stays with the vault it was of, so no change brings it or takes it back.
        if _about(name) and not (name == "handover" and row["passed_on"] > day.isoformat())
    }


def _as_kept(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def _about(table: str) -> str:
    """The column that says which child a table's rows are about; empty when they are about none."""
    from sqlmodel import SQLModel

    columns = SQLModel.metadata.tables[table].c
    return "child_id" if "child_id" in columns else "id" if table == "child" else ""


def _as_they_are(connection: Connection, child_id: str) -> _Rows:
    """Rows about the child and those about nobody, such as the settings."""
    rows: _Rows = {}
    for table in _tables():
        about = _about(table.name)
        where, given = (f" WHERE {about} = ?", (child_id,)) if about else ("", ())
        found = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"{where}', given).mappings()
        rows.update({(table.name, row["id"]): dict(row) for row in found})
    return rows


def _tables() -> list[Table]:
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401  (registers the tables)
    from iro_tui.record.nouns import ABOUT_NOBODY

    return [table for table in SQLModel.metadata.sorted_tables if table.name not in {*ABOUT_NOBODY, BESIDE}]


def _since(connection: Connection, child_id: str, day: date) -> Iterator[tuple[str, str, str, str]]:
    """What was changed after a day, the newest first: table, row, action and what was there before.

    A step goes back with everything written after it, even where the machine's clock was wrong in between.
    """
    mine = "(child_id = :child OR child_id IS NULL)"
    rows = connection.exec_driver_sql(
        f"SELECT table_name, row_id, action, before FROM history WHERE {mine} AND seq >= "
        f"(SELECT min(seq) FROM history WHERE {mine} AND at >= :ended) ORDER BY seq DESC",
        {"child": child_id, "ended": _end_of(day)},
    )
    return _of_the_record(rows)


def _of_the_record(rows: Iterable[Any]) -> Iterator[tuple[str, str, str, str]]:
    known = {table.name for table in _tables()}
    return iter([tuple(row) for row in rows if row[0] in known])


def _before_it_came(connection: Connection, child_id: str, day: date) -> Iterator[tuple[str, str, str, str]]:
    """As `_since`, of what was changed elsewhere before the child came here."""
    mine = "child_id = :child AND line"
    rows = connection.exec_driver_sql(
        f"SELECT table_name, row_id, action, before FROM earlier_change WHERE {mine} AND place >= "
        f"(SELECT min(place) FROM earlier_change WHERE {mine} AND at >= :ended) ORDER BY place DESC",
        {"child": child_id, "ended": _end_of(day)},
    )
    return _of_the_record(rows)


def _end_of(day: date) -> str:
    return datetime.combine(day + timedelta(days=1), time()).astimezone(UTC).isoformat()


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row with the types of its columns; a column that was not there yet has its default, else nothing."""
    return {
        column.name: _value(column.type, row.get(column.name, ""))
        for column in table.columns
        if column.name in row or (column.default is None and not column.nullable)
    }


def _value(kind: TypeEngine[Any], kept: Any) -> Any:
    from sqlalchemy import JSON, Boolean, Date, DateTime

    if kept is None:
        return None
    if isinstance(kind, Boolean):
        return bool(kept)
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(kept)
    if isinstance(kind, Date):
        return date.fromisoformat(kept)
    if isinstance(kind, JSON):
        return json.loads(kept or "{}")
    return kept
