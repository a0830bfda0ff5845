"""Hands on the review screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from iro_tui.vault.store import Vault
from screens.app import IroApp
from screens.review import ReviewScreen
from screens.widgets.rows import RowList

MakeApp = Callable[[Vault], IroApp]


async def opened(pilot: Pilot[int], child_id: str, review_id: str | None = None) -> ReviewScreen:
    """Open a review of a child; the one that is next when none is named."""
    pilot.app.push_screen(ReviewScreen(child_id, review_id))
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def typed(pilot: Pilot[int], text: str) -> None:
    """Type the first letter as a key, for it could be a tag; the others at once, to save time."""
    await pilot.press(text[0])
    entry = pilot.app.screen.focused
    if isinstance(entry, TextArea):
        entry.insert(text[1:])
    elif isinstance(entry, Input):
        entry.insert_text_at_cursor(text[1:])
    await pilot.pause()


def rows(screen: ReviewScreen, name: str) -> RowList:
    """One of its lists."""
    return screen.query_one(f"#{name}-rows", RowList)
