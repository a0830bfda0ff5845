"""What has to be done by when before a review (practice.md 2.5, P1 to P8)."""

from __future__ import annotations

from datetime import date, time
from functools import lru_cache

from iro_tui.errors import BadInput
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.school import in_school_holidays
from iro_tui.rules.working_days import add_working_days, is_working_day

_COUNTED_BACK = {"P4": "PREP_VENUE", "P5": "PREP_DISCUSS", "P6": "PREP_INVITES", "P7": "PREP_SW_REPORT"}
_SCHOOL_DAY = (time(8, 45), time(15, 0))
"""From when until when a child is at school: our own choice (P), for schools differ."""
_SCHOOL_AGE = range(4, 17)
_ROOM = 5
"""Working days that a suggested day keeps from the last one in law: our own choice (P)."""

_ALLOCATION = {"P1": "IRO_TOLD", "P1_NAMED": "IRO_ALLOCATED"}


@lru_cache(maxsize=8192)
def before_review(review_on: date, settings: Settings = USUAL) -> tuple[Due, ...]:
    """What comes before a review, by date: P4 to P7, counted back in working days, and P2.

    The review day is day 0. Speaking with the child (P2) may be on the day itself; a rule the IRO switched
    off is left out.

    Args:
        review_on: the day of the review, booked or due.
        settings: what the IRO changed.

    Raises:
        BadInput: working days cannot be counted there.
    """
    found = [
        counted(id, code, "Review", review_on, settings)
        for id, code in _COUNTED_BACK.items()
        if settings.in_force(id)
    ]
    return tuple(sorted([*found, speak_with_the_child(review_on, settings)], key=lambda due: due.due))


def speak_with_the_child(review_on: date, settings: Settings = USUAL) -> Due:
    """By when the IRO has spoken with the child alone (P2): before the review, at the latest on its day.

    A child of sufficient understanding may say no, and one may be too young; that is for the IRO to record.

    Args:
        review_on: the day of the review.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: working days are not known there.
    """
    said = say_date(review_on)
    return make_due(
        "P2",
        review_on,
        f"{authority('P2')}: the IRO speaks with the child alone before the review on {said}.",
        (f"Review, and the last day to speak with the child: {said}",),
        settings,
    )


def speaking_comes_up(review_on: date, settings: Settings = USUAL) -> date | None:
    """The day from which speaking with the child stands on the list (SPEAK, P), in working days before.

    None when the IRO switched it off.

    Raises:
        BadInput: working days cannot be counted there.
    """
    if not settings.in_force("SPEAK"):
        return None
    return counted("SPEAK", "SPEAK", "Review", review_on, settings).due


def in_school_hours(on: date, at: str, years: int) -> bool:
    """Whether a review would take a child out of school (practice.md 10, row 56); it only advises.

    Args:
        on: the day.
        at: the time, such as `10:30`; what is no time of day counts as not known.
        years: the child's age on that day.
    """
    if years not in _SCHOOL_AGE or not is_working_day(on) or _in_holidays(on):
        return False
    try:
        begins = time.fromisoformat(at.strip().replace(".", ":").zfill(5))
    except ValueError:
        return False
    return _SCHOOL_DAY[0] <= begins < _SCHOOL_DAY[1]


def suggested_day(limit: Due, born: date, held: date, settings: Settings = USUAL) -> date:
    """A day for the next review: a working day, some before the last one in law, and in no school holidays.

    Where the law leaves so few days that there is none such after this review, as just before the 18th
    birthday, it is the last one in law.

    Args:
        limit: by when it must be held; after `held`.
        born: date of birth; holidays matter at school age only.
        held: the day this review was held.
        settings: what the IRO changed.

    Raises:
        BadInput: working days are not known there.
    """
    usual = add_working_days(limit.last_working_day, -_ROOM, settings.holidays)
    if usual <= held:
        return limit.last_working_day if limit.last_working_day > held else limit.due
    day = usual
    for _ in range(30):
        if age(born, day) not in _SCHOOL_AGE or not _in_holidays(day):
            return day if day > held else usual
        day = add_working_days(day, -1, settings.holidays)
    return usual


def _in_holidays(day: date) -> bool:
    try:
        return in_school_holidays(day)
    except BadInput:
        return False  # Beyond the terms that are known.


def allocation(entered: date, settings: Settings = USUAL) -> tuple[Due, ...]:
    """Telling the IRO service and naming the IRO (P1, P1_NAMED), in working days from becoming looked after.

    A rule the IRO switched off is left out.

    Raises:
        BadInput: working days cannot be counted there.
    """
    return tuple(
        counted(id, code, "Became looked after", entered, settings)
        for id, code in _ALLOCATION.items()
        if settings.in_force(id)
    )


def who_should_be_iro(
    *,
    had_another_before: bool = False,
    siblings_have_another: bool = False,
    interests_differ: bool = False,
    parent_has_same: bool = False,
    settings: Settings = USUAL,
) -> tuple[str, ...]:
    """The rules about who the IRO is that speak against the present one, of C7 and P3; none when all is well.

    Args:
        had_another_before: in an earlier time in care this child had another IRO, who could have come back.
        siblings_have_another: brothers or sisters looked after have another IRO.
        interests_differ: their interests differ, so that they should not share one.
        parent_has_same: the child's own parent is looked after and has the same IRO.
        settings: what the IRO changed.
    """
    against = {
        "C7": had_another_before,
        "P3": parent_has_same or siblings_have_another != interests_differ,
    }
    return tuple(id for id, speaks in against.items() if speaks and settings.in_force(id))
