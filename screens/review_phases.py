"""The three phases of a review, one shown at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from screens.review_after import AfterPane
from screens.review_meeting import MeetingPane
from screens.widgets.form import Form, FormField
from screens.widgets.panel import Panel
from screens.widgets.phases import PHASES
from screens.widgets.promises import promise_lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult

    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp
    from screens.review_typing import ReviewTyping


class ReviewPhases(ContentSwitcher):
    """Before, in the meeting, after: the fields and lists of a review."""

    app: IroApp

    def __init__(self, page: ReviewPage, typing: ReviewTyping, typed: Mapping[str, str], phase: str) -> None:
        """Make the phases.

        Args:
            page: The review as the record has it.
            typing: Its fields.
            typed: What stands in them, with what was typed and not saved.
            phase: The one that is shown first.
        """
        super().__init__(initial=phase)
        self._page = page
        self._typing = typing
        self._typed = typed

    def compose(self) -> ComposeResult:
        """One pane for each phase."""
        before = Form(self._typing.before, self._typed, self.app.today, id="before-form")
        last = Static("", id="last-time", markup=False)
        yield Horizontal(
            Panel("Before the meeting", before, id="before-panel"),
            Panel("Promises from last time", last, id="last-panel", classes="side"),
            id="before",
        )
        yield MeetingPane(self._page)
        yield AfterPane(self._page, self._typing, self._typed)

    @property
    def phase(self) -> str:
        """The phase that is shown."""
        return self.current or "before"

    @property
    def meeting(self) -> MeetingPane:
        """The middle phase."""
        return self.query_one(MeetingPane)

    @property
    def after(self) -> AfterPane:
        """The last phase."""
        return self.query_one(AfterPane)

    @property
    def typed(self) -> dict[str, str]:
        """Everything as it stands in the fields of both forms."""
        return {name: text for form in self.query(Form) for name, text in form.typed.items()}

    def field(self, name: str) -> FormField:
        """Return one field by the record's name for it."""
        return self.query_one(f"#row-{name}", FormField)

    def show(self, page: ReviewPage) -> None:
        """Show the review as the record has it; a field somebody is typing into keeps the typing."""
        self._page = page
        for name, (old, new) in self._typing.take(page).items():
            field = self.field(name)
            if field.typed == old:
                field.fill(new)
                field.echo(self.app.today)
        self._offer_day()
        self.meeting.show(page)
        self.after.show(page)
        promises = [line.content for line in promise_lines(page.promises, self.app.today, 36)]
        self.query_one("#last-time", Static).update(Content("\n").join(promises))

    def stored(self, names: Iterable[str]) -> None:
        """Show fields that were saved as the record has them: a day in full for `+28`."""
        for name in names:
            field = self.field(name)
            if field.typed != self._typing.stored[name]:
                field.fill(self._typing.stored[name])
                field.echo(self.app.today)

    def _offer_day(self) -> None:
        """With notes taken on the day it was booked for, that day stands in the form as when it was held."""
        fields, today = self._page.fields, self.app.today
        offered = self._typing.offered
        if offered or not self._page.notes or fields.opened_on or fields.booked_for != today:
            return
        offered["opened_on"] = f"{today:%d/%m/%Y}"
        field = self.field("opened_on")
        if not field.typed:
            field.fill(offered["opened_on"])
            field.echo(today)

    def next_phase(self) -> str:
        """Return the phase after this one; after the last comes the first."""
        order = list(PHASES)
        return order[(order.index(self.phase) + 1) % len(order)]

    def go_to(self, phase: str) -> None:
        """Show a phase, and put the focus where its work begins."""
        self.current = phase
        self.screen.set_class(phase == "meeting", "-meeting")
        if phase == "meeting":
            self.query_one("#note-text").focus()
        elif phase == "after" and not self._page.complete:
            self.after.rows.focus()
        else:
            form = self.query_one(f"#{phase}-form", Form)
            empty = (each for each in form.query(FormField) if not each.typed.strip() and each.display)
            next(empty, form.query(FormField).first()).entry.focus()

    def say_beside(self, sentences: Mapping[str, str], *, go: bool) -> None:
        """Say beside each field what is wrong or missing.

        Args:
            sentences: Field to sentence; fields without one are cleared.
            go: Whether to go to the first of them.
        """
        fields = list(self.query(FormField))
        for field in fields:
            field.say(sentences.get(field.asked.name, ""))
        first = next((field for field in fields if field.asked.name in sentences), None)
        if first is None or not go:
            return
        phase = "before" if first.asked.group == "before" else "after"
        if phase != self.phase:
            self.go_to(phase)
        self.call_after_refresh(first.entry.focus)
