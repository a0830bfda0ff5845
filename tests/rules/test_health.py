# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, datetime

import pytest

from iro_tui.errors import BadInput
from iro_tui.rules.health import initial_health_assessment, review_health_assessment, sdq
from iro_tui.rules.missing import return_interview
from iro_tui.rules.registry import Settings
from iro_tui.rules.safeguards import dual_days, visitor_to_be_appointed

BORN = date(2021, 9, 14)


def test_IHA_is_ready_for_the_first_review() -> None:
    due = initial_health_assessment(date(2025, 1, 6))
    assert due is not None
    assert (due.due, due.rule) == (date(2025, 2, 3), "IHA")
    assert initial_health_assessment(date(2025, 1, 6), Settings(switched={"IHA": False})) is None


def test_example_21_RHA_five_before_the_six_months_end() -> None:
    due = review_health_assessment(date(2026, 5, 20), BORN)
    assert (due.due, due.rule) == (date(2027, 5, 20), "RHA")
    assert due.steps == (
        "Last health assessment: Wed 20 May 2026",
        "5th birthday, before the six months end: Mon 14 Sep 2026",
        "Law, 12 months later: Thu 20 May 2027",
    )


def test_RHA_every_six_months_before_five() -> None:
    assert review_health_assessment(date(2026, 3, 13), BORN).due == date(2026, 9, 13)
    assert review_health_assessment(date(2026, 3, 14), BORN).due == date(2027, 3, 14)


def test_RHA_every_twelve_months_from_five_with_the_end_of_february() -> None:
    due = review_health_assessment(date(2028, 2, 29), BORN)
    assert due.due == date(2029, 2, 28)
    assert due.steps[1] == "Month end, no 29 February: Wed 28 Feb 2029"


def test_SDQ_every_year_from_four_to_sixteen() -> None:
    entered = date(2026, 1, 12)
    first = sdq(entered, date(2014, 5, 1), None)
    assert first is not None
    assert (first.due, first.rule) == (date(2027, 1, 12), "SDQ")
    small = sdq(entered, date(2023, 5, 1), None)
    assert small is not None
    assert small.due == date(2028, 5, 1)
    assert small.steps[0] == "4th birthday: Sat 1 May 2027"
    again = sdq(entered, date(2014, 5, 1), date(2026, 6, 30))
    assert again is not None
    assert again.due == date(2027, 6, 30)
    asked_early = sdq(entered, date(2023, 5, 1), date(2026, 3, 2))
    assert asked_early is not None
    assert asked_early.due == date(2027, 5, 1)
    assert "The 4th birthday is Sat 1 May 2027" in asked_early.why


def test_SDQ_ends_before_seventeen() -> None:
    assert sdq(date(2025, 1, 6), date(2009, 6, 2), date(2025, 6, 1)) is not None
    assert sdq(date(2025, 1, 6), date(2009, 6, 1), date(2025, 6, 1)) is None
    assert sdq(date(2025, 1, 6), date(2014, 6, 1), None, Settings(switched={"SDQ": False})) is None


def test_RHI_seventy_two_hours_by_the_clock() -> None:
    due = return_interview(datetime(2025, 4, 17, 22, 40))  # noqa: DTZ001 - local time, as it was told
    assert due is not None
    assert (due.due, due.rule) == (date(2025, 4, 20), "RHI")
    assert due.last_working_day == date(2025, 4, 17)
    assert due.why == "Guidance: 72 hours from coming back end on Sun 20 Apr 2025, 22:40."
    two_days = return_interview(datetime(2025, 4, 17, 22, 40), Settings(numbers={"RHI": 48}))  # noqa: DTZ001
    assert two_days is not None
    assert two_days.due == date(2025, 4, 19)
    off = Settings(switched={"RHI": False})
    assert return_interview(datetime(2025, 4, 17, 22, 40), off) is None  # noqa: DTZ001


def test_VISITOR_unless_a_child_who_understands_objects() -> None:
    assert visitor_to_be_appointed(True, objects=False, understands=True)
    assert visitor_to_be_appointed(True, objects=True, understands=False)
    assert not visitor_to_be_appointed(True, objects=True, understands=True)
    assert not visitor_to_be_appointed(False, objects=False, understands=True)


def test_DUAL_days_with_both_plans() -> None:
    today = date(2026, 5, 31)
    assert dual_days((date(2026, 5, 1), None), (date(2026, 1, 10), None), today) == 31
    assert dual_days((date(2026, 5, 1), None), (date(2026, 1, 10), date(2026, 5, 1)), today) == 1
    assert dual_days((date(2026, 5, 1), None), (date(2026, 1, 10), date(2026, 4, 30)), today) == 0
    assert dual_days((date(2026, 5, 1), date(2026, 5, 9)), (date(2026, 5, 4), None), today) == 6
    with pytest.raises(BadInput, match="before it began on Fri 1 May 2026"):
        dual_days((date(2026, 5, 1), date(2026, 4, 1)), (date(2026, 1, 10), None), today)
