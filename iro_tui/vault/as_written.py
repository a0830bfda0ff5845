"""Whether the record is what its history made of it: a row changed with SQL and without history is not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from iro_tui.vault.triggers import NO_HISTORY, columns_of, plain_tables

if TYPE_CHECKING:
    from sqlite3 import Connection

_MADE_BY_MIGRATION = frozenset({"alert_move"})
"""Tables that step 2 of the schema put rows into without history."""


def strayed(connection: Connection) -> dict[str, int]:
    """Count the rows that are not as the history left them, by table; empty when all are.

    A column that came with a later schema is compared from its first change on.
    """
    known = _last_known(connection)
    found: dict[str, int] = {}
    for table in plain_tables(connection):
        if table in NO_HISTORY:
            continue
        written = known.get(table, {})
        key, columns = columns_of(connection, table)
        place = columns.index(key)
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            last = written.pop(row[place], None)
            if last is None:
                wrong = table not in _MADE_BY_MIGRATION
            else:
                wrong = any(
                    name in last and last[name] != value for name, value in zip(columns, row, strict=True)
                )
            found[table] = found.get(table, 0) + wrong
        # What is left was taken out without history.
        found[table] = found.get(table, 0) + len(written)
    return {table: count for table, count in found.items() if count}


def _last_known(connection: Connection) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what each row held last by its history, by table and key, without rows that were taken out."""
    known: dict[str, dict[str, dict[str, Any]]] = {}
    query = "SELECT table_name, row_id, action, after FROM history ORDER BY seq"
    for table, row_id, action, after in connection.execute(query):
        rows = known.setdefault(table, {})
        if action == "delete":
            rows.pop(row_id, None)
        else:
            rows.setdefault(row_id, {}).update(json.loads(after))
    return known
