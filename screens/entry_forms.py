"""The form of any entry of a child's file that has no screen of its own, laid out from its table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.short_forms import about_a_child

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp
    from screens.record_form import RecordForm


def entry_form(
    app: IroApp, child_id: str, table_name: str, row_id: str | None = None, *, start: str = ""
) -> RecordForm:
    """Return the form of one entry.

    Args:
        app: The app.
        child_id: The child it is about.
        table_name: A table whose noun belongs to a part of the file.
        row_id: The entry that is changed; None for a new one.
        start: The field that has the focus first; empty for the first one.

    Raises:
        BadInput: the child or the entry is not on the record any more.
    """
    from iro_tui.casework.children import form_values
    from iro_tui.casework.entries import beginning, changing, recording
    from iro_tui.record.nouns import nouns, shape_named

    noun = nouns()[table_name]
    if row_id is None:
        begin = app.ask(beginning, table_name, child_id, app.today)
    else:
        begin = app.ask(form_values, table_name, row_id)

    def save(values: Mapping[str, Any], draft: str) -> None:
        if row_id is None:
            app.act(recording(table_name), child_id, values, app.today, drop=draft)
        else:
            app.act(changing(table_name), row_id, values, app.today, drop=draft)

    return about_a_child(
        app,
        child_id,
        noun.called,
        noun.called,
        shape_named(table_name),
        begin,
        f"entry:{table_name}:{row_id or f'new:{child_id}'}",
        save,
        f"Saved: {noun.within} of {{child}}.",
        also="goes to the Outbox for Mosaic too" if noun.owes else "",
        start=start,
        beside=("plan", "people"),
    )
