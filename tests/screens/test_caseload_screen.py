"""The caseload: the order, the filter, what a row opens, and what an empty one offers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from seen import chosen_line, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.casework.children import save_child
from iro_tui.vault.store import Vault
from screens.app import LOOK_ROUND, IroApp
from screens.caseload import CaseloadScreen
from screens.child import ChildScreen
from screens.import_list import ImportScreen
from screens.midway import MidwayScreen
from screens.record_form import RecordForm
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
SIZES = [(80, 24), (120, 40)]


async def opened(pilot: Pilot[int]) -> CaseloadScreen:
    await pilot.press("2")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, CaseloadScreen)
    return screen


async def typed(pilot: Pilot[int], text: str) -> None:
    for letter in text:
        await pilot.press({" ": "space", "'": "apostrophe"}.get(letter, letter))
    await pilot.pause()


@pytest.mark.parametrize("size", [*SIZES, (60, 20)])
async def test_every_child_is_one_line_most_pressing_first(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await opened(pilot)
        rows = screen.query_one(RowList)
        assert screen.focused is rows
        assert [line[0] for line in lines(rows)] == ["!", "!", "·", "√", "√"]
        assert "midway" in lines(rows)[0] and "Amira Khan" in lines(rows)[0]
        assert "review 3 wd late" in lines(rows)[1] and "Kofi Asante" in lines(rows)[1]
        assert all(len(line) <= size[0] for line in lines(rows))
        assert "5 of 5" in words(screen, ".filter-facts")


@pytest.mark.parametrize("size", SIZES)
async def test_a_name_with_brackets_is_drawn_as_it_stands(
    few: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(few).run_test(size=size) as pilot:
        screen = await opened(pilot)
        await pilot.press("f")
        await typed(pilot, "o'br")
        assert "O'Brien [/] " in chosen_line(screen.query_one(RowList))


async def test_the_filter_looks_in_several_columns_at_once_and_escape_clears_it(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        rows = screen.query_one(RowList)
        await pilot.press("f")
        await typed(pilot, "FOSTER kowal 9")
        assert ["Kofi Asante" in line for line in lines(rows)] == [True]
        assert "1 of 5" in words(screen, ".filter-facts")
        assert "Filter looks in" in words(screen, "#caseload-hint")
        await pilot.press("escape")
        assert len(lines(rows)) == 5
        assert isinstance(screen.focused, Input)
        await pilot.press("escape")
        assert screen.focused is rows


async def test_clearing_the_filter_keeps_the_child_under_the_cursor(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f")
        await typed(pilot, "tate")
        await pilot.press("escape", "escape")
        assert "Sam Tate" in chosen_line(screen.query_one(RowList))


async def test_down_goes_from_the_filter_to_the_list_and_enter_opens_the_child(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f")
        await typed(pilot, "foster")
        await pilot.press("down")
        assert screen.focused is screen.query_one(RowList)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Kofi Asante" in pilot.app.screen.where()
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert "Kofi Asante" in chosen_line(screen.query_one(RowList))


async def test_enter_in_the_filter_opens_the_first_match(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("f")
        await typed(pilot, "leo")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Leo Hill" in pilot.app.screen.where()


async def test_nobody_found_is_said_and_enter_does_nothing(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("f")
        await typed(pilot, "zz[/]")
        assert lines(screen.query_one(RowList)) == ["Nobody found for “zz[/]”. Try fewer letters."]
        await pilot.press("enter")
        assert pilot.app.screen is screen


async def test_the_order_goes_round_and_is_said(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        rows = screen.query_one(RowList)
        first = lines(rows)
        firsts = []
        for _ in range(4):
            await pilot.press("o")
            await pilot.pause()
            firsts.append((words(screen, ".filter-facts").rpartition(": ")[2], lines(rows)[0]))
        assert [said for said, _ in firsts] == [
            "by name",
            "youngest first",
            "next review first",
            "most pressing first",
        ]
        assert "Amira Khan" in firsts[0][1]
        assert "Leo Hill" in firsts[1][1]
        assert "Kofi Asante" in firsts[2][1]
        assert lines(rows) == first


async def test_in_a_small_terminal_a_toast_says_the_order(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("o", "o")
        assert toasts(screen) == "Order: youngest first."


@pytest.mark.parametrize(("key", "place"), [("m", "Midway"), ("c", "Talked")])
async def test_the_short_forms_open_for_the_child_under_the_cursor(
    few: Vault, app_on: MakeApp, key: str, place: str
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", key)
        await pilot.pause()
        assert isinstance(pilot.app.screen, RecordForm | MidwayScreen)
        assert pilot.app.screen.where() == f"Kofi Asante, 9 / {place}"


async def test_a_change_elsewhere_shows_and_the_cursor_stays_on_the_child(
    few: Vault, app_on: MakeApp
) -> None:
    app = app_on(few)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        rows = screen.query_one(RowList)
        await pilot.press("down")
        child_id = rows.chosen
        app.act(save_child, child_id, {"known_as": "Koko"})
        await pilot.pause()
        assert rows.chosen == child_id
        assert "Koko Asante" in chosen_line(rows)


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_caseload_says_so_and_offers_three_ways(
    vault: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await opened(pilot)
        assert not screen.query_one(RowList).region.size
        ways = [str(way.render().plain) for way in screen.query(".way")]
        assert [way.split()[0] for way in ways] == ["i", "n", "d"]
        footer = words(screen, "#footer")
        assert footer.startswith("i import  n new  d look round")
        assert "filter" not in footer


async def test_an_empty_caseload_opens_the_import_with_i(vault: Vault, app_on: MakeApp) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ImportScreen)


async def test_an_empty_caseload_looks_round_with_d(vault: Vault, app_on: MakeApp) -> None:
    app = app_on(vault)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("d")
        await pilot.pause()
    assert app.return_value == LOOK_ROUND


async def test_a_child_added_by_hand_fills_the_empty_caseload(
    vault: Vault, app_on: MakeApp, today: date
) -> None:
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("n")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        for name, text in (
            ("mosaic_id", "1048862"),
            ("first_name", "Noor"),
            ("born", "4/5/2014"),
            ("started_on", "2/11/2026"),
        ):
            form.query_one(f"#field-{name}", Input).value = text
        await pilot.press("f2")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, ChildScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert "Noor" in chosen_line(screen.query_one(RowList))
        assert screen.focused is screen.query_one(RowList)


async def test_keys_of_rows_do_not_look_round_while_there_are_children(few: Vault, app_on: MakeApp) -> None:
    app = app_on(few)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("d")
        await pilot.pause()
        assert app.screen is screen


async def test_the_palette_leaves_out_what_only_an_empty_caseload_offers(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+p")
        await pilot.pause()
        offered = "\n".join(lines(pilot.app.screen.query_one(RowList)))
        assert "Change the order" in offered
        assert "Look round" not in offered
