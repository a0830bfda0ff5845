"""A review in more than one meeting: adjourned, in parts, cancelled, late (practice.md 2.3, A1 to A8)."""

from __future__ import annotations

from datetime import date

from iro_tui.errors import BadInput
from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.due import Due, counted, make_due
from iro_tui.rules.registry import USUAL, Settings


def adjourned_until(adjourned_on: date, settings: Settings = USUAL, *, adjourned_before: bool = False) -> Due:
    """By when an adjourned review must be complete (A1, reg 36(2)): 20 working days, and only once.

    The working says what has to be weighed first (A2) while that rule is in force.

    Args:
        adjourned_on: the day the meeting was adjourned, which is day 0.
        settings: what the IRO changed.
        adjourned_before: whether this review was adjourned already.

    Raises:
        BadInput: it was adjourned before, or working days cannot be counted there.
    """
    if adjourned_before:
        raise BadInput("A review can be adjourned once only (reg 36(2)). Complete it, or say why it is late.")
    due = counted("A1", "ADJOURN_MAX", "Review adjourned", adjourned_on, settings)
    if not settings.in_force("A2"):
        return due
    first = "First: weigh what the delay does to the child, and ask child, carer and parents (A2)"
    return make_due("A1", due.due, due.why, (*due.steps, first), settings)


def complete_by(opened_on: date, settings: Settings = USUAL) -> Due | None:
    """By when a review in several meetings must be complete (A4, A5): 20 working days from the first.

    The national wording is not known, so this is our own choice (P†); None when A5 is switched off.

    Args:
        opened_on: the day of the first meeting, which is day 0.
        settings: what the IRO changed.

    Raises:
        BadInput: working days cannot be counted there.
    """
    if not settings.in_force("A5"):
        return None
    return counted("A5", "ADJOURN_MAX", "First meeting", opened_on, settings)


def completed_in_time(opened_on: date, completed_on: date, settings: Settings = USUAL) -> bool:
    """Whether a series was complete within its 20 working days (A5); always true with A5 switched off.

    Raises:
        BadInput: the last meeting is before the first, or working days cannot be counted there.
    """
    if completed_on < opened_on:
        raise BadInput(
            f"The last meeting, on {say_date(completed_on)}, is before the first, on {say_date(opened_on)}. "
            "Check the two dates."
        )
    by = complete_by(opened_on, settings)
    return by is None or completed_on <= by.due


def counts_from(
    opened_on: date | None,
    completed_on: date | None,
    settings: Settings = USUAL,
    *,
    cancelled: bool = False,
) -> date | None:
    """The day from which the next review counts (A6, A7): the last meeting, if the series was in time.

    A series that took too long, and any series with A6 switched off, counts from its first meeting, which is
    never later than the law.

    Args:
        opened_on: the first meeting; None when there was none.
        completed_on: the last meeting; None while the review is not complete.
        settings: what the IRO changed.
        cancelled: the meeting was cancelled or put off: it is no review, and nothing counts from it (A7).

    Returns:
        None when no review was completed, so that the clock has not moved.

    Raises:
        BadInput: as `completed_in_time`.
    """
    if cancelled or opened_on is None or completed_on is None:
        return None
    # Without A5 nothing says when a series took too long, so the test itself is always the 20 working days.
    in_time = completed_on <= due_by("ADJOURN_MAX", opened_on, settings.holidays)
    if completed_on < opened_on:
        completed_in_time(opened_on, completed_on, settings)
    return completed_on if in_time and settings.in_force("A6") else opened_on


def may_be_carried_out(completed_on: date | None, on: date) -> bool:
    """Whether what was proposed at a review may be carried out on a day (A3): not before it is complete."""
    return completed_on is not None and completed_on <= on
