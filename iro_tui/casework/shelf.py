"""Reading plain rows of the record by child: every list that needs the whole caseload is read this way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select


class Shelf:
    """Reads plain rows by child, of all children or of some."""

    def __init__(self, connection: Connection, child_ids: Sequence[str] | None) -> None:
        # Registers every table on the metadata.
        import iro_tui.record.tables  # noqa: F401

        self.connection = connection
        self.child_ids = child_ids

    def rows(
        self, name: str, *columns: str, where: str = "", order: str = "", **given: object
    ) -> Mapping[str, list[tuple[Any, ...]]]:
        """Rows of one table by child id, empty where a child has none.

        Args:
            name: the table.
            columns: what is wanted of it.
            where: SQL that says which rows, with `:name` for what is given.
            order: SQL that says in which order.
            given: the values for `where`.
        """
        query = _reading(name, columns, where, order, self.child_ids is not None)
        found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.connection.execute(query, self._given(given)).all():
            found[row[0]].append(row[1:])
        return found

    def newest(self, name: str, *days: str) -> dict[str, tuple[Any, ...]]:
        """The latest day of each of some SQL expressions by child id."""
        query = _newest(name, days, self.child_ids is not None)
        return {row[0]: row[1:] for row in self.connection.execute(query, self._given({})).all()}

    def _given(self, given: Mapping[str, object]) -> dict[str, object]:
        # Days are compared as they are stored.
        said = {
            name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()
        }
        return said if self.child_ids is None else {**said, "children": list(self.child_ids)}


@cache
def _reading(name: str, columns: tuple[str, ...], where: str, order: str, some: bool) -> Select[Any]:
    """The query of `Shelf.rows`, built once: that takes longer than to run it."""
    from sqlalchemy import select, text
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables[name]
    query = select(table.c.child_id, *(table.c[column] for column in columns))
    if where:
        query = query.where(text(f"({where})"))
    return _of_some(query.order_by(text(order)) if order else query, table, some)


@cache
def _newest(name: str, days: tuple[str, ...], some: bool) -> Select[Any]:
    """The query of `Shelf.newest`, built once."""
    from sqlalchemy import Date, func, literal_column, select
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables[name]
    latest = (func.max(literal_column(day, Date)) for day in days)
    return _of_some(select(table.c.child_id, *latest).group_by(table.c.child_id), table, some)


def _of_some(query: Select[Any], table: Any, some: bool) -> Select[Any]:
    """A query narrowed to `:children` where not all were asked for."""
    from sqlalchemy import bindparam

    return query.where(table.c.child_id.in_(bindparam("children", expanding=True))) if some else query


@cache
def names(line: type) -> tuple[str, ...]:
    """The fields of a line, which are the columns it is read from."""
    return tuple(field.name for field in fields(line))
