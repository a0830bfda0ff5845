"""The plans a child must have: care, placement, permanence (practice.md 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_tui.rules.clock import first_review, second_review
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings


def care_plan(first_placed: date, settings: Settings = USUAL) -> Due:
    """The first care plan (CARE_PLAN, reg 4(2)): 10 working days from the start of the first placement.

    It should be there before the placement; this is the last day when that cannot be done.

    Raises:
        BadInput: working days cannot be counted there.
    """
    return counted("CARE_PLAN", "CARE_PLAN_FIRST", "First placement began", first_placed, settings)


def placement_plan(placed_on: date, settings: Settings = USUAL) -> Due:
    """The placement plan (PLACEMENT_PLAN, reg 9): 5 working days from the start of each placement.

    It should be there before the placement; this is the last day when that cannot be done.

    Raises:
        BadInput: working days cannot be counted there.
    """
    return counted("PLACEMENT_PLAN", "PLACEMENT_PLAN", "Placement began", placed_on, settings)


def permanence_plan(entered: date, held: Sequence[date], settings: Settings = USUAL) -> Due | None:
    """The plan for permanence (PERMANENCE, G): by the second review of this period of care.

    Args:
        entered: the day this period of care began.
        held: when its reviews were held, in any order. Before the first one the date is the latest the law
            leaves room for; from the second one on it is the day that one was held.
        settings: what the IRO changed.

    Returns:
        None when the rule is switched off.

    Raises:
        BadInput: working days cannot be counted there.
    """
    if not settings.in_force("PERMANENCE"):
        return None
    reviews = sorted(held)
    if len(reviews) > 1:
        due, steps = reviews[1], (f"Second review held: {say_date(reviews[1])}",)
    else:
        first = reviews[0] if reviews else first_review(entered, settings).due
        second = second_review(first, settings=settings)
        due = second.due
        expected = () if reviews else (f"First review, at the latest: {say_date(first)}",)
        steps = (*expected, f"Second review, at the latest: {say_date(due)}")
    why = f"{authority('PERMANENCE')}: a plan for permanence by the second review, {say_date(due)}."
    return make_due("PERMANENCE", due, why, steps, settings)
