"""An alert raised from what the IRO found begins with its facts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from a_child import child, iro
from sqlmodel import select

from iro_tui.casework.agenda import agenda
from iro_tui.casework.alert_begins import begins_with_check, begins_with_item, begins_with_row, same_alert
from iro_tui.casework.alerts import close_alert, raise_alert
from iro_tui.casework.entries import changing, recording
from iro_tui.casework.item import WATCHED, Item
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.casework.settings import save_rule
from iro_tui.record.alert import Alert
from iro_tui.rules.codes import codes
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 26)


@pytest.fixture
def child_id(vault: Vault) -> str:
    iro(vault)
    return child(vault)


def due(vault: Vault, child_id: str, kind: str, today: date = TODAY) -> Item | None:
    items = vault.ask(agenda, today)
    return next((each for each in items if each.child_id == child_id and each.kind == kind), None)


def test_every_watched_line_and_every_theme_has_its_place_in_the_list() -> None:
    listed = codes("alert_from")
    assert set(listed) >= WATCHED
    themes = codes("escalation_theme")
    assert all(theme in themes for each in listed.values() for theme in each.columns["themes"].split())
    checks = {code.removeprefix("LOOK_") for code in listed if code.startswith("LOOK_")}
    assert checks <= set(codes("review_checklist"))


def test_a_late_line_gives_concern_theme_evidence_with_dates_and_rule(vault: Vault, child_id: str) -> None:
    vault.act(recording("visit"), child_id, {"visited_on": date(2026, 8, 3)}, TODAY)
    vault.act(recording("placement"), child_id, {"kind": "U6", "started_on": date(2026, 1, 5)}, TODAY)
    item = due(vault, child_id, "VISIT")
    assert item is not None and item.late
    begins = begins_with_item(item)
    assert begins is not None
    assert (begins.concern, begins.themes) == ("social worker's visit not in time", "OTHER")
    for words in ("Mon 3 Aug 2026", "Last day: ", "Regs 2010 reg 28"):
        assert words in begins.evidence
    alert_id = vault.act(raise_alert, child_id, begins.values(TODAY) | {"about": begins.about}, TODAY).result
    assert vault.ask(same_alert, begins) == alert_id
    vault.act(close_alert, alert_id, "RESOLVED", "", TODAY)
    assert vault.ask(same_alert, begins) == "", "a closed one is no reason not to raise it again"


def test_the_IRO_s_own_work_and_an_alert_begin_without_facts(vault: Vault, child_id: str) -> None:
    vault.act(raise_alert, child_id, {"raised_on": TODAY, "concern": "no reply"}, TODAY)
    for kind in ("SPEAK", "MIDWAY", "LETTER", "UPLOAD", "ALERT"):
        item = due(vault, child_id, kind)
        assert item is None or begins_with_item(item) is None


def test_a_line_of_the_checklist_brings_what_the_record_says_of_it(vault: Vault, child_id: str) -> None:
    held = TODAY - timedelta(days=1)
    vault.act(recording("placement"), child_id, {"kind": "U6", "started_on": date(2026, 1, 5)}, TODAY)
    vault.act(recording("visit"), child_id, {"visited_on": date(2026, 8, 3)}, TODAY)
    review_id = vault.act(open_review, child_id, TODAY).result
    vault.act(save_review, review_id, {"opened_on": held})
    begins = vault.ask(begins_with_check, review_id, "VISITS", TODAY)
    assert begins.concern == "social worker's visits not in time"
    assert begins.about == f"review:{review_id}:VISITS"
    assert "Review 1, Wed 25 Nov 2026" in begins.evidence and "Mon 3 Aug 2026" in begins.evidence
    leisure = vault.ask(begins_with_check, review_id, "LEISURE", TODAY)
    assert leisure.concern and not leisure.themes


def test_a_move_nobody_was_asked_about_begins_with_who_was_not_asked(vault: Vault, child_id: str) -> None:
    moved = {"kind": "U6", "started_on": date(2026, 11, 2), "carer": "Jo", "planned": False}
    vault.act(recording("placement"), child_id, {"kind": "U6", "started_on": date(2026, 1, 5)}, TODAY)
    home = vault.act(recording("placement"), child_id, {**moved, "child_asked": False}, TODAY).result
    begins = vault.ask(begins_with_row, child_id, "placement", home, TODAY)
    assert begins is not None
    assert begins.themes == "PLACEMENT_MOVE NOT_CONSULTED"
    assert "Moved on Mon 2 Nov 2026" in begins.evidence and "not planned" in begins.evidence
    assert "Sam was not asked before." in begins.evidence and "I was not asked before." in begins.evidence
    vault.act(changing("placement"), home, {"iro_asked_on": date(2026, 11, 1)}, TODAY)
    again = vault.ask(begins_with_row, child_id, "placement", home, TODAY)
    assert again is not None and "I was asked on Sun 1 Nov 2026." in again.evidence
    assert vault.ask(begins_with_row, child_id, "person", "x", TODAY) is None


def test_an_event_nobody_was_asked_about_is_evidence_too(vault: Vault, child_id: str) -> None:
    values = {"kind": "PLAN_CHANGE", "known_on": date(2026, 11, 2), "what": "home in May"}
    event = vault.act(recording("event"), child_id, values, TODAY).result
    begins = vault.ask(begins_with_row, child_id, "event", event, TODAY)
    assert begins is not None and begins.themes == "NOT_CONSULTED"
    assert "home in May" in begins.evidence and "I heard on Mon 2 Nov 2026." in begins.evidence


# A secure placement without an advocate


def test_ADVOCATE_a_secure_placement_without_an_advocate_is_due_by_itself(
    vault: Vault, child_id: str
) -> None:
    assert due(vault, child_id, "ADVOCATE") is None
    vault.act(recording("placement"), child_id, {"kind": "K1", "started_on": date(2026, 7, 1)}, TODAY)
    item = due(vault, child_id, "ADVOCATE")
    assert item is not None and item.due == TODAY and not item.late
    begins = begins_with_item(item)
    assert begins is not None and begins.themes == "SECURE" and "Wed 1 Jul 2026" in begins.evidence
    asked = vault.act(recording("advocacy"), child_id, {"asked_on": TODAY, "asked_by": "IRO"}, TODAY).result
    assert due(vault, child_id, "ADVOCATE") is not None, "asked for is not there yet"
    vault.act(changing("advocacy"), asked, {"granted": True, "granted_on": TODAY}, TODAY)
    assert due(vault, child_id, "ADVOCATE") is None
    vault.act(changing("advocacy"), asked, {"ended_on": TODAY, "outcome": "She was heard."}, TODAY)
    assert due(vault, child_id, "ADVOCATE") is not None
    vault.act(recording("person"), child_id, {"name": "Ola Finch", "role": "ADVOCATE"}, TODAY)
    assert due(vault, child_id, "ADVOCATE") is None


def test_ADVOCATE_can_be_switched_off(vault: Vault, child_id: str) -> None:
    vault.act(recording("placement"), child_id, {"kind": "K1", "started_on": date(2026, 7, 1)}, TODAY)
    vault.act(save_rule, "ADVOCATE", False, None)
    assert due(vault, child_id, "ADVOCATE") is None


def test_a_complaint_goes_from_made_to_answered(vault: Vault, child_id: str) -> None:
    values = {"made_on": date(2026, 11, 2), "about": "Nobody\nasked me", "to_whom": "Complaints manager"}
    made = vault.act(recording("complaint"), child_id, values, TODAY).result
    vault.act(changing("complaint"), made, {"answered_on": TODAY, "outcome": "An apology."}, TODAY)
    from iro_tui.casework.child_record import child_record
    from iro_tui.casework.child_story import story

    (item,) = [each for each in story(vault.ask(child_record, child_id), TODAY) if each.kind == "complaint"]
    assert (item.word, item.first) == ("Spoke up", "complaint answered: Nobody asked me")
    assert vault.ask(lambda session: session.exec(select(Alert.id)).all()) == []
