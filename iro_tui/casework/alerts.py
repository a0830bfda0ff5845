"""Practice alerts: the IRO's challenge to managers, step by step, with its clock (practice.md 7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework import outbox
from iro_tui.casework.alert_processes import process_for_new, read_processes, the_process
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.settings import settings_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.alert import (
    Alert,
    AlertFields,
    AlertMove,
    AlertMoveFields,
    AlertReply,
    AlertReplyFields,
)
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.rules.alert_process import DECIDE, ENDINGS, Process, may_move
from iro_tui.rules.codes import label
from iro_tui.rules.escalation import Move, stage_of

GOOD_PRACTICE = "GOOD"


@verb("alert raised")
def raise_alert(
    session: Session,
    child_id: str,
    values: Mapping[str, Any],
    today: date,
    *,
    at_step: str = "",
    process: str = "",
) -> str:
    """Raise an alert, or note good practice, and enter it for Mosaic.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `AlertFields`; `about` may say what it was raised from, as `table:id`.
        today: the day that stands in for today.
        at_step: the step it begins at when earlier ones are skipped; empty for the first.
        process: the name of a listed process; empty for the one in use, with the numbers in force.

    Returns:
        The id of the alert.

    Raises:
        BadInput: the child is gone, a field is wrong, or the process has no such step.
    """
    child = the(session, Child, child_id)
    given = dict(values)
    about = given.pop("about", "")
    made = filled(AlertFields, given, Asker(today, called=child.called, born=child.born))
    _check_days(made)
    current = process_for_new(session, settings_of(session), today)
    if process:
        known = read_processes(session.connection())
        if process not in known:
            raise BadInput(f"There is no process called {process}. There are {', '.join(known)}.")
        current = known[process]
    row = Alert(child_id=child_id, process=current.name, about=about, **made.model_dump())
    session.add(row)
    session.flush()
    if at_step and at_step != current.steps[0].code:
        current.place(at_step)
        session.add(AlertMove(child_id=child_id, alert_id=row.id, moved_on=made.raised_on, step=at_step))
    outbox.owe(session, "ALERT", child_id, row.id, words_of(session, row, today), today)
    return row.id


@verb("alert changed")
def save_alert(session: Session, alert_id: str, values: Mapping[str, Any], today: date) -> None:
    """Change what an alert says; its steps and its end have verbs of their own.

    Raises:
        BadInput: the alert is gone, a field is wrong, or it would end this way.
    """
    row = the(session, Alert, alert_id)
    if "outcome" in values and values["outcome"] != row.outcome:
        raise BadInput("Close the alert to say what came of it.")
    made = filled(AlertFields, values, Asker(today=today), before=row)
    _check_days(made)
    write(row, made)


@verb("alert taken further")
def move_alert(session: Session, alert_id: str, step: str, on: date, note: str, today: date) -> None:
    """Take an alert to a later step, past others if need be; a new stage is a new entry for Mosaic.

    Args:
        session: an open session.
        alert_id: the alert.
        step: code of a step of its process, or `CAFCASS_DECISION` for the IRO's own decision.
        on: the day it went there.
        note: why now; may be empty.
        today: the day that stands in for today.

    Raises:
        BadInput: it is closed, praises, or cannot go there; or the day is before the step it is at.
    """
    row = _open(session, alert_id)
    process = process_of(session, row)
    moves = moves_of(session, alert_id)
    at = moves[-1].step if moves else process.steps[0].code
    if not may_move(process, at, step):
        here = "with you, to decide" if at == DECIDE else f"with the {process.step(at).with_whom}"
        raise BadInput(f"The alert is {here}. It goes on from there and never back; it can be closed.")
    made = filled(AlertMoveFields, {"moved_on": on, "step": step, "note": note}, Asker(today=today))
    earliest = moves[-1].on if moves else row.raised_on
    if made.moved_on < earliest:
        raise BadInput("When: that is before the step it is at began. Check the day.")
    session.add(AlertMove(child_id=row.child_id, alert_id=alert_id, **made.model_dump()))
    session.flush()
    outbox.owe(session, "ALERT", row.child_id, alert_id, words_of(session, row, today), today)


@verb("answer to an alert recorded")
def answer_alert(session: Session, alert_id: str, values: Mapping[str, Any], today: date) -> str:
    """Write down an answer, with its day and whether it is enough; return its id.

    Raises:
        BadInput: the alert is closed or gone, a field is wrong, or the answer is from before it was raised.
    """
    row = _open(session, alert_id)
    made = filled(AlertReplyFields, values, Asker(today=today))
    if made.answered_on < row.raised_on:
        raise BadInput("When: that is before the alert was raised. Check the two days.")
    reply = AlertReply(child_id=row.child_id, alert_id=alert_id, **made.model_dump())
    session.add(reply)
    return reply.id


@verb("alert closed")
def close_alert(
    session: Session,
    alert_id: str,
    outcome: str,
    difference: str,
    today: date,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Close an alert, with what came of it, and enter that for Mosaic. Open to every end at every step.

    Args:
        session: an open session.
        alert_id: the alert.
        outcome: code of `escalation_outcome.csv`, not `OPEN`; Cafcass at any point, even at once.
        difference: the difference it made for the child; may be empty.
        today: the day that stands in for today, and the day of closing unless `more` says another.
        more: further fields of `AlertFields`: `decision`, `child_told_on`, `follow_up_on`, `closed_on`.

    Raises:
        BadInput: the alert is gone, it is closed already, or the outcome is not one that closes.
    """
    row = _open(session, alert_id)
    if outcome not in ENDINGS:
        raise BadInput("Say what came of it: resolved, a difference acknowledged, Cafcass, or withdrawn.")
    values = {"outcome": outcome, "difference": difference, "closed_on": today, **(more or {})}
    if values["closed_on"] is None:
        values["closed_on"] = today
    if outcome == "DIFFERENCE_ACKNOWLEDGED" and not str(values.get("decision") or row.decision).strip():
        raise BadInput("What the manager decided: write it down, since you do not agree.")
    made = filled(AlertFields, values, Asker(today=today), before=row)
    _check_days(made)
    write(row, made)
    outbox.owe(session, "ALERT", row.child_id, alert_id, words_of(session, row, today), today)


def process_of(session: Session, alert: Alert) -> Process:
    """The process an alert started under."""
    return the_process(read_processes(session.connection()), alert.process)


def moves_of(session: Session, alert_id: str) -> tuple[Move, ...]:
    """The steps an alert took after raising, in their order."""
    rows = session.exec(
        select(AlertMove)
        .where(AlertMove.alert_id == alert_id)
        .order_by(col(AlertMove.moved_on), col(AlertMove.id))
    ).all()
    process = process_of(session, the(session, Alert, alert_id))
    ordered = sorted(rows, key=lambda row: (row.moved_on, process.place(row.step)))
    return tuple(Move(row.step, row.moved_on) for row in ordered)


def words_of(session: Session, alert: Alert, today: date) -> str:
    """Where an alert stands, in a few words for the outbox: `stage 2, senior manager`."""
    if alert.kind == GOOD_PRACTICE:
        return "good practice"
    if alert.closed_on is not None:
        return f"closed, {label('escalation_outcome', alert.outcome).split(';')[0].lower()}"
    process = process_of(session, alert)
    stage = stage_of(
        process, alert.raised_on, moves_of(session, alert.id), today=today, settings=settings_of(session)
    )
    whose = "your decision" if stage.code == DECIDE else stage.with_whom.lower()
    return f"stage {process.place(stage.code) + 1}, {whose}"


def _open(session: Session, alert_id: str) -> Alert:
    row: Alert = the(session, Alert, alert_id)
    if row.kind == GOOD_PRACTICE:
        raise BadInput("Good practice needs no answer and no end.")
    if row.closed_on is not None:
        raise BadInput("This alert is closed already.")
    return row


def _check_days(made: AlertFields) -> None:
    for day, title in ((made.child_told_on, "Told on"), (made.closed_on, "Closed")):
        if day is not None and day < made.raised_on:
            raise BadInput(f"{title}: that is before it was raised. Check the two dates.")
