"""Why a review whose day in law has passed is not held yet (practice.md A8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from iro_tui.casework.reviews import open_review, save_review
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput


@verb("reason for an overdue review given")
def say_why_overdue(session: Session, child_id: str, values: Mapping[str, Any], today: date) -> str:
    """Write down why the next review of a child was not held in time; it stands on that review from then on.

    Args:
        session: an open session.
        child_id: the child.
        values: `late_reason`, a code of `late_reason.csv`, and `late_note`.
        today: the day that stands in for today.

    Returns:
        The id of the review: the one booked, or a new one without a day.

    Raises:
        BadInput: the child is gone, or no reason is given.
    """
    if not values.get("late_reason"):
        raise BadInput("Why late: choose the reason.")
    review_id = open_review(session, child_id, today)
    save_review(session, review_id, values)
    return review_id
