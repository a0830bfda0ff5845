"""A child's file on any past day, taken back from history, undo and all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

import pytest
from a_child import child, held, put

from iro_tui.casework.as_it_stood import child_page_on, record_on
from iro_tui.casework.child_page import child_page
from iro_tui.casework.child_record import ChildRecord, child_record
from iro_tui.casework.entries import changing, recording, removing
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.casework.settings import save_rule
from iro_tui.casework.undo import take_back
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.record.letter import Letter
from iro_tui.vault.store import Vault


def on(vault: Vault, day: date, hour: int = 10) -> date:
    """Let the vault's clock stand at a day."""
    at = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    vault.now = lambda: at
    return day


def everything(record: ChildRecord) -> Mapping[str, Any]:
    return {"child": record.child, "settings": record.settings, **record.tables}


def test_every_day_of_a_series_of_changes_comes_back_as_it_was_seen(vault: Vault) -> None:
    """What was read on each day is what is read of that day later."""
    seen: dict[date, Mapping[str, Any]] = {}
    child_id = ""

    def look(day: date) -> None:
        seen[day] = everything(vault.ask(child_record, child_id))

    day = on(vault, date(2026, 1, 5))
    child_id = child(vault)
    home = vault.act(recording("placement"), child_id, {"kind": "U6", "started_on": day}, day).result
    look(day)
    day = on(vault, date(2026, 1, 30))
    review = vault.act(open_review, child_id, day).result
    vault.act(save_review, review, held(day, date(2026, 4, 20)))
    look(day)
    day = on(vault, date(2026, 2, 2))
    vault.act(complete_review, review, date(2026, 1, 30))
    vault.act(put, Letter(child_id=child_id, review_id=review, text="Dear Sam", kept={"B07": "told him"}))
    look(day)
    day = on(vault, date(2026, 3, 3))
    vault.act(changing("placement"), home, {"carer": "Trevor Lunn", "planned": True}, day)
    contact = {"held_on": day, "words": "rang the school"}
    entry = vault.act(recording("contact"), child_id, contact, day).result
    look(day)
    day = on(vault, date(2026, 3, 4))
    vault.act(take_back, day)
    vault.act(take_back, day)
    look(day)
    assert not seen[day]["contact"] and seen[day]["placement"][0]["carer"] == ""
    day = on(vault, date(2026, 5, 5))
    entry = vault.act(recording("contact"), child_id, contact, day).result
    vault.act(removing("contact"), entry)
    vault.act(take_back, day)
    vault.act(save_rule, "MIDWAY", False)
    look(day)
    day = on(vault, date(2026, 6, 1))
    vault.act(removing("contact"), entry)
    vault.act(removing("placement"), home)
    look(day)

    for day, was in seen.items():
        assert everything(vault.ask(record_on, child_id, day)) == was, day
    assert everything(vault.ask(record_on, child_id, date(2026, 4, 1))) == seen[date(2026, 3, 4)]


def test_the_page_is_judged_on_the_day_it_stood(vault: Vault) -> None:
    first = on(vault, date(2026, 1, 5))
    child_id = child(vault)
    pages = {first: vault.ask(child_page, child_id, first)}
    later = on(vault, date(2026, 1, 30))
    review = vault.act(open_review, child_id, later).result
    vault.act(save_review, review, held(later, date(2026, 4, 20)))
    vault.act(complete_review, review, later)
    pages[later] = vault.ask(child_page, child_id, later)
    for day, page in pages.items():
        assert vault.ask(child_page_on, child_id, day, date(2026, 6, 1)) == page
    assert pages[first] != pages[later]


def test_a_day_before_the_child_was_here_or_after_today_is_refused(vault: Vault) -> None:
    on(vault, date(2026, 1, 5))
    child_id = child(vault)
    with pytest.raises(BadInput, match="not on your caseload yet on Sun 4 Jan 2026"):
        vault.ask(record_on, child_id, date(2026, 1, 4))
    with pytest.raises(BadInput, match="has not come yet"):
        vault.ask(child_page_on, child_id, date(2026, 1, 7), date(2026, 1, 6))


def test_a_child_that_is_gone_can_still_be_looked_back_at(vault: Vault) -> None:
    day = on(vault, date(2026, 1, 5))
    child_id = child(vault)
    was = everything(vault.ask(child_record, child_id))

    @verb("child taken off")
    def take_off(session: Any) -> None:
        session.delete(session.get_one(Child, child_id))

    on(vault, date(2026, 2, 2))
    vault.act(take_off)
    assert everything(vault.ask(record_on, child_id, day)) == was
    with pytest.raises(BadInput):
        vault.ask(record_on, child_id, date(2026, 2, 2))


def test_a_change_late_in_the_evening_belongs_to_its_day(vault: Vault) -> None:
    on(vault, date(2026, 1, 5), hour=9)
    child_id = child(vault)
    day = on(vault, date(2026, 1, 6), hour=22)
    contact = {"held_on": day, "words": "rang late"}
    vault.act(recording("contact"), child_id, contact, day)
    assert vault.ask(record_on, child_id, day).tables["contact"]
    assert not vault.ask(record_on, child_id, date(2026, 1, 5)).tables["contact"]
