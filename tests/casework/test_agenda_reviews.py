"""Reviews on the agenda: by law and as booked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.agenda import agenda
from iro_tui.casework.caseload import caseload
from iro_tui.casework.child_page import child_page
from iro_tui.casework.due import due_of
from iro_tui.casework.files import open_files
from iro_tui.casework.item import Item


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def items(put: OnRecord, kind: str, today: date = TODAY) -> list[Item]:
    """Everything of a kind, however far away."""
    files = open_files(put.session, today).values()
    return [item for file in files for item in due_of(file, today) if item.kind == kind]


def review(put: OnRecord, today: date = TODAY) -> Item:
    (only,) = items(put, "REVIEW", today)
    return only


def test_C1_first_review_twenty_working_days_after_coming_into_care(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 2))
    item = review(put)
    assert (item.due, item.rule, item.working_days, item.note) == (
        date(2026, 11, 30),
        "C1",
        6,
        "1st, not booked",
    )
    assert item.working == (("Looked after since", "Mon 2 Nov"), ("Law: 20 wd later", "Mon 30 Nov"))


def test_C2_second_review_three_months_after_first_late_and_explained(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 7, 21)), date(2026, 8, 17))
    item = review(put)
    assert (item.due, item.limit, item.rule) == (date(2026, 11, 17), date(2026, 11, 17), "C2")
    assert (item.working_days, item.late, item.sign) == (-3, True, "late")
    assert (item.title, item.note) == ("Second review", "2nd, not recorded")
    assert item.working == (
        ("First review held", "Mon 17 Aug"),
        ("Law: 3 months later", "Tue 17 Nov"),
        ("Mosaic: 91 days", "Mon 16 Nov"),
    )
    assert item.why.startswith("Law: 3 months from Mon 17 Aug is Tue 17 Nov.")


def test_C3_later_review_six_months_and_never_the_later_council_date(put: OnRecord) -> None:
    child = put.child(since=date(2025, 1, 6))
    put.held(child, date(2025, 2, 3), date(2025, 4, 30), date(2025, 9, 1))
    item = review(put, date(2026, 1, 5))
    assert (item.due, item.rule) == (date(2026, 3, 1), "C3")
    assert ("Mosaic: 183 days", "Tue 3 Mar") in item.working
    assert ("Last working day", "Fri 27 Feb") in item.working


def test_C4_the_next_date_counts_from_the_day_held_not_from_the_day_due(put: OnRecord) -> None:
    child = put.child(since=date(2024, 11, 1))
    put.held(child, date(2024, 11, 28), date(2025, 2, 20), date(2025, 4, 28), date(2025, 9, 1))
    assert review(put, date(2025, 9, 2)).due == date(2026, 3, 1)


def test_C5_a_new_time_in_care_begins_the_sequence_again(put: OnRecord) -> None:
    child = put.child()
    put.period(child, date(2025, 1, 6), date(2026, 7, 1))
    put.held(child, date(2025, 2, 3), date(2025, 4, 30), date(2025, 10, 30), date(2026, 4, 29))
    put.period(child, date(2026, 9, 10))
    item = review(put, date(2026, 9, 21))
    assert (item.due, item.rule, item.note) == (date(2026, 10, 8), "C1", "1st, not booked")


def test_C6_a_move_inside_the_period_changes_nothing(put: OnRecord) -> None:
    child = put.child(since=date(2026, 7, 21))
    put.held(child, date(2026, 8, 17))
    before = review(put).due
    put.placement(child, "U4", date(2026, 10, 1))
    put.legal(child, "C2", date(2026, 10, 1))
    assert review(put).due == before


def test_C8_nothing_is_due_once_the_child_left_care_or_is_eighteen(put: OnRecord) -> None:
    left = put.child("Mia")
    put.period(left, date(2025, 1, 6), date(2026, 11, 1))
    put.held(left, date(2025, 2, 3))
    put.booked(left, date(2026, 12, 1))
    grown = put.child("Noah", born=date(2008, 11, 22), since=date(2025, 1, 6))
    put.held(grown, date(2025, 2, 3))
    assert items(put, "REVIEW") == items(put, "MIDWAY") == items(put, "SPEAK") == []


def test_C8_the_last_review_is_held_before_the_eighteenth_birthday(put: OnRecord) -> None:
    child = put.child(born=date(2008, 12, 1), since=date(2026, 6, 1))
    put.held(child, date(2026, 6, 26), date(2026, 9, 25))
    item = review(put)
    assert (item.due, item.rule, item.note) == (date(2026, 11, 30), "C8", "last before 18")
    assert ("18th birthday", "Tue 1 Dec") in item.working


def test_C10_a_placement_order_wants_a_review_in_three_months(put: OnRecord) -> None:
    child = put.child(since=date(2025, 9, 1))
    put.held(child, date(2025, 9, 26), date(2025, 12, 20), date(2026, 6, 18))
    put.legal(child, "E1", date(2026, 8, 31))
    item = review(put)
    assert (item.due, item.rule) == (date(2026, 11, 30), "C10")
    put.held(child, date(2026, 11, 20))
    assert (review(put).due, review(put).rule) == (date(2027, 5, 20), "C3")


def test_C11_a_child_placed_for_adoption_has_the_adoption_clock(put: OnRecord) -> None:
    child = put.child(born=date(2024, 2, 1), since=date(2024, 6, 3))
    put.held(child, date(2024, 7, 1), date(2024, 9, 30), date(2025, 3, 28))
    put.placement(child, "A5", date(2025, 6, 2))
    dues = [review(put, date(2025, 6, 3)).due]
    put.held(child, date(2025, 6, 30))
    dues.append(review(put, date(2025, 7, 1)).due)
    put.held(child, date(2025, 9, 30))
    dues.append(review(put, date(2025, 10, 1)).due)
    assert dues == [date(2025, 6, 30), date(2025, 9, 30), date(2026, 3, 30)]
    assert review(put, date(2025, 10, 1)).rule == "C11"


def test_C12_short_breaks_begin_with_three_months(put: OnRecord) -> None:
    child = put.child(since=date(2026, 10, 5))
    put.legal(child, "V4", date(2026, 10, 5))
    assert (review(put).due, review(put).rule) == (date(2027, 1, 5), "C12")


def test_A1_a_review_that_was_begun_is_finished_in_twenty_working_days(put: OnRecord) -> None:
    child = put.child(since=date(2025, 2, 10))
    put.held(child, date(2025, 3, 10))
    begun = put.booked(child, date(2026, 11, 12), opened_on=date(2025, 3, 12))
    item = review(put, date(2025, 3, 13))
    assert (item.due, item.rule, item.note, item.subject_id) == (
        date(2025, 4, 9),
        "A1",
        "2nd, unfinished",
        begun,
    )
    assert items(put, "MIDWAY", date(2025, 3, 13)) == []


def test_A6_a_series_that_took_too_long_counts_from_its_first_meeting(put: OnRecord) -> None:
    child = put.child(since=date(2025, 2, 10))
    put.held(child, date(2025, 3, 10), completed_on=date(2025, 4, 30))
    assert review(put, date(2025, 5, 1)).due == date(2025, 6, 10)


def test_A7_a_booking_that_was_overtaken_by_a_review_does_not_count(put: OnRecord) -> None:
    child = put.child(since=date(2026, 7, 21))
    put.booked(child, date(2026, 8, 10))
    put.held(child, date(2026, 8, 17))
    assert review(put).note == "2nd, not recorded"


def test_a_booked_review_stands_on_its_day_with_time_and_place_and_keeps_the_limit(put: OnRecord) -> None:
    child = put.child(since=date(2025, 11, 3))
    put.held(child, date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1))
    booked = put.booked(child, date(2026, 11, 26), "16:00", "school")
    item = review(put)
    assert (item.due, item.limit, item.working_days) == (date(2026, 11, 26), date(2026, 12, 1), 4)
    assert (item.note, item.subject_id, item.sign) == ("4th, 16:00 school", booked, "coming")


def test_a_long_place_is_cut_to_the_column(put: OnRecord) -> None:
    put.booked(
        put.child(since=date(2026, 11, 2)), date(2026, 11, 26), "16:00", "St Bride's Primary School, Room 4"
    )
    assert review(put).note == "1st, 16:00 St Bri…"


def test_a_review_booked_after_the_limit_asks_before_it_is_late(put: OnRecord) -> None:
    child = put.child(since=date(2026, 11, 2))
    put.booked(child, date(2026, 12, 3), "16:00")
    item = review(put)
    assert (item.due, item.sign, item.late, item.note) == (
        date(2026, 11, 30),
        "ask",
        False,
        "1st, booked late",
    )
    assert "3 working days after the law allows" in item.why
    assert review(put, date(2026, 12, 1)).sign == "late"


def test_a_booked_day_that_passed_unrecorded_asks_today_until_the_limit_makes_it_late(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 10, 30)), date(2026, 11, 19), "16:00")
    item = review(put)
    assert (item.due, item.limit, item.late, item.sign) == (TODAY, date(2026, 11, 27), False, "ask")
    assert item.note == "1st, not recorded"
    late = review(put, date(2026, 11, 28))
    assert (late.due, late.late, late.sign) == (date(2026, 11, 27), True, "late")


def test_C3_an_imported_later_review_counts_six_months_and_claims_no_number(put: OnRecord) -> None:
    child = put.child(since=date(2022, 7, 30))
    put.held(child, date(2026, 5, 19), kind="SUBSEQUENT", source="import")
    item = review(put)
    assert (item.due, item.rule, item.note, item.title) == (
        date(2026, 11, 19),
        "C3",
        "not recorded",
        "Next review",
    )


def test_C2_an_imported_first_review_counts_three_months(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 7, 30)), date(2026, 8, 26), kind="FIRST", source="import")
    assert (review(put).due, review(put).rule) == (date(2026, 11, 26), "C2")


def test_a_child_without_any_start_has_no_review_but_one_that_is_booked_is_shown(put: OnRecord) -> None:
    child = put.child()
    assert items(put, "REVIEW") == []
    put.booked(child, date(2026, 11, 27))
    assert review(put).due == date(2026, 11, 27)
    assert "Nothing on the record says" in review(put).why


@pytest.mark.parametrize("days", range(0, 400, 7))
def test_no_review_ever_stands_later_than_the_law(put: OnRecord, days: int) -> None:
    held = date(2025, 1, 31) + timedelta(days=days)
    child = put.child(since=held - timedelta(days=20))
    put.held(child, held)
    put.booked(child, held + timedelta(days=120), "10:00")
    item = review(put, held + timedelta(days=1))
    assert item.due <= item.limit
    month = (held.month + 2) % 12 + 1
    assert item.limit.month == month


def test_the_agenda_ends_eight_weeks_ahead_but_keeps_all_that_is_late(put: OnRecord) -> None:
    near, far, old = (put.child(name, since=date(2025, 11, 3)) for name in ("Near", "Far", "Old"))
    for child, last in ((near, date(2026, 7, 15)), (far, date(2026, 7, 20)), (old, date(2025, 12, 1))):
        put.held(child, date(2025, 11, 28), last)
        put.midway(child, TODAY)
    names = [item.child for item in agenda(put.session, TODAY) if item.kind == "REVIEW"]
    assert names == ["Old Asante", "Near Asante"]


def test_a_year_that_cannot_be_counted_asks_and_takes_no_list_away(put: OnRecord) -> None:
    well = put.child("Well", since=date(2026, 11, 2))
    odd = put.child("Odd", since=date(2009, 3, 2), born=date(2009, 1, 2))
    put.alert(odd, date(2006, 11, 14))
    put.entry(odd, "MIDWAY", "m", date(2006, 11, 14))
    found = [item for item in agenda(put.session, TODAY) if not item.once]
    assert [(item.child_id == odd, item.kind, item.sign) for item in found if item.due == TODAY] == [
        (True, "ALERT", "ask"),
        (True, "REVIEW", "ask"),
        (True, "UPLOAD", "ask"),
    ]
    assert [item.kind for item in found if item.child_id == well] == ["REVIEW"]
    assert caseload(put.session, TODAY)[0].sign == "ask"
    page = child_page(put.session, odd, TODAY)
    assert page.stands[0].sign == "ask"
    assert "can be counted" in page.story[-1].rest[0].text


def test_a_child_in_care_since_before_the_listed_years_has_a_clock_and_a_page(put: OnRecord) -> None:
    child = put.child(since=date(2009, 3, 2), born=date(2009, 1, 2))
    put.held(child, date(2009, 3, 27), date(2009, 6, 26), completed_on=date(2009, 6, 30))
    put.held(child, *(date(2010 + n // 2, 1 + 6 * (n % 2), 20) for n in range(33)))
    put.held(child, date(2026, 7, 1))
    put.decision(child, put.held(child, date(2026, 7, 10)), "A trust fund", by_when=date(2062, 1, 1))
    assert (review(put).due, review(put).rule) == (date(2027, 1, 1), "C8")
    page = child_page(put.session, child, TODAY)
    assert [item.first for item in page.story if item.kind == "REVIEW"][-1] == "held"
    assert page.now[0].rows[0].value == ""


def test_a_day_booked_in_a_wrong_century_asks_once(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 11, 2)), date(2062, 11, 26))
    found = [item for item in agenda(put.session, TODAY) if not item.once]
    assert [(item.kind, item.sign, item.note) for item in found] == [("REVIEW", "ask", "check the dates")]


@pytest.mark.parametrize("since", [date(2015, 3, 2), date(2021, 6, 1), date(2026, 6, 1), None])
@pytest.mark.parametrize("gap", [150, 180, 700])
@pytest.mark.parametrize("first", [{}, {"source": "import", "kind": "SECOND"}, {"source": "import"}])
def test_C5_ten_years_of_reviews_give_the_same_last_three_for_the_caseload_as_for_the_child(
    put: OnRecord, since: date | None, gap: int, first: dict[str, str]
) -> None:
    long, short = put.child(since=since), put.child(since=since)
    put.held(long, date(2015, 4, 1), **first)
    put.held(long, *(date(2015, 4, 1) + timedelta(days=gap * n) for n in range(1, 4000 // gap)))
    put.held(short, TODAY - timedelta(days=90), **first)
    put.booked(long, TODAY + timedelta(days=20))
    for today in (TODAY - timedelta(days=900), TODAY, TODAY + timedelta(days=400)):
        whole, each = open_files(put.session, today), open_files(put.session, today, [long, short])
        for child_id in (long, short):
            opened = [line for line in each[child_id].reviews if line.opened_on]
            kept = [line for line in whole[child_id].reviews if line.opened_on]
            assert kept == opened[-3:]
            assert [x for x in whole[child_id].reviews if x not in kept] == [
                x for x in each[child_id].reviews if x not in opened
            ]
