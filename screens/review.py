"""A review on one screen: before, in the meeting, after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical

from iro_tui.errors import IroError
from screens.dialogs import AskDialog, Press
from screens.keep_soon import KeepSoon
from screens.marks import plain
from screens.review_lists import ReviewLists
from screens.review_phases import ReviewPhases
from screens.review_rows import standing
from screens.review_typing import ReviewTyping
from screens.widgets.frame import Cut
from screens.widgets.phases import PhaseRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content
    from textual.widget import Widget
    from textual.widgets import Button

    from iro_tui.casework.reviews import ReviewPage
    from screens.widgets.form import Form


class ReviewScreen(ReviewLists):
    """One review; every line noted is on the record at once, every field typed is kept within a second."""

    PLACES = ("review", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "review"
    CSS_PATH = "review.tcss"
    SHOWS = frozenset(
        {
            "review",
            "review_meeting",
            "note",
            "decision",
            "progress",
            "recommendation",
            "consultation",
            "child",
            "person",
            "placement",
            "period_of_care",
            "protection_plan",
            "proceedings",
            "immigration",
        }
    )

    def __init__(self, child_id: str, review_id: str | None = None, *, start: str = "") -> None:
        """Make the screen.

        Args:
            child_id: The child.
            review_id: The review; None opens the one that is next or in progress.
            start: The field it starts in; empty for where the work is.
        """
        super().__init__()
        self.child_id = child_id
        self._review_id = review_id or ""
        self._start = start
        self._page: ReviewPage
        self._typing: ReviewTyping
        self._kept: dict[str, Any] = {}
        self._problems: dict[str, str] = {}
        self._asked_to_complete = False
        self._keeping = KeepSoon(self, self.keep_now)

    def where(self) -> str:
        """The child and the review."""
        number = f" {self._page.number}" if self._page.number else ""
        return f"{self._page.name}, {self._page.age} / Review{number}"

    def body(self) -> Iterable[Widget]:
        """The row of phases over the phase that is open, and the buttons."""
        from iro_tui.casework.reviews import open_review, review_page
        from iro_tui.vault.drafts import take

        if not self._review_id:
            self._review_id = self.app.act(open_review, self.child_id, self.app.today)
        draft = self.app.ask(take, self._draft_key)
        self._kept = dict(draft.body) if draft else {}
        try:
            self._page = self.app.ask(review_page, self._review_id, self.app.today)
        except IroError:
            # Undo took the review back while its typing waited: the typing moves to the one that is next.
            self.app.opened.drop_draft(self._draft_key)
            self._review_id = self.app.act(open_review, self.child_id, self.app.today)
            self._page = self.app.ask(review_page, self._review_id, self.app.today)
            self.app.keep_draft(self._draft_key, self.child_id, self._kept)
        self._typing = ReviewTyping(self._page)
        yield Vertical(
            PhaseRow(),
            ReviewPhases(self._page, self._typing, self._kept, self._first_phase()),
            Horizontal(
                Press("Save", "F2", id="save"),
                Press("Complete", "F9", id="complete", second=True),
                Cut("", id="review-said"),
                id="review-buttons",
            ),
            classes="body",
        )

    @property
    def _draft_key(self) -> str:
        return f"review:{self._review_id}"

    def place(self) -> str:
        """The phase that is open."""
        return self._phases.phase

    async def go_to_place(self, place: str) -> None:
        """Open that phase again."""
        await self._go_to(place)

    def _first_phase(self) -> str:
        fields, today = self._page.fields, self.app.today
        held = fields.opened_on
        begun_after = bool(fields.participation or self._page.decisions)
        if self._page.complete or (held and (held < today or begun_after)):
            return "after"
        booked = fields.booked_for is not None and fields.booked_for <= today
        return "meeting" if held or booked or self._page.notes or self._kept.get("line") else "before"

    def opened(self) -> None:
        """Show the record, then what was typed and not saved, and go to where the work is."""
        if self._kept:
            self.app.say("What you typed last time is still here. F2 saves it.")
        self._phases.focus_first()
        if self._starts_in_field():
            self.call_later(self._go_to_start)

    def _starts_in_field(self) -> bool:
        """Why it is late is not asked before the meeting that is still to come."""
        fields = self._page.fields
        to_come = fields.opened_on is None and (fields.booked_for or date.min) >= self.app.today
        return bool(self._start) and not (self._start == "late_reason" and to_come)

    async def _go_to_start(self) -> None:
        await self._phases.go_to_field(self._start)
        self._show_row()

    def load(self) -> None:
        """Show the review as the record has it; what is typed stays."""
        from iro_tui.casework.reviews import review_page

        try:
            self._page = self.app.ask(review_page, self._review_id, self.app.today)
        except IroError as error:
            self.app.say(str(error))
            self.call_later(super().action_go_back)
            return
        self._phases.show(self._page)
        self._show_row()

    def _show_row(self) -> None:
        held = self._page.fields.opened_on is not None
        held = held or bool(self._page.notes)
        done = {"before": held, "meeting": held, "after": self._page.complete}
        # In the meeting every row belongs to the notes. A class on the screen would restyle every widget.
        self.query_one("#review-buttons").display = self._phases.phase != "meeting"
        self.query_one("#complete").display = self._phases.phase == "after" and not self._page.complete
        right = standing(self._page, self.app.today, self.wide)
        self.query_one(PhaseRow).show(self._phases.phase, done, right)

    def on_resize(self) -> None:
        """The row of phases says more when it is wide."""
        self._show_row()

    # Phases

    async def _go_to(self, phase: str) -> None:
        await self._phases.open(phase)
        self._show_row()

    async def action_next_phase(self) -> None:
        """Go to the next phase, after the last to the first."""
        await self._go_to(self._phases.next_phase())

    async def action_phase_before(self) -> None:
        """Go to what is prepared."""
        await self._go_to("before")

    async def on_phase_row_chosen(self, event: PhaseRow.Chosen) -> None:
        """Go to the phase that was clicked."""
        event.stop()
        await self._go_to(event.phase)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A complete review is not completed again."""
        if action == "complete" and self.is_mounted:
            return not self._page.complete
        return super().check_action(action, parameters)

    # Typing

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing."""
        event.stop()
        if self._phases.after.is_mounted:
            self._phases.after.judge()
        self._keeping.typed()

    def on_notes_changed(self) -> None:
        """A line went onto the record, so it is no draft any more."""
        self.keep_now()

    def on_notes_typed(self) -> None:
        """Keep the line being typed."""
        self._keeping.typed()

    def on_after_pane_half_typed(self) -> None:
        """Keep the form of a decision."""
        self._keeping.typed()

    def keep_now(self) -> None:
        """Keep what is typed and not on the record as a draft; when there is nothing, forget the draft."""
        self._keeping.kept()
        phases = self._phases
        parts = {
            "typed": self._typing.to_keep(phases.typed, self.app.today),
            "line": phases.meeting.unfinished,
            "half": phases.after.half,
        }
        body = {name: dict(part) for name, part in parts.items() if part}
        if body and body != self._kept:
            self.app.keep_draft(self._draft_key, self.child_id, body)
        elif self._kept and not body:
            self.app.opened.drop_draft(self._draft_key)
        self._kept = body

    def action_go_back(self) -> None:
        """Leave an earlier line, else the screen; what is typed waits as a draft."""
        phases = self._phases
        if phases.phase == "meeting" and phases.meeting.notes.to_bottom():
            return
        self.keep_now()
        if self._kept:
            self.app.say_kept("review")
        super().action_go_back()

    # Saving and completing

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save or complete."""
        event.stop()
        if event.button.id == "complete":
            await self.action_complete()
        else:
            await self.action_save()

    async def action_save(self) -> None:
        """Put everything typed on the record; it need not be complete."""
        if await self._save():
            self.app.saved()
            self._say(plain("√ ", "$done") + plain("Saved.", "$muted"))

    async def _save(self) -> bool:
        """Save what can be read; False when something is left to put right."""
        from iro_tui.casework.reviews import save_review

        self._phases.meeting.keep_line()
        values, problems = self._typing.to_save(self._phases.typed, self._page, self.app.today)
        try:
            if values:
                self.app.act(save_review, self._review_id, values)
                self._phases.stored(values)
        except IroError as error:
            self._say(plain(f"! {error}", "$late"))
            return False
        self.keep_now()
        self._problems = dict(problems)
        if self._problems:
            await self._phases.say_beside(self._sentences(), go=True)
            self._say(
                plain("! ", "$late") + plain(f"{_things(len(problems))} to put right. The rest is saved.")
            )
        else:
            await self._phases.say_beside(self._sentences(), go=False)
        return not self._problems

    async def action_pass_on(self) -> None:
        """Pass lines of this meeting on to the reviews of brothers and sisters."""
        from screens.one_meeting import ask_pass_on

        if await self._save():
            ask_pass_on(self.app, self._review_id)

    def _sentences(self) -> dict[str, str]:
        missing = dict(reversed(self._page.missing)) if self._asked_to_complete else {}
        return {**missing, **self._problems}

    def _say(self, words: Content) -> None:
        self.query_one("#review-said", Cut).show(words)

    async def action_complete(self) -> None:
        """Complete the review, or go to the first thing that is missing."""
        from iro_tui.casework.reviews import decisions_from_notes

        self._asked_to_complete = True
        if not await self._save():
            return
        if self._page.missing:
            await self._show_missing()
            return
        offered = self.app.ask(decisions_from_notes, self._review_id, self.app.today)
        if offered:
            self._ask_without(len(offered))
        else:
            self._complete()

    def _ask_without(self, offered: int) -> None:
        count = "1 decision" if offered == 1 else f"{offered} decisions"

        async def answered(without: bool | None) -> None:
            if without:
                self._complete()
            else:
                await self._go_to("after")
                self._phases.after.to_offers()

        self.app.push_screen(
            AskDialog(
                f"The notes offer {count} not yet taken.",
                "Enter takes one as it stands, e opens it to change. What is not taken is in no letter.",
                "Complete without",
                "Go to them",
            ),
            answered,
        )

    def _complete(self) -> None:
        from iro_tui.casework.reviews import complete_review

        day = self._typing.day("completed_on", self._phases.typed, self.app.today)
        try:
            self.app.act(complete_review, self._review_id, self.app.today, day, drop=self._draft_key)
        except IroError as error:
            self._say(plain(f"! {error}", "$late"))
            return
        self._asked_to_complete = False
        self._kept = {}
        self._completed()

    async def _show_missing(self) -> None:
        missing = self._page.missing
        self._say(plain("! ", "$late") + plain(f"{_things(len(missing))} before it is complete"))
        if all(name in ("covered", "not_covered") for name, _ in missing):
            await self._go_to("meeting")
            self._phases.meeting.to_what_must_be_told()
        else:
            await self._phases.say_beside(self._sentences(), go=True)
            self._show_row()

    def _completed(self) -> None:
        from iro_tui.rules.dates import say_date
        from screens.doing import open_letter

        due = self._phases.after.letter_due()
        number = f"Review {self._page.number}" if self._page.number else "The review"
        words = "Decisions, participation and record wait in the Outbox."
        letter = f" The letter is due {say_date(due, self.app.today)}." if due else ""
        self._say(plain("√ ", "$done") + plain(f"Complete.{letter}", "$muted"))

        def answered(write: bool | None) -> None:
            if write:
                open_letter(self.app, self._review_id)

        self.app.push_screen(
            AskDialog(f"{number} is complete.", words + letter, "Write the letter", "Later"), answered
        )


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"
