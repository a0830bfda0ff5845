"""From 16: when a child becomes eligible, the pathway assessment and plan, Staying Put (practice.md 2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.deadlines import deadline
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings

COUNTED_FROM, ELIGIBLE_FROM, ADULT = 14, 16, 18
"""Ages in years: days in care count from the first, a child is eligible from the second to the third."""


def eligible_from(born: date, in_care: Sequence[tuple[date, date | None]]) -> date | None:
    """The day a child becomes eligible (PATHWAY): 16 or 17, looked after, 91 days in care since 14 in all.

    The 91 days are calendar days, complete with their nights: from 2 March they are complete on 1 June.

    Args:
        born: date of birth.
        in_care: start and end of each time looked after; None while it runs. Planned short breaks do not
            count and are left out.

    Returns:
        None when it never comes to that before 18.
    """
    fourteen, sixteen = birthday(born, COUNTED_FROM), birthday(born, ELIGIBLE_FROM)
    missing = deadline("ELIGIBLE").offset
    for start, end in sorted(in_care, key=lambda each: each[0]):
        counts_from = max(start, fourteen)
        reached = max(counts_from + timedelta(days=missing), sixteen, start)
        if end is None or reached <= end:
            return reached if reached < birthday(born, ADULT) else None
        missing = max(0, missing - max(0, (end - counts_from).days))
    return None


def pathway_assessment(
    born: date, in_care: Sequence[tuple[date, date | None]], settings: Settings = USUAL
) -> Due | None:
    """By when a child's needs are assessed (PATHWAY, reg 42): 3 calendar months from becoming eligible.

    Args:
        born: date of birth.
        in_care: as in `eligible_from`.
        settings: what the IRO changed; here only added bank holidays matter.

    Returns:
        None when the child does not become eligible.

    Raises:
        BadInput: a date where working days are not known.
    """
    eligible = eligible_from(born, in_care)
    if eligible is None:
        return None
    return counted("PATHWAY", "PATHWAY_ASSESS", "Became eligible", eligible, settings)


def pathway_review(last: date, settings: Settings = USUAL) -> Due:
    """The next review of the pathway plan (PATHWAY_REVIEW): 6 calendar months from the plan or last review.

    Raises:
        BadInput: a date where working days are not known.
    """
    return counted("PATHWAY_REVIEW", "PATHWAY_REVIEW", "Pathway plan made or reviewed", last, settings)


def staying_put(
    born: date, held: Sequence[date], next_review: Due | None, settings: Settings = USUAL
) -> Due | None:
    """The review at which Staying Put is first talked about (STAYING_PUT, G), for a child in foster care.

    Args:
        born: date of birth.
        held: when reviews were held, in any order.
        next_review: the next one; None when none is due.
        settings: what the IRO changed.

    Returns:
        The day of the first review on or after the 16th birthday, held already or the next one due; None when
        the next review still comes before it, when none is due, or when the rule is switched off.

    Raises:
        BadInput: a date where working days are not known.
    """
    if not settings.in_force("STAYING_PUT"):
        return None
    sixteen = birthday(born, ELIGIBLE_FROM)
    since = [day for day in held if day >= sixteen]
    if not since and (next_review is None or next_review.due < sixteen):
        return None
    on = min(since) if since else next_review.due if next_review else sixteen
    whose = authority("STAYING_PUT", settings)
    return make_due(
        "STAYING_PUT",
        on,
        f"{whose}: Staying Put is talked about at the first review from 16, {say_date(on)}.",
        (f"16th birthday: {say_date(sixteen)}", f"{whose}, first review from then: {say_date(on)}"),
        settings,
    )
