"""The year ahead: what falls into which week, and what one person can chair in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.away import add_away
from iro_tui.casework.children import save_profile
from iro_tui.casework.files import open_files
from iro_tui.casework.reviews_ahead import reviews_ahead
from iro_tui.casework.settings import add_bank_holiday, save_rule
from iro_tui.casework.year_ahead import PlannedWeek, year_ahead
from iro_tui.demo.make import make_demo
from iro_tui.rules.clock import later_review
from iro_tui.rules.dates import birthday
from iro_tui.rules.working_days import is_working_day, last_working_day
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def week(put: OnRecord, monday: date, today: date = TODAY) -> PlannedWeek:
    return next(each for each in year_ahead(put.session, today) if each.monday == monday)


def days(put: OnRecord, kind: str) -> list[date]:
    return [item.on for each in year_ahead(put.session, TODAY) for item in each.items if item.kind == kind]


def test_the_weeks_begin_with_the_coming_one_on_a_sunday(put: OnRecord) -> None:
    found = year_ahead(put.session, TODAY)
    assert len(found) == 52
    assert found[0].monday == date(2026, 11, 23)
    assert all(b.monday - a.monday == timedelta(days=7) for a, b in pairwise(found))
    assert year_ahead(put.session, date(2026, 11, 26), 3)[0].monday == date(2026, 11, 23)


def test_C3_C4_the_next_review_is_where_it_is_booked_and_the_rest_on_their_limits(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5))
    put.held(child, date(2026, 1, 30), date(2026, 4, 20), date(2026, 9, 1))
    put.booked(child, date(2026, 12, 8))
    # Six months from 8 December is 8 June; from there, 8 December 2027.
    assert days(put, "REVIEW") == [date(2026, 12, 8), date(2027, 6, 8)]
    first, second = (
        item for each in year_ahead(put.session, TODAY) for item in each.items if item.kind == "REVIEW"
    )
    assert (first.state, first.limit, first.number) == ("booked", date(2027, 3, 1), 4)
    assert (second.state, second.limit, second.number) == ("planned", date(2027, 6, 8), 5)


def test_C3_what_is_not_booked_stands_on_the_last_working_day_of_its_limit(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 1, 5)), date(2026, 1, 30), date(2026, 4, 20), date(2026, 9, 1))
    # Worked example 8 a year on: due Mon 1 Mar 2027; six months later Wed 1 Sep.
    assert days(put, "REVIEW") == [date(2027, 3, 1), date(2027, 9, 1)]


def test_what_is_late_stands_in_the_first_week(put: OnRecord) -> None:
    put.child("Never", since=date(2026, 9, 1))
    gone = put.child("Booked", since=date(2026, 11, 2))
    put.booked(gone, date(2026, 11, 19))
    first = year_ahead(put.session, TODAY)[0]
    assert [(item.child, item.state) for item in first.items if item.kind == "REVIEW"] == [
        ("Booked Asante", "late"),
        ("Never Asante", "late"),
    ]


def test_C8_the_last_review_before_18_is_the_last(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 2), born=date(2009, 5, 2))
    found = reviews_ahead(next(iter(open_files(put.session, TODAY).values())), TODAY, date(2027, 11, 30))
    assert [(each.rule, each.limit) for each in found] == [
        ("C1", date(2026, 11, 30)),
        ("C2", date(2027, 2, 28)),
        ("C8", date(2027, 5, 1)),
    ]


def test_who_left_care_or_the_caseload_has_no_year_ahead(put: OnRecord) -> None:
    put.period(put.child(), date(2025, 1, 6), date(2026, 10, 1))
    put.child(since=date(2026, 11, 2), closed_on=date(2026, 11, 20))
    assert days(put, "REVIEW") == []


def test_an_unfinished_review_counts_as_completed_today(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5))
    put.held(child, date(2026, 1, 30), date(2026, 4, 20))
    put.held(child, date(2026, 11, 18), completed_on=None)
    assert days(put, "REVIEW") == [date(2027, 5, 21), date(2027, 11, 19)], "22 May is a Saturday"


def test_MIDWAY_F4_midways_and_letters_of_reviews_to_come(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5))
    put.held(
        child, date(2026, 1, 30), date(2026, 4, 20), date(2026, 10, 20), distributed_on=date(2026, 11, 9)
    )
    put.booked(child, date(2027, 4, 20))
    assert days(put, "MIDWAY") == [date(2027, 1, 19), date(2027, 7, 20)]
    assert days(put, "LETTER") == [date(2027, 5, 12), date(2027, 11, 10)]
    save_rule(put.session, "MIDWAY", False)
    save_rule(put.session, "F4", False)
    assert days(put, "MIDWAY") == days(put, "LETTER") == []


def test_a_letter_that_is_owed_and_late_is_in_the_first_week(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 10, 1)), date(2026, 10, 28))
    first = year_ahead(put.session, TODAY)[0]
    assert first.letters == 1
    assert [item.state for item in first.items if item.kind == "LETTER"] == ["due"]


def test_room_shrinks_with_bank_holidays_leave_and_days_that_are_gone(put: OnRecord) -> None:
    assert week(put, date(2026, 12, 7)).room == 5
    assert week(put, date(2026, 12, 21)).room == 4, "Christmas Day"
    assert week(put, date(2026, 12, 28)).room == 3, "28 December and New Year"
    assert week(put, date(2026, 11, 23), today=date(2026, 11, 26)).room == 2, "Thursday and Friday"
    add_bank_holiday(put.session, {"day": date(2026, 12, 8)})
    add_away(put.session, {"from_on": date(2026, 12, 9), "until_on": date(2026, 12, 9), "kind": "TRAINING"})
    add_away(put.session, {"from_on": date(2026, 12, 14), "until_on": date(2026, 12, 20), "what": "Wales"})
    put.session.flush()
    assert (week(put, date(2026, 12, 7)).room, week(put, date(2026, 12, 7)).away) == (3, "training")
    assert (week(put, date(2026, 12, 14)).room, week(put, date(2026, 12, 14)).away) == (0, "Wales")


def test_the_most_reviews_a_week_are_the_iros_own(put: OnRecord) -> None:
    put.iro()
    save_profile(put.session, {"most_reviews": 3})
    assert week(put, date(2026, 12, 7)).room == 3
    assert week(put, date(2026, 12, 28)).room == 2, "three fifths of three, rounded up"


def test_school_holidays_are_named(put: OnRecord) -> None:
    assert week(put, date(2026, 12, 14)).school_holiday == ""
    assert week(put, date(2026, 12, 28)).school_holiday == "Christmas holidays"
    assert week(put, date(2027, 2, 15)).school_holiday == "half-term"


def test_a_week_is_too_full_with_more_reviews_than_room(put: OnRecord) -> None:
    for _ in range(6):
        put.booked(put.child(since=date(2026, 11, 9)), date(2026, 12, 3))
    full = week(put, date(2026, 11, 30))
    assert (full.reviews, full.room, full.too_full) == (6, 5, True)
    assert not week(put, date(2026, 12, 7)).too_full


def test_a_leave_makes_a_single_review_too_much(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 11, 9)), date(2026, 12, 3))
    add_away(put.session, {"from_on": date(2026, 11, 30), "until_on": date(2026, 12, 4)})
    put.session.flush()
    assert week(put, date(2026, 11, 30)).too_full


def test_the_load_counts_a_midway_a_quarter_and_a_letter_a_half(put: OnRecord) -> None:
    child = put.child(since=date(2026, 1, 5))
    put.held(
        child, date(2026, 1, 30), date(2026, 4, 20), date(2026, 10, 20), distributed_on=date(2026, 11, 9)
    )
    put.booked(child, date(2027, 4, 20))
    assert week(put, date(2027, 4, 19)).load == 1
    assert week(put, date(2027, 1, 18)).load == 0.25
    assert week(put, date(2027, 5, 10)).load == 0.5


def test_the_end_of_the_known_years_ends_the_weeks(put: OnRecord) -> None:
    put.child(since=date(2040, 11, 19), born=date(2035, 1, 1))
    found = year_ahead(put.session, date(2040, 11, 20))
    assert [each.monday for each in found] == [date(2040, 11, 19) + timedelta(weeks=n) for n in range(6)]


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2027, 8, 4)], ids=str)
def test_every_child_of_the_demo_has_every_review_of_the_year_in_time(
    today: date, home: Path, cheap: Cost
) -> None:
    noon = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    with Vault.create(home, "x" * 20, cost=cheap, now=lambda: noon) as vault:
        make_demo(vault, today)
        found = vault.ask(year_ahead, today)
        files = vault.ask(open_files, today)
    on: dict[str, list[date]] = {}
    for item in (item for each in found for item in each.items if item.kind == "REVIEW"):
        assert item.on <= item.limit or item.state == "late"
        assert is_working_day(item.on) or item.state in ("late", "booked")
        on.setdefault(item.child_id, []).append(item.on)
    end = found[-1].monday + timedelta(days=6)
    for child_id, file in files.items():
        for before, after in pairwise(on[child_id]):
            assert after <= later_review(before).due
        last, eighteen = on[child_id][-1], birthday(file.child.born, 18)
        limit = min(later_review(last).due, eighteen - timedelta(days=1))
        final = eighteen - last <= timedelta(days=28)
        assert last_working_day(limit) > end or final, "no gap at the end of the year"
