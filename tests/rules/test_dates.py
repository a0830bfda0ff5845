from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.errors import BadInput
from iro_tui.rules.dates import (
    age,
    birthday,
    parse_date,
    say_date,
    say_due,
    say_span,
)

SUNDAY = date(2026, 11, 22)
NEAR = st.dates(date(2011, 1, 1), date(2039, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "3/9/26",
        "03/09/2026",
        "3.9.26",
        "3-9-2026",
        "03 09 2026",
        "3 Sep 2026",
        "3 sept 26",
        "3rd September 2026",
        "3 September",
        "3/9",
        "2026-09-03",
        "2026/9/3",
        "Thu 3 Sep",
        "Thursday, 3 September 2026",
        "  3 Sep\u00a02026 ",
    ],
)
def test_ways_to_type_third_of_september(typed: str) -> None:
    assert parse_date(typed, SUNDAY) == date(2026, 9, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", SUNDAY),
        ("Tomorrow", date(2026, 11, 23)),
        ("yesterday", date(2026, 11, 21)),
        ("+28", date(2026, 12, 20)),
        ("-3", date(2026, 11, 19)),
        ("−3", date(2026, 11, 19)),
        ("mon", date(2026, 11, 23)),
        ("Friday", date(2026, 11, 27)),
        ("sunday", date(2026, 11, 29)),
    ],
)
def test_words_and_steps(typed: str, meant: date) -> None:
    assert parse_date(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("4/1", date(2027, 1, 4)), ("20/11", date(2026, 11, 20)), ("1 June", date(2026, 6, 1))],
)
def test_a_missing_year_is_the_nearest(typed: str, meant: date) -> None:
    assert parse_date(typed, SUNDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/9/11", date(2011, 9, 14)),
        ("14/9/27", date(1927, 9, 14)),
        ("4/1", date(2026, 1, 4)),
        ("23 Nov", date(2025, 11, 23)),
        ("sunday", SUNDAY),
        ("monday", date(2026, 11, 16)),
    ],
)
def test_a_date_of_birth_is_in_the_past(typed: str, meant: date) -> None:
    assert parse_date(typed, SUNDAY, past=True) == meant


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/2/2026", "There is no 31 February. In 2026 it has 28 days."),
        ("30 Feb 2028", "There is no 30 February. In 2028 it has 29 days."),
        ("31/2", "There is no 31 February. In 2026 it has 28 days."),
        ("31 April", "There is no 31 April. It has 30 days."),
        ("9/13/2026", "There is no month 13. The day comes first: 13/9."),
        ("2026-13-09", "There is no month 13."),
        ("29/2", "There is no 29 February. In 2026 it has 28 days."),
        ("3/0/26", "There is no month 0."),
        ("99/99/26", "There is no month 99."),
        ("0/3/26", "There is no day 0. The first day of a month is 1."),
        ("Tue 22 Nov", "22 Nov is a Sunday, not a Tuesday."),
        ("", "There is no date here. Write it like 3/9/26, 3 Sep 2026 or +28."),
        ("soon", "That is not a date. Write it like 3/9/26, 3 Sep 2026 or +28."),
        ("3", "That is not a date. Write it like 3/9/26, 3 Sep 2026 or +28."),
        ("3/9/26/1", "That is not a date. Write it like 3/9/26, 3 Sep 2026 or +28."),
        ("+999999999", "That many days is too far away to be a date."),
        ("3/9/226", "Write the year in two or four figures, between 1900 and 2100, as in 3/9/2026."),
        ("3/9/1026", "Write the year in two or four figures, between 1900 and 2100, as in 3/9/2026."),
    ],
)
def test_what_cannot_be_a_date_is_said_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        parse_date(typed, SUNDAY)
    assert str(caught.value) == sentence


def test_what_was_typed_is_not_repeated_since_it_may_be_a_name() -> None:
    with pytest.raises(BadInput) as caught:
        parse_date("Kofi Asante", SUNDAY)
    assert "Kofi" not in str(caught.value)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_sentence(typed: str) -> None:
    try:
        assert isinstance(parse_date(typed, SUNDAY), date)
    except BadInput as error:
        assert str(error).endswith(".")


@given(NEAR, NEAR)
def test_every_way_a_date_is_said_can_be_typed_back(d: date, today: date) -> None:
    assert parse_date(say_date(d, today), today) == d
    assert parse_date(d.isoformat(), today) == d


@given(NEAR, st.dates(date(1990, 1, 1), date(2039, 12, 31)))
def test_two_figure_years_of_birth_are_never_in_the_future(today: date, born: date) -> None:
    if born <= today:
        assert parse_date(f"{born:%d/%m/%y}", today, past=True) == born


def test_year_only_when_not_within_six_months() -> None:
    assert say_date(date(2026, 11, 23), SUNDAY) == "Mon 23 Nov"
    assert say_date(date(2027, 5, 22), SUNDAY) == "Sat 22 May"
    assert say_date(date(2027, 5, 23), SUNDAY) == "Sun 23 May 2027"
    assert say_date(date(2027, 2, 3), date(2026, 7, 1)) == "Wed 3 Feb 2027"
    assert say_date(date(2026, 5, 21), SUNDAY, weekday=False) == "21 May 2026"
    assert say_date(date(2026, 11, 4)) == "Wed 4 Nov 2026"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 25), "in 3 wd"),
        (date(2026, 11, 4), "12 wd late"),
        (date(2026, 11, 20), "2 d late"),
        (date(2026, 11, 19), "1 wd late"),
    ],
)
def test_due_on_a_sunday(due: date, said: str) -> None:
    assert say_due(due, SUNDAY) == said


def test_due_over_the_weekend_is_said_in_days() -> None:
    assert say_due(date(2026, 11, 22), date(2026, 11, 20)) == "in 2 d"


def test_age() -> None:
    born = date(2016, 11, 23)
    assert age(born, SUNDAY) == 9
    assert age(born, date(2026, 11, 23)) == 10
    assert age(date(2026, 7, 28), SUNDAY) == 0
    assert age(date(2027, 1, 5), SUNDAY) == 0


def test_born_on_29_february_has_a_birthday_on_1_march() -> None:
    born = date(2008, 2, 29)
    assert birthday(born, 18) == date(2026, 3, 1)
    assert birthday(born, 4) == date(2012, 2, 29)
    assert age(born, date(2026, 2, 28)) == 17


@given(NEAR, st.integers(0, 20))
def test_age_changes_on_the_birthday(born: date, years: int) -> None:
    day = birthday(born, years)
    assert age(born, day) == years
    if years:
        assert age(born, day - timedelta(days=1)) == years - 1


@pytest.mark.parametrize(
    ("start", "said"),
    [
        (date(2024, 10, 22), "2 y 1 m"),
        (date(2023, 11, 22), "3 y"),
        (date(2023, 11, 23), "2 y 11 m"),
        (date(2026, 6, 22), "5 m"),
        (date(2026, 11, 10), "12 d"),
        (SUNDAY, "0 d"),
        (date(2027, 1, 1), "0 d"),
    ],
)
def test_span(start: date, said: str) -> None:
    assert say_span(start, SUNDAY) == said
