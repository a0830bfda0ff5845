"""The midway review: the check with the social worker between two reviews (practice.md 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.decisions import answer_promise
from iro_tui.casework.filled import filled
from iro_tui.casework.verbs import verb
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.midway import Midway, MidwayFields
from iro_tui.rules.codes import label


@verb("midway recorded")
def log_midway(
    session: Session,
    child_id: str,
    values: Mapping[str, Any],
    progress: Mapping[str, tuple[str, str]],
    today: date,
) -> str:
    """Record a midway, what came of each promise by then, and enter it for Mosaic.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `MidwayFields`.
        progress: decision id to its status (code of `decision_status.csv`) and the reason or what happened.
            On the screen done is `DONE`, slipping is `PART` and stuck is `NOT_DONE`.
        today: the day that stands in for today.

    Returns:
        The id of the midway.

    Raises:
        BadInput: the child or a decision is gone, a field is wrong, or a reason is missing.
    """
    child = the(session, Child, child_id)
    made = filled(MidwayFields, values, Asker(today=today, born=child.born))
    row = Midway(child_id=child_id, **made.model_dump())
    session.add(row)
    for decision_id, (status, reason) in progress.items():
        answer_promise(session, decision_id, status, reason, today)
    outbox.owe(session, "MIDWAY", child_id, row.id, label("judgement", made.judgement).lower(), today)
    return row.id
