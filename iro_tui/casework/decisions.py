"""Decisions of a review: promises that follow the child until they are kept, changed or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.decision import Decision, DecisionFields
from iro_tui.record.review import Review
from iro_tui.rules.codes import codes
from iro_tui.rules.working_days import working_days_between

_NEEDS_REASON = ("CHANGED", "DROPPED")


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as plain data."""

    id: str
    text: str
    who: str
    by_when: date | None
    starting: bool
    against_wish: str
    status: str
    reason: str
    closed_on: date | None
    note_id: str | None
    review_id: str
    working_days: int | None
    """Working days until it is due, negative when late; None when closed, going on, or without a date."""

    @property
    def late(self) -> bool:
        """Whether its day has passed and nobody has said what came of it."""
        return self.working_days is not None and self.working_days < 0


def line_of(row: Decision, today: date) -> DecisionLine:
    """One decision as plain data, judged today."""
    waits = row.by_when is not None and not row.starting and not closes(row.status)
    days = None
    if waits and row.by_when is not None:
        # A day that passed on a Friday is late on the Saturday, although no working day lies between.
        counted = working_days_between(today, row.by_when)
        days = counted if counted or row.by_when >= today else -1
    return DecisionLine(
        id=row.id,
        text=row.text,
        who=row.who,
        by_when=row.by_when,
        starting=row.starting,
        against_wish=row.against_wish,
        status=row.status,
        reason=row.reason,
        closed_on=row.closed_on,
        note_id=row.note_id,
        review_id=row.review_id,
        working_days=days,
    )


def closes(status: str) -> bool:
    """Whether a status of `decision_status.csv` ends a promise; part done and not done stay open."""
    return codes("decision_status")[status].columns["closed"] == "yes"


def decisions_of(session: Session, review_id: str, today: date) -> tuple[DecisionLine, ...]:
    """The decisions of a review in their order."""
    rows = session.exec(
        select(Decision).where(Decision.review_id == review_id).order_by(col(Decision.position))
    ).all()
    return tuple(line_of(row, today) for row in rows)


@verb("decisions saved")
def put_decisions(
    session: Session, review_id: str, rows: Sequence[tuple[str | None, Mapping[str, Any]]]
) -> tuple[str, ...]:
    """Make the decisions of a review exactly these, in this order.

    Decisions that were on Mosaic already and are changed now are to be copied there again.

    Args:
        session: an open session.
        review_id: the review.
        rows: decision id (None for a new one) and fields of `DecisionFields`, with `note_id` for one taken
            from a noted line. A decision that is not given any more goes.

    Returns:
        The ids in order.

    Raises:
        BadInput: the review is gone, or a field is wrong; then nothing is changed.
    """
    review = the(session, Review, review_id)
    known = {row.id: row for row in session.exec(select(Decision).where(Decision.review_id == review_id))}
    kept: list[str] = []
    changed = False
    for decision_id, given in rows:
        values = {**given, "position": len(kept)}
        note_id = values.pop("note_id", None)
        row = known.pop(decision_id, None) if decision_id else None
        made = filled(DecisionFields, values, Asker(today=date.max), before=row)
        if row is None:
            row = Decision(
                child_id=review.child_id,
                review_id=review_id,
                note_id=note_id,
                first_by=made.by_when,
                **made.model_dump(),
            )
            session.add(row)
            changed = True
        else:
            changed = (
                changed or made.model_dump() != DecisionFields.model_validate(row.model_dump()).model_dump()
            )
            write(row, made)
        kept.append(row.id)
    for row in known.values():
        session.delete(row)
    if (changed or known) and review.completed_on:
        outbox.owe_again(session, "DECISIONS", review_id, count_words(len(kept)))
    return tuple(kept)


@verb("promise answered")
def answer_promise(session: Session, decision_id: str, status: str, reason: str, today: date) -> None:
    """Say what came of a decision.

    Args:
        session: an open session.
        decision_id: the decision.
        status: code of `decision_status.csv`; `OPEN` takes an answer back.
        reason: why, or what happened; needed when it was changed or dropped.
        today: the day that stands in for today; a closing answer closes it then.

    Raises:
        BadInput: the status is unknown, or the reason is missing.
    """
    row = the(session, Decision, decision_id)
    if status in _NEEDS_REASON and not reason.strip():
        raise BadInput(f"Say why it was {codes('decision_status')[status].label.lower()}.")
    values = {"status": status, "reason": reason.strip()}
    made = filled(DecisionFields, values, Asker(today=today), before=row)
    if closes(made.status):
        made.closed_on = row.closed_on if row.status == status and row.closed_on else today
    else:
        made.closed_on = None
    write(row, made)


def count_words(count: int) -> str:
    """How many decisions, in words for a list: `4 decisions`."""
    if count == 0:
        return "no decisions"
    return "1 decision" if count == 1 else f"{count} decisions"
