"""After locking every screen and dialog comes back: its row, field, typing, and how far it was scrolled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from every_screen import WAYS, Way, open_child, start_over
from hands import OpenApp, press, settled, type_words
from seen import drawn
from textual.pilot import Pilot
from textual.widgets import Input

from iro_tui.vault.drafts import all_drafts
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.dialogs import LineDialog, PickDialog
from screens.way_back import go, way_back
from screens.widgets.rows import RowList

CHILD = "yardley"
MakeApp = Callable[[Vault], IroApp]


def standing(app: IroApp) -> list[Any]:
    """What stands on the screen: the screens, the focus, the rows chosen, what is scrolled and typed."""
    top = app.screen
    return [
        [type(each).__name__ for each in app.screen_stack],
        top.focused.id if top.focused is not None else None,
        [(each.id, each.chosen) for each in top.query(RowList) if each.size.height],
        [(place, each.scroll_y) for place, each in enumerate(top.query("*")) if each.scroll_y],
        [each.value for each in top.query(Input) if not each.password],
        top.ticked if isinstance(top, PickDialog) else "",
    ]


async def away_and_back(pilot: Pilot[Any]) -> tuple[list[Any], list[Any]]:
    """Note where one is, go away as locking does, and come back as unlocking does."""
    app = pilot.app
    before = standing(app)
    app.keep_typing()
    way = way_back(app)
    while len(app.screen_stack) > 1:
        app.pop_screen()
    await app.switch_mode("outbox" if way.page == "today" else "today")
    await app.switch_mode(way.page)
    await settled(pilot)
    app.run_worker(go(app, way), exit_on_error=False)
    await settled(pilot)
    return before, standing(app)


def _after(*keys: str, typing: str = "", child: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def there(pilot: Pilot[Any]) -> None:
        if child:
            await open_child(pilot, child)
        await press(pilot, *keys)
        if typing:
            await type_words(pilot, typing)

    return there


def _handing_over(*keys: str, typing: str = "") -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def there(pilot: Pilot[Any]) -> None:
        await press(pilot, "ctrl+p")
        await type_words(pilot, "pass children")
        await press(pilot, "enter", "enter", *keys)
        if typing:
            await type_words(pilot, typing)

    return there


def _leaving(*keys: str) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def there(pilot: Pilot[Any]) -> None:
        await open_child(pilot, "khan")
        await press(pilot, "ctrl+p")
        await type_words(pilot, "leaves")
        await press(pilot, "enter", *keys)

    return there


PLACES = {
    "a form nothing is typed into": _after("c", child="khan"),
    "a form scrolled to its end": _after("e", *["tab"] * 18, child="khan"),
    "a filter half typed": _after("slash", typing="asa"),
    "the list of commands": _after("ctrl+p", typing="rules and"),
    "help": _after("2", "question_mark"),
    "what is new, half chosen": _after("n", typing="mis", child="khan"),
    "a line of the story": _after("end", "enter", child="khan"),
    "the second question of several": _handing_over("f2", typing="Jo Ma"),
    "the third question of several": _handing_over("f2", *"Jo", "enter", "down"),
    "a list with ticks": _handing_over("down", "enter"),
    "a list that a field of a form opened": _after("e", *["tab"] * 5, "enter", "down", child="khan"),
    "a list that a field of a dialog opened": _leaving("tab", "enter", "down"),
}

ON = {"the second question of several": "line"} | {
    name: "pick-rows" for name in PLACES if name.startswith(("a list ", "the third"))
}
"""What has the focus there, so that a way that leads elsewhere is noticed."""


@pytest.mark.parametrize("name", PLACES)
async def test_it_comes_back_as_it_stood(name: str, few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await PLACES[name](pilot)
        before, after = await away_and_back(pilot)
        assert len(before[0]) > 1
        assert before[1] == ON.get(name, before[1])
        assert after == before
        assert not [each for each in few.ask(all_drafts) if each.kind == "typed"], (
            "given back, then forgotten"
        )


@pytest.mark.campaign
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
async def test_every_screen_comes_back(way: Way, open_app: OpenApp) -> None:
    async with open_app((80, 24)) as pilot:
        await start_over(pilot)
        await way.go(pilot, CHILD)
        before, after = await away_and_back(pilot)
        assert after == before


async def test_a_passphrase_asked_twice_comes_back_at_its_first_question(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await _handing_over("f2", *"Jo", "enter", "enter", "enter")(pilot)
        assert "Passphrase for this file" in "\n".join(drawn(pilot.app))
        await type_words(pilot, "seven grey herons sing\n")
        assert "The same passphrase again" in "\n".join(drawn(pilot.app))
        await type_words(pilot, "seven grey")
        pilot.app.keep_typing()
        assert "herons" not in repr(way_back(pilot.app))
        assert "herons" not in repr([each.body for each in few.ask(all_drafts)])
        before, after = await away_and_back(pilot)
        assert before[0] == after[0]
        assert "Passphrase for this file" in "\n".join(drawn(pilot.app))
        assert pilot.app.screen.query_one("#line", Input).value == ""


async def test_a_line_that_cannot_come_back_is_offered_when_it_is_asked_again(
    few: Vault, app_on: MakeApp
) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        pilot.app.push_screen(LineDialog("Why does Amira leave?", "It is kept.", "Save"))
        await type_words(pilot, "She is eighteen")
        before, after = await away_and_back(pilot)
        assert len(before[0]) == 2 and len(after[0]) == 1
        assert "Amira" not in repr([each.key for each in few.ask(all_drafts)])
        pilot.app.push_screen(LineDialog("Why does Amira leave?", "It is kept.", "Save"))
        await settled(pilot)
        assert pilot.app.screen.query_one("#line", Input).value == "She is eighteen"
        await press(pilot, "enter")
        assert not few.ask(all_drafts)


async def test_the_way_back_holds_no_name_and_no_word(few: Vault, app_on: MakeApp) -> None:
    async with app_on(few).run_test(size=(80, 24)) as pilot:
        await PLACES["what is new, half chosen"](pilot)
        pilot.app.keep_typing()
        held = repr(way_back(pilot.app))
        assert "Khan" not in held and "Amira" not in held and "mis" not in held


async def test_what_put_something_on_the_record_is_not_done_again(few: Vault, app_on: MakeApp) -> None:
    from screens.opened_by import opened_by

    class Acting(LineDialog):
        pass

    async with app_on(few).run_test(size=(80, 24)) as pilot:
        page = pilot.app.screen

        def action_change_and_ask() -> None:
            pilot.app.changes += 1
            pilot.app.push_screen(Acting("Why?", "", "Save"))

        vars(page)["action_change_and_ask"] = action_change_and_ask
        await page.run_action("change_and_ask")
        await settled(pilot)
        assert isinstance(pilot.app.screen, Acting)
        assert opened_by(pilot.app.screen) is None
