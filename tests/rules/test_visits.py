# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules import visits
from iro_tui.rules.codes import codes
from iro_tui.rules.visits import CASES, next_visit, usual_case

PLACED = date(2025, 3, 3)


def by(case: str, last: date | None = None, reviewed: date | None = None) -> date | None:
    due = next_visit(case, PLACED, last, first_review_held=reviewed)
    return due.due if due else None


@pytest.mark.parametrize("case", [visits.GENERAL, visits.TO_EIGHTEEN, visits.LONG_TERM_AGREED])
def test_VISITS_a_week_then_six_weeks_for_a_year(case: str) -> None:
    assert by(case) == date(2025, 3, 10)
    assert by(case, date(2025, 3, 7)) == date(2025, 4, 18)
    assert by(case, date(2026, 3, 2)) == date(2026, 4, 13)


def test_VISITS_after_the_first_year() -> None:
    assert by(visits.GENERAL, date(2026, 3, 3)) == date(2026, 4, 14)
    assert by(visits.TO_EIGHTEEN, date(2026, 3, 3)) == date(2026, 6, 3)
    assert by(visits.LONG_TERM_AGREED, date(2026, 3, 3)) == date(2026, 9, 3)


def test_VISITS_the_working() -> None:
    due = next_visit(visits.GENERAL, PLACED, date(2025, 3, 7))
    assert due is not None
    assert due.rule == "VISITS"
    assert due.steps == (
        "Last visit: Fri 7 Mar 2025",
        "Law, 42 days later: Fri 18 Apr 2025",
        "Last working day: Thu 17 Apr 2025",
    )


@pytest.mark.parametrize(
    ("case", "after_review"),
    [
        (visits.EMERGENCY_WITH_PARENT, 42),
        (visits.TEMPORARY_CARER, 28),
        (visits.INTERIM_ORDER_AT_HOME, 28),
    ],
)
def test_VISITS_SPECIAL_weekly_until_the_first_review(case: str, after_review: int) -> None:
    assert by(case) == date(2025, 3, 10)
    assert by(case, date(2025, 3, 8)) == date(2025, 3, 15)
    reviewed = date(2025, 3, 28)
    assert by(case, date(2025, 3, 27), reviewed) == date(2025, 3, 27) + timedelta(days=after_review)


def test_VISITS_SPECIAL_full_care_order_at_home() -> None:
    assert by(visits.CARE_ORDER_AT_HOME) == date(2025, 3, 10)
    assert by(visits.CARE_ORDER_AT_HOME, date(2026, 5, 1)) == date(2026, 6, 12)


def test_VISITS_SPECIAL_where_others_arrange_it() -> None:
    assert by(visits.ARRANGED_BY_OTHERS) == date(2025, 3, 10)
    assert by(visits.ARRANGED_BY_OTHERS, date(2025, 3, 10)) == date(2025, 4, 21)
    assert by(visits.ARRANGED_BY_OTHERS, date(2026, 5, 1)) == date(2026, 8, 1)


def test_VISITS_SPECIAL_short_breaks() -> None:
    assert by(visits.SHORT_BREAKS) == date(2025, 6, 3)
    assert by(visits.SHORT_BREAKS, date(2025, 5, 31)) == date(2025, 11, 30)


def test_VISITS_SPECIAL_C11_weekly_until_the_first_adoption_review() -> None:
    assert by(visits.PLACED_FOR_ADOPTION) == date(2025, 3, 10)
    assert by(visits.PLACED_FOR_ADOPTION, date(2025, 3, 9)) == date(2025, 3, 16)
    assert by(visits.PLACED_FOR_ADOPTION, date(2025, 3, 24), date(2025, 3, 31)) is None


def test_VISITS_wrong_input_is_a_sentence() -> None:
    with pytest.raises(BadInput, match='no visiting rule "TEA"'):
        next_visit("TEA", PLACED)
    with pytest.raises(BadInput, match="is before Mon 3 Mar 2025, when this began"):
        next_visit(visits.GENERAL, PLACED, date(2025, 3, 2))


def test_VISITS_every_case_is_a_special_one_or_a_general_one() -> None:
    rules = {case: next_visit(case, PLACED) for case in CASES}
    assert {case for case, due in rules.items() if due and due.rule == "VISITS"} == {"GENERAL", "TO_EIGHTEEN"}
    assert len(CASES) == 10


@given(
    st.sampled_from(CASES),
    st.dates(date(2010, 1, 4), date(2038, 6, 30)),
    st.integers(0, 600),
    st.integers(0, 30),
    st.booleans(),
)
def test_VISITS_a_later_visit_never_brings_the_next_one_forward(
    case: str, start: date, gap: int, more: int, reviewed: bool
) -> None:
    review = start if reviewed else None
    last, later = start + timedelta(days=gap), start + timedelta(days=gap + more)
    one = next_visit(case, start, last, first_review_held=review)
    other = next_visit(case, start, later, first_review_held=review)
    if one is None or other is None:
        assert one is None
        assert other is None
        return
    assert last < one.due <= other.due


@pytest.mark.parametrize("placement", list(codes("placement_type")))
@pytest.mark.parametrize("legal", ["", *codes("legal_status")])
def test_VISITS_every_placement_and_legal_status_points_to_a_rule(placement: str, legal: str) -> None:
    for lasts in (False, True):
        case = usual_case(placement, legal, to_eighteen=lasts)
        assert case in CASES
        first = next_visit(case, date(2026, 3, 2))
        assert first is not None
        weeks = 14 if case == "SHORT_BREAKS" else 1
        assert first.due <= date(2026, 3, 2) + timedelta(weeks=weeks)
