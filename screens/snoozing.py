"""Putting off one thing that is due, and putting it back on the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.agenda import Item
    from screens.app import IroApp


def ask_snooze(app: IroApp, item: Item) -> None:
    """Ask until when something is put off, and why; what is late in law is not put off at all."""
    from iro_tui.casework.snoozes import latest_snooze, snooze
    from iro_tui.record.forms import layout
    from iro_tui.record.snooze import SnoozeFields
    from iro_tui.rules.dates import say_date

    latest = latest_snooze(item)
    if latest is not None and latest <= app.today:
        if item.late:
            app.say("It is late in law and cannot be snoozed. Do it, or say why it is late.")
        else:
            app.say("It stands on today and the law sets its limit, so it cannot be snoozed.")
        return
    draft = f"snooze:{item.kind}:{item.key}"

    def save(values: Mapping[str, Any]) -> str:
        until = values["until_on"]
        app.act(snooze, item.child_id, item.kind, item.key, until, values["reason"], app.today, drop=draft)
        return f"Snoozed until {say_date(until, app.today)}. z shows it, F8 takes it back."

    if latest is None:
        lead = "It leaves the list, and comes back by itself on the day you give."
    elif item.due < item.limit:
        lead = f"It must be back by {say_date(latest, app.today)}, the day it is booked for."
    else:
        lead = f"It must be back by {say_date(latest, app.today)}, the last day the law allows."
    asked = Asked(
        title=f"Snooze {item.word.lower()}, {item.child}",
        shape=SnoozeFields,
        fields=layout(SnoozeFields, names=("until_on", "reason")),
        draft=draft,
        save=save,
        lead=plain(lead),
        yes="Snooze",
        child_id=item.child_id,
    )
    app.push_screen(FormDialog(asked))


def wake_up(app: IroApp, item: Item) -> None:
    """Put something that was put off back on the list."""
    from iro_tui.casework.snoozes import wake

    if item.put_off is not None:
        app.act(wake, item.put_off.id)
        app.say("Back on the list. F8 snoozes it again.")
