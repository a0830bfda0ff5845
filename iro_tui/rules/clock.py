"""The statutory clock: by when the next review must be held, and how we know (practice.md 2.2, 2.6, 5).

Every answer comes with its working. The date in law is counted in calendar months; a council system may print
another one, counted in days, and both are shown. A due date is never later than the law allows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.errors import BadInput
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.deadlines import deadline, due_by
from iro_tui.rules.working_days import NONE, add_months, bank_holidays_between, last_working_day


@dataclass(frozen=True, slots=True)
class Due:
    """By when something must be done, and why then."""

    due: date
    """The last day allowed. It may be a Saturday or a Sunday: a statutory date does not roll forward."""

    rule: str
    """The rule's id in practice.md, for example `C2`; `MIDWAY` for the midway of section 5."""

    why: str
    """One plain sentence: `Law: 3 months from Mon 17 Aug is Tue 17 Nov.`"""

    last_working_day: date
    """`due` itself, or the working day before it."""

    council_due: date | None
    """What a council system that adds 91 or 183 days would print; None where it counts as the law does."""

    steps: tuple[str, ...]
    """The working, one step a line, each `what: date`."""


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
class AfterReview:
    """What has to be done by when once a review is completed (F1-F5), all in working days."""

    decisions: date
    """F1: the IRO has written the decisions."""

    tm_response: date
    """F2: the team manager has objected by now, or agrees by silence."""

    care_plan: date
    """F3: the social worker has updated the care plan."""

    record: date
    """F4: the full record is complete; in Brent that is the letter to the child."""

    distribution: date
    """F5: the record has gone to everybody who gets it."""


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


def first_review(entered: date, extra: frozenset[date] = NONE) -> Due:
    """The first review: 20 working days from becoming looked after (C1, reg 33(1)).

    Args:
        entered: the day this period of care began (C5). Day 0; it need not be a working day.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: working days cannot be counted there.
    """
    due = due_by("REVIEW_1", entered, extra)
    days = deadline("REVIEW_1").offset
    skipped = [say_date(day) for day in bank_holidays_between(entered, due, extra)]
    return Due(
        due=due,
        rule="C1",
        why=_law(f"{days} working days", entered, due),
        last_working_day=due,
        council_due=None,
        steps=(
            f"Became looked after, day 0: {say_date(entered)}",
            *([f"Bank holidays not counted: {', '.join(skipped)}"] if skipped else []),
            f"Law, {days} working days later: {say_date(due)}",
        ),
    )


def second_review(first_held: date, interval_months: int | None = None, extra: frozenset[date] = NONE) -> Due:
    """The second review: 3 months from the day the first was held (C2, C4, reg 33(2)).

    Args:
        first_held: when the first review was held, not when it was due.
        interval_months: calendar months agreed for this child (C9); None, or a longer one, leaves the law's.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: an interval under 1 month, or a date too far away.
    """
    return _review_after("REVIEW_2", "C2", first_held, interval_months, extra)


def later_review(
    previous_held: date, interval_months: int | None = None, extra: frozenset[date] = NONE
) -> Due:
    """A third or later review: 6 months from the day the one before was held (C3, C4, reg 33(2)).

    Args:
        previous_held: when the review before was held, not when it was due.
        interval_months: calendar months agreed for this child (C9); None, or a longer one, leaves the law's.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: an interval under 1 month, or a date too far away.
    """
    return _review_after("REVIEW_N", "C3", previous_held, interval_months, extra)


_COUNCIL = {"REVIEW_2": "COUNCIL_2", "REVIEW_N": "COUNCIL_N"}


def _review_after(code: str, rule: str, held: date, interval: int | None, extra: frozenset[date]) -> Due:
    _refuse_no_interval(interval)
    months = deadline(code).offset
    council = due_by(_COUNCIL[code], held)
    in_law = due = due_by(code, held)
    steps = [
        f"{'First' if rule == 'C2' else 'Last'} review held: {say_date(held)}",
        f"Law, {_months(months)} later: {say_date(in_law)}",
    ]
    why = _law(_months(months), held, in_law)
    if interval is not None and interval < months:
        rule, due = "C9", add_months(held, interval)
        why = f"Agreed for this child: {_months(interval)} from {_pair(held, due)}."
        steps.append(f"Agreed for this child, {_months(interval)} later: {say_date(due)}")
    steps.append(f"Council system, {deadline(_COUNCIL[code]).offset} days later: {say_date(council)}")
    usable = last_working_day(due, extra)
    if usable != due:
        steps.append(f"Last working day: {say_date(usable)}")
    return Due(due, rule, why, usable, council, tuple(steps))


def _refuse_no_interval(interval: int | None) -> None:
    if interval is not None and interval < 1:
        raise BadInput("The time between reviews must be at least 1 month.")


def next_review(
    entered: date,
    held: Sequence[date],
    interval_months: int | None = None,
    born: date | None = None,
    extra: frozenset[date] = NONE,
    *,
    today: date | None = None,
) -> Due | None:
    """When the next review of this period of care is due (C1 to C5, C8, C9).

    Args:
        entered: the day this period of care began. A child who comes back begins again (C5).
        held: when its reviews were held, in any order; reviews of an earlier period do not belong here.
        interval_months: calendar months agreed for this child (C9); None leaves the law's. Never longer
            than the law: a longer one changes nothing.
        born: date of birth; None leaves the 18th birthday out of account.
        extra: bank holidays beyond those in the list.
        today: with `born`, stops the clock from the 18th birthday on; None keeps a final review that was
            never recorded in sight.

    Returns:
        The due date with its working; None when no day is left before the 18th birthday, or it has come.

    Raises:
        BadInput: a date outside the listed years, or an interval under 1 month.
    """
    _refuse_no_interval(interval_months)
    if born and today and today >= birthday(born, 18):
        return None
    if not held:
        due = first_review(entered, extra)
    elif len(held) == 1:
        due = second_review(held[0], interval_months, extra)
    else:
        due = later_review(max(held), interval_months, extra)
    return due if born is None else _before_eighteen(due, max(held, default=entered), born, extra)


def _before_eighteen(due: Due, since: date, born: date, extra: frozenset[date]) -> Due | None:
    """C8: the final review is held by the day before the 18th birthday."""
    eighteen = birthday(born, 18)
    last_day = eighteen - timedelta(days=1)
    if due.due <= last_day:
        return due
    if since >= last_day:
        return None
    usable = last_working_day(last_day, extra)
    return Due(
        due=last_day,
        rule="C8",
        why=f"Final review before 18: the 18th birthday is {say_date(eighteen)}. {due.why}",
        last_working_day=usable,
        council_due=due.council_due,
        steps=(
            *(step for step in due.steps if not step.startswith("Last working day")),
            f"18th birthday: {say_date(eighteen)}",
            f"Final review before 18, the day before: {say_date(last_day)}",
            *([f"Last working day: {say_date(usable)}"] if usable != last_day else []),
        ),
    )


def midway_due(last_review: date, next_review_on: date, extra: frozenset[date] = NONE) -> Due:
    """The midway review: half-way between two reviews, or the working day before that (practice.md 5).

    Args:
        last_review: when the last review was held.
        next_review_on: when the next is due, or booked if that is sooner.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: the next review is not after the last one, or working days cannot be counted there.
    """
    if next_review_on <= last_review:
        raise BadInput("The next review must be after the last one. Check the two dates.")
    half = last_review + timedelta(days=(next_review_on - last_review).days // 2)
    due = last_working_day(half, extra)
    why = f"Half-way between {_pair(last_review, next_review_on, 'and')} is {say_date(half)}."
    if due != half:
        why += f" The working day before is {say_date(due)}."
    return Due(
        due=due,
        rule="MIDWAY",
        why=why,
        last_working_day=due,
        council_due=None,
        steps=(
            f"Last review held: {say_date(last_review)}",
            f"Next review: {say_date(next_review_on)}",
            f"Half-way: {say_date(half)}",
            *([f"Working day before: {say_date(due)}"] if due != half else []),
        ),
    )


def after_review(
    completed: date, decisions_sent: date | None = None, extra: frozenset[date] = NONE
) -> AfterReview:
    """The deadlines after a review (F1 to F5), in working days from the day it was completed.

    Args:
        completed: the day of the review, or of the last meeting of a series.
        decisions_sent: when the team manager received the decisions, from which F2 counts; None takes the
            last day for writing them.
        extra: bank holidays beyond those in the list.

    Raises:
        BadInput: working days cannot be counted there.
    """
    decisions = due_by("DECISIONS", completed, extra)
    return AfterReview(
        decisions=decisions,
        tm_response=due_by("TM_RESPONSE", decisions_sent or decisions, extra),
        care_plan=due_by("CARE_PLAN_UPDATED", completed, extra),
        record=due_by("FULL_RECORD", completed, extra),
        distribution=due_by("DISTRIBUTED", completed, extra),
    )


def judge_reviews(entered: date, held: Sequence[date], extra: frozenset[date] = NONE) -> tuple[Held, ...]:
    """Each review held in this period of care, with the date the law allowed (C1 to C4), by date.

    Raises:
        BadInput: working days cannot be counted at the start of the period.
    """
    judged: list[Held] = []
    previous = entered
    for number, on in enumerate(sorted(held), 1):
        rule, code = {1: ("C1", "REVIEW_1"), 2: ("C2", "REVIEW_2")}.get(number, ("C3", "REVIEW_N"))
        due = due_by(code, previous, extra)
        judged.append(Held(number=number, held=on, due=due, on_time=on <= due, rule=rule))
        previous = on
    return tuple(judged)


def review_clock(
    entered: date,
    held: Sequence[date],
    *,
    interval_months: int | None = None,
    born: date | None = None,
    extra: frozenset[date] = NONE,
    today: date | None = None,
) -> ReviewClock:
    """Everything the clock says about one period of care.

    Args:
        entered: the day the child became looked after.
        held: when the reviews since then were held, in any order.
        interval_months: calendar months agreed for this child (C9); None leaves the law's.
        born: date of birth, for the final review before 18 (C8); None leaves it out.
        extra: bank holidays beyond those in the list.
        today: as in `next_review`.

    Raises:
        BadInput: a review before the period began, two on one day, or dates that cannot be counted.
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
    upcoming = next_review(entered, in_order, interval_months, born, extra, today=today)
    last = in_order[-1] if in_order else None
    return ReviewClock(
        reviews=judge_reviews(entered, in_order, extra),
        next=upcoming,
        midway=midway_due(last, upcoming.due, extra) if last and upcoming else None,
        after_last=after_review(last, extra=extra) if last else None,
    )


def _law(span: str, start: date, due: date) -> str:
    return f"Law: {span} from {_pair(start, due)}."


def _months(n: int) -> str:
    return "1 month" if n == 1 else f"{n} months"


def _pair(start: date, end: date, between: str = "is") -> str:
    """Two dates, with their years only when these differ."""
    if start.year == end.year:
        # Each is said as seen from itself, which leaves its year out.
        return f"{say_date(start, start)} {between} {say_date(end, end)}"
    return f"{say_date(start)} {between} {say_date(end)}"
