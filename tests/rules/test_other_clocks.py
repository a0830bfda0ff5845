# Rule ids keep their capitals in test names.
from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.adoption import review_when_placed, review_while_authorised, sooner
from iro_tui.rules.clock import next_review, second_review
from iro_tui.rules.long_term import meeting_needed
from iro_tui.rules.registry import Settings
from iro_tui.rules.secure import secure_panel
from iro_tui.rules.short_breaks import short_breaks_review, why_not_short_breaks
from iro_tui.rules.situation import Situation, clock_in, next_review_in, review_rule


def test_example_16_C11_each_review_held_on_its_limit() -> None:
    placed = date(2025, 6, 2)
    first = review_when_placed(placed).due
    second = review_when_placed(placed, [first]).due
    third = review_when_placed(placed, [first, second])
    assert (first, second, third.due) == (date(2025, 6, 30), date(2025, 9, 30), date(2026, 3, 30))
    assert third.rule == "C11"
    assert third.why == "Law: 6 months from Tue 30 Sep 2025 is Mon 30 Mar 2026."


def test_C11_reviews_before_the_placement_do_not_count() -> None:
    assert review_when_placed(date(2025, 6, 2), [date(2025, 5, 30)]) == review_when_placed(date(2025, 6, 2))


def test_C10_three_months_from_authority_then_six() -> None:
    first = review_while_authorised(date(2026, 1, 12), [date(2025, 12, 1)])
    assert (first.due, first.rule) == (date(2026, 4, 12), "C10")
    assert first.last_working_day == date(2026, 4, 10)
    later = review_while_authorised(date(2026, 1, 12), [date(2025, 12, 1), date(2026, 3, 2)])
    assert later.due == date(2026, 9, 2)


def test_OVERLAP_of_C10_with_C3_shows_the_sooner_and_names_it() -> None:
    now = Situation(date(2025, 1, 6), legal="E1", authorised_on=date(2026, 1, 12))
    held = [date(2025, 1, 28), date(2025, 4, 28), date(2025, 10, 20)]
    due = next_review_in(now, held)
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 4, 12), "C10")
    just_before = next_review_in(replace(now, authorised_on=date(2026, 1, 28)), held)
    assert just_before is not None
    assert (just_before.due, just_before.rule) == (date(2026, 4, 20), "C3")


def test_OVERLAP_a_second_review_is_still_due_in_three_months() -> None:
    now = Situation(date(2026, 1, 5), legal="E1", authorised_on=date(2026, 1, 20))
    due = next_review_in(now, [date(2026, 1, 30)])
    assert due == second_review(date(2026, 1, 30))
    assert sooner(None, review_while_authorised(date(2026, 1, 20))).rule == "C10"


def test_C12_three_months_from_the_first_stay_then_six() -> None:
    assert short_breaks_review(date(2025, 11, 29)).due == date(2026, 2, 28)
    later = short_breaks_review(date(2025, 11, 29), [date(2026, 2, 20), date(2026, 8, 3)])
    assert (later.due, later.rule) == (date(2027, 2, 3), "C12")


def test_C12_a_stay_over_seventeen_days_is_no_short_break() -> None:
    assert why_not_short_breaks([(date(2026, 7, 1), date(2026, 7, 18))]) is None
    assert why_not_short_breaks([(date(2026, 7, 1), date(2026, 7, 19))]) == (
        "The stay from Wed 1 Jul 2026 has 18 days; a short break has at most 17."
    )


def test_C12_at_most_seventy_five_days_in_any_twelve_months() -> None:
    stays = [(date(2026, month, 1), date(2026, month, 16)) for month in range(1, 6)]
    assert why_not_short_breaks(stays) is None
    over = why_not_short_breaks([*stays, (date(2026, 12, 30), date(2027, 1, 2))])
    assert over == "The 12 months to Sat 2 Jan 2027 have 77 days away; short breaks have at most 75."
    assert why_not_short_breaks([*stays, (date(2027, 5, 16), date(2027, 5, 20))]) is None
    assert why_not_short_breaks([]) is None


def test_example_23_C13_secure_panels() -> None:
    first = secure_panel(date(2026, 1, 31))
    assert first.due == date(2026, 2, 28)
    assert "Month end, no 31 February: Sat 28 Feb 2026" in first.steps
    assert first.steps[-1] == "Last working day: Fri 27 Feb 2026"
    assert secure_panel(date(2026, 1, 31), [date(2026, 2, 28)]).due == date(2026, 5, 28)


def test_C13_runs_beside_the_ordinary_review() -> None:
    entered = date(2026, 1, 5)
    ordinary = next_review_in(Situation(entered, placement="K1"), [])
    assert ordinary == next_review(entered, [])


def test_C14_every_review_of_the_first_year_is_a_meeting() -> None:
    asked = meeting_needed(date(2025, 3, 3), date(2026, 3, 2), date(2025, 9, 1))
    assert asked.needed
    assert asked.why == "The placement's first year runs to Tue 3 Mar 2026."


def test_C14_afterwards_one_meeting_a_year() -> None:
    began, meeting = date(2024, 3, 4), date(2026, 1, 12)
    first = meeting_needed(began, date(2026, 7, 12), meeting)
    assert not first.needed
    assert first.by.due == date(2027, 1, 12)
    second = meeting_needed(began, date(2027, 1, 8), meeting)
    assert second.needed
    assert second.why == (
        "The next review may be as late as Thu 8 Jul 2027; a meeting is due by Tue 12 Jan 2027."
    )
    held_late = meeting_needed(began, date(2026, 7, 13), meeting)
    assert held_late.needed
    assert meeting_needed(began, date(2026, 7, 12), None).needed


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.lists(st.integers(30, 183), min_size=4, max_size=20))
def test_C14_no_two_meetings_are_more_than_a_year_apart(began: date, gaps: list[int]) -> None:
    on, meeting = began, None
    for gap in gaps:
        # Each review within the law, so that the one after can be the meeting.
        on = min(date.fromordinal(on.toordinal() + gap), next_review_limit(on))
        if meeting_needed(began, on, meeting).needed:
            assert meeting is None or on <= meeting_needed(began, on, meeting).by.due
            meeting = on


def next_review_limit(on: date) -> date:
    return next_review_in(Situation(on), [on, on]).due  # type: ignore[union-attr]


def test_C15_on_remand_the_ordinary_clock_runs() -> None:
    due = next_review_in(Situation(date(2025, 1, 6), legal="J1"), [])
    assert due is not None
    assert (due.due, due.rule) == (date(2025, 2, 3), "C1")
    assert due.steps[0] == "On remand, and so looked after (C15), since: Mon 6 Jan 2025"


@pytest.mark.parametrize(
    ("legal", "placement", "rule"),
    [
        ("C2", "U6", "C1"),
        ("V2", "", "C1"),
        ("E1", "U5", "C10"),
        ("E1", "A5", "C11"),
        ("V2", "A3", "C11"),
        ("V4", "K2", "C12"),
        ("J1", "R5", "C15"),
    ],
)
def test_C6_the_clock_follows_from_status_and_placement(legal: str, placement: str, rule: str) -> None:
    assert review_rule(legal, placement) == rule


def test_C8_holds_for_every_clock() -> None:
    born = date(2008, 3, 20)
    last_day = date(2026, 3, 19)
    placed = Situation(date(2025, 1, 6), born, placement="A5", placed_on=date(2026, 3, 2))
    breaks = Situation(date(2026, 1, 6), born, legal="V3")
    authorised = Situation(date(2025, 1, 6), born, legal="E1", authorised_on=date(2026, 1, 12))
    for now, held in ((placed, []), (breaks, []), (authorised, [date(2025, 10, 1), date(2025, 10, 20)])):
        due = next_review_in(now, held)
        assert due is not None
        assert (due.due, due.rule) == (last_day, "C8")
        assert next_review_in(now, held, today=date(2026, 3, 20)) is None


def test_C8_switched_off_leaves_the_date_where_it_is() -> None:
    now = Situation(date(2026, 1, 6), date(2008, 3, 20), legal="V3")
    due = next_review_in(now, [], Settings(switched={"C8": False}))
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 4, 6), "C12")


def test_C9_an_agreed_interval_is_kept_on_remand_too() -> None:
    now = Situation(date(2025, 1, 6), legal="J1", interval_months=2)
    due = next_review_in(now, [date(2025, 1, 28)])
    assert due is not None
    assert (due.due, due.rule) == (date(2025, 3, 28), "C9")
    with pytest.raises(BadInput, match="at least 1 month"):
        next_review_in(replace(now, interval_months=0), [])


def test_C8_no_review_for_a_child_placed_for_adoption_on_the_last_day() -> None:
    now = Situation(date(2025, 1, 6), date(2008, 3, 20), placement="A5", placed_on=date(2026, 3, 19))
    assert next_review_in(now, [date(2026, 1, 12)]) is None


def test_C14_the_first_year_ends_on_its_anniversary() -> None:
    assert meeting_needed(date(2025, 3, 3), date(2026, 3, 2), date(2026, 2, 2)).needed
    assert not meeting_needed(date(2025, 3, 3), date(2026, 3, 3), date(2026, 2, 2)).needed


@settings(max_examples=150)
@given(
    st.dates(date(2012, 1, 1), date(2036, 12, 31)),
    st.lists(st.integers(0, 900), max_size=6, unique=True),
    st.none() | st.integers(0, 600),
)
def test_C10_and_C11_clock_in_judges_each_review_by_the_rule_that_ran_then(
    entered: date, after: list[int], placed_after: int | None
) -> None:
    held = [entered + timedelta(days=days) for days in after]
    placed = None if placed_after is None else entered + timedelta(days=placed_after)
    now = Situation(entered=entered, placement="A3" if placed else "", placed_on=placed)
    found = clock_in(now, held)
    assert [review.held for review in found.reviews] == sorted(held)
    for review in found.reviews:
        assert (review.rule == "C11") == (placed is not None and review.held >= placed)
        assert review.on_time == (review.held <= review.due)
    assert found.next is not None
    assert (found.next.rule == "C11") == (placed is not None)
