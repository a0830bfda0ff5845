"""Write what the models have and released vaults do not to the newest frozen file: `-m iro_tui.vault.freeze`.

For developers. A step that was released never changes. The step after it is written again as often as the
record changes, until it is released too: then RELEASED goes up by one and the file joins the migrations.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from iro_tui.vault.migrations import FROZEN, MIGRATIONS, migrate

if TYPE_CHECKING:
    from sqlite3 import Connection

RELEASED = 3
"""The newest schema version that vaults outside this checkout have."""

_DEFAULTS = {"VARCHAR": "''", "TEXT": "''", "INTEGER": "0", "BOOLEAN": "0", "JSON": "'{}'"}
"""What rows that are already there get in a new column that may not be empty."""


def newest_step(connection: Connection) -> str:
    """Return the SQL from the newest released schema to that of the models; empty when there is nothing new.

    Args:
        connection: An empty database; the released steps are run on it.

    Raises:
        TypeError: A column was added that may not be empty and has no default for the rows there are.
    """
    migrate(connection, lambda: None, tuple(step for step in MIGRATIONS if step.number <= RELEASED))
    lines = (line.rstrip() for statement in _statements(connection) for line in statement.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def _statements(connection: Connection) -> Iterator[str]:
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401  (registers the tables)

    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master").fetchall()}
    for table in sorted(SQLModel.metadata.sorted_tables, key=lambda table: table.name):
        if table.name not in there:
            yield f"{str(CreateTable(table).compile(dialect=dialect())).strip()};\n"
        else:
            known = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()}
            for column in table.columns:
                if column.name not in known:
                    yield f'ALTER TABLE "{table.name}" ADD COLUMN {_column(column)};\n'
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            if index.name not in there:
                yield f"{str(CreateIndex(index).compile(dialect=dialect())).strip()};\n"


def _column(column: Any) -> str:
    from sqlalchemy.dialects.sqlite import dialect

    kind = str(column.type.compile(dialect=dialect()))
    words = f"{column.name} {kind}"
    if not column.nullable:
        default = _DEFAULTS.get(kind.partition("(")[0])
        if default is None:
            raise TypeError(f"{column.table.name}.{column.name}: let it be None, or give its rows a value")
        words += f" DEFAULT {_default(column, default)} NOT NULL"
    for link in column.foreign_keys:
        target = link.column
        words += f" REFERENCES {target.table.name} ({target.name}) ON DELETE {link.ondelete}"
    return words


def _default(column: Any, usual: str) -> str:
    """The model's own default as SQL; the usual empty value where it has none."""
    given = column.default.arg if column.default is not None and column.default.is_scalar else None
    if isinstance(given, bool):
        return str(int(given))
    if isinstance(given, int):
        return str(given)
    return "'" + given.replace("'", "''") + "'" if isinstance(given, str) else usual


def main() -> None:
    """Write the file."""
    from iro_tui.vault.connection import driver

    connection: Connection = driver().connect(":memory:", isolation_level=None)
    try:
        sql = newest_step(connection)
    finally:
        connection.close()
    if sql:
        file = FROZEN / f"{RELEASED + 1:04}.sql"
        file.write_text(sql, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
