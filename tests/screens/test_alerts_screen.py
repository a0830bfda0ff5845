"""The board of alerts: answered, taken further and closed by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hands import press, type_words
from seen import chosen_line, lines, words
from textual.pilot import Pilot

from iro_tui.casework.alert_board import alert_board
from iro_tui.casework.alerts import raise_alert
from iro_tui.casework.caseload import caseload
from iro_tui.vault.store import Vault
from screens.alerts import AlertsScreen
from screens.app import IroApp
from screens.record_form import RecordForm

MakeApp = Callable[[Vault], IroApp]


@pytest.fixture
def alerted(few: Vault, today: date) -> Vault:
    """A caseload with an alert of Mon 2 Nov that nobody has answered."""
    child = few.ask(caseload, today)[0].child_id
    values = {"raised_on": date(2026, 11, 2), "concern": "no match panel [/]", "asked_for": "A panel date."}
    few.act(raise_alert, child, values, today)
    return few


async def opened(pilot: Pilot[int], alert: str) -> AlertsScreen:
    await press(pilot, "4")
    screen = pilot.app.screen
    assert isinstance(screen, AlertsScreen)
    screen.rows.choose(next(str(o.id) for o in screen.rows.options if o.id and alert in str(o.prompt)))
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_ALERT_TM_an_unanswered_alert_is_late_and_shows_its_days(
    alerted: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(alerted).run_test(size=size) as pilot:
        screen = await opened(pilot, "no match panel [/]")
        line = chosen_line(screen.rows)
        assert line.startswith("!") and "14" in line and len(line) <= size[0]
        assert "raised with the team manager" in words(screen, "#alert-history")
        assert "Cafcass may be asked at any time" in words(screen, "#alert-history")


async def test_an_alert_is_answered_taken_further_and_closed_by_keys(
    alerted: Vault, app_on: MakeApp, today: date
) -> None:
    async with app_on(alerted).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "no match panel [/]")
        await press(pilot, "y", "tab", "tab")
        await type_words(pilot, "We are looking.")
        keys = await press(pilot, "f2", "x", "f2", "d", "f2")
        assert keys == 5
        board = alerted.ask(alert_board, today, date(2026, 4, 1))
        closed = next(row for row in board.closed if row.concern == "no match panel [/]")
        assert [said.words for said in closed.history] == [
            "raised with the team manager",
            "Team Manager: “We are looking.”",
            "no answer in 5 working days, to the senior manager",
            "resolved",
        ]
        assert any(line.startswith("√") and "no match panel [/]" in line for line in lines(screen.rows))


async def test_a_new_alert_is_raised_in_few_keys(alerted: Vault, app_on: MakeApp, today: date) -> None:
    before = len(alerted.ask(alert_board, today, date(2026, 4, 1)).open_rows)
    async with app_on(alerted).run_test(size=(120, 40)) as pilot:
        await press(pilot, "4")
        keys = await press(pilot, "n", "enter")
        assert isinstance(pilot.app.screen, RecordForm)
        await type_words(pilot, "no school place")
        keys += await press(pilot, "f2")
        assert keys <= 15
    assert len(alerted.ask(alert_board, today, date(2026, 4, 1)).open_rows) == before + 1
