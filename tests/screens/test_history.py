"""The history of one child's record, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from one_child import make_one
from seen import lines
from textual.widgets import Static

from iro_tui.casework.children import save_child
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.entry import EntryDialog
from screens.history import HistoryScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    child = vault.act(make_one, today).result
    vault.act(save_child, child, {"sex": "F", "uasc": True, "born": date(2016, 5, 12), "language": "Urdu"})
    return child


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_change_says_what_was_before_and_after(
    vault: Vault, child_id: str, app_on: MakeApp, size: tuple[int, int]
) -> None:
    app = app_on(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(HistoryScreen(child_id))
        await pilot.pause()
        rows = app.screen.query_one(RowList)
        newest = lines(rows)[0]
        assert newest.startswith("Mon 23 Nov")
        assert "child changed" in newest and newest.split("\n")[0].endswith("you")
        assert "Child, born: Tue 12 Apr 2016 -> Thu 12 May 2016" in newest
        assert any("a child made up" in text for text in lines(rows))
        assert all(len(line) < rows.size.width for text in lines(rows) for line in text.split("\n"))
        await pilot.press("enter")
        dialog = app.screen
        assert isinstance(dialog, EntryDialog)
        shown = "\n".join(str(getattr(each.content, "plain", each.content)) for each in dialog.query(Static))
        assert "Child, unaccompanied" in shown and "no\n-> yes" in shown
        assert "Child, first language" in shown and "Urdu" in shown
        assert "Child, sex" in shown and "-> Female" in shown


async def test_undo_is_a_line_of_its_own(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    app = app_on(vault)
    async with app.run_test(size=(120, 40)) as pilot:
        app.push_screen(HistoryScreen(child_id))
        await pilot.pause()
        await pilot.press("f8")
        await pilot.pause()
        shown = lines(app.screen.query_one(RowList))
        assert "undone: child changed" in shown[0]
        assert "Child, born: Thu 12 May 2016 -> Tue 12 Apr 2016" in shown[0]
        assert "child changed" in shown[2]
