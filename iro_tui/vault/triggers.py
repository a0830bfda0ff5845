"""The triggers that write history, made from the tables the vault has.

They read the schema of the file, not the models, so every table is covered whatever wrote to it: a verb, bulk
SQL, REPLACE, or a row that goes because the one it belongs to goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.vault.chain import COLUMNS

if TYPE_CHECKING:
    from sqlite3 import Connection

NO_HISTORY = frozenset({"history", "acting", "draft", "calendar_entry"})
"""History itself, the note of who is acting, typing not saved yet, and what left in the calendar file."""

_PREFIX = "history_"

# A row gets its hash once, at the end of its step; nothing else of it ever changes.
_HASHED = " OR ".join(
    ["OLD.chain IS NOT NULL", *(f"OLD.{name} IS NOT NEW.{name}" for name in COLUMNS.split(", "))]
)

_APPEND_ONLY = {
    f"{_PREFIX}is_never_{done}": f"CREATE TRIGGER {_PREFIX}is_never_{done} BEFORE {event} ON history "
    f"{when}BEGIN SELECT RAISE(ABORT, 'history is never {done}'); END"
    for event, done, when in (("UPDATE", "changed", f"WHEN {_HASHED} "), ("DELETE", "removed", ""))
}


def ensure_triggers(connection: Connection) -> None:
    """Put the history triggers in place: the missing ones, the outdated ones, and none besides.

    Rebuilding a table drops its triggers without a word, so this runs whenever a vault is opened.
    """
    wanted = _wanted(connection)
    present = _present(connection)
    if present == wanted:
        return
    connection.execute("SAVEPOINT triggers")
    for name, sql in present.items():
        if wanted.get(name) != sql:
            connection.execute(f'DROP TRIGGER "{name}"')
    for name, sql in wanted.items():
        if present.get(name) != sql:
            connection.execute(sql)
    connection.execute("RELEASE triggers")


def drop_triggers(connection: Connection) -> None:
    """Take the history triggers away, for a migration."""
    for name in _present(connection):
        connection.execute(f'DROP TRIGGER "{name}"')


def plain_tables(connection: Connection) -> list[str]:
    """Return the names of the vault's ordinary tables: no search index, nothing of SQLite's own."""
    rows = connection.execute("PRAGMA main.table_list").fetchall()
    return sorted(
        row[1] for row in rows if row[2] == "table" and not row[1].startswith(("sqlite_", "search_"))
    )


def columns_of(connection: Connection, table: str) -> tuple[str, list[str]]:
    """Return a table's key column and all its columns.

    Raises:
        TypeError: The table cannot have history: no single key column, or a column of raw bytes, which JSON
            cannot hold.
    """
    info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    keys = [row[1] for row in info if row[5]]
    if len(keys) != 1:
        raise TypeError(f"table {table} needs one key column to have history")
    if any(row[2].upper() in ("BLOB", "") for row in info):
        raise TypeError(f"table {table} has a column of raw bytes, which history cannot hold")
    return keys[0], [row[1] for row in info]


def _present(connection: Connection) -> dict[str, str]:
    rows = connection.execute(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '{_PREFIX}*'"
    )
    return dict(rows.fetchall())


def _wanted(connection: Connection) -> dict[str, str]:
    triggers = dict(_APPEND_ONLY)
    for table in plain_tables(connection):
        if table not in NO_HISTORY:
            key, columns = columns_of(connection, table)
            for event in ("INSERT", "UPDATE", "DELETE"):
                name = f"{_PREFIX}{table}_{event.lower()}"
                triggers[name] = f"CREATE TRIGGER {name} {_body(event, table, key, columns)}"
    return triggers


def _body(event: str, table: str, key: str, columns: list[str]) -> str:
    """Return a trigger after its name: one history row of changed columns, or an error outside a step."""
    row = "OLD" if event == "DELETE" else "NEW"
    child = "child_id" if "child_id" in columns else key if table == "child" else None
    changed = {"INSERT": None, "DELETE": None, "UPDATE": "OLD.{0} IS NOT NEW.{0}"}[event]
    before = _json("OLD", columns, changed) if event != "INSERT" else "NULL"
    after = _json("NEW", columns, changed) if event != "DELETE" else "NULL"
    when = fixed = ""
    if event == "UPDATE":
        fixed = f'SELECT RAISE(ABORT, \'a key never changes\') WHERE OLD."{key}" IS NOT NEW."{key}"; '
        when = "WHEN " + " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in columns) + " "
    return (
        f'AFTER {event} ON "{table}" {when}BEGIN '
        "SELECT RAISE(ABORT, 'a change outside a step') WHERE NOT EXISTS (SELECT 1 FROM acting); "
        f"{fixed}"
        "INSERT INTO history "
        "(step, at, who, words, undoes, table_name, row_id, child_id, action, before, after) "
        f"SELECT step, at, who, words, undoes, '{table}', {row}.\"{key}\", "
        f"{f'{row}.{child}' if child else 'NULL'}, '{event.lower()}', {before}, {after} FROM acting; END"
    )


def _json(row: str, columns: list[str], changed: str | None) -> str:
    """Return an expression for the row's columns as a JSON object; only changed ones if a test is given."""
    parts = []
    for column in columns:
        quoted = f'"{column}"'
        test = f" WHERE {changed.format(quoted)}" if changed else ""
        parts.append(f"SELECT '{column}' AS name, {row}.{quoted} AS value{test}")
    return f"(SELECT json_group_object(name, value) FROM ({' UNION ALL '.join(parts)}))"
