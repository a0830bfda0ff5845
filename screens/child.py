"""A child's page: the facts, the story newest first, and how things stand now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical

from iro_tui.errors import IroError
from screens.child_rows import DRAFT, NOW, fact_row, now_lines, story_key, story_lines
from screens.page import Page
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.casework.child_page import ChildPage, StoryItem
    from iro_tui.vault.drafts import Draft
    from screens.widgets.rows import Line

TABLE_OF = {
    "TALK": "consultation",
    "MIDWAY": "midway",
    "ALERT": "alert",
    "MOVE": "placement",
    "LEGAL": "legal_status",
    "CARE": "period_of_care",
}
"""Where the rest of a story item is written, by its kind; an entry's kind is the name of its table."""


class ChildScreen(Page):
    """Everything about one child on one page."""

    PLACES = ("child", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "child"
    CSS_PATH = "child.tcss"
    SHOWS = None

    def __init__(self, child_id: str) -> None:
        super().__init__()
        self.child_id = child_id
        self._page: ChildPage | None = None
        self._drafts: list[Draft] = []
        self._seen = False

    def where(self) -> str:
        """Name and age."""
        return f"{self._page.name}, {self._page.age}" if self._page else "A child"

    def body(self) -> Iterable[Widget]:
        """Two rows of facts over the story and how things stand."""
        yield Vertical(
            Cut("", id="child-who"),
            Cut("", id="child-stands"),
            Horizontal(
                Panel("Story", RowList("story-rows", several_lines=True), id="story-panel"),
                Panel("Now", RowList("now-rows", several_lines=True), id="now-panel", classes="side"),
                id="child-panes",
            ),
            classes="body",
        )

    def opened(self) -> None:
        """Start on the newest story item."""
        self.query_one("#story-rows").focus()

    def on_screen_resume(self) -> None:
        """Drafts come and go without a step of history, so they are read again on every return."""
        self._stale = self._stale or self._seen
        self._seen = True

    def on_resize(self) -> None:
        """The facts are laid out for the width."""
        self._show_facts()

    def load(self) -> None:
        """Read the page; a child who is gone, as after undo, closes it."""
        from iro_tui.casework.child_page import child_page
        from screens.drafts import drafts_of

        try:
            self._page = self.app.ask(child_page, self.child_id, self.app.today)
        except IroError as error:
            self.app.say(str(error))
            self.call_later(self.action_go_back)
            return
        self._drafts = drafts_of(self.app, self.child_id)
        self._show_facts()
        self.query_one("#story-rows", RowList).draw_with(self._story)
        self.query_one("#now-rows", RowList).draw_with(self._now)

    def _show_facts(self) -> None:
        page = self._page
        if page is None:
            return
        self.query_one("#child-who", Cut).show(fact_row(page.who, " · ", self.wide))
        self.query_one("#child-stands", Cut).show(fact_row(page.stands, "   ·   ", self.wide))

    def _story(self, width: int) -> Iterable[Line]:
        return story_lines(self._page.story, self.app.today, width, self.tall) if self._page else ()

    def _now(self, width: int) -> Iterable[Line]:
        if self._page is None:
            return ()
        return now_lines(self._page.now, self._drafts, self.app.clock(), width, self.tall)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Open what the row is about."""
        event.stop()
        self.action_open_entry()

    def action_open_entry(self) -> None:
        """Open the row under the cursor in full."""
        focused = self.focused
        chosen = focused.chosen if isinstance(focused, RowList) else None
        if chosen is None or self._page is None:
            return
        if chosen.startswith(DRAFT):
            self._take_up(chosen.removeprefix(DRAFT))
        elif chosen.startswith(NOW):
            self._open_now(chosen.removeprefix(NOW))
        else:
            item = next((each for each in self._page.story if story_key(each) == chosen), None)
            if item is not None:
                self._open_story(item)

    def _take_up(self, key: str) -> None:
        from screens.drafts import take_up

        draft = next((each for each in self._drafts if each.key == key), None)
        if draft is None:
            return
        try:
            take_up(self.app, draft)
        except IroError as error:
            self.app.say(str(error))

    def _open_story(self, item: StoryItem) -> None:
        from screens.doing import open_letter
        from screens.review import ReviewScreen

        if item.kind == "REVIEW":
            self.app.push_screen(ReviewScreen(self.child_id, item.subject_id))
        elif item.kind == "LETTER":
            review_id = self._review_of_letter(item.subject_id)
            if review_id:
                open_letter(self.app, review_id)
        else:
            from iro_tui.rules.dates import say_date

            table = TABLE_OF.get(item.kind, item.kind)
            self._tell(f"{item.word}, {say_date(item.on)}", table, item.subject_id)

    def _open_now(self, place: str) -> None:
        from iro_tui.casework.in_words import Said
        from screens.entry import EntryDialog

        if self._page is None:
            return
        group, _, number = place.partition(":")
        rows = next((each.rows for each in self._page.now if each.key == group), ())
        row = rows[int(number)]
        table = {"promises": "decision", "people": "person", "wishes": "consultation"}.get(group)
        if table and row.subject_id:
            title = {"promises": "A promise", "people": row.label, "wishes": f"Talked, {row.value}"}[group]
            self._tell(title, table, row.subject_id)
        else:
            self.app.push_screen(EntryDialog(row.label, [Said(row.second or "Now", row.value)]))

    def _tell(self, title: str, table: str, row_id: str) -> None:
        from iro_tui.casework.in_words import fields_said
        from screens.entry import EntryDialog

        row = self._row(table, row_id)
        if row is not None and self._page is not None:
            self.app.push_screen(EntryDialog(title, fields_said(table, row, self._page.called)))

    def _row(self, table: str, row_id: str) -> dict[str, object] | None:
        from iro_tui.casework.child_record import child_record

        rows = self.app.ask(child_record, self.child_id).tables[table]
        return next((dict(row) for row in rows if row["id"] == row_id), None)

    def _review_of_letter(self, entry_id: str) -> str:
        entry = self._row("outbox_entry", entry_id)
        letter = self._row("letter", str(entry["subject_id"])) if entry else None
        return str(letter["review_id"]) if letter else ""

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
        """Raise a practice alert."""
        from screens.short_forms import alert_form

        self.app.push_screen(alert_form(self.app, self.child_id))

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

    def action_history(self) -> None:
        """Who changed what, and when."""
        from screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.child_id))
