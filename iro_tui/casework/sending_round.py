"""The record of a review goes to everybody who gets it (practice.md F5)."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.review import Review, ReviewFields
from iro_tui.rules.dates import say_date


@verb("record sent round")
def send_round(session: Session, review_id: str, on: date, today: date, left_out: str | None = None) -> None:
    """Write down when the record of a review was sent round.

    Args:
        session: an open session.
        review_id: the review; it is complete.
        on: the day, not before the review was completed and not after today.
        today: the day that stands in for today.
        left_out: who did not get it, and why; None leaves what the record says.

    Raises:
        BadInput: the review is gone or not complete, or the day cannot be.
    """
    row = the(session, Review, review_id)
    if row.completed_on is None:
        raise BadInput("The review is not complete, so there is no record to send. Complete it first.")
    if on > today:
        raise BadInput("Sent round on: that day has not come yet. Give a day up to today.")
    if on < row.completed_on:
        completed = say_date(row.completed_on, today)
        raise BadInput(f"Sent round on: that is before the review was completed on {completed}.")
    if left_out is not None:
        write(row, filled(ReviewFields, {"left_out": left_out}, Asker(today), before=row))
    row.distributed_on = on


def left_out_of(session: Session, review_id: str) -> str:
    """Who the record was not sent to, and why; empty when nobody was left out.

    Raises:
        BadInput: the review is gone.
    """
    row: Review = the(session, Review, review_id)
    return row.left_out
