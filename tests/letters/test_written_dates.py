from __future__ import annotations

from datetime import date

import pytest

from letters.dates import find_dates, in_full


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Thursday 27 November 2025 at 4pm", date(2025, 11, 27)),
        ("8th of May, 2025", date(2025, 5, 8)),
        ("the 1st Sept 2025", date(2025, 9, 1)),
        ("Mon, 4 Aug 2025", date(2025, 8, 4)),
        ("August 4, 2025", date(2025, 8, 4)),
        ("04/08/2025", date(2025, 8, 4)),
        ("4.8.25", date(2025, 8, 4)),
        ("2025-08-04", date(2025, 8, 4)),
        ("4\u00a0August\u00a02025", date(2025, 8, 4)),
    ],
)
def test_dates_as_people_write_them(text: str, day: date):
    (found,) = find_dates(text)
    assert found.value == day


@pytest.mark.parametrize(
    "text",
    ["3.30pm", "Only 2 may come.", "Phone 020 7946 0101", "Year 6 tests", "May I come?", "12/34", "24-25"],
)
def test_no_dates(text: str):
    assert list(find_dates(text)) == []


def test_a_day_that_does_not_exist_has_no_value():
    (found,) = find_dates("31 February 2025")
    assert (found.day, found.month, found.year, found.value) == (31, 2, 2025, None)


def test_without_a_year_there_is_no_value():
    (found,) = find_dates("on 8 May")
    assert (found.day, found.month, found.year, found.value) == (8, 5, None, None)


def test_weekday_is_compared_with_the_date():
    wrong, right = find_dates("Tuesday 4 August 2025, or Monday 4 August 2025")
    assert wrong.wrong_weekday
    assert not right.wrong_weekday


def test_figures_are_told_from_words():
    assert [found.in_words for found in find_dates("8 May 2025 and 08/05/2025")] == [True, False]


def test_in_full():
    assert in_full(date(2025, 5, 8)) == "8 May 2025"
