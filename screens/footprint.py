"""Footprint: what you last did for each child, and who has gone quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from screens.footprint_rows import Table, heading_of_quiet, last_of_each, summary
from screens.page import Page
from screens.widgets.empty import EmptyPage
from screens.widgets.frame import Cut
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session
    from textual.widget import Widget

    from iro_tui.casework.footprint import Footprint


class FootprintScreen(Page):
    """Every child with the days since each kind of activity, those who have gone quiet first."""

    PLACES = ("footprint", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "footprint"
    CSS_PATH = "footprint.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[str, Footprint] = {}
        self._weeks: int | None = None

    def where(self) -> str:
        """Footprint."""
        return "Footprint"

    def body(self) -> Iterable[Widget]:
        """A summary over the table, and the days of the child under the cursor below it."""
        yield Vertical(
            Cut("", id="footprint-summary", classes="summary"),
            Cut("", id="footprint-heading"),
            RowList("footprint-rows", several_lines=True),
            Cut("", id="footprint-days"),
            id="footprint-table",
            classes="body",
        )
        yield EmptyPage("No children here yet.", "What you do for each child will be counted here.")

    def opened(self) -> None:
        """Start on the child who has been quiet for longest."""
        self.rows.focus()

    def load(self) -> None:
        """Read every child."""
        found, self._weeks = self.app.ask(_footprint, self.app.today)
        self._lines = {each.child_id: each for each in found}
        self.set_class(not found, "-empty")
        self.query_one("#footprint-summary", Cut).show(summary(found, self._weeks))
        self.rows.draw_with(self._drawn)
        self._show_days()

    @property
    def rows(self) -> RowList:
        """The list of children."""
        return self.query_one("#footprint-rows", RowList)

    def _drawn(self, width: int) -> Iterable[Line]:
        table = Table(width, self.wide, self.app.today)
        self.query_one("#footprint-heading", Cut).show(table.heading())
        quiet = [each for each in self._lines.values() if each.quiet]
        if quiet:
            yield Line(None, heading_of_quiet(quiet))
        for place, each in enumerate(self._lines.values()):
            if place == len(quiet) and quiet:
                if self.tall:
                    yield BLANK
                yield Line(None, table.others(len(self._lines) - len(quiet)))
            yield Line(each.child_id, table.line(each))

    def _show_days(self) -> None:
        each = self._lines.get(self.rows.chosen or "")
        self.query_one("#footprint-days", Cut).show(last_of_each(each, self.app.today) if each else "")

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Say the days of the child under the cursor."""
        event.stop()
        self._show_days()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open the child."""
        event.stop()
        self.action_open_child()

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self.rows.chosen:
            self.app.open_child(self.rows.chosen)


def _footprint(session: Session, today: date) -> tuple[tuple[Footprint, ...], int | None]:
    """Every child, and after how many weeks one has gone quiet; None when that rule is switched off."""
    from iro_tui.casework.footprint import footprint
    from iro_tui.casework.settings import settings_of

    settings = settings_of(session)
    weeks = settings.number("QUIET") if settings.in_force("QUIET") else None
    return footprint(session, today), weeks
