"""Where the IRO was when it locked: names of screens and ids alone, to go back there after unlocking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.css.query import NoMatches
from textual.widgets import Input, TextArea

from iro_tui.errors import IroError
from screens.page import Page
from screens.record_form import RecordForm
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from screens.app import IroApp

LONGEST_ID = 40
"""An id is no longer, and has no blanks; words from the record are not taken along."""


class Stood(NamedTuple):
    """One screen that was open."""

    kind: type[Page]
    made_with: tuple[tuple[Any, ...], dict[str, Any]]
    draft: str
    """The key of the draft of a form; empty for any other screen."""
    place: str
    """The part of the screen that was open, in its own words."""
    focus: str
    """The id of what had the focus; empty when that has none."""
    at: tuple[Any, ...]
    """Where the cursor stood in it."""
    rows: tuple[tuple[str, str], ...]
    """The lists by id, and the row that was chosen in each."""


class WayBack(NamedTuple):
    """The open page and what lay on it."""

    page: str
    stood: tuple[Stood, ...]


def way_back(app: IroApp) -> WayBack:
    """Return the way to where the IRO is now, as far as ids alone lead there; typing is in the drafts."""
    stood = []
    for place, screen in enumerate(app.screen_stack):
        if not isinstance(screen, Page):
            break
        draft = screen.draft_key if isinstance(screen, RecordForm) else ""
        if place and not draft and not _only_ids(screen.made_with):
            break
        stood.append(_of(screen, draft))
    return WayBack(app.current_mode, tuple(stood))


def _of(screen: Page, draft: str) -> Stood:
    focused = screen.focused
    focus = focused.id or "" if focused is not None else ""
    at: tuple[Any, ...] = ()
    if isinstance(focused, Input):
        at = (focused.cursor_position,)
    elif isinstance(focused, TextArea):
        at = focused.cursor_location
    rows = tuple((each.id or "", each.chosen or "") for each in screen.query(RowList) if each.chosen)
    made_with = ((), {}) if draft else screen.made_with
    return Stood(type(screen), made_with, draft, screen.place(), focus, at, rows)


def _only_ids(made_with: tuple[tuple[Any, ...], dict[str, Any]]) -> bool:
    given, named = made_with
    return all(
        value is None
        or isinstance(value, bool)
        or (isinstance(value, str) and len(value) <= LONGEST_ID and " " not in value)
        for value in (*given, *named.values())
    )


async def go(app: IroApp, way: WayBack) -> None:
    """Go back as far as there is something to go back to; what was taken away meanwhile ends the way."""
    for place, stood in enumerate(way.stood):
        if place:
            try:
                if not await _open(app, stood):
                    return
            except IroError:
                return
        screen = app.screen
        if isinstance(screen, Page) and type(screen) is stood.kind:
            await screen.go_to_place(stood.place)
            screen.call_after_refresh(_point, screen, stood)


async def _open(app: IroApp, stood: Stood) -> bool:
    if not stood.draft:
        given, named = stood.made_with
        await app.push_screen(stood.kind(*given, **named))
        return True
    from iro_tui.vault.drafts import take
    from screens.drafts import take_up, what_of

    draft = app.ask(take, stood.draft)
    if draft is None or not what_of(draft):
        return False
    take_up(app, draft)
    return True


def _point(screen: Page, stood: Stood) -> None:
    for id, chosen in stood.rows:
        for rows in screen.query(RowList).filter(f"#{id}") if id else ():
            rows.choose(chosen)
    if not stood.focus:
        return
    try:
        widget = screen.query_one(f"#{stood.focus}")
    except NoMatches:
        return
    widget.focus()
    if isinstance(widget, Input) and stood.at:
        widget.cursor_position = stood.at[0]
    elif isinstance(widget, TextArea) and stood.at:
        widget.move_cursor((stood.at[0], stood.at[1]))
    # After the screen's own layout, which may scroll what was just pointed at out of sight.
    screen.call_after_refresh(widget.scroll_visible, animate=False)
