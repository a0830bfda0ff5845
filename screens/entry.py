"""One entry of the record in full, on top of the page it was opened from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from screens.dialogs import Press
from screens.marks import paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult

    from iro_tui.casework.in_words import Said


EDIT = "edit"
TAKE_AWAY = "take away"


class EntryDialog(ModalScreen[str | None]):
    """Everything that was written, field under field; arrows scroll it.

    It ends with `EDIT` or `TAKE_AWAY` where those are offered, else with None.
    """

    CSS_PATH = "entry.tcss"
    BINDINGS = [
        Binding("escape,enter,f1", "close", show=False),
        Binding("e", f"choose('{EDIT}')", show=False),
        Binding("delete", f"choose('{TAKE_AWAY}')", show=False),
    ]

    def __init__(self, title: str, fields: Iterable[Said], offers: Iterable[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._fields = tuple(fields)
        self._offers = frozenset(offers)

    def compose(self) -> ComposeResult:
        """Title, fields, and how to close it."""
        words = VerticalScroll(id="entry-words")
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"), markup=False)
            with words:
                if not self._fields:
                    yield Static(plain("Nothing more is written here.", "$muted"), markup=False)
                for field in self._fields:
                    yield Static(plain(field.title, "$muted"), classes="entry-title", markup=False)
                    text = f"“{field.text}”" if field.quote else field.text
                    yield Static(
                        paragraph(text, "italic" if field.quote else ""), classes="entry-text", markup=False
                    )
            with Horizontal(classes="buttons"):
                yield Press("Close", "esc", id="close", second=bool(self._offers))
                if EDIT in self._offers:
                    yield Static("   ")
                    yield Press("Edit", "e", id="edit")
                if TAKE_AWAY in self._offers:
                    yield Static("   ")
                    yield Press("Take away", "delete", id="take-away", second=True)

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#entry-words").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        if event.button.id == "close":
            self.action_close()
        else:
            self.action_choose(EDIT if event.button.id == "edit" else TAKE_AWAY)

    def action_choose(self, act: str) -> None:
        """End with what was chosen, where it is offered."""
        if act in self._offers:
            self.dismiss(act)

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
