"""Today: what is late, what is due, and why; enter does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.marks import cut, plain
from screens.today_rows import (
    ASKED,
    DueTable,
    asked_line,
    lying_line,
    row_key,
    summary,
    weeks_chart,
    weeks_line,
)
from screens.ways_in import WaysIn
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import BLANK, Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session
    from textual.widget import Widget

    from iro_tui.casework.agenda import Item, Week
    from iro_tui.casework.plain_files import Lying
    from iro_tui.exchange.kept_list import Waiting
    from iro_tui.rules.registry import Settings


_OF_ROWS = ("open_item", "working", "snooze", "snoozed", "talked", "letter", "open_child", "alert")


class TodayScreen(WaysIn):
    """Every due thing in one list, with its working beside it."""

    PLACES = ("today", "empty", "app")
    PAGE = "today"
    HELP_PAGE = "today"
    CSS_PATH = "today.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._table: DueTable
        self._lying: tuple[Lying, ...] = ()
        self._left_open: tuple[Waiting, ...] = ()
        self._items: dict[str, Item] = {}
        self._shows_snoozed = False
        self._left = ""
        """The row the cursor was on when the snoozed ones were shown."""

    def where(self) -> str:
        """Today."""
        return "Today"

    def body(self) -> Iterable[Widget]:
        """List on the left; why and the weeks on the right, or under the list when it is narrow."""
        yield Vertical(
            Cut("", id="today-summary", classes="summary"),
            Horizontal(
                Panel("What is due", RowList("today-rows"), id="today-list"),
                Vertical(
                    Panel("Why this is here", Static("", id="today-why", markup=False), id="today-why-panel"),
                    Panel(
                        "Reviews in the next 8 weeks",
                        Static("", id="today-weeks", markup=False),
                        id="today-weeks-panel",
                    ),
                    id="today-side",
                    classes="side",
                ),
                id="today-panes",
            ),
            Panel(
                "Why this is here",
                Cut("", id="today-why-line"),
                Cut("", id="today-week-line"),
                id="today-under",
            ),
            id="today-body",
            classes="body",
        )
        yield self.no_children()

    def opened(self) -> None:
        """Read the list and start on the first late row, else the first row."""
        if not self._empty:
            self.rows.focus()
            if self._left_open and self._items:
                self.rows.choose(next(iter(self._items)))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the ways in while there are no children, and the rest once there are."""
        if action in ("import_list", "new_child", "look_round"):
            return self._empty
        if action in _OF_ROWS:
            return not self._empty
        return super().check_action(action, parameters)

    @property
    def _empty(self) -> bool:
        return not self.app.whose.children

    def load(self) -> None:
        """Read everything due."""
        from iro_tui.casework.agenda import counts, groups
        from iro_tui.casework.children import profile
        from iro_tui.casework.plain_files import lying_about
        from iro_tui.exchange.kept_list import waiting

        was_empty = self.has_class("-empty")
        self.set_class(self._empty, "-empty")
        today = self.app.today
        mine = self.app.ask(profile)
        most = mine.most_reviews if mine else 5
        due, snoozed, weeks, settings = self.app.ask(_everything, today, most)
        # Nothing is left to show or hide once the last one is back.
        self._shows_snoozed = self._shows_snoozed and bool(snoozed)
        shown = snoozed if self._shows_snoozed else ()
        self._lying = self.app.ask(lying_about, self.app.opened.outbox, today)
        self._left_open = self.app.ask(waiting)
        self._table = DueTable(groups(due, today), shown, today, settings.holidays)
        self._items = self._table.items
        self._snoozed = snoozed
        self.query_one("#today-summary", Cut).show(summary(counts(due, today, snoozed), self.wide))
        self.rows.draw_with(self._lines)
        self.query_one("#today-weeks", Static).update(weeks_chart(weeks, most))
        self.query_one("#today-week-line", Cut).show(weeks_line(weeks, most))
        self._show_why()
        if was_empty and not self._empty:
            self.call_after_refresh(self.rows.focus)

    def _lines(self, width: int) -> Iterable[Line]:
        for left in self._left_open:
            yield Line(f"{ASKED}{left.key}", cut(asked_line(left, self.app.today), width))
        if self._lying:
            yield Line(None, cut(lying_line(self._lying), width))
        if self.tall and (self._lying or self._left_open):
            yield BLANK
        yield from self._table.lines(width, self.tall)

    @property
    def rows(self) -> RowList:
        """The list."""
        return self.query_one("#today-rows", RowList)

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show the working of the row under the cursor."""
        event.stop()
        self._show_why()

    @property
    def _item(self) -> Item | None:
        return self._items.get(self.rows.chosen or "")

    def _show_why(self) -> None:
        item = self._item
        wide = self.query_one("#today-why", Static)
        line = self.query_one("#today-why-line", Cut)
        if item is None:
            asked = (self.rows.chosen or "").startswith(ASKED)
            said = "Until they are answered, what they are about is left out." if asked else "Nothing is due."
            wide.update(plain(said, "$muted"))
            line.show(plain(said, "$muted"))
            return
        line.show(self._table.snoozed_words(item) if item.put_off else plain(item.why))
        wide.update(self._table.why(item))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Do what the row is about."""
        event.stop()
        self.action_open_item()

    def action_open_item(self) -> None:
        """Open the form that settles the row under the cursor."""
        from screens.doing import settle

        if (row := self.rows.chosen or "").startswith(ASKED):
            from screens.import_list import ImportScreen

            self.app.push_screen(ImportScreen(row.removeprefix(ASKED)))
        elif self._item is not None:
            settle(self.app, self._item)

    def action_working(self) -> None:
        """Show how the date of the row under the cursor was worked out."""
        from iro_tui.casework.working import working_of
        from screens.working import WorkingDialog

        if self._item is not None:
            title = f"{self._item.child}, {self._item.age}"
            found = self.app.ask(working_of, self._item)
            self.app.push_screen(WorkingDialog(title, [found], self.app.today))

    def action_snooze(self) -> None:
        """Put the row under the cursor off to a later day, or one that was put off back on the list."""
        from screens.snoozing import ask_snooze, wake_up

        if self._item is None:
            return
        if self._item.put_off:
            wake_up(self.app, self._item)
        else:
            ask_snooze(self.app, self._item)

    def action_snoozed(self) -> None:
        """Show what was put off under the list, or hide it again and go back to the row before."""
        if not self._snoozed:
            self.app.say("Nothing is snoozed. s puts off the row under the cursor.")
            return
        self._shows_snoozed = not self._shows_snoozed
        if self._shows_snoozed:
            self._left = self.rows.chosen or ""
        self.load()
        self.rows.choose(row_key(self._snoozed[0]) if self._shows_snoozed else self._left)

    def action_year(self) -> None:
        """Open the year ahead."""
        self.app.action_planner()

    def action_open_child(self) -> None:
        """Open the child's page."""
        if self._item is not None:
            self.app.open_child(self._item.child_id)

    def action_talked(self) -> None:
        """Write down a talk with this child."""
        from screens.short_forms import talk_form

        if self._item is not None:
            self.app.push_screen(talk_form(self.app, self._item.child_id))

    def action_alert(self) -> None:
        """Raise an alert about the row under the cursor."""
        from screens.raising import raise_from_item

        if self._item is not None:
            raise_from_item(self.app, self._item)

    def action_letter(self) -> None:
        """Write the letter of the last review of this child."""
        from screens.doing import write_letter

        if self._item is not None:
            write_letter(self.app, self._item.child_id)


def _everything(
    session: Session, today: date, most: int
) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Week, ...], Settings]:
    """What is due, what was put off, the weeks ahead, the rules in force: from one reading of the files."""
    from iro_tui.casework.agenda import asleep, on_agenda, weeks_of
    from iro_tui.casework.files import open_files
    from iro_tui.casework.settings import settings_of

    files = open_files(session, today)
    return on_agenda(files, today), asleep(files, today), weeks_of(files, today, most), settings_of(session)
