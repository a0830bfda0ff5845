"""The agenda after a review, the ledger and the alerts; its groups, counts and weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from on_record import TODAY, OnRecord, empty_record
from sqlalchemy import event

from iro_tui.casework.agenda import Item, agenda, counts, groups, horizon, weeks
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.vault.store import Vault


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def items(put: OnRecord, *kinds: str, today: date = TODAY) -> list[Item]:
    return [item for item in agenda(put.session, today) if item.kind in kinds]


def reviewed(put: OnRecord, on: date, **given: object) -> tuple[str, str]:
    """A child with a second review completed on a day, and the id of that review."""
    child = put.child("Leo", "Hill", since=on - timedelta(days=115))
    put.held(child, on - timedelta(days=90), distributed_on=on - timedelta(days=80))
    return child, put.held(child, on, **given)


def test_F1_decisions_in_five_working_days(put: OnRecord) -> None:
    _, review = reviewed(put, date(2026, 11, 18))
    (item,) = [item for item in items(put, "DECISIONS") if item.subject_id == review]
    assert (item.due, item.rule, item.working_days, item.note) == (
        date(2026, 11, 25),
        "F1",
        3,
        "review 18 Nov",
    )
    assert item.entries == 0


def test_F1_decisions_are_owed_until_the_council_has_them_and_listed_once(put: OnRecord) -> None:
    child, review = reviewed(put, date(2026, 11, 18))
    put.entry(child, "DECISIONS", review, date(2026, 11, 19))
    mine = [item for item in items(put, "DECISIONS", "UPLOAD") if item.due > TODAY]
    assert [(item.kind, item.entries) for item in mine] == [("DECISIONS", 1)]


def test_F1_decisions_with_the_council_are_not_owed(put: OnRecord) -> None:
    child, review = reviewed(put, date(2026, 11, 18))
    put.entry(child, "DECISIONS", review, date(2026, 11, 19), uploaded=date(2026, 11, 20))
    assert [item for item in items(put, "DECISIONS") if item.subject_id == review] == []


def test_F4_letter_in_fifteen_working_days_until_it_is_exported(put: OnRecord) -> None:
    child, review = reviewed(put, date(2026, 10, 29))
    (item,) = items(put, "LETTER")
    assert (item.due, item.rule, item.sign, item.note, item.subject_id) == (
        date(2026, 11, 19),
        "F4",
        "late",
        "review 29 Oct",
        review,
    )
    assert ("Sent round by", "Thu 26 Nov") in item.working
    letter = put.letter(child, review)
    assert len(items(put, "LETTER")) == 1, "a draft is still owed"
    put.entry(child, "LETTER", letter, date(2026, 11, 20))
    assert items(put, "LETTER") == []
    assert [item.note for item in items(put, "UPLOAD")] == ["letter, 20 Nov"]


def test_F4_example_13_over_christmas(put: OnRecord) -> None:
    reviewed(put, date(2026, 12, 16))
    found = {item.kind: item.due for item in items(put, "DECISIONS", "LETTER", today=date(2026, 12, 17))}
    assert found["LETTER"] == date(2027, 1, 11)
    decisions = items(put, "DECISIONS", today=date(2026, 12, 17))
    assert date(2026, 12, 23) in [item.due for item in decisions]


def test_an_imported_review_owes_no_decisions_and_a_letter_only_if_none_went_round(put: OnRecord) -> None:
    first = put.child("Ana", since=date(2026, 8, 1))
    put.held(first, date(2026, 11, 9), source="import", distributed_on=date(2026, 11, 16))
    second = put.child("Ben", since=date(2026, 8, 1))
    put.held(second, date(2026, 11, 9), source="import")
    assert [item.child for item in items(put, "DECISIONS", "LETTER")] == ["Ben Asante"]


def test_a_review_of_long_ago_does_not_flood_the_list(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5))
    put.held(child, date(2026, 1, 29), date(2026, 4, 28), date(2026, 8, 26))
    assert items(put, "DECISIONS", "LETTER", today=date(2026, 11, 22)) == []
    assert len(items(put, "DECISIONS", "LETTER", today=date(2026, 11, 19))) == 2


def test_what_the_council_does_not_have_is_due_five_working_days_after_it_was_made(put: OnRecord) -> None:
    child = put.child("Tariq", "Aziz", since=date(2026, 11, 2))
    entry = put.entry(child, "PARTICIPATION", "review", date(2026, 11, 20))
    put.entry(child, "MIDWAY", "midway", date(2026, 11, 20), uploaded=date(2026, 11, 20))
    (item,) = items(put, "UPLOAD")
    assert (item.due, item.note, item.subject_id, item.entries) == (
        date(2026, 11, 27),
        "took part, 20 Nov",
        entry,
        1,
    )


@pytest.mark.parametrize("kind", ["LETTER", "REVIEW", "DECISIONS", "PARTICIPATION", "CONSULTATION", "ALERT"])
def test_every_kind_of_entry_fits_the_note(put: OnRecord, kind: str) -> None:
    put.entry(put.child(), kind, "x", date(2026, 9, 30))
    (item,) = items(put, "UPLOAD", today=date(2026, 10, 1))
    assert item.note.endswith(", 30 Sep")


def test_a_child_who_left_the_caseload_owes_only_what_is_still_to_upload(put: OnRecord) -> None:
    gone = put.child(since=date(2026, 1, 5), closed_on=date(2026, 3, 1))
    put.booked(gone, date(2026, 11, 27))
    put.alert(gone, date(2026, 11, 20))
    assert agenda(put.session, TODAY) == ()
    put.entry(gone, "MIDWAY", "x", date(2026, 2, 27))
    assert [item.kind for item in agenda(put.session, TODAY)] == ["UPLOAD"]


def test_7_2_an_alert_stands_at_the_end_of_its_stage(put: OnRecord) -> None:
    child = put.child(since=date(2026, 11, 2))
    put.alert(child, date(2026, 11, 18))
    put.alert(child, date(2026, 11, 2), formal_on=date(2026, 11, 9))
    put.alert(child, date(2026, 10, 28), formal_on=date(2026, 11, 4))
    put.alert(child, date(2026, 10, 1), outcome="RESOLVED", closed_on=date(2026, 10, 5))
    found = [(item.due, item.note, item.sign) for item in items(put, "ALERT")]
    assert found == [
        (date(2026, 11, 23), "manager, 14 of 15", "today"),
        (date(2026, 11, 25), "decide, 17 of 20", "coming"),
        (date(2026, 11, 25), "manager, 2 of 5", "coming"),
    ]


def test_groups_and_counts_as_on_the_page_on_a_sunday(put: OnRecord) -> None:
    put.held(put.child("Kofi", since=date(2026, 7, 21)), date(2026, 8, 17), distributed_on=date(2026, 9, 1))
    nia = put.child("Nia", since=date(2026, 10, 30))
    put.booked(nia, date(2026, 11, 27), "16:00")
    put.alert(nia, date(2026, 11, 2), formal_on=date(2026, 11, 9))
    put.child("Ella", since=date(2026, 11, 4))
    reviewed(put, date(2026, 11, 18))
    found = [item for item in agenda(put.session, TODAY) if not item.once and item.kind != "WHY_LATE"]
    late, this, following, later = groups(found, TODAY)
    assert [group.title for group in (late, this, following, later)] == [
        "Late",
        "This week, Mon 23 to Fri 27 Nov",
        "Next week, Mon 30 Nov to Fri 4 Dec",
        "Later, to Fri 15 Jan",
    ]
    assert {(item.child, item.kind) for item in late.items} >= {("Kofi Asante", "REVIEW")}
    assert [(item.child, item.kind) for item in this.items] == [
        ("Nia Asante", "PREPARE"),
        ("Nia Asante", "ALERT"),
        ("Leo Hill", "DECISIONS"),
        ("Nia Asante", "SPEAK"),
        ("Nia Asante", "REVIEW"),
    ]
    assert [item.child for item in following.items] == ["Ella Asante"]
    summary = counts(found, TODAY)
    assert (summary.late, summary.this_week, summary.letters_owed) == (len(late.items), 5, 1)
    assert (summary.alerts_open, summary.answers_late, summary.answers_tomorrow) == (1, 0, 1)


def test_nothing_due_says_so_in_each_group(put: OnRecord) -> None:
    assert [group.empty for group in groups(agenda(put.session, TODAY), TODAY)] == [
        "Nothing late.",
        "Nothing more due this week.",
        "Nothing due next week.",
        "Nothing due later.",
    ]


@pytest.mark.parametrize(
    ("today", "this_week", "later"),
    [
        (date(2026, 11, 21), "This week, Mon 23 to Fri 27 Nov", "Later, to Fri 15 Jan"),
        (date(2026, 11, 23), "This week, Mon 23 to Fri 27 Nov", "Later, to Fri 22 Jan"),
        (date(2026, 11, 27), "This week, Mon 23 to Fri 27 Nov", "Later, to Fri 22 Jan"),
        (date(2028, 2, 29), "This week, Mon 28 Feb to Fri 3 Mar", "Later, to Fri 28 Apr"),
    ],
)
def test_weeks_turn_at_the_weekend(today: date, this_week: str, later: str) -> None:
    titles = [group.title for group in groups((), today)]
    assert (titles[1], titles[3]) == (this_week, later)
    assert horizon(today) >= today + timedelta(weeks=8)


def test_every_item_stands_in_exactly_one_group(put: OnRecord) -> None:
    for day in range(40):
        put.child(f"Child {day}", since=date(2026, 10, 1) + timedelta(days=day))
    found = agenda(put.session, TODAY)
    assert sorted(item.child for group in groups(found, TODAY) for item in group.items) == sorted(
        item.child for item in found
    )


def test_weeks_count_booked_days_and_limits_of_what_is_not_booked(put: OnRecord) -> None:
    for _ in range(3):
        put.child(since=date(2026, 11, 4))
    booked = put.child(since=date(2026, 11, 4))
    put.booked(booked, date(2026, 11, 24))
    put.held(put.child(since=date(2026, 7, 21)), date(2026, 8, 17))
    found = weeks(put.session, TODAY, 2)
    assert len(found) == 8
    assert [(week.monday, week.reviews, week.over) for week in found[:2]] == [
        (date(2026, 11, 23), 1, False),
        (date(2026, 11, 30), 3, True),
    ]
    assert sum(week.reviews for week in found) == 4, "one is late, and stands in no week to come"


def test_the_number_of_queries_does_not_grow_with_the_children(put: OnRecord) -> None:
    asked: list[str] = []
    event.listen(put.session.get_bind(), "before_cursor_execute", lambda *call: asked.append(call[2]))
    per_size = []
    for _ in range(2):
        for _ in range(15):
            child, review = reviewed(put, date(2026, 11, 18))
            put.entry(child, "DECISIONS", review, date(2026, 11, 19))
        asked.clear()
        agenda(put.session, TODAY)
        per_size.append(len([each for each in asked if each.startswith("SELECT")]))
    assert per_size[0] == per_size[1] <= 20


def test_the_agenda_only_asks(vault: Vault) -> None:
    assert vault.ask(agenda, TODAY) == ()


def test_a_name_that_looks_like_markup_stays_as_it_is(put: OnRecord) -> None:
    put.child("O'Brien [/] [b]", "", since=date(2026, 11, 2))
    assert {item.child for item in agenda(put.session, TODAY)} == {"O'Brien [/] [b]"}


def test_up_to_a_day_it_is_the_same_list_cut_off_there(put: OnRecord) -> None:
    soon, far = put.child("Ana", "Low"), put.child("Ben", "Ash")
    put.held(soon, TODAY - timedelta(days=175))
    put.held(far, TODAY - timedelta(days=10))
    seen = set()
    for file in open_files(put.session, TODAY).values():
        whole = due_of(file, TODAY)
        for until in (TODAY, horizon(TODAY), date.max):
            cut_off = due_of(file, TODAY, until)
            assert cut_off == tuple(item for item in whole if item.due <= until)
            seen.add((len(cut_off), len(whole)))
    assert any(few < many for few, many in seen)
