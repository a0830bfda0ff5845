"""Practice alerts: the IRO's challenge to managers, with its clock (practice.md 7.2)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.settings import settings_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.alert import Alert, AlertFields
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.rules.codes import label
from iro_tui.rules.escalation import FORMAL_ALERT, PRACTICE_ALERT, stage_due


@verb("alert raised")
def raise_alert(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> str:
    """Raise an alert, and enter it for Mosaic.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `AlertFields`.
        today: the day that stands in for today.

    Returns:
        The id of the alert.

    Raises:
        BadInput: the child is gone, or a field is wrong.
    """
    child = the(session, Child, child_id)
    made = filled(AlertFields, values, Asker(today=today, born=child.born))
    _check_days(made)
    row = Alert(child_id=child_id, **made.model_dump())
    session.add(row)
    outbox.owe(session, "ALERT", child_id, row.id, _words(session, row, today), today)
    return row.id


@verb("alert changed")
def save_alert(session: Session, alert_id: str, values: Mapping[str, Any], today: date) -> None:
    """Change an alert, for example make it formal (`formal_on`); a new stage is a new entry for Mosaic.

    Raises:
        BadInput: the alert is gone, or a field is wrong.
    """
    row = the(session, Alert, alert_id)
    made = filled(AlertFields, values, Asker(today=today), before=row)
    _check_days(made)
    before = _words(session, row, today)
    write(row, made)
    if _words(session, row, today) != before:
        outbox.owe(session, "ALERT", row.child_id, alert_id, _words(session, row, today), today)


@verb("alert closed")
def close_alert(session: Session, alert_id: str, outcome: str, difference: str, today: date) -> None:
    """Close an alert today, with what came of it, and enter that for Mosaic.

    Args:
        session: an open session.
        alert_id: the alert.
        outcome: code of `escalation_outcome.csv`, not `OPEN`.
        difference: the difference it made for the child; may be empty.
        today: the day that stands in for today.

    Raises:
        BadInput: the alert is gone, it is closed already, or the outcome is not one that closes.
    """
    row = the(session, Alert, alert_id)
    if row.closed_on is not None:
        raise BadInput("This alert is closed already.")
    if outcome == "OPEN":
        raise BadInput("Say what came of it: resolved, a difference acknowledged, Cafcass, or withdrawn.")
    values = {"outcome": outcome, "difference": difference, "closed_on": today}
    made = filled(AlertFields, values, Asker(today=today), before=row)
    _check_days(made)
    write(row, made)
    outbox.owe(session, "ALERT", row.child_id, alert_id, _words(session, row, today), today)


def _check_days(made: AlertFields) -> None:
    for day, title in ((made.formal_on, "Formal alert"), (made.closed_on, "Closed")):
        if day is not None and day < made.raised_on:
            raise BadInput(f"{title}: that is before it was raised. Check the two dates.")


_STAGES = {PRACTICE_ALERT: "stage 1, team manager", FORMAL_ALERT: "stage 2, senior manager"}


def _words(session: Session, alert: Alert, today: date) -> str:
    """Where an alert stands, in a few words for the outbox."""
    if alert.closed_on is not None:
        return f"closed, {label('escalation_outcome', alert.outcome).split(';')[0].lower()}"
    stage = stage_due(alert.raised_on, alert.formal_on, today=today, settings=settings_of(session))
    return _STAGES.get(stage.stage, "stage 3, your decision")
