"""The agenda between two reviews: midways, and speaking with the child alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from on_record import TODAY, OnRecord, empty_record

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


def test_midway_stands_half_way_on_the_working_day_before(put: OnRecord) -> None:
    put.held(put.child(since=date(2026, 12, 10)), date(2027, 1, 7))
    (item,) = items(put, "MIDWAY", date(2027, 1, 8))
    assert (item.due, item.rule, item.note) == (date(2027, 2, 19), "MIDWAY", "since Thu 7 Jan")
    assert ("Half-way", "Sun 21 Feb") in item.working


def test_midway_counts_to_the_booked_day_when_that_is_sooner(put: OnRecord) -> None:
    child = put.child(since=date(2026, 5, 1))
    put.held(child, date(2026, 5, 28), date(2026, 8, 27))
    put.booked(child, date(2026, 12, 21))
    (item,) = items(put, "MIDWAY")
    assert item.due == date(2026, 10, 23)
    assert (item.note, item.late, item.working_days) == ("not recorded", True, -20)


def test_midway_is_done_once_held_and_superseded_by_the_next_review(put: OnRecord) -> None:
    child = put.child(since=date(2026, 5, 1))
    put.held(child, date(2026, 5, 28), date(2026, 8, 27))
    put.midway(child, date(2026, 7, 10))
    assert len(items(put, "MIDWAY")) == 1, "one before the last review does not count"
    put.midway(child, date(2026, 11, 20))
    assert items(put, "MIDWAY") == []
    put.held(child, date(2026, 11, 21))
    (again,) = items(put, "MIDWAY")
    assert again.due > TODAY


def test_midway_waits_for_the_first_review(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 2))
    assert items(put, "MIDWAY") == []


def test_midway_never_says_more_than_fits(put: OnRecord) -> None:
    child = put.child(since=date(2024, 5, 1))
    put.held(child, date(2024, 5, 28), date(2025, 12, 22))
    assert all(len(item.note) <= 18 for item in items(put, "MIDWAY", date(2025, 12, 23)))


def before_thursday(put: OnRecord, **given: object) -> str:
    """A child whose fourth review is booked for Thu 26 Nov."""
    child = put.child("Sam", "Tate", since=date(2025, 11, 3), **given)
    put.held(child, date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1))
    put.booked(child, date(2026, 11, 26), "16:00", "school")
    return child


def test_P2_speak_alone_the_working_day_before_a_booked_review(put: OnRecord) -> None:
    before_thursday(put)
    (item,) = items(put, "SPEAK")
    assert (item.due, item.word, item.note, item.rule) == (
        date(2026, 11, 25),
        "Speak with",
        "on his own",
        "P2",
    )
    assert items(put, "SPEAK", date(2026, 11, 18)) == [], "six working days before it is not asked yet"
    assert len(items(put, "SPEAK", date(2026, 11, 19))) == 1
    assert items(put, "SPEAK", date(2026, 11, 26))[0].due == date(2026, 11, 26)
    assert items(put, "SPEAK", date(2026, 11, 27)) == []


@pytest.mark.parametrize(
    ("given", "settled"),
    [
        ({"alone": True}, True),
        ({"alone": False, "why_not_alone": "carer stayed"}, False),
        ({"alone": None, "kind": "PHONE"}, False),
        ({"alone": None, "kind": "REFUSED"}, True),
        ({"alone": None, "kind": "NOT_APPROPRIATE"}, True),
        ({"alone": None, "kind": "OBSERVED"}, True),
    ],
)
def test_P2_only_a_talk_alone_or_a_reason_settles_it(put: OnRecord, given: dict, settled: bool) -> None:
    put.talk(before_thursday(put), date(2026, 11, 14), **given)
    assert (items(put, "SPEAK") == []) is settled


def test_P2_a_talk_before_the_last_review_does_not_count_for_the_next(put: OnRecord) -> None:
    put.talk(before_thursday(put), date(2026, 5, 20))
    (item,) = items(put, "SPEAK")
    assert ("Last seen alone", "Wed 20 May 2026") in item.working


@pytest.mark.parametrize(
    ("pronouns", "note"),
    [("SHE", "on her own"), ("HE", "on his own"), ("THEY", "on their own"), ("", "alone")],
)
def test_P2_says_it_with_the_childs_own_pronouns_and_guesses_none(
    put: OnRecord, pronouns: str, note: str
) -> None:
    before_thursday(put, pronouns=pronouns)
    assert items(put, "SPEAK")[0].note == note


def test_P2_a_child_under_four_is_seen(put: OnRecord) -> None:
    before_thursday(put, born=date(2023, 1, 5))
    (item,) = items(put, "SPEAK")
    assert (item.word, item.note) == ("See", "before Thu 26 Nov")
