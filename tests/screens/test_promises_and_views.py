"""Promises followed by keys, what the child said answered, a talk in twelve keys, other work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hands import press, type_words
from one_child import LATE_PROMISE, OPEN_PROMISE
from seen import drawn, lines, words
from sqlmodel import select

from iro_tui.casework.other_work import other_work
from iro_tui.casework.promises import Promise, promises
from iro_tui.casework.you_said import views
from iro_tui.record.tables import Consultation
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.promises import PromiseDialog
from screens.widgets.rows import RowList

MOST_KEYS = 12
"""To log a talk, or an attempt at one (jobs.md, job 4)."""


def kept(vault: Vault, child_id: str, today: date) -> dict[str, Promise]:
    return {each.text: each for each in vault.ask(promises, child_id, today)}


async def test_a_promise_is_answered_moved_and_dropped_from_the_childs_page(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        await press(pilot, "k", "x", "enter")
        await type_words(pilot, "No [/] answer.\n")
        assert kept(vault, child_id, today)[LATE_PROMISE].reason == "No [/] answer."
        assert "16 days over the first date" in words(pilot.app.screen, "#kept-words")
        await press(pilot, "m")
        await type_words(pilot, "24/12/2026\nNan was away.")
        await press(pilot, "f2")
        assert kept(vault, child_id, today)[LATE_PROMISE].moves == (date(2026, 11, 6), date(2026, 12, 24))
        assert "moved to Thu 24 Dec" in words(pilot.app.screen, "#kept-words")
        rows = pilot.app.screen.query_one("#kept-rows", RowList)
        assert rows.choose(
            next(each.id for each in kept(vault, child_id, today).values() if "Life" in each.text)
        )
        await press(pilot, "r")
        await press(pilot, "enter")
        assert "Write a few words first" in "".join(drawn(pilot.app)), "a drop has its reason"
        await type_words(pilot, "She has one.\n")
        found = kept(vault, child_id, today)[OPEN_PROMISE]
        assert (found.status, found.reason, found.closed_on) == ("DROPPED", "She has one.", today)
        assert isinstance(pilot.app.screen, PromiseDialog)
        await press(pilot, "m", "escape")
        assert isinstance(pilot.app.screen, ChildScreen), "what is closed is not moved: no form opened"


async def test_what_the_child_said_gets_its_answer_or_a_stated_no(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    assert sum(each.open for each in vault.ask(views, child_id)) == 1
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        await press(pilot, "y")
        screen = pilot.app.screen
        assert "1 waits for an answer" in words(screen, "#said-count")
        await press(pilot, "x", "f2")
        assert "Say why not" in "".join(drawn(pilot.app))
        await type_words(pilot, "Nan [/] is in hospital.")
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        shown = "\n".join(lines(screen.query_one("#said-rows", RowList)))
        assert "no, Sun 22 Nov: Nan [/] is in hospital." in shown
        assert sum(each.open for each in vault.ask(views, child_id)) == 0
        await press(pilot, "delete")
        assert vault.ask(views, child_id)[0].outcome == ""


async def test_a_talk_is_logged_in_twelve_keys_and_its_words(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        keys = await press(pilot, "c")
        await type_words(pilot, "I want to chair it.")
        keys += await press(pilot, "shift+tab", "shift+tab", "space", "tab", "enter", "enter", "f2", "f2")
        assert isinstance(pilot.app.screen, ChildScreen)
    assert keys <= MOST_KEYS
    talk = vault.ask(
        lambda session: session.exec(select(Consultation).where(Consultation.held_on == today)).one()
    )
    assert (talk.own_words, talk.alone, talk.told) == ("I want to chair it.", True, "ADVOCATE")


async def test_an_attempt_that_failed_is_logged_as_quickly_and_asks_what_was_tried(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        keys = await press(pilot, "c")
        form = pilot.app.screen.query_one("#form")
        assert not form.field("tried").display and not form.field("why_not_alone").display
        keys += await press(pilot, "shift+tab", "shift+tab", "shift+tab", "shift+tab", "n")
        assert form.field("kind").typed == "NOT_REACHED"
        assert form.field("tried").display
        keys += await press(pilot, "tab", "tab", "tab")
        await type_words(pilot, "Rang twice, left a message.")
        keys += await press(pilot, "f2")
        assert isinstance(pilot.app.screen, ChildScreen)
    assert keys <= MOST_KEYS
    talk = vault.ask(
        lambda session: session.exec(select(Consultation).where(Consultation.held_on == today)).one()
    )
    assert (talk.kind, talk.tried) == ("NOT_REACHED", "Rang twice, left a message.")


async def test_other_work_is_written_down_and_taken_away(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "ctrl+p")
        await type_words(pilot, "other work\n")
        await press(pilot, "n", "f2")
        assert "fill this in" in "".join(drawn(pilot.app))
        await press(pilot, "a")
        await press(pilot, "tab")
        await type_words(pilot, "90")
        await press(pilot, "f2")
        (line,) = vault.ask(other_work)
        assert (line.kind, line.minutes, line.held_on) == ("AUDIT", 90, today)
        assert "Audit" in lines(pilot.app.screen.query_one("#work-rows", RowList))[0]
        await press(pilot, "delete")
        assert vault.ask(other_work) == ()
