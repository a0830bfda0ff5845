"""A child's page: the facts, the story newest first, and how things stand now, or stood on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from iro_tui.errors import IroError
from screens.child_rows import DRAFT, NOW, fact_row, now_lines, story_lines
from screens.commands import of_place
from screens.marks import plain
from screens.page import Page
from screens.widgets.filter_field import FilterRow
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from textual.widget import Widget

    from iro_tui.casework.child_page import ChildPage, StoryItem
    from iro_tui.vault.drafts import Draft
    from screens.widgets.rows import Line

LOOKING = frozenset({"filter", "to_list", "open_entry", "history", "as_it_stood"})
"""What of a child's commands can be done on the page of a day gone by."""


class ChildScreen(Page):
    """Everything about one child on one page."""

    PLACES = ("child", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "child"
    CSS_PATH = "child.tcss"
    SHOWS = None

    def __init__(self, child_id: str, past: date | None = None) -> None:
        """Make the page.

        Args:
            child_id: The child.
            past: Show the file as it stood at the end of this day, to be read only; None for now.
        """
        super().__init__()
        self.child_id = child_id
        self.past = past
        self._page: ChildPage | None = None
        self._drafts: list[Draft] = []
        self._seen = False
        self._wanted = ""

    def where(self) -> str:
        """Name and age."""
        return f"{self._page.name}, {self._page.age}" if self._page else "A child"

    def body(self) -> Iterable[Widget]:
        """Two rows of facts over the story and how things stand."""
        yield Vertical(
            Cut("", id="child-past"),
            Cut("", id="child-who"),
            Cut("", id="child-stands"),
            Horizontal(
                Panel(
                    "Story",
                    FilterRow("Filter", "story-filter"),
                    RowList("story-rows", several_lines=True),
                    id="story-panel",
                ),
                Panel("Now", RowList("now-rows", several_lines=True), id="now-panel", classes="side"),
                id="child-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the newest story item."""
        self.query_one(FilterRow).display = False
        self.query_one("#child-past").display = self.past is not None
        if self.past is not None:
            self.query_one("#now-panel", Panel).title("Then")
        self.query_one("#story-rows").focus()

    def on_screen_resume(self) -> None:
        """Drafts come and go without a step of history, so they are read again on every return."""
        self._stale = self._stale or self._seen
        self._seen = True

    def on_resize(self) -> None:
        """The facts are laid out for the width."""
        self._show_facts()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """On the page of a day gone by nothing is written."""
        writes = {each.action for each in of_place("child")} - LOOKING
        if self.past is not None and action in writes:
            return False
        return super().check_action(action, parameters)

    def load(self) -> None:
        """Read the page; a child who is gone, as after undo, closes it."""
        from screens.drafts import drafts_of

        try:
            self._page = self._read()
        except IroError as error:
            self.app.say(str(error))
            self.call_later(self.action_go_back)
            return
        self._drafts = drafts_of(self.app, self.child_id) if self.past is None else []
        self._show_facts()
        self._draw_story()
        self.query_one("#now-rows", RowList).draw_with(self._now)

    def _read(self) -> ChildPage:
        from iro_tui.casework.child_page import child_page

        if self.past is None:
            return self.app.ask(child_page, self.child_id, self.app.today)
        from iro_tui.casework.as_it_stood import child_page_on

        return self.app.ask(child_page_on, self.child_id, self.past, self.app.today)

    def _show_facts(self) -> None:
        page = self._page
        if page is None:
            return
        if self.past is not None:
            from iro_tui.rules.dates import say_date

            said = plain(f"As it stood on {say_date(self.past)}.", "$today bold")
            rest = plain(" To be read only; esc goes back to now.", "$muted")
            self.query_one("#child-past", Cut).show(said + rest)
        self.query_one("#child-who", Cut).show(fact_row(page.who, " · ", self.wide))
        self.query_one("#child-stands", Cut).show(fact_row(page.stands, "   ·   ", self.wide))

    def _shown(self) -> tuple[StoryItem, ...]:
        from iro_tui.casework.child_story import matching

        story = self._page.story if self._page else ()
        return matching(story, self._wanted) if self._wanted.strip() else story

    def _draw_story(self) -> None:
        self.query_one("#story-rows", RowList).draw_with(self._story)
        if self._page is not None:
            count = plain(str(len(self._shown())), "bold")
            self.query_one(FilterRow).facts.update(count + plain(f" of {len(self._page.story)}", "$muted"))

    def _story(self, width: int) -> Iterable[Line]:
        if self._page is None:
            return ()
        return story_lines(self._shown(), self._day, width, self.tall, self._wanted)

    def _now(self, width: int) -> Iterable[Line]:
        if self._page is None:
            return ()
        return now_lines(self._page.now, self._drafts, self.app.clock(), width, self.tall)

    @property
    def _day(self) -> date:
        return self.past or self.app.today

    # The filter over the story

    def action_filter(self) -> None:
        """Show the filter and go to it."""
        row = self.query_one(FilterRow)
        row.display = True
        row.field.focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what in the story holds everything typed."""
        event.stop()
        self._wanted = event.value
        self._draw_story()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter opens the first item found."""
        event.stop()
        self.query_one("#story-rows").focus()
        self._open(self.query_one("#story-rows", RowList).chosen)

    def action_to_list(self) -> None:
        """From the filter to the story."""
        self.query_one("#story-rows").focus()

    def action_go_back(self) -> None:
        """Clear the filter first; go up one level when there is none."""
        row = self.query_one(FilterRow)
        if row.display:
            row.field.value = ""
            row.display = False
            self.query_one("#story-rows").focus()
        else:
            super().action_go_back()

    # Opening what a row is about

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open what the row is about."""
        event.stop()
        self.action_open_entry()

    def action_open_entry(self) -> None:
        """Open the row under the cursor in full."""
        focused = self.focused
        self._open(focused.chosen if isinstance(focused, RowList) else None)

    def _open(self, chosen: str | None) -> None:
        from screens.child_entries import open_now, open_story

        if chosen is None or self._page is None:
            return
        if chosen.startswith(DRAFT):
            self._take_up(chosen.removeprefix(DRAFT))
        elif chosen.startswith(NOW):
            group, _, number = chosen.removeprefix(NOW).partition(":")
            rows = next((each.rows for each in self._page.now if each.key == group), ())
            open_now(self.app, self._page, rows[int(number)], past=self.past)
        else:
            open_story(self.app, self._page, chosen, past=self.past)

    def _take_up(self, key: str) -> None:
        from screens.drafts import take_up

        draft = next((each for each in self._drafts if each.key == key), None)
        if draft is None:
            return
        try:
            take_up(self.app, draft)
        except IroError as error:
            self.app.say(str(error))

    # What is done about a child

    def action_write_down(self) -> None:
        """Choose what to write down."""
        from screens.new_entry import write_down

        write_down(self.app, self.child_id)

    def action_as_it_stood(self) -> None:
        """Ask for a day and show the file as it stood then."""
        from screens.as_it_stood import ask_day

        ask_day(self.app, self.child_id, self.past)

    def action_leaves(self) -> None:
        """Take the child off the caseload, or back on it."""
        from iro_tui.casework.leaving import has_left
        from screens.leaving import back_dialog, leaving_dialog

        left = self.app.ask(has_left, self.child_id, self.app.today)
        self.app.push_screen((back_dialog if left else leaving_dialog)(self.app, self.child_id))

    def action_erase(self) -> None:
        """Erase this child, once the council has everything."""
        from screens.erasing import ask_erase

        ask_erase(self.app, self.child_id)

    def action_siblings(self) -> None:
        """Say who of the caseload are brothers and sisters."""
        from screens.siblings import ask_siblings

        ask_siblings(self.app, self.child_id)

    def action_review(self) -> None:
        """Open the review that is next or in progress."""
        from screens.doing import open_review

        open_review(self.app, self.child_id)

    def action_midway(self) -> None:
        """Write a midway."""
        from screens.short_forms import midway_form

        self.app.push_screen(midway_form(self.app, self.child_id))

    def action_talked(self) -> None:
        """Write down a talk."""
        from screens.short_forms import talk_form

        self.app.push_screen(talk_form(self.app, self.child_id))

    def action_alert(self) -> None:
        """Raise a practice alert: about the move, event or promise under the cursor, or anything."""
        from screens.child_entries import row_under
        from screens.raising import raise_from_row

        focused = self.focused
        chosen = focused.chosen if isinstance(focused, RowList) else None
        table, row_id = row_under(self._page, chosen) if self._page and chosen else ("", "")
        raise_from_row(self.app, self.child_id, table, row_id)

    def action_letter(self) -> None:
        """Write the letter of the last review."""
        from screens.doing import write_letter

        write_letter(self.app, self.child_id)

    def action_edit(self) -> None:
        """Change the child's facts."""
        from screens.short_forms import child_form

        self.app.push_screen(child_form(self.app, self.child_id))

    def action_working(self) -> None:
        """Show how every date that is due for this child was worked out, the review first."""
        from iro_tui.casework.working import child_workings
        from screens.working import WorkingDialog

        if self._page is None:
            return
        found = self.app.ask(child_workings, self.child_id, self.app.today)
        if found:
            self.app.push_screen(WorkingDialog(self.where(), found, self.app.today))
        else:
            self.app.say(f"Nothing is due for {self._page.called}.")

    def action_documents(self) -> None:
        """The Word documents beside the letter."""
        from screens.documents import DocumentsScreen

        self.app.push_screen(DocumentsScreen(self.child_id))

    def action_promises(self) -> None:
        """Every promise made to the child, open or kept."""
        from screens.promises import open_promises

        open_promises(self.app, self.child_id)

    def action_you_said(self) -> None:
        """What the child said, and what came of it."""
        from screens.you_said import YouSaidScreen

        self.app.push_screen(YouSaidScreen(self.child_id))

    def action_history(self) -> None:
        """Who changed what, and when."""
        from screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.child_id))
