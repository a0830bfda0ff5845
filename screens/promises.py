"""A child's promises on top of a page: what became of each, answered in one key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from iro_tui.errors import IroError
from screens.dialogs import LineDialog, Press
from screens.marks import cut, joined, plain, row, sign
from screens.widgets.promises import ANSWERS
from screens.widgets.rows import Line, RowList
from screens.wrapping import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from textual.app import ComposeResult

    from iro_tui.casework.promises import ChildPromises, Promise
    from screens.app import IroApp

KEYS = (
    ("d", "done"),
    ("s", "slipping"),
    ("x", "stuck"),
    ("m", "move"),
    ("c", "changed"),
    ("r", "drop"),
    ("a", "alert"),
    ("enter", "why"),
)
WORDS = {"NOT_DONE": "stuck"}
"""What is called otherwise here than on a review."""


def word_of(status: str) -> str:
    """How a promise stands, in one word: `slipping`, `stuck`, `open`."""
    return WORDS.get(status, ANSWERS[status][1] if status in ANSWERS else "open")


class PromiseDialog(ModalScreen[None]):
    """Every promise made to one child, the open ones first; under them the history of the chosen one."""

    CSS_PATH = "promises.tcss"
    BINDINGS = [
        Binding("escape", "close", show=False),
        Binding("d", "answer('DONE')", show=False),
        Binding("s", "answer('PART')", show=False),
        Binding("x", "answer('NOT_DONE')", show=False),
        Binding("c", "close_with('CHANGED')", show=False),
        Binding("r", "close_with('DROPPED')", show=False),
        Binding("m", "move", show=False),
        Binding("a", "alert", show=False),
    ]

    app: IroApp

    def __init__(self, app: IroApp, decision_id: str) -> None:
        """Make the dialog.

        Args:
            app: The app.
            decision_id: The promise it starts on.

        Raises:
            BadInput: that promise is gone.
        """
        super().__init__()
        self._start = decision_id
        self._found = self._read(app)

    def _read(self, app: IroApp) -> ChildPromises:
        from iro_tui.casework.promises import promises_beside

        return app.ask(promises_beside, self._start, app.today)

    def compose(self) -> ComposeResult:
        """Title, promises, the history of one, keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(f"Promises to {self._found.name}", "bold"), markup=False)
            yield RowList("kept-rows")
            yield VerticalScroll(
                Static("", id="kept-words", markup=False), id="kept-history", can_focus=False
            )
            yield Static(self._keys(), id="kept-keys", markup=False)
            yield Press("Close", "esc", id="close")

    def _keys(self) -> Content:
        return Content("  ").join(
            plain(key, "$accent bold") + plain(f" {word}", "$muted") for key, word in KEYS
        )

    def on_mount(self) -> None:
        """Start on the promise it was opened for."""
        rows = self.query_one("#kept-rows", RowList)
        rows.draw_with(self._lines)
        rows.focus()
        self.call_after_refresh(self._go_to_start)

    def _go_to_start(self) -> None:
        self.query_one("#kept-rows", RowList).choose(self._start)
        self._show()

    def _lines(self, width: int) -> Iterator[Line]:
        for each in self._found.promises:
            yield Line(each.id, _one_row(each, self.app.today, width))

    def _chosen(self) -> Promise | None:
        chosen = self.query_one("#kept-rows", RowList).chosen
        return next((each for each in self._found.promises if each.id == chosen), None)

    def on_option_list_option_highlighted(self) -> None:
        """Show the history of the promise under the cursor."""
        self._show()

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Say why, or change what was said."""
        event.stop()
        self.action_reason()

    def on_resize(self) -> None:
        """The history is laid out for the width."""
        self._show()

    def _show(self) -> None:
        promise = self._chosen()
        width = max(self.query_one("#kept-history").size.width - 1, 30)
        lines = _history(promise, self.app.today, width) if promise else []
        self.query_one("#kept-words", Static).update(Content("\n").join(lines))

    def _again(self) -> None:
        self._found = self._read(self.app)
        self.query_one("#kept-rows", RowList).draw_with(self._lines)
        self._show()

    # Answering

    def action_answer(self, status: str) -> None:
        """Answer the promise under the cursor; the same answer again takes it back."""
        promise = self._chosen()
        if promise is not None:
            self._answer(promise, "OPEN" if promise.status == status else status, "")

    def action_reason(self) -> None:
        """Say in words why it stands as it does."""
        promise = self._chosen()
        if promise is None:
            return
        if promise.status == "OPEN":
            self.app.say("Answer it first: d, s or x. Then enter says why.")
            return
        self._ask(f"Why {word_of(promise.status)}?", "It is kept with the promise.", promise, promise.status)

    def action_close_with(self, status: str) -> None:
        """Close the promise as changed or dropped, with its reason."""
        promise = self._chosen()
        if promise is None:
            return
        question = "Changed to what, and why?" if status == "CHANGED" else "Why is it dropped?"
        self._ask(question, "It follows the child no further. F8 takes it back.", promise, status)

    def _ask(self, question: str, kept: str, promise: Promise, status: str) -> None:
        typed = promise.reason if promise.status == status else ""
        self.app.push_screen(
            LineDialog(question, f"{promise.text}\n\n{kept}", "Keep", typed),
            lambda reason: self._answer(promise, status, reason) if reason else None,
        )

    def _answer(self, promise: Promise, status: str, reason: str) -> None:
        from iro_tui.casework.decisions import answer_promise

        try:
            self.app.act(answer_promise, promise.id, status, reason, self.app.today)
        except IroError as error:
            self.app.say(str(error))
        self._again()

    def action_move(self) -> None:
        """Ask for another date, and why."""
        from iro_tui.casework.promises import move_promise
        from iro_tui.record.base import Shape
        from iro_tui.record.forms import layout
        from iro_tui.record.progress import ProgressFields
        from screens.form_dialog import Asked, FormDialog

        promise = self._chosen()
        if promise is None:
            return
        if not promise.open:
            self.app.say("This promise is closed. Take that answer back first, then move it.")
            return
        draft = f"move:{promise.id}"

        def save(values: Mapping[str, Any]) -> str:
            today = self.app.today
            self.app.act(move_promise, promise.id, values["by_when"], values["note"], today, drop=draft)
            return "Moved. The day it was first promised for is kept."

        fields = layout(ProgressFields, names=("by_when", "note"))
        asked = Asked(
            "Another date",
            Shape,
            tuple(replace(each, required=True) for each in fields),
            draft,
            save,
            lead=plain(promise.text),
            yes="Move",
            child_id=self._found.child_id,
        )
        self.app.push_screen(FormDialog(asked), lambda saved: self._again() if saved else None)

    def action_alert(self) -> None:
        """Raise an alert about the promise under the cursor; a closed one has none."""
        from screens.raising import raise_from_row

        promise = self._chosen()
        if promise is None:
            return
        if not promise.open:
            self.app.say("This promise is closed. An alert is about one that is still open.")
            return
        self.dismiss(None)
        raise_from_row(self.app, self._found.child_id, "decision", promise.id)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close it."""
        event.stop()
        self.action_close()

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


def open_promises(app: IroApp, child_id: str) -> None:
    """Show the promises made to a child, or say that there are none."""
    from iro_tui.casework.promises import promises

    made = app.ask(promises, child_id, app.today)
    if made:
        app.push_screen(PromiseDialog(app, made[0].id))
    else:
        app.say("Nothing was promised yet. Decisions of a review stand here.")


def _one_row(promise: Promise, today: date, width: int) -> Content:
    from iro_tui.rules.dates import say_date

    mark = ANSWERS[promise.status][0] if promise.status in ANSWERS else ("late" if promise.late else "open")
    on = promise.closed_on or promise.by_when
    day = say_date(on, today, weekday=False) if on else ""
    far = f"{promise.drift} d" if promise.drift else ""
    style = "" if promise.open else "$muted"
    return row(
        (sign(mark), 1),
        (plain(word_of(promise.status), "$muted"), 8),
        (plain(promise.text, style), max(width - 34, 8)),
        (plain(day, "$late" if promise.late else "$muted"), 11),
        (plain(far, "$late" if promise.open else "$muted"), 6, "right"),
    )


def _history(promise: Promise, today: date, width: int) -> list[Content]:
    """The words in full, where it comes from, its dates, and every answer, oldest first."""
    from iro_tui.rules.dates import say_date

    lines = wrapped(promise.text, width, 4, "bold")
    made = []
    if promise.made_on:
        number = f" {promise.review_number}" if promise.review_number else ""
        made.append(plain(f"review{number}, {say_date(promise.made_on, today)}", "$muted"))
    if promise.who:
        made.append(plain(promise.who, "$muted"))
    if made:
        lines.append(cut(joined(made), width))
    if promise.moves:
        verb = "from" if promise.starting else "by"
        chain = [f"first {verb} {say_date(promise.moves[0], today)}"]
        chain += [f"moved to {say_date(day, today)}" for day in promise.moves[1:]]
        if promise.drift:
            over = f"{promise.drift} day{'s' if promise.drift > 1 else ''} over the first date"
            lines += wrapped(f"{', '.join(chain)}; {over}", width, 3, "$late" if promise.open else "$muted")
        else:
            lines += wrapped(", ".join(chain), width, 3, "$muted")
    else:
        lines.append(plain("no date", "$muted"))
    for answer in promise.answers:
        said = word_of(answer.status)
        if answer.by_when:
            said = (
                f"{'' if answer.status == 'OPEN' else f'{said}, '}moved to {say_date(answer.by_when, today)}"
            )
        note = f": {answer.note}" if answer.note else ""
        head = plain(say_date(answer.on, today).ljust(17), "$muted")
        rest = wrapped(f"{said}{note}{f', {answer.where}' if answer.where else ''}", width - 17, 3)
        lines += [head + rest[0], *(Content(" " * 17) + each for each in rest[1:])]
    return lines
