# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from iro_tui.rules.clock import later_review
from iro_tui.rules.pathway import eligible_from, pathway_assessment, pathway_review, staying_put
from iro_tui.rules.registry import Settings

BORN = date(2010, 5, 10)


def test_example_22_PATHWAY_eligible_after_ninety_one_days() -> None:
    assert eligible_from(BORN, [(date(2026, 3, 2), None)]) == date(2026, 6, 1)
    due = pathway_assessment(BORN, [(date(2026, 3, 2), None)])
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 9, 1), "PATHWAY")


def test_PATHWAY_long_in_care_is_eligible_on_the_sixteenth_birthday() -> None:
    assert eligible_from(BORN, [(date(2018, 1, 1), None)]) == date(2026, 5, 10)


def test_PATHWAY_days_before_fourteen_do_not_count() -> None:
    assert eligible_from(BORN, [(date(2020, 1, 1), date(2024, 6, 1))]) is None
    back = [(date(2020, 1, 1), date(2024, 6, 1)), (date(2026, 5, 1), None)]
    assert eligible_from(BORN, back) == date(2026, 5, 1) + timedelta(days=91 - 22)


def test_PATHWAY_times_in_care_add_up_and_the_child_must_be_in_care_then() -> None:
    twice = [(date(2026, 8, 3), None), (date(2025, 1, 1), date(2025, 6, 1))]
    assert eligible_from(BORN, twice) == date(2026, 8, 3)
    assert eligible_from(BORN, twice[1:]) is None
    assert pathway_assessment(BORN, twice[1:]) is None


def test_PATHWAY_never_from_eighteen_on() -> None:
    assert eligible_from(BORN, [(date(2028, 2, 8), None)]) == date(2028, 5, 9)
    assert eligible_from(BORN, [(date(2028, 2, 9), None)]) is None


def test_PATHWAY_REVIEW_every_six_months() -> None:
    due = pathway_review(date(2026, 8, 31))
    assert (due.due, due.rule) == (date(2027, 2, 28), "PATHWAY_REVIEW")


def test_STAYING_PUT_at_the_first_review_from_sixteen() -> None:
    before = staying_put(BORN, [date(2025, 10, 1)], later_review(date(2025, 10, 1)))
    assert before is None
    coming = staying_put(BORN, [date(2026, 3, 1)], later_review(date(2026, 3, 1)))
    assert coming is not None
    assert (coming.due, coming.rule) == (date(2026, 9, 1), "STAYING_PUT")
    held = [date(2026, 3, 1), date(2027, 1, 20), date(2026, 8, 3)]
    was = staying_put(BORN, held, later_review(date(2027, 1, 20)))
    assert was is not None
    assert was.due == date(2026, 8, 3)
    assert staying_put(BORN, [], None) is None
    assert staying_put(BORN, held, None, Settings(switched={"STAYING_PUT": False})) is None


@given(
    st.dates(date(2000, 1, 1), date(2020, 12, 31)),
    st.integers(0, 18 * 365),
    st.lists(st.tuples(st.integers(1, 400), st.integers(1, 900)), max_size=6),
    st.booleans(),
)
def test_PATHWAY_agrees_with_counting_the_nights_one_by_one(
    born: date, first: int, spans: list[tuple[int, int]], still: bool
) -> None:
    periods: list[tuple[date, date | None]] = []
    on = born + timedelta(days=first)
    for length, away in spans:
        periods.append((on, on + timedelta(days=length)))
        on += timedelta(days=length + away)
    if still:
        periods.append((on, None))
    assert eligible_from(born, periods) == slow_eligible(born, periods)


def slow_eligible(born: date, periods: list[tuple[date, date | None]]) -> date | None:
    def reached(years: int, d: date) -> bool:
        return (d.year - born.year, d.month, d.day) >= (years, born.month, born.day)

    nights, d = 0, born
    while not reached(18, d):
        here = any(start <= d and (end is None or d <= end) for start, end in periods)
        if here and reached(16, d) and nights >= 91:
            return d
        tonight = any(start <= d and (end is None or d < end) for start, end in periods)
        nights += tonight and reached(14, d)
        d += timedelta(days=1)
    return None


def test_PATHWAY_the_day_of_leaving_care_still_counts_as_in_care() -> None:
    assert eligible_from(BORN, [(date(2026, 3, 2), date(2026, 6, 1))]) == date(2026, 6, 1)
    assert eligible_from(BORN, [(date(2026, 3, 2), date(2026, 5, 31))]) is None
