# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
import slow_clock

from iro_tui.errors import BadInput
from iro_tui.rules.plans import care_plan, permanence_plan, placement_plan
from iro_tui.rules.registry import Settings
from iro_tui.rules.school import Term, first_pep, in_school_holidays, next_pep, usual_terms


def test_CARE_PLAN_ten_working_days_from_the_first_placement() -> None:
    due = care_plan(date(2025, 4, 10))
    assert (due.due, due.rule) == (date(2025, 4, 28), "CARE_PLAN")


def test_PLACEMENT_PLAN_five_working_days_from_each_placement() -> None:
    assert placement_plan(date(2025, 4, 10)).due == date(2025, 4, 17)
    assert placement_plan(date(2025, 4, 11)).due == date(2025, 4, 22)


def test_PERMANENCE_by_the_second_review() -> None:
    entered = date(2025, 1, 6)
    before = permanence_plan(entered, [])
    assert before is not None
    assert before.due == date(2025, 5, 3)
    assert before.steps == (
        "First review, at the latest: Mon 3 Feb 2025",
        "Second review, at the latest: Sat 3 May 2025",
        "Last working day: Fri 2 May 2025",
    )
    after_first = permanence_plan(entered, [date(2025, 1, 28)])
    assert after_first is not None
    assert after_first.due == date(2025, 4, 28)
    held = permanence_plan(entered, [date(2025, 9, 1), date(2025, 4, 14), date(2025, 1, 28)])
    assert held is not None
    assert (held.due, held.rule) == (date(2025, 4, 14), "PERMANENCE")
    assert permanence_plan(entered, [], Settings(switched={"PERMANENCE": False})) is None


def test_PEP_FIRST_ten_working_days_from_becoming_looked_after() -> None:
    due = first_pep(date(2025, 4, 10))
    assert due is not None
    assert due.due == date(2025, 4, 28)
    assert first_pep(date(2025, 4, 10), Settings(switched={"PEP_FIRST": False})) is None


def test_PEP_TERM_by_the_end_of_the_next_term() -> None:
    due = next_pep(date(2026, 10, 14))
    assert due is not None
    assert (due.due, due.rule) == (date(2027, 3, 19), "PEP_TERM")
    assert due.why == "Guidance: once every school term. Spring term 2027 ends on Fri 19 Mar 2027."
    in_holidays = next_pep(date(2026, 12, 29))
    assert in_holidays is not None
    assert in_holidays.due == date(2027, 3, 19)
    assert next_pep(date(2026, 10, 14), Settings(switched={"PEP_TERM": False})) is None


def test_PEP_TERM_with_the_councils_own_terms() -> None:
    own = [
        Term("Autumn", date(2026, 9, 3), date(2026, 12, 17), date(2026, 10, 19), date(2026, 10, 30)),
        Term("Spring", date(2027, 1, 5), date(2027, 3, 25), date(2027, 2, 15), date(2027, 2, 19)),
    ]
    due = next_pep(date(2026, 10, 14), terms=own)
    assert due is not None
    assert due.due == date(2027, 3, 25)
    assert in_school_holidays(date(2026, 10, 20), own)
    assert not in_school_holidays(date(2026, 10, 20))
    with pytest.raises(BadInput, match=r"from Thu 3 Sep 2026 to Thu 25 Mar 2027 only\. Add the council's"):
        next_pep(date(2027, 1, 5), terms=own)
    with pytest.raises(BadInput, match="No school terms are known"):
        next_pep(date(2027, 1, 5), terms=[])


@pytest.mark.parametrize("last", [date(2023, 12, 1), date(2030, 9, 3)])
def test_PEP_TERM_says_where_the_terms_end(last: date) -> None:
    with pytest.raises(BadInput, match="School terms are known from Mon 8 Jan 2024 to Fri 20 Dec 2030 only"):
        next_pep(last)


def test_PEP_TERM_every_day_has_an_answer_after_it_and_in_order() -> None:
    day, before = date(2024, 1, 8), date(2024, 1, 8)
    while day < date(2030, 9, 3):
        due = next_pep(day)
        assert due is not None
        assert day < due.due
        assert before <= due.due
        assert sum(term.starts > day and term.ends <= due.due for term in usual_terms()) == 1
        day, before = day + timedelta(days=1), due.due


def test_terms_follow_their_own_rule() -> None:
    terms = usual_terms()
    assert len(terms) == 21
    assert [term.name.split()[0] for term in terms[:4]] == ["Spring", "Summer", "Autumn", "Spring"]
    for term, following in pairwise(terms):
        assert term.ends < following.starts
    for term in terms:
        assert term.starts < term.half_term_from < term.half_term_to < term.ends
        assert slow_clock.works(term.starts)
        assert slow_clock.works(term.ends)
        assert (term.half_term_from.weekday(), term.half_term_to.weekday()) == (0, 4)
        season = term.name.split()[0]
        if season == "Autumn":
            assert (term.starts.month, term.starts.weekday(), term.starts.day <= 7) == (9, 1, True)
            assert date(term.ends.year, 12, 15) <= term.ends <= date(term.ends.year, 12, 21)
            assert (term.half_term_from + timedelta(days=7)).month == 11
        elif season == "Summer":
            assert (term.ends.month, term.ends.weekday()) == (7, 2)
            assert (term.half_term_from.month, (term.half_term_from + timedelta(days=7)).month) == (5, 6)
        else:
            assert 4 <= term.starts.day <= 10
            assert 12 <= term.half_term_from.day <= 18


def test_easter_is_always_holidays_and_weekends_in_term_are_not() -> None:
    for row in slow_clock.HOLIDAYS:
        if "2024-03-01" <= row <= "2030-12-20" and row[5:7] in ("03", "04"):
            assert in_school_holidays(date.fromisoformat(row)), row
    assert not in_school_holidays(date(2026, 11, 21))
    assert in_school_holidays(date(2026, 8, 12))
    with pytest.raises(BadInput, match="School terms are known"):
        in_school_holidays(date(2031, 1, 6))
