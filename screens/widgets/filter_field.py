"""The field over a list that shows fewer rows as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widgets import Input, Static

from screens.marks import plain

if TYPE_CHECKING:
    from textual.app import ComposeResult


class FilterRow(Horizontal):
    """A label, the field, and a count on the right."""

    DEFAULT_CSS = """
    FilterRow { height: 1; }
    FilterRow .filter-label { width: auto; margin-right: 2; }
    FilterRow Input { width: 30; }
    FilterRow .filter-facts { width: 1fr; height: 1; text-align: right; text-wrap: nowrap; }
    .-narrow FilterRow Input { width: 20; }
    """

    def __init__(self, label: str, field_id: str) -> None:
        super().__init__(classes="filter-row summary")
        self._label = label
        self._field_id = field_id

    def compose(self) -> ComposeResult:
        """Put the three beside each other."""
        yield Static(plain(self._label, "$muted"), classes="filter-label", markup=False)
        yield Input(id=self._field_id, select_on_focus=False)
        yield Static("", classes="filter-facts", markup=False)

    @property
    def field(self) -> Input:
        """Where one types."""
        return self.query_one(Input)

    @property
    def facts(self) -> Static:
        """The right end of the row."""
        return self.query_one(".filter-facts", Static)
