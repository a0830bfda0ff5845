"""The lock: when it comes, what it hides, and that one comes back to where one was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from every_screen import open_child
from hands import AT, PASSPHRASE, TODAY, clock, press, type_words
from seen import drawn, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.vault.store import Vault
from screens import desk
from screens.app import IroApp
from screens.desk import LOCKED
from screens.first_run import FirstRunScreen
from screens.widgets.rows import RowList


async def unlock(pilot: Pilot[Any]) -> None:
    await press(pilot)
    await type_words(pilot, f"{PASSPHRASE}\n")
    await press(pilot)
    await pilot.pause()


async def locked_and_back(home: Path, *, go: Any) -> tuple[IroApp, Any]:
    """Unlock, go somewhere, lock by the key; return the locked app, closed, and what `go` returned."""
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        found = await go(pilot)
        await press(pilot, "ctrl+l")
    assert app.return_value == LOCKED and app.vault is not None
    app.vault.close()
    return app, found


@pytest.mark.campaign
async def test_a_half_typed_line_in_a_meeting_is_there_again_with_its_cursor(demo_home: Path) -> None:
    async def go(pilot: Pilot[Any]) -> str:
        await open_child(pilot, "romey")
        await press(pilot, "r", "f3", "f4")
        await type_words(pilot, "+Swims every we")
        await press(pilot, "left", "left")
        return str(pilot.app.screen.focused and pilot.app.screen.focused.id)

    app, focus = await locked_and_back(demo_home, go=go)
    again = IroApp(demo_home, TODAY, clock=clock)
    again.way_back = app.way_back
    assert "romey" not in repr(app.way_back).casefold() and "Swims" not in repr(app.way_back)
    async with again.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        assert type(again.screen).__name__ == "ReviewScreen"
        field = again.screen.focused
        assert field is not None and field.id == focus
        await type_words(pilot, "XX")
        assert "Swims every XXwe" in "\n".join(drawn(again))
        await press(pilot, "escape")
        assert type(again.screen).__name__ == "ChildScreen", "the way there too"
    assert again.vault is not None
    again.vault.close()


@pytest.mark.campaign
async def test_the_row_one_was_on_and_a_form_with_typing_come_back(demo_home: Path) -> None:
    async def go(pilot: Pilot[Any]) -> Any:
        await press(pilot, "2", "down", "down", "down")
        rows = pilot.app.screen.query(RowList).first()
        chosen = rows.chosen
        await press(pilot, "enter", "c")
        await type_words(pilot, "He was proud")
        return chosen

    app, chosen = await locked_and_back(demo_home, go=go)
    again = IroApp(demo_home, TODAY, clock=clock)
    again.way_back = app.way_back
    async with again.run_test(size=(80, 24)) as pilot:
        await unlock(pilot)
        assert type(again.screen).__name__ == "RecordForm"
        field = again.screen.focused
        assert isinstance(field, TextArea) and field.text == "He was proud"
        await press(pilot, "escape", "escape")
        assert again.screen.query(RowList).first().chosen == chosen
    assert again.vault is not None
    again.vault.close()


async def test_it_warns_a_minute_before_and_any_key_keeps_it_open(demo: Vault) -> None:
    app = IroApp(demo.home, TODAY, demo, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.invented = False
        app._touched -= 60 * (app.lock_minutes - 1) + 1
        app.mind_the_lock()
        await pilot.pause()
        assert "It locks in a minute." in toasts(app.screen)
        assert "! locks in 1 min" in words(app.screen, "#header")
        await press(pilot, "down")
        app.mind_the_lock()
        assert app.return_value is None
        app._touched -= 60 * app.lock_minutes
        app.mind_the_lock()
        assert (app.return_value, app.locked_words) == (LOCKED, "It locked itself at 14:02.")


async def test_it_locks_when_the_computer_slept(demo: Vault) -> None:
    later = [AT]
    app = IroApp(demo.home, TODAY, demo, clock=lambda: later[0])
    async with app.run_test(size=(80, 24)):
        app.invented = False
        later[0] = AT + timedelta(seconds=desk.ASLEEP - 1)
        app.mind_the_lock()
        assert app.return_value is None
        later[0] += timedelta(hours=2)
        app.mind_the_lock()
        assert app.return_value == LOCKED
        assert app.locked_words == "It locked itself while the computer slept, until 16:03."


async def test_the_first_key_after_a_sleep_locks_and_goes_nowhere(demo: Vault) -> None:
    later = [AT]
    app = IroApp(demo.home, TODAY, demo, clock=lambda: later[0])
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        await type_words(pilot, "ro")
        app.invented = False
        later[0] = AT + timedelta(hours=2)
        field = app.screen.query_one(Input)
        await pilot.press("h")
        assert (field.value, app.return_value) == ("ro", LOCKED)


async def test_it_does_not_lock_while_the_recovery_sheet_is_written_down(
    home: Path, monkeypatch: pytest.MonkeyPatch, cheap: Any
) -> None:
    app = IroApp(home, TODAY, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = app.screen
        assert isinstance(screen, FirstRunScreen)
        vault = Vault.create(home, PASSPHRASE, cost=cheap)
        await screen._made(vault)
        await pilot.pause()
        app._touched -= 3600
        app.mind_the_lock()
        assert app.return_value is None
        assert screen.query("#first-last-group")
    vault.close()
