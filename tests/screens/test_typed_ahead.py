"""Keys typed while a screen or dialog is still opening are kept, and given to it in their order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import at_once
from textual.widgets import Input, TextArea

from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.dialogs import AskDialog, LineDialog, PickDialog
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


async def test_a_whole_form_sent_at_once_from_today_stands_in_its_fields(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "2", "n", "text:Ada", "tab", "text:Lovelace", "tab", "text:1/2/2016")
        screen = pilot.app.screen
        assert type(screen).__name__ == "RecordForm"
        standing = [each.value for each in screen.query("#form Input").results(Input)]
        assert standing[:3] == ["Ada", "Lovelace", "1/2/2016"]


async def test_a_search_and_a_talk_sent_at_once(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "slash", "text:asante", "enter", "c", "text:He was proud of it.")
        screen = pilot.app.screen
        assert type(screen).__name__ == "RecordForm"
        assert isinstance(screen.focused, TextArea) and screen.focused.text == "He was proud of it."


async def test_a_line_asked_in_a_dialog_takes_every_key_and_enter_after_them(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        answers: list[str | None] = []
        pilot.app.push_screen(LineDialog("Why?", "It is kept.", "Save"), answers.append)
        await at_once(pilot, "text:Because the carer asked", "enter")
        assert answers == ["Because the carer asked"]


async def test_a_filter_typed_before_the_list_stands_chooses_from_the_filtered_rows(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        answers: list[str | None] = []
        choices = [(code, label) for code, label in (("A", "Apple"), ("P", "Pear"), ("Q", "Quince"))]
        pilot.app.push_screen(PickDialog("Which?", choices, "", many=False), answers.append)
        await at_once(pilot, "text:quin", "enter")
        assert answers == ["Q"]


@pytest.mark.parametrize(("key", "said"), [("f2", True), ("escape", False)])
async def test_the_answer_pressed_before_the_question_stands_counts_and_what_follows_is_the_page_s(
    key: str, said: bool, few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        rows = pilot.app.screen.query(RowList).first()
        before = rows.highlighted or 0
        answers: list[bool | None] = []
        pilot.app.push_screen(AskDialog("Sure?", "It is kept.", "Yes", "No"), answers.append)
        await at_once(pilot, key, "down")
        assert answers == [said]
        assert rows.highlighted == before + 1


async def test_keys_go_on_in_order_past_what_they_open_and_close(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        to_rules_and_back = ("1", "ctrl+p", "text:rules and", "enter", "escape")
        await at_once(pilot, "2", "n", "text:Kept", "escape", *to_rules_and_back, "p")
        assert type(pilot.app.screen).__name__ == "PlannerScreen"
        assert ["Kept" in draft.body.values() for draft in few.ask(all_drafts)] == [True]
