"""The social worker's visits: by when the next one is due (practice.md 2.7; Regs 2010 reg 28).

The IRO does not make them, but watches that they are made.
"""

from __future__ import annotations

from datetime import date

from iro_tui.errors import BadInput
from iro_tui.rules import situation
from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings

GENERAL = "GENERAL"
"""Any placement that is none of those below (reg 28(2))."""

TO_EIGHTEEN = "TO_EIGHTEEN"
"""A placement meant to last until 18 (reg 28(2)(c)(i))."""

LONG_TERM_AGREED = "LONG_TERM_AGREED"
"""A designated long-term foster placement, and a child who understands agrees to fewer visits†."""

EMERGENCY_WITH_PARENT = "EMERGENCY_WITH_PARENT"
"""With a parent before the assessment is complete (reg 19, reg 28(3))."""

TEMPORARY_CARER = "TEMPORARY_CARER"
"""With a connected person approved for the time being (reg 24, reg 28(4))."""

INTERIM_ORDER_AT_HOME = "INTERIM_ORDER_AT_HOME"
"""Interim care order, living with a parent (reg 28(4))."""

CARE_ORDER_AT_HOME = "CARE_ORDER_AT_HOME"
"""Full care order, living with a parent (reg 28(5)); the start is the day of the order."""

ARRANGED_BY_OTHERS = "ARRANGED_BY_OTHERS"
"""In care, and somebody else decides where the child lives: custody, hospital (reg 28(6))†."""

SHORT_BREAKS = "SHORT_BREAKS"
"""A series of short breaks (reg 48(3)(c))†; on a day when the child is there."""

PLACED_FOR_ADOPTION = "PLACED_FOR_ADOPTION"
"""Placed for adoption (Adoption Agencies Regulations 2005, reg 36(4))."""

_FIRST = {
    CARE_ORDER_AT_HOME: "VISIT_FCO_HOME_1",
    ARRANGED_BY_OTHERS: "VISIT_OTHER_1",
    SHORT_BREAKS: "VISIT_SHORT_1",
    PLACED_FOR_ADOPTION: "VISIT_ADOPT",
    EMERGENCY_WITH_PARENT: "VISIT_WEEKLY_R1",
    TEMPORARY_CARER: "VISIT_WEEKLY_R1",
    INTERIM_ORDER_AT_HOME: "VISIT_WEEKLY_R1",
    GENERAL: "VISIT_1",
    TO_EIGHTEEN: "VISIT_1",
    LONG_TERM_AGREED: "VISIT_1",
}
"""From the start to the first visit."""

_BEFORE_REVIEW = {
    EMERGENCY_WITH_PARENT: "VISIT_WEEKLY_R1",
    TEMPORARY_CARER: "VISIT_WEEKLY_R1",
    INTERIM_ORDER_AT_HOME: "VISIT_WEEKLY_R1",
    PLACED_FOR_ADOPTION: "VISIT_ADOPT",
}
"""From one visit to the next until the first review, where that is a stage of its own."""

_FIRST_YEAR = {
    GENERAL: "VISIT_Y1",
    TO_EIGHTEEN: "VISIT_Y1",
    LONG_TERM_AGREED: "VISIT_Y1",
    ARRANGED_BY_OTHERS: "VISIT_OTHER_Y1",
}
"""From one visit to the next in the first year, where that is a stage of its own."""

_AFTER = {
    GENERAL: "VISIT_AFTER_Y1",
    TO_EIGHTEEN: "VISIT_LT",
    LONG_TERM_AGREED: "VISIT_LT_AGREED",
    EMERGENCY_WITH_PARENT: "VISIT_AFTER_R1_42",
    TEMPORARY_CARER: "VISIT_AFTER_R1_28",
    INTERIM_ORDER_AT_HOME: "VISIT_AFTER_R1_28",
    CARE_ORDER_AT_HOME: "VISIT_FCO_HOME_N",
    ARRANGED_BY_OTHERS: "VISIT_OTHER_N",
    SHORT_BREAKS: "VISIT_SHORT_N",
}
"""From one visit to the next from then on; none for adoption, where each review decides."""

WITH_PARENT = "P1"
DECIDED_BY_OTHERS = frozenset({"R2", "R5"})
"""Placement codes: hospital, young offender institution."""
CARE_ORDERS = frozenset({"C1", "C2"})
_ORDERS_AT_HOME = {"C1": INTERIM_ORDER_AT_HOME, "C2": CARE_ORDER_AT_HOME}

_GENERAL = frozenset({GENERAL, TO_EIGHTEEN})

CASES = tuple(_FIRST)
"""Every case of a visiting rule."""


def usual_case(placement: str, legal: str, *, to_eighteen: bool = False) -> str:
    """The visiting rule a placement and a legal status point to.

    That a carer is approved for the time being, that a placement with a parent was an emergency, and that a
    child agreed to fewer visits no code says: those the IRO names on the placement.

    Args:
        placement: code of `placement_type.csv`.
        legal: code of `legal_status.csv`; empty when it is not known.
        to_eighteen: whether the placement is meant to last until 18.
    """
    if placement in situation.PLACED_FOR_ADOPTION:
        return PLACED_FOR_ADOPTION
    if legal in situation.SHORT_BREAKS:
        return SHORT_BREAKS
    if placement == WITH_PARENT and legal in _ORDERS_AT_HOME:
        return _ORDERS_AT_HOME[legal]
    if placement in DECIDED_BY_OTHERS and legal in CARE_ORDERS:
        return ARRANGED_BY_OTHERS
    return TO_EIGHTEEN if to_eighteen else GENERAL


def next_visit(
    case: str,
    started_on: date,
    last_visit: date | None = None,
    *,
    first_review_held: date | None = None,
    settings: Settings = USUAL,
) -> Due | None:
    """By when the social worker visits next (VISITS, VISITS_SPECIAL), in calendar days or months.

    An interval that began in the first year, or before the first review, keeps the shorter time to its end.

    Args:
        case: one of `CASES`.
        started_on: start of the placement; for a full care order at home the day of the order; where others
            arrange it, the day that began or last changed; for short breaks the first stay.
        last_visit: the last visit since then; None before the first. A visit on the first day counts.
        first_review_held: the first review since then; None while there was none. It matters only where
            visits are weekly until it.
        settings: what the IRO changed; here only added bank holidays matter.

    Returns:
        None for a child placed for adoption once the first review was held: that review says how often.

    Raises:
        BadInput: no such case, a visit before the start, or a date where working days are not known.
    """
    if case not in _FIRST:
        raise BadInput(f'There is no visiting rule "{case}". There are {", ".join(CASES)}.')
    rule = "VISITS" if case in _GENERAL else "VISITS_SPECIAL"
    if last_visit is not None and last_visit < started_on:
        raise BadInput(
            f"The last visit, on {say_date(last_visit)}, is before {say_date(started_on)}, when this began. "
            "Leave out visits of an earlier placement."
        )
    reviewed = first_review_held is not None
    if case == PLACED_FOR_ADOPTION and reviewed:
        return None
    if last_visit is None:
        return counted(rule, _FIRST[case], "Began", started_on, settings)
    return counted(
        rule, _interval(case, started_on, last_visit, reviewed), "Last visit", last_visit, settings
    )


def _interval(case: str, started_on: date, last_visit: date, reviewed: bool) -> str:
    if case in _BEFORE_REVIEW and not reviewed:
        return _BEFORE_REVIEW[case]
    if case in _FIRST_YEAR and last_visit < due_by("VISIT_YEAR", started_on):
        return _FIRST_YEAR[case]
    return _AFTER[case]
