from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.codes import rows
from iro_tui.rules.deadlines import deadline, due_by
from iro_tui.rules.working_days import (
    add_months,
    add_working_days,
    bank_holidays_between,
    days_in_month,
    is_working_day,
    last_working_day,
    working_days_between,
)

DAYS = st.dates(date(2010, 3, 1), date(2039, 12, 31))
HOLIDAYS = {row["date"] for row in rows("bank_holidays_england_wales")}


def slow_is_working_day(d: date) -> bool:
    return d.isoweekday() <= 5 and d.isoformat() not in HOLIDAYS


def slow_add(d: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    while n:
        d += step
        if slow_is_working_day(d):
            n -= 1 if n > 0 else -1
    return d


def test_weekends_and_bank_holidays_are_no_working_days() -> None:
    assert is_working_day(date(2026, 11, 23))
    assert not is_working_day(date(2026, 11, 22))
    assert not is_working_day(date(2026, 12, 28))
    assert not is_working_day(date(2011, 4, 29))


def test_every_listed_holiday_is_named_on_its_weekday() -> None:
    for row in rows("bank_holidays_england_wales"):
        assert date.fromisoformat(row["date"]).strftime("%A") == row["weekday"]


def test_a_proclaimed_holiday_can_be_added() -> None:
    extra = frozenset({date(2027, 6, 7)})
    assert is_working_day(date(2027, 6, 7))
    assert not is_working_day(date(2027, 6, 7), extra)
    assert add_working_days(date(2027, 6, 4), 1, extra) == date(2027, 6, 8)
    assert bank_holidays_between(date(2027, 6, 1), date(2027, 6, 30), extra) == (date(2027, 6, 7),)


@pytest.mark.parametrize(
    ("start", "answer"),
    [
        (date(2025, 1, 6), date(2025, 2, 3)),
        (date(2025, 4, 10), date(2025, 5, 13)),
        (date(2025, 12, 20), date(2026, 1, 21)),
        (date(2026, 12, 8), date(2027, 1, 8)),
    ],
)
def test_twenty_working_days(start: date, answer: date) -> None:
    assert add_working_days(start, 20) == answer


def test_day_nought_is_the_day_itself_even_on_a_sunday() -> None:
    assert add_working_days(date(2026, 11, 22), 0) == date(2026, 11, 22)


def test_late_is_negative() -> None:
    assert working_days_between(date(2026, 11, 22), date(2026, 11, 4)) == -12
    assert working_days_between(date(2026, 11, 22), date(2026, 11, 25)) == 3
    assert working_days_between(date(2026, 11, 20), date(2026, 11, 22)) == 0


@given(DAYS, st.integers(-40, 60))
def test_counting_agrees_with_stepping_one_day_at_a_time(d: date, n: int) -> None:
    assert add_working_days(d, n) == slow_add(d, n)


@given(DAYS, DAYS)
def test_between_agrees_with_counting_each_day(a: date, b: date) -> None:
    early, late = min(a, b), min(max(a, b), min(a, b) + timedelta(days=400))
    count = sum(slow_is_working_day(early + timedelta(days=i)) for i in range(1, (late - early).days + 1))
    assert working_days_between(early, late) == count
    assert working_days_between(late, early) == -count


@given(DAYS, st.integers(1, 60))
def test_between_undoes_adding(d: date, n: int) -> None:
    assert working_days_between(d, add_working_days(d, n)) == n


@given(DAYS)
def test_last_working_day_is_the_nearest_one_not_after(d: date) -> None:
    last = last_working_day(d)
    assert slow_is_working_day(last)
    assert last <= d
    assert not any(slow_is_working_day(last + timedelta(days=i)) for i in range(1, (d - last).days + 1))


@given(DAYS, st.integers(-24, 24))
def test_months_keep_the_day_or_take_the_last(d: date, n: int) -> None:
    moved = add_months(d, n)
    assert (moved.year - d.year) * 12 + moved.month - d.month == n
    assert moved.day == min(d.day, days_in_month(moved.year, moved.month))


@pytest.mark.parametrize("d", [date(2009, 12, 31), date(2041, 1, 1)])
def test_outside_the_listed_years_is_a_plain_sentence(d: date) -> None:
    with pytest.raises(BadInput, match="from 2010 to 2040"):
        is_working_day(d)
    with pytest.raises(BadInput, match="from 2010 to 2040"):
        working_days_between(date(2026, 1, 1), d)


@pytest.mark.parametrize(("d", "n"), [(date(2040, 12, 20), 20), (date(2010, 1, 5), -20)])
def test_an_answer_outside_the_listed_years_is_refused_too(d: date, n: int) -> None:
    with pytest.raises(BadInput, match="from 2010 to 2040"):
        add_working_days(d, n)


def test_months_beyond_the_calendar() -> None:
    with pytest.raises(BadInput, match="too far away"):
        add_months(date(9999, 6, 1), 12)


def test_the_first_and_last_listed_day_can_be_asked() -> None:
    assert not is_working_day(date(2010, 1, 1))
    assert is_working_day(date(2040, 12, 31))


def test_counting_is_fast_enough_for_ten_caseloads() -> None:
    add_working_days(date(2026, 1, 1), 1)
    began = time.perf_counter()
    for i in range(20_000):
        add_working_days(date(2026, 1, 1), i % 100)
    assert time.perf_counter() - began < 0.5


# Worked examples of practice.md 2.8 that are one deadline each.


@pytest.mark.parametrize(
    ("code", "trigger", "answer"),
    [
        pytest.param("ADJOURN_MAX", date(2025, 3, 12), date(2025, 4, 9), id="example_10_A1"),
        pytest.param("ADJOURN_MAX", date(2026, 11, 25), date(2026, 12, 23), id="example_11_A1"),
        pytest.param("PREP_SW_REPORT", date(2027, 1, 6), date(2026, 12, 31), id="example_14_P7"),
        pytest.param("PREP_INVITES", date(2027, 1, 6), date(2026, 12, 18), id="example_14_P6"),
        pytest.param("PREP_DISCUSS", date(2027, 1, 6), date(2026, 12, 11), id="example_14_P5"),
        pytest.param("PREP_VENUE", date(2027, 1, 6), date(2026, 12, 4), id="example_14_P4"),
        pytest.param("ADOPT_1", date(2025, 6, 2), date(2025, 6, 30), id="example_16_C11"),
        pytest.param("ADOPT_2", date(2025, 6, 30), date(2025, 9, 30), id="example_16_C11_second"),
        pytest.param("ADOPT_N", date(2025, 9, 30), date(2026, 3, 30), id="example_16_C11_later"),
        pytest.param("SECURE_1", date(2026, 1, 31), date(2026, 2, 28), id="example_23_C13"),
        pytest.param("SECURE_N", date(2026, 2, 28), date(2026, 5, 28), id="example_23_C13_later"),
    ],
)
def test_deadline(code: str, trigger: date, answer: date) -> None:
    assert due_by(code, trigger) == answer


def test_a_deadline_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="hours"):
        due_by("RHI", date(2026, 1, 1))
    with pytest.raises(BadInput, match='no deadline "REVIEW_9"'):
        deadline("REVIEW_9")


def test_deadlines_say_where_they_stand() -> None:
    rule = deadline("REVIEW_1")
    assert (rule.offset, rule.unit, rule.force) == (20, "working_days", "statute")
    assert rule.source == "Regs 2010 reg 33(1)"
    assert not rule.before
