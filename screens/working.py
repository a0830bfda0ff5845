"""The working of due dates, on top of their page: which rule, how strong it is, and every step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.dialogs import Press
from screens.marks import MARKS, cut, plain, sign, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.app import ComposeResult

    from iro_tui.casework.working import Working

READ = 66
"""Cells of a line that is read."""


class WorkingDialog(ModalScreen[None]):
    """How each date was worked out; arrows scroll it."""

    CSS_PATH = "working.tcss"
    BINDINGS = [Binding("escape,enter,w", "close", show=False)]

    def __init__(self, title: str, workings: Sequence[Working], today: date) -> None:
        """Make it.

        Args:
            title: Whose dates they are.
            workings: What to show, in order.
            today: For how far away a date is.
        """
        super().__init__()
        self._title = title
        self._workings = tuple(workings)
        self._today = today

    def compose(self) -> ComposeResult:
        """Whose dates, then each date with its working, then how to close it."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), markup=False)
            with VerticalScroll(id="working-words"):
                for each in self._workings:
                    words = Content("\n").join(working_lines(each, self._today, READ))
                    yield Static(words, classes="working", markup=False)
            yield Press("Close", "esc", id="close")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#working-words").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close it."""
        event.stop()
        self.action_close()

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


def working_lines(shown: Working, today: date, width: int) -> Iterator[Content]:
    """Yield one working: what is due, on whose word, the steps, and what is wrong with the council's date."""
    from iro_tui.rules.dates import say_date, say_due

    item = shown.item
    style = MARKS[item.sign].style
    due = plain(f"{say_date(item.due)}, ") + plain(say_due(item.due, today), style)
    yield sign(item.sign) + Content(" ") + plain(item.title, "bold") + Content("  ") + due
    if shown.rule:
        head = plain(shown.strength, "bold") + plain(f"  {shown.rule_title} · ", "$muted")
        yield from (head + plain(f"{shown.rule} · {shown.source}", "$muted")).wrap(width)
        yield from plain(shown.says).wrap(width)
        if shown.confirm:
            yield from plain("Ask your council to confirm this rule.", "$muted").wrap(width)
    else:
        yield from plain(shown.why).wrap(width)
    if shown.steps:
        yield Content(" ")
    for step in shown.steps:
        value = plain(step.value, "bold" if step.result else "")
        yield spread(cut(plain(step.what, "$muted"), width - 18), cut(value, 16), width)
    if shown.warning:
        yield Content(" ")
        yield from plain(f"! {shown.warning}", "$late").wrap(width)
