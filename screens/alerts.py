"""Alerts: days used of 5, 15 and 20, what was answered, and what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.alerts_rows import board_lines, heading, history_lines
from screens.marks import plain
from screens.page import Page
from screens.widgets.empty import EmptyPage
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.casework.alert_board import Board, BoardRow
    from screens.widgets.rows import Line


class AlertsScreen(Page):
    """Every alert of the year, the open ones first."""

    PLACES = ("alerts", "app")
    PAGE = "alerts"
    HELP_PAGE = "alerts"
    CSS_PATH = "alerts.tcss"
    SHOWS = frozenset({"alert", "alert_move", "alert_reply", "alert_process", "child", "bank_holiday"})

    def __init__(self) -> None:
        super().__init__()
        self._board: Board | None = None

    def where(self) -> str:
        """Alerts."""
        return "Alerts"

    def body(self) -> Iterable[Widget]:
        """Counts, the board, and the history of the row under the cursor."""
        yield Vertical(
            Cut("", id="alerts-summary", classes="summary"),
            Panel("Practice alerts", Cut("", id="alerts-heading"), RowList("alerts-rows"), id="alerts-panel"),
            Panel("", Static("", id="alert-history", markup=False), id="alert-panel"),
            id="alerts-board",
            classes="body",
        )
        yield EmptyPage(
            "No alert this year.",
            "An alert is raised on a child's page with a, from a midway, or from a line of Today. "
            "Its working days are counted here.",
        )

    def opened(self) -> None:
        """Start on the alert that is due first."""
        self.rows.focus()

    @property
    def rows(self) -> RowList:
        """The board."""
        return self.query_one("#alerts-rows", RowList)

    def load(self) -> None:
        """Read every alert."""
        from datetime import date

        from iro_tui.casework.alert_board import alert_board
        from iro_tui.casework.figures.spans import year_of

        since = date(year_of(self.app.today), 4, 1)
        self._board = board = self.app.ask(alert_board, self.app.today, since)
        empty = not (board.open_rows or board.closed or board.good)
        self.set_class(empty, "-empty")
        self.query_one("#alerts-summary", Cut).show(self._summary(board))
        self.rows.draw_with(self._lines)
        self._show_history()

    def _summary(self, board: Board) -> Content:
        from iro_tui.rules.alert_process import DECIDE

        rows = board.open_rows
        late = sum(row.sign == "late" for row in rows)
        soon = sum(row.sign == "today" for row in rows)
        decide = sum(row.stage is not None and row.stage.code == DECIDE for row in rows)
        resolved = sum(row.outcome == "RESOLVED" for row in board.closed)

        def piece(number: int, words: str, style: str = "$text") -> Content:
            return plain(str(number), f"{style} bold" if number else "$muted") + plain(f" {words}", "$muted")

        pieces = [piece(len(rows), "open"), piece(late, "late", "$late"), piece(soon, "due now", "$today")]
        pieces.append(
            piece(
                decide,
                ("waits" if decide == 1 else "wait") + " for your decision" if self.wide else "to decide",
            )
        )
        if self.wide:
            pieces.append(piece(len(board.closed), f"closed this year, {resolved} of them resolved"))
        return Content("      " if self.wide else "   ").join(pieces)

    def _lines(self, width: int) -> Iterable[Line]:
        if self._board is None:
            return ()
        self.query_one("#alerts-heading", Cut).show(heading(self._board, width))
        return board_lines(self._board, self.app.today, width, self.tall)

    @property
    def _row(self) -> BoardRow | None:
        return self._board.row(self.rows.chosen or "") if self._board else None

    def _show_history(self) -> None:
        row = self._row
        if row is None:
            return
        self.query_one("#alert-panel", Panel).title(f"{row.child}, {row.age}: {row.concern}")
        width = max(self.size.width - 6, 40)
        lines = list(history_lines(row, self.app.today, width))
        self.query_one("#alert-history", Static).update(Content("\n").join(lines))
        self.draw_frame()

    def on_resize(self) -> None:
        """The history is laid out for the width."""
        self.call_after_refresh(self._show_history)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show what happened with the alert under the cursor."""
        event.stop()
        self._show_history()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open the alert."""
        event.stop()
        self.action_open_alert()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what is open can be answered, taken further and closed."""
        if action in ("reply", "further", "close"):
            return self._row is not None and self._row.is_open
        if action in ("open_alert", "open_child", "copy_text", "make_word"):
            return self._row is not None
        return super().check_action(action, parameters)

    def action_open_alert(self) -> None:
        """Open what the alert says, to read or change it."""
        from screens.short_forms import alert_further_form

        if self._row is not None:
            self.app.push_screen(alert_further_form(self.app, self._row.child_id, self._row.alert_id))

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._row is not None:
            self.app.open_child(self._row.child_id)

    def action_reply(self) -> None:
        """Write down an answer."""
        from screens.alert_forms import ask_reply

        if self._row is not None:
            ask_reply(self.app, self._row)

    def action_further(self) -> None:
        """Take it to the next step, or past steps."""
        from screens.alert_forms import ask_further

        if self._row is not None:
            ask_further(self.app, self._row)

    def action_close(self) -> None:
        """Close it with what came of it."""
        from screens.alert_forms import ask_close

        if self._row is not None:
            ask_close(self.app, self._row)

    def action_copy_text(self) -> None:
        """Copy a text for an e-mail: the alert, a reminder, or the next step once the days are over."""
        from screens.alert_texts import copy_text

        if self._row is not None:
            copy_text(self.app, self._row.alert_id)

    def action_make_word(self) -> None:
        """Make one of the same texts, or everything for Cafcass, as a Word file."""
        from screens.alert_texts import make_word

        if self._row is not None:
            make_word(self.app, self._row.alert_id)

    def action_new_alert(self) -> None:
        """Raise an alert about a child that is chosen by name."""
        from screens.alert_forms import ask_child

        ask_child(self.app)

    def action_patterns(self) -> None:
        """Show what comes up again and again."""
        from screens.alert_forms import show_patterns

        show_patterns(self.app)
