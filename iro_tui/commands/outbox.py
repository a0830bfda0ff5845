"""`iro-tui outbox`: what the council does not have yet."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.casework.outbox import CHANGED, WITH_THE_COUNCIL, LedgerRow
from iro_tui.commands.today import in_lines
from iro_tui.rules.dates import say_date

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault


def brought_up_to_date(vault: Vault, given: Namespace, on: date) -> tuple[tuple[LedgerRow, ...], str, bool]:
    """Tick off and hand over what was asked for.

    Returns:
        The ledger as it then stands, what is said before it, and whether every file was handed over.

    Raises:
        BadInput: nothing in the outbox has the name that was ticked off.
    """
    from iro_tui.casework.outbox import ledger, tick_file
    from iro_tui.exchange.sync import clear_away, sync

    said, well = [], True
    if given.uploaded is not None:
        vault.act(tick_file, given.uploaded, on)
        left = clear_away(vault, on)
        said += [f"! {name} is held open by another program. It is removed the next time." for name in left]
    if given.sync is not None:
        found = sync(vault, Path(given.sync).expanduser().absolute(), on)
        well = not any(each.why_not for each in found)
        done = sum(not each.why_not for each in found)
        said.append(f"{done} of {len(found)} files that wait are in {given.sync}, read back and whole.")
        said += [f"! {each.why_not}" for each in found if each.why_not]
    before = "\n".join([*said, "", ""]) if said else ""
    return vault.ask(ledger, on, vault.outbox), before, well


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
            "handed_over": row.handed_on.isoformat() if row.handed_on else None,
            "held_up": row.held_up or None,
            "uploaded": row.uploaded_on.isoformat() if row.uploaded_on else None,
            "removed": row.removed_on.isoformat() if row.removed_on else None,
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
