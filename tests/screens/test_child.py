"""A child's page: facts, story, how things stand, and what waits to be saved."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from one_child import LATE_PROMISE, WORDS, make_one
from seen import drawn, lines, toasts, words
from textual.pilot import Pilot
from textual.widgets import Static

from iro_tui.casework.children import add_child
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.child import ChildScreen
from screens.entry import EntryDialog
from screens.history import HistoryScreen
from screens.midway import MidwayScreen
from screens.promises import PromiseDialog
from screens.record_form import RecordForm
from screens.review import ReviewScreen
from screens.widgets.form import Form
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


@pytest.fixture
def child_id(vault: Vault, today: date) -> str:
    return vault.act(make_one, today).result


async def opened(pilot: Pilot[int], child_id: str) -> ChildScreen:
    app = pilot.app
    assert isinstance(app, IroApp)
    app.open_child(child_id)
    await pilot.pause()
    # The narrow grid is laid out once the size is known; the rows follow it.
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, ChildScreen)
    return screen


def rows(screen: ChildScreen, name: str) -> RowList:
    return screen.query_one(f"#{name}-rows", RowList)


def entry_words(pilot: Pilot[int]) -> str:
    dialog = pilot.app.screen
    assert isinstance(dialog, EntryDialog)
    return "\n".join(str(getattr(each.content, "plain", each.content)) for each in dialog.query(Static))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_page_shows_the_story_newest_first_and_how_things_stand(
    vault: Vault, child_id: str, app_on: MakeApp, size: tuple[int, int]
) -> None:
    async with app_on(vault).run_test(size=size) as pilot:
        screen = await opened(pilot, child_id)
        story = "\n".join(lines(rows(screen, "story")))
        assert lines(rows(screen, "story"))[0].startswith("Sat 14 Nov  Talked")
        assert "“I want to see Nan more." in story
        assert story.index("Talked") < story.index("Alert") < story.index("Midway") < story.index("Review 6")
        now = lines(rows(screen, "now"))
        assert now[0] == "Promises"
        assert LATE_PROMISE in now[1] and "wd late" in now[1]
        assert "Her wishes" in now
        assert "first name Amira" in words(screen, "#child-who")
        assert "next review" in words(screen, "#child-stands")
        for each in ("story", "now"):
            widest = max(len(line) for text in lines(rows(screen, each)) for line in text.split("\n"))
            assert widest < rows(screen, each).size.width


async def test_enter_shows_a_talk_in_full_word_for_word(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await pilot.press("enter")
        shown = entry_words(pilot)
        assert f"“{WORDS}”" in shown
        assert "In Mimi [/b]'s own words" in shown
        assert "Happy at school; the rabbit is well." in shown
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, ChildScreen)


async def test_enter_on_a_held_review_opens_it_after_the_meeting_and_coming_back_keeps_the_row(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("down", "down", "down")
        before = rows(screen, "story").chosen
        await pilot.press("enter")
        await pilot.pause()
        review = pilot.app.screen
        assert isinstance(review, ReviewScreen)
        assert review.where().endswith("10 / Review 6")
        assert review._phases.phase == "after"
        await pilot.press("escape")
        assert pilot.app.screen is screen
        assert rows(screen, "story").chosen == before


async def test_enter_on_a_promise_shows_all_of_it(vault: Vault, child_id: str, app_on: MakeApp) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, PromiseDialog)
        shown = "\n".join(drawn(pilot.app))
        assert LATE_PROMISE in shown
        assert "Fri 6 Nov" in shown


@pytest.mark.parametrize(
    ("key", "kind", "where"),
    [
        ("r", ReviewScreen, "/ Review 7"),
        ("m", MidwayScreen, "/ Midway"),
        ("c", RecordForm, "/ Talked"),
        ("a", RecordForm, "/ Alert"),
        ("e", RecordForm, "/ Facts"),
        ("h", HistoryScreen, "/ History"),
    ],
)
async def test_one_letter_opens_each_thing_one_writes(
    vault: Vault, child_id: str, app_on: MakeApp, key: str, kind: type, where: str
) -> None:
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await pilot.press(key)
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, kind)
        assert screen.where().endswith(where)  # type: ignore[attr-defined]


@pytest.mark.campaign
async def test_typing_that_was_not_saved_waits_on_top_and_enter_takes_it_up(
    vault: Vault, child_id: str, app_on: MakeApp
) -> None:
    async with app_on(vault).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, child_id)
        await pilot.press("c", *"Cats", "escape")
        await pilot.pause()
        assert pilot.app.screen is screen
        now = lines(rows(screen, "now"))
        assert now[0] == "Not saved yet"
        assert now[1].startswith("> A talk")
        rows(screen, "now").highlighted = 1
        await pilot.press("tab", "enter")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        assert form.query_one("#field-own_words").text == "Cats"  # type: ignore[attr-defined]
        form.query_one(Form).field("alone").fill("yes")
        await pilot.press("f2")
        await pilot.pause()
        assert pilot.app.screen is screen
        assert lines(rows(screen, "now"))[0] == "Promises"
        assert "“Cats”" in lines(rows(screen, "story"))[0]


async def test_a_child_with_nothing_yet_says_what_to_press(
    vault: Vault, app_on: MakeApp, today: date
) -> None:
    values = {"mosaic_id": "1", "first_name": "Bo", "born": date(2020, 1, 1)}
    child_id = vault.act(add_child, values, None, today).result
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, child_id)
        shown = lines(rows(screen, "story"))
        assert shown[0] == "Nothing has happened here yet."
        assert shown[-3:] == ["c  talked", "r  review", "m  midway"]
        await pilot.press("enter", "tab", "enter")
        assert pilot.app.screen is screen


async def test_undo_of_the_child_closes_the_page(vault: Vault, app_on: MakeApp, today: date) -> None:
    values = {"mosaic_id": "1", "first_name": "Bo", "born": date(2020, 1, 1)}
    child_id = vault.act(add_child, values, None, today).result
    async with app_on(vault).run_test(size=(80, 24)) as pilot:
        await opened(pilot, child_id)
        await pilot.press("f8")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ChildScreen)
        assert "not on this caseload any more" in toasts(pilot.app.screen)
