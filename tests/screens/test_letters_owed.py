"""Letters owed: how far each letter is, and what its row opens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from seen import chosen_line, lines, words
from textual.pilot import Pilot

from iro_tui.casework.outbox import ledger, tick
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.letter import LetterScreen
from screens.letters_owed import LettersOwedScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
SIZES = [(80, 24), (120, 40)]


async def opened(pilot: Pilot[int]) -> LettersOwedScreen:
    await pilot.press("3")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, LettersOwedScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_F4_a_letter_is_due_fifteen_working_days_after_its_review(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await opened(pilot)
        line = chosen_line(screen.query_one(RowList))
        assert line.startswith(">  Wed 9 Dec   in 13 wd")
        assert "Leo Hill" in line and "exported, to upload" in line
        assert len(line) <= size[0]
        assert "1 to upload, 0 late" in words(screen, "#letters-summary")

        # What is owed and what only waits for the upload are each counted with their own late ones.
        screen._rows = {name: replace(each, due=each.review_on) for name, each in screen._rows.items()}
        assert screen._summary().plain.split("      ") == [
            "0 letters owed, 0 late",
            "0 not begun",
            "1 to upload, 1 late",
        ]


async def test_a_ticked_letter_goes_to_the_group_with_the_council(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    app = app_on(few)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        entry = next(each for each in few.ask(ledger, today) if each.kind == "LETTER")
        app.act(tick, entry.entry_id, today)
        await pilot.pause()
        shown = lines(screen.query_one(RowList))
        assert shown[:2] == ["Not with the council yet", "Every letter is with the council."]
        assert shown[-2] == "With the council  1"
        assert shown[-1].startswith("√") and "Leo Hill" in shown[-1]


async def test_enter_opens_the_letter_and_o_the_child(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Leo Hill" in pilot.app.screen.where()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LetterScreen)
        assert "Leo" in pilot.app.screen.where()


async def test_no_letter_owed_says_so_and_offers_no_keys_for_rows(vault: Vault, app_on: MakeApp) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert words(screen, "EmptyPage > Static") == "No letter is owed."
        assert "open" not in words(screen, "#footer")
        await pilot.press("enter", "o")
        assert pilot.app.screen is screen
