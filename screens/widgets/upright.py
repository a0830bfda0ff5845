"""A choice with one row for each thing to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content

from screens.marks import cut, plain
from screens.widgets.choice import ChoiceField

if TYPE_CHECKING:
    from textual.events import Click

    from iro_tui.record.forms import AskedField


class UprightChoice(ChoiceField):
    """A short list, all of it always in sight; up and down choose."""

    BINDINGS = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    def __init__(self, asked: AskedField, value: str, *, id: str | None = None) -> None:
        super().__init__(asked, value, id=id)
        self.add_class("upright")
        self.styles.height = len(self.choices)

    def fits(self) -> bool:
        """One row is enough for each."""
        return True

    def render(self) -> Content:
        """Draw the choices under each other."""
        width = self.content_size.width
        lines = []
        for code, label in self.choices:
            on = code in self.chosen
            mark = plain("(•)" if on else "( )", "$accent bold" if on else "$muted")
            lines.append(cut(mark + plain(f" {label}", "bold" if on and self.has_focus else ""), width))
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Choose the row that was clicked."""
        event.prevent_default()
        self.focus()
        place = event.get_content_offset_capture(self).y
        if 0 <= place < len(self.choices):
            self._at = place
            self.set_value(self.choices[place][0])
