"""What is to be judged at a review: two plans at once, a meeting or not, an independent visitor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.child_page import child_page
from iro_tui.casework.review_page import review_page
from iro_tui.casework.settings import save_rule
from iro_tui.casework.siblings import link_siblings
from iro_tui.record.court import ProtectionPlan
from iro_tui.record.review import Review
from iro_tui.record.rights import IndependentVisitor

REVIEW_ON = date(2026, 12, 15)


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


@pytest.fixture
def child(put: OnRecord) -> str:
    return put.child(since=date(2024, 1, 8))


@pytest.fixture
def review(put: OnRecord, child: str) -> str:
    put.held(child, date(2026, 1, 20), date(2026, 6, 30))
    return put.booked(child, REVIEW_ON)


def said(put: OnRecord, review: str) -> dict[str, str]:
    return dict(review_page(put.session, review, TODAY).judged)


def now(put: OnRecord, child: str, words: str) -> Any:
    groups = child_page(put.session, child, TODAY).now
    return next((row for group in groups for row in group.rows if row.label == words), None)


def test_DUAL_the_days_with_both_plans_and_whether_the_conference_comes_first(
    put: OnRecord, child: str, review: str
) -> None:
    plan = ProtectionPlan(child_id=child, started_on=date(2026, 11, 1), conference_on=date(2027, 1, 14))
    put.put(plan)
    assert said(put, review) == {
        "Two plans at once": "22 days so far. The conference is on Thu 14 Jan 2027, after this review: "
        "ask that it is earlier."
    }
    assert now(put, child, "CP plan").value == "22 days beside the care plan"
    plan.conference_on = date(2026, 12, 8)
    assert "its outcome comes to this review" in said(put, review)["Two plans at once"]
    plan.conference_on = None
    assert "ask for its day" in said(put, review)["Two plans at once"]
    assert now(put, child, "Conference").value == "no day: ask for one"
    save_rule(put.session, "DUAL", on=False)
    assert said(put, review) == {}


@pytest.mark.parametrize(("ended", "care"), [(date(2026, 11, 10), True), (None, False)])
def test_DUAL_one_plan_alone_asks_nothing(put: OnRecord, ended: date | None, care: bool) -> None:
    child = put.child(since=date(2024, 1, 8) if care else None)
    put.put(ProtectionPlan(child_id=child, started_on=date(2026, 11, 1), ended_on=ended))
    assert said(put, put.booked(child, REVIEW_ON)) == {}


@pytest.mark.parametrize(
    ("format", "words"), [("ONE", "need not be a meeting"), ("WITHOUT", "has to be a meeting")]
)
def test_C14_a_review_without_a_meeting_is_followed_by_one(
    put: OnRecord, child: str, format: str, words: str
) -> None:
    put.placement(child, "U4", date(2024, 2, 1), long_term_on=date(2024, 6, 3))
    put.held(child, date(2026, 1, 20))
    put.held(child, date(2026, 6, 30), format=format)
    assert words in said(put, put.booked(child, date(2026, 12, 15)))["Long-term home"]


def test_C14_in_the_first_year_and_elsewhere(put: OnRecord, child: str, review: str) -> None:
    assert said(put, review) == {}
    put.placement(child, "U4", date(2026, 2, 1), long_term_on=date(2026, 6, 3))
    assert said(put, review)["Long-term home"].startswith(
        "This review has to be a meeting. The placement's first year runs to "
    )


@pytest.mark.parametrize(
    ("given", "owed"),
    [
        ({"wanted": True}, "wanted on Tue 1 Sep 2026"),
        ({"asked_on": date(2026, 9, 8)}, "asked for on Tue 8 Sep 2026"),
        ({"asked_on": date(2026, 9, 8), "wanted": False}, ""),
        ({"wanted": False}, ""),
        ({}, ""),
        ({"wanted": True, "started_on": date(2026, 10, 1)}, ""),
        ({"wanted": True, "ended_on": date(2026, 10, 1)}, ""),
    ],
)
def test_VISITOR_is_owed_while_wanted_or_asked_for_and_nobody_visits(
    put: OnRecord, child: str, review: str, given: dict[str, Any], owed: str
) -> None:
    put.put(IndependentVisitor(child_id=child, considered_on=date(2026, 9, 1), **given))
    line = said(put, review).get("Independent visitor", "")
    assert (owed in line) if owed else line == ""
    row = now(put, child, "Visitor")
    assert (row.late if row else False) is bool(owed)


def test_nothing_is_left_to_judge_once_the_review_is_complete(put: OnRecord, child: str) -> None:
    put.put(ProtectionPlan(child_id=child, started_on=date(2026, 11, 1)))
    assert said(put, put.held(child, date(2026, 11, 20))) == {}


def test_A3_an_adjourned_review_holds_up_what_was_proposed(put: OnRecord, child: str, review: str) -> None:
    row = put.session.get_one(Review, review)
    row.opened_on = row.adjourned_on = date(2026, 11, 16)
    assert said(put, review) == {
        "Adjourned": "Nothing that was proposed may be carried out before this review is complete."
    }
    row.completed_on = TODAY
    assert said(put, review) == {}


def test_C7_a_child_who_comes_back_has_the_iro_of_before_where_that_can_be_done(put: OnRecord) -> None:
    child = put.child(since=date(2026, 11, 2))
    first = put.booked(child, date(2026, 11, 25))
    assert said(put, first) == {}
    put.period(child, date(2020, 3, 2), date(2022, 6, 1))
    assert "should be it again" in said(put, first)["Who is the IRO"]
    put.held(child, date(2020, 3, 27))
    assert said(put, first) == {}, "it was you"


def test_P3_brothers_and_sisters_of_another_iro_are_asked_about_at_the_first_review(put: OnRecord) -> None:
    child, brother = put.child(since=date(2026, 11, 2)), put.child("Ebo", "Asante")
    first = put.booked(child, date(2026, 11, 25))
    put.person(child, "SIBLING", "Ebo Asante")
    assert said(put, first)["Who is the IRO"].startswith("1 brother or sister not with you")
    link_siblings(put.session, child, [brother])
    assert said(put, first) == {}, "on this caseload too"
    put.person(child, "SIBLING", "Yaw Asante")
    save_rule(put.session, "P3", on=False)
    assert said(put, first) == {}


def test_C12_a_stay_too_long_for_a_short_break_is_asked_about(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1))
    put.legal(child, "V3", date(2026, 9, 1))
    first = put.booked(child, date(2026, 11, 25))
    put.placement(child, "K2", date(2026, 9, 4), date(2026, 9, 6))
    assert said(put, first) == {}
    put.placement(child, "K2", date(2026, 10, 1), date(2026, 10, 20))
    assert said(put, first)["Short breaks"].startswith("The stay from Thu 1 Oct 2026 has 19 days")
