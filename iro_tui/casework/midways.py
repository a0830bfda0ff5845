"""The midway review: the check with the social worker between two reviews (practice.md 5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework import outbox
from iro_tui.casework.alert_begins import CONCERN, evidence_of
from iro_tui.casework.alerts import raise_alert
from iro_tui.casework.child_record import child_record
from iro_tui.casework.children import the
from iro_tui.casework.decisions import answer_promise
from iro_tui.casework.filled import filled
from iro_tui.casework.promises import promises_of
from iro_tui.casework.verbs import verb
from iro_tui.casework.words import cut
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.decision import Decision
from iro_tui.record.midway import Midway, MidwayFields
from iro_tui.rules.codes import label
from iro_tui.rules.dates import say_date


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
        progress: decision id to its status (code of `decision_status.csv`) and the reason or what happened,
            as of the day of the midway. On the screen done is `DONE`, slipping `PART` and stuck `NOT_DONE`.
        today: the day that stands in for today.

    Returns:
        The id of the midway.

    Raises:
        BadInput: the child or a decision is gone, a field is wrong, or a reason is missing.
    """
    child = the(session, Child, child_id)
    made = filled(MidwayFields, values, Asker(today=today, called=child.called, born=child.born))
    row = Midway(child_id=child_id, **made.model_dump())
    session.add(row)
    session.flush()
    for decision_id, (status, reason) in progress.items():
        if the(session, Decision, decision_id).child_id != child_id:
            raise BadInput("That promise was made to another child.")
        answer_promise(session, decision_id, status, reason, made.held_on, midway_id=row.id)
    outbox.owe(session, "MIDWAY", child_id, row.id, label("judgement", made.judgement).lower(), today)
    return row.id


@verb("alert raised")
def escalate(session: Session, midway_id: str, values: Mapping[str, Any], today: date) -> str:
    """Raise the alert that a midway asks for, and tie the two together.

    Args:
        session: an open session.
        midway_id: the midway.
        values: fields of `AlertFields`.
        today: the day that stands in for today.

    Returns:
        The id of the alert.

    Raises:
        BadInput: the midway is gone, or a field is wrong.
    """
    midway: Midway = the(session, Midway, midway_id)
    alert_id = raise_alert(session, midway.child_id, values, today)
    session.flush()
    midway.alert_id = alert_id
    return alert_id


def alert_facts(session: Session, midway_id: str, today: date) -> dict[str, Any]:
    """What an alert raised from a midway begins with: the concern, and the evidence with its dates.

    The promises that are stuck make the concern; those that slip are evidence too. Where none is stuck, the
    worries that were written down are the concern.

    Raises:
        BadInput: the midway is gone.
    """
    midway: Midway = the(session, Midway, midway_id)
    record = child_record(session, midway.child_id)
    made = [each for each in promises_of(record, today) if each.open]
    stuck = [each for each in made if each.status == "NOT_DONE"]
    slipping = [each for each in made if each.status == "PART"]
    if stuck:
        concern = f"Not done: {'; '.join(each.text for each in stuck)}"
    elif slipping:
        concern = f"Slipping: {'; '.join(each.text for each in slipping)}"
    else:
        concern = " ".join(midway.worries.split())
    evidence = [evidence_of(each) for each in (*stuck, *slipping)]
    if midway.worries.strip():
        evidence.append(f"Midway of {say_date(midway.held_on)}: {' '.join(midway.worries.split())}")
    if midway.visits_in_time is False:
        evidence.append("The social worker's visits were not in time.")
    late = bool(stuck or slipping)
    return {
        "raised_on": today,
        "concern": cut(concern, CONCERN),
        "themes": " ".join(code for code, yes in (("DRIFT", midway.drift), ("REVIEW_ACTIONS", late)) if yes),
        "evidence": "\n".join(evidence),
        "asked_for": midway.next_steps,
    }
