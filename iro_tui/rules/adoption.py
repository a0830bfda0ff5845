"""Reviews on the way to adoption (practice.md C10, C11; Adoption Agencies Regulations 2005, reg 36)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings


def review_while_authorised(
    authorised_on: date, held: Sequence[date] = (), settings: Settings = USUAL
) -> Due:
    """A review of a child who may be placed for adoption and is not placed yet (C10, reg 36(1)).

    Three calendar months from the authority, then six from each review.

    Args:
        authorised_on: the placement order, or the consent.
        held: when reviews were held, in any order; those before the authority do not count here.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    since = [day for day in held if day >= authorised_on]
    if since:
        return counted("C10", "ADOPT_AUTH_N", "Last review held", max(since), settings)
    return counted("C10", "ADOPT_AUTH_1", "May be placed for adoption since", authorised_on, settings)


def review_when_placed(placed_on: date, held: Sequence[date] = (), settings: Settings = USUAL) -> Due:
    """A review of a child placed for adoption (C11, reg 36(3)): 28 days, 3 months, then every 6 months.

    The clock ends with the adoption order, or when the child comes back; the caller stops asking then.

    Args:
        placed_on: when the child was placed for adoption.
        held: when reviews were held, in any order; those before the placement do not count here.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    since = sorted(day for day in held if day >= placed_on)
    if not since:
        return counted("C11", "ADOPT_1", "Placed for adoption", placed_on, settings)
    if len(since) == 1:
        return counted("C11", "ADOPT_2", "First review since placement held", since[0], settings)
    return counted("C11", "ADOPT_N", "Last review held", since[-1], settings)


def sooner(ordinary: Due | None, adoption: Due) -> Due:
    """Of two clocks that both run, the date that comes first, with its own rule (OVERLAP, P).

    On the same day the ordinary one is named, because it shows the council's date as well.

    Args:
        ordinary: the review by C1 to C9; None when none is due.
        adoption: the review by C10.
    """
    return adoption if ordinary is None or adoption.due < ordinary.due else ordinary
