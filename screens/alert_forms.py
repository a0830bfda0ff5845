"""What an alert asks for: an answer, the next step, its end; and about whom a new one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.record.alert import AlertFields, AlertMoveFields, AlertReplyFields
from iro_tui.record.base import Shape
from iro_tui.record.forms import AskedField, layout
from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from iro_tui.casework.alert_board import BoardRow
    from screens.app import IroApp


def ask_reply(app: IroApp, row: BoardRow) -> None:
    """Ask for an answer to an alert."""
    from iro_tui.casework.alerts import answer_alert

    draft = f"alert_reply:{row.alert_id}"

    def keep(values: Mapping[str, Any]) -> str:
        app.act(answer_alert, row.alert_id, values, app.today, drop=draft)
        return "Saved: the answer. x takes the alert further when it is not enough."

    whom = row.stage.with_whom if row.stage else ""
    app.push_screen(
        FormDialog(
            Asked(
                title=f"Answer to the alert for {row.child}",
                shape=AlertReplyFields,
                fields=layout(AlertReplyFields),
                draft=draft,
                save=keep,
                lead=plain(row.concern, "$muted"),
                typed={"answered_on": f"{app.today:%d/%m/%Y}", "who": "" if whom == "you" else whom},
                child_id=row.child_id,
            )
        )
    )


def ask_further(app: IroApp, row: BoardRow) -> None:
    """Ask to which step an alert goes; steps may be skipped, Cafcass is an end and asked for in closing."""
    from iro_tui.casework.alerts import move_alert
    from iro_tui.rules.alert_process import DECIDE

    draft = f"alert_move:{row.alert_id}"
    choices = tuple(
        (code, "your own decision" if code == DECIDE else row.process.with_whom(code)) for code in row.may_go
    )
    if not choices:
        app.say("It waits for your decision: d closes it, with Cafcass or the difference accepted.")
        return
    step = AskedField("step", "choice", "To whom", "steps may be skipped", "", True, 1, 0, choices, False)
    rest = layout(AlertMoveFields, names=("moved_on", "note"))

    def keep(values: Mapping[str, Any]) -> str:
        app.act(
            move_alert,
            row.alert_id,
            values["step"],
            values["moved_on"],
            values.get("note") or "",
            app.today,
            drop=draft,
        )
        return "Taken further. Its text for Mosaic waits in the Outbox."

    late = row.sign == "late" and row.stage is not None
    app.push_screen(
        FormDialog(
            Asked(
                title=f"Take the alert for {row.child} further",
                shape=Shape,
                fields=(step, *rest),
                draft=draft,
                save=keep,
                lead=plain(row.concern, "$muted"),
                typed={
                    "step": choices[0][0],
                    "moved_on": f"{app.today:%d/%m/%Y}",
                    "note": f"no answer in {row.stage.allowed} working days" if late and row.stage else "",
                },
                yes="Take further",
                child_id=row.child_id,
            )
        )
    )


def ask_close(app: IroApp, row: BoardRow) -> None:
    """Ask for the end of an alert."""
    from iro_tui.casework.alerts import close_alert
    from iro_tui.casework.children import form_values

    draft = f"alert_close:{row.alert_id}"
    names = ("outcome", "difference", "decision", "child_told_on", "follow_up_on", "closed_on")

    def keep(values: Mapping[str, Any]) -> str:
        more = {name: values[name] for name in names[2:] if values.get(name) is not None}
        outcome, difference = values["outcome"], values.get("difference") or ""
        app.act(close_alert, row.alert_id, outcome, difference, app.today, more, drop=draft)
        return f"Closed: the alert for {row.child}."

    held = app.ask(form_values, "alert", row.alert_id)
    typed = {name: str(held[name] or "") for name in ("difference", "decision")}
    app.push_screen(
        FormDialog(
            Asked(
                title=f"Close the alert for {row.child}",
                shape=Shape,
                fields=layout(AlertFields, names=names, child=row.child.split()[0]),
                draft=draft,
                save=keep,
                lead=plain(row.concern, "$muted"),
                typed={**typed, "outcome": "RESOLVED", "closed_on": f"{app.today:%d/%m/%Y}"},
                yes="Close it",
                child_id=row.child_id,
            )
        )
    )


def ask_child(app: IroApp) -> None:
    """Ask about whom a new alert is, then open its form."""
    from iro_tui.casework.caseload import caseload
    from screens.dialogs import PickDialog
    from screens.short_forms import alert_form

    rows = app.ask(caseload, app.today)
    if not rows:
        app.say("There is no child here yet.")
        return
    ordered = sorted(rows, key=lambda each: each.name)
    choices = [(str(place), f"{each.name}, {each.age}") for place, each in enumerate(ordered)]

    def picked(place: str | None) -> None:
        if place:
            app.push_screen(alert_form(app, ordered[int(place)].child_id))

    app.push_screen(PickDialog("About whom?", choices, "", many=False), picked)


def show_patterns(app: IroApp) -> None:
    """Show themes and teams that come up again and again; one opens its alerts."""
    from iro_tui.casework.alert_patterns import patterns
    from screens.dialogs import PickDialog
    from screens.short_forms import alert_further_form

    found = app.ask(patterns, app.today)
    if not found:
        app.say("Nothing has come up twice in the last twelve months.")
        return
    choices = [(str(place), each.words) for place, each in enumerate(found)]

    def picked(place: str | None) -> None:
        if not place:
            return
        chosen = found[int(place)]
        alerts = [
            (str(n), f"{each.child}, {each.age}: {each.concern}") for n, each in enumerate(chosen.alerts)
        ]

        def opened(number: str | None) -> None:
            if number:
                alert = chosen.alerts[int(number)]
                app.push_screen(alert_further_form(app, alert.child_id, alert.alert_id))

        app.push_screen(PickDialog(chosen.words, alerts, "", many=False), opened)

    app.push_screen(PickDialog("Again and again", choices, "", many=False), picked)
