"""Where the IRO was when it locked: names of screens and ids alone, to go back there after unlocking."""

from __future__ import annotations

import asyncio
import time
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from iro_tui.errors import IroError
from screens.dialogs import PickDialog
from screens.drafts import WHAT
from screens.opened_by import OpenedBy, answered_before, opened_by
from screens.page import Page
from screens.record_form import RecordForm
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from screens.app import IroApp

LONGEST_ID = 40
"""An id is no longer, and has no blanks; words from the record are not taken along."""
TYPED = "typed:way back"
"""The key of the draft that holds what stood in filters and the like, for the one who unlocks."""
ANSWERED, TICKED = "answered before", "ticked"
"""Under these it holds the answers that led to a question and what is ticked; under all else, fields."""
PATIENCE = 2.0
"""Seconds until what an action opens has come."""


class Stood(NamedTuple):
    """One screen that was open."""

    kind: type[Screen[Any]]
    made_with: tuple[tuple[Any, ...], dict[str, Any]] | None
    """What it is made with again; None where its draft or what opened it leads there."""
    draft: str
    """The key of the draft of a form; empty for any other screen."""
    child_id: str | None
    """The child a form is about."""
    by: OpenedBy | None
    place: str
    """The part of the screen that was open, in its own words."""
    focus: str
    """The id of what had the focus; empty when that has none."""
    at: tuple[Any, ...]
    """Where the cursor stood in it."""
    rows: tuple[tuple[str, str], ...]
    """The lists by id, and the row that was chosen in each."""
    scrolled: tuple[tuple[int, float], ...]
    """Which of its widgets were scrolled, counted from the first, and to which row."""


class WayBack(NamedTuple):
    """The open page and what lay on it."""

    page: str
    stood: tuple[Stood, ...]


def way_back(app: IroApp) -> WayBack:
    """Return the way to where the IRO is now, as far as ids and actions lead there; typing is in drafts."""
    stood = []
    typed = {}
    for place, screen in enumerate(app.screen_stack):
        each = _of(screen)
        if place and each.made_with is None and not each.draft and each.by is None:
            break
        stood.append(each)
        if not each.draft:
            typed[str(place)] = _in_hand(screen)
    if any(typed.values()):
        app.keep_draft(TYPED, None, typed)
    return WayBack(app.current_mode, tuple(stood))


def _of(screen: Screen[Any]) -> Stood:
    focused = screen.focused
    focus = focused.id or "" if focused is not None else ""
    at: tuple[Any, ...] = ()
    if isinstance(focused, Input):
        at = (focused.cursor_position,)
    elif isinstance(focused, TextArea):
        at = focused.cursor_location
    draft, child_id = "", None
    by = opened_by(screen)
    if isinstance(screen, RecordForm) and screen.draft_key.partition(":")[0] in (*WHAT, "entry"):
        # A child who is new has no id: that form is opened as it was.
        draft, child_id = ("", None) if by and not screen.child_id else (screen.draft_key, screen.child_id)
    made_with = getattr(screen, "made_with", None)
    return Stood(
        type(screen),
        made_with if made_with is not None and _only_ids(made_with) and not draft else None,
        draft,
        child_id,
        by,
        screen.place() if isinstance(screen, Page) else "",
        focus,
        at,
        tuple((each.id or "", each.chosen or "") for each in screen.query(RowList) if each.chosen),
        tuple((place, each.scroll_y) for place, each in enumerate(screen.query("*")) if each.scroll_y),
    )


def _in_hand(screen: Screen[Any]) -> dict[str, Any]:
    """What stands in its fields of one line, never a passphrase; what is ticked, and what was answered."""
    fields = (each for each in screen.query(Input) if each.id and each.value and not each.password)
    found: dict[str, Any] = {str(each.id): each.value for each in fields}
    if answers := answered_before(screen):
        found[ANSWERED] = list(answers)
    if isinstance(screen, PickDialog):
        found[TICKED] = screen.ticked
    return found


def _only_ids(made_with: tuple[tuple[Any, ...], dict[str, Any]]) -> bool:
    given, named = made_with
    return all(
        value is None
        or isinstance(value, bool | date)
        or (isinstance(value, str) and len(value) <= LONGEST_ID and " " not in value)
        for value in (*given, *named.values())
    )


async def go(app: IroApp, way: WayBack) -> None:
    """Go back as far as there is something to go back to; what was taken away meanwhile ends the way."""
    from iro_tui.vault.drafts import take

    kept = app.ask(take, TYPED)
    typed = kept.body if kept else {}
    with app.typed_ahead.held():
        for place, stood in enumerate(way.stood):
            in_hand = typed.get(str(place), {})
            try:
                if place and not await _open(app, stood, in_hand.pop(ANSWERED, [])):
                    break
            except IroError:
                break
            screen = await app.typed_ahead.ready()
            if screen is None or type(screen) is not stood.kind:
                break
            await _stand(app, screen, stood, in_hand)
    if kept:
        app.opened.drop_draft(TYPED)


async def _open(app: IroApp, stood: Stood, answers: Sequence[str]) -> bool:
    before = app.screen
    if stood.made_with is not None:
        given, named = stood.made_with
        await app.push_screen(stood.kind(*given, **named))
    elif stood.draft:
        from iro_tui.vault.drafts import Draft, take
        from screens.drafts import take_up, what_of

        draft = app.ask(take, stood.draft) or Draft(stood.draft, stood.child_id, {}, app.clock())
        if not what_of(draft):
            return False
        take_up(app, draft)
    elif stood.by is not None:
        target = before.query(f"#{stood.by.widget}").first(Widget) if stood.by.widget else before
        await app.run_action(stood.by.action, target)
    came = await _other_than(app, before)
    for answer in answers:
        question = await app.typed_ahead.ready()
        if not came or question is None or not getattr(question, "LEADS_ON", False):
            return False
        question.dismiss(answer)
        came = await _other_than(app, before, question)
    return came


async def _other_than(app: IroApp, *screens: Screen[Any]) -> bool:
    until = time.monotonic() + PATIENCE
    while app.screen in screens and time.monotonic() < until:
        await asyncio.sleep(0.01)
    return app.screen not in screens


async def _stand(app: IroApp, screen: Screen[Any], stood: Stood, in_hand: dict[str, Any]) -> None:
    """Put a screen as it stood: its part, what was typed, the rows, the focus and how far it was scrolled."""
    if isinstance(screen, PickDialog):
        screen.ticked = in_hand.pop(TICKED, screen.ticked)
    _type_in(screen, in_hand)
    if isinstance(screen, Page):
        # What was typed may lead there, and there may be more fields.
        await screen.go_to_place(stood.place)
        _type_in(screen, in_hand)
    await app.typed_ahead.settled(screen)
    until = time.monotonic() + PATIENCE
    # Some rows come from work that goes on beside.
    while not _there(screen, stood) and _works(app, screen) and time.monotonic() < until:
        await asyncio.sleep(0.02)
    for widget in screen.query(f"#{stood.focus}") if stood.focus else ():
        screen.set_focus(widget)
        if isinstance(widget, Input) and stood.at:
            widget.cursor_position = stood.at[0]
        elif isinstance(widget, TextArea) and stood.at:
            widget.move_cursor((stood.at[0], stood.at[1]))
    # After the screen's own layout, which may scroll to what has just got the focus.
    await app.typed_ahead.settled(screen)
    places = dict(stood.scrolled)
    for place, each in enumerate(screen.query("*")):
        if places.get(place, 0.0) != each.scroll_y and each.max_scroll_y:
            each.scroll_to(y=places.get(place, 0.0), animate=False, immediate=True)


def _type_in(screen: Screen[Any], typed: dict[str, str]) -> None:
    for id, value in typed.items():
        for field in screen.query(f"#{id}").results(Input):
            field.value = value


def _there(screen: Screen[Any], stood: Stood) -> bool:
    chosen = _chosen(screen, stood.rows)
    return chosen and (not isinstance(screen, Page) or screen.place() == stood.place)


def _chosen(screen: Screen[Any], chosen: tuple[tuple[str, str], ...]) -> bool:
    """Put the cursor of each list where it was; False when a row is not there."""
    lists = {each.id: each for each in screen.query(RowList)}
    found = [lists[id].choose(row) for id, row in chosen if id in lists]
    return all(found)


def _works(app: IroApp, screen: Screen[Any]) -> bool:
    return any(each.node is screen and not each.is_finished for each in app.workers)
