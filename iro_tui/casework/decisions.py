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
from iro_tui.record.progress import Progress, ProgressFields
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


def working_days_left(by_when: date | None, status: str, today: date) -> int | None:
    """Working days until a promise is due, negative when late; None when it is closed or has no date."""
    if by_when is None or closes(status):
        return None
    # A day that passed on a Friday is late on the Saturday, although no working day lies between.
    counted = working_days_between(today, by_when)
    return counted if counted or by_when >= today else -1


def line_of(row: Decision, today: date) -> DecisionLine:
    """One decision as plain data, judged today."""
    days = None if row.starting else working_days_left(row.by_when, row.status, today)
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

    The day a decision was first promised for is kept when its date is changed.
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
            row.first_by = row.first_by or row.by_when or made.by_when
            write(row, made)
        kept.append(row.id)
    for row in known.values():
        session.delete(row)
    if (changed or known) and review.completed_on:
        outbox.owe_again(session, "DECISIONS", review_id, count_words(len(kept)))
    return tuple(kept)


@verb("promise answered")
def answer_promise(
    session: Session,
    decision_id: str,
    status: str,
    reason: str,
    today: date,
    *,
    review_id: str | None = None,
    midway_id: str | None = None,
) -> None:
    """Say what came of a decision. Every answer is kept; the decision itself shows the newest.

    Args:
        session: an open session.
        decision_id: the decision.
        status: code of `decision_status.csv`; `OPEN` takes an answer back.
        reason: why, or what happened; needed when it was changed or dropped.
        today: the day of the answer; a closing answer closes the decision then.
        review_id: the review it was answered in, if it was in one.
        midway_id: the midway it was answered in, if it was in one.

    Raises:
        BadInput: the decision is gone, the status is unknown, or the reason is missing.
    """
    row = the(session, Decision, decision_id)
    if status in _NEEDS_REASON and not reason.strip():
        raise BadInput(f"Say why it was {codes('decision_status')[status].label.lower()}.")
    values = {"status": status, "reason": reason.strip()}
    made = filled(DecisionFields, values, Asker(today=today), before=row)
    note_progress(session, row, made.status, made.reason, today, review_id=review_id, midway_id=midway_id)


def note_progress(
    session: Session,
    row: Decision,
    status: str,
    note: str,
    on: date,
    *,
    by_when: date | None = None,
    review_id: str | None = None,
    midway_id: str | None = None,
) -> None:
    """Keep one answer to a decision, which then shows the newest of them.

    Two on one day in one place are one answer, put right; moving the date is not an answer.

    Args:
        session: an open session.
        row: the decision.
        status: code of `decision_status.csv`; `OPEN` takes back what was answered that day.
        note: why, or what happened.
        on: the day of the answer.
        by_when: the new date, when it was moved.
        review_id: the review it was answered in, if it was in one.
        midway_id: the midway it was answered in, if it was in one.
    """
    that_day = session.exec(
        select(Progress).where(
            Progress.decision_id == row.id,
            Progress.answered_on == on,
            Progress.review_id == review_id,
            Progress.midway_id == midway_id,
        )
    )
    there = next((each for each in that_day if (each.by_when is None) == (by_when is None)), None)
    if there is None:
        values = {"answered_on": on, "status": status, "note": note, "by_when": by_when}
        made = filled(ProgressFields, values, Asker(today=on))
        there = Progress(
            child_id=row.child_id,
            decision_id=row.id,
            review_id=review_id,
            midway_id=midway_id,
            **made.model_dump(),
        )
        session.add(there)
    elif status == "OPEN" and by_when is None:
        session.delete(there)
        there = None
    else:
        there.status, there.note, there.by_when = status, note, by_when
    session.flush()
    _show_the_newest(session, row, there)


def _show_the_newest(session: Session, row: Decision, just: Progress | None) -> None:
    """The decision shows its newest answer; of two on one day the one just given."""
    answers = session.exec(select(Progress).where(Progress.decision_id == row.id)).all()
    newest = max(answers, key=lambda each: (each.answered_on, each is just), default=None)
    status, reason = (newest.status, newest.note) if newest else ("OPEN", "")
    if newest is None or not closes(status):
        row.closed_on = None
    elif row.status != status or row.closed_on is None:
        row.closed_on = newest.answered_on
    row.status, row.reason = status, reason


def count_words(count: int) -> str:
    """How many decisions, in words for a list: `4 decisions`."""
    if count == 0:
        return "no decisions"
    return "1 decision" if count == 1 else f"{count} decisions"
