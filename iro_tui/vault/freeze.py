"""Write the schema of the models to the frozen file of step 1: `python -m iro_tui.vault.freeze`.

For developers, as long as no version has been released. After that, a change to the record is a new
migration.
"""

from __future__ import annotations

from iro_tui.vault.history import SCHEMA
from iro_tui.vault.migrations import FROZEN


def schema_of_models() -> str:
    """Return the SQL that makes every table and index of the record, and those of history."""
    from sqlalchemy.dialects.sqlite import dialect
    from sqlalchemy.schema import CreateIndex, CreateTable
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401  (registers the tables)

    statements: list[str] = []
    for table in sorted(SQLModel.metadata.sorted_tables, key=lambda table: table.name):
        statements.append(str(CreateTable(table).compile(dialect=dialect())))
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        statements += [str(CreateIndex(index).compile(dialect=dialect())) for index in indexes]
    lines = (line.rstrip() for statement in (*statements, *SCHEMA) for line in _ended(statement).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _ended(statement: str) -> str:
    return statement.strip() + ";\n"


def main() -> None:
    """Write the file."""
    FROZEN.mkdir(exist_ok=True)
    (FROZEN / "0001.sql").write_text(schema_of_models(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
