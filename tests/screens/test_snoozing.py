"""Putting off what is due: until when and why, what the law does not wait for, and back on the list."""

from __future__ import annotations

from typing import Any

import pytest
from hands import OpenApp, press, type_words
from seen import chosen_line, drawn, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.form_dialog import FormDialog
from screens.widgets.rows import RowList

SMALL, WIDE = (80, 24), (120, 40)
REASON = "the worker is [away] until then"


def rows_of(pilot: Pilot[Any]) -> RowList:
    return pilot.app.screen.query_one("#today-rows", RowList)


def go_to(pilot: Pilot[Any], kind: str, *, late: bool | None = None) -> str:
    """Put the cursor on the first row of a kind; what stands there."""
    rows = rows_of(pilot)
    for row, line in zip(rows.options, lines(rows), strict=True):
        if str(row.id).startswith(f"{kind}:") and late in (None, line.startswith("!")):
            rows.choose(str(row.id))
            return line
    raise AssertionError(f"no {kind} on the list")


def figure(pilot: Pilot[Any], word: str) -> int:
    """One figure of the summary row; 0 when it is not there."""
    told = words(pilot.app.screen, "#today-summary").split()
    return int(told[told.index(word) - 1]) if word in told else 0


async def snooze_it(pilot: Pilot[Any], until: str, reason: str) -> None:
    await press(pilot, "s")
    assert isinstance(pilot.app.screen, FormDialog)
    await type_words(pilot, until)
    await press(pilot, "enter")
    await type_words(pilot, reason)
    await press(pilot, "enter")


@pytest.mark.parametrize("size", [SMALL, WIDE])
async def test_a_late_midway_is_snoozed_shown_and_woken(size: tuple[int, int], open_app: OpenApp) -> None:
    async with open_app(size) as pilot:
        await press(pilot)
        line = go_to(pilot, "MIDWAY", late=True)
        child = line.split("Midway")[1].split()[0]
        late = figure(pilot, "late")
        await snooze_it(pilot, "+5", REASON)
        assert not isinstance(pilot.app.screen, FormDialog)
        assert figure(pilot, "late") == late - 1
        assert figure(pilot, "snoozed") == 1
        assert "Snoozed until Fri 27 Nov." in toasts(pilot.app.screen)
        assert not any(each.startswith("!") and "Midway" in each for each in lines(rows_of(pilot)))
        await press(pilot, "z")
        shown = chosen_line(rows_of(pilot))
        assert child in shown
        assert "Fri 27 Nov" in shown
        told = " ".join(words(pilot.app.screen, "#today-why" if size == WIDE else "#today-why-line").split())
        assert f"Snoozed until Fri 27 Nov: {REASON}" in told
        await press(pilot, "s")
        assert figure(pilot, "snoozed") == 0
        assert figure(pilot, "late") == late
        assert line in lines(rows_of(pilot))


async def test_z_hides_again_and_the_cursor_goes_back(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        await press(pilot, "z")
        assert "Nothing is snoozed." in toasts(pilot.app.screen)
        go_to(pilot, "MIDWAY", late=True)
        await snooze_it(pilot, "+5", REASON)
        go_to(pilot, "UPLOAD")
        before = chosen_line(rows_of(pilot))
        await press(pilot, "z")
        assert "Snoozed  1" in lines(rows_of(pilot))
        assert len("".join(drawn(pilot.app)[2]).rstrip()) <= 79
        await press(pilot, "z")
        assert "Snoozed  1" not in lines(rows_of(pilot))
        assert chosen_line(rows_of(pilot)) == before


async def test_the_history_of_the_child_says_until_when_and_why(open_app: OpenApp) -> None:
    async with open_app(WIDE) as pilot:
        await press(pilot)
        go_to(pilot, "MIDWAY", late=True)
        await snooze_it(pilot, "+5", REASON)
        await press(pilot, "z", "o", "h")
        newest = "\n".join(lines(pilot.app.screen.query_one("#history-rows", RowList))[:1])
        assert "put off" in newest
        assert "Snooze, back on the list: Fri 27 Nov 2026" in newest
        assert f"Snooze, why it can wait: {REASON}" in newest


async def test_undo_puts_it_back(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        line = go_to(pilot, "MIDWAY", late=True)
        await snooze_it(pilot, "+5", REASON)
        assert line not in lines(rows_of(pilot))
        await press(pilot, "f8")
        assert line in lines(rows_of(pilot))
        assert "Undone: put off" in toasts(pilot.app.screen)


async def test_what_is_late_in_law_is_not_snoozed(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        go_to(pilot, "REVIEW", late=True)
        await press(pilot, "s")
        assert not isinstance(pilot.app.screen, FormDialog)
        assert "It is late in law and cannot be snoozed." in toasts(pilot.app.screen)


async def test_the_law_waits_up_to_its_limit_and_the_dialog_says_so(open_app: OpenApp) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        go_to(pilot, "REVIEW", late=False)
        await snooze_it(pilot, "+300", REASON)
        assert isinstance(pilot.app.screen, FormDialog)
        told = " ".join(" ".join(drawn(pilot.app)).split())
        assert "It must be back by Thu 26 Nov, the day it is booked for." in told
        assert "! It is booked for Thu 26 Nov." in told
        assert "Back on the list:" not in told
        await press(pilot, "shift+tab")
        pilot.app.screen.query_one("#field-until_on", Input).value = ""
        pilot.app.screen.query_one("#field-until_on").focus()
        await type_words(pilot, "25/11")
        await press(pilot, "f2")
        assert figure(pilot, "snoozed") == 1


async def test_both_are_needed_and_escape_loses_nothing(open_app: OpenApp, demo: Vault) -> None:
    async with open_app(SMALL) as pilot:
        await press(pilot)
        go_to(pilot, "MIDWAY", late=True)
        await press(pilot, "s")
        await type_words(pilot, "31/2")
        await press(pilot, "f2")
        told = "\n".join(drawn(pilot.app))
        assert "There is no 31 February." in told
        assert "Why it can wait: fill this in." in told
        await press(pilot, "escape")
        assert [draft.body["until_on"] for draft in demo.ask(all_drafts)] == ["31/2"]
        await press(pilot, "s")
        field = pilot.app.screen.query_one("#field-until_on", Input)
        assert field.value == "31/2"
        field.value = ""
        await type_words(pilot, "+3")
        assert "√ Wed 25 Nov 2026" in "\n".join(drawn(pilot.app))
        await press(pilot, "tab")
        await type_words(pilot, REASON)
        await press(pilot, "f2")
        assert demo.ask(all_drafts) == []
