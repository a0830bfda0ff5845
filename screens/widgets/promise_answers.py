"""Promises answered one key each; a reason is typed in the row itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from screens.marks import MARKS, cut, plain, sign
from screens.widgets.form import Line
from screens.widgets.promises import ANSWERS
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.events import Click, Key

    from iro_tui.casework.promises import Promise

WORDS = {"DONE": "done", "PART": "slipping", "NOT_DONE": "stuck"}
"""What a midway can say of a promise, by code of `decision_status.csv`."""
KEYS = (("d", "done"), ("s", "slipping"), ("x", "stuck"))


def history_words(promise: Promise, today: date) -> str:
    """What became of a promise before now, in one line: drift, moved dates, the answer before."""
    from iro_tui.rules.dates import say_date

    parts = []
    if promise.drift:
        parts.append(f"{promise.drift} day{'s' if promise.drift > 1 else ''} since first promised")
    if len(promise.moves) > 1:
        times = len(promise.moves) - 1
        moved = "moved" if times == 1 else f"moved {times} times"
        parts.append(f"{moved}, first by {say_date(promise.moves[0], today)}")
    if promise.answers:
        last = promise.answers[-1]
        word = WORDS.get(last.status, "open")
        parts.append(f"{word} on {say_date(last.on, today)}{f': {last.note}' if last.note else ''}")
    return "; ".join(parts)


class PromiseRow(Vertical):
    """One promise, its answer, and the line its reason is typed in."""

    def __init__(self, promise: Promise, place: int) -> None:
        super().__init__(id=f"promise-{place}", classes="promise-row")
        self.promise = promise
        self.place = place
        self.words = Static("", classes="promise-words", markup=False)
        self.reason = Line("", max_length=300, placeholder="why, in a few words; enter goes on")
        """The line the reason is typed in."""

    def compose(self) -> ComposeResult:
        """The words, and the line for the reason while it is being typed."""
        yield self.words
        self.reason.display = False
        yield self.reason

    def on_mount(self) -> None:
        """Be drawn once the parts are there."""
        if isinstance(self.parent, PromiseAnswers):
            self.call_after_refresh(self.parent.draw)

    def on_click(self, event: Click) -> None:
        """Go to this row."""
        event.stop()
        if isinstance(self.parent, PromiseAnswers):
            self.parent.focus()
            self.parent.go_to(self.place)

    def on_key(self, event: Key) -> None:
        """Leave the reason with escape or the arrows; what is typed stays."""
        if event.key in ("escape", "up", "down") and isinstance(self.parent, PromiseAnswers):
            event.stop()
            event.prevent_default()
            self.parent.leave_reason(self.place + {"escape": 0, "up": -1, "down": 1}[event.key])


class PromiseAnswers(VerticalScroll, can_focus=True):
    """The open promises; the cursor moves on by itself."""

    BINDINGS = [
        Binding("up", "go(-1)", show=False),
        Binding("down", "go(1)", show=False),
        Binding("enter", "reason", show=False),
    ]

    @dataclass
    class Changed(Message):
        """An answer was given, changed or taken back."""

    @dataclass
    class Finished(Message):
        """The last promise was answered."""

    def __init__(self, promises: Sequence[Promise], today: date, answers: Mapping[str, list[str]]) -> None:
        """Make the list.

        Args:
            promises: The open promises, in their order.
            today: For how far away a date is.
            answers: What was said and not saved: the promise's id to its status and reason.
        """
        super().__init__(id="promise-answers")
        self._promises = tuple(promises)
        self._today = today
        self.answers: dict[str, list[str]] = {
            each.id: list(answers[each.id]) for each in promises if each.id in answers
        }
        waiting = (place for place, each in enumerate(self._promises) if each.id not in self.answers)
        self._at = next(waiting, 0)

    def compose(self) -> ComposeResult:
        """One row each."""
        if not self._promises:
            yield Static(plain("No promise is open.", "$muted"), markup=False)
        for place, promise in enumerate(self._promises):
            yield PromiseRow(promise, place)

    def on_resize(self) -> None:
        """Rows are laid out for the width there is."""
        self.draw()

    # Whether it has the focus is known only after these two.

    def on_focus(self) -> None:
        """Show the cursor."""
        self.call_after_refresh(self.draw)

    def on_blur(self) -> None:
        """The keys of the row go with the focus."""
        self.call_after_refresh(self.draw)

    def draw(self) -> None:
        """Draw every row for this moment; one whose parts are not there yet draws itself when they are."""
        for row in self.query(PromiseRow):
            if not row.words.is_attached:
                continue
            here = row.place == self._at and (self.has_focus or row.reason.has_focus)
            row.set_class(here, "-here")
            lines = self._lines(row.promise, max(self.size.width - 1, 30), here=here and self.has_focus)
            row.words.update(Content("\n").join(lines))

    def _lines(self, promise: Promise, width: int, *, here: bool) -> list[Content]:
        from iro_tui.casework.words import short_name
        from iro_tui.errors import BadInput
        from iro_tui.rules.dates import say_date, say_due

        status, reason = self.answers.get(promise.id, ["", ""])
        mark, word = ANSWERS[status] if status in WORDS else ("open", "not said")
        word = WORDS.get(status, word)
        roomy = width >= 90
        before = 13 if roomy else 11
        answer = sign(mark) + plain(f" {word}", f"{MARKS[mark].style or '$muted'}{' bold' if status else ''}")
        after = (18, 12, 12) if roomy else (0, 12, 0)
        room = width - before - sum(each + 2 for each in after if each)
        words = wrapped(promise.text, room, 2)
        pieces = [cut(answer, before), cut(words[0], room)]
        if roomy:
            pieces.append(cut(plain(f"  {short_name(promise.who)}", "$muted"), 20))
        day = say_date(promise.by_when, self._today) if promise.by_when else "no date"
        pieces.append(cut(plain(f"  {day}", "$late" if promise.late and not roomy else ""), 14))
        if roomy:
            far = "goes on" if promise.starting else ""
            if promise.by_when and not promise.starting:
                try:
                    far = say_due(promise.by_when, self._today)
                except BadInput:
                    far = ""
            pieces.append(cut(plain(f"  {far}", "$late" if promise.late else "$muted"), 14))
        lines = [Content("").join(pieces), *(Content(" " * before) + each for each in words[1:])]
        indent = Content(" " * before)
        second = reason or history_words(promise, self._today)
        row = next(each for each in self.query(PromiseRow) if each.promise.id == promise.id)
        if second and not row.reason.display:
            lines.append(cut(indent + plain(second, "$muted"), width))
        if here:
            keys = (plain(key, "$accent bold") + plain(f" {said}", "$muted") for key, said in KEYS)
            lines.append(cut(indent + Content("   ").join(keys), width))
        return lines

    # Going about

    def go_to(self, place: int) -> None:
        """Put the cursor on a row."""
        if self._promises:
            self._at = max(0, min(place, len(self._promises) - 1))
            self.draw()
            self.query_one(f"#promise-{self._at}").scroll_visible(animate=False)

    def action_go(self, by: int) -> None:
        """Go up or down."""
        self.go_to(self._at + by)

    def _go_on(self) -> None:
        """To the next one nobody has answered, else out of the list."""
        order = [*range(self._at + 1, len(self._promises)), *range(self._at)]
        waiting = [place for place in order if self._promises[place].id not in self.answers]
        if waiting:
            self.focus()
            self.go_to(waiting[0])
        else:
            self.draw()
            self.post_message(self.Finished())

    # Answering

    def answer(self, status: str) -> None:
        """Answer the promise under the cursor; the same answer again takes it back."""
        if not self._promises:
            return
        promise = self._promises[self._at]
        reason = self.answers.get(promise.id, ["", ""])[1]
        if self.answers.get(promise.id, [""])[0] == status:
            del self.answers[promise.id]
            self.draw()
        else:
            self.answers[promise.id] = [status, reason]
            if status == "DONE":
                self._go_on()
            else:
                self.action_reason()
        self.post_message(self.Changed())

    def action_reason(self) -> None:
        """Type the reason of the answer under the cursor, in its row."""
        if not self._promises or self._promises[self._at].id not in self.answers:
            return
        row = self.query_one(f"#promise-{self._at}", PromiseRow)
        row.reason.value = self.answers[row.promise.id][1]
        row.reason.display = True
        row.reason.focus()
        row.reason.cursor_position = len(row.reason.value)
        self.draw()
        row.scroll_visible(animate=False)

    def leave_reason(self, place: int) -> None:
        """Close the line of a reason and go to a row."""
        self.focus()
        self.go_to(place)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Take the reason as it is typed."""
        event.stop()
        row = self._row_of(event.input)
        if row is not None and row.reason.display and row.promise.id in self.answers:
            self.answers[row.promise.id][1] = event.value.strip()
            self.post_message(self.Changed())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on to the next promise."""
        event.stop()
        self._go_on()

    def on_descendant_blur(self) -> None:
        """A reason is typed while its line has the focus; then it stands in the row."""
        self.call_after_refresh(self._close_reasons)

    def _close_reasons(self) -> None:
        for row in self.query(PromiseRow):
            if row.reason.display and not row.reason.has_focus:
                row.reason.display = False
        self.draw()

    def _row_of(self, line: Input) -> PromiseRow | None:
        return next((row for row in self.query(PromiseRow) if row.reason is line), None)
