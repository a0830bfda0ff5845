"""Who was asked before a move or a change, in words."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.record.event import EventFields
from iro_tui.rules.events import said_of_asking


@pytest.mark.parametrize(
    ("child", "iro", "says"),
    [
        (None, False, ""),
        (None, True, "IRO asked before"),
        (True, True, "child and IRO asked before"),
        (True, False, "child asked before, IRO not"),
        (False, True, "IRO asked before, child not"),
        (False, False, "nobody asked before"),
    ],
)
def test_EARLY_who_was_asked(child: bool | None, iro: bool, says: str) -> None:
    assert said_of_asking(child, iro) == says


def test_EARLY_asked_after_the_change_is_not_asked_before_it() -> None:
    happens = date(2026, 11, 10)
    values = {"kind": "PLACEMENT_CHANGE", "known_on": happens, "happens_on": happens}
    late = EventFields(**values, child_asked_on=date(2026, 11, 11), iro_asked_on=happens)
    assert late.in_a_line() == "Unexpected placement change, IRO asked before, child not"
    assert "asked" not in EventFields(kind="MISSING", known_on=happens).in_a_line()
