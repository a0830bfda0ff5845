"""In the meeting: notes at the left, what to look at and what was promised at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from screens.border import Bordered
from screens.dialogs import LineDialog
from screens.marks import plain
from screens.review_rows import checklist_count, checklist_lines, tally, to_be_told
from screens.widgets.frame import Cut
from screens.widgets.notes import NotedLine, Notes
from screens.widgets.panel import Panel
from screens.widgets.promises import promise_lines
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from textual.app import ComposeResult

    from iro_tui.casework.decisions import DecisionLine
    from iro_tui.casework.reviews import ChecklistLine, ReviewPage
    from screens.app import IroApp


class MeetingPane(Bordered, Horizontal):
    """The middle phase of a review; whatever is done here is on the record at once."""

    app: IroApp

    def __init__(self, page: ReviewPage, line: Mapping[str, Any] | None) -> None:
        """Make the pane.

        Args:
            page: The review.
            line: The line that was typed last time and not kept; None when there is none.
        """
        super().__init__(id="meeting")
        self.page = page
        """The review as it is shown; set before the pane is made too, so that it never shows an old one."""
        self._line = line
        self._marked = False

    def compose(self) -> ComposeResult:
        """Notes, checklist, promises, tally."""
        yield Panel("Notes", Cut("", id="agenda-line"), Notes(self.app.clock), id="notes-panel")
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
        self.show(self.page)
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
        self.page = page
        self.notes.show([NotedLine(line.id, line.tag, line.text, line.noted_at) for line in page.notes])
        agenda = self.query_one("#agenda-line", Cut)
        agenda.show(plain(f"{page.called} wants to talk about: ", "$muted") + plain(_in_a_line(page)))
        agenda.display = bool(page.fields.agenda.strip())
        self._show_checklist()
        promises = self.query_one("#promise-rows", RowList)
        promises.draw_with(lambda width: _promised(page, self.app.today, width))
        self.query_one("#tally", Static).update(tally(self.notes.lines))

    def _show_checklist(self) -> None:
        page, told = self.page, to_be_told(self.page) if self._marked else ()
        rows = self.query_one("#checklist-rows", RowList)
        rows.draw_with(lambda width: checklist_lines(page, told, width))
        self.query_one("#checklist-count", Static).update(checklist_count(page))
        title = f"Tell {page.called} and tick: {len(told)}" if told else "Checklist"
        self.query_one("#checklist-panel", Panel).title(title)

    def on_notes_changed(self, event: Notes.Changed) -> None:
        """Put the lines on the record: one step of history for each."""
        from iro_tui.casework.reviews import put_notes

        del event
        notes = self.notes
        lines = [(line.id, line.tag, line.text, line.at) for line in notes.lines]
        if lines != [(line.id, line.tag, line.text, line.noted_at) for line in self.page.notes]:
            notes.number(self.app.act(put_notes, self.page.review_id, lines))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Enter on the checklist ticks, as space does."""
        event.stop()
        if event.option_list.id == "checklist-rows":
            self.tick()

    def to_what_must_be_told(self) -> None:
        """Mark the lines without which a first review is not complete, and go to the first of them."""
        self._marked = True
        self._show_checklist()
        rows = self.query_one("#checklist-rows", RowList)
        asked = to_be_told(self.page)
        if asked:
            rows.choose(asked[0])
        rows.focus()

    def tick(self) -> None:
        """Tick the line of the checklist under the cursor, or take the tick away, and go to the next."""
        from iro_tui.casework.review_checklist import tick_item

        line = self._checklist_line()
        if line is None:
            return
        yes = not set(line.code.split()) <= set(self.page.fields.covered.split())
        self.app.act(tick_item, self.page.review_id, line.code, yes)
        if yes:
            _go_on(self.query_one("#checklist-rows", RowList))

    def leave_out(self) -> None:
        """Ask why the line under the cursor was not looked at."""
        from iro_tui.casework.review_checklist import leave_out

        line = self._checklist_line()
        if line is None:
            return

        def answered(reason: str | None) -> None:
            if reason:
                self.app.act(leave_out, self.page.review_id, line.code, reason)
                _go_on(self.query_one("#checklist-rows", RowList))

        self.app.push_screen(
            LineDialog(
                f"Why was “{line.words}” not looked at?",
                "It stays open in the record with your reason. Space ticks it after all.",
                "Keep",
                line.why_not,
            ),
            answered,
        )

    def alert(self, *, of_promise: bool) -> None:
        """Raise an alert about the line of the checklist under the cursor, or about the promise."""
        from screens.raising import raise_from_check, raise_from_row

        line, promise = self._checklist_line(), self._promise()
        if of_promise and promise is not None:
            raise_from_row(self.app, self.page.child_id, "decision", promise.id)
        elif line is not None and not of_promise:
            raise_from_check(self.app, self.page.child_id, self.page.review_id, line.code)

    def _checklist_line(self) -> ChecklistLine | None:
        chosen = self.query_one("#checklist-rows", RowList).chosen
        return next((each for each in self.page.checklist if each.code == chosen), None)

    def answer(self, status: str) -> None:
        """Say what came of the promise or advice under the cursor; this review's own answer is taken back."""
        promise = self._promise()
        if promise is None:
            return
        # A midway may have said the same before; here it is said again, and stands with this review.
        said = promise.status if promise in self.page.health else self.page.answered.get(promise.id)
        if said == status:
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
        asked = (*self.page.promises, *self.page.health)
        return next((each for each in asked if each.id == chosen), None)

    def _answered(self, promise: DecisionLine, status: str, reason: str) -> None:
        from iro_tui.casework.health_advice import answer_advice
        from iro_tui.casework.reviews import answer_promise

        today, review_id = self.app.today, self.page.review_id
        if promise in self.page.health:
            self.app.act(answer_advice, promise.id, status, reason, today)
        else:
            self.app.act(answer_promise, promise.id, status, reason, today, review_id=review_id)
        if status != "OPEN":
            _go_on(self.query_one("#promise-rows", RowList))


def _in_a_line(page: ReviewPage) -> str:
    return "; ".join(line.strip() for line in page.fields.agenda.splitlines() if line.strip())


def _promised(page: ReviewPage, today: date, width: int) -> Iterator[Line]:
    """The promises, and under a heading what health assessments recommend."""
    if page.promises or not page.health:
        yield from promise_lines(page.promises, today, width)
    if page.health:
        yield Line(None, plain("Health advice", "bold"))
        yield from promise_lines(page.health, today, width)


def _go_on(rows: RowList) -> None:
    """Go to the next row; at the last one stay, where a list would start again from the top."""
    at = rows.highlighted
    if at is not None and any(not option.disabled for option in rows.options[at + 1 :]):
        rows.action_cursor_down()
