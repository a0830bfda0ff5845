"""The outbox: copy, tick and untick by keys, files compared with their fingerprints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from few_children import WORDS_OF_LETTER
from seen import chosen_line, lines, toasts, words
from textual.pilot import Pilot

from iro_tui.casework.outbox import ledger
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.dialogs import TellDialog
from screens.outbox import OutboxScreen
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
LETTER = "letter-7f3a-1.docx"


@pytest.fixture
def with_file(few: Vault) -> Vault:
    """The vault, with the exported letter in its folder."""
    (few.outbox / LETTER).write_bytes(WORDS_OF_LETTER)
    return few


async def opened(pilot: Pilot[int]) -> OutboxScreen:
    await pilot.press("5")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, OutboxScreen)
    return screen


def waiting(vault: Vault, today: date) -> list[str]:
    return [each.kind for each in vault.ask(ledger, today) if each.uploaded_on is None]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_waits_longest_stands_first(
    with_file: Vault, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(with_file).run_test(size=size) as pilot:
        screen = await opened(pilot)
        shown = lines(screen.query_one(RowList))
        assert shown[0] == "Not with the council yet  3"
        assert ["Wed 18 Nov" in line for line in shown[1:4]] == [True, True, False]
        assert "to upload" in shown[3]
        assert "Nothing yet." in shown
        assert all(len(line) <= size[0] - 2 for line in shown)
        assert words(screen, "#outbox-summary").startswith("3 not with the council yet")


async def test_enter_and_space_for_each_row_hand_everything_over(
    with_file: Vault, app_on: MakeApp, today: date
) -> None:
    app = app_on(with_file)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        copied = []
        for _ in range(3):
            await pilot.press("enter")
            copied.append(app.clipboard)
            await pilot.press("space")
            await pilot.pause()
        assert waiting(with_file, today) == []
        assert any("Talk to Nan about [Sundays]" in text for text in copied)
        assert any("I want to see Nan more." in text for text in copied)
        assert copied[2] == str(with_file.outbox / LETTER)
        shown = lines(screen.query_one(RowList))
        assert shown[1] == "The council has everything."
        assert "With the council  3" in shown
        await pilot.press("f8")
        await pilot.pause()
        assert waiting(with_file, today) == ["LETTER"]


async def test_copying_says_what_was_copied_and_marks_the_row(with_file: Vault, app_on: MakeApp) -> None:
    async with app_on(with_file).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert "Leo Hill. Paste it, then press space." in toasts(screen)
        assert "copied, tick it" in chosen_line(screen.query_one(RowList))


async def test_space_on_a_ticked_row_takes_the_tick_away(
    with_file: Vault, app_on: MakeApp, today: date
) -> None:
    async with app_on(with_file).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("space", "end")
        await pilot.pause()
        assert chosen_line(screen.query_one(RowList)).startswith("√")
        assert len(waiting(with_file, today)) == 2
        await pilot.press("space")
        await pilot.pause()
        assert len(waiting(with_file, today)) == 3
        assert chosen_line(screen.query_one(RowList)).startswith("○")


async def test_the_row_in_full_shows_file_fingerprint_and_where_it_goes(
    with_file: Vault, app_on: MakeApp
) -> None:
    async with app_on(with_file).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "down")
        await pilot.pause()
        detail = words(screen, "#outbox-words")
        sha256 = next(each.sha256 for each in screen._rows.values() if each.file)
        assert f"{sha256[:4]} {sha256[4:8]} {sha256[8:12]} (first 12 of 64)" in detail
        assert LETTER in detail and "Mosaic number 1048804" in detail
        assert "not in the outbox folder" not in detail
        title = screen.query_one("#outbox-detail", Panel).border_title
        assert str(title).strip() == "Leo Hill, 8: letter"


async def test_a_file_changed_after_its_export_came_back(with_file: Vault, app_on: MakeApp) -> None:
    (with_file.outbox / LETTER).write_bytes(WORDS_OF_LETTER + b" with a word more")
    async with app_on(with_file).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        shown = lines(screen.query_one(RowList))
        assert "Came back  1" in shown
        assert any(line.startswith("?") and "changed in Word" in line for line in shown)
        assert "1 came back changed" in words(screen, "#outbox-summary")
        await pilot.press("down", "down")
        await pilot.pause()
        assert "not as it was exported" in words(screen, "#outbox-words")


async def test_a_file_that_is_gone_is_said_and_nothing_is_copied(few: Vault, app_on: MakeApp) -> None:
    app = app_on(few)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        assert "not in the outbox folder any more" in words(screen, "#outbox-words")
        assert toasts(screen).startswith(f"{LETTER} is not in the outbox folder any more.")
        assert app.clipboard == ""


async def test_v_reads_the_text_as_it_will_be_pasted(with_file: Vault, app_on: MakeApp) -> None:
    async with app_on(with_file).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        kinds = [each.kind for each in screen._rows.values()]
        await pilot.press(*["down"] * kinds.index("DECISIONS"), "v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TellDialog)
        assert "Talk to Nan about [Sundays]" in words(pilot.app.screen, "#tell-words Static")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is screen


async def test_one_childs_outbox_goes_back_where_it_was_opened(with_file: Vault, app_on: MakeApp) -> None:
    app = app_on(with_file)
    async with app.run_test(size=(80, 24)) as pilot:
        leo = next(iter(with_file.ask(ledger, date(2026, 11, 22)))).child_id
        before = app.screen
        app.push_screen(OutboxScreen(child_id=leo))
        await pilot.pause()
        assert isinstance(app.screen, OutboxScreen)
        assert app.screen.where() == "Leo Hill, 8 / Outbox"
        assert "back" in words(app.screen, "#footer")
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is before


async def test_o_opens_the_child_and_the_page_has_no_way_back(with_file: Vault, app_on: MakeApp) -> None:
    async with app_on(with_file).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "back" not in words(screen, "#footer")
        await pilot.press("o")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)


async def test_an_empty_outbox_says_what_will_come(vault: Vault, app_on: MakeApp) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert words(screen, "EmptyPage > Static") == "Nothing for Mosaic yet."
        await pilot.press("enter", "space", "v", "o")
        assert pilot.app.screen is screen
