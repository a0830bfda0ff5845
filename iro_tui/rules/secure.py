"""The panel that looks at a secure placement (practice.md C13; Children Act 1989 s25)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings


def secure_panel(placed_on: date, held: Sequence[date] = (), settings: Settings = USUAL) -> Due:
    """The next secure panel (C13): 1 calendar month from the placement, then 3 from each panel.

    It runs beside the ordinary reviews and takes none of them away. Three people sit on it, one of them
    independent of the council; the child's own IRO does not chair it.

    Args:
        placed_on: when the child was placed in secure accommodation.
        held: when panels of this placement were held, in any order.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    if held:
        return counted("C13", "SECURE_N", "Last panel held", max(held), settings)
    return counted("C13", "SECURE_1", "Placed in secure accommodation", placed_on, settings)
