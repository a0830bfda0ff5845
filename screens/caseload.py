"""Caseload: every child as one line, most pressing first, filtered as one types."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from screens.caseload_rows import Table
from screens.marks import plain, sign
from screens.ways_in import WaysIn
from screens.widgets.filter_field import FilterRow
from screens.widgets.frame import Cut
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.casework.caseload import CaseloadRow
    from iro_tui.casework.signs import Sign

ORDERS = ("most pressing first", "by name", "youngest first", "next review first")

SHOWN_SIGNS: tuple[Sign, ...] = ("late", "today", "ask", "coming", "done")


class CaseloadScreen(WaysIn):
    """All children in one table."""

    PLACES = ("caseload", "empty", "app")
    PAGE = "caseload"
    HELP_PAGE = "caseload"
    CSS_PATH = "caseload.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CaseloadRow, ...] = ()
        self._shown: tuple[CaseloadRow, ...] = ()
        self._order = 0
        self._wanted = ""
        self._left = False

    def where(self) -> str:
        """Caseload, or those who left it."""
        return "Caseload / Left" if self._left else "Caseload"

    def body(self) -> Iterable[Widget]:
        """The filter over the table, or what to do when there are no children."""
        yield Vertical(
            FilterRow("Filter", "caseload-filter"),
            Cut("", id="caseload-heading"),
            RowList("caseload-rows"),
            Cut("", id="caseload-hint"),
            id="caseload-table",
            classes="body",
        )
        yield self.no_children()

    def opened(self) -> None:
        """Start on the most pressing child."""
        self.query_one(RowList).focus()

    def load(self) -> None:
        """Read every child, or every one who left."""
        from iro_tui.casework.caseload import caseload, who_left

        empty = self.has_class("-empty")
        self._rows = self.app.ask(who_left if self._left else caseload, self.app.today)
        self.set_class(not self._rows and not self._left, "-empty")
        self._draw()
        if empty and self._rows:
            self.call_after_refresh(self.query_one(RowList).focus)

    # Drawing

    def _draw(self) -> None:
        from iro_tui.casework.caseload import filter_rows

        self._shown = filter_rows(self._ordered(), self._wanted)
        self.query_one(RowList).draw_with(self._lines)
        self._draw_facts()

    def _ordered(self) -> Iterable[CaseloadRow]:
        from iro_tui.casework.words import plain_letters

        if self._order == 1:
            return sorted(self._rows, key=lambda each: plain_letters(each.name))
        if self._order == 2:
            return sorted(self._rows, key=lambda each: each.age)
        if self._order == 3:
            return sorted(self._rows, key=lambda each: each.next_review or date.max)
        return self._rows

    def _draw_facts(self) -> None:
        from iro_tui.casework.caseload import tally

        counted = tally(self._shown)
        pieces = [plain(str(len(self._shown)), "bold") + plain(f" of {len(self._rows)}", "$muted")]
        for name in SHOWN_SIGNS:
            if name == "ask" and not counted[name]:
                continue
            pieces.append(sign(name) + plain(f" {counted[name]}", "" if counted[name] else "$muted"))
        if self.wide:
            pieces.append(plain(f"order: {self._order_words}", "$muted"))
        self.query_one(FilterRow).facts.update(Content(" " * (3 if self.wide else 2)).join(pieces))
        typing = bool(self._wanted) or isinstance(self.focused, Input)
        hint = (
            plain("Filter looks in ", "$muted")
            + plain("name, age, status, home, worker")
            + plain(". Down arrow goes to the list, esc clears.", "$muted")
        )
        self.query_one("#caseload-hint", Cut).show(hint if typing else "")

    def _lines(self, width: int) -> Iterable[Line]:
        table = Table.of(self._rows, width, self.wide, self.app.today)
        self.query_one("#caseload-heading", Cut).show(table.heading())
        if not self._shown and self._rows:
            yield Line(None, plain(f"Nobody found for “{self._wanted}”. Try fewer letters.", "$muted"))
        if not self._rows and self._left:
            yield Line(None, plain("Nobody has left your caseload.", "$muted"))
        for each in self._shown:
            yield Line(each.child_id, table.line(each, self._wanted))

    # Filter and order

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the children in which everything typed is found."""
        event.stop()
        narrower = bool(event.value.strip())
        self._wanted = event.value
        self._draw()
        if narrower and self._shown:
            self.query_one(RowList).choose(self._shown[0].child_id)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter opens the row under the cursor."""
        event.stop()
        self.action_open_child()

    def on_resize(self) -> None:
        """Say the order where there is room."""
        self.call_after_refresh(self._draw_facts)

    def on_descendant_focus(self) -> None:
        """Say how the filter works while one is in it."""
        self._draw_facts()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.query_one(FilterRow).field.focus()

    def action_to_list(self) -> None:
        """From the filter to the rows."""
        self.query_one(RowList).focus()

    def action_clear(self) -> None:
        """Clear the filter; when it is empty already, leave it."""
        if self._wanted:
            self.query_one(FilterRow).field.value = ""
        else:
            self.query_one(RowList).focus()

    def action_left(self) -> None:
        """Show those who left the caseload, or those who are on it again."""
        self._left = not self._left
        self._order = 0
        self.load()
        self.draw_frame()
        self.query_one(RowList).focus()

    def action_order(self) -> None:
        """Take the next order, and say it where the row over the list has no room to."""
        self._order = (self._order + 1) % len(ORDERS)
        self._draw()
        if not self.wide:
            self.app.clear_notifications()
            self.app.say(f"Order: {self._order_words}.")

    @property
    def _order_words(self) -> str:
        return "last to leave first" if self._left and not self._order else ORDERS[self._order]

    # What a row can do

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the ways in while there are no children, and the rest once there are."""
        of_rows = (
            *("open_child", "to_list", "clear", "filter", "order"),
            *("review", "midway", "talked", "footprint"),
        )
        if action in of_rows:
            return bool(self._rows)
        if action == "next_list":
            return bool(self._rows) and not self._left
        if action in ("import_list", "look_round"):
            return not self._rows and not self._left
        return super().check_action(action, parameters)

    @property
    def _child_id(self) -> str | None:
        return self.query_one(RowList).chosen

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open the child."""
        event.stop()
        self.action_open_child()

    def action_next_list(self) -> None:
        """Bring in the next list of the council's."""
        self.app.action_import_list()

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._child_id:
            self.app.open_child(self._child_id)

    def action_review(self) -> None:
        """Open the review of this child."""
        from screens.doing import open_review

        if self._child_id:
            open_review(self.app, self._child_id)

    def action_midway(self) -> None:
        """Write a midway review."""
        from screens.short_forms import midway_form

        if self._child_id:
            self.app.push_screen(midway_form(self.app, self._child_id))

    def action_talked(self) -> None:
        """Write down a talk with this child."""
        from screens.short_forms import talk_form

        if self._child_id:
            self.app.push_screen(talk_form(self.app, self._child_id))

    def action_footprint(self) -> None:
        """What was last done for each child."""
        self.app.action_footprint()
