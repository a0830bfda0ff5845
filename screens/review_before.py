"""Before the meeting: what is to prepare by when; when, where, who, which papers; and the last promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from screens.border import Bordered
from screens.marks import joined, plain
from screens.review_dialogs import ask_call_off, ask_meeting
from screens.review_typing import SECTIONS
from screens.widgets.form import Form
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel
from screens.widgets.prepared import MEETING, prepared_lines
from screens.widgets.promises import promise_lines
from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from iro_tui.casework.review_meetings import MeetingLine
    from iro_tui.casework.reviews import ReviewPage
    from screens.app import IroApp
    from screens.review_typing import ReviewTyping


class BeforePane(Bordered, Horizontal):
    """The first phase of a review."""

    app: IroApp

    def __init__(self, page: ReviewPage, typing: ReviewTyping, typed: Mapping[str, str]) -> None:
        super().__init__(id="before")
        self.page = page
        """The review as it is shown; set before the pane is made too, so that it never shows an old one."""
        self._typing = typing
        self._typed = typed

    def compose(self) -> ComposeResult:
        """What is to prepare, the form under it, and promises to have in mind."""
        judged = Static("", id="judged", markup=False)
        form = Form(self._typing.before, self._typed, self.app.today, sections=SECTIONS, id="before-form")
        yield Vertical(
            Panel("To prepare", RowList("prepared-rows"), judged, id="prepared-panel"),
            Panel("The meeting", Cut("", id="wishes-line"), form, id="before-panel"),
            id="before-main",
        )
        last = Static("", id="last-time", markup=False)
        yield Panel("Promises from last time", last, id="last-panel", classes="side")

    def on_mount(self) -> None:
        """Show the rows."""
        self.show(self.page)
        first = next((line.key for line in self.page.preparation if line.on is None), None)
        if first is not None:
            self.call_after_refresh(self.rows.choose, first)

    @property
    def rows(self) -> RowList:
        """What is to prepare, and the meetings."""
        return self.query_one("#prepared-rows", RowList)

    def show(self, page: ReviewPage) -> None:
        """Show the review as the record has it; what is typed stays."""
        self.page = page
        today = self.app.today
        most = 12 if self.app.size.height >= 30 else 7
        self.rows.styles.height = min(max(len(page.preparation) + len(page.meetings), 1), most)
        self.rows.draw_with(lambda width: prepared_lines(page, today, width))
        judged = self.query_one("#judged", Static)
        lines = (plain(f"{name}: ", "$muted") + plain(said) for name, said in page.judged)
        judged.update(Content("\n").join(lines))
        judged.display = bool(page.judged)
        left = sum(line.on is None for line in page.preparation)
        self.query_one("#prepared-panel", Panel).title(f"To prepare, {left} open" if left else "Prepared")
        promises = [line.content for line in promise_lines(page.promises, today, 36)]
        self.query_one("#last-time", Static).update(Content("\n").join(promises))
        wishes = self.query_one("#wishes-line", Cut)
        wishes.show(_wishes(page, self.app))
        wishes.display = page.wishes is not None
        self._show_hours()

    def _show_hours(self) -> None:
        """Say, as advice only, that the time is in school hours."""
        note = self.query_one("#row-booked_time .note", Static)
        if self.page.school_hours:
            note.update(plain(f"· in school hours: does it suit {self.page.called}?", "$today"))
        else:
            note.update(plain("such as 15:30", "$muted"))

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Tick, or open a meeting."""
        event.stop()
        self.tick()

    def tick(self) -> None:
        """Note what is under the cursor as done today, or take that back; a meeting opens its form."""
        from iro_tui.casework.preparing import TALK, tick_prepared

        chosen = self.rows.chosen
        if chosen is None:
            return
        meeting = self._meeting(chosen)
        if meeting is not None:
            ask_meeting(self.app, self.page, meeting)
        elif chosen == TALK:
            self.talk()
        else:
            done = next(line.on for line in self.page.preparation if line.key == chosen)
            self.app.act(tick_prepared, self.page.review_id, chosen, self.app.today)
            if done is None:
                self._go_on()

    def _go_on(self) -> None:
        open_ones = [line.key for line in self.page.preparation if line.on is None]
        if open_ones:
            self.rows.choose(open_ones[0])

    def _meeting(self, chosen: str) -> MeetingLine | None:
        return next((each for each in self.page.meetings if MEETING + each.id == chosen), None)

    def talk(self) -> None:
        """Write down a talk with the child."""
        from screens.short_forms import talk_form

        self.app.push_screen(talk_form(self.app, self.page.child_id))

    def call_off(self) -> None:
        """Move the booked day, or call it off."""
        ask_call_off(self.app, self.page)

    def add_meeting(self) -> None:
        """Add a meeting to a review that is held in parts."""
        ask_meeting(self.app, self.page, None)


def _wishes(page: ReviewPage, app: IroApp) -> Content:
    """What the child said about how the review should be, in one line."""
    from iro_tui.rules.dates import say_date

    wishes = page.wishes
    if wishes is None:
        return Content("")
    chair = {True: "wants to chair", False: "does not want to chair", None: ""}[wishes.chair]
    # Who and what stand in the fields below; what the fields say otherwise is the later word.
    pieces = [plain(words) for words in (chair, wishes.where_when) if words]
    lead = plain(f"{page.called}, {say_date(wishes.on, app.today)}: ", "$muted")
    return lead + joined(pieces or [plain("said who should be there, or what to talk about")])
