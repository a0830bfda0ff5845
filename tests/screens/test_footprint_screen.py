"""Footprint: those who have gone quiet first, each saying why, and enter opens the child."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from seen import chosen_line, lines, words
from textual.pilot import Pilot

from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.footprint import FootprintScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


async def at_footprint(pilot: Pilot[int]) -> FootprintScreen:
    await pilot.press("2", "t")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, FootprintScreen)
    return screen


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_who_has_gone_quiet_stands_first_and_says_why(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await at_footprint(pilot)
        rows = screen.query_one(RowList)
        assert lines(rows)[0].split() == ["Gone", "quiet", "1"]
        assert "Amira Khan" in chosen_line(rows)
        shown = "\n".join(lines(rows))
        assert "Nothing for 15 weeks: last a review, Mon 3 Aug." in shown
        assert "O'Brien [/] [b" in shown
        assert all(len(line) <= size[0] - 2 for line in shown.split("\n"))
        assert "Review Mon 3 Aug" in words(screen, "#footprint-days")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Amira Khan" in pilot.app.screen.where()
