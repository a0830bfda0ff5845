"""Processes of the IRO's own: kept, chosen for new alerts, and never changed under an alert."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import child, iro
from sqlmodel import Session, select

from iro_tui.casework.alert_board import alert_board
from iro_tui.casework.alert_processes import keep_process, processes, remove_process, use_process
from iro_tui.casework.alerts import move_alert, raise_alert
from iro_tui.casework.child_page import child_page
from iro_tui.casework.settings import save_rule
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.alert import AlertProcess
from iro_tui.vault.store import Vault

TODAY, RAISED = date(2026, 11, 26), date(2026, 11, 2)
STEPS = "Team Manager, 3\nHead of Service, 7\nOperational Director"


@pytest.fixture
def child_id(vault: Vault) -> str:
    iro(vault)
    return child(vault)


def used(vault: Vault) -> str:
    (name,) = [each.process.name for each in vault.ask(processes) if each.in_use]
    return name


def raised(vault: Vault, child_id: str, concern: str) -> str:
    return vault.act(raise_alert, child_id, {"raised_on": RAISED, "concern": concern}, TODAY).result


def test_both_seed_processes_are_there_and_the_newer_one_is_in_use(vault: Vault) -> None:
    assert [each.process.name for each in vault.ask(processes)] == ["2023/24", "2018/19"]
    assert used(vault) == "2023/24"


def test_new_alerts_start_under_the_one_chosen_and_the_old_keep_theirs(vault: Vault, child_id: str) -> None:
    old = raised(vault, child_id, "before")
    vault.act(keep_process, {"name": "2026/27", "limit_days": 15}, STEPS, TODAY)
    assert used(vault) == "2023/24", "keeping it does not put it in use"
    vault.act(use_process, "2026/27")
    new = raised(vault, child_id, "after")
    board = vault.ask(alert_board, TODAY, RAISED)
    rows = {row.alert_id: row for row in board.open_rows}
    assert rows[old].process.ends() == (5, 15, 20)
    assert rows[new].process.ends() == (3, 10, 15)
    assert rows[new].stage is not None and rows[new].stage.due == date(2026, 11, 5)
    vault.act(move_alert, new, "STEP_2", date(2026, 11, 6), "", TODAY)
    stage = vault.ask(alert_board, TODAY, RAISED).row(new)
    assert stage is not None and stage.stage is not None and stage.stage.with_whom == "Head of Service"
    vault.act(use_process, "2018/19")
    third = raised(vault, child_id, "seed")
    seed = vault.ask(alert_board, TODAY, RAISED).row(third)
    assert seed is not None and seed.process.name == "2018/19"
    vault.act(use_process, "2023/24")
    assert used(vault) == "2023/24"


def test_ALERT_TM_numbers_in_the_rules_still_make_a_version_of_the_usual_one(
    vault: Vault, child_id: str
) -> None:
    vault.act(save_rule, "ALERT_TM", True, 3)
    assert used(vault) == "2023/24 (3, 10, 20)"
    raised(vault, child_id, "by the rules")
    counted = {each.process.name: each.alerts for each in vault.ask(processes)}
    assert counted == {"2023/24": 0, "2018/19": 0, "2023/24 (3, 10, 20)": 1}


def test_one_that_alerts_run_under_is_neither_changed_nor_taken_away(vault: Vault, child_id: str) -> None:
    own = vault.act(keep_process, {"name": "2026/27", "limit_days": 15}, STEPS, TODAY).result
    vault.act(use_process, "2026/27")
    vault.act(keep_process, {"name": "2026/28", "limit_days": None}, "Team Manager", TODAY, own)
    assert used(vault) == "2026/28", "what is chosen follows the name"
    raised(vault, child_id, "under it")
    with pytest.raises(BadInput, match="keep it as it is"):
        vault.act(keep_process, {"name": "2026/29", "limit_days": 15}, STEPS, TODAY, own)
    with pytest.raises(BadInput, match="keep it as it is"):
        vault.act(remove_process, own)


def test_one_taken_away_leaves_the_usual_one_in_use(vault: Vault, child_id: str) -> None:
    own = vault.act(keep_process, {"name": "2026/27", "limit_days": 15}, STEPS, TODAY).result
    vault.act(use_process, "2026/27")
    vault.act(remove_process, own)
    assert used(vault) == "2023/24"


@pytest.mark.parametrize(
    ("name", "limit", "steps", "says"),
    [
        ("2023/24", 20, STEPS, "Name: there is a process called 2023/24"),
        ("new", 20, " \n ", "write one a line"),
        ("new", 20, "Team Manager, soon", "“Team Manager, soon” needs a number"),
        ("new", 20, "Team Manager, 0", "needs a number of working days"),
        ("new", 20, ", 5", "says nobody"),
        ("new", 9, STEPS, "the steps take 10, which is more than 9"),
        ("new", 20, "A, 1\n" * 9, "8 is the most"),
    ],
)
def test_what_cannot_be_a_process_is_said_plainly(
    vault: Vault, child_id: str, name: str, limit: int, steps: str, says: str
) -> None:
    with pytest.raises(BadInput, match=says):
        vault.act(keep_process, {"name": name, "limit_days": limit}, steps, TODAY)
    assert len(vault.ask(processes)) == 2


@verb("steps lost")
def lose_steps(session: Session) -> None:
    for process in session.exec(select(AlertProcess)):
        process.steps = []


def test_an_alert_under_a_process_without_steps_runs_under_the_listed_one(
    vault: Vault, child_id: str
) -> None:
    vault.act(keep_process, {"name": "2026/27", "limit_days": 15}, STEPS, TODAY)
    vault.act(use_process, "2026/27")
    alert_id = raised(vault, child_id, "out of a file")
    vault.act(lose_steps)
    row = vault.ask(alert_board, TODAY, RAISED).row(alert_id)
    assert row is not None and row.process.name == "2023/24"
    assert used(vault) == "2023/24"
    assert vault.ask(child_page, child_id, TODAY)
