"""Earlier days for weeks that are too full: never later than the law, few, and said where there are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.away import SCHOOL_HOLIDAY, Stretch, add_away, listed_holidays
from iro_tui.casework.files import ChildLine, File, open_files
from iro_tui.casework.reviews_ahead import AheadReview, reviews_ahead
from iro_tui.casework.sequence import ReviewLine, in_order
from iro_tui.casework.smoothing import (
    MOST_WEEKS,
    Smoothed,
    apply_suggestion,
    smooth,
    smoothed,
    suggestions,
)
from iro_tui.casework.year_ahead import WEEK, Diary, diary, weeks_ahead, year_ahead
from iro_tui.demo.make import make_demo
from iro_tui.errors import BadInput
from iro_tui.rules.clock import later_review
from iro_tui.rules.working_days import add_working_days, is_working_day
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def booked(put: OnRecord, on: date, last: date = date(2026, 6, 15), **given: object) -> str:
    """A child whose fourth review is booked, and due by the middle of December."""
    child = put.child(since=date(2025, 10, 1), **given)
    put.held(child, date(2025, 10, 28), date(2026, 1, 20), last, distributed_on=last)
    put.booked(child, on, "16:00", "school")
    return child


# Invented files without a database, so that hypothesis can try many.

MONDAY = date(2026, 11, 23)


def a_file(number: int, last: date, on: date | None, born: date) -> File:
    def row(id: str, opened: date | None, planned: date | None) -> tuple[object, ...]:
        held = dict.fromkeys(("opened_on", "completed_on", "distributed_on"), opened)
        plain = dict.fromkeys(("source", "booked_time", "place", "late_reason"), "")
        row = {"id": id, "kind": "SUBSEQUENT", "booked_for": planned, **held, **plain}
        return tuple(row.get(name) for name in ReviewLine.STORED)

    before = last - timedelta(days=150)
    rows = [row("a", before - timedelta(days=80), None), row("b", before, None), row("c", last, None)]
    rows += [row("d", None, on)] if on else []
    since = before - timedelta(days=100)
    child = ChildLine(
        f"{number:03d}",
        f"{number}",
        "Kofi",
        f"Asante {number}",
        "",
        born,
        "HE",
        "RETURN6M",
        None,
        None,
    )
    return File(
        child=child,
        looked_after_since=since,
        left_care_on=None,
        reviews=in_order(rows, since),
        home=None,
        legal=None,
        worker=None,
        last_midway=None,
        last_talk=None,
        last_talk_alone=None,
        alerts=(),
        waiting=(),
        decisions_uploaded={},
        letter_made=frozenset(),
    )


@st.composite
def caseloads(draw: st.DrawFn) -> tuple[dict[str, File], Diary]:
    files = {}
    for number in range(draw(st.integers(1, 24))):
        last = MONDAY - timedelta(days=draw(st.integers(1, 200)))
        limit = later_review(last).due
        on = None
        if limit > MONDAY and draw(st.booleans()):
            on = MONDAY + timedelta(days=draw(st.integers(0, (limit - MONDAY).days)))
        born = date(2026 - draw(st.integers(1, 17)), 3, 1)
        files[f"{number:03d}"] = a_file(number, last, on, born)
    leave = [
        Stretch("x", "LEAVE", start, start + timedelta(days=draw(st.integers(0, 14))), "leave")
        for start in draw(st.lists(st.dates(MONDAY, MONDAY + timedelta(days=360)), max_size=3))
    ]
    return files, Diary(
        today=MONDAY + timedelta(days=draw(st.integers(0, 4))),
        mondays=tuple(MONDAY + WEEK * week for week in range(52)),
        most=draw(st.integers(1, 3)),
        away=tuple(leave),
        school=listed_holidays(),
    )


def chains(files: Mapping[str, File], book: Diary, done: Smoothed) -> dict[str, tuple[AheadReview, ...]]:
    return {
        id: reviews_ahead(file, book.today, book.last, done.moved.get(id, {})) for id, file in files.items()
    }


@settings(max_examples=80)
@given(caseloads())
def test_C3_C4_no_suggestion_is_later_than_the_law_or_on_a_day_nobody_works(
    given: tuple[dict[str, File], Diary],
) -> None:
    files, book = given
    done = smooth(files, book)
    for each in done.suggestions:
        assert each.to_on < each.from_on and each.to_on <= each.limit and each.keeps_in_time
        assert is_working_day(each.to_on)
        assert not any(leave.meets(each.to_on, each.to_on) for leave in book.away)
        assert each.to_on >= add_working_days(book.today, 3)
        assert each.from_on - each.to_on < WEEK * (MOST_WEEKS + 1)
    for chain in chains(files, book, done).values():
        for before, after in pairwise(chain):
            # Counted here once more, from the day before it in the plan as it would be.
            assert after.on <= later_review(before.on).due


@settings(max_examples=80)
@given(caseloads())
def test_with_all_of_them_followed_no_week_is_too_full_or_it_says_so(
    given: tuple[dict[str, File], Diary],
) -> None:
    files, book = given
    done = smooth(files, book)
    after = weeks_ahead(files, book, done.moved)
    assert [each.monday for each in after if each.too_full] == [each.monday for each in done.still_full]
    for full in done.still_full:
        (week,) = [each for each in after if each.monday == full.monday]
        assert (full.reviews, full.room) == (week.reviews, week.room)
        assert f"has {full.reviews} reviews and room for {full.room}" in full.why


@settings(max_examples=60)
@given(caseloads())
def test_a_week_said_to_stay_too_full_has_no_way_out(given: tuple[dict[str, File], Diary]) -> None:
    files, book = given
    done = smooth(files, book)
    after = weeks_ahead(files, book, done.moved)
    room = {each.monday: each.room - each.reviews for each in after}
    full = {each.monday for each in done.still_full}
    for chain in chains(files, book, done).values():
        for review in chain:
            monday = review.on - timedelta(days=review.on.weekday())
            if monday not in full or review.state == "late":
                continue
            for back in range(1, 5 * 7 * MOST_WEEKS):
                day = review.on - timedelta(days=back)
                its_monday = day - timedelta(days=day.weekday())
                if its_monday == monday or its_monday < monday - WEEK * MOST_WEEKS:
                    continue
                free = room.get(its_monday, 0) > 0 and is_working_day(day)
                free = free and not any(leave.meets(day, day) for leave in book.away)
                half_way = review.since + (review.limit - review.since) / 2
                fits = add_working_days(book.today, 3) <= day <= review.limit and day >= half_way
                assert not (free and fits), f"{review} could be on {day}"


@settings(max_examples=40)
@given(caseloads())
def test_where_no_week_is_too_full_nothing_is_moved(given: tuple[dict[str, File], Diary]) -> None:
    files, book = given
    calm = Diary(book.today, book.mondays, most=60, school=book.school)
    assert smooth(files, calm) == Smoothed((), (), {})


def test_three_too_many_are_three_moves_and_no_more(put: OnRecord) -> None:
    for number in range(8):
        booked(put, date(2026, 12, 7) + timedelta(days=number % 5))
    found = suggestions(put.session, TODAY)
    first = [each for each in found if each.number == 4]
    assert len(first) == 3
    assert {each.to_on.isocalendar().week for each in first} == {49}, "the week before has room"
    assert all(each.booked and each.can_book and each.limit == date(2026, 12, 15) for each in first)


def test_C4_what_follows_is_counted_and_said(put: OnRecord) -> None:
    for _ in range(6):
        booked(put, date(2026, 12, 9))
    first = next(each for each in suggestions(put.session, TODAY) if each.number == 4)
    assert first.to_on == date(2026, 12, 2), "the same weekday"
    assert (first.then_by, first.sooner_by) == (date(2027, 6, 2), 7)
    assert "is then due by Wed 2 Jun 2027" in first.why
    assert "The week of Mon 7 Dec has more reviews than the 5" in first.why


def test_a_leave_moves_what_is_booked_in_it(put: OnRecord) -> None:
    child = booked(put, date(2026, 12, 9))
    add_away(put.session, {"from_on": date(2026, 12, 7), "until_on": date(2026, 12, 11)})
    put.session.flush()
    (only,) = suggestions(put.session, TODAY)
    assert (only.child_id, only.to_on) == (child, date(2026, 12, 2))


def test_of_school_age_rather_out_of_the_holidays_than_into_them() -> None:
    school = (Stretch("", SCHOOL_HOLIDAY, date(2026, 12, 14), date(2026, 12, 18), "holidays"),)
    mondays = tuple(MONDAY + WEEK * week for week in range(8))
    book = Diary(MONDAY, mondays, most=1, school=school)
    last, at = date(2026, 6, 23), date(2026, 12, 22)
    pupil, baby = date(2016, 3, 1), date(2025, 3, 1)

    def moved(*born: date) -> tuple[str, date]:
        files = {f"{n:03d}": a_file(n, last, at, each) for n, each in enumerate(born)}
        (only,) = smooth(files, book).suggestions
        return only.child_id, only.to_on

    assert moved(baby, baby)[1] == date(2026, 12, 15), "the nearest week"
    assert moved(pupil, pupil)[1] == date(2026, 12, 8), "the nearest week of term"
    assert moved(pupil, baby) == ("001", date(2026, 12, 15))


def test_what_is_not_booked_moves_before_what_is(put: OnRecord) -> None:
    for _ in range(5):
        booked(put, date(2026, 12, 15))
    free = put.child(since=date(2025, 10, 1))
    put.held(free, date(2025, 10, 28), date(2026, 1, 20), date(2026, 6, 15), distributed_on=date(2026, 6, 20))
    assert [each.child_id for each in suggestions(put.session, TODAY) if each.number == 4] == [free]


def test_too_near_to_move_says_so(put: OnRecord) -> None:
    for _ in range(6):
        booked(put, date(2026, 11, 24))
    done = smoothed(put.session, TODAY, weeks=10)
    assert done.suggestions == ()
    (full,) = done.still_full
    assert (full.monday, full.reviews, full.room) == (date(2026, 11, 23), 6, 5)
    assert "3 working days of notice" in full.why


def test_following_them_makes_the_next_reviews_fit(put: OnRecord) -> None:
    for number in range(12):
        booked(put, date(2026, 12, 7) + timedelta(days=number % 5))
    while moves := [each for each in suggestions(put.session, TODAY, weeks=8) if each.can_book]:
        for each in moves:
            apply_suggestion(put.session, each, TODAY)
        put.session.flush()
    assert not any(week.too_full for week in year_ahead(put.session, TODAY, weeks=8))
    file = next(iter(open_files(put.session, TODAY).values()))
    assert file.reviews[-1].place == "school"


def test_a_moved_review_keeps_its_place_and_loses_its_time(put: OnRecord) -> None:
    for _ in range(6):
        booked(put, date(2026, 12, 9))
    move = next(each for each in suggestions(put.session, TODAY) if each.can_book)
    apply_suggestion(put.session, move, TODAY)
    line = open_files(put.session, TODAY)[move.child_id].reviews[-1]
    assert (line.booked_for, line.booked_time, line.place) == (move.to_on, "", "school")


def test_a_suggestion_that_is_out_of_date_or_not_the_next_review_is_refused(put: OnRecord) -> None:
    for _ in range(6):
        booked(put, date(2026, 12, 9))
    found = suggestions(put.session, TODAY)
    move = next(each for each in found if each.can_book)
    apply_suggestion(put.session, move, TODAY)
    put.session.flush()
    with pytest.raises(BadInput, match="has changed since"):
        apply_suggestion(put.session, move, TODAY)
    for _ in range(6):
        put.child(since=date(2026, 11, 2))
    later = next(each for each in suggestions(put.session, TODAY) if not each.can_book)
    with pytest.raises(BadInput, match="comes after another"):
        apply_suggestion(put.session, later, TODAY)


def test_the_demo_in_fifty_milliseconds(home: Path, cheap: Cost) -> None:
    noon = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    with Vault.create(home, "x" * 20, cost=cheap, now=lambda: noon) as vault:
        make_demo(vault, TODAY)
        files, book = vault.ask(open_files, TODAY), vault.ask(diary, TODAY)

        def cost() -> float:
            start = process_time()
            weeks_ahead(files, book)
            smooth(files, book)
            return process_time() - start

        assert min(cost() for _ in range(8)) < 0.05
        found = vault.ask(smoothed, TODAY)
    assert found.suggestions
