"""A child leaves the caseload, or comes back: what is asked first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.form_dialog import Asked, FormDialog
from screens.marks import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp


def leaving_dialog(app: IroApp, child_id: str) -> FormDialog:
    """Return the dialog that takes a child off the caseload.

    Raises:
        BadInput: the child is not on the record any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.casework.leaving import leave_caseload
    from iro_tui.record.child import Child
    from iro_tui.record.forms import layout, to_typed
    from iro_tui.record.leaving import LeavingFields

    name, called = app.ask(lambda session: _names(the(session, Child, child_id)))
    fields = layout(LeavingFields, child=called)
    draft = f"leaving:{child_id}"

    def save(values: Mapping[str, Any]) -> str:
        app.act(leave_caseload, child_id, values, app.today, drop=draft)
        return f"{called} has left your caseload. F8 brings it back."

    return FormDialog(
        Asked(
            title=f"{name} leaves your caseload",
            shape=LeavingFields,
            fields=fields,
            draft=draft,
            save=save,
            lead=paragraph("Nothing is erased: the file stays, and Caseload shows it with z.", "$muted"),
            typed=to_typed({"left_on": app.today, "how": "ENDED"}, fields),
            yes="Leaves",
            child_id=child_id,
        )
    )


def back_dialog(app: IroApp, child_id: str) -> FormDialog:
    """Return the dialog that takes a child back on the caseload.

    Raises:
        BadInput: the child is not on the record any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.casework.leaving import come_back, in_care
    from iro_tui.record.child import Child
    from iro_tui.record.forms import layout, to_typed
    from iro_tui.record.leaving import ReturnFields

    name, called = app.ask(lambda session: _names(the(session, Child, child_id)))
    fields = layout(ReturnFields, child=called)
    draft = f"return:{child_id}"
    lead = (
        "The time in care never ended; its reviews go on where they stood."
        if app.ask(in_care, child_id, app.today)
        else "With a day, a new time in care begins and its reviews count from that day."
    )

    def save(values: Mapping[str, Any]) -> str:
        app.act(come_back, child_id, values, app.today, drop=draft)
        return f"{called} is back on your caseload."

    return FormDialog(
        Asked(
            title=f"{name} is back on your caseload",
            shape=ReturnFields,
            fields=fields,
            draft=draft,
            save=save,
            lead=paragraph(lead, "$muted"),
            typed=to_typed({}, fields),
            yes="Back",
            child_id=child_id,
        )
    )


def _names(child: Any) -> tuple[str, str]:
    return child.full_name, child.called
