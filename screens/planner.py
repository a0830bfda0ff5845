"""The year ahead: reviews week by week, the days away, and earlier days for weeks that are too full."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from textual.containers import Container, Vertical

from iro_tui.errors import IroError
from screens.page import Page
from screens.planner_rows import (
    item_lines,
    suggested_in,
    suggestion_key,
    suggestion_lines,
    summary,
    week_key,
    week_lines,
)
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session
    from textual.widget import Widget

    from iro_tui.casework.away import Stretch
    from iro_tui.casework.smoothing import Smoothed, Suggestion
    from iro_tui.casework.year_ahead import PlannedWeek
    from screens.widgets.rows import Line


class PlannerScreen(Page):
    """Fifty-two weeks, and what would smooth them."""

    PLACES = ("planner", "back", "app")
    PAGE = "today"
    HELP_PAGE = "planner"
    CSS_PATH = "planner.tcss"
    SHOWS = None

    def __init__(self) -> None:
        super().__init__()
        self._weeks: dict[str, PlannedWeek] = {}
        self._smoothed: Smoothed
        self._entered: tuple[Stretch, ...] = ()
        """The days away and school holidays that the IRO entered."""

    def where(self) -> str:
        """The year ahead."""
        return "The year ahead"

    def body(self) -> Iterable[Widget]:
        """The weeks; beside or under them the reviews of one week, and the suggestions."""
        yield Vertical(
            Cut("", id="planner-summary", classes="summary"),
            Container(
                Panel("Weeks", RowList("planner-weeks"), id="planner-year"),
                Container(
                    Panel("This week", RowList("planner-items"), id="planner-week"),
                    Panel(
                        "What would smooth it",
                        RowList("planner-moves", several_lines=True),
                        id="planner-smooth",
                    ),
                    id="planner-side",
                    classes="side",
                ),
                id="planner-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on this week."""
        self.weeks.focus()

    def load(self) -> None:
        """Read the year and work out what would smooth it."""
        weeks, self._smoothed, self._entered = self.app.ask(_the_year, self.app.today)
        self._weeks = {week_key(week): week for week in weeks}
        self.query_one("#planner-summary", Cut).show(summary(weeks, self._smoothed))
        self.weeks.draw_with(lambda width: week_lines(tuple(self._weeks.values()), width))
        self.moves.draw_with(self._move_lines)
        self._show_week()

    @property
    def weeks(self) -> RowList:
        """The list of weeks."""
        return self.query_one("#planner-weeks", RowList)

    @property
    def moves(self) -> RowList:
        """The list of suggestions."""
        return self.query_one("#planner-moves", RowList)

    @property
    def _week(self) -> PlannedWeek | None:
        return self._weeks.get(self.weeks.chosen or "") or next(iter(self._weeks.values()), None)

    def _move_lines(self, width: int) -> Iterable[Line]:
        too_full = any(week.too_full for week in self._weeks.values())
        return suggestion_lines(self._smoothed, too_full, self.app.today, width)

    def _show_week(self) -> None:
        from iro_tui.rules.dates import say_date

        week = self._week
        if week is not None:
            title = f"Week of {say_date(week.monday, self.app.today)}"
            self.query_one("#planner-week", Panel).title(title)
        items = self.query_one("#planner-items", RowList)
        helps = suggested_in(self._smoothed, week)
        items.draw_with(lambda width: item_lines(week, helps, width))
        if helps is not None:
            self.moves.choose(suggestion_key(helps))

    def on_option_list_option_highlighted(self, event: RowList.OptionHighlighted) -> None:
        """Show the reviews of the week under the cursor, and the first suggestion that lightens it."""
        event.stop()
        if event.option_list is not self.weeks:
            return
        self._show_week()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """From a week to its reviews; from a review or a suggestion to the child."""
        event.stop()
        if event.option_list is self.weeks:
            self.query_one("#planner-items").focus()
        else:
            self.action_open_child()

    def action_open_child(self) -> None:
        """Open the child of the row under the cursor."""
        focused = self.focused
        chosen = focused.chosen if isinstance(focused, RowList) else None
        if chosen is None:
            return
        if focused is self.moves:
            self.app.open_child(chosen.partition(":")[0])
        elif focused is not self.weeks:
            self.app.open_child(chosen.partition(":")[2])

    # Booking

    @property
    def _suggestion(self) -> Suggestion | None:
        """The one under the cursor; from the weeks, the one that lightens the week under the cursor."""
        if self.focused is not self.moves:
            return suggested_in(self._smoothed, self._week)
        chosen = self.moves.chosen
        return next((each for each in self._smoothed.suggestions if suggestion_key(each) == chosen), None)

    def action_book(self) -> None:
        """Book a review on its suggested day."""
        from iro_tui.casework.smoothing import apply_suggestion
        from iro_tui.rules.dates import say_date

        each = self._suggestion
        if each is None:
            self.app.say("Nothing is suggested for this week. Tab goes to the suggestions.")
            return
        try:
            self.app.act(apply_suggestion, each, self.app.today)
        except IroError as error:
            self.app.say(str(error))
            return
        agree = "Agree the new day with them." if each.booked else "Agree the time."
        self.app.say(
            f"Booked: {each.child}, {say_date(each.to_on, self.app.today)}. {agree} F8 takes it back."
        )

    # Days away

    def action_add_away(self) -> None:
        """Ask for days away, or for school holidays; the week under the cursor to begin with."""
        from iro_tui.casework.away import add_away
        from iro_tui.record.away import AwayFields
        from iro_tui.record.forms import layout, to_typed
        from screens.form_dialog import Asked, FormDialog
        from screens.marks import plain

        week = self._week
        monday = week.monday if week else self.app.today
        fields = layout(AwayFields)
        begin = {"kind": "LEAVE", "from_on": monday, "until_on": monday + timedelta(days=4)}
        draft = "away:new"

        def save(values: Mapping[str, Any]) -> str:
            self.app.act(add_away, values, drop=draft)
            return "Added. F8 takes it back."

        asked = Asked(
            title="Days away, or school holidays",
            shape=AwayFields,
            fields=fields,
            draft=draft,
            save=save,
            lead=plain(
                "Reviews are planned around them. School holidays replace the listed ones beside them."
            ),
            typed=to_typed(begin, fields),
        )
        self.app.push_screen(FormDialog(asked))

    def action_remove_away(self) -> None:
        """Take the days away of the week under the cursor out, after asking."""
        from iro_tui.casework.away import remove_away
        from iro_tui.rules.dates import say_date
        from screens.dialogs import AskDialog

        stretch = self._stretch
        if stretch is None:
            self.app.say("Nothing that you entered lies in this week. n adds leave.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.app.act(remove_away, stretch.id)
                self.app.say("Taken out. F8 brings it back.")

        days = say_date(stretch.from_on)
        if stretch.until_on != stretch.from_on:
            days += f" to {say_date(stretch.until_on)}"
        self.app.push_screen(
            AskDialog(
                f"Take out {stretch.what}?",
                f"{days}. Reviews can be planned there again.",
                "Take out",
                "Leave",
            ),
            answered,
        )

    @property
    def _stretch(self) -> Stretch | None:
        week = self._week
        if week is None:
            return None
        friday = week.monday + timedelta(days=4)
        return next((each for each in self._entered if each.meets(week.monday, friday)), None)


def _the_year(session: Session, today: date) -> tuple[tuple[PlannedWeek, ...], Smoothed, tuple[Stretch, ...]]:
    """The weeks, what would smooth them, and the days the IRO entered, from one reading of the files."""
    from iro_tui.casework.files import open_files
    from iro_tui.casework.smoothing import smooth
    from iro_tui.casework.year_ahead import diary, weeks_ahead

    files, book = open_files(session, today), diary(session, today)
    entered = tuple(each for each in (*book.away, *book.school) if each.id)
    return weeks_ahead(files, book), smooth(files, book), entered
