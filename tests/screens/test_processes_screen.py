"""The page of alert processes, by keys."""

from __future__ import annotations

from collections.abc import Callable

from hands import press, type_words
from seen import lines, words
from textual.widgets import TextArea

from iro_tui.casework.alert_processes import processes
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.processes import ProcessesScreen

MakeApp = Callable[[Vault], IroApp]


async def test_a_version_is_made_by_keys_wrong_steps_stay_and_enter_puts_it_in_use(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p")
        await type_words(pilot, "alert processes")
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, ProcessesScreen)
        assert lines(screen.rows)[0].startswith("√") and "Senior Manager" in words(screen, "#processes-steps")
        await press(pilot, "n")
        await type_words(pilot, "Ours [b]")
        steps = pilot.app.screen.query_one("#field-steps", TextArea)
        steps.text = "Team Manager, soon"
        await press(pilot, "f2")
        assert "needs a number" in words(pilot.app.screen, "#row-steps .wrong")
        assert steps.text == "Team Manager, soon"
        steps.text = "Team Manager, 3\nHead of Service [/], 7"
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        await press(pilot, "enter")
        (used,) = [each.process for each in few.ask(processes) if each.in_use]
        assert used.name == "Ours [b]"
        assert [(each.with_whom, each.days) for each in used.steps] == [
            ("Team Manager", 3),
            ("Head of Service [/]", 7),
        ]
        assert "Head of Service [/]" in words(screen, "#processes-steps")
        await press(pilot, "f8")
        assert [each.process.name for each in few.ask(processes) if each.in_use] == ["2023/24"]
