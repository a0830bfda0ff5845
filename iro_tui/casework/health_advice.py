"""What health assessments recommend, carried from review to review until it is done (practice.md 4, 10)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.decisions import DecisionLine, closes, working_days_left
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.record.base import Asker
from iro_tui.record.health import Recommendation, RecommendationFields


def health_advice(
    session: Session, child_id: str, since: date | None, on: date, today: date
) -> tuple[DecisionLine, ...]:
    """The recommendations a review goes through: open ones, and those closed since the review before.

    Args:
        session: an open session.
        child_id: the child.
        since: the day of the review before; None when there was none.
        on: the day of this review; what was recommended later is left out.
        today: the day that stands in for today.
    """
    rows = session.exec(
        select(Recommendation)
        .where(Recommendation.child_id == child_id, Recommendation.made_on <= on)
        .order_by(col(Recommendation.by_when).is_(None), col(Recommendation.by_when), col(Recommendation.id))
    )
    return tuple(
        _line(row, today)
        for row in rows
        if not closes(row.status) or (since and row.closed_on and row.closed_on >= since)
    )


def _line(row: Recommendation, today: date) -> DecisionLine:
    return DecisionLine(
        id=row.id,
        text=row.text,
        who=row.who,
        by_when=row.by_when,
        starting=False,
        against_wish="",
        status=row.status,
        reason=row.reason,
        closed_on=row.closed_on,
        note_id=None,
        review_id="",
        working_days=working_days_left(row.by_when, row.status, today),
    )


@verb("health recommendation answered")
def answer_advice(session: Session, row_id: str, status: str, reason: str, today: date) -> None:
    """Say what came of a health recommendation.

    Args:
        session: an open session.
        row_id: the recommendation.
        status: code of `decision_status.csv`; `OPEN` takes an answer back.
        reason: why, or what happened.
        today: the day that stands in for today; a closing answer closes it then.

    Raises:
        BadInput: the recommendation is gone, or the status is unknown.
    """
    row = the(session, Recommendation, row_id)
    given = {"status": status, "reason": reason.strip()}
    made = filled(RecommendationFields, given, Asker(today), before=row)
    made.closed_on = (row.closed_on or today) if closes(made.status) else None
    write(row, made)
