"""Search: six keys to a child, people around them, and typing that goes on from the results."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from seen import chosen_line, lines, words
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.casework.children import add_child
from iro_tui.casework.talks import log_consultation
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.search import SearchScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


async def searching(pilot: Pilot[int], keys: str) -> SearchScreen:
    await pilot.press("slash", *keys)
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, SearchScreen)
    return screen


async def test_six_keys_open_a_child(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await pilot.press("slash", "k", "o", "f", "i", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Kofi Asante" in pilot.app.screen.where()


async def test_coming_back_finds_the_search_as_it_was(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await searching(pilot, "kofi")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.query_one(Input).value == "kofi"
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, SearchScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_nan_finds_the_child_whose_nan_it_is(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await searching(pilot, "nan")
        rows = screen.query_one(RowList)
        assert "Joy Khan" in chosen_line(rows)
        assert "Nan: grandparent of Amira Khan, 10" in chosen_line(rows)
        assert all(len(part) <= size[0] - 2 for line in lines(rows) for part in line.splitlines())
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Amira Khan" in pilot.app.screen.where()


async def test_what_tells_children_apart_stands_beside_the_name(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await searching(pilot, "leo")
        line = chosen_line(screen.query_one(RowList))
        assert "Leo Hill" in line and "children's home" in line and "J. Fenn" in line
        assert words(screen, ".filter-facts").startswith("2 found"), "the child, and the letter"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_word_written_is_found_in_place_and_enter_goes_there(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await searching(pilot, "sundays")
        rows = screen.query_one(RowList)
        assert lines(rows)[0].split() == ["Promises", "1"]
        assert "Leo Hill" in chosen_line(rows) and "[Sundays], J. Fenn, by Fri 4 Dec" in chosen_line(rows)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        story = pilot.app.screen.query_one("#story-rows", RowList)
        assert (story.chosen or "").startswith("REVIEW:")
        await pilot.press("escape", *["backspace"] * 7, *"nan more")
        await pilot.pause()
        assert "“I want to see Nan more.”" in "\n".join(lines(rows))
        await pilot.press("enter")
        await pilot.pause()
        assert (pilot.app.screen.query_one("#story-rows", RowList).chosen or "").startswith("TALK:")


async def test_a_mosaic_number_is_found_and_figures_do_not_change_the_page(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await searching(pilot, "104880")
        rows = screen.query_one(RowList)
        assert len(lines(rows)) == 6
        await pilot.press("down", "3")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert screen.query_one(Input).value == "1048803"
        assert screen.focused is screen.query_one(Input)
        assert "O'Brien [/] [b" in chosen_line(rows)


async def test_backspace_in_the_results_widens_the_search(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await searching(pilot, "kofix")
        assert lines(screen.query_one(RowList)) == ["Nothing found for “kofix”. Try fewer letters."]
        await pilot.press("down", "backspace")
        await pilot.pause()
        assert "Kofi Asante" in chosen_line(screen.query_one(RowList))


async def test_enter_with_nothing_found_does_nothing(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await searching(pilot, "[/]zz")
        assert lines(screen.query_one(RowList)) == ["Nothing found for “[/]zz”. Try fewer letters."]
        await pilot.press("enter")
        assert pilot.app.screen is screen


async def test_a_name_that_only_sounds_like_it_comes_after_where_the_word_was_written(
    few: Vault, app_on: MakeApp, today: date
) -> None:
    child = {"mosaic_id": "4200001", "first_name": "Sully", "surname": "Moss", "born": date(2014, 5, 1)}
    child_id = few.act(add_child, child, None, today).result
    few.act(
        log_consultation, child_id, {"held_on": today, "alone": True, "own_words": "I like school."}, today
    )
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await searching(pilot, "school")
        shown = lines(screen.query_one(RowList))
        assert shown[0].startswith("What children said")
        assert shown[-2].startswith("Names that sound like it") and "Sully Moss" in shown[-1]
