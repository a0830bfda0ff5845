"""Is everything well: each thing that was looked at, and how to mend what is not."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Vertical
from textual.content import Content

from screens.marks import cut, plain, sign
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.vault.doctor import Check

NAME = 16
"""Cells for what was looked at."""


class DoctorScreen(Page):
    """What is well, what is not, and how to mend it."""

    PLACES = ("doctor", "back", "app")
    PAGE = "today"
    HELP_PAGE = "doctor"

    def __init__(self) -> None:
        super().__init__()
        self._checks: tuple[Check, ...] = ()

    def where(self) -> str:
        """The question."""
        return "Is everything well"

    def body(self) -> Iterable[Widget]:
        """A line that answers, and the list."""
        yield Vertical(
            Cut(plain("Looking at everything…", "$muted"), id="doctor-summary", classes="summary"),
            Panel("What was looked at", RowList("doctor-rows", several_lines=True)),
            classes="body",
        )

    def opened(self) -> None:
        """Look."""
        self.query_one(RowList).focus()
        self.action_again()

    def action_again(self) -> None:
        """Look at everything again."""
        self.query_one("#doctor-summary", Cut).show(plain("Looking at everything…", "$muted"))
        self._look()

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _look(self) -> None:
        from iro_tui.casework.plain_files import examine

        self.app.call_from_thread(self._show, examine(self.app.opened, self.app.today))

    def _show(self, checks: tuple[Check, ...]) -> None:
        if not self.is_mounted:
            return
        # What wants mending stands first.
        self._checks = tuple(sorted(checks, key=lambda check: check.ok))
        wrong = sum(not check.ok for check in checks)
        things = "1 thing wants" if wrong == 1 else f"{wrong} things want"
        answer = plain(f"{things} mending.", "$late bold") if wrong else plain("All is well.", "bold")
        self.query_one("#doctor-summary", Cut).show(answer)
        self.query_one(RowList).draw_with(self._lines, from_top=True)

    def _lines(self, width: int) -> Iterable[Line]:
        for place, check in enumerate(self._checks):
            if place and self.tall:
                yield BLANK
            head = sign("done" if check.ok else "late") + Content(" ") + cut(plain(check.name, "bold"), NAME)
            wrapped = textwrap.wrap(check.words, max(width - NAME - 2, 20)) or [""]
            said = [plain(line, "$muted" if check.ok else "") for line in wrapped]
            indent = Content(" " * (NAME + 2))
            yield Line(
                check.name, Content("\n").join([head + said[0], *(indent + line for line in said[1:])])
            )
