"""A row in every table, made from the columns themselves, so that a new table or field is in at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlmodel import Session, SQLModel

from iro_tui.casework.verbs import verb

ODD = '=1+1 “O\'Brien” [/] [b]\r\n\té\U0001f98a,"x"\x1f \\N'
"""What spreadsheets, markup, JSON and line ends could each take for something else."""


def value_for(column: Any, number: int) -> Any:
    kind = str(column.type.compile(dialect=sqlite.dialect())).partition("(")[0]
    return {
        "BOOLEAN": number % 2 == 0,
        "INTEGER": number,
        "FLOAT": 0.1 + number,
        "DATE": date(2024, 2, 29),
        "DATETIME": datetime(2026, 1, 5, 9, 30, 0, 123456, UTC),
        "JSON": {"a": [1, None, ODD], "b": {"c": True}},
    }.get(kind, f"{number} {ODD}")


@verb("something put in every table")
def something_everywhere(session: Session, children: int, skip: frozenset[str] = frozenset()) -> None:
    """Rows for some children; every other child's rows leave empty what may be empty."""
    connection = session.connection()
    for number in range(children):
        made: dict[str, str] = {}
        for table in SQLModel.metadata.sorted_tables:
            if table.name in skip or (number and table.name == "profile"):
                continue
            values: dict[str, Any] = {}
            for column in table.columns:
                target = next((link.column.table.name for link in column.foreign_keys), None)
                if column.primary_key:
                    values[column.name] = "me" if table.name == "profile" else f"{table.name}{number:012}"
                    made[table.name] = values[column.name]
                elif target is not None:
                    values[column.name] = made.get(target)
                elif number % 2 and column.nullable:
                    values[column.name] = None
                else:
                    values[column.name] = value_for(column, number)
            connection.execute(table.insert().values(**values))
