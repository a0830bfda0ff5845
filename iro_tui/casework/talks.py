"""Talking with a child, and trying to (practice.md 6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework import outbox
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled
from iro_tui.casework.verbs import verb
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.consultation import Consultation, ConsultationFields
from iro_tui.record.review import Review

PREPARES = timedelta(days=30)
"""A talk this long before a booked review, in calendar days, is taken to prepare it (our own choice)."""


@verb("talk recorded")
def log_consultation(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> str:
    """Record a talk with a child, tie it to the review it prepares, and enter it for Mosaic.

    Args:
        session: an open session.
        child_id: the child.
        values: fields of `ConsultationFields`.
        today: the day that stands in for today.

    Returns:
        The id of the talk.

    Raises:
        BadInput: the child is gone, a field is wrong, or it was not alone and no reason is given.
    """
    child = the(session, Child, child_id)
    made = filled(ConsultationFields, values, Asker(today=today, born=child.born))
    row = Consultation(
        child_id=child_id, review_id=_prepares(session, child_id, made.held_on), **made.model_dump()
    )
    session.add(row)
    outbox.owe(session, "CONSULTATION", child_id, row.id, _length(made), today)
    return row.id


def _prepares(session: Session, child_id: str, held_on: date) -> str | None:
    return session.exec(
        select(Review.id)
        .where(
            Review.child_id == child_id,
            col(Review.opened_on).is_(None),
            col(Review.booked_for) >= held_on,
            col(Review.booked_for) <= held_on + PREPARES,
        )
        .order_by(col(Review.booked_for))
    ).first()


def _length(talk: ConsultationFields) -> str:
    words = len(f"{talk.own_words} {talk.noticed}".split())
    return "note" if words == 0 else f"note, {words} word{'s' if words > 1 else ''}"
