"""The row of a review's three phases, with what is done and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.marks import plain, sign, spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.events import Click

PHASES = {"before": "Before", "meeting": "In the meeting", "after": "After"}
"""The phases in order, with their words."""


class PhaseRow(Static):
    """Where the review stands on the left, when it is due on the right."""

    @dataclass
    class Chosen(Message):
        """A phase was clicked."""

        phase: str

    def __init__(self) -> None:
        super().__init__(id="phases", markup=False, classes="summary")
        self._here = "before"
        self._done: Mapping[str, bool] = {}
        self._right = Content("")
        self._places: list[tuple[int, int, str]] = []

    def show(self, here: str, done: Mapping[str, bool], right: Content) -> None:
        """Draw the row for the phase that is open."""
        self._here, self._done, self._right = here, done, right
        self.refresh(layout=True)

    def render(self) -> Content:
        """Lay it out for the width there is."""
        left = Content("")
        self._places = []
        for phase, words in PHASES.items():
            if left.cell_length:
                left += Content("   ")
            start = left.cell_length
            if phase == self._here:
                left += plain(words, "$accent bold underline")
            else:
                left += sign("done" if self._done.get(phase) else "open") + plain(f" {words}", "$muted")
            self._places.append((start, left.cell_length, phase))
        return spread(left, self._right, self.content_size.width)

    def on_click(self, event: Click) -> None:
        """Open the phase that was clicked."""
        x = event.get_content_offset_capture(self).x
        for start, end, phase in self._places:
            if start <= x < end:
                self.post_message(self.Chosen(phase))
