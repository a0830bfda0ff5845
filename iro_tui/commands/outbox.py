"""`iro-tui outbox`: what the council does not have yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from iro_tui.casework.outbox import CHANGED, WITH_THE_COUNCIL, LedgerRow
from iro_tui.commands.today import in_lines
from iro_tui.rules.dates import say_date


def as_json(rows: Sequence[LedgerRow]) -> list[dict[str, Any]]:
    """The whole ledger with the keys promised for `outbox --json`, oldest first; `file` null for a text."""
    return [
        {
            "kind": row.kind,
            "mosaic_id": row.mosaic_id,
            "what": row.what,
            "made": row.made.isoformat(),
            "file": row.file or None,
            "sha256": row.sha256 or None,
            "state": row.state,
            "id": row.entry_id,
            "child": row.child,
            "waits": row.waits,
            "uploaded": row.uploaded_on.isoformat() if row.uploaded_on else None,
        }
        for row in rows
    ]


def as_text(rows: Sequence[LedgerRow], today: date) -> str:
    """What the council does not have yet, oldest first, and how much it has."""
    return in_lines(_lines(rows, today))


def _lines(rows: Sequence[LedgerRow], today: date) -> Iterator[str]:
    waiting = [row for row in rows if row.state != WITH_THE_COUNCIL]
    there = len(rows) - len(waiting)
    if not waiting:
        yield f"The council has everything: {there} on Mosaic." if there else "The outbox is empty."
        return
    oldest = max(row.waits for row in waiting)
    yield f"{len(waiting)} not with the council yet, {there} there. The oldest waits {oldest} wd."
    yield ""
    for row in waiting:
        mark = "?" if row.state == CHANGED else "o"
        name = f"{row.child}, {row.age}"
        what = row.file or row.what
        made = say_date(row.made, today)
        yield f"{mark} {made:<15} {name:<24} {row.word:<14} {what:<34} {row.waits:>3} wd  {row.state}"
