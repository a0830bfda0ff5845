# Rule ids keep their capitals in test names.
from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.clock import later_review
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.events import (
    Cause,
    brought_forward,
    earlier_review,
    reason,
    reason_of_event,
    reasons,
)
from iro_tui.rules.registry import Settings

KNOWN = date(2026, 5, 5)
USUAL_REVIEW = later_review(date(2026, 4, 1))


def test_EARLY_each_reason_names_its_regulation() -> None:
    sources = {each.code: each.source for each in reasons()}
    assert sources["IRO_ASKS"] == "Regs 2010 reg 33(3)(a)"
    assert sources["VISIT_UNSAFE"] == "Regs 2010 reg 33(3) with reg 30"
    assert sources["PLAN_CHANGE"] == "Regs 2010 reg 32(2)"
    by_law = [each.code for each in reasons() if each.rule == "EARLY"]
    assert by_law == [
        "IRO_ASKS",
        "VISIT_UNSAFE",
        "LEAVES_REMAND",
        "LEAVES_CUSTODY",
        "STOPS_BEING_HOUSED",
        "PLAN_CHANGE",
    ]


def test_EARLY_before_the_child_moves_out() -> None:
    due = earlier_review("LEAVES_REMAND", KNOWN, USUAL_REVIEW, date(2026, 5, 18))
    assert due is not None
    assert (due.due, due.rule, due.last_working_day) == (date(2026, 5, 17), "EARLY", date(2026, 5, 15))
    assert "Law (Regs 2010 reg 33(3)), review by: Sun 17 May 2026" in due.steps


def test_EARLY_a_move_today_leaves_only_today() -> None:
    due = earlier_review("STOPS_BEING_HOUSED", KNOWN, USUAL_REVIEW, KNOWN)
    assert due is not None
    assert due.due == KNOWN


def test_EARLY_the_day_the_iro_asks_for() -> None:
    due = earlier_review("IRO_ASKS", KNOWN, USUAL_REVIEW, date(2026, 6, 30))
    assert due is not None
    assert due.due == date(2026, 6, 30)
    assert due.why == (
        "Law: The IRO asks for an earlier review (Regs 2010 reg 33(3)(a)). "
        "The review is held by Tue 30 Jun 2026."
    )


def test_EARLY_never_puts_off_the_review_that_was_due_anyway() -> None:
    assert earlier_review("IRO_ASKS", KNOWN, USUAL_REVIEW, date(2027, 1, 4)) is USUAL_REVIEW
    assert earlier_review("PLAN_CHANGE", KNOWN, None, date(2027, 1, 4)) is not None


def test_EARLY_DAYS_where_the_law_names_no_day() -> None:
    due = earlier_review("VISIT_UNSAFE", KNOWN, USUAL_REVIEW)
    assert due is not None
    assert (due.due, due.rule) == (date(2026, 5, 19), "EARLY")
    assert "No day is named. Our own choice: 10 working days from Tue 5 May is Tue 19 May." in due.why
    sooner = earlier_review("VISIT_UNSAFE", KNOWN, USUAL_REVIEW, settings=Settings(numbers={"EARLY_DAYS": 3}))
    assert sooner is not None
    assert sooner.due == date(2026, 5, 8)
    off = Settings(switched={"EARLY_DAYS": False})
    assert earlier_review("VISIT_UNSAFE", KNOWN, USUAL_REVIEW, settings=off) is USUAL_REVIEW


def test_EARLY_G_after_an_unplanned_move_unless_switched_off() -> None:
    due = earlier_review("UNPLANNED_MOVE", KNOWN, USUAL_REVIEW)
    assert due is not None
    assert (due.rule, due.why.split(":")[0]) == ("EARLY_G", "Guidance")
    off = Settings(switched={"EARLY_G": False})
    assert earlier_review("UNPLANNED_MOVE", KNOWN, USUAL_REVIEW, settings=off) is USUAL_REVIEW


def test_EARLY_a_day_before_it_was_known_is_refused() -> None:
    with pytest.raises(BadInput, match="is before Tue 5 May 2026, when it became known"):
        earlier_review("PLAN_CHANGE", KNOWN, None, date(2026, 5, 4))
    with pytest.raises(BadInput, match='no reason "TEA"'):
        earlier_review("TEA", KNOWN, None)


def test_P8_every_significant_event_is_told_and_two_bring_the_review_forward() -> None:
    forward = {event: reason_of_event(event) for event in codes("significant_event")}
    assert {event: found.code for event, found in forward.items() if found} == {
        "PLAN_CHANGE": "PLAN_CHANGE",
        "PLACEMENT_CHANGE": "UNPLANNED_MOVE",
    }
    with pytest.raises(BadInput, match='no event "TEA"'):
        reason_of_event("TEA")


@given(
    st.sampled_from([each.code for each in reasons()]),
    st.dates(date(2010, 1, 1), date(2040, 3, 1)),
    st.one_of(st.none(), st.integers(0, 400)),
    st.integers(0, 300),
)
def test_EARLY_is_never_later_than_the_ordinary_review(
    code: str, known: date, ahead: int | None, since: int
) -> None:
    usual = later_review(date.fromordinal(max(known.toordinal() - since, date(2010, 1, 1).toordinal())))
    by = None if ahead is None else date.fromordinal(known.toordinal() + ahead)
    due = earlier_review(code, known, usual, by)
    assert due is not None
    assert due.due <= usual.due
    if by is not None:
        assert due.due <= max(by, known)
        if reason(code).before and due is not usual:
            assert due.due < by or due.due == known


DAYS = st.dates(date(2012, 1, 1), date(2038, 12, 31))
CODES = st.sampled_from([each.code for each in reasons()])


@settings(max_examples=150)
@given(DAYS, st.lists(st.tuples(CODES, st.integers(0, 200), st.none() | st.integers(0, 60)), max_size=4))
def test_EARLY_brought_forward_is_never_later_and_never_before_it_was_known(
    held: date, told: list[tuple[str, int, int | None]]
) -> None:
    usual = later_review(held)
    causes = [
        Cause(code, known := held + timedelta(days=after), None if by is None else known + timedelta(days=by))
        for code, after, by in told
    ]
    found = brought_forward(usual, causes, [held])
    assert found is not None
    assert found.due <= usual.due
    assert found == usual or found.due >= min(cause.known_on for cause in causes)
    assert any(step.endswith(say_date(found.due)) for step in found.steps)
    assert brought_forward(usual, list(reversed(causes)), [held]).due == found.due  # type: ignore[union-attr]


@settings(max_examples=100)
@given(DAYS, CODES, st.integers(0, 150), st.integers(0, 20))
def test_EARLY_known_later_is_due_no_sooner(held: date, code: str, after: int, more: int) -> None:
    usual = later_review(held)

    def due(days: int) -> date:
        found = brought_forward(usual, [Cause(code, held + timedelta(days=days))], [held])
        assert found is not None
        return found.due

    # A cause known on the day of the review was spent by it.
    assert due(after + 1) <= due(after + 1 + more)
    assert due(0) == usual.due


def test_EARLY_with_no_review_due_nothing_is_brought_forward() -> None:
    assert brought_forward(None, [Cause("IRO_ASKS", date(2026, 11, 16))], []) is None
