"""How far a promise has drifted."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.rules.drift import drift

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("first_by", "closed_on", "days"),
    [
        (None, None, None),
        (TODAY, None, 0),
        (date(2026, 12, 2), None, 0),
        (date(2026, 11, 21), None, 1),
        (date(2025, 11, 22), None, 365),
        (date(2026, 11, 1), date(2026, 11, 4), 3),
        (date(2026, 11, 4), date(2026, 11, 1), 0),
    ],
)
def test_drift_counts_calendar_days_from_the_first_promise(
    first_by: date | None, closed_on: date | None, days: int | None
) -> None:
    assert drift(first_by, TODAY, closed_on) == days
