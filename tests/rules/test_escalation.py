from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.escalation import (
    CAFCASS_DECISION,
    FORMAL_ALERT,
    PRACTICE_ALERT,
    alert_clock,
    stage_due,
    stage_ends,
)
from iro_tui.rules.registry import Settings, rule
from iro_tui.rules.working_days import add_working_days

SUNDAY = date(2026, 11, 22)


def test_example_19_alert_before_easter() -> None:
    clock = alert_clock(date(2025, 4, 11), today=date(2025, 4, 11))
    assert clock.informal_due == date(2025, 4, 22)
    assert clock.formal_due == date(2025, 5, 7)
    assert clock.limit == date(2025, 5, 14)
    assert clock.days_used == 0


def test_example_20_alert_before_christmas() -> None:
    clock = alert_clock(date(2026, 12, 14), today=date(2026, 12, 29))
    assert clock.informal_due == date(2026, 12, 21)
    assert clock.formal_due == date(2027, 1, 7)
    assert clock.limit == date(2027, 1, 14)
    assert clock.days_used == 9


def test_formal_early_still_has_fifteen_days_from_raising() -> None:
    clock = alert_clock(date(2025, 4, 11), date(2025, 4, 14), today=date(2025, 4, 14))
    assert clock.formal_due == date(2025, 5, 7)


def test_formal_late_has_ten_days_of_its_own_but_never_past_the_limit() -> None:
    raised = date(2026, 9, 7)
    later = alert_clock(raised, date(2026, 9, 16), today=SUNDAY)
    assert later.formal_due == date(2026, 9, 30)
    very_late = alert_clock(raised, date(2026, 9, 30), today=SUNDAY)
    assert very_late.formal_due == very_late.limit == date(2026, 10, 5)


def test_informal_step_skipped_gives_the_senior_manager_ten_days() -> None:
    clock = alert_clock(date(2026, 9, 7), date(2026, 9, 7), today=date(2026, 9, 9))
    assert clock.informal_due is None
    assert clock.formal_due == date(2026, 9, 21)
    stage = stage_due(date(2026, 9, 7), date(2026, 9, 7), today=date(2026, 9, 9))
    assert (stage.stage, stage.note) == (FORMAL_ALERT, "manager, 2 of 10")


@pytest.mark.parametrize(
    ("raised", "formal", "stage", "due", "note"),
    [
        (date(2026, 11, 18), None, PRACTICE_ALERT, date(2026, 11, 25), "manager, 2 of 5"),
        (date(2026, 11, 20), None, PRACTICE_ALERT, date(2026, 11, 27), "manager, 0 of 5"),
        (date(2026, 11, 9), date(2026, 11, 16), FORMAL_ALERT, date(2026, 11, 30), "manager, 9 of 15"),
        (date(2026, 11, 2), date(2026, 11, 9), FORMAL_ALERT, date(2026, 11, 23), "manager, 14 of 15"),
        (date(2026, 10, 28), date(2026, 11, 4), CAFCASS_DECISION, date(2026, 11, 25), "decide, 17 of 20"),
        (date(2026, 11, 11), None, PRACTICE_ALERT, date(2026, 11, 18), "manager, 7 of 5"),
    ],
)
def test_where_an_open_alert_stands(
    raised: date, formal: date | None, stage: str, due: date, note: str
) -> None:
    now = stage_due(raised, formal, today=SUNDAY)
    assert (now.stage, now.due, now.note) == (stage, due, note)


def test_the_last_day_of_a_stage_still_belongs_to_it() -> None:
    raised, formal = date(2026, 11, 2), date(2026, 11, 9)
    assert stage_due(raised, formal, today=date(2026, 11, 23)).stage == FORMAL_ALERT
    assert stage_due(raised, formal, today=date(2026, 11, 24)).stage == CAFCASS_DECISION


def test_why_is_said_in_plain_words() -> None:
    assert stage_due(date(2026, 11, 2), date(2026, 11, 9), today=SUNDAY).why == (
        "Raised Mon 2 Nov 2026. The senior manager's 15 working days end Mon 23 Nov 2026."
    )


def test_formal_before_raised_is_refused() -> None:
    with pytest.raises(BadInput, match="before it was raised on Mon 2 Nov 2026"):
        alert_clock(date(2026, 11, 2), date(2026, 10, 30), today=SUNDAY)


def test_marks_on_the_bar() -> None:
    assert stage_ends() == (5, 15, 20)


@given(st.dates(date(2010, 1, 1), date(2039, 12, 31)), st.integers(1, 60), st.integers(0, 90))
def test_dates_come_in_order_and_never_pass_the_limit(raised: date, formal_in: int, today_in: int) -> None:
    formal = raised + timedelta(days=formal_in)
    today = raised + timedelta(days=today_in)
    clock = alert_clock(raised, formal, today=today)
    assert clock.informal_due is not None
    assert raised < clock.informal_due < clock.formal_due <= clock.limit
    assert clock.formal_due >= add_working_days(raised, 15)
    stage = stage_due(raised, formal, today=today)
    assert stage.due in (clock.informal_due, clock.formal_due, clock.limit)
    assert stage.used == clock.days_used


def test_ALERT_TM_days_of_the_team_manager_are_a_setting() -> None:
    own = Settings(numbers={"ALERT_TM": 3})
    clock = alert_clock(date(2026, 11, 2), today=SUNDAY, settings=own)
    assert clock.informal_due == date(2026, 11, 5)
    assert clock.formal_due == date(2026, 11, 19)
    assert stage_ends(own) == (3, 13, 20)


def test_ALERT_SM_days_of_the_senior_manager_are_a_setting() -> None:
    own = Settings(numbers={"ALERT_SM": 12})
    assert alert_clock(date(2026, 11, 2), today=SUNDAY, settings=own).formal_due == date(2026, 11, 25)
    assert stage_ends(own) == (5, 17, 20)


def test_ALERT_LIMIT_ends_every_stage() -> None:
    own = Settings(numbers={"ALERT_LIMIT": 4})
    clock = alert_clock(date(2026, 11, 2), date(2026, 11, 3), today=SUNDAY, settings=own)
    assert clock.informal_due == clock.formal_due == clock.limit == date(2026, 11, 6)
    assert stage_ends(own) == (4, 4, 4)


def test_CAFCASS_can_be_asked_at_once_and_no_setting_takes_that_away() -> None:
    assert rule("CAFCASS").mark == "S"
    assert "at any point, even at once" in rule("CAFCASS").says
    with pytest.raises(BadInput, match="is law"):
        Settings(switched={"CAFCASS": False})


def test_a_proclaimed_holiday_moves_every_stage() -> None:
    raised, proclaimed = date(2026, 11, 2), Settings(holidays=frozenset({date(2026, 11, 4)}))
    clock = alert_clock(raised, today=date(2026, 11, 5), settings=proclaimed)
    assert (clock.informal_due, clock.limit) == (date(2026, 11, 10), date(2026, 12, 1))
    assert clock.days_used == 2
