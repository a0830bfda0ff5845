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
from iro_tui.rules.dates import age

PREPARES = timedelta(days=30)
"""A talk this long before a booked review, in calendar days, is taken to prepare it (our own choice)."""

OBSERVED_UNDER = 4
"""Age in years from which a child is talked with; a younger one is observed."""


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
    made = filled(ConsultationFields, values, Asker(today=today, called=child.called, born=child.born))
    row = Consultation(
        child_id=child_id, review_id=_prepares(session, child_id, made.held_on), **made.model_dump()
    )
    session.add(row)
    outbox.owe(session, "CONSULTATION", child_id, row.id, _length(made), today)
    return row.id


def begins(session: Session, child_id: str, today: date) -> dict[str, Any]:
    """What the form of a talk begins with; a child under 4 is observed (practice.md 6).

    Raises:
        BadInput: the child is not here any more.
    """
    child: Child = the(session, Child, child_id)
    young = age(child.born, today) < OBSERVED_UNDER
    booked = session.exec(
        select(Review.id).where(Review.child_id == child_id, Review.booked_for == today)
    ).first()
    kind = "OBSERVED" if young else "ALONE_DAY" if booked else "ALONE_BEFORE"
    return {"held_on": today, "kind": kind, "started_by": "IRO"}


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
