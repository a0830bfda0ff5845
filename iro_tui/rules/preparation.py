"""What has to be done by when before a review (practice.md 2.5, P1 to P8)."""

from __future__ import annotations

from datetime import date

from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings

_COUNTED_BACK = {"P4": "PREP_VENUE", "P5": "PREP_DISCUSS", "P6": "PREP_INVITES", "P7": "PREP_SW_REPORT"}
_ALLOCATION = {"P1": "IRO_TOLD", "P1_NAMED": "IRO_ALLOCATED"}


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
