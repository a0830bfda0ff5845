"""Raising an alert from what stands under the cursor, with its facts filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.errors import IroError

if TYPE_CHECKING:
    from iro_tui.casework.agenda import Item
    from iro_tui.casework.alert_begins import Begins
    from screens.app import IroApp


def raise_from_item(app: IroApp, item: Item) -> None:
    """Raise an alert from a line of Today; what is the IRO's own to do begins without facts."""
    from iro_tui.casework.alert_begins import begins_with_item
    from screens.doing import settle

    if item.kind == "ALERT":
        settle(app, item)
        return
    _open(app, item.child_id, begins_with_item(item))


def raise_from_check(app: IroApp, child_id: str, review_id: str, line: str) -> None:
    """Raise an alert from a line of a review's checklist, by its codes."""
    from iro_tui.casework.alert_begins import begins_with_check

    try:
        _open(app, child_id, app.ask(begins_with_check, review_id, line, app.today))
    except IroError as error:
        app.say(str(error))


def raise_from_row(app: IroApp, child_id: str, table: str, row_id: str) -> None:
    """Raise an alert from a row of the record; only promises, moves and events begin with facts."""
    from iro_tui.casework.alert_begins import begins_with_row

    try:
        _open(app, child_id, app.ask(begins_with_row, child_id, table, row_id, app.today))
    except IroError as error:
        app.say(str(error))


def _open(app: IroApp, child_id: str, begins: Begins | None) -> None:
    from iro_tui.casework.alert_begins import same_alert
    from screens.short_forms import alert_form, alert_further_form

    there = app.ask(same_alert, begins) if begins else ""
    if there:
        app.push_screen(alert_further_form(app, child_id, there))
        app.say("An alert about this is open already. Here it is.")
    else:
        app.push_screen(alert_form(app, child_id, begins.about if begins else "", begins))
