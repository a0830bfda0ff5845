"""The midway by keys: promises in one key each, nothing lost, and on to an alert with the facts filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hands import press, type_words
from one_child import LATE_PROMISE, OPEN_PROMISE, make_one
from seen import toasts, words
from sqlmodel import Session, select

from iro_tui.casework.promises import promises
from iro_tui.casework.verbs import verb
from iro_tui.record.tables import Alert, Decision, Midway
from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.midway import MidwayScreen
from screens.record_form import RecordForm

MOST_KEYS = 30
"""For a midway with four promises (jobs.md, job 9)."""
DENTIST, CLUB = "Dentist [/] booked", "Chess club pays Amira's fees"


@verb("two more promises made up")
def two_more(session: Session, child_id: str) -> None:
    review_id = session.exec(select(Decision.review_id).where(Decision.child_id == child_id)).first()
    for place, text in enumerate((DENTIST, CLUB)):
        row = Decision(child_id=child_id, review_id=review_id, text=text, by_when=date(2027, 1, 4 + place))
        session.add(row)


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    found: str = vault.act(make_one, today).result
    vault.act(two_more, found)
    return found


async def test_four_promises_three_lines_and_a_judgement_in_thirty_keys(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(120, 40), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        keys = await press(pilot, "m", "x")
        await type_words(pilot, "Rang d s x twice.")
        keys += await press(pilot, "enter", "d", "s", "enter", "d")
        await type_words(pilot, "Settled.")
        keys += await press(pilot, "tab")
        await type_words(pilot, "Nan.")
        keys += await press(pilot, "tab")
        await type_words(pilot, "Grace rings.")
        keys += await press(pilot, "tab", "down", "f2")
        assert isinstance(pilot.app.screen, ChildScreen)
        assert "Saved: midway for Mimi [/b]." in toasts(pilot.app.screen)
    assert keys <= MOST_KEYS
    stands = {each.text: (each.status, each.reason) for each in vault.ask(promises, child_id, today)}
    assert stands == {
        LATE_PROMISE: ("NOT_DONE", "Rang d s x twice."),
        OPEN_PROMISE: ("DONE", ""),
        DENTIST: ("PART", ""),
        CLUB: ("DONE", ""),
    }
    midway = vault.ask(lambda session: session.exec(select(Midway).where(Midway.held_on == today)).one())
    assert (midway.going, midway.worries, midway.next_steps) == ("Settled.", "Nan.", "Grace rings.")
    assert (midway.judgement, midway.with_whom) == ("CONCERN", "Grace Adeyemi")
    assert vault.ask(all_drafts) == []


async def test_what_is_answered_and_typed_waits_and_the_same_key_takes_an_answer_back(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(80, 24), notifications=True) as pilot:
        pilot.app.push_screen(MidwayScreen(child_id))
        await pilot.pause()
        await press(pilot, "d", "s")
        await type_words(pilot, "half a rea")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MidwayScreen), "escape leaves the reason first"
        await press(pilot, "up", "d")
        assert "d done" in words(pilot.app.screen, "#promise-0 .promise-words")
        await press(pilot, "tab")
        assert "d done" not in words(pilot.app.screen, "#promise-0 .promise-words")
        await type_words(pilot, "Going w")
        await press(pilot, "escape")
        (draft,) = vault.ask(all_drafts)
        assert [status for status, _ in draft.body["answers"].values()] == ["PART"]
        pilot.app.push_screen(MidwayScreen(child_id))
        await pilot.pause()
        assert "slipping" in words(pilot.app.screen, "#promise-1 .promise-words")
        assert "half a rea" in words(pilot.app.screen, "#promise-1 .promise-words")
        assert "not said" in words(pilot.app.screen, "#promise-0 .promise-words")
        await press(pilot, "f2")
        assert "3 promises not said stay open." in toasts(pilot.app.screen)
    found = {each.text: each for each in vault.ask(promises, child_id, today)}
    assert (found[OPEN_PROMISE].status, found[OPEN_PROMISE].reason) == ("PART", "half a rea")
    assert found[LATE_PROMISE].answers == ()


async def test_a_midway_that_says_nothing_is_not_saved(
    vault: Vault, child_id: str, app_on: Callable[[Vault], IroApp]
) -> None:
    before = vault.ask(lambda session: len(session.exec(select(Midway)).all()))
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = MidwayScreen(child_id)
        pilot.app.push_screen(screen)
        await pilot.pause()
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        assert words(screen, "#row-going .wrong") == "! Say how the plan is going. A line is enough."
        assert screen.focused is screen.query_one("#midway-lines").field("going").entry
        assert "…" not in words(screen, ".summary"), "what does not fit whole is left out"
    assert vault.ask(lambda session: len(session.exec(select(Midway)).all())) == before


async def test_a_wrong_day_is_said_beside_it_and_nothing_is_saved(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(120, 40), notifications=True) as pilot:
        screen = MidwayScreen(child_id)
        pilot.app.push_screen(screen)
        await pilot.pause()
        await press(pilot, "d")
        screen.query_one("#midway-more").field("held_on").fill("tomorrow")
        await press(pilot, "f2")
        assert pilot.app.screen is screen
        assert "1 thing to put right first" in words(screen, "#midway-said")
        assert "That day has not come yet" in words(screen, "#row-held_on .wrong")
    assert all(each.open for each in vault.ask(promises, child_id, today))


async def test_one_key_from_a_stuck_promise_to_an_alert_with_its_facts(
    vault: Vault, child_id: str, today: date, app_on: Callable[[Vault], IroApp]
) -> None:
    async with app_on(vault).run_test(size=(120, 40), notifications=True) as pilot:
        pilot.app.push_screen(ChildScreen(child_id))
        await pilot.pause()
        await press(pilot, "m", "x", "enter", "f4")
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        typed = form.query_one("#form").typed
        assert typed["concern"] == f"Not done: {LATE_PROMISE}"
        assert "first by Fri 6 Nov 2026, 16 days over" in typed["evidence"]
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, ChildScreen)
    alert_id = vault.ask(
        lambda session: session.exec(select(Midway.alert_id).where(Midway.held_on == today)).one()
    )
    assert vault.ask(lambda session: session.get(Alert, alert_id).raised_on) == today
