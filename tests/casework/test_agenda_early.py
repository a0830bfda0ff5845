"""A review brought forward by what happened, and an overdue one that asks why (practice.md 2.3, 2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from on_record import TODAY, OnRecord, empty_record
from sqlmodel import select

from iro_tui.casework.agenda import Item, agenda
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.casework.if_earlier import say_if_earlier
from iro_tui.casework.overdue import say_why_overdue
from iro_tui.casework.reviews_ahead import reviews_ahead
from iro_tui.casework.settings import save_rule
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.event import IfEarlier
from iro_tui.record.forms import layout, parse
from iro_tui.record.tables import Event

USUAL = date(2027, 3, 1)


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


@pytest.fixture
def child(put: OnRecord) -> str:
    """Reviewed last on 1 Sep 2026, so that the next one is due by 1 Mar 2027."""
    child_id = put.child(since=date(2025, 1, 6))
    put.held(child_id, *(date(2025, 2, 3), date(2025, 4, 30), date(2025, 10, 20), date(2026, 3, 10)))
    put.held(child_id, date(2026, 9, 1))
    return child_id


def review(put: OnRecord, today: date = TODAY) -> Item:
    files = open_files(put.session, today).values()
    (found,) = [item for file in files for item in due_of(file, today) if item.kind == "REVIEW"]
    return found


def happened(put: OnRecord, child: str, kind: str, known: date, **given: Any) -> None:
    put.put(Event(child_id=child, kind=kind, known_on=known, **given))


def test_EARLY_G_a_move_without_a_plan_brings_the_review_forward_with_its_working(
    put: OnRecord, child: str
) -> None:
    assert review(put).limit == USUAL
    put.placement(child, "U6", date(2026, 11, 16), planned=False)
    early = review(put)
    assert (early.limit, early.rule, early.title) == (date(2026, 11, 30), "EARLY_G", "Review brought forward")
    assert early.working == (("Brought forward to", "Mon 30 Nov"), ("Otherwise due", "Mon 1 Mar"))
    assert early.law is not None
    assert early.law.steps[0] == "The child moved without a plan, known on, day 0: Mon 16 Nov 2026"
    assert "moved without a plan" in early.then


@pytest.mark.parametrize("planned", [True, None])
def test_EARLY_G_a_planned_move_changes_nothing(put: OnRecord, child: str, planned: bool | None) -> None:
    put.placement(child, "U6", date(2026, 11, 16), planned=planned)
    assert review(put).limit == USUAL


def test_EARLY_G_a_review_held_after_it_settles_it(put: OnRecord, child: str) -> None:
    put.placement(child, "U6", date(2026, 11, 2), planned=False)
    assert review(put).rule == "EARLY_G"
    put.held(child, date(2026, 11, 13))
    assert (review(put).limit, review(put).rule) == (date(2027, 5, 13), "C3")


def test_EARLY_G_the_first_home_and_a_move_before_the_last_review_are_no_cause(
    put: OnRecord, child: str
) -> None:
    put.placement(child, "U6", date(2025, 1, 6), planned=False)
    put.placement(child, "U6", date(2026, 8, 3), planned=False)
    assert review(put).limit == USUAL


def test_EARLY_G_a_stated_reason_why_not_settles_it(put: OnRecord, child: str) -> None:
    put.placement(child, "U6", date(2026, 11, 16), planned=False)
    happened(put, child, "PLACEMENT_CHANGE", date(2026, 11, 17), earlier=False)
    assert review(put).rule == "EARLY_G", "a no needs its reason"
    happened(put, child, "PLACEMENT_CHANGE", date(2026, 11, 18), earlier=False, why_not="Back on 20 Nov")
    happened(put, child, "HEALTH", date(2026, 11, 18), earlier=False)
    assert review(put, TODAY).rule == "EARLY_G", "the event without its reason still stands"


def test_EARLY_an_event_settled_with_a_reason_leaves_the_date(put: OnRecord, child: str) -> None:
    happened(put, child, "PLAN_CHANGE", date(2026, 11, 16), earlier=False, why_not="Withdrawn")
    happened(put, child, "SW_CHANGE", date(2026, 11, 16))
    assert review(put).limit == USUAL


def test_EARLY_a_change_of_plan_is_reviewed_before_it_happens(put: OnRecord, child: str) -> None:
    happened(put, child, "PLAN_CHANGE", date(2026, 11, 16), happens_on=date(2026, 12, 14))
    assert (review(put).limit, review(put).rule) == (date(2026, 12, 13), "EARLY")


def test_EARLY_the_IRO_asks_and_names_the_day(put: OnRecord, child: str) -> None:
    asked = {"earlier": True, "earlier_reason": "IRO_ASKS", "earlier_by": date(2026, 12, 4)}
    happened(put, child, "EXCLUSION", date(2026, 11, 16), **asked)
    assert (review(put).limit, review(put).rule) == (date(2026, 12, 4), "EARLY")


def test_EARLY_the_day_an_event_was_is_not_the_day_the_review_is_due(put: OnRecord, child: str) -> None:
    happened(put, child, "PLAN_CHANGE", date(2026, 11, 16), happens_on=date(2026, 11, 9))
    assert review(put).limit == date(2026, 11, 30)


def test_EARLY_G_switched_off_moves_nothing(put: OnRecord, child: str) -> None:
    put.placement(child, "U6", date(2026, 11, 16), planned=False)
    save_rule(put.session, "EARLY_G", False)
    assert review(put).limit == USUAL


def test_EARLY_moves_midway_and_the_year_ahead_too(put: OnRecord, child: str) -> None:
    put.placement(child, "U6", date(2026, 11, 16), planned=False)
    (file,) = open_files(put.session, TODAY).values()
    ahead = reviews_ahead(file, TODAY, date(2027, 12, 1))
    assert [(each.limit, each.rule) for each in ahead][:2] == [
        (date(2026, 11, 30), "EARLY_G"),
        (date(2027, 5, 30), "C3"),
    ]
    midway = next(item for item in due_of(file, TODAY) if item.kind == "MIDWAY")
    assert midway.due < date(2026, 10, 20)


def test_A8_an_overdue_review_asks_why_until_a_reason_is_given(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1))
    assert [item.kind for item in agenda(put.session, date(2026, 9, 29)) if item.kind == "WHY_LATE"] == []
    (asked,) = [item for item in agenda(put.session, TODAY) if item.kind == "WHY_LATE"]
    assert (asked.sign, asked.late, asked.due, asked.subject_id) == ("ask", False, TODAY, None)
    assert "due by Tue 29 Sep" in asked.why
    say_why_overdue(put.session, child, {"late_reason": "SICK_SW", "late_note": ""}, TODAY)
    assert [item for item in agenda(put.session, TODAY) if item.kind == "WHY_LATE"] == []


def test_A8_the_reason_stands_on_the_review_that_is_booked(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1))
    booked = put.booked(child, date(2026, 12, 1))
    with pytest.raises(BadInput, match="choose the reason"):
        say_why_overdue(put.session, child, {"late_reason": ""}, TODAY)
    assert say_why_overdue(put.session, child, {"late_reason": "SICK_SW"}, TODAY) == booked
    assert [item for item in agenda(put.session, TODAY) if item.kind == "WHY_LATE"] == []
    assert "Why late: " in review(put).why


def test_A8_a_day_that_was_only_agreed_or_brought_forward_needs_no_reason(put: OnRecord, child: str) -> None:
    put.placement(child, "U6", date(2026, 10, 1), planned=False)
    assert review(put).late
    assert [item for item in agenda(put.session, TODAY) if item.kind == "WHY_LATE"] == []


def test_EARLY_G_a_move_is_settled_from_its_line_with_a_reason(put: OnRecord, child: str) -> None:
    home = put.placement(child, "U6", date(2026, 11, 16), planned=False)
    assert review(put).asks == home
    say_if_earlier(
        put.session, child, home, {"earlier": False, "why_not": "Seen on 17 Nov, all is well"}, TODAY
    )
    assert (review(put).limit, review(put).asks) == (USUAL, "")
    (event,) = put.session.exec(select(Event)).all()
    assert (event.kind, event.known_on, event.why_not) == (
        "PLACEMENT_CHANGE",
        date(2026, 11, 16),
        "Seen on 17 Nov, all is well",
    )


def test_EARLY_G_a_move_judged_to_need_its_review_is_not_asked_about_again(put: OnRecord, child: str) -> None:
    home = put.placement(child, "U6", date(2026, 11, 16), planned=False)
    say_if_earlier(put.session, child, home, {"earlier": True, "why_not": ""}, TODAY)
    assert (review(put).limit, review(put).asks) == (date(2026, 11, 30), "")


@pytest.mark.parametrize("values", [{"earlier": None, "why_not": "x"}, {"earlier": False, "why_not": "  "}])
def test_EARLY_G_a_no_about_a_move_needs_its_reason(
    put: OnRecord, child: str, values: dict[str, Any]
) -> None:
    home = put.placement(child, "U6", date(2026, 11, 16), planned=False)
    with pytest.raises(BadInput, match=r"Earlier review|Why not"):
        say_if_earlier(put.session, child, home, values, TODAY)
    with pytest.raises(BadInput):
        say_if_earlier(put.session, put.child("Ada"), home, {"earlier": True}, TODAY)
    assert review(put).asks == home


def test_EARLY_G_a_second_move_is_asked_about_by_itself(put: OnRecord, child: str) -> None:
    first = put.placement(child, "U6", date(2026, 11, 9), date(2026, 11, 17), planned=False)
    second = put.placement(child, "U6", date(2026, 11, 17), planned=False)
    say_if_earlier(put.session, child, first, {"earlier": False, "why_not": "One night"}, TODAY)
    assert (review(put).asks, review(put).rule) == (second, "EARLY_G")
    say_if_earlier(put.session, child, second, {"earlier": False, "why_not": "Back with Pat"}, TODAY)
    assert review(put).limit == USUAL


def test_EARLY_G_nothing_is_asked_where_another_reason_or_a_booked_day_answers(
    put: OnRecord, child: str
) -> None:
    happened(put, child, "PLAN_CHANGE", date(2026, 11, 16))
    assert (review(put).rule, review(put).asks) == ("EARLY", "")
    put.placement(child, "U6", date(2026, 11, 16), planned=False)
    put.booked(child, date(2026, 11, 27))
    assert review(put).asks == ""


def test_EARLY_G_what_is_asked_about_a_move_can_be_answered_with_its_two_fields() -> None:
    typed = {"earlier": "no", "why_not": "Seen on Friday"}
    found = parse(IfEarlier, layout(IfEarlier), typed, Asker(TODAY))
    assert not found.problems
    assert found.values == {"earlier": False, "why_not": "Seen on Friday"}
