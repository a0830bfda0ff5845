"""Whether a move without a plan brings the review forward: asked on the review's line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.agenda import Item
    from screens.app import IroApp


def ask_if_earlier(app: IroApp, item: Item) -> None:
    """Ask whether a move brings the next review of a child forward; yes leaves the date as it is."""
    from iro_tui.casework.if_earlier import say_if_earlier
    from iro_tui.record.event import IfEarlier
    from iro_tui.record.forms import layout

    draft = f"if-earlier:{item.asks}"

    def save(values: Mapping[str, Any]) -> str:
        app.act(say_if_earlier, item.child_id, item.asks, values, app.today, drop=draft)
        if values["earlier"]:
            return "Saved as an event. Enter on the line opens the review."
        return "Saved as an event: the review need not be earlier. F8 takes it back."

    asked = Asked(
        title=f"Moved without a plan: earlier review? {item.child}",
        shape=IfEarlier,
        fields=layout(IfEarlier),
        draft=draft,
        save=save,
        lead=plain(item.why),
        child_id=item.child_id,
    )
    app.push_screen(FormDialog(asked))
