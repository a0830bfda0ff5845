"""What is missing before a review, what is left after one, and what the IRO watches; the other clocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.agenda import Item, agenda
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.casework.settings import save_rule
from iro_tui.rules.working_days import add_working_days


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def items(put: OnRecord, kind: str, today: date = TODAY) -> list[Item]:
    return [item for item in agenda(put.session, today) if item.kind == kind]


def far(put: OnRecord, kind: str, today: date = TODAY) -> list[Item]:
    """As `items`, however far ahead."""
    files = open_files(put.session, today).values()
    return [item for file in files for item in due_of(file, today) if item.kind == kind]


# The review on Wed 2 Dec 2026: three working days before is Fri 27 Nov.
BOOKED = date(2026, 12, 2)


@pytest.mark.parametrize(
    ("papers", "note"),
    [
        ({}, "no report or plan"),
        ({"report_on": TODAY}, "no care plan"),
        ({"plan_on": TODAY}, "no report"),
    ],
)
def test_P7_what_has_not_come_is_asked_for_from_its_day(
    put: OnRecord, papers: dict[str, date], note: str
) -> None:
    put.booked(put.child(since=date(2026, 11, 9)), BOOKED, "16:00", "school", **papers)
    before = items(put, "PREPARE", date(2026, 11, 26))
    assert [item.note for item in before] == ([] if papers else ["not begun"])
    (on_its_day,) = items(put, "PREPARE", date(2026, 11, 27))
    assert (on_its_day.note, on_its_day.sign, on_its_day.rule) == (note, "today", "P7")
    (later,) = items(put, "PREPARE", date(2026, 12, 1))
    assert (later.due, later.limit, later.sign, later.late) == (date(2026, 12, 1), BOOKED, "ask", False)
    assert [label for label, _ in later.working] == [
        "Where, when and who",
        "Talk with the worker",
        "Invitations out",
        "Report and care plan",
        "Review booked",
    ]


def test_P6_a_booked_review_nobody_prepares_is_asked_about_from_the_day_of_its_invitations(
    put: OnRecord,
) -> None:
    review = put.booked(put.child(since=date(2026, 11, 9)), BOOKED, "16:00", "school")
    invitations = add_working_days(BOOKED, -10)
    assert items(put, "PREPARE", add_working_days(BOOKED, -11)) == []
    (item,) = items(put, "PREPARE", invitations)
    assert (item.subject_id, item.note, item.limit, item.late) == (review, "not begun", BOOKED, False)
    assert "where, when and who agreed with the child, a talk with the social worker and" in item.then
    save_rule(put.session, "P6", False)
    assert items(put, "PREPARE", invitations) == []


def test_P4_P5_steps_before_it_are_asked_for_once_preparation_is_begun(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 11, 9)), BOOKED, agreed_on=add_working_days(BOOKED, -18))
    assert items(put, "PREPARE", add_working_days(BOOKED, -16)) == []
    (item,) = items(put, "PREPARE", add_working_days(BOOKED, -15))
    assert (item.rule, item.note) == ("P5", "talk with worker")


def test_P7_nothing_is_missing_once_both_came_or_the_rule_is_off(put: OnRecord) -> None:
    child = put.child(since=date(2026, 11, 9))
    put.booked(child, BOOKED, "16:00", "school", report_on=TODAY, plan_on=TODAY)
    assert items(put, "PREPARE", date(2026, 12, 1)) == []
    put.booked(put.child(since=date(2026, 11, 9)), BOOKED)
    save_rule(put.session, "P7", True, 5)
    assert len(items(put, "PREPARE", date(2026, 11, 25))) == 1
    save_rule(put.session, "P7", False)
    save_rule(put.session, "P6", False)
    assert items(put, "PREPARE", date(2026, 12, 1)) == []


def test_A8_a_late_review_without_a_reason_asks_for_it(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1))
    review = put.held(child, date(2026, 10, 9))
    (item,) = items(put, "WHY_LATE")
    assert (item.sign, item.late, item.due, item.subject_id) == ("ask", False, TODAY, review)
    assert "due by Tue 29 Sep" in item.why
    save_rule(put.session, "A8", False)
    assert items(put, "WHY_LATE") == []


def test_A8_a_reason_settles_it_and_in_time_needs_none(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 9, 1)), date(2026, 10, 9), late_reason="SICK_SW")
    put.held(put.child(since=date(2026, 9, 1)), date(2026, 9, 29))
    assert items(put, "WHY_LATE") == []


def test_F5_sending_round_follows_the_letter(put: OnRecord) -> None:
    child = put.child(since=date(2026, 10, 1))
    review = put.held(child, date(2026, 10, 28))
    assert items(put, "SEND_ROUND") == []
    put.entry(child, "LETTER", put.letter(child, review), date(2026, 11, 12), uploaded=date(2026, 11, 13))
    (item,) = items(put, "SEND_ROUND")
    assert (item.due, item.rule, item.subject_id) == (date(2026, 11, 25), "F5", review)
    save_rule(put.session, "F5", False)
    assert items(put, "SEND_ROUND") == []


def test_F5_sent_round_is_done(put: OnRecord) -> None:
    child = put.child(since=date(2026, 10, 1))
    review = put.held(child, date(2026, 10, 28), distributed_on=date(2026, 11, 16))
    put.entry(child, "LETTER", put.letter(child, review), date(2026, 11, 12))
    assert items(put, "SEND_ROUND") == []


def test_PERMANENCE_by_the_second_review_while_there_is_no_plan(put: OnRecord) -> None:
    child = put.child(since=date(2026, 8, 3), permanence="")
    put.held(child, date(2026, 8, 28))  # the second review is due by Sat 28 Nov
    (item,) = items(put, "PERMANENCE")
    assert (item.due, item.rule, item.sign) == (date(2026, 11, 28), "PERMANENCE", "coming")
    assert items(put, "PERMANENCE", date(2026, 11, 13)) == []
    (asked,) = items(put, "PERMANENCE", date(2026, 12, 1))
    assert (asked.due, asked.sign, asked.late) == (date(2026, 12, 1), "ask", False)
    assert items(put, "PERMANENCE", date(2026, 12, 14)) == []


def test_PERMANENCE_stands_on_the_booked_second_review(put: OnRecord) -> None:
    child = put.child(since=date(2026, 8, 3), permanence="")
    put.held(child, date(2026, 8, 28))
    put.booked(child, date(2026, 11, 24))
    assert [item.due for item in items(put, "PERMANENCE")] == [date(2026, 11, 24)]


@pytest.mark.parametrize("why_not", ["a plan", "short breaks", "long ago", "off"])
def test_PERMANENCE_is_not_asked_for(put: OnRecord, why_not: str) -> None:
    child = put.child(since=date(2026, 8, 3), permanence="RETURN6M" if why_not == "a plan" else "")
    put.held(child, date(2026, 8, 28))
    if why_not == "short breaks":
        put.legal(child, "V4", date(2026, 8, 3))
    if why_not == "long ago":
        put.held(child, date(2026, 9, 28), date(2026, 10, 28))
    if why_not == "off":
        save_rule(put.session, "PERMANENCE", False)
    assert items(put, "PERMANENCE") == []


def test_PATHWAY_worked_example_22(put: OnRecord) -> None:
    put.child(born=date(2010, 5, 10), since=date(2026, 3, 2))
    (item,) = items(put, "PATHWAY", date(2026, 8, 27))
    assert (item.due, item.rule, item.in_law) == (date(2026, 9, 1), "PATHWAY", False)
    assert items(put, "PATHWAY", date(2026, 8, 20)) == []
    (asked,) = items(put, "PATHWAY", date(2026, 9, 3))
    assert (asked.sign, asked.late, asked.law and asked.law.due) == ("ask", False, date(2026, 9, 1))
    assert items(put, "PATHWAY", date(2026, 9, 10)) == []


def test_PATHWAY_counts_every_time_in_care_since_fourteen(put: OnRecord) -> None:
    child = put.child(born=date(2010, 5, 10), since=date(2026, 7, 20))
    put.period(child, date(2024, 6, 1), date(2024, 8, 20))  # 80 days; 11 more are complete on 31 Jul 2026
    (item,) = items(put, "PATHWAY", date(2026, 10, 27))
    assert item.due == date(2026, 10, 31)


def test_PATHWAY_not_before_sixteen_nor_for_short_breaks(put: OnRecord) -> None:
    put.child(born=date(2012, 5, 10), since=date(2026, 3, 2))
    child = put.child(born=date(2010, 5, 10), since=date(2026, 3, 2))
    put.legal(child, "V3", date(2026, 3, 2))
    assert items(put, "PATHWAY", date(2026, 8, 27)) == []


def test_C13_worked_example_23_the_secure_panel(put: OnRecord) -> None:
    child = put.child(since=date(2025, 6, 2))
    put.placement(child, "K1", date(2026, 1, 31))
    (first,) = items(put, "PANEL", date(2026, 2, 23))
    assert (first.due, first.rule, first.in_law) == (date(2026, 2, 28), "C13", False)
    (second,) = items(put, "PANEL", date(2026, 5, 26))
    assert second.due == date(2026, 5, 28)
    assert items(put, "PANEL", date(2026, 3, 20)) == []


def test_C11_placed_for_adoption_worked_example_16(put: OnRecord) -> None:
    child = put.child(since=date(2025, 1, 6), born=date(2024, 6, 1))
    put.held(child, date(2025, 1, 31), date(2025, 4, 25))
    put.placement(child, "A3", date(2025, 6, 2))
    assert [(i.limit, i.rule) for i in items(put, "REVIEW", date(2025, 6, 10))] == [
        (date(2025, 6, 30), "C11")
    ]
    put.held(child, date(2025, 6, 30))
    assert [i.limit for i in far(put, "REVIEW", date(2025, 7, 1))] == [date(2025, 9, 30)]
    put.held(child, date(2025, 9, 30))
    assert [i.limit for i in far(put, "REVIEW", date(2025, 10, 1))] == [date(2026, 3, 30)]


def test_C10_a_placement_order_brings_the_sooner_date(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5), born=date(2025, 6, 1))
    put.held(child, date(2026, 1, 30), date(2026, 4, 20))
    put.legal(child, "E1", date(2026, 5, 11))
    assert [(i.limit, i.rule) for i in items(put, "REVIEW", date(2026, 7, 1))] == [(date(2026, 8, 11), "C10")]


def test_C12_short_breaks_and_C15_remand(put: OnRecord) -> None:
    breaks = put.child("Ella", since=date(2026, 10, 5))
    put.legal(breaks, "V4", date(2026, 10, 5))
    remand = put.child("Leo", since=date(2026, 11, 2))
    put.legal(remand, "J1", date(2026, 11, 2))
    found = {item.child: item for item in items(put, "REVIEW")}
    assert (found["Ella Asante"].limit, found["Ella Asante"].rule) == (date(2027, 1, 5), "C12")
    assert (found["Leo Asante"].limit, found["Leo Asante"].rule) == (date(2026, 11, 30), "C1")
    law = found["Leo Asante"].law
    assert law is not None and law.steps[0].startswith("On remand")


def test_a_new_child_brings_one_line_and_an_old_one_no_flood(put: OnRecord) -> None:
    put.child("New", since=TODAY - timedelta(days=3), permanence="")
    old = put.child("Old", since=date(2020, 1, 6), permanence="", born=date(2009, 8, 1))
    put.held(old, date(2020, 1, 31), date(2020, 4, 24), date(2026, 10, 20), source="import")
    assert [item.kind for item in agenda(put.session, TODAY) if item.child.startswith("New")] == ["REVIEW"]
    assert {item.kind for item in agenda(put.session, TODAY) if item.child.startswith("Old")} <= {
        "REVIEW",
        "LETTER",
        "MIDWAY",
    }


def test_C9_case_K_reviews_every_three_months(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5), review_every=3)
    put.held(child, date(2026, 1, 30), date(2026, 4, 20), date(2026, 9, 4))
    (item,) = items(put, "REVIEW")
    assert (item.limit, item.rule, item.working[0]) == (
        date(2026, 12, 4),
        "C9",
        ("Agreed: 3 months", "Fri 4 Dec"),
    )


def test_C9_is_never_longer_than_the_law(put: OnRecord) -> None:
    child = put.child(since=date(2026, 9, 1), review_every=5)
    put.held(child, date(2026, 9, 28))
    assert [(item.limit, item.rule) for item in items(put, "REVIEW")] == [(date(2026, 12, 28), "C2")]
