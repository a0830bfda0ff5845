"""Every change is history: who, when, in which step, and what was there before. Undo replays it.

A step is one verb, run in one transaction. While it runs, the one row of `acting` says whose step it is and
the triggers copy that into each history row; a change outside a step is refused. Undo is a step too, so
nothing that happened ever leaves the history.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.errors import IroError

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

SCHEMA = (
    """CREATE TABLE history (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    words TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    child_id TEXT,
    action TEXT NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    before TEXT,
    after TEXT,
    undoes INTEGER,
    chain TEXT
)""",
    "CREATE INDEX history_step ON history (step)",
    "CREATE INDEX history_child ON history (child_id, seq)",
    "CREATE INDEX history_undoes ON history (undoes) WHERE undoes IS NOT NULL",
    """CREATE TABLE acting (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    step INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    words TEXT NOT NULL,
    undoes INTEGER
)""",
)
"""The tables of history. `undoes` is the step an undo took back; `chain` is kept for a hash over the rows."""


@dataclass(frozen=True)
class Changed:
    """What one step changed, for the screens that show it."""

    step: int
    words: str
    rows: frozenset[tuple[str, str]]
    """Table name and row id of each changed row; empty when nothing changed."""


@dataclass(frozen=True)
class Step:
    """One step as the IRO knows it."""

    number: int
    at: datetime
    """When it was done, in UTC."""
    words: str
    child_id: str | None
    """The child it was about; None when it was about several or none."""


@dataclass(frozen=True)
class HistoryRow:
    """One changed row in one step."""

    seq: int
    step: int
    at: datetime
    who: str
    words: str
    table_name: str
    row_id: str
    child_id: str | None
    action: str
    """insert, update or delete."""
    before: dict[str, Any] | None
    """The changed columns as they were; None for an insert."""
    after: dict[str, Any] | None
    """The changed columns as they became; None for a delete."""
    undoes: int | None
    """The number of the step this one took back; None for an ordinary step."""


def begin_step(session: Session, at: datetime, who: str, words: str) -> int:
    """Say who acts, before anything is changed, and return the step's number.

    Raises:
        ValueError: The time has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("the time of a step needs a time zone")
    step: int = _one(session, "SELECT coalesce(max(step), 0) + 1 FROM history")
    _run(
        session,
        "INSERT INTO acting (one, step, at, who, words) VALUES (1, ?, ?, ?, ?)",
        (step, at.astimezone(UTC).isoformat(), who, words),
    )
    return step


def end_step(session: Session, step: int) -> Changed:
    """Close the step and read back from history what it changed."""
    words = _one(session, "SELECT words FROM acting")
    _run(session, "DELETE FROM acting")
    rows = _run(session, "SELECT DISTINCT table_name, row_id FROM history WHERE step = ?", (step,))
    return Changed(step, words, frozenset((table, row_id) for table, row_id in rows))


def last_step(session: Session) -> Step | None:
    """Return the step undo would take back: the newest that is not undone and not an undo."""
    row = _run(
        session,
        "SELECT step, at, words FROM history WHERE undoes IS NULL AND step NOT IN "
        "(SELECT undoes FROM history WHERE undoes IS NOT NULL) ORDER BY seq DESC LIMIT 1",
    ).first()
    if row is None:
        return None
    children = _run(
        session,
        "SELECT DISTINCT child_id FROM history WHERE step = ? AND child_id IS NOT NULL LIMIT 2",
        (row[0],),
    ).all()
    return Step(
        row[0], datetime.fromisoformat(row[1]), row[2], children[0][0] if len(children) == 1 else None
    )


def history_of(session: Session, child_id: str | None = None, limit: int = 100) -> list[HistoryRow]:
    """Return changed rows, newest first: one child's, or all when no child is named."""
    where, given = ("WHERE child_id = ? ", (child_id,)) if child_id is not None else ("", ())
    rows = _run(
        session,
        "SELECT seq, step, at, who, words, table_name, row_id, child_id, action, before, after, undoes "
        f"FROM history {where}ORDER BY seq DESC LIMIT ?",
        (*given, limit),
    )
    return [
        HistoryRow(
            seq=row.seq,
            step=row.step,
            at=datetime.fromisoformat(row.at),
            who=row.who,
            words=row.words,
            table_name=row.table_name,
            row_id=row.row_id,
            child_id=row.child_id,
            action=row.action,
            before=_object(row.before),
            after=_object(row.after),
            undoes=row.undoes,
        )
        for row in rows
    ]


def undo(session: Session) -> Step | None:
    """Take back the newest step that can be, as a step of its own; a verb for `Vault.act`.

    Returns:
        The step that was taken back, or None when there is none.

    Raises:
        IroError: Something written since hangs on it. Nothing is changed.
    """
    taken = last_step(session)
    if taken is None:
        return None
    _run(session, "UPDATE acting SET words = ?, undoes = ?", (f"undone: {taken.words}", taken.number))
    # Rows go back newest first, so a link may point at a row that comes back a moment later.
    _run(session, "PRAGMA defer_foreign_keys = ON")
    refusal = IroError(f"This cannot be taken back: {taken.words}. Something written since hangs on it.")
    changes = _run(
        session,
        "SELECT table_name, row_id, action, before, after FROM history WHERE step = ? ORDER BY seq DESC",
        (taken.number,),
    ).all()
    for table, row_id, action, before, after in changes:
        if not _put_back(session, table, row_id, action, _object(before), _object(after)):
            raise refusal
    # Rows that went or lost their link only because the row they hang on went back.
    swept_along = _run(
        session,
        "SELECT table_name, row_id FROM history WHERE step = (SELECT step FROM acting) "
        "EXCEPT SELECT table_name, row_id FROM history WHERE step = ?",
        (taken.number,),
    ).first()
    tables = {change[0] for change in changes}
    if swept_along or any(_run(session, f'PRAGMA foreign_key_check("{table}")').first() for table in tables):
        raise refusal
    return taken


undo.words = "undone"  # type: ignore[attr-defined]


def _put_back(
    session: Session,
    table: str,
    row_id: str,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> bool:
    """Reverse one history row; False when the row is not as that step left it."""
    key = next(row[1] for row in _run(session, f'PRAGMA table_info("{table}")').all() if row[5])
    if before is None:
        drafts = (
            table == "child" and _run(session, "SELECT 1 FROM draft WHERE child_id = ?", (row_id,)).first()
        )
        match, values = _match(after or {})
        return not drafts and _count(session, f'DELETE FROM "{table}" WHERE {match}', values) == 1
    if after is None:
        names = ", ".join(f'"{name}"' for name in before)
        marks = ", ".join("?" * len(before))
        sql = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'
        return _count(session, sql, tuple(before.values())) == 1
    match, values = _match({key: row_id} | after)
    names = ", ".join(f'"{name}" = ?' for name in before)
    return (
        _count(session, f'UPDATE OR IGNORE "{table}" SET {names} WHERE {match}', (*before.values(), *values))
        == 1
    )


def _match(columns: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
    return " AND ".join(f'"{name}" IS ?' for name in columns), tuple(columns.values())


def _connection(session: Session) -> Connection:
    return session.connection()


def _run(session: Session, sql: str, values: tuple[Any, ...] = ()) -> Any:
    return _connection(session).exec_driver_sql(sql, values)


def _one(session: Session, sql: str) -> Any:
    return _run(session, sql).scalar_one()


def _count(session: Session, sql: str, values: tuple[Any, ...]) -> int:
    return int(_run(session, sql, values).rowcount)


def _object(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)
