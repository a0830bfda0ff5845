"""The IRO's footprint: the last activity of each kind, and who has gone quiet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from on_record import TODAY, OnRecord, empty_record
from sqlalchemy import event

from iro_tui.casework.footprint import Footprint, footprint, gone_quiet
from iro_tui.record.alert import AlertMove
from iro_tui.record.contact import Contact
from iro_tui.record.review import Note
from iro_tui.record.rule_setting import RuleSetting

SINCE = date(2025, 1, 6)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def line(put: OnRecord, child_id: str) -> Footprint:
    return next(each for each in footprint(put.session, TODAY) if each.child_id == child_id)


def test_the_last_of_each_kind_and_the_days_since_the_last_of_all(put: OnRecord) -> None:
    kofi = put.child(since=SINCE)
    review = put.held(kofi, ago(200), ago(90))
    put.session.add(Note(child_id=kofi, review_id=review, text="settled"))
    put.midway(kofi, ago(60))
    put.talk(kofi, ago(91))
    put.talk(kofi, ago(40))
    put.talk(kofi, ago(30), kind="REFUSED")
    put.session.add(Contact(child_id=kofi, held_on=ago(20), with_role="GUARDIAN"))
    put.session.add(Contact(child_id=kofi, held_on=ago(25), with_role="SCHOOL"))
    alert = put.alert(kofi, ago(50))
    put.session.add(AlertMove(child_id=kofi, alert_id=alert, moved_on=ago(15), step="FORMAL"))
    letter = put.letter(kofi, review)
    put.entry(kofi, "LETTER", letter, ago(80))
    put.entry(kofi, "MIDWAY", "x", ago(1))
    found = line(put, kofi)
    assert {kind: (TODAY - day).days for kind, day in found.last.items()} == {
        "review": 90,
        "note": 90,
        "midway": 60,
        "talk": 40,
        "attempt": 30,
        "guardian": 20,
        "contact": 25,
        "alert": 15,
        "letter": 80,
    }
    assert (found.last_kind, found.days, found.talks, found.open_alerts) == ("alert", 15, 1, 1)
    assert found.midway.state == "done late" or found.midway.state == "done on time"
    assert (found.quiet, found.why) == (False, "Last an alert, Sat 7 Nov.")


def test_a_booked_review_and_an_alert_to_come_are_no_activity(put: OnRecord) -> None:
    kofi = put.child(since=SINCE)
    put.booked(kofi, TODAY + timedelta(days=3))
    put.midway(kofi, TODAY + timedelta(days=1))
    assert line(put, kofi).last == {}


@pytest.mark.parametrize(("days", "quiet"), [(84, False), (85, True)])
def test_QUIET_begins_the_day_after_twelve_weeks(put: OnRecord, days: int, quiet: bool) -> None:
    kofi = put.child(since=SINCE)
    put.midway(kofi, ago(days))
    assert line(put, kofi).quiet is quiet
    assert [each.child_id for each in gone_quiet(put.session, TODAY)] == ([kofi] if quiet else [])


def test_each_line_says_why(put: OnRecord) -> None:
    quiet, fresh, never, unknown = (
        put.child(first, since=since)
        for first, since in (("Quiet", SINCE), ("Fresh", ago(10)), ("Never", SINCE), ("Unknown", None))
    )
    put.talk(quiet, ago(100))
    assert [(each.name, each.quiet, each.why) for each in footprint(put.session, TODAY)] == [
        ("Unknown Asante", True, "Nothing yet."),
        (
            "Never Asante",
            True,
            "Nothing yet; in care since Mon 6 Jan 2025.",
        ),
        ("Quiet Asante", True, "Nothing for 14 weeks: last a talk, Fri 14 Aug."),
        (
            "Fresh Asante",
            False,
            "Nothing yet; in care since Thu 12 Nov.",
        ),
    ]
    assert fresh and never and unknown


def test_QUIET_has_the_number_the_iro_set_and_can_be_switched_off(put: OnRecord) -> None:
    kofi = put.child(since=SINCE)
    put.midway(kofi, ago(30))
    put.session.add(RuleSetting(id="QUIET", number=4))
    assert line(put, kofi).quiet
    put.session.get_one(RuleSetting, "QUIET").in_force = False
    assert not line(put, kofi).quiet


def test_children_who_left_this_caseload_are_not_there(put: OnRecord) -> None:
    put.child(since=SINCE, closed_on=ago(1))
    assert footprint(put.session, TODAY) == ()


def test_more_children_ask_no_more_queries(put: OnRecord) -> None:
    def queries() -> int:
        asked = []
        engine = put.session.get_bind()
        count = lambda *given: asked.append(given[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", count)
        footprint(put.session, TODAY)
        event.remove(engine, "before_cursor_execute", count)
        return len(asked)

    put.held(put.child(since=SINCE), ago(90))
    one = queries()
    for _ in range(20):
        put.held(put.child(since=SINCE), ago(90))
    assert queries() == one
