"""The import by keys: a file found or typed, the preview, F2, and F8 that takes it back."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from seen import lines, toasts, words
from sqlmodel import select
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.casework.caseload import whose
from iro_tui.exchange.caseload_list import apply_plan, plan_import, read_rows
from iro_tui.exchange.columns import said_of_headings
from iro_tui.exchange.kept_answers import kept_answers
from iro_tui.exchange.kept_list import waiting
from iro_tui.record.child import Child
from iro_tui.record.review import Review
from iro_tui.vault.backups import copies_in
from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.caseload import CaseloadScreen
from screens.dialogs import PickDialog, TellDialog
from screens.import_list import ImportScreen
from screens.import_rows import counting, progress
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]

HEADINGS = ("Person ID", "Forename(s)", "Surname", "DOB", "Period of Care Start", "Last CLA Review")
ROWS = (
    ("1048862", "Noor", "Aziz", "04/05/2014", "02/11/2026", ""),
    ("1048863", "O'Brien [/] [b]", "Roe", "01/02/2010", "03/02/2025", "31/09/2026"),
    ("", "", "", "01/02/2011", "03/02/2025", ""),
)
CHANGED = (("1048801", "Amira", "Khan-Roe", "04/03/2016", "01/02/2024", "03/08/2026"),)


def a_list(folder: Path, name: str, rows: tuple[tuple[str, ...], ...], day: int = 1) -> Path:
    """Write a list; a later `day` makes it newer."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows((HEADINGS, *rows))
    at = 1_790_000_000 + day * 86_400
    os.utime(file, (at, at))
    return file


@pytest.fixture
def downloads() -> Path:
    """The user's own Downloads, which the fixtures keep apart from the developer's."""
    return Path.home() / "Downloads"


async def opened(pilot: Pilot[int]) -> ImportScreen:
    await pilot.press("2")
    await pilot.pause()
    pilot.app.action_import_list()
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ImportScreen)
    await done(pilot)
    return screen


async def done(pilot: Pilot[int]) -> None:
    """Wait for slow work, without sleeping."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def look_at(pilot: Pilot[int], file: str) -> ImportScreen:
    screen = await opened(pilot)
    screen.query_one("#import-path", Input).value = file
    await pilot.press("enter")
    await done(pilot)
    return screen


def children(vault: Vault) -> int:
    return vault.ask(whose).children


async def test_files_found_stand_newest_first_and_enter_looks_at_one(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    a_list(downloads, "caseload-october.csv", ROWS, 1)
    a_list(downloads, "caseload-november.csv", ROWS, 2)
    a_list(downloads.parent / "Desktop", "older.csv", ROWS, 0)
    (downloads / "letter.docx").write_bytes(b"")
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        shown = lines(screen.query_one("#import-files", RowList))
        assert [line.split()[:2] for line in shown] == [
            ["caseload-november.csv", "Downloads"],
            ["caseload-october.csv", "Downloads"],
            ["older.csv", "Desktop"],
        ]
        await pilot.press("down", "down", "enter")
        await done(pilot)
        assert screen.where() == "Import / preview"
        assert screen.query_one("#import-path", Input).value.endswith("caseload-october.csv")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_preview_counts_asks_and_changes_nothing(
    vault: Vault, app_on: MakeApp, downloads: Path, size: tuple[int, int]
) -> None:
    file = a_list(downloads, "list.csv", ROWS)
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await look_at(pilot, f'"{file}"')
        counted = words(screen, "#import-summary").split()
        assert " ".join(counted).replace("rows read", "rows") == (
            "3 rows √ 2 new 0 changed 0 the same ? 1 question ! 1 set aside"
        )
        asked = "\n".join(lines(screen.query_one("#import-questions", RowList)))
        assert "O'Brien [/] [b] Roe  row 3, Last CLA Review" in asked
        assert "the list says 31/09/2026" in asked
        assert "There is no 31 September. It has 30 days." in asked
        beside = asked if size[0] < 100 else words(screen, "#import-aside")
        assert "row 4  no name and no Mosaic number" in beside
        assert "nothing changed yet" in words(screen, "#header")
        assert children(vault) == 0


async def test_f2_brings_it_in_after_a_backup_and_f8_takes_all_of_it_back(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", ROWS)
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        await look_at(pilot, str(file))
        backups = len(copies_in(vault.backups))
        await pilot.press("f2", "f2")
        await done(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, CaseloadScreen)
        assert len(copies_in(vault.backups)) == backups + 1
        assert "2 new, 0 changed, 1 left out, 1 set aside. F8 takes it all back." in toasts(pilot.app.screen)
        shown = "\n".join(lines(pilot.app.screen.query_one(RowList)))
        assert "Noor Aziz" in shown and "O'Brien [/] [b] Roe" in shown
        assert pilot.app.screen.focused is pilot.app.screen.query_one(RowList)
        await pilot.press("f8")
        await pilot.pause()
        assert children(vault) == 0
        assert pilot.app.screen.has_class("-empty")


async def test_the_page_leaving_does_not_break_off_the_work_that_lets_it_leave(
    vault: Vault, app_on: MakeApp, downloads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = app_on(vault)
    at_once = app.call_from_thread

    def and_stay(*given: Any) -> Any:
        """The work goes on a while after the page was told."""
        found = at_once(*given)
        time.sleep(0.2)
        return found

    monkeypatch.setattr(app, "call_from_thread", and_stay)
    async with app.run_test(size=(80, 24)) as pilot:
        await look_at(pilot, str(a_list(downloads, "list.csv", ROWS)))
        await pilot.press("f2")
        await done(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)
        assert children(vault) == 2


async def test_what_changes_is_shown_before_and_after(few: Vault, app_on: MakeApp, downloads: Path) -> None:
    file = a_list(downloads, "list.csv", CHANGED)
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await look_at(pilot, str(file))
        assert "1 child changed" in words(screen, "#import-changes")
        assert "surname  Khan to Khan-Roe" in words(screen, "#import-changes")
        assert "4 children of yours are not in this list" in words(screen, "#import-after")
        await pilot.press("v")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TellDialog)
        assert "surname: Khan to Khan-Roe" in words(pilot.app.screen, "#tell-words Static")


async def test_a_list_that_says_nothing_new_is_not_brought_in(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", ROWS[:1])
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, str(file))
        await pilot.press("f2")
        await done(pilot)
        backups = len(copies_in(vault.backups))
        screen = await look_at(pilot, str(file))
        assert "1 the same" in words(screen, "#import-summary")
        await pilot.press("f2")
        await done(pilot)
        assert pilot.app.screen is screen
        assert "Nothing to bring in" in toasts(screen)
        assert len(copies_in(vault.backups)) == backups


async def test_a_bad_file_is_said_under_the_field_and_what_was_typed_stays(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    downloads.mkdir(parents=True)
    (downloads / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, "~/Downloads/nope.csv")
        assert words(screen, "#import-wrong") == "! There is no file nope.csv. Check the name and the folder."
        field = screen.query_one("#import-path", Input)
        assert field.value == "~/Downloads/nope.csv" and field.has_focus
        field.value = "~/Downloads/photo.csv"
        await pilot.pause()
        assert words(screen, "#import-wrong") == ""
        await pilot.press("enter")
        await done(pilot)
        assert "photo.csv" in words(screen, "#import-wrong")
        assert screen.where() == "Import"


async def test_escape_goes_from_the_preview_to_the_file_and_then_back(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", ROWS)
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, str(file))
        await pilot.press("escape")
        await pilot.pause()
        assert screen.where() == "Import"
        assert screen.query_one("#import-path", Input).value == str(file)
        await pilot.press("f2")
        await done(pilot)
        assert children(vault) == 0
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, CaseloadScreen)


def test_how_far_it_is_is_told_child_by_child(vault: Vault, downloads: Path, today: date) -> None:
    sheet = read_rows(a_list(downloads, "list.csv", ROWS))
    plan = vault.ask(plan_import, sheet, today)
    told: list[tuple[int, int]] = []
    vault.act(apply_plan, counting(plan, lambda done, total: told.append((done, total))), today)
    assert told == [(0, 2), (1, 2)]
    assert children(vault) == 2
    assert progress(1, 2).plain == "Bringing in 1 of 2  " + "█" * 10 + "░" * 10


async def test_questions_are_answered_by_one_key_each_and_F2_waits_for_the_last(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    doubtful = (
        ("1048862", "Noor", "Aziz", "04/05/14", "02/11/2025", ""),
        ("1048863", "O'Brien [/] [b]", "Roe", "01/02/2010", "03/02/2025", "31/09/2026"),
    )
    file = a_list(downloads, "list.csv", doubtful)
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, str(file))
        assert "Questions, 0 of 2 answered" in str(screen.query_one("#import-asked").border_title)
        await pilot.press("9")
        assert "This question has 3 answers." in toasts(screen)
        await pilot.press("1")
        await done(pilot)
        await pilot.press("escape", "enter")
        await done(pilot)
        assert "1 question" in words(screen, "#import-summary"), "the answer has waited"
        await pilot.press("2", "f2")
        await done(pilot)
        await pilot.pause()
        await done(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)
        born = vault.ask(lambda session: [child.born for child in session.exec(select(Child))])
        held = vault.ask(lambda session: session.exec(select(Review.opened_on)).all())
        assert sorted(born) == [date(2010, 2, 1), date(2014, 5, 4)]
        assert held == [date(2026, 10, 1)]
        assert vault.ask(all_drafts) == []


async def test_a_heading_nobody_knows_is_named_by_the_iro_and_known_next_month(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    downloads.mkdir(parents=True)
    file = downloads / "list.csv"
    file.write_text("Nummer,Forename,DOB\n1048862,Noor,04/05/2014\n", encoding="utf-8")
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, str(file))
        assert "no heading for the Mosaic number" in words(screen, "#import-wrong")
        assert "F4 says which column it is." in words(screen, "#import-wrong")
        await pilot.press("f4", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PickDialog)
        await pilot.press("enter")
        await done(pilot)
        assert screen.where() == "Import / preview"
        assert "1 new" in words(screen, "#import-summary")
        assert said_of_headings(vault.ask(kept_answers)) == {"nummer": "mosaic_id"}


async def test_a_return_shows_what_is_late_and_their_list_is_explained(
    few: Vault, app_on: MakeApp, downloads: Path
) -> None:
    downloads.mkdir(parents=True)
    file = downloads / "reviews.csv"
    file.write_text("CHILD,DOB,REVIEW,REVIEW_CODE\n1048801,04/03/2016,31/09/2026,PN1\n", encoding="utf-8")
    async with app_on(few).run_test(size=(120, 40)) as pilot:
        screen = await look_at(pilot, str(file))
        said = " ".join(words(screen, "#import-findings").split())
        assert "There is no day of a review that can be read: “31/09/2026”. Rule 166." in said
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(pilot.app.screen, TellDialog)


async def test_what_was_left_open_stands_on_today_is_typed_right_and_finished(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", ROWS)
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, str(file))
        await pilot.press("f2")
        await done(pilot)
        file.unlink()
        await pilot.press("1")
        await done(pilot)
        rows = pilot.app.screen.query_one("#today-rows", RowList)
        while not lines(rows):
            await pilot.pause()
        assert lines(rows)[0].startswith("? 1 question of the list brought in ")
        rows.choose("asked:import:list")
        await pilot.press("enter")
        await pilot.pause()
        await done(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ImportScreen) and screen.where() == "Import / preview"
        assert "t type the day yourself" in "\n".join(lines(screen.query_one("#import-questions", RowList)))
        await pilot.press("t")
        await pilot.pause()
        pilot.app.screen.query_one("#line", Input).value = "31/9/26"
        await pilot.press("enter")
        await pilot.pause()
        assert "There is no 31 September" in words(pilot.app.screen, "#line-wrong")
        pilot.app.screen.query_one("#line", Input).value = "28/9/26"
        await pilot.press("enter")
        await pilot.pause()
        await done(pilot)
        await pilot.press("f2")
        await done(pilot)
        held = vault.ask(lambda session: session.exec(select(Review.opened_on)).all())
        assert held == [date(2026, 9, 28)] and vault.ask(waiting) == ()


async def test_i_brings_the_next_list_in_from_a_full_caseload(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert " i import" in words(pilot.app.screen, "#footer")
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ImportScreen)


async def test_a_question_names_the_child_though_the_row_is_left_out(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", (("1048862", "Noor", "Aziz", "31/09/2014", "", ""),))
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await look_at(pilot, str(file))
        asked = "\n".join(lines(screen.query_one("#import-questions", RowList)))
        assert "Noor Aziz  row 2, DOB" in asked
        assert "esc back" in words(screen, "#footer")


async def test_headings_with_nothing_under_them_are_said_to_be_that(
    vault: Vault, app_on: MakeApp, downloads: Path
) -> None:
    file = a_list(downloads, "list.csv", ())
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await look_at(pilot, str(file))
        await pilot.press("f2")
        await pilot.pause()
        assert "the list has headings and no row under them" in toasts(pilot.app.screen)
