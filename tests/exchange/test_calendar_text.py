"""The text of a calendar file, read back by a reader of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from a_calendar import events, in_utc, read
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.exchange.calendar import Event, calendar_text, escaped, fingerprint, folded, is_ours

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
PRINTED = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co", "Zs")))


def london(year: int, month: int, day: int, hour: int) -> datetime:
    """A time by the clock in London, without a zone as an event has it."""
    return datetime.combine(date(year, month, day), time(hour))


def one(event: Event) -> bytes:
    return calendar_text([event], AT)


@given(PRINTED, PRINTED, st.sampled_from(["\n", "\r\n", "\r", "\\n", ";", ",", "\\", " ", "\\;"]))
def test_any_text_comes_back_as_it_was(first: str, second: str, between: str) -> None:
    event = Event("review-1@iro-tui", date(2026, 11, 26), f"{first}{between}{second}", place=second + first)
    (read_back,) = events(one(event)).values()
    assert read_back.text("SUMMARY") == first + between.replace("\r\n", "\n").replace("\r", "\n") + second
    assert not (second + first) or read_back.text("LOCATION") == second + first


@given(st.text(), st.integers(0, 200))
def test_no_text_breaks_out_of_its_line(odd: str, before: int) -> None:
    (read_back,) = events(one(Event("u@iro-tui", date(2026, 11, 26), "x" * before + odd))).values()
    assert len(read_back.lines) == 9


def test_what_could_steer_or_forge_is_taken_out() -> None:
    forged = "Kofi\r\nBEGIN:VEVENT\r\nUID:x\x1b[31m\x07"
    (event,) = read(one(Event("u@iro-tui", date(2026, 11, 26), forged))).named("VEVENT")
    assert event.text("SUMMARY") == "Kofi\nBEGIN:VEVENT\nUID:x [31m "
    assert event.parts == []


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=400))
def test_folding_takes_at_most_75_octets_and_cuts_no_letter(text: str) -> None:
    parts = folded(text).split(b"\r\n ")
    assert "".join(part.decode("utf-8") for part in parts) == text or "\r\n " in text
    if "\r\n " not in text:
        assert len(parts[0]) <= 75
        assert all(len(part) <= 74 for part in parts[1:])
        assert all(len(part) >= 71 for part in parts[1:-1]), "a line is folded only when it is full"


def test_a_line_of_75_octets_is_left_whole_and_one_of_76_is_folded() -> None:
    assert folded("x" * 75) == b"x" * 75
    assert folded("x" * 76) == b"x" * 75 + b"\r\n x"


def test_escaping_marks_what_separates() -> None:
    assert escaped("a;b,c\\d\ne:f\"g'") == "a\\;b\\,c\\\\d\\ne:f\"g'"


def test_the_head_says_whose_file_it_is() -> None:
    content = one(Event("u@iro-tui", date(2026, 11, 26), "Review"))
    calendar = read(content)
    assert (calendar.raw("VERSION"), calendar.raw("METHOD")) == ("2.0", "PUBLISH")
    assert is_ours(content)
    assert not is_ours(content.replace(b"iro-tui//", b"another//"))
    assert not is_ours(b"a letter")


def test_a_day_is_the_whole_of_it_and_keeps_nobody_busy() -> None:
    (event,) = events(one(Event("u@iro-tui", date(2026, 12, 31), "Letter due"))).values()
    dates = [(name, given, value) for name, given, value in event.lines if name.startswith("DT")]
    assert dates == [
        ("DTSTAMP", {}, "20261123T093000Z"),
        ("DTSTART", {"VALUE": "DATE"}, "20261231"),
        ("DTEND", {"VALUE": "DATE"}, "20270101"),
    ]
    assert event.raw("TRANSP") == "TRANSPARENT"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        (london(2026, 3, 28, 16), 16),  # the day before the clocks go forward
        (london(2026, 3, 29, 16), 15),
        (london(2026, 7, 1, 9), 8),
        (london(2026, 10, 24, 16), 15),
        (london(2026, 10, 25, 1), 0),  # an hour there is twice is the first of the two
        (london(2026, 10, 25, 16), 16),  # they went back at two
        (london(2027, 1, 4, 9), 9),
        (london(2027, 3, 28, 9), 8),
        (london(2030, 10, 26, 9), 8),
        (london(2030, 10, 27, 9), 9),
    ],
)
def test_a_time_is_that_of_the_clock_in_london(local: datetime, utc: int) -> None:
    content = one(Event("u@iro-tui", local, "Review"))
    (event,) = events(content).values()
    ((_, given, starts),) = [line for line in event.lines if line[0] == "DTSTART"]
    assert given == {"TZID": read(content).named("VTIMEZONE")[0].raw("TZID")} == {"TZID": "Europe/London"}
    there = datetime.fromisoformat(starts)
    assert there == local
    assert in_utc(read(content), there) == local.replace(hour=utc, tzinfo=UTC)
    assert event.raw("DTEND") == f"{local + timedelta(hours=1):%Y%m%dT%H%M%S}"
    assert event.raw("TRANSP") == "OPAQUE"


def test_the_stamp_is_the_given_time_in_utc() -> None:
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    (event,) = events(calendar_text([Event("u@iro-tui", date(2026, 7, 2), "x")], summer)).values()
    assert event.raw("DTSTAMP") == "20260701T083000Z"


def test_there_is_no_alarm_and_others_see_no_details() -> None:
    (event,) = events(one(Event("u@iro-tui", london(2026, 11, 26, 16), "Review", "S.T., 11"))).values()
    assert event.parts == []
    assert event.raw("CLASS") == "PRIVATE"
    assert event.text("SUMMARY") == "Review, S.T., 11"
    assert not event.has("LOCATION")
    assert not event.has("DESCRIPTION")


def test_the_fingerprint_follows_what_is_shown_and_not_the_number_of_the_change() -> None:
    event = Event("u@iro-tui", date(2026, 11, 26), "Review 4", "S.T., 11", "IRO review")
    same = Event("u@iro-tui", date(2026, 11, 26), "Review 4", "S.T., 11", "IRO review", sequence=3)
    others = [
        Event("u@iro-tui", date(2026, 11, 27), "Review 4", "S.T., 11", "IRO review"),
        Event("u@iro-tui", london(2026, 11, 26, 0), "Review 4", "S.T., 11", "IRO review"),
        Event("u@iro-tui", date(2026, 11, 26), "Review 5", "S.T., 11", "IRO review"),
        Event("u@iro-tui", date(2026, 11, 26), "Review 4", "S.T., 12", "IRO review"),
        Event("u@iro-tui", date(2026, 11, 26), "Review 4", "S.T., 11", "IRO review", place="school"),
    ]
    assert fingerprint(event) == fingerprint(same)
    assert fingerprint(event) not in {fingerprint(other) for other in others}
