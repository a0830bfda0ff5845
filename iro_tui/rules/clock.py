"""The statutory clock: by when the next review must be held, and how we know (practice.md 2.2, C1 to C9).

Every answer comes with its working. The date in law is counted in calendar months; a council system may print
another one, counted in days, and both are shown, with a warning where the council's comes too late in law.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from iro_tui.errors import BadInput
from iro_tui.rules.after import AfterReview, after_review
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.deadlines import deadline, due_by
from iro_tui.rules.due import Due, counted, make_due, say_pair
from iro_tui.rules.eighteen import before_eighteen
from iro_tui.rules.midway import midway_due
from iro_tui.rules.registry import USUAL, Settings, say_number
from iro_tui.rules.working_days import add_months

__all__ = [
    "AfterReview",
    "Due",
    "Held",
    "ReviewClock",
    "after_review",
    "first_review",
    "later_review",
    "midway_due",
    "next_review",
    "second_review",
]


@dataclass(frozen=True, slots=True)
class Held:
    """One review that took place, judged."""

    number: int
    """1 for the first review of the period of care."""

    held: date
    """The day it was held; for a series of meetings the day it was completed."""

    due: date
    """The last day the law allowed. An agreed shorter interval (C9) does not make a review late."""

    on_time: bool
    """Held on or before `due`."""

    rule: str
    """`C1`, `C2` or `C3`."""


@dataclass(frozen=True, slots=True)
class ReviewClock:
    """The whole answer for one period of care."""

    reviews: tuple[Held, ...]
    """The reviews held, in order of date."""

    next: Due | None
    """The next review; None when the child is 18, or will be before one can be held."""

    midway: Due | None
    """The midway before it; None before the first review, and when no further review is due."""

    after_last: AfterReview | None
    """The deadlines that follow the last review; None before the first."""


def first_review(entered: date, settings: Settings = USUAL) -> Due:
    """The first review: 20 working days from becoming looked after (C1, reg 33(1)).

    Args:
        entered: the day this period of care began (C5). Day 0; it need not be a working day.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: working days cannot be counted there.
    """
    return counted("C1", "REVIEW_1", "Became looked after", entered, settings)


def second_review(first_held: date, interval_months: int | None = None, settings: Settings = USUAL) -> Due:
    """The second review: 3 months from the day the first was held (C2, C4, reg 33(2)).

    Args:
        first_held: when the first review was held, not when it was due.
        interval_months: calendar months agreed for this child (C9); None, or a longer one, leaves the law's.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: an interval under 1 month, or a date too far away.
    """
    return _review_after("C2", "REVIEW_2", "First review held", first_held, interval_months, settings)


def later_review(previous_held: date, interval_months: int | None = None, settings: Settings = USUAL) -> Due:
    """A third or later review: 6 months from the day the one before was held (C3, C4, reg 33(2)).

    Args:
        previous_held: when the review before was held, not when it was due.
        interval_months: calendar months agreed for this child (C9); None, or a longer one, leaves the law's.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: an interval under 1 month, or a date too far away.
    """
    return _review_after("C3", "REVIEW_N", "Last review held", previous_held, interval_months, settings)


_COUNCIL = {"REVIEW_2": "COUNCIL_2", "REVIEW_N": "COUNCIL_N"}


@lru_cache(maxsize=8192)
def _review_after(id: str, code: str, what: str, held: date, interval: int | None, settings: Settings) -> Due:
    _refuse_no_interval(interval)
    law = counted(id, code, what, held, settings)
    due, why = law.due, law.why
    steps = [step for step in law.steps if not step.startswith("Last working day")]
    if interval is not None and interval < deadline(code).offset:
        id, due, months = "C9", add_months(held, interval), say_number(interval, "calendar_months")
        why = f"Agreed for this child: {months} from {say_pair(held, due)}."
        steps.append(f"Agreed for this child, {months} later: {say_date(due)}")
    council = due_by(_COUNCIL[code], held)
    over = (council - law.due).days
    steps.append(f"Council system, {deadline(_COUNCIL[code]).offset} days later: {say_date(council)}")
    if over > 0:
        steps.append(f"The council's date is too late in law, by: {say_number(over, 'days')}")
    return make_due(id, due, why, steps, settings, council=council, too_late=over > 0)


def _refuse_no_interval(interval: int | None) -> None:
    if interval is not None and interval < 1:
        raise BadInput("The time between reviews must be at least 1 month.")


def next_review(
    entered: date,
    held: Sequence[date],
    interval_months: int | None = None,
    born: date | None = None,
    settings: Settings = USUAL,
    *,
    today: date | None = None,
) -> Due | None:
    """When the next review of this period of care is due (C1 to C6, C8, C9).

    A change of placement, carer or legal status is no argument: it does not begin the sequence again (C6).

    Args:
        entered: the day this period of care began. A child who comes back begins again (C5).
        held: when its reviews were held, in any order; reviews of an earlier period do not belong here.
        interval_months: calendar months agreed for this child (C9); None leaves the law's. Never longer
            than the law: a longer one changes nothing.
        born: date of birth; None leaves the 18th birthday out of account.
        settings: what the IRO changed.
        today: with `born`, stops the clock from the 18th birthday on; None keeps a final review that was
            never recorded in sight.

    Returns:
        The due date with its working; None when no day is left before the 18th birthday, the final
            review before it was held, or it has come.

    Raises:
        BadInput: a date outside the listed years, or an interval under 1 month.
    """
    _refuse_no_interval(interval_months)
    if born and today and today >= birthday(born, 18):
        return None
    if not held:
        due = first_review(entered, settings)
    elif len(held) == 1:
        due = second_review(held[0], interval_months, settings)
    else:
        due = later_review(max(held), interval_months, settings)
    return before_eighteen(due, max(held, default=entered), held, born, settings)


def in_care_order(entered: date, held: Sequence[date]) -> list[date]:
    """The reviews of one period of care by date.

    Raises:
        BadInput: a review before the period began, or two on one day.
    """
    in_order = sorted(held)
    for before, on in zip([None, *in_order], in_order, strict=False):
        if on < entered:
            raise BadInput(
                f"The review on {say_date(on)} is before the child became looked after, "
                f"on {say_date(entered)}. Leave out reviews of an earlier time in care."
            )
        if on == before:
            raise BadInput(f"The review on {say_date(on)} is given twice. Leave one out.")
    return in_order


def put_together(reviews: tuple[Held, ...], upcoming: Due | None, settings: Settings = USUAL) -> ReviewClock:
    """The whole answer, from the reviews held, by date, and the next one.

    Raises:
        BadInput: dates that cannot be counted.
    """
    last = reviews[-1].held if reviews else None
    return ReviewClock(
        reviews=reviews,
        next=upcoming,
        midway=midway_due(last, upcoming.due, settings) if last and upcoming else None,
        after_last=after_review(last, settings=settings) if last else None,
    )
