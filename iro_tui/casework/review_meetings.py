"""A review in more than one meeting, one that is adjourned, and one that is called off (practice.md 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.settings import settings_of
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.review import CallOffFields, Review, ReviewFields, ReviewMeeting, ReviewMeetingFields
from iro_tui.rules.due import Due
from iro_tui.rules.meetings import adjourned_until
from iro_tui.rules.registry import Settings

OFF = ("CANCELLED", "POSTPONED")
"""States of a meeting that did not take place: it is no review, and the clock does not move (A7)."""


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of a review as plain data."""

    id: str
    on: date
    at: str
    place: str
    who: str
    state: str
    """Code of `meeting_state.csv`."""
    cancelled_by: str
    why: str


def meetings_of(session: Session, review_id: str) -> tuple[MeetingLine, ...]:
    """The meetings of a review by day, those called off too."""
    rows = session.exec(
        select(ReviewMeeting)
        .where(ReviewMeeting.review_id == review_id)
        .order_by(col(ReviewMeeting.on), col(ReviewMeeting.at), col(ReviewMeeting.id))
    )
    return tuple(
        MeetingLine(row.id, row.on, row.at, row.place, row.who, row.state, row.cancelled_by, row.why)
        for row in rows
    )


def days_held(meetings: tuple[MeetingLine, ...]) -> tuple[date | None, date | None]:
    """The days of the first and of the last meeting that was held (A5); None when none was."""
    held = [each.on for each in meetings if each.state == "HELD"]
    return (held[0], held[-1]) if held else (None, None)


@verb("meeting planned")
def add_meeting(session: Session, review_id: str, values: Mapping[str, Any], today: date) -> str:
    """Add a meeting to a review, which is then held in several meetings (A4).

    Args:
        session: an open session.
        review_id: the review.
        values: fields of `ReviewMeetingFields`.
        today: the day that stands in for today.

    Returns:
        The id of the meeting.

    Raises:
        BadInput: the review is gone or complete, or a field is wrong.
    """
    review = the(session, Review, review_id)
    _refuse_complete(review)
    made = filled(ReviewMeetingFields, values, Asker(today))
    row = ReviewMeeting(child_id=review.child_id, review_id=review_id, **made.model_dump())
    session.add(row)
    if made.state not in OFF:
        review.format = "SERIES"
    return row.id


@verb("meeting changed")
def change_meeting(session: Session, meeting_id: str, values: Mapping[str, Any], today: date) -> None:
    """Change a meeting of a review: it was held, it moved, it was called off.

    Raises:
        BadInput: the meeting is gone, or a field is wrong.
    """
    row = the(session, ReviewMeeting, meeting_id)
    write(row, filled(ReviewMeetingFields, values, Asker(today), before=row))


@verb("review called off")
def call_off(session: Session, review_id: str, values: Mapping[str, Any], today: date) -> None:
    """Call off the booked day of a review, or move it; who did it and why stay on the record (A7).

    The due date does not move: nothing was held.

    Args:
        session: an open session.
        review_id: the review.
        values: fields of `CallOffFields`; without `new_on` the review has no day until it is booked again.
        today: the day that stands in for today.

    Raises:
        BadInput: the review is gone, was held, or has no day; or a field is wrong.
    """
    review = the(session, Review, review_id)
    if review.opened_on is not None:
        raise BadInput("This review was held, so it cannot be called off. It can be adjourned once.")
    if review.booked_for is None:
        raise BadInput("This review has no day yet, so there is nothing to call off. Book it instead.")
    made = filled(CallOffFields, values, Asker(today))
    if made.new_on == review.booked_for and made.new_time == review.booked_time:
        raise BadInput("New day: it is booked for that day already. Give another one, or leave it empty.")
    called_off = {
        "on": review.booked_for,
        "at": review.booked_time,
        "place": review.place,
        "state": "POSTPONED" if made.new_on else "CANCELLED",
        "cancelled_by": made.cancelled_by,
        "why": made.why,
    }
    meant = filled(ReviewMeetingFields, called_off, Asker(today))
    session.add(ReviewMeeting(child_id=review.child_id, review_id=review_id, **meant.model_dump()))
    review.booked_for, review.booked_time = made.new_on, made.new_time
    # What was agreed for the old day is not agreed for the new one.
    review.agreed_on = review.invited_on = None


@verb("review adjourned")
def adjourn(session: Session, review_id: str, values: Mapping[str, Any], today: date) -> None:
    """Adjourn a review, once and for 20 working days at the most (A1), after weighing the delay (A2).

    Args:
        session: an open session.
        review_id: the review.
        values: `adjourned_on`, `adjourned_why` and `delay_weighed` of `ReviewFields`.
        today: the day that stands in for today.

    Raises:
        BadInput: it was adjourned before, it is complete, or something is not said.
    """
    review = the(session, Review, review_id)
    _refuse_complete(review)
    settings = settings_of(session)
    day = values.get("adjourned_on")
    if day is None:
        raise BadInput("Adjourned on: say on which day.")
    adjourned_until(day, settings, adjourned_before=review.adjourned_on is not None)
    given = {"opened_on": review.opened_on or day, **values}
    made = filled(ReviewFields, given, Asker(today), before=review)
    if not made.adjourned_why.strip():
        raise BadInput("Why adjourned: say what is missing.")
    if settings.in_force("A2") and not made.delay_weighed.strip():
        raise BadInput("What waiting does: weigh the delay first, and ask child, carer and parents (A2).")
    write(review, made)


def until(review: Review, settings: Settings) -> Due | None:
    """By when an adjourned review must be complete (A1); None when it was not adjourned."""
    return adjourned_until(review.adjourned_on, settings) if review.adjourned_on else None


def _refuse_complete(review: Review) -> None:
    if review.completed_on is not None:
        raise BadInput("This review is complete. Take the completing back with F8 first.")
