"""The chain over history: each row carries a hash of itself and of the hash before it.

A row that is changed, put in or taken out by somebody who has the passphrase and writes past the program
breaks the chain from there on. Whoever also works the whole chain out anew is found out by a backup made
earlier: its last hash must be in the chain (`holds`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite3 import Connection

COLUMNS = "seq, step, at, who, words, table_name, row_id, child_id, action, before, after, undoes"
"""What is hashed of a row, in this order."""


@dataclass(frozen=True)
class Verified:
    """What came of working the chain out anew."""

    rows: int
    """How many rows of history there are."""
    broken_at: int | None
    """The number of the first row that is not as it was written; None when the chain is whole."""
    at: str
    """When that row says it was written, ISO; empty when the chain is whole or the end is missing."""


def link(before: str, row: Iterable[Any]) -> str:
    """Return the hash of a row.

    Args:
        before: The hash of the row before it; empty for the first.
        row: The values of `COLUMNS`.
    """
    return sha256(json.dumps([before, *row], separators=(",", ":")).encode()).hexdigest()


def links(before: str, rows: Iterable[tuple[Any, ...]]) -> list[tuple[str, int]]:
    """Return hash and number of rows that follow each other."""
    found = []
    for row in rows:
        before = link(before, row)
        found.append((before, row[0]))
    return found


def chain_all(connection: Connection) -> None:
    """Give every row of history its hash: for a vault from before there was a chain."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM history ORDER BY seq").fetchall()
    connection.executemany("UPDATE history SET chain = ? WHERE seq = ?", links("", rows))


def verify(connection: Connection) -> Verified:
    """Work the whole chain out anew and compare."""
    (rows,) = connection.execute("SELECT count(*) FROM history").fetchone()
    before, seq = "", 0
    query = f"SELECT chain, {COLUMNS} FROM history ORDER BY seq"
    for chain, *row in connection.execute(query):
        seq = row[0]
        if chain != link(before, row):
            return Verified(rows, seq, row[2])
        before = chain
    # Rows taken off the end leave a whole chain, but numbers are never given twice.
    last = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'history'").fetchone()
    if last is not None and last[0] != seq:
        return Verified(rows, seq + 1, "")
    return Verified(rows, None, "")


def head(connection: Connection) -> tuple[int, str] | None:
    """Return number and hash of the newest row of history; None when there is none."""
    found = connection.execute("SELECT seq, chain FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return None if found is None else (found[0], found[1] or "")


def holds(connection: Connection, newest: tuple[int, str] | None) -> bool:
    """Tell whether a chain goes through the newest row of another one, so that it is a continuation of it."""
    if newest is None:
        return True
    found = connection.execute("SELECT chain FROM history WHERE seq = ?", (newest[0],)).fetchone()
    return found is not None and (found[0] or "") == newest[1]
