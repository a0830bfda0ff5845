"""One-row fields for choosing: one of a list, several of a list, or a tick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.marks import cut, plain

if TYPE_CHECKING:
    from textual.events import Click, Key

    from iro_tui.record.forms import AskedField


class ChoiceField(Static, can_focus=True):
    """Codes chosen by arrows and space; a list too long for the row opens as a dialog with enter."""

    BINDINGS = [
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("space", "press", show=False),
        Binding("enter", "open", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another choice was made."""

        field: ChoiceField

        @property
        def control(self) -> ChoiceField:
            """The field itself, so that handlers can select by id."""
            return self.field

    def __init__(self, asked: AskedField, value: str, *, id: str | None = None) -> None:
        """Make the field.

        Args:
            asked: The field as the record lays it out; kind `choice`, `choices`, `tick` or `yesno`.
            value: Codes with single spaces between; `yes`, `no` or empty for ticks.
            id: The widget's id.
        """
        super().__init__(id=id, classes="choice", markup=False)
        self.asked = asked
        self.choices = asked.choices or (("yes", "yes"), ("no", "no"))
        if asked.kind == "tick":
            self.choices = (("yes", "yes"),)
        self.many = asked.kind in ("choices", "tick")
        self.value = value
        self._at = next((i for i, (code, _) in enumerate(self.choices) if code in value.split()), 0)

    @property
    def chosen(self) -> set[str]:
        """The codes chosen now."""
        return set(self.value.split()) if self.asked.kind != "tick" else ({"yes"} & {self.value})

    def fits(self) -> bool:
        """Tell whether every choice fits on the row."""
        return sum(len(label) + 6 for _, label in self.choices) <= max(self.content_size.width, 1)

    def render(self) -> Content:
        """Draw the choices, or the one chosen and how to see the rest."""
        width = self.content_size.width
        if not self.fits():
            named = [label for code, label in self.choices if code in self.chosen]
            said = "; ".join(named) if named else "not said"
            more = "enter lists"
            line = cut(plain(said, "$text" if named else "$muted"), max(width - len(more) - 2, 1))
            return line + Content("  ") + plain(more, "$muted")
        pieces = []
        for place, (code, label) in enumerate(self.choices):
            on = code in self.chosen
            mark = ("[√]" if on else "[ ]") if self.many else ("(•)" if on else "( )")
            here = self.has_focus and place == self._at and len(self.choices) > 1
            words = plain(label, "$text underline" if here else "$text")
            pieces.append(plain(mark, "$accent bold" if on else "$muted") + Content(" ") + words)
        return cut(Content("   ").join(pieces), width)

    def set_value(self, value: str) -> None:
        """Choose something and say so."""
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self))

    def action_move(self, by: int) -> None:
        """Go to the next choice; of a single choice that also chooses it."""
        fresh = not self.many and not self.value
        self._at = (self._at + (0 if fresh and by > 0 else by)) % len(self.choices)
        if self.many:
            self.refresh()
        else:
            self.set_value(self.choices[self._at][0])

    def action_press(self) -> None:
        """Tick or choose where the cursor is."""
        if self.asked.kind == "tick":
            self.set_value("no" if self.value == "yes" else "yes")
        elif not self.fits():
            self.action_open()
        elif self.many:
            self._toggle(self.choices[self._at][0])
        elif self.asked.kind == "yesno":
            self.set_value("no" if self.value == "yes" else "yes")
        else:
            code = self.choices[self._at][0]
            self.set_value("" if code == self.value and not self.asked.required else code)

    def _toggle(self, code: str) -> None:
        chosen = self.chosen ^ {code}
        self.set_value(" ".join(each for each, _ in self.choices if each in chosen))

    def action_open(self) -> None:
        """Show the whole list in a dialog."""
        if len(self.choices) < 2:
            self.action_press()
            return
        from screens.dialogs import PickDialog

        self.app.push_screen(
            PickDialog(self.asked.title, self.choices, self.value, many=self.many), self._picked
        )

    def _picked(self, value: str | None) -> None:
        if value is not None:
            self._at = next((i for i, (code, _) in enumerate(self.choices) if code in value.split()), 0)
            self.set_value(value)

    def on_key(self, event: Key) -> None:
        """Jump to the choice that begins with a letter; a PN code also by its number."""
        letter = (event.character or "").casefold()
        if not letter.strip() or len(letter) != 1 or self.many:
            return
        order = [*range(self._at + 1, len(self.choices)), *range(self._at + 1)]
        for place in order:
            code, label = self.choices[place]
            if label.casefold().startswith(letter) or (letter.isdigit() and code.endswith(letter)):
                self._at = place
                self.set_value(code)
                event.stop()
                return

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        self.focus()
        if not self.fits():
            self.action_open()
            return
        x = event.get_content_offset_capture(self).x
        at = 0
        for place, (_, label) in enumerate(self.choices):
            if at <= x < at + len(label) + 4:
                self._at = place
                if self.many or self.asked.kind == "yesno":
                    self.action_press()
                else:
                    self.set_value(self.choices[place][0])
                return
            at += len(label) + 7
