"""The frame of every screen: what fits, what is said of each key, what plain signs and no colour leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from every_screen import BEFORE_THE_VAULT, WAYS, open_child, pages, start_over
from hands import OpenApp, press, type_words
from hostile_child import FIRST, LAST
from seen import drawn, words
from textual.pilot import Pilot
from textual.widgets import OptionList, Static

from iro_tui.casework.children import form_values, save_child, save_profile
from iro_tui.casework.search import find
from iro_tui.record.profile import THE_PROFILE
from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.commands import COMMANDS, Command, of_place, say_key
from screens.help_page import help_words
from screens.page import Page
from screens.review_lists import NEEDS_FOCUS
from screens.widgets.frame import Cut, shortened

CHILD = "yardley"
"""Harvey: a completed review without a letter, and decisions to copy."""
OF_THE_CHILD = {
    "letters",
    "outbox",
    "search",
    "child",
    "history",
    "review",
    "talk",
    "facts",
    "letter",
    "preview",
}
"""Screens that show the child, whatever the name."""
LONG_NAME = "Featherstonehaugh-Cholmondeley-Marjoribanks"
"""So long that nothing beside it fits into 80 columns."""

WORDS_FOR_KEYS = {"Enter": "enter", "Space": "space", "Tab": "tab", "Escape": "escape", "escape": "escape"}
"""How help writes keys that have a name; letters stand alone."""


def test_a_header_too_long_cuts_the_name_before_the_place() -> None:
    assert shortened("Bo Ng, 9 / Review 4", 40) == "Bo Ng, 9 / Review 4"
    assert shortened("Featherstonehaugh, 9 / Review 4", 24) == "Featherst…, 9 / Review 4"
    assert shortened("Caseload / New child", 12) == "Caseload / New child"


def rename(vault: Vault, today: Any, **facts: str) -> None:
    """Give the child other facts."""
    child_id = vault.ask(find, CHILD, today)[0].child_id
    vault.act(save_child, child_id, {**vault.ask(form_values, "child", child_id), **facts})


def judge_frame(pilot: Pilot[Any]) -> list[str]:
    """What is wrong with the frame and the width of what is drawn; empty when nothing is."""
    app, screen = pilot.app, pilot.app.screen
    width = app.size.width
    wrong = []
    footer = words(screen, "#footer")
    if len(footer) > 78:
        wrong.append(f"footer of {len(footer)} cells: {footer}")
    entries = footer.split("  ")
    if not 2 <= len(entries) <= 8 or not all(re.fullmatch(r"\S+ \S.*", entry) for entry in entries):
        wrong.append(f"footer entries: {entries}")
    if not footer.endswith((" help", " help  ctrl+p all")):
        wrong.append(f"help is not last: {footer}")
    last = drawn(app)[-1]
    if last.strip() != footer:
        wrong.append(f"the footer is not drawn whole: {last}")
    header = words(screen, "#header")
    if len(header) > width - 2:
        wrong.append(f"header of {len(header)} cells")
    for widget in screen.query("*"):
        if not widget.display or not widget.is_on_screen:
            continue
        if widget.region.right > width:
            wrong.append(f"{widget!r} ends at {widget.region.right}")
        if isinstance(widget, OptionList):
            for option in widget.options:
                longest = max((line.cell_length for line in option.prompt.split()), default=0)
                if longest > widget.size.width:
                    wrong.append(f"a row of {longest} cells in {widget!r} of {widget.size.width}")
        elif isinstance(widget, Static) and widget.styles.height is not None and widget.size.height == 1:
            content = widget.render() if isinstance(widget, Cut) else widget.content
            length = getattr(content, "cell_length", 0)
            if widget.styles.height.value == 1 and length > widget.content_size.width:
                wrong.append(f"{length} cells in {widget!r} of {widget.content_size.width}")
    return wrong


def test_every_screen_is_visited() -> None:
    assert {way.screen for way in WAYS} | BEFORE_THE_VAULT == set(pages())


@pytest.mark.campaign
async def test_every_screen_fits_a_small_terminal_and_shows_the_name_as_it_stands(
    open_app: OpenApp, demo: Vault, today: Any
) -> None:
    rename(demo, today, first_name=FIRST, surname=f"{LAST} {LONG_NAME}", known_as="")
    wrong = {}
    async with open_app((80, 24)) as pilot:
        pilot.app.invented = False
        pilot.app.publish(frozenset())
        for way in WAYS:
            await way.go(pilot, "brien")
            assert type(pilot.app.screen).__name__ == way.screen, way.name
            found = judge_frame(pilot)
            header = words(pilot.app.screen, "#header")
            if way.name != "import preview" and not re.search(r"saved [\d:]+ · locks in \d+ min$", header):
                found.append(f"cut header: {header}")
            if way.name in OF_THE_CHILD and FIRST not in "\n".join(drawn(pilot.app)):
                found.append("the name is not there")
            if found:
                wrong[way.name] = found
            await start_over(pilot)
    assert not wrong


@pytest.mark.parametrize("name", ["UnlockScreen", "FirstRunScreen"])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_frame_before_the_vault(
    name: str, size: tuple[int, int], demo_home: Any, home: Any, today: Any
) -> None:
    app = IroApp(demo_home if name == "UnlockScreen" else home, today)
    async with app.run_test(size=size) as pilot:
        await press(pilot)
        assert type(app.screen).__name__ == name
        assert not judge_frame(pilot)
        assert "nothing leaves this computer" in words(app.screen, "#header")


@pytest.mark.parametrize("page", pages().values(), ids=lambda page: page.__name__)
def test_every_screen_has_its_commands_and_its_help(page: type[Page]) -> None:
    for each in of_place(*page.PLACES):
        owner: type = IroApp if each.place in ("app", "page") else page
        if each.bound or each.key == "enter":
            verb = f"action_{each.action.removeprefix('app.')}"
            assert callable(getattr(owner, verb, None)), f"{each.id} has no {verb}"
    assert help_words(page.HELP_PAGE).startswith("# ")


@pytest.mark.parametrize("name", sorted({page.HELP_PAGE for page in pages().values()}))
def test_help_names_only_keys_that_work_there(name: str) -> None:
    told_of = [page for page in pages().values() if name == page.HELP_PAGE]
    places = {place for page in told_of for place in page.PLACES}
    works = {key for each in of_place(*places, "page") for key in (each.key, each.also) if key} | {"tab"}
    told = help_words(name)
    named = {key.lower() for key in re.findall(r"\bF\d+|ctrl\+\w|(?<!['’])\b[b-zB-HJ-Z]\b(?!')", told)}
    named |= {key for word, key in WORDS_FOR_KEYS.items() if re.search(rf"\b{word}\b", told)}
    assert named <= works, f"{name} names {named - works}"


def test_every_place_of_a_command_is_a_screen() -> None:
    places = {place for page in pages().values() for place in page.PLACES} | {"page"}
    assert {each.place for each in COMMANDS} == places


def where(command: Command) -> str:
    """The list, phase or state a command works in; empty where it works everywhere on its screen."""
    if command.place == "empty" or command.action == "next_list":
        return "with nobody" if command.place == "empty" else "with children"
    if command.place != "review":
        return ""
    phases = {"new_decision": "after", "adjourn": "after", "alert": "in the meeting"}
    return {**NEEDS_FOCUS, **phases}.get(command.action, "")


@pytest.mark.parametrize("page", pages().values(), ids=lambda page: page.__name__)
def test_no_key_means_two_things_on_one_screen(page: type[Page]) -> None:
    taken: dict[str, Command] = {}
    for each in of_place(*page.PLACES, "page"):
        for key in filter(None, (each.key, each.also)):
            other = taken.get(key)
            # A key may serve two lists of one screen, each where it has the focus.
            lists = {where(command) for command in (each, other) if command}
            apart = other is None or (len(lists) == 2 and "" not in lists)
            assert apart or not (each.bound and other.bound), f"{say_key(key)}: {each.id}, {other}"
            taken[key] = each


SIGNED = [way for way in WAYS if way.name in "today, caseload, child, review meeting, letter, outbox"]


@pytest.mark.campaign
async def test_plain_signs_draw_only_ascii(open_app: OpenApp, demo: Vault) -> None:
    profile = demo.ask(form_values, "profile", THE_PROFILE)
    demo.act(save_profile, {**profile, "plain_signs": True})
    async with open_app((120, 40)) as pilot:
        for way in SIGNED:
            await pilot.press("1")
            await way.go(pilot, CHILD)
            signs = {sign for sign in "".join(drawn(pilot.app)) if ord(sign) > 126 and not sign.isalpha()}
            assert not signs, f"{way.name}: {signs}"


async def test_without_colour_the_row_under_the_cursor_is_reversed(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app((80, 24)) as pilot:
        await press(pilot)
        strips = pilot.app.screen._compositor.render_strips()
        pieces = [piece for strip in strips for piece in strip if piece.style]
        colours = [piece.style.color for piece in pieces if piece.style.color and piece.style.color.triplet]
        assert all(len(set(colour.triplet)) == 1 for colour in colours), "every colour is a grey"
        rows = pilot.app.screen.query_one("#today-rows", OptionList)
        under = [
            "".join(piece.text for piece in strip)
            for strip in strips
            if any(piece.style and piece.style.reverse and piece.text.strip() for piece in strip)
        ]
        assert rows.highlighted_option is not None
        assert len(under) == 1
        assert str(rows.highlighted_option.prompt.plain).strip()[:30] in under[0]
        assert "!" in "".join(drawn(pilot.app)[5:10]), "late has a sign of its own"


async def test_a_terminal_too_small_says_what_it_needs(open_app: OpenApp) -> None:
    async with open_app((59, 24)) as pilot:
        await press(pilot)
        assert "This needs 60 columns and 20 rows." in " ".join(drawn(pilot.app))
        await pilot.resize_terminal(80, 24)
        await press(pilot)
        assert "This needs" not in " ".join(drawn(pilot.app))


async def test_the_last_minute_before_the_lock_shows(open_app: OpenApp) -> None:
    async with open_app((80, 24)) as pilot:
        app = pilot.app
        app.invented = False
        app._touched -= 60 * (app.lock_minutes - 1)
        app.mind_the_lock()
        await pilot.pause()
        assert "! locks in 1 min" in words(app.screen, "#header")


async def test_help_and_palette_show_the_commands_of_the_screen(open_app: OpenApp) -> None:
    async with open_app((120, 40)) as pilot:
        await open_child(pilot, CHILD)
        await press(pilot, "f1")
        told = " ".join(str(said.visual) for said in pilot.app.screen.query(Static))
        for each in of_place("child"):
            assert not each.key or f"{each.name}." in told
        await press(pilot, "escape", "ctrl+p")
        offered = pilot.app.screen.query_one("#palette-rows", OptionList)
        names = [str(option.prompt.plain) for option in offered.options]
        assert names[0].startswith("Review")
        assert any(name.startswith("Lock ") for name in names)


async def test_slow_work_that_fails_unexpectedly_is_not_lost(
    demo_home: Any, today: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object) -> Vault:
        raise ZeroDivisionError

    monkeypatch.setattr(Vault, "open", broken)
    with pytest.raises(ZeroDivisionError):
        async with IroApp(demo_home, today).run_test() as pilot:
            await type_words(pilot, "heron\n")


async def test_a_line_in_the_header_lays_nothing_out_again(
    few: Vault, app_on: Callable[[Vault], IroApp]
) -> None:
    app = app_on(few)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.saved("draft saved", seconds=True)
        asked = [each.id for each in app.screen.walk_children(with_self=True) if each._layout_required]
        assert not asked
        await pilot.pause()
        assert "draft saved" in words(app.screen, "#header")
