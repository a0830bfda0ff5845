"""The three phases of a review, one shown at a time; each is made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.widgets import ContentSwitcher

from screens.review_after import AfterPane
from screens.review_before import BeforePane
from screens.review_meeting import MeetingPane
from screens.widgets.form import Form, FormField
from screens.widgets.phases import PHASES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.app import ComposeResult
    from textual.widget import Widget

    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp
    from screens.review_typing import ReviewTyping


class ReviewPhases(ContentSwitcher):
    """Before, in the meeting, after: the fields and lists of a review."""

    app: IroApp

    def __init__(self, page: ReviewPage, typing: ReviewTyping, kept: Mapping[str, Any], phase: str) -> None:
        """Make the phases.

        Args:
            page: The review as the record has it.
            typing: Its fields.
            kept: The draft: texts of fields under `typed`, the line of the notes under `line`, half-typed
                decisions under `half`; each may be absent.
            phase: The one that is shown first.
        """
        super().__init__(initial=phase)
        self._first = phase
        self._making = False
        self._page = page
        self._typing = typing
        # Shared with the panes: a form that is made later starts with what stands here then.
        self._typed = {**typing.stored, **kept.get("typed", {})}
        self.before = BeforePane(page, typing, self._typed)
        self.meeting = MeetingPane(page, kept.get("line"))
        self.after = AfterPane(page, typing, self._typed, kept.get("half", {}))
        self._panes: dict[str, BeforePane | MeetingPane | AfterPane] = {
            "before": self.before,
            "meeting": self.meeting,
            "after": self.after,
        }

    def compose(self) -> ComposeResult:
        """Make the first pane; all three at once would take most of a second."""
        yield self._panes[self._first]

    @property
    def page(self) -> ReviewPage:
        """The review as it is shown."""
        return self._page

    @property
    def phase(self) -> str:
        """The phase that is shown."""
        return self.current or self._first

    @property
    def _forms(self) -> list[Form]:
        return [form for form in self.query(Form) if form.is_mounted]

    @property
    def _fields(self) -> dict[str, FormField]:
        return {field.asked.name: field for field in self.query(FormField) if field.is_mounted}

    @property
    def typed(self) -> dict[str, str]:
        """Everything as it stands in the fields of both forms."""
        return {
            **self._typed,
            **{name: text for form in self._forms for name, text in form.typed.items()},
        }

    def fill(self, name: str, text: str) -> None:
        """Put other words into a field."""
        field = self._fields.get(name)
        if field is None:
            self._typed[name] = text
        elif field.typed != text:
            field.fill(text)
            field.echo(self.app.today)

    def show(self, page: ReviewPage) -> None:
        """Show the review as the record has it; a field somebody is typing into keeps the typing."""
        self._page = page
        if self._making:
            return  # It is shown as soon as every field of the new pane stands.
        typed = self.typed
        for name, (old, new) in self._typing.take(page).items():
            if typed[name] == old:
                self.fill(name, new)
        self._offer()
        for pane in self._panes.values():
            pane.page = page
            if pane.is_mounted:
                pane.show(page)

    def stored(self, names: Iterable[str]) -> None:
        """Show fields that were saved as the record has them: a day in full for `+28`."""
        for name in names:
            self.fill(name, self._typing.stored[name])

    def _offer(self) -> None:
        """Put into empty fields what the record says elsewhere; it is saved only with F2.

        With notes taken on the day it was booked for, that day stands in the form as when it was held; of
        several meetings the first. What the child wants is taken from the last talk that says so.
        """
        page, fields, today = self._page, self._page.fields, self.app.today
        if fields.opened_on is None:
            held = [each.on for each in page.meetings if each.state == "HELD"]
            if held:
                self._offer_text("opened_on", f"{held[0]:%d/%m/%Y}")
            elif page.notes and fields.booked_for == today:
                self._offer_text("opened_on", f"{today:%d/%m/%Y}")
            if page.wishes is not None:
                self._offer_text("wanted_there", page.wishes.there)
                self._offer_text("agenda", page.wishes.talk_about)

    def _offer_text(self, name: str, text: str) -> None:
        offered = self._typing.offered
        if name not in offered and text and not self.typed[name].strip():
            offered[name] = text
            self.fill(name, text)

    def next_phase(self) -> str:
        """Return the phase after this one; after the last comes the first."""
        order = list(PHASES)
        return order[(order.index(self.phase) + 1) % len(order)]

    async def open(self, phase: str) -> None:
        """Show a phase, and put the focus where its work begins."""
        pane = self._panes[phase]
        if not pane.is_attached:
            made_with = self._page
            self._making = True
            await self.add_content(pane)
            self._making = False
            if self._page is not made_with:
                self.show(self._page)
        self.current = phase
        self.focus_first()

    def focus_first(self) -> None:
        """Put the focus where the work of this phase begins."""
        # At once: the keys that were pressed while a pane was made already wait in line.
        self.screen.set_focus(self._first_place())

    def _first_place(self) -> Widget:
        if self.phase == "meeting":
            return self.query_one("#note-text")
        if self.phase == "before":
            return self.before.rows
        if self.phase == "after" and not self._page.complete:
            return self.after.rows
        fields = self._panes[self.phase].query(FormField)
        empty = (each for each in fields if not each.typed.strip() and each.display)
        return next(empty, fields.first()).entry

    async def say_beside(self, sentences: Mapping[str, str], *, go: bool) -> None:
        """Say beside each field what is wrong or missing.

        Args:
            sentences: Field to sentence; fields without one are cleared.
            go: Whether to go to the first of them.
        """
        first = next((each.name for each in self._typing.fields if each.name in sentences), None)
        if go and first is not None:
            await self.go_to_field(first)
        for name, field in self._fields.items():
            field.say(sentences.get(name, ""))

    async def go_to_field(self, name: str) -> None:
        """Open the phase a field stands in, and put the focus into it."""
        asked = next(each for each in self._typing.fields if each.name == name)
        phase = "before" if asked in self._typing.before else "after"
        if phase != self.phase:
            await self.open(phase)
        self.call_after_refresh(self._fields[name].entry.focus)
