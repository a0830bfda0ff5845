"""The keys of a review's lists, answered by the phase the list stands in."""

from __future__ import annotations

from screens.page import Page
from screens.review_dialogs import ask_adjourn
from screens.review_phases import ReviewPhases

NEEDS_FOCUS = {
    "keep_line": "note-text",
    "to_checklist": "note-text",
    "tick_prepared": "prepared-rows",
    "talked": "prepared-rows",
    "call_off": "prepared-rows",
    "add_meeting": "prepared-rows",
    "tick": "checklist-rows",
    "leave_out": "checklist-rows",
    "promise_done": "promise-rows",
    "promise_slipping": "promise-rows",
    "promise_not_done": "promise-rows",
    "open_decision": "decision-rows",
    "change_decision": "decision-rows",
    "drop_decision": "decision-rows",
}
"""Commands that work on one list only, and its id."""


class ReviewLists(Page):
    """A screen with the phases of a review on it."""

    @property
    def _phases(self) -> ReviewPhases:
        return self.query_one(ReviewPhases)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a command only where it does something."""
        if not self.is_mounted:
            return True
        if action in NEEDS_FOCUS:
            return self.focused is not None and self.focused.id == NEEDS_FOCUS[action]
        if action == "alert":
            return self.focused is not None and self.focused.id in ("checklist-rows", "promise-rows")
        if action == "new_decision":
            return self._phases.phase == "after"
        if action == "adjourn":
            return self._phases.phase == "after" and not self._phases.page.complete
        return super().check_action(action, parameters)

    def action_keep_line(self) -> None:
        """Keep the line being typed."""
        self._phases.meeting.notes.keep()

    def action_to_checklist(self) -> None:
        """From the notes to what a review looks at."""
        self.query_one("#checklist-rows").focus()

    def action_tick_prepared(self) -> None:
        """Note it as done today, or take that back."""
        self._phases.before.tick()

    def action_talked(self) -> None:
        """Write down a talk with the child."""
        self._phases.before.talk()

    def action_call_off(self) -> None:
        """Move the booked day, or call it off."""
        self._phases.before.call_off()

    def action_add_meeting(self) -> None:
        """Add a meeting to the review."""
        self._phases.before.add_meeting()

    def action_leave_out(self) -> None:
        """Say why the line of the checklist was not looked at."""
        self._phases.meeting.leave_out()

    def action_adjourn(self) -> None:
        """Adjourn the review."""
        ask_adjourn(self.app, self._phases.page)

    def action_tick(self) -> None:
        """Tick the line of the checklist."""
        self._phases.meeting.tick()

    def action_alert(self) -> None:
        """Raise an alert about the line of the checklist, or the promise."""
        self._phases.meeting.alert(of_promise=self.focused is not None and self.focused.id == "promise-rows")

    def action_promise_done(self) -> None:
        """The promise was kept."""
        self._phases.meeting.answer("DONE")

    def action_promise_slipping(self) -> None:
        """The promise was kept in part."""
        self._phases.meeting.answer("PART")

    def action_promise_not_done(self) -> None:
        """The promise was not kept; the reason is asked."""
        self._phases.meeting.answer("NOT_DONE")

    def action_open_decision(self) -> None:
        """Accept an offered decision, or open the form of one."""
        self._phases.after.open()

    def action_change_decision(self) -> None:
        """Open the form of a decision."""
        self._phases.after.change()

    def action_new_decision(self) -> None:
        """Begin a decision."""
        self._phases.after.begin()

    def action_drop_decision(self) -> None:
        """Take a decision away."""
        self._phases.after.drop()
