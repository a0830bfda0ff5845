"""Every entry of a child's file has a form laid out from its table, and its typing is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from every_screen import open_child
from hands import OpenApp, press, type_words
from one_child import make_one
from seen import lines, toasts
from textual.widgets import Input

from iro_tui.casework.child_record import child_record
from iro_tui.record.nouns import nouns, parts
from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.entry_forms import entry_form
from screens.record_form import RecordForm
from screens.widgets.form import Form
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
OFFERED = [name for names in parts().values() for name in names]
HOSTILE = "O'Brien [/] [b]"


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    return vault.act(make_one, today).result


@pytest.mark.campaign
async def test_every_kind_of_entry_opens_a_form_and_leaves_nothing_behind(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in OFFERED:
            await app.push_screen(entry_form(app, child_id, name))
            form = app.screen
            assert isinstance(form, RecordForm)
            assert form.where().endswith(f"/ {nouns()[name].called}")
            assert form.query_one(Form).fields
            await press(pilot, "escape")
    assert not vault.ask(all_drafts), "nothing typed, nothing kept"


async def test_a_half_written_entry_waits_on_the_page_and_is_saved_word_for_word(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.open_child(child_id)
        await pilot.pause()
        await app.push_screen(entry_form(app, child_id, "schooling"))
        assert isinstance(app.focused, Input)
        await type_words(pilot, HOSTILE)
        await pilot.pause(0.6)
        assert [draft.body["name"] for draft in vault.ask(all_drafts)] == [HOSTILE]
        app.screen.query_one("#field-started_on", Input).value = "31/02/2026"
        await press(pilot, "f2")
        assert isinstance(app.screen, RecordForm), "a wrong day is said beside the field"
        assert app.screen.query_one("#field-name", Input).value == HOSTILE
        await press(pilot, "escape")
        now = app.screen.query_one("#now-rows", RowList)
        assert any(line.startswith("> School") for line in lines(now))
        now.focus()
        await press(pilot, "home", "enter")
        assert app.screen.query_one("#field-name", Input).value == HOSTILE
        app.screen.query_one("#field-started_on", Input).value = "2/9/2026"
        await press(pilot, "f2")
        assert "Saved: school of" in toasts(app.screen)
        row = vault.ask(child_record, child_id).tables["schooling"][-1]
        assert (row["name"], row["started_on"]) == (HOSTILE, date(2026, 9, 2))
        assert not vault.ask(all_drafts)


@pytest.mark.campaign
async def test_another_day_is_typed_over_the_one_that_stands_there(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(entry_form(app, child_id, "visit"))
        await pilot.pause()
        assert app.screen.query_one("#field-visited_on", Input).value == "22/11/2026"
        await type_words(pilot, "3/11/26")
        await press(pilot, "f2")
        assert vault.ask(child_record, child_id).tables["visit"][0]["visited_on"] == date(2026, 11, 3)


async def test_an_entry_is_changed_in_the_form_it_was_written_in(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        placement = vault.ask(child_record, child_id).tables["placement"][-1]
        await app.push_screen(entry_form(app, child_id, "placement", placement["id"], start="carer"))
        await pilot.pause()
        field = app.screen.query_one("#field-carer", Input)
        assert app.focused is field
        field.value = HOSTILE
        await press(pilot, "f2")
        assert vault.ask(child_record, child_id).tables["placement"][-1]["carer"] == HOSTILE


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_long_form_opens_where_one_begins_to_type(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size) as pilot:
        await open_child(pilot, "yardley")
        await press(pilot, "c")
        words = pilot.app.screen.query_one("#field-own_words")
        assert words.has_focus
        form = pilot.app.screen.query_one("#form")
        assert form.region.contains_region(words.region)
