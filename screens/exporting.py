"""Every finished letter to Word, with a bar; escape stops after the letter that is being written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from textual import work
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from iro_tui.errors import IroError
from screens.dialogs import Press
from screens.marks import paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from iro_tui.casework.letters import LetterOwed
    from letters.many import Many
    from screens.app import IroApp

BAR = 40
"""Cells of the bar."""


class ExportingDialog(ModalScreen[None]):
    """How far it is; then what came of it."""

    BINDINGS = [Binding("escape", "stop", show=False), Binding("enter", "close", show=False)]
    COMES_BACK = False
    """Opening it writes files."""

    app: IroApp

    def __init__(self, letters: Sequence[LetterOwed]) -> None:
        super().__init__()
        self._letters = letters
        self._stop = threading.Event()
        self._ended = False

    def compose(self) -> ComposeResult:
        """A line, a bar, what came of it, one button."""
        yield Vertical(
            Static(plain("Finished letters to Word", "bold"), markup=False),
            Static("", id="exporting-line", markup=False),
            Static("", id="exporting-bar", markup=False),
            Static("", id="exporting-said", markup=False),
            Horizontal(Press("Stop after this one", "esc", id="stop"), classes="buttons"),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Begin."""
        self._draw(0)
        self._export()

    def _draw(self, done: int) -> None:
        count = len(self._letters)
        full = BAR * done // count
        self.query_one("#exporting-line", Static).update(
            paragraph(f"\nExporting {min(done + 1, count)} of {count}")
        )
        bar = plain("━" * full, "$accent") + plain("─" * (BAR - full), "$rule")
        self.query_one("#exporting-bar", Static).update(bar)

    @work(thread=True, exit_on_error=False)
    def _export(self) -> None:
        from letters.many import export_many

        def go_on(done: int) -> bool:
            self.app.call_from_thread(self._draw, done)
            return not self._stop.is_set()

        try:
            done = export_many(self.app.opened, self._letters, self.app.today, self.app.clock, go_on)
        except IroError as error:
            self.app.call_from_thread(self._failed, str(error))
            return
        self.app.call_from_thread(self._show, done)

    def _failed(self, words: str) -> None:
        self._end(paragraph(f"\n! {words}\n", "$late"))

    def _show(self, done: Many) -> None:
        count = len(self._letters)
        made = len(done.exported)
        are = "is a Word file and waits" if made == 1 else "are Word files and wait"
        said = [f"{made} of {count} {are} in the Outbox (5)."]
        if done.stopped:
            said[0] = f"Stopped. {said[0]} The others are as they were."
        if done.not_ready:
            said.append(f"Not ready yet: {_names(done.not_ready)}. Open each to see what it waits for.")
        said += done.failed[:3]
        self._end(paragraph("\n" + "\n".join(said) + "\n"))
        self.app.saved()
        self.app.publish(frozenset({"letter", "outbox_entry"}))

    def _end(self, words: Content) -> None:
        self._ended = True
        self.query_one("#exporting-line", Static).update("")
        self.query_one("#exporting-bar", Static).display = False
        self.query_one("#exporting-said", Static).update(words)
        button = self.query_one("#stop", Press)
        button.label = plain("Close  esc")
        button.refresh(layout=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Stop, or close."""
        event.stop()
        self.action_stop()

    def action_stop(self) -> None:
        """Stop after the letter that is being written; close once it has ended."""
        if self._ended:
            self.dismiss(None)
            return
        self._stop.set()
        self.query_one("#exporting-said", Static).update(
            plain("It stops when this letter is written.", "$muted")
        )

    def action_close(self) -> None:
        """Close once it has ended."""
        if self._ended:
            self.dismiss(None)


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
