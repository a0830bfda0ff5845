"""Figures: from a number to the records behind it, and out to files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
from hands import press, take_back, type_words
from seen import chosen_line, lines, words
from textual.pilot import Pilot

from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.figures import FiguresScreen
from screens.form_dialog import FormDialog

MakeApp = Callable[[Vault], IroApp]


async def opened(pilot: Pilot[int]) -> FiguresScreen:
    await press(pilot, "6")
    screen = pilot.app.screen
    assert isinstance(screen, FiguresScreen)
    return screen


async def test_a_number_opens_its_records_and_a_record_its_child(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert chosen_line(screen.numbers).split()[:3] == ["1", "Reviews", "held"]
        held = screen._found.figure(1).parts[0] if screen._found else None
        assert held is not None and held.rows
        shown = lines(screen.detail)
        assert f"The {len(held.rows)} behind it" in shown
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, ChildScreen)
        assert pilot.app.screen.child_id == held.rows[0].child_id
        await press(pilot, "escape", "escape")
        assert screen.numbers.has_focus


async def test_in_a_narrow_terminal_enter_shows_the_records_and_escape_comes_back(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert not screen.detail.region
        await press(pilot, "enter")
        assert screen.detail.region.width > 70
        assert not screen.numbers.region
        await press(pilot, "escape")
        assert screen.numbers.region.width > 70


async def test_a_part_shows_its_own_records(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.numbers.choose("13")
        await press(pilot, "enter")
        screen.detail.choose("part PN1")
        await press(pilot, "enter")
        there = screen._found.figure(13).part("PN1") if screen._found else None
        assert there is not None
        assert any(line.startswith("Child present and speaks") for line in lines(screen.detail))
        assert f"The {len(there.rows)} behind it" in lines(screen.detail)


async def test_a_month_shows_its_reviews_and_its_share_in_time(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.numbers.choose("5")
        await press(pilot, "enter")
        found = screen._found
        assert found is not None
        month = next(part for part in found.figure(5).parts if part.rows and part.key != "MEAN")
        assert screen.detail.choose(f"part {month.key}")
        assert "%" in chosen_line(screen.detail)
        await press(pilot, "enter")
        assert f"The {len(month.rows)} behind it" in lines(screen.detail)


async def test_a_service_number_is_typed_in_with_its_source(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        screen.numbers.choose("26")
        assert "not yet" in chosen_line(screen.numbers)
        await press(pilot, "t")
        await type_words(pilot, "307")
        await press(pilot, "f2")
        # Nobody said where it comes from: the dialog says so beside that field and waits there.
        assert isinstance(pilot.app.screen, FormDialog)
        await type_words(pilot, "Performance team")
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        assert chosen_line(screen.numbers).split()[-1] == "307"
        assert "From: Performance team, 22 Nov 2026" in lines(screen.detail)


async def test_q_goes_through_the_quarters(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot)
        assert words(screen, "#figures-summary").startswith("1 Apr 2026 to today")
        await press(pilot, "q", "q")
        assert words(screen, "#figures-summary").startswith("1 Jul 2026 to 30 Sep 2026")


async def test_w_writes_the_report(few: Vault, app_on: MakeApp, tmp_path: Path) -> None:
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        await press(pilot, "w")
        dialog = pilot.app.screen
        assert isinstance(dialog, FormDialog)
        await take_back(pilot, dialog.form.typed["file"])
        await type_words(pilot, str(tmp_path / "report.docx"))
        await press(pilot, "f2")
    document = docx.Document(str(tmp_path / "report.docx"))
    assert "Reviews" in [p.text for p in document.paragraphs]
