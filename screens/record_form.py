"""The short forms: a talk, a midway, an alert, a child's facts, the IRO's own page. One screen serves all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from iro_tui.errors import IroError
from iro_tui.record.base import Asker, Shape
from iro_tui.record.forms import AskedField, layout, parse, to_typed
from screens.dialogs import Press
from screens.marks import plain
from screens.page import Page
from screens.widgets.form import Form
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.timer import Timer
    from textual.widget import Widget

    from screens.app import IroApp


@dataclass(frozen=True)
class FormPlan:
    """What one form asks, where its typing is kept, and what saving does."""

    where: str
    """The place, for the header."""
    panel: str
    """The title over the fields."""
    shape: type[Shape]
    fields: tuple[AskedField, ...]
    typed: Mapping[str, str]
    """What stands in the fields to begin with."""
    draft: str
    """The key its typing is kept under."""
    save: Callable[[Mapping[str, Any], str], str]
    """Takes the values and the draft's key, puts them on the record, returns what to say."""
    also: str = ""
    """What else saving does, in a few words beside the button."""
    lead: Content = field(default_factory=lambda: Content(""))
    """One line over the form."""
    asker: Asker | None = None
    child_id: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    """The field that has the focus first; empty for the first one."""
    help_page: str = "form"


class RecordForm(Page):
    """A form laid out from a shape; its typing is kept as it happens."""

    PLACES = ("form", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "form"
    CSS_PATH = "record_form.tcss"

    def __init__(self, plan: FormPlan) -> None:
        super().__init__()
        self._plan = plan
        self._timer: Timer | None = None
        self._saving = False

    def where(self) -> str:
        """The child and the form."""
        return self._plan.where

    def body(self) -> Iterable[Widget]:
        """A line, the form, the button."""
        typed = dict(self._plan.typed)
        kept = self._kept()
        if kept:
            typed.update({name: text for name, text in kept.items() if name in typed or text})
        yield Vertical(
            Cut(self._plan.lead, id="form-lead", classes="summary"),
            Panel(
                self._plan.panel,
                Form(
                    self._plan.fields,
                    typed,
                    self.app.today,
                    sections=self._plan.sections,
                    after=Horizontal(
                        Press("Save", "F2", id="save"),
                        Static(plain(self._plan.also, "$muted"), id="form-also", markup=False),
                        id="form-buttons",
                    ),
                    id="form",
                ),
                id="form-panel",
            ),
            classes="body",
        )

    def _kept(self) -> dict[str, str]:
        from iro_tui.vault.drafts import take

        draft = self.app.ask(take, self._plan.draft)
        return dict(draft.body) if draft else {}

    def on_mount(self) -> None:
        """Start where the typing begins."""
        super().on_mount()
        first = self._plan.start or (self._plan.fields[0].name if self._plan.fields else "")
        if first:
            self.query_one("#form", Form).field(first).entry.focus()
        if self._kept():
            self.app.say("What you typed last time is still here. F2 saves it.")

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing half a second after the last key."""
        event.stop()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(0.5, self.keep_now)

    def keep_now(self) -> None:
        """Keep what stands in the fields as a draft, if it is more than what stood there at first."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        form = self.query_one("#form", Form)
        if not self._saving and {**self._plan.typed} != form.typed:
            self.app.keep_draft(self._plan.draft, self._plan.child_id, dict(form.typed))

    def action_go_back(self) -> None:
        """Leave; what is typed waits as a draft."""
        self.keep_now()
        if {**self._plan.typed} != self.query_one("#form", Form).typed:
            self.app.say("Your typing is kept. It is here when you open this form again.")
        super().action_go_back()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save."""
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Put it on the record, or say beside the fields what is wrong."""
        if self._saving:
            return
        plan = self._plan
        form = self.query_one("#form", Form)
        asker = plan.asker or Asker(self.app.today)
        parsed = parse(plan.shape, form.fields, form.typed, asker)
        form.show_problems(parsed.problems)
        if parsed.problems:
            count = len(parsed.problems)
            words = "1 thing" if count == 1 else f"{count} things"
            self._beside(plain("! ", "$late") + plain(f"{words} to put right first"))
            return
        self._saving = True
        try:
            said = plan.save(parsed.values, plan.draft)
        except IroError as error:
            self._saving = False
            self._beside(plain(f"! {error}", "$late"))
            return
        if said:
            self.app.say(said)
        super().action_go_back()

    def _beside(self, words: Content) -> None:
        self.query_one("#form-also", Static).update(words)

    def changed(self, tables: frozenset[str]) -> None:
        """A form shows what is typed, not what changed elsewhere."""
        del tables


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
