"""The short forms: a talk, a midway, an alert, a child's facts, the IRO's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.content import Content

from iro_tui.record.base import Asker, Shape
from iro_tui.record.forms import AskedField, layout, to_typed
from screens.marks import WIDE
from screens.record_form import FormPlan, RecordForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from iro_tui.casework.alert_begins import Begins
    from screens.app import IroApp
    from screens.midway import MidwayScreen

CHILD_SECTIONS = {
    "who": "",
    "start": "",
    "child": "About the child",
    "plan": "The plan",
    "letters": "Talking and letters",
    "file": "In the file",
    "optional": "Only if it helps",
}
"""Groups of a child's facts in the order of the form, each with its heading; empty for none."""

NOT_TYPED = frozenset({"sibling_group"})
"""Facts that are set in another way: brothers and sisters are ticked on the caseload."""


def _child_fields(shape: type[Shape]) -> tuple[AskedField, ...]:
    """Lay out a child's facts section by section: what must be said first, what need not be said last."""
    order = tuple(CHILD_SECTIONS)
    fields = [field for field in layout(shape) if field.name not in NOT_TYPED]
    return tuple(sorted(fields, key=lambda field: order.index(field.group)))


def about_a_child(
    app: IroApp,
    child_id: str,
    form: str,
    panel: str,
    shape: type[Shape],
    begin: Mapping[str, Any],
    draft: str,
    save: Callable[[Mapping[str, Any], str], object],
    said: str,
    *,
    names: tuple[str, ...] = (),
    also: str = "",
    start: str = "",
    beside: tuple[str, ...] = (),
    sections: Mapping[str, str] | None = None,
) -> RecordForm:
    """Return a form about one child, with how things stand over it and beside it.

    Args:
        app: The app.
        child_id: The child.
        form: The word after the name in the header.
        panel: The title over the fields.
        shape: What is asked.
        begin: The values it begins with.
        draft: The key its typing is kept under.
        save: Puts the values on the record; the draft goes with it.
        said: What to say then; `{child}` stands for the name.
        names: Only these fields; empty for all.
        also: What else saving does.
        start: The field that has the focus first.
        beside: Groups of how things stand that are shown beside the form.
        sections: Group of fields to heading.
    """
    from iro_tui.casework.child_page import child_page
    from iro_tui.casework.children import form_values
    from screens.child_rows import fact_row, now_lines

    page = app.ask(child_page, child_id, app.today)
    asker = Asker(app.today, called=page.called, born=app.ask(form_values, "child", child_id)["born"])
    fields = layout(shape, names=names, child=page.called)
    wide = app.size.width >= WIDE
    groups = [group for group in page.now if group.key in beside]
    side = Content("\n").join(line.content for line in now_lines(groups, (), app.clock(), SIDE, True))

    def keep(values: Mapping[str, Any], key: str) -> str:
        save(values, key)
        return said.replace("{child}", page.called)

    return RecordForm(
        FormPlan(
            where=f"{page.name}, {page.age} / {form}",
            panel=panel,
            shape=shape,
            fields=fields,
            typed=to_typed(begin, fields),
            draft=draft,
            save=keep,
            also=also,
            lead=fact_row(page.stands, "   ·   ", wide),
            side=side if groups else Content(""),
            asker=asker,
            child_id=child_id,
            sections=sections or {},
            start=start,
        )
    )


SIDE = 36
"""Width of what stands beside a form."""


def talk_form(app: IroApp, child_id: str) -> RecordForm:
    """Return the form for a talk with a child, or for an attempt; a child under 4 is observed."""
    from iro_tui.casework.talks import begins, log_consultation
    from iro_tui.record.consultation import ConsultationFields

    return about_a_child(
        app,
        child_id,
        "Talked",
        "What happened",
        ConsultationFields,
        app.ask(begins, child_id, app.today),
        f"consultation:new:{child_id}",
        lambda values, draft: app.act(log_consultation, child_id, values, app.today, drop=draft),
        "Saved: talk with {child}.",
        also="goes to the Outbox for Mosaic too",
        start="own_words",
        beside=("wishes",),
        sections={"review": "For the review", "more": "More"},
    )


def midway_form(app: IroApp, child_id: str) -> MidwayScreen:
    """Return the page for a midway review."""
    from screens.midway import MidwayScreen

    return MidwayScreen(child_id)


ALERT = ("raised_on", "concern", "themes", "evidence", "impact", "asked_for")
"""What an alert says when it is raised."""


def alert_form(app: IroApp, child_id: str, about: str = "", begins: Begins | None = None) -> RecordForm:
    """Return the form for a practice alert.

    Args:
        app: The app.
        child_id: The child.
        about: What it is raised from, `table:id`; one that a midway asks for begins with its facts.
        begins: The facts it begins with; None where nothing but the day is known.
    """
    from iro_tui.casework.alerts import raise_alert
    from iro_tui.casework.midways import alert_facts, escalate
    from iro_tui.record.alert import AlertFields

    table, _, row_id = about.partition(":")
    of_midway = table == "midway"
    typed: dict[str, Any] = {"kind": "ALERT", "raised_on": app.today}
    if of_midway:
        typed |= app.ask(alert_facts, row_id, app.today)
    elif begins:
        typed |= begins.values(app.today)

    def save(values: Mapping[str, Any], draft: str) -> str:
        if of_midway:
            return app.act(escalate, row_id, values, app.today, drop=draft)
        return app.act(raise_alert, child_id, {**values, "about": about}, app.today, drop=draft)

    return about_a_child(
        app,
        child_id,
        "Alert",
        "Practice alert",
        AlertFields,
        typed,
        f"alert:new:{child_id}:{about}".rstrip(":"),
        save,
        "Alert raised for {child}. Its clock stands on Today.",
        names=("kind", *ALERT),
        also="starts the working days of the first manager",
        start="impact" if begins else "concern",
        beside=("promises", "plan"),
    )


def alert_further_form(app: IroApp, child_id: str, alert_id: str) -> RecordForm:
    """Return the form in which what an alert says is changed."""
    from iro_tui.casework.alerts import save_alert
    from iro_tui.casework.children import form_values
    from iro_tui.record.alert import AlertFields

    return about_a_child(
        app,
        child_id,
        "Alert",
        "Practice alert",
        AlertFields,
        app.ask(form_values, "alert", alert_id),
        f"alert:{alert_id}",
        lambda values, draft: app.act(save_alert, alert_id, values, app.today, drop=draft),
        "Saved: alert for {child}.",
        names=(*ALERT, "decision", "difference", "child_told_on", "follow_up_on", "follow_up", "tracked"),
        also="answers, steps and the end: on the page Alerts",
        start="evidence",
        beside=("promises", "plan"),
    )


def child_form(app: IroApp, child_id: str, start: str = "") -> RecordForm:
    """Return the form with a child's facts; `start` is the field that has the focus, empty for the first."""
    from iro_tui.casework.children import form_values, save_child
    from iro_tui.record.child import ChildFields

    return about_a_child(
        app,
        child_id,
        "Facts",
        "Facts",
        ChildFields,
        app.ask(form_values, "child", child_id),
        f"child:{child_id}",
        lambda values, draft: app.act(save_child, child_id, values, drop=draft),
        "Saved: facts of {child}.",
        start=start,
        names=tuple(field.name for field in _child_fields(ChildFields)),
        beside=("plan", "people"),
        sections=CHILD_SECTIONS,
    )


def new_child_form(app: IroApp) -> RecordForm:
    """Return the form for a child added by hand."""
    from iro_tui.casework.children import add_child
    from iro_tui.record.child import NewChildFields

    fields = _child_fields(NewChildFields)

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
            leads_to_rules=True,
        )
    )
