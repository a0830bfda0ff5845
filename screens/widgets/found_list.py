"""A list of results in which typing goes on in the field over it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from screens.widgets.rows import RowList

if TYPE_CHECKING:
    from textual.events import Key


class FoundList(RowList):
    """Letters typed here are meant for the search, not for commands."""

    @dataclass
    class Typed(Message):
        """A letter was typed, or backspace was pressed."""

        letter: str
        """Empty for backspace."""

    def on_key(self, event: Key) -> None:
        """Hand letters, figures and blanks on; other keys do what they do everywhere."""
        letter = event.character or ""
        if event.key == "backspace":
            letter = ""
        elif not (len(letter) == 1 and (letter.isalnum() or letter in " '’-")):
            return
        event.stop()
        event.prevent_default()
        self.post_message(self.Typed(letter))
