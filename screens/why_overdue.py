"""Why a review that should have been held by now was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.agenda import Item
    from screens.app import IroApp


def ask_why_overdue(app: IroApp, item: Item) -> None:
    """Ask why the next review of a child is overdue."""
    from iro_tui.casework.overdue import say_why_overdue
    from iro_tui.record.forms import layout
    from iro_tui.record.review import ReviewFields

    draft = f"overdue:{item.child_id}"

    def save(values: Mapping[str, Any]) -> str:
        app.act(say_why_overdue, item.child_id, values, app.today, drop=draft)
        return "Saved. It stands on the review. F8 takes it back."

    asked = Asked(
        title=f"Why the review is overdue, {item.child}",
        shape=ReviewFields,
        fields=layout(ReviewFields, names=("late_reason", "late_note")),
        draft=draft,
        save=save,
        lead=plain(item.why),
        child_id=item.child_id,
    )
    app.push_screen(FormDialog(asked))
