"""Rows of the record as plain JSON values, and back: what every file of our own is read and written with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

Row = Mapping[str, Any]
Tables = Mapping[str, Mapping[str, Row]]
"""Rows by table name and id; their values are plain."""


def plain(value: Any) -> Any:
    """A value of a column as JSON has it: days and times in ISO form."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def plain_row(row: Row) -> dict[str, Any]:
    """A row with plain values."""
    return {name: plain(value) for name, value in row.items()}


def table_of(name: str) -> Table:
    """The table of a name.

    Raises:
        BadInput: this version has no such table.
    """
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401

    try:
        return SQLModel.metadata.tables[name]
    except KeyError:
        raise BadInput(
            f"The file has a table “{name}” that this version does not know. It was made by a newer one."
        ) from None


def key_of(table: Table) -> str:
    """The name of a table's key column; every table of the record has one of one column."""
    return str(next(iter(table.primary_key.columns)).name)


@cache
def in_order() -> tuple[str, ...]:
    """Every table after those its rows point to."""
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401

    return tuple(table.name for table in SQLModel.metadata.sorted_tables)


@cache
def links(name: str) -> Mapping[str, tuple[str, bool]]:
    """The columns of a table that point to other rows: to which table, and whether the row goes with it."""
    return {
        column.name: (link.column.table.name, link.ondelete == "CASCADE")
        for column in table_of(name).columns
        for link in column.foreign_keys
    }


def typed_row(name: str, row: object) -> dict[str, Any]:
    """A row read from a file, with values as the vault keeps them. What an older version left out is as new.

    Raises:
        BadInput: it is no row of that table; the sentence names table, row and field.
    """
    table = table_of(name)
    key = key_of(table)
    if not isinstance(row, Mapping) or not isinstance(row.get(key), str) or not row[key]:
        raise BadInput(f"The file is damaged: a row of “{name}” has no {key}. Ask for it again.")
    where = f"“{name}”, row {row[key]}"
    unknown = next((field for field in row if field not in table.columns), None)
    if unknown is not None:
        raise BadInput(f"{where}: there is no field “{unknown}”. The file was made by a newer version.")
    found = {}
    for column in table.columns:
        if column.name in row:
            value = _typed(kind_of(column), row[column.name])
            wrong = value is _WRONG or (value is None and not column.nullable)
        else:
            value = _usual(column)
            wrong = value is None and not column.nullable
        if wrong:
            said = repr(row[column.name])[:40] if column.name in row else "nothing"
            raise BadInput(f"{where}: “{column.name}” cannot be {said}. The file was changed or is damaged.")
        found[column.name] = value
    return found


def kind_of(column: Any) -> type:
    """What Python keeps a column's values as; object for JSON."""
    # A text of SQLModel is a wrapper that does not say what it wraps.
    return getattr(column.type, "impl_instance", column.type).python_type  # type: ignore[no-any-return]


_WRONG = object()


def _typed(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind in (date, datetime):
        try:
            found: date = kind.fromisoformat(value)
        except (ValueError, TypeError):
            return _WRONG
        return _WRONG if isinstance(found, datetime) and found.tzinfo is None else found
    if kind is object:
        return value if isinstance(value, dict | list) else _WRONG
    if kind is float and type(value) is int:
        return float(value)
    return value if type(value) is kind else _WRONG


def _usual(column: Any) -> Any:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def rows_about(connection: Connection, name: str, child_id: str) -> list[Row]:
    """Every row of a table about one child, the child's own included."""
    table = table_of(name)
    about = table.c.id if name == "child" else table.c.child_id
    return [dict(row) for row in connection.execute(table.select().where(about == child_id)).mappings().all()]
