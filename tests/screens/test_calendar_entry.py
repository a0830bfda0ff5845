"""The calendar file from inside the program: by initials, and by name only after a second question."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hands import press
from textual.widgets import Input

from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.calendar_file import ask_calendar_file
from screens.dialogs import AskDialog, TellDialog
from screens.form_dialog import FormDialog


async def test_initials_at_once_and_names_only_when_asked_twice(
    few: Vault, app_on: Callable[[Vault], IroApp], tmp_path: Path
) -> None:
    file = tmp_path / "reviews.ics"
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await press(pilot)
        assert isinstance(pilot.app, IroApp)
        ask_calendar_file(pilot.app)
        await pilot.pause(0.3)
        assert isinstance(pilot.app.screen, FormDialog)
        pilot.app.screen.query_one("#field-file", Input).value = str(tmp_path / "gone" / "reviews.ics")
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, FormDialog), "a folder that is not there is said beside the field"
        pilot.app.screen.query_one("#field-file", Input).value = str(file)
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, TellDialog)
        assert "K.A." in (text := file.read_text(encoding="utf-8"))
        assert "Kofi" not in text
        await press(pilot, "escape")
        ask_calendar_file(pilot.app)
        await pilot.pause(0.3)
        pilot.app.screen.query_one("#field-file", Input).value = str(file)
        await press(pilot, "tab", "space", "f2")
        assert isinstance(pilot.app.screen, AskDialog)
        assert "Kofi" not in file.read_text(encoding="utf-8"), "nothing leaves before the answer"
        await press(pilot, "f2")
        assert "Kofi" in file.read_text(encoding="utf-8")
