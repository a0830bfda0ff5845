"""The invented caseload as rows, told once for each day that the tests look at."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

from sqlmodel import SQLModel

from iro_tui.demo.story import Story, tell
from iro_tui.record.tables import Review

SUNDAY = date(2026, 11, 22)
DAYS = [
    SUNDAY,
    date(2026, 11, 26),
    date(2026, 11, 27),
    date(2025, 4, 18),  # Good Friday
    date(2026, 12, 25),
    date(2028, 2, 29),
    date(2024, 3, 1),
    date(2031, 8, 31),
]
Row = dict[str, Any]


@cache
def told(today: date, seed: int = 63) -> Story:
    return tell(today, seed)


def rows(today: date, table: type[SQLModel]) -> list[Row]:
    return told(today).book.rows[table]


@cache
def by_child(today: date, table: type[SQLModel]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows(today, table):
        found[row["child_id"]].append(row)
    return found


def of(today: date, table: type[SQLModel], child: Row) -> list[Row]:
    return by_child(today, table)[child["id"]]


def held(today: date, child: Row) -> list[Row]:
    found = [row for row in of(today, Review, child) if row["completed_on"]]
    return sorted(found, key=lambda row: row["completed_on"])


def everything(today: date) -> list[tuple[type[SQLModel], Row]]:
    return [(table, row) for table, found in told(today).book.rows.items() for row in found]


def texts(row: Row) -> list[str]:
    return [value for value in row.values() if isinstance(value, str)]
