"""A page about the children, and what it offers while there are none."""

from __future__ import annotations

from screens.page import Page
from screens.widgets.empty import EmptyPage

WAYS_IN = ("empty.import_list", "empty.new_child", "empty.look_round")
"""What an empty caseload offers."""


class WaysIn(Page):
    """How children come in: from a list, by hand, or invented ones to look round with."""

    def no_children(self) -> EmptyPage:
        """Return what stands in the page while there are no children."""
        return EmptyPage(
            "No children here yet.",
            "Your list comes in from a spreadsheet, and nothing is changed until you have seen it.",
            WAYS_IN,
        )

    def action_new_child(self) -> None:
        """Add a child by hand."""
        from screens.short_forms import new_child_form

        self.app.push_screen(new_child_form(self.app))

    def action_import_list(self) -> None:
        """Bring in a caseload list."""
        self.app.action_import_list()

    def action_look_round(self) -> None:
        """Look round with invented children."""
        self.app.look_round()
