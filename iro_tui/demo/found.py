"""Rows of the story that were told already, for what is told about them later."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import SQLModel

from iro_tui.demo.book import Book
from iro_tui.rules.working_days import is_working_day, last_working_day

Row = dict[str, Any]


@dataclass
class Found:
    """The rows of each child by table; what is written after this was made is not in it."""

    book: Book
    _by_table: dict[type[SQLModel], dict[str, list[Row]]] = field(default_factory=dict)

    def of(self, table: type[SQLModel], child_id: str) -> list[Row]:
        """The rows of one child in the order they were told."""
        if table not in self._by_table:
            rows: defaultdict[str, list[Row]] = defaultdict(list)
            for row in self.book.rows[table]:
                rows[row["child_id"]].append(row)
            self._by_table[table] = rows
        return self._by_table[table].get(child_id, [])


def by_now(day: date, today: date) -> date | None:
    """The day, on a working day; None when it is still to come."""
    day = day if is_working_day(day) else last_working_day(day)
    return day if day <= today else None
