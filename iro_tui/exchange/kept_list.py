"""Lists that were brought in and left questions open: kept in the vault until every one is answered.

The file itself may be gone by then, and should be: what is kept lies encrypted. There is one list of each
kind, the newest, because the next month's list says everything anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from iro_tui.exchange.caseload_list import apply_plan
from iro_tui.exchange.grid import Grid, Line, ListFile
from iro_tui.exchange.incoming import Incoming, look
from iro_tui.exchange.return_files import return_of
from iro_tui.vault.drafts import all_drafts, take
from iro_tui.vault.erase import KEPT_LISTS
from iro_tui.vault.history import last_step, stands

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault

LIST, RETURN = f"{KEPT_LISTS}list", f"{KEPT_LISTS}return"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One list with questions that were not answered."""

    key: str
    name: str
    """The file's name."""
    brought_on: date
    questions: int


def keep_open(vault: Vault, incoming: Incoming, today: date) -> int:
    """Keep a list that was just brought in when it left questions open, in the place of the one before.

    Args:
        vault: an open vault.
        incoming: what was brought in.
        today: the day that stands in for today.

    Returns:
        How many questions are open; 0 when the list is not kept.
    """
    plan = vault.ask(look, incoming, today)
    key = RETURN if incoming.returned is not None else LIST
    if not plan.questions:
        vault.drop_draft(key)
        return 0
    step = vault.ask(last_step)
    body = {
        "name": plan.name,
        "step": step.number if step and step.words == apply_plan.words else None,  # type: ignore[attr-defined]
        "brought_on": today.isoformat(),
        "questions": len(plan.questions),
        "files": [_packed(file) for file in incoming.files],
    }
    vault.keep_draft(key, None, body)
    return len(plan.questions)


def waiting(session: Session) -> tuple[Waiting, ...]:
    """The lists that left questions open, the newest first; one whose bringing in was undone asks nothing."""
    return tuple(
        Waiting(
            draft.key,
            draft.body["name"],
            date.fromisoformat(draft.body["brought_on"]),
            draft.body["questions"],
        )
        for draft in all_drafts(session)
        if draft.key in (LIST, RETURN) and _stands(session, draft.body.get("step"))
    )


def _stands(session: Session, step: int | None) -> bool:
    return step is None or stands(session, step)


def kept_list(session: Session, key: str) -> Incoming | None:
    """A list that was kept, to be looked at like the file; None when everything was answered meanwhile."""
    draft = take(session, key)
    if draft is None:
        return None
    files = tuple(_unpacked(file) for file in draft.body["files"])
    return Incoming(files, return_of(files) if key == RETURN else None)


def _packed(file: ListFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "grids": [
            {
                "tab": grid.tab,
                "lines": [[line.number, list(line.cells), line.hidden] for line in grid.lines],
                "hidden_columns": sorted(grid.hidden_columns),
                "hidden": grid.hidden,
            }
            for grid in file.grids
        ],
    }


def _unpacked(kept: Mapping[str, Any]) -> ListFile:
    return ListFile(
        kept["name"],
        tuple(
            Grid(
                grid["tab"],
                tuple(Line(number, tuple(cells), hidden) for number, cells, hidden in grid["lines"]),
                frozenset(grid["hidden_columns"]),
                grid["hidden"],
            )
            for grid in kept["grids"]
        ),
    )
