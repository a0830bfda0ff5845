"""The decisions of a review: a list to accept, change and add to, and the form of one decision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.dialogs import Press
from screens.marks import plain, row, sign
from screens.widgets.form import Form
from screens.widgets.rows import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from iro_tui.casework.decisions import DecisionLine
    from iro_tui.casework.notes import Suggested
    from iro_tui.record.base import Asker

FIELDS = ("text", "who", "by_when", "starting", "against_wish")
"""What a decision is asked when it is made; what came of it is asked at the next review."""
OFFERED = "note:"
"""Begins the id of a row that a noted line offers and nobody has accepted yet."""
NEW = "new"
"""Stands for the id of a decision that is not on the record yet."""


def decision_lines(
    decisions: Sequence[DecisionLine],
    offered: Sequence[Suggested],
    half: Mapping[str, Mapping[str, str]],
    today: date,
    width: int,
) -> Iterator[Line]:
    """Yield the decisions, then what the notes offer, then a new one that was begun.

    Args:
        decisions: On the record.
        offered: From lines of the notes that no decision was made of.
        half: Typing in the form of a decision that was not saved, by its row.
        today: For dates without a year.
        width: Cells there are.
    """
    for each in decisions:
        note = "wanted otherwise" if each.against_wish else ""
        yield Line(each.id, _row("", each, "not saved yet" if each.id in half else note, today, width))
    for each_offered in offered:
        key = OFFERED + each_offered.note_id
        note = "not saved yet" if key in half else "from the notes"
        yield Line(key, _row("ask", each_offered, note, today, width))
    if NEW in half:
        words = half[NEW].get("text", "").strip() or "a new decision"
        yield Line(NEW, row((sign("today"), 1), (plain(words), width - 19), (plain("not saved yet"), 16)))
    elif not decisions and not offered:
        words = "None yet. Lines tagged = and @ in the meeting are offered here."
        yield Line(None, plain(words, "$muted"))


def _row(mark: str, said: DecisionLine | Suggested, note: str, today: date, width: int) -> Content:
    from iro_tui.rules.dates import say_date

    when = say_date(said.by_when, today) if said.by_when else ""
    if said.starting and when:
        when = f"from {when}"
    first = sign("ask") if mark else sign("done")
    if width >= 90:
        what = width - 1 - 2 - 20 - 2 - 15 - 2 - 16 - 2
        return row(
            (first, 1),
            (plain(said.text), what),
            (plain(said.who, "$muted"), 20),
            (plain(when), 15),
            (plain(note, "$muted"), 16),
        )
    who = plain(said.who or note, "$muted")
    return row((first, 1), (plain(said.text), width - 33), (who, 14), (plain(when), 12))


class DecisionDialog(ModalScreen[dict[str, Any] | None]):
    """The form of one decision; escape keeps what is typed for the next time."""

    CSS_PATH = "decisions.tcss"
    BINDINGS = [Binding("escape", "give_up", show=False), Binding("f2,ctrl+s", "take", show=False)]

    @dataclass(frozen=True)
    class Ask:
        """What the form starts with and where its typing goes."""

        title: str
        asker: Asker
        typed: Mapping[str, str]
        """What the record or the note says."""
        half: Mapping[str, str]
        """What was typed last time and not saved; empty when there is nothing."""
        keep: Callable[[dict[str, str]], None]
        """Takes the typing as it happens."""

    def __init__(self, asked: Ask) -> None:
        super().__init__()
        self._asked = asked

    def compose(self) -> ComposeResult:
        """Title, fields, buttons."""
        from iro_tui.record.decision import DecisionFields
        from iro_tui.record.forms import layout

        fields = layout(DecisionFields, names=FIELDS, child=self._asked.asker.called)
        typed = {**self._asked.typed, **self._asked.half}
        yield Vertical(
            Static(plain(self._asked.title, "bold"), markup=False, id="decision-title"),
            Form(fields, typed, self._asked.asker.today, id="decision-form"),
            Horizontal(
                Press("Back", "esc", id="no", second=True),
                Static("   "),
                Press("Save", "F2", id="yes"),
                classes="buttons",
            ),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Start with the words."""
        self.query_one("#decision-form", Form).field("text").entry.focus()

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing."""
        event.stop()
        self.keep_now()

    def keep_now(self) -> None:
        """Hand on what is typed, or that nothing differs from the record."""
        typed = self.query_one("#decision-form", Form).typed
        self._asked.keep({} if typed == dict(self._asked.typed) else typed)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or go back."""
        event.stop()
        if event.button.id == "yes":
            self.action_take()
        else:
            self.action_give_up()

    def action_take(self) -> None:
        """Save it, or say what is wrong."""
        from iro_tui.record.decision import DecisionFields
        from iro_tui.record.forms import parse

        form = self.query_one("#decision-form", Form)
        parsed = parse(DecisionFields, form.fields, form.typed, self._asked.asker)
        form.show_problems(parsed.problems)
        if not parsed.problems:
            self.dismiss(dict(parsed.values))

    def action_give_up(self) -> None:
        """Go back; the typing is kept."""
        self.keep_now()
        self.dismiss(None)
