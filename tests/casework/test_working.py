"""The working of a due date: its rule and mark in words, every step, and a council date that is too late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from on_record import OnRecord, empty_record

from iro_tui.casework.agenda import agenda
from iro_tui.casework.settings import add_bank_holiday, save_rule
from iro_tui.casework.working import Working, child_workings, working_of


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def first_of(put: OnRecord, kind: str, today: date) -> Working:
    item = next(item for item in agenda(put.session, today) if item.kind == kind)
    return working_of(put.session, item)


def test_C3_183_days_are_too_late_in_law_and_the_working_says_so(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    put.held(child, date(2025, 3, 3), date(2025, 9, 1))
    today = date(2026, 2, 2)
    (review,) = [each for each in child_workings(put.session, child, today) if each.item.kind == "REVIEW"]
    assert (review.rule, review.strength, review.source) == ("C3", "Law", "Regs 2010 reg 33(2)")
    assert review.says == "Every later review is held within 6 months of the one before."
    assert [(step.what, step.value) for step in review.steps] == [
        ("Last review held", "Mon 1 Sep 2025"),
        ("Law, 6 months later", "Sun 1 Mar 2026"),
        ("Council system, 183 days later", "Tue 3 Mar 2026"),
        ("Last working day", "Fri 27 Feb 2026"),
    ]
    assert [step.what for step in review.steps if step.result] == ["Law, 6 months later"]
    assert review.warning == (
        "The council system prints Tue 3 Mar 2026. That is 2 days too late in law. Go by the date in law."
    )


def test_C3_a_council_date_in_time_warns_of_nothing(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    put.held(child, date(2025, 9, 3), date(2026, 3, 2))
    review = first_of(put, "REVIEW", date(2026, 7, 27))
    assert any(step.what == "Council system, 183 days later" for step in review.steps)
    assert review.warning == ""


def test_C1_weekends_and_bank_holidays_passed_stand_in_the_working_by_name(put: OnRecord) -> None:
    put.child(since=date(2026, 12, 8))
    review = first_of(put, "REVIEW", date(2026, 12, 14))
    steps = {step.what: step.value for step in review.steps}
    assert steps["Saturdays and Sundays not counted"] == "8"
    assert steps["Christmas Day, not counted"] == "Fri 25 Dec 2026"
    assert steps["New Year's Day, not counted"] == "Fri 1 Jan 2027"
    assert review.steps[-1].value == "Fri 8 Jan 2027"
    assert review.steps[-1].result


def test_C1_a_bank_holiday_that_was_added_stands_in_the_working(put: OnRecord) -> None:
    add_bank_holiday(put.session, {"day": date(2026, 12, 14), "name": "a royal wedding"})
    put.child(since=date(2026, 12, 8))
    review = first_of(put, "REVIEW", date(2026, 12, 9))
    assert ("a royal wedding, not counted", "Mon 14 Dec 2026") in {
        (step.what, step.value) for step in review.steps
    }
    assert review.item.limit == date(2027, 1, 11)


def test_P_the_number_the_iro_set_stands_in_the_rule_as_said(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    review = put.held(child, date(2026, 11, 10))
    put.entry(child, "LETTER", review, date(2026, 11, 18))
    save_rule(put.session, "UPLOAD", True, 7)
    upload = first_of(put, "UPLOAD", date(2026, 11, 22))
    assert upload.strength == "Your own setting"
    assert "7 working days" in upload.says


def test_ALERT_TM_an_alert_opens_to_the_stage_it_stands_in(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    put.alert(child, date(2026, 11, 18))
    alert = first_of(put, "ALERT", date(2026, 11, 22))
    assert (alert.rule, alert.strength) == ("ALERT_TM", "Brent practice")
    assert [step.value for step in alert.steps if step.result] == ["Wed 25 Nov 2026"]
    put.alert(child, date(2026, 11, 2), formal_on=date(2026, 11, 10))
    formal = first_of(put, "ALERT", date(2026, 11, 22))
    assert formal.rule == "ALERT_SM"
    assert formal.steps[0].what == "With the Senior Manager since, day 0"


def test_the_working_of_a_child_begins_with_the_review(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    put.held(child, date(2026, 2, 10), date(2026, 8, 3))
    kinds = [each.item.kind for each in child_workings(put.session, child, date(2026, 11, 22))]
    assert kinds[0] == "REVIEW"
    assert "MIDWAY" in kinds


def test_what_no_rule_counts_shows_what_the_list_says(put: OnRecord) -> None:
    child = put.child(since=date(2024, 1, 8))
    put.held(child, date(2026, 8, 3))
    (item, *_) = agenda(put.session, date(2026, 11, 22))
    bare = working_of(put.session, replace(item, law=None, working=(("Made", "Mon 2 Nov"),)))
    assert (bare.rule, bare.why) == ("", item.why)
    assert [(step.what, step.value) for step in bare.steps] == [("Made", "Mon 2 Nov")]
