"""In the meeting: notes at the left, what to look at and what was promised at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.dialogs import LineDialog
from screens.review_rows import checklist_count, checklist_lines, tally
from screens.widgets.notes import NotedLine, Notes
from screens.widgets.panel import Panel
from screens.widgets.promises import promise_lines
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from iro_tui.casework.decisions import DecisionLine
    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp


class MeetingPane(Horizontal):
    """The middle phase of a review; whatever is done here is on the record at once."""

    app: IroApp

    def __init__(self, page: ReviewPage, line: Mapping[str, Any] | None) -> None:
        """Make the pane.

        Args:
            page: The review.
            line: The line that was typed last time and not kept; None when there is none.
        """
        super().__init__(id="meeting")
        self._page = page
        self._line = line

    def compose(self) -> ComposeResult:
        """Notes, checklist, promises, tally."""
        yield Panel("Notes", Notes(self.app.clock), id="notes-panel")
        yield Vertical(
            Panel(
                "Checklist",
                RowList("checklist-rows"),
                Static("", id="checklist-count", markup=False),
                id="checklist-panel",
            ),
            Panel(
                "Promises from last time", RowList("promise-rows", several_lines=True), id="promises-panel"
            ),
            Panel("So far", Static("", id="tally", markup=False), id="tally-panel"),
            id="meeting-side",
            classes="side",
        )

    def on_mount(self) -> None:
        """Show the lines, and take up the one that was not kept."""
        self.show(self._page)
        if self._line:
            self.notes.restore(self._line)
            self._line = None

    @property
    def unfinished(self) -> Mapping[str, Any] | None:
        """The line that is typed and not kept yet, for a draft."""
        return self.notes.unfinished if self.is_mounted and not self._line else self._line

    def keep_line(self) -> None:
        """Keep the line being typed, as enter does."""
        if self.is_mounted:
            self.notes.keep()

    @property
    def notes(self) -> Notes:
        """The lines and the one being typed."""
        return self.query_one(Notes)

    def show(self, page: ReviewPage) -> None:
        """Show the review as the record has it; the line being typed stays."""
        self._page = page
        self.notes.show([NotedLine(line.id, line.tag, line.text, line.noted_at) for line in page.notes])
        self.query_one("#checklist-rows", RowList).draw_with(lambda width: checklist_lines(page, width))
        self.query_one("#checklist-count", Static).update(checklist_count(page))
        promises = self.query_one("#promise-rows", RowList)
        promises.draw_with(lambda width: promise_lines(page.promises, self.app.today, width))
        self.query_one("#tally", Static).update(tally(self.notes.lines))

    def on_notes_changed(self, event: Notes.Changed) -> None:
        """Put the lines on the record: one step of history for each."""
        from iro_tui.casework.reviews import put_notes

        del event
        notes = self.notes
        lines = [(line.id, line.tag, line.text, line.at) for line in notes.lines]
        if lines != [(line.id, line.tag, line.text, line.noted_at) for line in self._page.notes]:
            notes.number(self.app.act(put_notes, self._page.review_id, lines))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Enter on the checklist ticks, as space does."""
        event.stop()
        if event.option_list.id == "checklist-rows":
            self.tick()

    def tick(self) -> None:
        """Tick the line of the checklist under the cursor, or take the tick away, and go to the next."""
        from iro_tui.casework.reviews import save_review
        from iro_tui.rules.checklist import ticked

        rows = self.query_one("#checklist-rows", RowList)
        code = rows.chosen
        if code is None:
            return
        covered = self._page.fields.covered
        yes = not set(code.split()) <= set(covered.split())
        self.app.act(save_review, self._page.review_id, {"covered": ticked(covered, code, yes)})
        if yes:
            _go_on(rows)

    def answer(self, status: str) -> None:
        """Say what came of the promise under the cursor; the same answer again takes it back."""
        promise = self._promise()
        if promise is None:
            return
        if promise.status == status:
            self._answered(promise, "OPEN", "")
        elif status == "NOT_DONE":
            self.app.push_screen(
                LineDialog(
                    "Why was it not done?",
                    f"{promise.text}\n\nIt stays open, and the reason is kept with it.",
                    "Keep",
                    promise.reason,
                ),
                lambda reason: self._answered(promise, status, reason) if reason else None,
            )
        else:
            self._answered(promise, status, promise.reason)

    def _promise(self) -> DecisionLine | None:
        chosen = self.query_one("#promise-rows", RowList).chosen
        return next((each for each in self._page.promises if each.id == chosen), None)

    def _answered(self, promise: DecisionLine, status: str, reason: str) -> None:
        from iro_tui.casework.reviews import answer_promise

        self.app.act(answer_promise, promise.id, status, reason, self.app.today)
        if status != "OPEN":
            _go_on(self.query_one("#promise-rows", RowList))


def _go_on(rows: RowList) -> None:
    """Go to the next row; at the last one stay, where a list would start again from the top."""
    if rows.highlighted is not None and rows.highlighted < rows.option_count - 1:
        rows.action_cursor_down()
