"""The states of a midway (practice.md 5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from on_record import OnRecord, empty_record

from iro_tui.casework.files import open_files
from iro_tui.casework.midway_state import midway_state
from iro_tui.casework.settings import save_rule


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


DUE = date(2025, 7, 28)
"""Worked example 17: last review 28 April 2025, next due 28 October."""


def a_child(put: OnRecord, **given: object) -> str:
    child = put.child(since=date(2024, 9, 2), **given)
    put.held(child, date(2024, 9, 27), date(2024, 12, 20), date(2025, 4, 28))
    return child


def state(put: OnRecord, today: date) -> str:
    (file,) = open_files(put.session, today).values()
    found = midway_state(file, today)
    assert found.due in (DUE, None)
    return found.state


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 7, 13), "not due"),
        (date(2025, 7, 14), "coming"),
        (DUE, "coming"),
        (date(2025, 7, 29), "overdue"),
    ],
)
def test_MIDWAY_SOON_coming_for_two_weeks_then_overdue(put: OnRecord, today: date, expected: str) -> None:
    a_child(put)
    assert state(put, today) == expected


@pytest.mark.parametrize(("held", "expected"), [(DUE, "done on time"), (date(2025, 8, 1), "done late")])
def test_MIDWAY_done(put: OnRecord, held: date, expected: str) -> None:
    put.midway(a_child(put), held)
    assert state(put, date(2025, 8, 4)) == expected


def test_MIDWAY_superseded_by_a_review_that_was_begun(put: OnRecord) -> None:
    put.held(a_child(put), date(2025, 7, 21), completed_on=None)
    assert state(put, date(2025, 7, 22)) == "superseded"


def test_MIDWAY_of_the_round_before_does_not_count(put: OnRecord) -> None:
    put.midway(a_child(put), date(2025, 2, 20))
    assert state(put, date(2025, 8, 4)) == "overdue"


@pytest.mark.parametrize("why", ["left care", "eighteen", "switched off"])
def test_MIDWAY_not_needed(put: OnRecord, why: str) -> None:
    child = a_child(put, **({"born": date(2007, 7, 1)} if why == "eighteen" else {}))
    if why == "left care":
        put.session.connection().exec_driver_sql("UPDATE period_of_care SET ended_on = '2025-07-01'")
    if why == "switched off":
        save_rule(put.session, "MIDWAY", False)
    assert child and state(put, date(2025, 7, 20)) == "not needed"


def test_MIDWAY_before_the_first_review_is_not_due(put: OnRecord) -> None:
    put.child(since=date(2025, 7, 1))
    assert state(put, date(2025, 7, 20)) == "not due"
