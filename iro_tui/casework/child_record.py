"""Everything on the record of one child, as plain rows: the child's page and `iro-tui show` read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from iro_tui.casework.alert_processes import read_processes
from iro_tui.casework.sequence import ReviewLine, Under, in_order, in_time, limit_for
from iro_tui.casework.settings import read_settings
from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import Process, listed
from iro_tui.rules.clock import Due
from iro_tui.rules.registry import USUAL, Settings

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

Row = Mapping[str, Any]
"""One row of a table by column name."""

_SORTED_BY = {
    "person": "name",
    "review": "id",
    "note": "position",
    "decision": "position",
    "outbox_entry": "made_on",
    "snooze": "made_on",
}
"""What rows are ordered by where they have no day of their own in the story."""


@dataclass(frozen=True, slots=True)
class JudgedReview:
    """One review with its place in its period of care."""

    line: ReviewLine
    row: Row
    limit: Due | None
    """By when it had to be held; None when that cannot be told from the record."""
    in_time: bool | None
    """None when it was not held or its limit cannot be told."""


@dataclass(frozen=True, slots=True)
class ChildRecord:
    """All rows about one child."""

    child: Row
    tables: Mapping[str, tuple[Row, ...]]
    """Rows by table name, in order of their day or place; every table about children but unsaved drafts."""
    reviews: tuple[JudgedReview, ...]
    """Every review of every period of care, in order."""
    settings: Settings = USUAL
    """What the IRO changed about the rules."""
    processes: Mapping[str, Process] = field(default_factory=listed)
    """The processes alerts run under, by name."""


def child_id_of(session: Session, mosaic_id: str) -> str:
    """The id of the child with a Mosaic number.

    Raises:
        BadInput: there is none on this caseload, or there was one who was erased: then it says when and why.
    """
    from sqlmodel import col, select

    from iro_tui.casework.erasing import stub_of
    from iro_tui.record.child import Child

    found = session.exec(select(Child.id).where(col(Child.mosaic_id) == mosaic_id.strip())).first()
    if found is None:
        stub = stub_of(session, mosaic_id)
        none = f"There is no child with the Mosaic number {mosaic_id.strip()} on this caseload."
        raise BadInput(stub.words if stub else none)
    return found


def child_record(session: Session, child_id: str) -> ChildRecord:
    """Read everything about one child: one query for each table, whatever the size of the caseload.

    Raises:
        BadInput: the child is not here any more.
    """
    from sqlalchemy import select
    from sqlmodel import SQLModel

    from iro_tui.record.nouns import nouns

    session.flush()
    connection = session.connection()
    every = SQLModel.metadata.tables
    found = _rows(connection, select(every["child"]).where(every["child"].c.id == child_id))
    if not found:
        raise BadInput("That child is not on this caseload any more.")
    child = found[0]
    tables = {}
    for name, noun in nouns().items():
        if name == "child":
            continue
        sorted_by = _SORTED_BY.get(name) or noun.day or "id"
        rows = _rows(connection, select(every[name]).where(every[name].c.child_id == child_id))
        tables[name] = tuple(sorted(rows, key=partial(_place, sorted_by)))
    settings = read_settings(connection)
    reviews = _judged(tables, child["born"], settings)
    return ChildRecord(child, tables, reviews, settings, read_processes(connection))


def _rows(connection: Connection, query: Any) -> list[Row]:
    result = connection.execute(query)
    names = tuple(result.keys())
    return [dict(zip(names, row, strict=True)) for row in result]


def _place(sorted_by: str, row: Row) -> tuple[str, str]:
    value = row[sorted_by]
    # Positions are numbers and days are dates; as text of one width both sort rightly, and None is first.
    text = f"{value:09d}" if isinstance(value, int) else str(value or "")
    return text, row["id"]


def _judged(tables: Mapping[str, Sequence[Row]], born: date, settings: Settings) -> tuple[JudgedReview, ...]:
    rows = {row["id"]: row for row in tables["review"]}
    stored = [[row[name] for name in ReviewLine.STORED] for row in rows.values()]
    starts: list[date | None] = [row["started_on"] for row in tables["period_of_care"]]
    judged = []
    # Reviews before the first known period, or without any, are numbered by themselves.
    for since, until in zip([None, *starts], [*starts, None], strict=True):
        rows_of_it = [each for each in stored if _between(_on(each), since, until)]
        own = in_order(rows_of_it, since, settings=settings)
        under = Under(looked_after_since=since, born=born, settings=settings)
        for place, line in enumerate(own):
            limit = limit_for(own, place, under) if line.opened_on else None
            judged.append(JudgedReview(line, rows[line.id], limit, in_time(line, limit)))
    return tuple(judged)


def _on(stored: Sequence[Any]) -> date | None:
    return ReviewLine(*stored).on


def _between(day: date | None, since: date | None, until: date | None) -> bool:
    if day is None:
        return until is None
    return (since is None or day >= since) and (until is None or day < until)
