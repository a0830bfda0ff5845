"""Practice alerts through their steps, and what of them the council must have."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import select

from iro_tui.casework.agenda import agenda
from iro_tui.casework.alerts import answer_alert, close_alert, move_alert, raise_alert, save_alert
from iro_tui.casework.children import add_child
from iro_tui.casework.outbox import ledger, text_of, tick
from iro_tui.casework.settings import save_rule
from iro_tui.errors import BadInput
from iro_tui.record.alert import Alert, AlertProcess
from iro_tui.rules.alert_process import DECIDE, ENDINGS
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
RAISED, FORMAL = date(2026, 11, 2), date(2026, 11, 9)


@pytest.fixture
def child_id(vault: Vault) -> str:
    values = {"mosaic_id": "4100001", "first_name": "Nia", "surname": "Bello", "born": date(2024, 3, 2)}
    return vault.act(add_child, values, date(2025, 1, 6), TODAY).result


@pytest.fixture
def alert_id(vault: Vault, child_id: str) -> str:
    values = {"raised_on": RAISED, "concern": "no match panel", "themes": "DRIFT"}
    return vault.act(raise_alert, child_id, values, RAISED).result


def test_an_alert_goes_through_its_stages_and_each_is_entered(vault: Vault, alert_id: str) -> None:
    (row,) = vault.ask(ledger, RAISED)
    assert row.what == "stage 1, team manager"
    vault.act(save_alert, alert_id, {"evidence": "Two panels missed."}, RAISED)
    assert len(vault.ask(ledger, RAISED)) == 1, "the same stage is not another entry"
    vault.act(tick, row.entry_id, RAISED)
    vault.act(move_alert, alert_id, "FORMAL_ALERT", FORMAL, "no answer", FORMAL)
    assert [entry.what for entry in vault.ask(ledger, FORMAL)] == [
        "stage 1, team manager",
        "stage 2, senior manager",
    ]
    reply = {"answered_on": date(2026, 11, 12), "who": "P. Shah", "words": "We are looking.", "enough": False}
    vault.act(answer_alert, alert_id, reply, TODAY)
    vault.act(close_alert, alert_id, "RESOLVED", "She has a date.", TODAY, {"child_told_on": TODAY})
    waiting = [entry for entry in vault.ask(ledger, TODAY) if entry.state == "to copy"]
    assert [entry.what for entry in waiting] == ["closed, resolved"]
    text = vault.ask(text_of, waiting[0].entry_id)
    for words in (
        "Evidence: Two panels missed.",
        "Since then: Mon 9 Nov 2026 with Senior Manager",
        "Thu 12 Nov 2026, P. Shah: We are looking., not enough",
        "Outcome: Resolved",
        "Child told: Sun 22 Nov 2026",
    ):
        assert words in text
    with pytest.raises(BadInput, match="closed already"):
        vault.act(close_alert, alert_id, "RESOLVED", "", TODAY)


@pytest.mark.parametrize("steps", [(), ("FORMAL_ALERT",), ("FORMAL_ALERT", DECIDE), (DECIDE,)])
@pytest.mark.parametrize("outcome", ENDINGS)
def test_CAFCASS_and_every_other_end_is_open_at_every_step(
    vault: Vault, alert_id: str, steps: tuple[str, ...], outcome: str
) -> None:
    for place, step in enumerate(steps):
        vault.act(move_alert, alert_id, step, FORMAL + timedelta(days=place), "", TODAY)
    vault.act(close_alert, alert_id, outcome, "", TODAY, {"decision": "It stays as it is."})
    assert vault.ask(lambda session: session.exec(select(Alert.outcome)).all()) == [outcome]


@pytest.mark.parametrize(
    ("first", "then"),
    [("FORMAL_ALERT", "PRACTICE_ALERT"), ("FORMAL_ALERT", "FORMAL_ALERT"), (DECIDE, "FORMAL_ALERT")],
)
def test_an_alert_never_goes_back(vault: Vault, alert_id: str, first: str, then: str) -> None:
    vault.act(move_alert, alert_id, first, FORMAL, "", TODAY)
    with pytest.raises(BadInput, match="goes on from there and never back"):
        vault.act(move_alert, alert_id, then, FORMAL, "", TODAY)


def test_what_cannot_be_is_refused(vault: Vault, child_id: str, alert_id: str) -> None:
    with pytest.raises(BadInput, match="before the step it is at began"):
        vault.act(move_alert, alert_id, "FORMAL_ALERT", RAISED - timedelta(days=3), "", TODAY)
    with pytest.raises(BadInput, match="before the alert was raised"):
        vault.act(answer_alert, alert_id, {"answered_on": RAISED - timedelta(days=1)}, TODAY)
    with pytest.raises(BadInput, match="Say what came of it"):
        vault.act(close_alert, alert_id, "OPEN", "", TODAY)
    with pytest.raises(BadInput, match="What the manager decided"):
        vault.act(close_alert, alert_id, "DIFFERENCE_ACKNOWLEDGED", "", TODAY)
    with pytest.raises(BadInput, match="Close the alert"):
        vault.act(save_alert, alert_id, {"outcome": "RESOLVED"}, TODAY)
    with pytest.raises(BadInput, match="has no step"):
        vault.act(raise_alert, child_id, {"raised_on": TODAY, "concern": "x"}, TODAY, at_step="HOS")
    assert vault.ask(lambda session: session.exec(select(Alert.outcome)).all()) == ["OPEN"]


def test_the_informal_step_can_be_skipped_on_the_day_of_raising(vault: Vault, child_id: str) -> None:
    values = {"raised_on": RAISED, "concern": "moved without notice"}
    vault.act(raise_alert, child_id, values, RAISED, at_step="FORMAL_ALERT")
    (item,) = [each for each in vault.ask(agenda, RAISED) if each.kind == "ALERT"]
    assert (item.due, item.note) == (date(2026, 11, 16), "manager, 0 of 10")


def test_ALERT_TM_an_alert_keeps_the_numbers_it_started_under(
    vault: Vault, child_id: str, alert_id: str
) -> None:
    vault.act(save_rule, "ALERT_TM", True, 3)
    vault.act(raise_alert, child_id, {"raised_on": RAISED, "concern": "second"}, RAISED)
    due = {each.title: each.due for each in vault.ask(agenda, RAISED) if each.kind == "ALERT"}
    assert due == {"Alert: no match panel": FORMAL, "Alert: second": date(2026, 11, 5)}
    assert vault.ask(lambda session: session.exec(select(AlertProcess.name)).all()) == ["2023/24 (3, 10, 20)"]


def test_the_old_process_runs_beside_the_new_one(vault: Vault, child_id: str, alert_id: str) -> None:
    values = {"raised_on": RAISED, "concern": "old policy"}
    old = vault.act(raise_alert, child_id, values, RAISED, process="2018/19", at_step="TM_SM").result
    due = {each.title: (each.due, each.note) for each in vault.ask(agenda, TODAY) if each.kind == "ALERT"}
    assert due["Alert: old policy"] == (date(2026, 11, 30), "manager, 14 of 20")
    vault.act(move_alert, old, "HOS", TODAY, "", TODAY)
    assert "stage 3, head of service" in [entry.what for entry in vault.ask(ledger, TODAY)]


def test_good_practice_is_noted_without_a_clock(vault: Vault, child_id: str) -> None:
    values = {"kind": "GOOD", "raised_on": RAISED, "concern": "life story work done with the child"}
    noted = vault.act(raise_alert, child_id, values, RAISED).result
    assert [each for each in vault.ask(agenda, TODAY) if each.kind == "ALERT"] == []
    assert [row.what for row in vault.ask(ledger, TODAY)] == ["good practice"]
    with pytest.raises(BadInput, match="needs no answer"):
        vault.act(close_alert, noted, "RESOLVED", "", TODAY)
