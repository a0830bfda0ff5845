"""Every change is history: who, when, in which step, and what was there before. Undo replays it.

A step is one verb, run in one transaction. While it runs, the one row of `acting` says whose step it is and
the triggers copy that into each history row; a change outside a step is refused. Undo is a step too, and
so is redo, so nothing that happened ever leaves the history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.errors import IroError
from iro_tui.vault.chain import COLUMNS, links
from iro_tui.vault.erase import ERASED

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
"""The tables of history. `undoes` is the step an undo or redo took back; `chain` comes from `chain.py`."""


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
    """The number of the step this one took back, an undo or a redo; None for an ordinary step."""


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
    rows = [
        tuple(row)
        for row in _run(session, f"SELECT {COLUMNS} FROM history WHERE step = ? ORDER BY seq", (step,))
    ]
    if rows:
        before = _run(
            session, "SELECT chain FROM history WHERE seq < ? ORDER BY seq DESC LIMIT 1", (rows[0][0],)
        )
        for hashed, seq in links(before.scalar() or "", rows):
            _run(session, "UPDATE history SET chain = ? WHERE seq = ?", (hashed, seq))
    return Changed(step, words, frozenset((row[5], row[6]) for row in rows))


def last_step(session: Session) -> Step | None:
    """Return the step undo would take back: the newest that stands and is no undo."""
    undos, fallen = _undos(session)
    for step in _steps(session):
        if step.number not in fallen and step.number not in undos:
            return step
    return None


def last_undo(session: Session) -> Step | None:
    """Return the undo that redo would take back: the newest that stands, with nothing new saved since."""
    undos, fallen = _undos(session)
    redos = {number for number in _undoing(session) if number not in undos}
    for step in _steps(session):
        if step.number in fallen or step.number in redos:
            continue
        return step if step.number in undos else None
    return None


def stands(session: Session, number: int) -> bool:
    """Whether a step was not taken back, or done again since."""
    _, fallen = _undos(session)
    return number not in fallen


def _undoing(session: Session) -> dict[int, int]:
    """Return the steps that took one back, the newest first, and which."""
    query = "SELECT DISTINCT step, undoes FROM history WHERE undoes IS NOT NULL ORDER BY step DESC"
    return {row[0]: row[1] for row in _run(session, query)}


def _undos(session: Session) -> tuple[frozenset[int], frozenset[int]]:
    """Return the steps that are undos, not redos, and the steps that something standing took back."""
    undoing = _undoing(session)
    undos: set[int] = set()
    for number in reversed(undoing):
        if undoing[number] not in undos:
            undos.add(number)
    fallen: set[int] = set()
    for number, undone in undoing.items():
        if number not in fallen:
            fallen.add(undone)
    return frozenset(undos), frozenset(fallen)


def _steps(session: Session) -> Iterator[Step]:
    """Yield the steps, the newest first, one query each: few are asked for."""
    number: int = _one(session, "SELECT coalesce(max(step), 0) + 1 FROM history")
    while True:
        query = "SELECT step, at, words FROM history WHERE step < ? ORDER BY step DESC LIMIT 1"
        row = _run(session, query, (number,)).first()
        if row is None:
            return
        number = row[0]
        query = "SELECT DISTINCT child_id FROM history WHERE step = ? AND child_id IS NOT NULL LIMIT 2"
        children = _run(session, query, (number,)).scalars().all()
        child_id = children[0] if len(children) == 1 else None
        yield Step(number, datetime.fromisoformat(row[1]), row[2], child_id)


def history_of(
    session: Session, child_id: str | None = None, limit: int = 100, without: str = ""
) -> list[HistoryRow]:
    """Return changed rows, newest first: one child's, or all when no child is named.

    Args:
        session: an open session.
        child_id: the child; None for every row.
        limit: how many rows at most.
        without: the name of a table that is passed over.
    """
    where, given = "WHERE table_name != ? ", [without]
    if child_id is not None:
        where, given = f"{where}AND child_id = ? ", [without, child_id]
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
    """Take back the newest step that stands, as a step of its own; a verb for `Vault.act`.

    Returns:
        The step that was taken back, or None when there is none.

    Raises:
        IroError: Something written since hangs on it. Nothing is changed.
    """
    return _take_back(session, last_step(session), "undone")


def redo(session: Session) -> Step | None:
    """Do again what the newest undo took back, as a step of its own; a verb for `Vault.act`.

    Returns:
        The undo that was taken back, or None when there is none or something was saved since.

    Raises:
        IroError: Something written since hangs on it. Nothing is changed.
    """
    return _take_back(session, last_undo(session), "redone")


undo.words = "undone"  # type: ignore[attr-defined]
redo.words = "redone"  # type: ignore[attr-defined]


def _take_back(session: Session, taken: Step | None, done: str) -> Step | None:
    if taken is None:
        return None
    if taken.words == ERASED:
        raise IroError("A child who was erased cannot be brought back, nor anything from before undone.")
    words = taken.words.removeprefix("undone: ").removeprefix("redone: ")
    _run(session, "UPDATE acting SET words = ?, undoes = ?", (f"{done}: {words}", taken.number))
    # Rows go back newest first, so a link may point at a row that comes back a moment later.
    _run(session, "PRAGMA defer_foreign_keys = ON")
    can_not = "taken back" if done == "undone" else "done again"
    refusal = IroError(f"This cannot be {can_not}: {words}. Something written since hangs on it.")
    changes = _run(
        session,
        "SELECT table_name, row_id, action, before, after FROM history WHERE step = ? ORDER BY seq DESC",
        (taken.number,),
    ).all()
    for table, _, _, before, after in changes:
        known = {row[1] for row in _run(session, f'PRAGMA table_info("{table}")')}
        if not {*(_object(before) or ()), *(_object(after) or ())} <= known:
            raise IroError(
                f"This cannot be {can_not}: {words}. An earlier version of iro-tui saved it, and what "
                "it wrote is kept elsewhere since. Change it by hand."
            )
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
