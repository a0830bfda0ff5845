# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.meetings import (
    adjourned_until,
    complete_by,
    completed_in_time,
    counts_from,
    may_be_carried_out,
)
from iro_tui.rules.registry import Settings

OPENED, LAST_DAY = date(2025, 3, 12), date(2025, 4, 9)


def test_example_10_A1_adjourned_in_march() -> None:
    due = adjourned_until(OPENED)
    assert (due.due, due.rule) == (LAST_DAY, "A1")


def test_example_11_A1_adjourned_before_christmas() -> None:
    assert adjourned_until(date(2026, 11, 25)).due == date(2026, 12, 23)


def test_A1_only_once() -> None:
    with pytest.raises(BadInput, match=r"adjourned once only \(reg 36\(2\)\)"):
        adjourned_until(OPENED, adjourned_before=True)


def test_A2_says_what_to_weigh_first_while_it_is_in_force() -> None:
    assert adjourned_until(OPENED).steps[-1].startswith("First: weigh what the delay does to the child")
    off = adjourned_until(OPENED, Settings(switched={"A2": False}))
    assert off.steps[-1] == "Law, 20 working days later: Wed 9 Apr 2025"


def test_A3_nothing_is_carried_out_before_the_review_is_complete() -> None:
    assert not may_be_carried_out(None, LAST_DAY)
    assert not may_be_carried_out(LAST_DAY, date(2025, 4, 8))
    assert may_be_carried_out(LAST_DAY, LAST_DAY)


def test_A4_A5_a_series_is_complete_in_twenty_working_days() -> None:
    due = complete_by(OPENED)
    assert due is not None
    assert (due.due, due.rule) == (LAST_DAY, "A5")
    assert completed_in_time(OPENED, LAST_DAY)
    assert not completed_in_time(OPENED, date(2025, 4, 10))


def test_A5_switched_off_leaves_a_series_as_long_as_it_takes() -> None:
    off = Settings(switched={"A5": False})
    assert complete_by(OPENED, off) is None
    assert completed_in_time(OPENED, date(2025, 4, 10), off)


def test_A5_the_last_meeting_cannot_be_before_the_first() -> None:
    with pytest.raises(BadInput, match="is before the first, on Wed 12 Mar 2025"):
        completed_in_time(OPENED, date(2025, 3, 11))
    with pytest.raises(BadInput, match="is before the first"):
        counts_from(OPENED, date(2025, 3, 11))


def test_A6_the_next_review_counts_from_the_last_meeting_of_a_series_in_time() -> None:
    assert counts_from(OPENED, LAST_DAY) == LAST_DAY
    assert counts_from(OPENED, date(2025, 4, 10)) == OPENED
    assert counts_from(OPENED, LAST_DAY, Settings(switched={"A6": False})) == OPENED
    assert counts_from(OPENED, date(2025, 4, 10), Settings(switched={"A5": False})) == OPENED
    assert counts_from(OPENED, None) is None


def test_A7_a_cancelled_meeting_moves_no_date() -> None:
    assert counts_from(OPENED, OPENED, cancelled=True) is None
    assert counts_from(None, None) is None


@given(st.dates(date(2010, 1, 1), date(2040, 6, 30)), st.integers(0, 60))
def test_A6_never_counts_from_later_than_twenty_working_days(opened: date, days: int) -> None:
    completed = date.fromordinal(opened.toordinal() + days)
    start = counts_from(opened, completed)
    series = complete_by(opened)
    assert series is not None
    assert start is not None
    assert opened <= start <= min(completed, series.due)
