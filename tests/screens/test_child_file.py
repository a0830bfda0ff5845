"""The child's file by keys: writing anything down, changing it, taking it away, the filter, a day gone by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hands import PASSPHRASE, press, type_words
from one_child import make_one
from seen import drawn, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.casework.child_record import child_record
from iro_tui.casework.children import add_child, save_child
from iro_tui.casework.entries import recording
from iro_tui.record.forms import layout
from iro_tui.record.nouns import parts, shape_named
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.caseload import CaseloadScreen
from screens.child import ChildScreen
from screens.new_entry import NewEntryDialog, found_kinds, kinds
from screens.record_form import RecordForm
from screens.widgets.form import FormField
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
OFFERED = [name for names in parts().values() for name in names]
MOST_KEYS = 12
"""Structure keys for any entry, from the child's page (guide, section 8); words not counted."""


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    return vault.act(make_one, today).result


async def opened(pilot: Pilot[int], child_id: str) -> ChildScreen:
    app = pilot.app
    assert isinstance(app, IroApp)
    app.open_child(child_id)
    await pilot.pause()
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, ChildScreen)
    return screen


def story(screen: ChildScreen) -> str:
    return "\n".join(lines(screen.query_one("#story-rows", RowList)))


def now(screen: ChildScreen) -> RowList:
    return screen.query_one("#now-rows", RowList)


@pytest.mark.campaign
async def test_a_visit_is_written_down_changed_taken_away_and_brought_back_by_keys(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, child_id)
        keys = await press(pilot, "n")
        assert isinstance(app.screen, NewEntryDialog)
        await type_words(pilot, "vis")
        keys += 3 + await press(pilot, "enter")
        assert isinstance(app.screen, RecordForm)
        keys += await press(pilot, "tab")
        await type_words(pilot, "O'Brien [/] [b]")
        keys += await press(pilot, "f2")
        assert keys <= MOST_KEYS
        assert app.screen is screen
        assert "Visit    O'Brien [/] [b]" in story(screen)

        screen.query_one("#story-rows", RowList).highlighted = 0
        await press(pilot, "enter", "e")
        await press(pilot, "tab", "end")
        await type_words(pilot, " Ng")
        await press(pilot, "f2")
        assert "O'Brien [/] [b] Ng" in story(screen)

        await press(pilot, "enter", "delete")
        assert "Take away: Visit, Sun 22 Nov 2026?" in "\n".join(drawn(app))
        await press(pilot, "escape")
        assert "O'Brien" in story(screen), "asked first, and kept"
        await press(pilot, "enter", "delete", "f2")
        assert "O'Brien" not in story(screen)
        assert "F8 brings it back" in toasts(screen)
        await press(pilot, "f8")
        assert "O'Brien [/] [b] Ng" in story(screen)


async def test_any_entry_takes_few_keys(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    """Open the chooser, three letters, enter, a tab to each field that must be filled, save."""
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        every = kinds(app, child_id)
    for name in OFFERED:
        called = next(
            each.name for each in every if each.asks == tuple(f.title for f in layout(shape_named(name)))
        )
        letters = next(
            count
            for count in range(len(called) + 1)
            if [kind.name for kind, _ in found_kinds(every, called[:count])][:1] == [called]
        )
        fields = [field for field in layout(shape_named(name)) if not field.only_if]
        last = max((place for place, field in enumerate(fields) if field.required), default=0)
        keys = 1 + min(letters, 12) + 1 + last + 1
        assert keys <= MOST_KEYS, f"{called}: {letters} letters, {last} tabs"


async def test_what_is_typed_in_the_chooser_finds_a_name_a_part_or_a_field(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await press(pilot, "n")
        shown = app.screen.query_one("#new-rows", RowList)
        await type_words(pilot, "solic")
        assert lines(shown)[0].startswith("Immigration status  Solicitor")
        await press(pilot, *["backspace"] * 5)
        await type_words(pilot, "zz[")
        assert lines(shown) == ["Nothing here is called “zz[”."]
        await press(pilot, "enter", "escape")
        assert isinstance(app.screen, ChildScreen)


async def test_the_story_is_filtered_as_one_types_and_escape_shows_all_of_it_again(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        whole = story(screen)
        await press(pilot, "f")
        await type_words(pilot, "midw aug")
        assert story(screen).startswith("Thu 20 Aug  Midway")
        assert "Talked" not in story(screen)
        assert "1 of 11" in words(screen, ".filter-facts")
        await press(pilot, "down", "r", "escape")
        assert screen is app.screen and "Talked" not in story(screen), "back from the review it still filters"
        await press(pilot, "f")
        await type_words(pilot, " [b]")
        assert story(screen).startswith("Nothing in the story has “midw aug [b]”.")
        await press(pilot, "escape")
        assert story(screen) == whole
        await press(pilot, "escape")
        assert app.screen is not screen


async def test_the_page_of_a_day_gone_by_says_so_and_writes_nothing(home: Path, app_on: MakeApp) -> None:
    at = datetime(2026, 10, 1, 9, 30, tzinfo=UTC)
    with Vault.create(home, PASSPHRASE, cost=Cost(ops=1, mem=64 << 10), now=lambda: at) as vault:
        values = {
            "mosaic_id": "1",
            "first_name": "Bo",
            "surname": "O'Brien [/] [b]",
            "born": date(2014, 1, 1),
        }
        child_id = vault.act(add_child, values, date(2026, 9, 1), at.date()).result
        school = {"name": "Elm School", "started_on": date(2026, 9, 2)}
        vault.act(recording("schooling"), child_id, school, at.date())
        at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
        vault.act(save_child, child_id, {"known_as": "Bobo"})
        vault.act(recording("visit"), child_id, {"visited_on": date(2026, 9, 20)}, at.date())
        app = app_on(vault)
        async with app.run_test(size=(80, 24), notifications=True) as pilot:
            today = await opened(pilot, child_id)
            assert "Visit" in story(today)
            await press(pilot, "t")
            await type_words(pilot, "9/10/2026\n")
            await pilot.pause()
            then = app.screen
            assert isinstance(then, ChildScreen) and then is not today
            assert words(then, "#child-past").startswith("As it stood on Fri 9 Oct 2026.")
            assert then.where() == "Bo O'Brien [/] [b], 12"
            assert "Elm School" in story(then) and "Visit" not in story(then)
            await press(pilot, "n", "e", "r", "c", "m", "a", "l")
            assert app.screen is then, "nothing is written on a day gone by"
            await press(pilot, "enter", "e")
            assert "Elm School" in "\n".join(drawn(app)), "an entry is shown, and not changed"
            await press(pilot, "escape", "escape")
            assert app.screen is today
            await press(pilot, "t")
            await type_words(pilot, "1/9/2026\n")
            await pilot.pause()
            assert app.screen is today
            assert "1 Sep" in toasts(today)


async def test_a_child_leaves_with_a_reason_is_shown_among_those_who_left_and_comes_back(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen = await opened(pilot, child_id)
        await press(pilot, "n")
        await type_words(pilot, "leav")
        await press(pilot, "enter", "f2")
        assert "Say why the time in care ended." in "\n".join(drawn(app))
        app.screen.query_one("#row-end_reason", FormField).fill("E4A")
        await press(pilot, "f2")
        assert "has left your caseload. F8 brings it back." in toasts(screen)
        assert "left this caseload" in words(screen, "#child-who")
        await press(pilot, "escape", "2")
        assert isinstance(app.screen, CaseloadScreen)
        await press(pilot, "z")
        listed = lines(app.screen.query_one("#caseload-rows", RowList))
        assert listed[0].split("  ")[1].strip() == "left 22 Nov"
        await press(pilot, "enter", "n")
        await type_words(pilot, "back")
        await press(pilot, "enter", "f2")
        assert not vault.ask(child_record, child_id).child["closed_on"]


async def test_brothers_and_sisters_are_ticked_and_enter_opens_theirs(few: Vault, app_on: MakeApp) -> None:
    app = app_on(few)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "slash")
        await type_words(pilot, "kofi")
        await press(pilot, "enter", "n")
        await type_words(pilot, "broth")
        await press(pilot, "enter")
        await type_words(pilot, "brien")
        await press(pilot, "enter", "f2")
        screen = app.screen
        assert isinstance(screen, ChildScreen)
        rows = now(screen)
        assert "Brothers and sisters" in lines(rows)
        rows.focus()
        rows.choose(next(str(row.id) for row in rows.options if str(row.id).startswith("now siblings")))
        await press(pilot, "enter")
        assert isinstance(app.screen, ChildScreen)
        assert app.screen.where().startswith("O'Brien [/] [b]")
        assert "Kofi Asante" in "\n".join(lines(now(app.screen)))


async def test_the_new_child_form_asks_what_it_must_have_first_and_nothing_private_is_required(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "2", "n")
        names = [field.asked.name for field in app.screen.query(FormField)]
        assert names[:6] == ["mosaic_id", "first_name", "surname", "known_as", "born", "started_on"]
        assert names[-3:] == ["religion", "gender", "sexuality"]
        required = {field.asked.name for field in app.screen.query(FormField) if field.asked.required}
        assert required == {"mosaic_id", "first_name", "born", "started_on"}
        for name, typed in (("mosaic_id", "77"), ("first_name", "O'Brien [/] [b]"), ("born", "31/2/2015")):
            app.screen.query_one(f"#field-{name}", Input).value = typed
        await press(pilot, "f2")
        assert "There is no 31 February" in "\n".join(drawn(app))
        assert app.screen.query_one("#field-first_name", Input).value == "O'Brien [/] [b]"
        app.screen.query_one("#field-born", Input).value = "3/2/2015"
        app.screen.query_one("#field-started_on", Input).value = "1/9/2026"
        await press(pilot, "f2")
        assert isinstance(app.screen, ChildScreen)
        assert app.screen.where() == "O'Brien [/] [b], 11"
