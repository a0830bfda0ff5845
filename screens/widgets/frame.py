"""The frame of every screen: header, row of pages, footer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Input, Static, TextArea

from screens.commands import PAGES, command, of_place
from screens.marks import WIDE, cut, joined, plain, spread

if TYPE_CHECKING:
    from textual.events import Click

    from screens.page import Page


_PLACE = re.compile(r"(?P<name>.+?)(?P<rest>, [0-9]{1,2}( / .*)?)", re.DOTALL)
_LEAST = 4
"""Cells of a name that still say something."""


class Header(Static):
    """Where I am, whose caseload, what is saved, when it locks."""

    def __init__(self) -> None:
        super().__init__(id="header", markup=False)

    def draw(self, where: str, facts: list[tuple[int, Content]]) -> None:
        """Draw the row.

        Args:
            where: The place, on the left.
            facts: Pieces for the right with their rank; the highest ranks go first when they do not fit.
        """
        width = max(self.container_size.width - 2 * (2 if self.app.size.width >= WIDE else 1), 20)
        left = plain("IRO", "$accent bold") + Content("  ")
        whole = left.cell_length + plain(where).cell_length + 2
        kept = list(facts)
        right = joined([piece for _, piece in kept])
        while kept and whole + right.cell_length > width and max(rank for rank, _ in kept):
            worst = max(rank for rank, _ in kept)
            kept = [(rank, piece) for rank, piece in kept if rank != worst]
            right = joined([piece for _, piece in kept])
        # It is one row high whatever stands in it, so nothing else has to be laid out again.
        room = width - left.cell_length - right.cell_length - 1
        left += plain(shortened(where, room), "$text bold")
        self.update(spread(left, right, width), layout=False)


class PageRow(Static):
    """The pages, with their numbers as keys; the open one is underlined."""

    def __init__(self, open_page: str) -> None:
        super().__init__(id="page-row", markup=False)
        self.open_page = open_page
        self.places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Draw the row once; the open page of a screen does not change."""
        pieces = []
        at = 0
        for id in PAGES:
            page = command(id)
            words = f"{page.key} {page.name}"
            style = "$accent bold underline" if id == f"page.{self.open_page}" else "$muted"
            pieces.append(plain(words, style))
            self.places.append((at, at + len(words), page.action))
            at += len(words) + 3
        self.update(Content("   ").join(pieces))

    async def on_click(self, event: Click) -> None:
        """Open the page that was clicked."""
        x = event.get_content_offset_capture(self).x
        for start, end, action in self.places:
            if start <= x < end:
                await self.run_action(action)


class Footer(Static):
    """The keys that work here: at most eight, most used first."""

    def __init__(self) -> None:
        super().__init__(id="footer", markup=False)
        self._shown: list[tuple[str, str]] = []

    def draw(self, page: Page) -> None:
        """Draw the keys for what has the focus now."""
        typing = isinstance(page.focused, Input | TextArea)
        pieces: list[tuple[str, str]] = []
        own = 0
        for each in of_place(*page.PLACES):
            key = each.key_shown(typing)
            if not each.word or not key or each.typing not in (None, typing):
                continue
            owner = page.app if each.place in ("app", "page") else page
            if owner.check_action(each.action.removeprefix("app."), ()) is False:
                continue
            pieces.append((key, each.word))
            own += each.place not in ("app", "page")
        shown = fitted(pieces, own, min(self.app.size.width, 120) - 2)
        if shown != self._shown:
            self._shown = shown
            keys = [plain(key, "$accent bold") + plain(f" {word}", "$muted") for key, word in shown]
            self.update(Content("  ").join(keys), layout=False)


def fitted(pieces: list[tuple[str, str]], own: int, width: int) -> list[tuple[str, str]]:
    """Return at most eight entries that fit, help last.

    A screen with seven keys of its own (the first `own` pieces) shows those and help; any other keeps
    ctrl+p at the end too.
    """
    last, first = (pieces[-2:-1], pieces[:7]) if own >= 7 else (pieces[-2:], pieces[:-2][:6])
    kept = first
    while kept and sum(len(key) + len(word) + 3 for key, word in kept + last) - 2 > min(width, 78):
        kept.pop()
    return kept + last


def shortened(where: str, width: int) -> str:
    """Cut the name in `Name, 11 / Review 4` to fit, before what stands behind it.

    Words without a name, or a width too small for one, stay as they are.
    """
    found = _PLACE.fullmatch(where)
    if found is None or plain(where).cell_length <= width:
        return where
    room = width - plain(found["rest"]).cell_length
    return cut(found["name"], room).plain.rstrip() + found["rest"] if room >= _LEAST else where


class Cut(Static):
    """One line that is cut to its width with an ellipsis instead of wrapping."""

    def __init__(self, content: Content | str = "", **kwargs: str) -> None:
        super().__init__(markup=False, **kwargs)  # type: ignore[arg-type]
        self._line = plain(content) if isinstance(content, str) else content

    def show(self, content: Content | str) -> None:
        """Show another line. The one that stands there is not drawn again: some ask at every key."""
        line = plain(content) if isinstance(content, str) else content
        if line.is_same(self._line):
            return
        moves = self.styles.width is None or self.styles.width.is_auto or not (line and self._line)
        self._line = line
        self.refresh(layout=moves)

    def render(self) -> Content:
        """Cut the line to the width there is."""
        return cut(self._line, self.content_size.width)
