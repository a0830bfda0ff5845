# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.clock import (
    Held,
    after_review,
    first_review,
    later_review,
    midway_due,
    next_review,
    second_review,
)
from iro_tui.rules.codes import rows
from iro_tui.rules.registry import Settings
from iro_tui.rules.situation import Situation, clock_in

DAYS = st.dates(date(2010, 1, 1), date(2039, 3, 31))
HOLIDAYS = {date.fromisoformat(row["date"]) for row in rows("bank_holidays_england_wales")}


def slow_first_review(entered: date) -> date:
    """The twentieth working day after a date, found by walking."""
    d, left = entered, 20
    while left:
        d += timedelta(days=1)
        if d.isoweekday() < 6 and d not in HOLIDAYS:
            left -= 1
    return d


def slow_months_later(start: date, months: int) -> date:
    """The last day that is not more than so many calendar months away, found by walking."""
    d, crossed = start, 0
    while True:
        following = d + timedelta(days=1)
        crossed += following.day == 1
        if crossed > months or (crossed == months and following.day > start.day):
            return d
        d = following


# The worked examples of practice.md 2.8, by number.


def test_example_01_C1_first_review_twenty_working_days() -> None:
    assert first_review(date(2025, 1, 6)).due == date(2025, 2, 3)


def test_example_02_C1_easter_and_early_may_do_not_count() -> None:
    due = first_review(date(2025, 4, 10))
    assert due.due == date(2025, 5, 13)
    assert due.why == "Law: 20 working days from Thu 10 Apr is Tue 13 May."
    assert due.steps == (
        "Became looked after, day 0: Thu 10 Apr 2025",
        "Saturdays and Sundays not counted: 10",
        "Good Friday, not counted: Fri 18 Apr 2025",
        "Easter Monday, not counted: Mon 21 Apr 2025",
        "Early May bank holiday, not counted: Mon 5 May 2025",
        "Law, 20 working days later: Tue 13 May 2025",
    )


def test_example_03_C1_entering_care_on_a_saturday_before_christmas() -> None:
    due = first_review(date(2025, 12, 20))
    assert due.due == date(2026, 1, 21)
    assert due.why == "Law: 20 working days from Sat 20 Dec 2025 is Wed 21 Jan 2026."


def test_example_04_C1_substitute_boxing_day() -> None:
    assert first_review(date(2026, 12, 8)).due == date(2027, 1, 8)


def test_example_05_C2_second_review_three_months_after_first() -> None:
    due = second_review(date(2025, 2, 3))
    assert (due.due, due.last_working_day, due.rule) == (date(2025, 5, 3), date(2025, 5, 2), "C2")


def test_example_06_C2_the_last_of_february_where_91_days_are_too_late() -> None:
    due = second_review(date(2025, 11, 30))
    assert due.due == date(2026, 2, 28)
    assert due.council_due == date(2026, 3, 1)


def test_example_07_C3_later_review_six_months_after_the_one_before() -> None:
    due = later_review(date(2025, 8, 30))
    assert (due.due, due.rule) == (date(2026, 2, 28), "C3")


def test_example_08_C3_a_sunday_does_not_roll_forward() -> None:
    due = later_review(date(2025, 9, 1))
    assert (due.due, due.last_working_day) == (date(2026, 3, 1), date(2026, 2, 27))
    assert due.council_due == date(2026, 3, 3)
    assert due.steps == (
        "Last review held: Mon 1 Sep 2025",
        "Law, 6 months later: Sun 1 Mar 2026",
        "Council system, 183 days later: Tue 3 Mar 2026",
        "The council's date is too late in law, by: 2 days",
        "Last working day: Fri 27 Feb 2026",
    )


def test_example_09_C4_an_early_review_brings_the_next_one_forward() -> None:
    held = [date(2025, 1, 28), date(2025, 4, 28), date(2025, 9, 1)]
    due = next_review(date(2025, 1, 6), held)
    assert due is not None
    assert due.due == date(2026, 3, 1)


def test_example_12_F1_F3_F4_F5_after_a_review_before_easter() -> None:
    after = after_review(date(2025, 4, 15))
    assert after.decisions == date(2025, 4, 24)
    assert after.care_plan == date(2025, 5, 1)
    assert after.record == date(2025, 5, 9)
    assert after.distribution == date(2025, 5, 16)


def test_example_13_F1_F3_F4_F5_after_a_review_before_christmas() -> None:
    after = after_review(date(2026, 12, 16))
    assert after.decisions == date(2026, 12, 23)
    assert after.care_plan == date(2027, 1, 4)
    assert after.record == date(2027, 1, 11)
    assert after.distribution == date(2027, 1, 18)


def test_example_15_C5_a_child_who_comes_back_begins_again() -> None:
    due = next_review(date(2026, 9, 10), [])
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 10, 8), "C1")


def test_example_17_MIDWAY_half_way_between_two_reviews() -> None:
    assert midway_due(date(2025, 4, 28), date(2025, 10, 28)).due == date(2025, 7, 28)


def test_example_18_MIDWAY_on_a_sunday_is_the_friday_before() -> None:
    due = midway_due(date(2027, 1, 7), date(2027, 4, 7))
    assert due.due == due.last_working_day == date(2027, 2, 19)
    assert due.rule == "MIDWAY"
    assert due.why == (
        "Half-way between Thu 7 Jan and Wed 7 Apr is Sun 21 Feb 2027. "
        "The working day before is Fri 19 Feb 2027."
    )


# The rest of each rule.


def test_C2_why_names_the_law_and_both_days() -> None:
    due = second_review(date(2026, 8, 17))
    assert due.why == "Law: 3 months from Mon 17 Aug is Tue 17 Nov."
    assert due.council_due == date(2026, 11, 16)


def test_C4_a_late_review_moves_everything_after_it() -> None:
    entered, first, late_second = date(2025, 1, 6), date(2025, 2, 3), date(2025, 6, 10)
    due = next_review(entered, [first, late_second])
    assert due is not None
    assert due.due == date(2025, 12, 10)


def test_C4_reviews_may_come_in_any_order() -> None:
    held = [date(2025, 9, 1), date(2025, 1, 28), date(2025, 4, 28)]
    assert next_review(date(2025, 1, 6), held) == next_review(date(2025, 1, 6), sorted(held))


def test_C6_nothing_but_reviews_and_the_start_of_care_moves_the_clock() -> None:
    # A change of placement or status is no argument at all: the sequence runs on.
    held = [date(2025, 1, 28), date(2025, 4, 28)]
    assert clock_in(Situation(date(2025, 1, 6)), held).reviews[1].rule == "C2"


def test_C8_final_review_is_due_the_day_before_the_eighteenth_birthday() -> None:
    held = [date(2025, 12, 10), date(2026, 3, 10)]
    due = next_review(date(2025, 11, 12), held, born=date(2008, 7, 6))
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 7, 5), "C8")
    assert due.last_working_day == date(2026, 7, 3)
    assert due.why.startswith("Final review before 18: the 18th birthday is Mon 6 Jul 2026. Law: 6 months")
    assert due.steps[-1] == "Last working day: Fri 3 Jul 2026"


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 6, 7), date(2026, 7, 5)),  # 29 days before the birthday
        (date(2026, 6, 8), None),  # 28 days: four weeks
        (date(2026, 7, 3), None),
    ],
)
def test_C8_a_review_in_the_last_four_weeks_was_the_final_one(last: date, due: date | None) -> None:
    held = [date(2025, 12, 10), last]
    found = next_review(date(2025, 11, 12), held, born=date(2008, 7, 6))
    assert (found and found.due) == due


def test_C8_the_weeks_of_the_final_review_are_the_IROs_to_set() -> None:
    held = [date(2025, 12, 10), date(2026, 6, 24)]
    shorter = Settings(numbers={"C8": 7})
    due = next_review(date(2025, 11, 12), held, born=date(2008, 7, 6), settings=shorter)
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 7, 5), "C8")


def test_C8_a_due_date_on_the_birthday_itself_is_brought_forward_too() -> None:
    held = [date(2025, 12, 10), date(2026, 3, 10)]
    due = next_review(date(2025, 11, 12), held, born=date(2008, 9, 10))
    assert due is not None
    assert due.due == date(2026, 9, 9)


def test_C8_a_due_date_before_the_birthday_stays() -> None:
    held = [date(2025, 12, 10), date(2026, 3, 10)]
    due = next_review(date(2025, 11, 12), held, born=date(2008, 9, 11))
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 9, 10), "C3")


def test_C8_no_review_when_no_day_is_left_before_eighteen() -> None:
    held = [date(2025, 12, 10), date(2026, 3, 10)]
    assert next_review(date(2025, 11, 12), held, born=date(2008, 3, 11)) is None
    clock = clock_in(Situation(date(2025, 11, 12), born=date(2008, 3, 11)), held)
    assert (clock.next, clock.midway) == (None, None)
    assert clock.after_last is not None


def test_C8_the_clock_stops_at_the_eighteenth_birthday() -> None:
    held, born = [date(2025, 12, 10), date(2026, 3, 10)], date(2008, 7, 6)
    assert next_review(date(2025, 11, 12), held, born=born, today=date(2026, 7, 5)) is not None
    assert next_review(date(2025, 11, 12), held, born=born, today=date(2026, 7, 6)) is None


def test_C8_applies_to_the_first_review_as_well() -> None:
    due = next_review(date(2026, 6, 1), [], born=date(2008, 6, 15))
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 6, 14), "C8")


def test_C9_reviews_every_three_months_at_the_childs_wish() -> None:
    held = [date(2025, 1, 28), date(2025, 4, 28)]
    due = next_review(date(2025, 1, 6), held, interval_months=3)
    assert due is not None
    assert (due.due, due.rule) == (date(2025, 7, 28), "C9")
    assert due.why == "Agreed for this child: 3 months from Mon 28 Apr is Mon 28 Jul."
    assert "Law, 6 months later: Tue 28 Oct 2025" in due.steps


@pytest.mark.parametrize("interval", [6, 7, 12])
def test_C9_never_longer_than_the_law(interval: int) -> None:
    assert later_review(date(2025, 4, 28), interval) == later_review(date(2025, 4, 28))
    assert second_review(date(2025, 4, 28), interval) == second_review(date(2025, 4, 28))


def test_C9_an_agreed_interval_does_not_make_a_review_late_in_law() -> None:
    held = [date(2025, 1, 28), date(2025, 4, 28), date(2025, 9, 1)]
    clock = clock_in(Situation(date(2025, 1, 6), interval_months=3), held)
    assert clock.reviews[2].on_time


def test_C9_an_interval_must_be_a_month_at_least() -> None:
    with pytest.raises(BadInput, match="at least 1 month"):
        later_review(date(2025, 4, 28), 0)
    with pytest.raises(BadInput, match="at least 1 month"):
        next_review(date(2025, 4, 28), [], interval_months=-3)


def test_F2_team_manager_has_five_days_from_receiving_the_decisions() -> None:
    assert after_review(date(2025, 4, 15)).tm_response == date(2025, 5, 1)
    early = after_review(date(2025, 4, 15), decisions_sent=date(2025, 4, 15))
    assert early.tm_response == date(2025, 4, 24)


def test_A8_late_is_held_after_the_day_the_law_allows() -> None:
    held = [date(2025, 2, 3), date(2025, 5, 6), date(2025, 11, 6)]
    assert clock_in(Situation(date(2025, 1, 6)), held).reviews == (
        Held(1, date(2025, 2, 3), date(2025, 2, 3), True, "C1"),
        Held(2, date(2025, 5, 6), date(2025, 5, 3), False, "C2"),
        Held(3, date(2025, 11, 6), date(2025, 11, 6), True, "C3"),
    )


def test_the_whole_answer_before_any_review() -> None:
    clock = clock_in(Situation(date(2025, 1, 6)), [])
    assert clock.reviews == ()
    assert clock.next == first_review(date(2025, 1, 6))
    assert (clock.midway, clock.after_last) == (None, None)


def test_the_whole_answer_after_three_reviews() -> None:
    held = [date(2025, 2, 3), date(2025, 4, 28), date(2025, 10, 28)]
    clock = clock_in(Situation(date(2025, 1, 6)), held)
    assert clock.next == later_review(date(2025, 10, 28))
    assert clock.midway == midway_due(date(2025, 10, 28), date(2026, 4, 28))
    assert clock.after_last == after_review(date(2025, 10, 28))


def test_C5_a_review_before_this_time_in_care_is_refused() -> None:
    with pytest.raises(BadInput, match="before the child became looked after, on Mon 6 Jan 2025"):
        clock_in(Situation(date(2025, 1, 6)), [date(2024, 12, 1)])


def test_two_reviews_on_one_day_are_refused() -> None:
    with pytest.raises(BadInput, match="Mon 3 Feb 2025 is given twice"):
        clock_in(Situation(date(2025, 1, 6)), [date(2025, 2, 3), date(2025, 4, 1), date(2025, 2, 3)])


def test_MIDWAY_needs_a_next_review_after_the_last() -> None:
    with pytest.raises(BadInput, match="must be after the last one"):
        midway_due(date(2025, 2, 3), date(2025, 2, 3))


def test_a_proclaimed_holiday_moves_the_first_review_and_the_deadlines_after_it() -> None:
    proclaimed = Settings(holidays=frozenset({date(2025, 1, 20)}))
    assert first_review(date(2025, 1, 6), proclaimed).due == date(2025, 2, 4)
    assert after_review(date(2025, 1, 16), settings=proclaimed).decisions == date(2025, 1, 24)


# Properties over the years the bank holidays are known for.


@given(DAYS)
def test_C1_agrees_with_walking_day_by_day(entered: date) -> None:
    assert first_review(entered).due == slow_first_review(entered)


@given(DAYS)
def test_C2_C3_are_never_later_than_the_law_and_never_a_day_short(held: date) -> None:
    assert second_review(held).due == slow_months_later(held, 3)
    assert later_review(held).due == slow_months_later(held, 6)


@given(DAYS, st.integers(1, 12))
def test_C9_is_never_later_than_the_law(held: date, interval: int) -> None:
    assert second_review(held, interval).due <= second_review(held).due
    assert later_review(held, interval).due <= later_review(held).due


@given(DAYS, st.integers(1, 40))
def test_C1_C2_C3_a_later_start_never_gives_an_earlier_date(start: date, days: int) -> None:
    later = start + timedelta(days=days)
    assert first_review(start).due <= first_review(later).due
    assert second_review(start).due <= second_review(later).due
    assert later_review(start).due <= later_review(later).due


@given(DAYS, st.lists(st.integers(1, 250), max_size=8), st.dates(date(1995, 1, 1), date(2035, 1, 1)))
def test_C8_no_due_date_is_ever_on_or_after_the_eighteenth_birthday(
    entered: date, gaps: list[int], born: date
) -> None:
    held, on = [], entered
    for gap in gaps:
        on += timedelta(days=gap)
        held.append(on)
    assume(on <= date(2039, 3, 31))
    plain, due = next_review(entered, held), next_review(entered, held, born=born)
    eighteen = (born.year + 18, born.month, born.day)
    assert plain is not None
    if due is None:
        # A review in the last four weeks was the final one.
        reached = on + timedelta(days=28 if held else 1)
        assert (reached.year, reached.month, reached.day) >= eighteen
    else:
        assert (due.due.year, due.due.month, due.due.day) < eighteen
        assert due.due <= plain.due
        assert due.last_working_day <= due.due


@given(DAYS, st.integers(2, 190))
def test_MIDWAY_lies_at_or_before_the_half_and_on_a_working_day(last: date, gap: int) -> None:
    assume(last > date(2010, 1, 5))
    due = midway_due(last, last + timedelta(days=gap)).due
    half = last + timedelta(days=gap // 2)
    assert due <= half
    walked = half
    while walked.isoweekday() > 5 or walked in HOLIDAYS:
        walked -= timedelta(days=1)
    assert due == walked


@given(DAYS)
def test_F1_to_F5_come_in_order(completed: date) -> None:
    after = after_review(completed)
    assert completed < after.decisions < after.care_plan < after.record < after.distribution
    assert after.tm_response == after.care_plan
