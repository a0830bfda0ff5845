"""The rows of the story, collected by table and ready to be written in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Any

from sqlmodel import SQLModel

from iro_tui.record.nouns import table_named


def in_order() -> tuple[type[SQLModel], ...]:
    """Every table of the record, those others hang on first."""
    return tuple(table_named(table.name) for table in SQLModel.metadata.sorted_tables)


@dataclass
class Book:
    """Rows as plain values, with every column given, so that each table is written by one statement."""

    chance: Random
    rows: dict[type[SQLModel], list[dict[str, Any]]] = field(
        default_factory=lambda: {table: [] for table in in_order()}
    )

    def write(self, table: type[SQLModel], **values: Any) -> str:
        """Add a row and return its id. The same story has the same ids."""
        row = {**_defaults(table), "id": f"{self.chance.getrandbits(64):016x}", **values}
        for name, value in row.items():
            # A fresh list or mapping for each row, since rows are changed on their own.
            if isinstance(value, list | dict) and not value:
                row[name] = type(value)()
        self.rows[table].append(row)
        return str(row["id"])


@cache
def _defaults(table: type[SQLModel]) -> Mapping[str, Any]:
    return {
        name: info.get_default(call_default_factory=True)
        for name, info in table.model_fields.items()
        if not info.is_required() and name != "id"
    }
