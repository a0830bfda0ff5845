"""Vaults as an earlier version left them: the released steps up to one, and a row in every table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from iro_tui.vault import key
from iro_tui.vault.chain import chain_all
from iro_tui.vault.connection import connect_for_work
from iro_tui.vault.creation import BACKUPS, DB, KEY, OUTBOX
from iro_tui.vault.migrations import MIGRATIONS, migrate
from iro_tui.vault.triggers import plain_tables

if TYPE_CHECKING:
    from pathlib import Path
    from sqlite3 import Connection

_VALUES = {
    "DATE": "2026-01-05",
    "DATETIME": "2026-01-05 09:30:00.000000",
    "JSON": "{}",
    "INTEGER": 1,
    "FLOAT": 1.5,
}


def make_old(home: Path, passphrase: str, cost: key.Cost, number: int, rows: int = 3) -> dict[str, int]:
    """Make a vault of schema version `number` with rows in every table, and return how many each has."""
    for folder in (home, home / BACKUPS, home / OUTBOX):
        folder.mkdir(mode=0o700, parents=True)
    data_key = key.create_key_file(home / KEY, passphrase, cost)
    connection = connect_for_work(home / DB, data_key)
    try:
        migrate(connection, lambda: None, MIGRATIONS[:number])
        return _fill(connection, number, rows)
    finally:
        connection.close()


def _fill(connection: Connection, number: int, rows: int) -> dict[str, int]:
    counts = {}
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN IMMEDIATE")
    for step in range(1, rows + 1):
        connection.execute(
            "INSERT INTO acting (one, step, at, who, words) "
            "VALUES (1, ?, '2026-01-05T09:30:00+00:00', 'IRO', 'made')",
            (step,),
        )
        for table in plain_tables(connection):
            if table not in ("history", "acting"):
                single = table == "profile"
                if single and step > 1:
                    continue
                _insert(connection, table, step)
                counts[table] = counts.get(table, 0) + 1
        connection.execute("DELETE FROM acting")
    if number >= 2:
        chain_all(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA foreign_keys = ON")
    return counts


def _insert(connection: Connection, table: str, step: int) -> None:
    parents = {row[3]: row[2] for row in connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()}
    info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    values: dict[str, Any] = {}
    for _, name, kind, _, _, is_key in info:
        if is_key:
            values[name] = "me" if table == "profile" else f"{table}-{step}"
        elif name in parents:
            values[name] = f"{parents[name]}-{step}"
        else:
            values[name] = _VALUES.get(kind.partition("(")[0], f"{name} {step}")
            if kind == "BOOLEAN":
                values[name] = 0
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))


def held(connection: Connection, table: str, names: list[str]) -> list[str]:
    """Return what certain columns of a table hold, to compare before and after."""
    columns = ", ".join(f'"{name}"' for name in names)
    return sorted(
        json.dumps(row) for row in connection.execute(f'SELECT {columns} FROM "{table}"').fetchall()
    )
