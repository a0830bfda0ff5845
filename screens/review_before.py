"""Before the meeting: when, where, who, which papers; and what was promised last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from screens.widgets.form import Form
from screens.widgets.panel import Panel
from screens.widgets.promises import promise_lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp
    from screens.review_typing import ReviewTyping


class BeforePane(Horizontal):
    """The first phase of a review."""

    app: IroApp

    def __init__(self, page: ReviewPage, typing: ReviewTyping, typed: Mapping[str, str]) -> None:
        super().__init__(id="before")
        self._page = page
        self._typing = typing
        self._typed = typed

    def compose(self) -> ComposeResult:
        """The form, and promises to have in mind."""
        form = Form(self._typing.before, self._typed, self.app.today, id="before-form")
        last = Static("", id="last-time", markup=False)
        yield Panel("Before the meeting", form, id="before-panel")
        yield Panel("Promises from last time", last, id="last-panel", classes="side")

    def on_mount(self) -> None:
        """Show the promises."""
        self.show(self._page)

    def show(self, page: ReviewPage) -> None:
        """Show the promises as the record has them."""
        self._page = page
        promises = [line.content for line in promise_lines(page.promises, self.app.today, 36)]
        self.query_one("#last-time", Static).update(Content("\n").join(promises))
