"""The page of documents: read first, then a file; the e-mail to the worker with one key."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hands import TODAY, press
from one_child import LATE_PROMISE, OPEN_PROMISE, make_one
from seen import lines, toasts, words
from textual.pilot import Pilot

from iro_tui.casework.children import save_profile
from iro_tui.casework.outbox import ledger
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.documents import DocumentsScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]
MOST_KEYS = 15
"""From Today to the sheet, its file and the e-mail (jobs.md, job 3)."""


@pytest.fixture
def one(vault: Vault) -> Vault:
    vault.act(make_one, TODAY)
    vault.act(save_profile, {"advocacy_name": "Speak Up", "advocacy_phone": "0808 157 0103"})
    return vault


async def prepared(pilot: Pilot[int]) -> tuple[DocumentsScreen, int]:
    """Go there from the line of Today and say how many keys it took."""
    await pilot.pause()
    keys = await press(pilot, "o", "p")
    screen = pilot.app.screen
    assert isinstance(screen, DocumentsScreen)
    return screen, keys


async def test_job_3_the_sheet_its_file_and_the_mail_in_few_keys(one: Vault, app_on: MakeApp) -> None:
    app = app_on(one)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        screen, keys = await prepared(pilot)
        sheet = words(screen, "#documents-words")
        assert "Before the review: Mimi [/b] O'Brien [/] [b], 10" in sheet
        assert "Ask Nan" in sheet and "16 days" in sheet, "cells of the table wrap"
        keys += await press(pilot, "y")
        assert "Subject: MO: review on Sun 22 Nov 2026, what I need from you" in app.clipboard
        assert f"- {LATE_PROMISE} (was due Fri 6 Nov 2026)" in app.clipboard
        assert f"- {OPEN_PROMISE} (due Wed 2 Dec 2026)" in app.clipboard
        assert "2 papers missing" in toasts(screen)
        keys += await press(pilot, "enter")
        file = one.outbox / "2026-11-22_preparation_MO_v1.docx"
        assert file.is_file()
        assert app.clipboard == str(file)
        assert "Anybody at this machine can open it" in toasts(screen)
        assert not one.ask(ledger, TODAY)
        assert keys <= MOST_KEYS
        file.unlink()
        await press(pilot, "tab", "enter")
        assert len(list(one.outbox.glob("*_preparation_MO_*.docx"))) == 1, (
            "enter writes it while it is read too"
        )


async def test_an_invitation_waits_for_mosaic_and_what_cannot_be_made_says_why(
    one: Vault, app_on: MakeApp
) -> None:
    async with app_on(one).run_test(size=(80, 24), notifications=True) as pilot:
        screen, _ = await prepared(pilot)
        await press(pilot, "down")
        assert "Dear Mimi [/b]," in words(screen, "#documents-words")
        await press(pilot, "enter")
        assert "It waits in the Outbox (5) for Mosaic" in toasts(screen)
        assert [row.kind for row in one.ask(ledger, TODAY)] == ["INVITATION"]
        one.act(save_profile, {"advocacy_phone": ""})
        screen.load()
        await press(pilot, "down", "enter")
        assert not [each for each in one.outbox.iterdir() if "leaflet" in each.name]
        missing = "! Missing: the telephone number of the advocacy service. Fill in Settings"
        assert words(screen, "#documents-words").startswith(missing)
        assert all(len(line) <= 78 for line in lines(screen.query_one(RowList)))


async def test_the_dip_sample_is_made_from_anywhere(one: Vault, app_on: MakeApp) -> None:
    async with app_on(one).run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        pilot.app.action_dip_sample()  # type: ignore[attr-defined]
        await pilot.pause()
        assert (one.outbox / "2026-11-22_dip-sample_IRO_v1.docx").is_file()
