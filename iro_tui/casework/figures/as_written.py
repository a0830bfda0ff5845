"""What stood in a child's row at the end of a past day, for the figures of a year that is over."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection


def values_on(
    connection: Connection, column: str, child_ids: Collection[str], day: date
) -> tuple[dict[str, str], frozenset[str]]:
    """What a column of the children was at the end of a day, where it was changed since.

    Returns:
        The value by child id; and who came on the record after that day, with the value first written down.
    """
    ended = datetime.combine(day + timedelta(days=1), time()).astimezone(UTC).isoformat()
    places = ", ".join("?" * len(child_ids))
    rows = connection.exec_driver_sql(
        "SELECT row_id, action, before, after FROM history "
        f"WHERE table_name = 'child' AND child_id IN ({places}) AND at >= ? ORDER BY seq",
        (*child_ids, ended),
    )
    values: dict[str, str] = {}
    later = set()
    for child_id, action, before, after in rows.all():
        known = json.loads(after if action == "insert" else before)
        if child_id not in values and column in known:
            values[child_id] = known[column]
            if action == "insert":
                later.add(child_id)
    return values, frozenset(later)
