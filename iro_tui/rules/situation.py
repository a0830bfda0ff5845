"""Which review clock a child is under, and what it says (practice.md C1 to C12, C15, OVERLAP)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from iro_tui.rules.adoption import review_when_placed, review_while_authorised, sooner
from iro_tui.rules.clock import Held, ReviewClock, in_care_order, next_review, put_together
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.due import Due
from iro_tui.rules.eighteen import before_eighteen
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.short_breaks import short_breaks_review

PLACED_FOR_ADOPTION = frozenset({"A3", "A4", "A5", "A6"})
"""Placement codes; the care planning regulations of 2010 do not apply to these children."""

PLACEMENT_ORDER = "E1"
SHORT_BREAKS = frozenset({"V3", "V4"})
ON_REMAND = "J1"


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides by which rule a child's next review is due."""

    entered: date
    """Start of this period of care; for short breaks the first stay."""

    born: date | None = None
    """None leaves the 18th birthday out of account."""

    legal: str = ""
    """Code of `legal_status.csv`."""

    placement: str = ""
    """Code of `placement_type.csv`."""

    placed_on: date | None = None
    """Start of the placement; needed where the child is placed for adoption."""

    authorised_on: date | None = None
    """Since when the council may place the child for adoption: placement order or consent."""

    interval_months: int | None = None
    """Calendar months agreed for this child (C9); None leaves the law's."""


def review_rule(legal: str, placement: str, authorised: bool = False) -> str:
    """The rule a child's reviews follow: `C11`, `C12`, `C10`, `C15` on remand, else `C1`.

    Args:
        legal: code of `legal_status.csv`; empty when it is not known.
        placement: code of `placement_type.csv`; empty when it is not known.
        authorised: whether the council may place the child for adoption by consent.
    """
    if placement in PLACED_FOR_ADOPTION:
        return "C11"
    if legal in SHORT_BREAKS:
        return "C12"
    if authorised or legal == PLACEMENT_ORDER:
        return "C10"
    return "C15" if legal == ON_REMAND else "C1"


def next_review_in(
    now: Situation, held: Sequence[date], settings: Settings = USUAL, *, today: date | None = None
) -> Due | None:
    """The next review of a child, whatever clock applies.

    Args:
        now: the child's situation.
        held: when the reviews of this period of care were held, in any order.
        settings: what the IRO changed.
        today: as in `clock.next_review`.

    Returns:
        None when no day is left before the 18th birthday, the final review was held, or it has come.

    Raises:
        BadInput: a date outside the listed years, or an interval under 1 month.
    """
    if now.born and today and today >= birthday(now.born, 18):
        return None
    since = max(held, default=now.entered)
    clock = review_rule(now.legal, now.placement, now.authorised_on is not None)
    if clock == "C11" and now.placed_on:
        placed = review_when_placed(now.placed_on, held, settings)
        return before_eighteen(placed, max(since, now.placed_on), held, now.born, settings)
    if clock == "C12":
        breaks = short_breaks_review(now.entered, held, settings)
        return before_eighteen(breaks, since, held, now.born, settings)
    ordinary = next_review(now.entered, held, now.interval_months, now.born, settings)
    if clock == "C10" and now.authorised_on:
        adoption = review_while_authorised(now.authorised_on, held, settings)
        in_care = before_eighteen(adoption, max(since, now.authorised_on), held, now.born, settings)
        return sooner(ordinary, in_care) if in_care else ordinary
    if clock == "C15" and ordinary:
        on_remand = f"On remand, and so looked after (C15), since: {say_date(now.entered)}"
        return replace(ordinary, steps=(on_remand, *ordinary.steps))
    return ordinary


def clock_in(
    now: Situation, held: Sequence[date], settings: Settings = USUAL, *, today: date | None = None
) -> ReviewClock:
    """Everything the clock says about one period of care, whatever clock applies.

    A review held before the authority or the placement is judged by the rule that ran then. An agreed shorter
    interval does not make one late.

    Args:
        now: the child's situation.
        held: when the reviews of this period of care were held, in any order.
        settings: what the IRO changed.
        today: as in `clock.next_review`.

    Raises:
        BadInput: a review before the period began, two on one day, or dates that cannot be counted.
    """
    in_order = in_care_order(now.entered, held)
    judged = []
    for place, on in enumerate(in_order):
        law = next_review_in(_as_it_was(now, on), in_order[:place], settings)
        if law is not None:
            judged.append(Held(place + 1, on, law.due, on <= law.due, law.rule))
    return put_together(tuple(judged), next_review_in(now, in_order, settings, today=today), settings)


def _as_it_was(now: Situation, on: date) -> Situation:
    placed = now.placed_on is not None and now.placed_on <= on
    authorised = now.authorised_on is not None and now.authorised_on <= on
    return replace(
        now,
        born=None,
        interval_months=None,
        placement=now.placement if placed or now.placed_on is None else "",
        authorised_on=now.authorised_on if authorised else None,
    )
