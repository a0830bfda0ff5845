"""The history of one child as a hand-over carries it, and what becomes of it where it comes in.

It stands beside the receiving vault's own history, whose chain knows nothing of other vaults. What came with
the first file is a line that leads back from the state in that file, so that any day before can be seen.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_history import BESIDE, arrival
from iro_tui.exchange.handover_file import CHANGE, Passed
from iro_tui.exchange.rows import Row, Tables, table_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_OURS = ("handover", BESIDE)
"""Tables whose rows stay where they are, and their changes too."""


def changes_to_send(connection: Connection, child_id: str, sender: str) -> tuple[Row, ...]:
    """Every change of one child's record that is known here, the oldest first.

    Args:
        connection: that of an open session.
        child_id: the child.
        sender: the IRO's name, who did what was done here; empty leaves what the history calls anybody.
    """
    came = arrival(connection, child_id)
    earlier = _kept(connection, child_id)
    if came is not None and came.brought and not any(row["line"] for row in earlier):
        came = None  # it came without its history, which begins with what was brought in
    has_line = came is not None and any(row["line"] for row in earlier)
    sent: list[Row] = [{**row, "line": row["line"] and has_line} for row in earlier]
    for seq, row in _own(connection, child_id):
        at_once = came is not None and came.first <= seq <= came.last
        if came is not None and at_once and (came.brought or row["table_name"] != "child"):
            continue  # what came in says again what the changes before it say
        sent.append({**row, "who": sender or row["who"], "line": came is None or seq > came.last})
    return tuple(sent)


def rows_gone(connection: Connection, child_id: str, tables: Tables) -> dict[str, tuple[str, ...]]:
    """By table, the rows that were taken away here or wherever the child was before."""
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id FROM history WHERE child_id = ?1 AND action = 'delete' UNION "
        "SELECT table_name, row_id FROM earlier_change WHERE child_id = ?1 AND action = 'delete' "
        "ORDER BY 1, 2",
        (child_id,),
    )
    found: dict[str, tuple[str, ...]] = {}
    for name, row_id in rows:
        if name in tables and row_id not in tables[name]:
            found[name] = (*found.get(name, ()), row_id)
    return found


def kept_changes(connection: Connection, children: Iterable[str], me: str) -> tuple[Row, ...]:
    """The history of some children as a new vault would keep it, by id; `me` as in `changes_to_send`."""
    rows = [
        {**row, "child_id": child_id, "place": place}
        for child_id in children
        for place, row in enumerate(changes_to_send(connection, child_id, me), 1)
    ]
    order = [column.name for column in table_of(BESIDE).columns]
    return tuple({name: row[name] for name in order} for row in sorted(rows, key=lambda row: str(row["id"])))


def keep_changes(connection: Connection, each: Passed, *, first: bool) -> None:
    """Keep what is not known yet of the history that came with a child.

    Args:
        connection: that of the verb that receives.
        each: the child, under the ids here.
        first: whether no file brought this child before; only then it can be a line that leads back.
    """
    own = {row["id"] for _, row in _own(connection, each.child_id)}
    kept = _kept(connection, each.child_id)
    known = own | {row["id"] for row in kept}
    line = first and not any(row["id"] in own for row in each.history)
    new = {row["id"]: row for row in each.history if row["id"] not in known}
    if new:
        values = [
            {**row, "child_id": each.child_id, "place": place, "line": row["line"] and line}
            for place, row in enumerate(new.values(), len(kept) + 1)
        ]
        connection.execute(table_of(BESIDE).insert(), values)


def _kept(connection: Connection, child_id: str) -> list[dict[str, Any]]:
    table = table_of(BESIDE)
    wanted = table.select().where(table.c.child_id == child_id).order_by(table.c.place)
    return [{name: row[name] for name in CHANGE} for row in connection.execute(wanted).mappings()]


def _own(connection: Connection, child_id: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """What was changed in this vault itself, each with its number."""
    marks = ", ".join("?" * len(_OURS))
    rows = connection.exec_driver_sql(
        "SELECT seq, at, who, words, table_name, row_id, action, coalesce(before, ''), coalesce(after, '') "
        f"FROM history WHERE child_id = ? AND table_name NOT IN ({marks}) ORDER BY seq",
        (child_id, *_OURS),
    )
    alike: Counter[str] = Counter()
    for seq, *said in rows.all():
        # Two changes of one step may say the same: what was done, undone and done again.
        text = json.dumps(said)
        alike[text] += 1
        key = sha256(f"{text} {alike[text]}".encode()).hexdigest()[:16]
        yield seq, dict(zip(CHANGE, (key, *said), strict=False))
