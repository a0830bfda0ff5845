"""Putting off what is due: a day and a reason, the limit in law, and coming back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from a_child import child, iro, review
from on_record import TODAY, OnRecord, empty_record

from iro_tui.casework.agenda import Item, agenda, counts, snoozed
from iro_tui.casework.caseload import caseload
from iro_tui.casework.midways import log_midway
from iro_tui.casework.snoozes import latest_snooze, snooze, wake
from iro_tui.casework.undo import take_back
from iro_tui.errors import BadInput
from iro_tui.vault.history import history_of
from iro_tui.vault.store import Vault


@pytest.fixture
def put() -> Iterator[OnRecord]:
    with empty_record() as record:
        yield record


def the(put: OnRecord, kind: str, today: date = TODAY) -> Item:
    (found,) = [item for item in agenda(put.session, today) if item.kind == kind]
    return found


def off(put: OnRecord, item: Item, until: date | None, reason: str = "agreed", today: date = TODAY) -> str:
    return snooze(put.session, item.child_id, item.kind, item.key, until, reason, today)


def kinds(put: OnRecord, today: date) -> list[str]:
    return [item.kind for item in agenda(put.session, today)]


def a_midway(put: OnRecord) -> Item:
    """A midway due on Fri 27 Nov 2026."""
    put.held(put.child(since=date(2026, 1, 5)), date(2026, 1, 30), date(2026, 4, 20), date(2026, 8, 27))
    return the(put, "MIDWAY", date(2026, 11, 20))


def test_what_is_put_off_is_left_out_until_its_day_and_counted(put: OnRecord) -> None:
    item = a_midway(put)
    off(put, item, date(2026, 11, 25), today=date(2026, 11, 20))
    assert "MIDWAY" not in kinds(put, date(2026, 11, 24))
    (asleep,) = snoozed(put.session, date(2026, 11, 24))
    assert (asleep.kind, asleep.put_off and asleep.put_off.reason) == ("MIDWAY", "agreed")
    assert counts(agenda(put.session, date(2026, 11, 24)), date(2026, 11, 24), (asleep,)).snoozed == 1
    assert "MIDWAY" in kinds(put, date(2026, 11, 25))
    assert snoozed(put.session, date(2026, 11, 25)) == ()


def test_MIDWAY_put_off_past_its_day_comes_back_at_once_when_that_passes(put: OnRecord) -> None:
    item = a_midway(put)
    assert not item.in_law and latest_snooze(item) is None
    off(put, item, date(2026, 12, 11), today=date(2026, 11, 20))
    assert "MIDWAY" not in kinds(put, item.limit)
    back = the(put, "MIDWAY", date(2026, 11, 30))
    assert back.late and back.put_off is None


def test_MIDWAY_that_is_late_already_can_be_put_off_to_an_agreed_day(put: OnRecord) -> None:
    a_midway(put)
    late = the(put, "MIDWAY", date(2026, 12, 1))
    off(put, late, date(2026, 12, 4), today=date(2026, 12, 1))
    assert "MIDWAY" not in kinds(put, date(2026, 12, 3))
    assert the(put, "MIDWAY", date(2026, 12, 4)).late


def test_C1_the_law_waits_until_its_limit_and_no_longer(put: OnRecord) -> None:
    put.child(since=date(2026, 11, 2))
    item = the(put, "REVIEW")
    assert item.limit == date(2026, 11, 30) == latest_snooze(item)
    with pytest.raises(BadInput, match="law allows this until Mon 30 Nov"):
        off(put, item, date(2026, 12, 1))
    off(put, item, date(2026, 11, 30))
    assert "REVIEW" not in kinds(put, date(2026, 11, 29))
    assert "REVIEW" in kinds(put, date(2026, 11, 30))


def test_C1_late_in_law_is_not_put_off(put: OnRecord) -> None:
    put.child(since=date(2026, 10, 1))
    item = the(put, "REVIEW")
    with pytest.raises(BadInput, match="late in law"):
        off(put, item, date(2026, 11, 30))


def test_a_booked_review_waits_until_its_booked_day(put: OnRecord) -> None:
    put.booked(put.child(since=date(2026, 11, 2)), date(2026, 11, 26), "16:00")
    item = the(put, "REVIEW")
    assert latest_snooze(item) == date(2026, 11, 26)
    with pytest.raises(BadInput, match="booked for Thu 26 Nov"):
        off(put, item, date(2026, 11, 27))


def test_booking_a_review_takes_it_off_the_shelf(put: OnRecord) -> None:
    child_id = put.child(since=date(2026, 11, 2))
    off(put, the(put, "REVIEW"), date(2026, 11, 30))
    put.booked(child_id, date(2026, 11, 24))
    assert the(put, "REVIEW").due == date(2026, 11, 24), "it hangs on another thing now"


@pytest.mark.parametrize(
    ("until", "reason", "words"),
    [
        (None, "why", "say which day"),
        (date(2026, 11, 25), "  ", "write down the reason"),
        (TODAY, "why", "not after today"),
        (date(2026, 11, 25), "x" * 201, "at most 200"),
    ],
)
def test_a_day_and_a_reason_are_needed(put: OnRecord, until: date | None, reason: str, words: str) -> None:
    item = a_midway(put)
    with pytest.raises(BadInput, match=words):
        off(put, item, until, reason)


def test_only_what_is_due_can_be_put_off(put: OnRecord) -> None:
    child_id = put.child(since=date(2026, 11, 2))
    with pytest.raises(BadInput, match="not due any more"):
        snooze(put.session, child_id, "MIDWAY", "", date(2026, 12, 1), "why", TODAY)
    with pytest.raises(BadInput, match="not on the record any more"):
        snooze(put.session, "nobody", "MIDWAY", "", date(2026, 12, 1), "why", TODAY)


def test_put_off_again_it_takes_the_new_day(put: OnRecord) -> None:
    item = a_midway(put)
    first = off(put, item, date(2026, 11, 24))
    assert off(put, item, date(2026, 11, 26), "rang again") == first
    (asleep,) = snoozed(put.session, date(2026, 11, 25))
    assert asleep.put_off is not None
    assert (asleep.put_off.until_on, asleep.put_off.reason) == (date(2026, 11, 26), "rang again")


def test_wake_brings_it_back(put: OnRecord) -> None:
    snooze_id = off(put, a_midway(put), date(2026, 11, 26))
    wake(put.session, snooze_id)
    assert "MIDWAY" in kinds(put, TODAY)
    with pytest.raises(BadInput):
        wake(put.session, snooze_id)


def test_what_is_put_off_does_not_press_on_the_caseload(put: OnRecord) -> None:
    item = a_midway(put)
    assert "midway" in caseload(put.session, date(2026, 11, 24))[0].status
    off(put, item, date(2026, 11, 26), today=date(2026, 11, 24))
    assert "midway" not in caseload(put.session, date(2026, 11, 24))[0].status


def test_a_letter_put_off_is_still_owed(put: OnRecord) -> None:
    child_id = put.child(since=date(2026, 10, 1))
    put.held(child_id, date(2026, 10, 28))
    item = the(put, "LETTER")
    off(put, item, date(2026, 11, 25))
    found, asleep = agenda(put.session, TODAY), snoozed(put.session, TODAY)
    assert counts(found, TODAY).letters_owed == 0
    assert counts(found, TODAY, asleep).letters_owed == 1


def test_it_is_history_and_can_be_taken_back(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    item = next(item for item in vault.ask(agenda, date(2026, 1, 10)) if item.kind == "REVIEW")
    until = date(2026, 1, 20)
    vault.act(snooze, child_id, "REVIEW", item.key, until, "school is closed", date(2026, 1, 10))
    newest = vault.ask(history_of)[0]
    assert (newest.words, newest.table_name, newest.child_id) == ("put off", "snooze", child_id)
    assert newest.after is not None and newest.after["reason"] == "school is closed"
    vault.act(take_back, date(2026, 1, 10))
    assert [item.kind for item in vault.ask(agenda, date(2026, 1, 10))].count("REVIEW") == 1


def test_a_midway_held_settles_what_was_put_off(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    review(vault, child_id, date(2026, 1, 30), date(2026, 4, 20))
    today = date(2026, 3, 2)
    item = next(item for item in vault.ask(agenda, today) if item.kind == "MIDWAY")
    vault.act(snooze, child_id, "MIDWAY", item.key, date(2026, 3, 9), "worker away", today)
    vault.act(log_midway, child_id, {"held_on": today}, {}, today)
    assert [item.kind for item in vault.ask(snoozed, today) if item.kind == "MIDWAY"] == []
