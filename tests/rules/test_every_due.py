"""What must hold for every date the program works out, from any start between 2010 and 2040.

Each rule stands beside a slow calculation that walks day by day and shares no code with it.
"""
# Rule ids keep their capitals in test names.

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import slow_clock as slow
from hypothesis import example, given, settings
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules import visits
from iro_tui.rules.adoption import review_when_placed, review_while_authorised
from iro_tui.rules.after import due_after
from iro_tui.rules.clock import first_review, later_review, midway_due, second_review
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, counted
from iro_tui.rules.health import initial_health_assessment, review_health_assessment, sdq
from iro_tui.rules.meetings import adjourned_until, complete_by
from iro_tui.rules.pathway import pathway_review
from iro_tui.rules.plans import care_plan, permanence_plan, placement_plan
from iro_tui.rules.preparation import allocation, before_review
from iro_tui.rules.school import first_pep
from iro_tui.rules.secure import secure_panel
from iro_tui.rules.short_breaks import short_breaks_review

Fast = Callable[[date], Due]
Slow = Callable[[date], date]

BORN = date(2020, 2, 29)
FIFTH_BIRTHDAY = date(2025, 3, 1)


def working(n: int) -> Slow:
    return lambda d: slow.working_days_on(d, n)


def back(n: int) -> Slow:
    return lambda d: slow.working_days_back(d, n)


def months(n: int) -> Slow:
    return lambda d: slow.months_on(d, n)


def days(n: int) -> Slow:
    return lambda d: slow.days_on(d, n)


def sure(due: Due | None) -> Due:
    assert due is not None
    return due


def one(found: tuple[Due, ...], rule: str) -> Due:
    return next(due for due in found if due.rule == rule)


def visit(case: str) -> Fast:
    return lambda d: sure(visits.next_visit(case, d))


def visit_after(case: str, age_of_placement: int, reviewed: bool = False) -> Fast:
    """The visit that follows one on the given day, in a placement that began so many days before."""

    def follows(d: date) -> Due:
        began = d - timedelta(days=age_of_placement)
        return sure(visits.next_visit(case, began, d, first_review_held=began if reviewed else None))

    return follows


def slow_health(d: date) -> date:
    half = slow.months_on(d, 6)
    return half if half < FIFTH_BIRTHDAY else slow.months_on(d, 12)


def slow_half_way(d: date) -> date:
    return slow.working_day_before(slow.days_on(d, 91))


RULES: dict[str, tuple[Fast, Slow]] = {
    "C1": (first_review, working(20)),
    "C2": (second_review, months(3)),
    "C3": (later_review, months(6)),
    "C10 first": (review_while_authorised, months(3)),
    "C10 later": (lambda d: review_while_authorised(d, [d]), months(6)),
    "C11 first": (review_when_placed, days(28)),
    "C11 second": (lambda d: review_when_placed(d, [d]), months(3)),
    "C11 later": (lambda d: review_when_placed(d, [d, d]), months(6)),
    "C12 first": (short_breaks_review, months(3)),
    "C12 later": (lambda d: short_breaks_review(d, [d]), months(6)),
    "C13 first": (secure_panel, months(1)),
    "C13 later": (lambda d: secure_panel(d, [d]), months(3)),
    "A1": (adjourned_until, working(20)),
    "A5": (lambda d: sure(complete_by(d)), working(20)),
    "P1": (lambda d: one(allocation(d), "P1"), working(2)),
    "P1_NAMED": (lambda d: one(allocation(d), "P1_NAMED"), working(5)),
    "P4": (lambda d: one(before_review(d), "P4"), back(20)),
    "P5": (lambda d: one(before_review(d), "P5"), back(15)),
    "P6": (lambda d: one(before_review(d), "P6"), back(10)),
    "P7": (lambda d: one(before_review(d), "P7"), back(3)),
    "P2": (lambda d: one(before_review(d), "P2"), lambda d: d),
    "F1": (lambda d: one(due_after(d), "F1"), working(5)),
    "F2": (lambda d: one(due_after(d, d), "F2"), working(5)),
    "F3": (lambda d: one(due_after(d), "F3"), working(10)),
    "F4": (lambda d: one(due_after(d), "F4"), working(15)),
    "F5": (lambda d: one(due_after(d), "F5"), working(20)),
    "MIDWAY": (lambda d: midway_due(d, d + timedelta(days=183)), slow_half_way),
    "CARE_PLAN": (care_plan, working(10)),
    "PLACEMENT_PLAN": (placement_plan, working(5)),
    "PERMANENCE": (lambda d: sure(permanence_plan(d, [d])), months(3)),
    "PEP_FIRST": (lambda d: sure(first_pep(d)), working(10)),
    "IHA": (lambda d: sure(initial_health_assessment(d)), working(20)),
    "RHA": (lambda d: review_health_assessment(d, BORN), slow_health),
    "SDQ": (lambda d: sure(sdq(d, d - timedelta(days=3000), d)), months(12)),
    "VISITS first": (visit(visits.GENERAL), days(7)),
    "VISITS first year": (visit_after(visits.GENERAL, 100), days(42)),
    "VISITS later": (visit_after(visits.GENERAL, 400), days(42)),
    "VISITS to eighteen": (visit_after(visits.TO_EIGHTEEN, 400), months(3)),
    "VISITS agreed": (visit_after(visits.LONG_TERM_AGREED, 400), months(6)),
    "VISITS reg 19": (visit_after(visits.EMERGENCY_WITH_PARENT, 10), days(7)),
    "VISITS reg 19 reviewed": (visit_after(visits.EMERGENCY_WITH_PARENT, 30, True), days(42)),
    "VISITS reg 24": (visit_after(visits.TEMPORARY_CARER, 10), days(7)),
    "VISITS reg 24 reviewed": (visit_after(visits.TEMPORARY_CARER, 30, True), days(28)),
    "VISITS interim reviewed": (visit_after(visits.INTERIM_ORDER_AT_HOME, 30, True), days(28)),
    "VISITS order at home": (visit(visits.CARE_ORDER_AT_HOME), days(7)),
    "VISITS order at home later": (visit_after(visits.CARE_ORDER_AT_HOME, 10), days(42)),
    "VISITS others": (visit_after(visits.ARRANGED_BY_OTHERS, 10), days(42)),
    "VISITS others later": (visit_after(visits.ARRANGED_BY_OTHERS, 400), months(3)),
    "VISITS breaks": (visit(visits.SHORT_BREAKS), months(3)),
    "VISITS breaks later": (visit_after(visits.SHORT_BREAKS, 10), months(6)),
    "VISITS adoption": (visit_after(visits.PLACED_FOR_ADOPTION, 10), days(7)),
    "PATHWAY": (lambda d: counted("PATHWAY", "PATHWAY_ASSESS", "Became eligible", d), months(3)),
    "PATHWAY_REVIEW": (pathway_review, months(6)),
    "UPLOAD": (lambda d: counted("UPLOAD", "UPLOAD", "Made", d), working(5)),
}

EVERY = pytest.mark.parametrize("name", RULES)
TOGETHER = {"F1", "F2", "F3", "F4", "F5", "P1", "P1_NAMED", "P2", "P4", "P5", "P6", "P7"}
START = st.dates(slow.FIRST, slow.LAST)


def asked(name: str, start: date) -> Due | None:
    """The date of a rule; None where it lies outside the calendar, which has to be said, and only there."""
    fast, walked = RULES[name]
    try:
        return fast(start)
    except BadInput as error:
        assert str(error).startswith("Working days can be counted from 2010 to 2040 only")
        # Those worked out together end where the first of them ends, twenty working days sooner.
        ends = timedelta(days=40 if name in TOGETHER else 0)
        assert not slow.FIRST + ends <= walked(start) <= slow.LAST - ends, f"{name} has no answer for {start}"
        return None


@EVERY
@settings(max_examples=60)
@given(start=START)
@example(start=date(2025, 11, 30))
@example(start=date(2024, 2, 29))
@example(start=date(2026, 12, 24))
@example(start=slow.FIRST)
@example(start=slow.LAST)
def test_every_date_agrees_with_walking_day_by_day(name: str, start: date) -> None:
    due = asked(name, start)
    if due is not None:
        assert due.due == RULES[name][1](start)


@EVERY
@settings(max_examples=60)
@given(start=START)
def test_the_working_shows_the_date_and_where_it_starts(name: str, start: date) -> None:
    due = asked(name, start)
    if due is None:
        return
    assert any(step.endswith(f": {say_date(due.due)}") for step in due.steps)
    assert due.steps[0].endswith(f": {say_date(start)}") or name in ("P2", "PERMANENCE")
    assert due.last_working_day == slow.working_day_before(due.due)
    assert due.steps[-1].endswith(say_date(due.last_working_day)) or due.last_working_day == due.due
    assert due.why[0].isupper()
    assert due.why.endswith(".")


@EVERY
@settings(max_examples=60)
@given(start=START, later=st.integers(1, 40))
def test_a_later_start_never_gives_an_earlier_date(name: str, start: date, later: int) -> None:
    if start > slow.LAST - timedelta(days=later):
        return
    one, other = asked(name, start), asked(name, start + timedelta(days=later))
    if one is not None and other is not None:
        assert one.due <= other.due
    elif other is not None:
        assert start < date(2010, 3, 1), "only before the calendar has the earlier start no answer"


@given(start=START)
def test_C2_C3_both_dates_are_given_and_a_late_one_is_named(start: date) -> None:
    for name, added in (("C2", 91), ("C3", 183)):
        due = asked(name, start)
        if due is None:
            continue
        assert due.council_due == slow.days_on(start, added)
        assert any(step.endswith(f"{added} days later: {say_date(due.council_due)}") for step in due.steps)
        too_late = due.council_due > RULES[name][1](start)
        assert due.council_too_late == too_late
        assert any("too late in law" in step for step in due.steps) == too_late


@given(start=START, interval=st.integers(1, 12))
def test_C9_the_councils_date_is_held_against_the_law_and_not_against_the_agreement(
    start: date, interval: int
) -> None:
    if start > date(2039, 12, 31):
        return
    due = later_review(start, interval)
    assert due.due == slow.months_on(start, min(interval, 6))
    assert due.council_too_late == (slow.days_on(start, 183) > slow.months_on(start, 6))


@pytest.mark.parametrize("name", ["C1", "A1", "P4", "P6", "P7", "F1", "F3", "PEP_FIRST"])
@given(start=START)
def test_every_day_between_is_counted_or_named(name: str, start: date) -> None:
    due = asked(name, start)
    if due is None:
        return
    # Counting on, the days after the trigger; counting back, the days before it.
    if due.due > start:
        between = [start + timedelta(days=n) for n in range(1, (due.due - start).days + 1)]
    else:
        between = [due.due + timedelta(days=n) for n in range((start - due.due).days)]
    weekend = sum(day.isoweekday() > 5 for day in between)
    holidays = [say_date(day) for day in between if day.isoweekday() < 6 and not slow.works(day)]
    said = [step for step in due.steps if "not counted" in step]
    weekends = [f"Saturdays and Sundays not counted: {weekend}"] if weekend else []
    assert said[: len(weekends)] == weekends
    assert [step.partition(", not counted: ")[2] for step in said[len(weekends) :]] == holidays


def test_C1_C2_C3_on_every_single_day_of_the_calendar() -> None:
    start, before = slow.FIRST, {"C1": slow.FIRST, "C2": slow.FIRST, "C3": slow.FIRST}
    while start <= date(2040, 6, 1):
        for name in before:
            due = RULES[name][0](start).due
            assert start < due
            assert before[name] <= due
            before[name] = due
        # The same day of the month in law, or the last day of a month too short for it.
        three = second_review(start).due
        assert three.day == start.day or (three + timedelta(days=1)).day == 1
        assert (three.year * 12 + three.month) - (start.year * 12 + start.month) == 3
        start += timedelta(days=1)


@EVERY
def test_where_the_calendar_ends_it_is_said(name: str) -> None:
    last = slow.LAST if name not in ("P4", "P5", "P6", "P7", "P2") else slow.LAST + timedelta(days=1)
    if name == "MIDWAY":
        last = date(2040, 11, 1)
    with pytest.raises(BadInput, match="Working days can be counted from 2010 to 2040 only"):
        RULES[name][0](last)
