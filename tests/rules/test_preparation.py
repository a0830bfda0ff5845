# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date

import pytest

from iro_tui.errors import BadInput
from iro_tui.rules.after import after_review, due_after
from iro_tui.rules.due import counted
from iro_tui.rules.eighteen import before_eighteen
from iro_tui.rules.midway import midway_coming_from, midway_due
from iro_tui.rules.preparation import (
    allocation,
    before_review,
    in_school_hours,
    speak_with_the_child,
    speaking_comes_up,
    suggested_day,
    who_should_be_iro,
)
from iro_tui.rules.registry import Settings

REVIEW = date(2027, 1, 6)
NEARLY = Settings(numbers={"C8": 1})
"""Only a review on the day before the birthday was the final one."""


def test_example_14_P4_P5_P6_P7_counted_back_over_christmas() -> None:
    found = {due.rule: due.due for due in before_review(REVIEW)}
    assert found == {
        "P4": date(2026, 12, 4),
        "P5": date(2026, 12, 11),
        "P6": date(2026, 12, 18),
        "P7": date(2026, 12, 31),
        "P2": REVIEW,
    }
    assert [due.rule for due in before_review(REVIEW)] == ["P4", "P5", "P6", "P7", "P2"]


def test_P7_the_working_counted_back() -> None:
    due = next(due for due in before_review(REVIEW) if due.rule == "P7")
    assert due.why == "Guidance: 3 working days before Wed 6 Jan 2027 is Thu 31 Dec 2026."
    assert due.steps == (
        "Review, day 0: Wed 6 Jan 2027",
        "Saturdays and Sundays not counted: 2",
        "New Year's Day, not counted: Fri 1 Jan 2027",
        "Guidance, 3 working days before: Thu 31 Dec 2026",
    )


def test_P7_five_days_as_hertfordshire_asks() -> None:
    found = {due.rule: due for due in before_review(REVIEW, Settings(numbers={"P7": 5}))}
    assert found["P7"].due == date(2026, 12, 29)
    assert found["P7"].why.startswith("Your own setting: 5 working days before")


def test_P5_switched_off_is_left_out_and_P2_stays() -> None:
    off = Settings(switched={"P4": False, "P5": False, "P6": False, "P7": False})
    assert [due.rule for due in before_review(REVIEW, off)] == ["P2"]


def test_P2_the_child_is_spoken_with_at_the_latest_on_the_day() -> None:
    due = speak_with_the_child(date(2026, 11, 24))
    assert (due.due, due.rule) == (date(2026, 11, 24), "P2")


def test_SPEAK_comes_on_the_list_five_working_days_before() -> None:
    assert speaking_comes_up(REVIEW) == date(2026, 12, 29)
    assert speaking_comes_up(REVIEW, Settings(numbers={"SPEAK": 10})) == date(2026, 12, 18)
    assert speaking_comes_up(REVIEW, Settings(switched={"SPEAK": False})) is None


def test_P1_service_told_in_two_working_days() -> None:
    told = allocation(date(2025, 4, 17))[0]
    assert (told.rule, told.due) == ("P1", date(2025, 4, 23))


def test_P1_NAMED_iro_named_in_five_working_days() -> None:
    named = allocation(date(2025, 4, 17))[1]
    assert (named.rule, named.due) == ("P1_NAMED", date(2025, 4, 28))
    assert allocation(date(2025, 4, 17), Settings(switched={"P1": False})) == (named,)


def test_P3_brothers_and_sisters_share_an_iro_unless_interests_differ() -> None:
    assert who_should_be_iro() == ()
    assert who_should_be_iro(siblings_have_another=True) == ("P3",)
    assert who_should_be_iro(siblings_have_another=True, interests_differ=True) == ()
    assert who_should_be_iro(interests_differ=True) == ("P3",)
    assert who_should_be_iro(parent_has_same=True) == ("P3",)
    assert who_should_be_iro(parent_has_same=True, settings=Settings(switched={"P3": False})) == ()


def test_C7_the_iro_of_before_where_that_can_be_done() -> None:
    assert who_should_be_iro(had_another_before=True) == ("C7",)
    assert who_should_be_iro(had_another_before=True, settings=Settings(switched={"C7": False})) == ()


def test_F1_F2_F3_F4_F5_with_their_working() -> None:
    found = {due.rule: due for due in due_after(date(2025, 4, 15))}
    after = after_review(date(2025, 4, 15))
    assert {id: due.due for id, due in found.items()} == {
        "F1": after.decisions,
        "F2": after.tm_response,
        "F3": after.care_plan,
        "F4": after.record,
        "F5": after.distribution,
    }
    assert found["F1"].why == "Guidance: 5 working days from Tue 15 Apr is Thu 24 Apr."
    assert found["F2"].steps[0] == "Decisions with the team manager, day 0: Thu 24 Apr 2025"
    sent = {due.rule: due.due for due in due_after(date(2025, 4, 15), date(2025, 4, 16))}
    assert sent["F2"] == date(2025, 4, 25)


def test_F4_can_be_switched_off_and_F5_given_another_number() -> None:
    own = Settings(switched={"F4": False, "F2": False}, numbers={"F5": 30})
    found = {due.rule: due.due for due in due_after(date(2025, 6, 2), settings=own)}
    assert found == {"F1": date(2025, 6, 9), "F3": date(2025, 6, 16), "F5": date(2025, 7, 14)}
    assert after_review(date(2025, 6, 2), settings=own).distribution == date(2025, 7, 14)


def test_MIDWAY_SOON_two_weeks_before() -> None:
    midway = midway_due(date(2025, 4, 28), date(2025, 10, 28)).due
    assert midway_coming_from(midway) == date(2025, 7, 14)
    assert midway_coming_from(midway, Settings(numbers={"MIDWAY_SOON": 7})) == date(2025, 7, 21)
    assert midway_coming_from(midway, Settings(switched={"MIDWAY_SOON": False})) is None


def test_UPLOAD_five_working_days_from_what_was_written() -> None:
    due = counted("UPLOAD", "UPLOAD", "Made", date(2025, 4, 15))
    assert due.due == date(2025, 4, 24)
    assert due.why == "Our own choice: 5 working days from Tue 15 Apr is Thu 24 Apr."


def test_before_the_listed_years_is_a_plain_sentence() -> None:
    with pytest.raises(BadInput, match="from 2010 to 2040"):
        before_review(date(2010, 1, 11))


@pytest.mark.parametrize(
    ("on", "at", "years", "there"),
    [
        (date(2026, 11, 23), "10:30", 9, True),
        (date(2026, 11, 23), "9.15", 9, True),
        (date(2026, 11, 23), "15:00", 9, False),
        (date(2026, 11, 23), "", 9, False),
        (date(2026, 11, 23), "after tea", 9, False),
        (date(2026, 11, 23), "10:30", 3, False),
        (date(2026, 11, 22), "10:30", 9, False),
        (date(2026, 10, 28), "10:30", 9, False),
    ],
)
def test_a_time_in_school_hours(on: date, at: str, years: int, there: bool) -> None:
    assert in_school_hours(on, at, years) is there


def test_the_suggested_day_keeps_five_working_days_and_leaves_the_holidays_alone() -> None:
    held = date(2026, 10, 1)
    easter = counted("C3", "REVIEW_N", "Review held", held)
    assert easter.due == date(2027, 4, 1)
    assert suggested_day(easter, date(2025, 1, 1), held) == date(2027, 3, 23)
    assert suggested_day(easter, date(2015, 1, 1), held) == date(2027, 3, 19), (
        "the last school day before Easter"
    )


@pytest.mark.parametrize(
    ("held", "day"), [(date(2026, 11, 30), date(2026, 12, 2)), (date(2026, 11, 20), date(2026, 11, 25))]
)
def test_C8_the_suggested_day_is_never_before_the_review_that_suggests_it(held: date, day: date) -> None:
    born = date(2008, 12, 3)
    final = before_eighteen(counted("C3", "REVIEW_N", "Review held", held), held, [held], born, NEARLY)
    assert final is not None and final.due == date(2026, 12, 2)
    assert suggested_day(final, born, held) == day


def test_C8_only_a_weekend_left_before_the_birthday_is_still_after_the_review() -> None:
    held, born = date(2026, 12, 4), date(2008, 12, 7)
    final = before_eighteen(counted("C3", "REVIEW_N", "Review held", held), held, [held], born, NEARLY)
    assert final is not None and suggested_day(final, born, held) == date(2026, 12, 6)
