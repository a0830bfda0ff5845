"""A child's file as it stood on a day: which day is asked, then the page is shown to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.form_dialog import Asked, FormDialog, one_field
from screens.marks import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from screens.app import IroApp


def ask_day(app: IroApp, child_id: str, past: date | None) -> None:
    """Ask for a day and open the page as it stood at its end.

    Args:
        app: The app.
        child_id: The child.
        past: The day that is shown already, for the field to begin with; None for now.
    """
    from iro_tui.record.base import Shape
    from iro_tui.record.forms import to_typed

    fields = one_field("date", "Day", "such as 3/9/26 or -90", past=True)
    draft = f"asitstood:{child_id}"

    def show(values: Mapping[str, Any]) -> str:
        from screens.child import ChildScreen

        app.opened.drop_draft(draft)
        # The dialog closes itself first; a page pushed now would be what closes.
        app.call_later(app.push_screen, ChildScreen(child_id, past=values["date"]))
        return ""

    asked = Asked(
        title="The file as it stood on a day",
        shape=Shape,
        fields=fields,
        draft=draft,
        save=show,
        lead=paragraph("What was written down by the end of that day, to be read only.", "$muted"),
        typed=to_typed({"date": past}, fields),
        yes="Show",
    )
    app.push_screen(FormDialog(asked))
