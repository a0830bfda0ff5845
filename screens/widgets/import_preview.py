"""The preview of an import laid out: counts, questions, and beside them what will change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from screens.import_rows import afterwards, changes, findings, set_aside, summary
from screens.marks import plain
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from datetime import date

    from iro_tui.exchange.plan import Plan
    from screens.app import IroApp

SIDE = 50
"""Width of what stands beside the questions."""


class ImportPreview(Vertical):
    """What bringing a list in would do; the screen fills in its questions."""

    app: IroApp

    def __init__(self) -> None:
        """Lay the panels out, empty."""
        super().__init__(
            Cut("", id="import-summary", classes="summary"),
            Static("", id="import-progress", markup=False),
            Horizontal(
                Panel("Questions", RowList("import-questions", several_lines=True), id="import-asked"),
                VerticalScroll(
                    Panel("What will change", Static("", id="import-changes", markup=False), classes="part"),
                    Panel(
                        "Set aside",
                        Static("", id="import-aside", markup=False),
                        id="import-aside-panel",
                        classes="part",
                    ),
                    Panel(
                        "Wrong or late",
                        Static("", id="import-findings", markup=False),
                        id="import-findings-panel",
                        classes="part",
                    ),
                    Panel(
                        "When you bring it in", Static("", id="import-after", markup=False), classes="part"
                    ),
                    id="import-side",
                    classes="side",
                ),
                id="import-panes",
            ),
            id="import-preview",
            classes="body",
        )

    def show(self, plan: Plan, today: date, wide: bool) -> None:
        """Fill in what a plan would do."""
        self.app.hidden_names.take_coming(plan.all_names)
        self.count(plan, wide)
        self.query_one("#import-changes", Static).update(changes(plan, SIDE, today))
        self.query_one("#import-aside", Static).update(set_aside(plan, SIDE, 6))
        self.query_one("#import-aside-panel").display = bool(plan.set_aside)
        self.query_one("#import-findings", Static).update(findings(plan, SIDE, 8))
        self.query_one("#import-findings-panel").display = bool(plan.findings)
        self.query_one("#import-after", Static).update(plain(afterwards(plan), "$muted"))

    def count(self, plan: Plan, wide: bool) -> None:
        """Show the counts for the width there is."""
        self.query_one("#import-summary", Cut).show(summary(plan, wide))
