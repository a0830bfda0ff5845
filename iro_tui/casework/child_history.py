"""Who changed what on one child's record: what was done here, and what came with a hand-over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Any

from iro_tui.rules.dates import say_date
from iro_tui.vault.history import HistoryRow, history_of

if TYPE_CHECKING:
    from datetime import tzinfo

    from sqlalchemy import Connection
    from sqlmodel import Session

RECEIVED = "child received"
"""The words of the step in which a child comes from another IRO."""
BROUGHT = "everything brought in"
"""The words of the step in which a whole export comes into a new vault."""
BESIDE = "earlier_change"
"""The table of what came; its own rows are no part of what an IRO calls history."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The step in which a child came to this vault from another one."""

    first: int
    last: int
    """The number of the step's last row of history."""
    at: str
    """When, in UTC, as history keeps it."""
    brought: bool
    """Whether it came with everything else of an export, and not by itself from another IRO."""


def child_history(session: Session, child_id: str, limit: int) -> list[HistoryRow]:
    """Changed rows of one child, the newest first, those from elsewhere among them in their place.

    Rows from elsewhere have a step below 0, alike for what was done together.
    """
    session.flush()
    own = history_of(session, child_id, limit, without=BESIDE)
    earlier = _earlier(session.connection(), child_id, limit)
    return list(islice(merge(own, earlier, key=lambda row: row.at, reverse=True), limit))


def begins(session: Session, child_id: str, zone: tzinfo | None) -> str:
    """One sentence where a child came here without the changes before; else empty."""
    session.flush()
    connection = session.connection()
    arrived = arrival(connection, child_id)
    if arrived is not None and arrived.brought:
        if _earlier(connection, child_id, 1):
            return ""
        day = say_date(datetime.fromisoformat(arrived.at).astimezone(zone).date())
        return f"The history here begins on {day}. The export that was brought in that day had none."
    came = connection.exec_driver_sql(
        "SELECT who, (SELECT at FROM history WHERE child_id = h.child_id ORDER BY seq LIMIT 1) "
        "FROM handover h WHERE child_id = ? AND way = 'IN' ORDER BY number LIMIT 1",
        (child_id,),
    ).first()
    if came is None or arrived is None or _earlier(connection, child_id, 1):
        return ""
    day = say_date(datetime.fromisoformat(came[1]).astimezone(zone).date())
    return f"The history here begins on {day}. What was changed before is with {came[0] or 'the other IRO'}."


def arrival(connection: Connection, child_id: str) -> Arrival | None:
    """The last step in which the child came whole from elsewhere; None for a child who was here before."""
    step = connection.exec_driver_sql(
        "SELECT step, at, words FROM history WHERE child_id = ?1 AND table_name = 'child' "
        "AND action = 'insert' AND words IN (?2, 'redone: ' || ?2, ?3, 'redone: ' || ?3) "
        "ORDER BY seq DESC LIMIT 1",
        (child_id, RECEIVED, BROUGHT),
    ).first()
    if step is None:
        return None
    ends = connection.exec_driver_sql(
        "SELECT min(seq), max(seq) FROM history WHERE step = ?", (step[0],)
    ).one()
    return Arrival(first=ends[0], last=ends[1], at=step[1], brought=step[2].endswith(BROUGHT))


def _earlier(connection: Connection, child_id: str, limit: int) -> list[HistoryRow]:
    rows = connection.exec_driver_sql(
        "SELECT place, at, who, words, table_name, row_id, action, before, after FROM earlier_change "
        "WHERE child_id = ? ORDER BY at DESC, place DESC LIMIT ?",
        (child_id, limit),
    )
    return list(_as_rows(rows, child_id))


def _as_rows(rows: Any, child_id: str) -> Iterator[HistoryRow]:
    steps: dict[tuple[str, str, str], int] = {}
    for place, at, who, words, table, row_id, action, before, after in rows:
        yield HistoryRow(
            seq=-place,
            step=-1 - steps.setdefault((at, who, words), len(steps)),
            at=datetime.fromisoformat(at),
            who=who,
            words=words,
            table_name=table,
            row_id=row_id,
            child_id=child_id,
            action=action,
            before=json.loads(before) if before else None,
            after=json.loads(after) if after else None,
            undoes=None,
        )
