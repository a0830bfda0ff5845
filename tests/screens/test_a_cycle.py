"""One child from review to midway to review, by keys: what was promised is asked about each time."""

from __future__ import annotations

from datetime import date

import pytest
from hands import TODAY, clock, press, type_words
from one_child import LATE_PROMISE, OPEN_PROMISE
from seen import drawn, lines
from textual.pilot import Pilot

from iro_tui.casework.child_record import child_record
from iro_tui.casework.child_story import story
from iro_tui.casework.promises import Promise, promises
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.midway import MidwayScreen
from screens.review import ReviewScreen
from screens.widgets.rows import RowList

NEXT = date(2027, 5, 12)
"""When the review after the one of today is held."""
MIDWAY = date(2027, 2, 16)
NAN = "Nan comes on Sundays"


def stands(vault: Vault, child_id: str, today: date) -> dict[str, Promise]:
    return {each.text: each for each in vault.ask(promises, child_id, today)}


async def on_the_child(pilot: Pilot[int], child_id: str) -> None:
    pilot.app.push_screen(ChildScreen(child_id))
    await pilot.pause()


async def hold(pilot: Pilot[int], *answers: str) -> ReviewScreen:
    """Open the review in its meeting and answer the promises in their order."""
    await press(pilot, "r")
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    await press(pilot, "tab", "tab", *answers)
    return screen


async def complete(pilot: Pilot[int], following: str) -> None:
    """After the meeting: the views, the next day, complete."""
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    await press(pilot, "f4", "f9")
    fields = screen._phases
    for name, typed in (
        ("opened_on", "today"),
        ("participation", "PN1"),
        ("child_views", "She wants Nan to come."),
        ("next_on", following),
    ):
        fields.fill(name, typed)
    await press(pilot, "f9")
    assert "is complete." in " ".join(drawn(pilot.app))


@pytest.mark.campaign
async def test_a_promise_is_asked_about_at_midway_and_review_until_it_is_kept(
    vault: Vault, child_id: str
) -> None:
    app = IroApp(vault.home, TODAY, vault, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await on_the_child(pilot, child_id)
        await hold(pilot, "d", "s")
        await press(pilot, "shift+tab", "shift+tab")
        await type_words(pilot, f"@Jo Fenn, by Fri 11 Dec: {NAN}\n")
        await press(pilot, "f4", "enter", "f2")
        await complete(pilot, "12/05/2027")
    made = stands(vault, child_id, TODAY)
    assert (made[LATE_PROMISE].status, made[OPEN_PROMISE].status) == ("DONE", "PART")
    assert (made[NAN].status, made[NAN].by_when, made[NAN].review_number) == ("OPEN", date(2026, 12, 11), 7)

    app = IroApp(vault.home, MIDWAY, vault, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await on_the_child(pilot, child_id)
        await press(pilot, "m")
        assert isinstance(app.screen, MidwayScreen)
        shown = " ".join(drawn(app))
        assert NAN in shown and OPEN_PROMISE in shown and LATE_PROMISE not in shown
        await press(pilot, "s", "enter", "d", "f2")
    half = stands(vault, child_id, MIDWAY)
    assert [(half[text].status, half[text].answers[-1].where) for text in (OPEN_PROMISE, NAN)] == [
        ("PART", "midway"),
        ("DONE", "midway"),
    ]

    app = IroApp(vault.home, NEXT, vault, clock=clock)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await on_the_child(pilot, child_id)
        screen = await hold(pilot)
        asked = lines(screen.query_one("#promise-rows", RowList))
        assert any(NAN in line for line in asked) and any(OPEN_PROMISE in line for line in asked)
        assert not any(LATE_PROMISE in line for line in asked), "it was answered at the review before"
        await press(pilot, "d", "d")
        await complete(pilot, "10/11/2027")
    kept = stands(vault, child_id, NEXT)
    assert {each.status for each in kept.values()} == {"DONE"} and len(kept) == 3
    assert [each.where for each in kept[NAN].answers] == ["midway", "review 8"]
    assert [each.where for each in kept[OPEN_PROMISE].answers] == ["review 7", "midway", "review 8"]
    told = story(vault.ask(child_record, child_id), NEXT)
    words = [item.word for item in told]
    assert words.index("Review 8") < words.index("Midway") < words.index("Review 7")
