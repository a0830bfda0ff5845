"""Whether a review in a designated long-term foster placement has to be a meeting (practice.md C14).

The duty to review stays as it is; only the form of it may change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings


@dataclass(frozen=True, slots=True)
class Meeting:
    """Whether this review has to be a meeting."""

    needed: bool
    why: str
    """One plain sentence."""
    by: Due
    """By when the next meeting has to be, at the latest."""


def meeting_needed(
    designated_from: date, review_on: date, last_meeting: date | None, settings: Settings = USUAL
) -> Meeting:
    """Whether a review has to be a meeting (C14): in the first year always, then once in 12 calendar months.

    A review need not be a meeting when the one after it, six months later, still falls within the year. That
    at least one a year is a meeting is from general knowledge: the council should confirm it.

    Args:
        designated_from: when the designated long-term foster placement began.
        review_on: the day of the review in question.
        last_meeting: when a review was last held as a meeting; None when none was, since the placement began.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    what = "Last review held as a meeting" if last_meeting else "Long-term placement began"
    by = counted("C14", "LT_MEETING", what, last_meeting or designated_from, settings)
    first_year = due_by("LT_FIRST_YEAR", designated_from)
    if review_on < first_year:
        return Meeting(True, f"The placement's first year runs to {say_date(first_year)}.", by)
    following = due_by("REVIEW_N", review_on)
    if following > by.due:
        latest, until = say_date(following), say_date(by.due)
        why = f"The next review may be as late as {latest}; a meeting is due by {until}."
        return Meeting(True, why, by)
    return Meeting(False, f"The next review can be the meeting due by {say_date(by.due)}.", by)
