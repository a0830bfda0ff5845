"""Reading plain rows of the record by child: every list that needs the whole caseload is read this way."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
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

    def table(self, name: str) -> Any:
        """A table of the record; plain tables are read several times faster than live rows."""
        from sqlmodel import SQLModel

        return SQLModel.metadata.tables[name]

    def rows(
        self, name: str, *columns: str, where: Iterable[Any] = (), order: Iterable[Any] = ()
    ) -> Mapping[str, list[tuple[Any, ...]]]:
        """Rows of one table by child id, empty where a child has none."""
        query = self.of_these(_reading(name, columns), self.table(name)).where(*where).order_by(*order)
        found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.connection.execute(query).all():
            found[row[0]].append(row[1:])
        return found

    def newest(self, table: Any, *days: Any) -> dict[str, tuple[Any, ...]]:
        """The latest of each day column by child id."""
        from sqlalchemy import func, select

        query = select(table.c.child_id, *(func.max(day) for day in days)).group_by(table.c.child_id)
        return {row[0]: tuple(row[1:]) for row in self.connection.execute(self.of_these(query, table))}

    def among(self, column: Any, ids: Sequence[str]) -> Any:
        """Whether a column is one of many ids, given as one value so that the query stays the same."""
        from sqlalchemy import func, select

        return column.in_(select(func.json_each(json.dumps(ids)).table_valued("value").c.value))

    def of_these(self, query: Any, table: Any) -> Any:
        """A query narrowed to the children that were asked for."""
        return query if self.child_ids is None else query.where(table.c.child_id.in_(self.child_ids))


@cache
def _reading(name: str, columns: tuple[str, ...]) -> Select[Any]:
    """The query itself, which takes longer to put together than to run."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables[name]
    return select(table.c.child_id, *(table.c[column] for column in columns))


@cache
def names(line: type) -> tuple[str, ...]:
    """The fields of a line, which are the columns it is read from."""
    return tuple(field.name for field in fields(line))
