"""When the record of a review was sent round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.record.base import Shape
from iro_tui.record.forms import layout
from iro_tui.record.review import ReviewFields
from screens.form_dialog import Asked, FormDialog, one_field
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp


def ask_sent_round(app: IroApp, child_id: str, name: str, review_id: str) -> None:
    """Ask on which day the record went to everybody who gets it."""
    from iro_tui.casework.sending_round import left_out_of, send_round

    draft = f"sent:{review_id}"

    def save(values: Mapping[str, Any]) -> str:
        app.act(send_round, review_id, values["date"], app.today, values["left_out"], drop=draft)
        return "Saved. F8 takes it back."

    asked = Asked(
        title=f"The record was sent round, {name}",
        shape=Shape,
        fields=(
            *one_field("date", "Sent round on", past=True),
            *layout(ReviewFields, names=("left_out",), child=name),
        ),
        draft=draft,
        save=save,
        lead=plain("To the child, the parents, the carer, the social worker and the team manager."),
        typed={"date": f"{app.today:%d/%m/%Y}", "left_out": app.ask(left_out_of, review_id)},
        child_id=child_id,
    )
    app.push_screen(FormDialog(asked))
