"""The short forms: a talk, a midway, an alert, a child's facts, the IRO's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iro_tui.record.base import Asker
from iro_tui.record.forms import layout, to_typed
from screens.record_form import FormPlan, RecordForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp


def _asker(app: IroApp, child: Mapping[str, Any]) -> Asker:
    return Asker(app.today, called=child["known_as"] or child["first_name"], born=child["born"])


def _child(app: IroApp, child_id: str) -> dict[str, Any]:
    from iro_tui.casework.children import form_values

    return app.ask(form_values, "child", child_id)


def _place(app: IroApp, child: Mapping[str, Any], form: str) -> str:
    from iro_tui.rules.dates import age

    name = f"{child['known_as'] or child['first_name']} {child['surname']}".strip()
    return f"{name}, {age(child['born'], app.today)} / {form}"


def talk_form(app: IroApp, child_id: str) -> RecordForm:
    """Return the form for a talk with a child."""
    from iro_tui.casework.talks import log_consultation
    from iro_tui.record.consultation import ConsultationFields

    child = _child(app, child_id)
    asker = _asker(app, child)
    fields = layout(ConsultationFields, child=asker.called)
    typed = to_typed({"held_on": app.today, "kind": "ALONE_BEFORE"}, fields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(log_consultation, child_id, values, app.today, drop=draft)
        return f"Saved: talk with {asker.called}."

    return RecordForm(
        FormPlan(
            where=_place(app, child, "Talked"),
            panel="What happened",
            shape=ConsultationFields,
            fields=fields,
            typed=typed,
            draft=f"consultation:new:{child_id}",
            save=save,
            also="goes to the Outbox for Mosaic too",
            asker=asker,
            child_id=child_id,
            start="own_words",
        )
    )


def midway_form(app: IroApp, child_id: str) -> RecordForm:
    """Return the form for a midway review."""
    from iro_tui.casework.midways import log_midway
    from iro_tui.record.midway import MidwayFields

    child = _child(app, child_id)
    asker = _asker(app, child)
    fields = layout(MidwayFields, child=asker.called)
    typed = to_typed({"held_on": app.today, "method": "TEAMS", "judgement": "ON_TRACK"}, fields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(log_midway, child_id, values, {}, app.today, drop=draft)
        return f"Saved: midway for {asker.called}."

    return RecordForm(
        FormPlan(
            where=_place(app, child, "Midway"),
            panel="Midway review",
            shape=MidwayFields,
            fields=fields,
            typed=typed,
            draft=f"midway:new:{child_id}",
            save=save,
            also="then copy it for Mosaic",
            asker=asker,
            child_id=child_id,
            start="going",
        )
    )


def alert_form(app: IroApp, child_id: str) -> RecordForm:
    """Return the form for a practice alert."""
    from iro_tui.casework.alerts import raise_alert
    from iro_tui.record.alert import AlertFields

    child = _child(app, child_id)
    asker = _asker(app, child)
    asked = ("raised_on", "concern", "themes", "evidence", "impact", "asked_for")
    fields = layout(AlertFields, names=asked, child=asker.called)
    typed = to_typed({"raised_on": app.today}, fields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(raise_alert, child_id, values, app.today, drop=draft)
        return f"Alert raised for {asker.called}. Its clock stands on Today."

    return RecordForm(
        FormPlan(
            where=_place(app, child, "Alert"),
            panel="Practice alert",
            shape=AlertFields,
            fields=fields,
            typed=typed,
            draft=f"alert:new:{child_id}",
            save=save,
            also="starts the 5 working days of the team manager",
            asker=asker,
            child_id=child_id,
            start="concern",
        )
    )


def alert_further_form(app: IroApp, child_id: str, alert_id: str) -> RecordForm:
    """Return the form that takes an alert further or closes it."""
    from iro_tui.casework.alerts import save_alert
    from iro_tui.casework.children import form_values
    from iro_tui.record.alert import AlertFields

    child = _child(app, child_id)
    asker = _asker(app, child)
    fields = layout(AlertFields, child=asker.called)
    typed = to_typed(app.ask(form_values, "alert", alert_id), fields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(save_alert, alert_id, values, app.today, drop=draft)
        return f"Saved: alert for {asker.called}."

    return RecordForm(
        FormPlan(
            where=_place(app, child, "Alert"),
            panel="Practice alert",
            shape=AlertFields,
            fields=fields,
            typed=typed,
            draft=f"alert:{alert_id}",
            save=save,
            asker=asker,
            child_id=child_id,
            start="outcome",
        )
    )


CHILD_SECTIONS = {"plan": "The plan", "letters": "For letters"}


def child_form(app: IroApp, child_id: str) -> RecordForm:
    """Return the form with a child's facts."""
    from iro_tui.casework.children import save_child
    from iro_tui.record.child import ChildFields

    child = _child(app, child_id)
    asker = _asker(app, child)
    fields = layout(ChildFields, child=asker.called)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(save_child, child_id, values, drop=draft)
        return f"Saved: {asker.called}'s facts."

    return RecordForm(
        FormPlan(
            where=_place(app, child, "Facts"),
            panel="Facts",
            shape=ChildFields,
            fields=fields,
            typed=to_typed(child, fields),
            draft=f"child:{child_id}",
            save=save,
            asker=asker,
            child_id=child_id,
            sections=CHILD_SECTIONS,
        )
    )


def new_child_form(app: IroApp) -> RecordForm:
    """Return the form for a child added by hand."""
    from iro_tui.casework.children import add_child
    from iro_tui.record.child import NewChildFields

    fields = layout(NewChildFields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        rest = dict(values)
        since = rest.pop("started_on", None)
        child_id = app.act(add_child, rest, since, app.today, drop=draft)
        app.call_later(app.open_child, child_id)
        return "Added. The first review is on Today."

    return RecordForm(
        FormPlan(
            where="Caseload / New child",
            panel="A child by hand",
            shape=NewChildFields,
            fields=fields,
            typed=to_typed({}, fields),
            draft="child:new",
            save=save,
            also="works out when the first review is due",
            sections=CHILD_SECTIONS,
        )
    )


def settings_form(app: IroApp) -> RecordForm:
    """Return the IRO's own page."""
    from iro_tui.casework.children import form_values, save_profile
    from iro_tui.record.profile import THE_PROFILE, ProfileFields

    fields = layout(ProfileFields)

    def save(values: Mapping[str, Any], draft: str) -> str:
        app.act(save_profile, values, drop=draft)
        return "Saved. Letters use it from now on."

    return RecordForm(
        FormPlan(
            where="Settings",
            panel="You",
            shape=ProfileFields,
            fields=fields,
            typed=to_typed(app.ask(form_values, "profile", THE_PROFILE), fields),
            draft="profile",
            save=save,
            sections={"advocacy": "The advocacy service", "program": "How the program behaves"},
        )
    )
