"""The screen of every short form: its fields come from a shape, and its typing is kept as it happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from iro_tui.errors import IroError
from iro_tui.record.base import Asker, Shape
from iro_tui.record.forms import AskedField, parse
from screens.dialogs import Press
from screens.keep_soon import KeepSoon
from screens.marks import plain
from screens.page import Page
from screens.widgets.form import Form
from screens.widgets.frame import Cut
from screens.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from textual.widget import Widget


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
    side: Content = field(default_factory=lambda: Content(""))
    """How things stand, beside the form where there is room."""
    asker: Asker | None = None
    child_id: str | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    start: str = ""
    """The field that has the focus first; empty for the first one."""
    help_page: str = "form"
    leads_to_rules: bool = False
    """Whether the rules and deadlines are one key away."""


class RecordForm(Page):
    """A form laid out from a shape; its typing is kept as it happens."""

    PLACES = ("form", "back", "app")
    PAGE = "caseload"
    HELP_PAGE = "form"
    CSS_PATH = "record_form.tcss"

    def __init__(self, plan: FormPlan) -> None:
        super().__init__()
        self._plan = plan
        self._keeping = KeepSoon(self, self.keep_now)
        self._saving = False

    @property
    def draft_key(self) -> str:
        """The key its typing is kept under."""
        return self._plan.draft

    @property
    def child_id(self) -> str | None:
        """The child it is about; None when it is about none, or about one who is new."""
        return self._plan.child_id

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
            Horizontal(
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
                Panel("Now", Static(self._plan.side, markup=False), id="form-side", classes="side"),
                id="form-panes",
            ),
            classes="body",
        )

    def _kept(self) -> dict[str, str]:
        from iro_tui.vault.drafts import take

        draft = self.app.ask(take, self._plan.draft)
        return dict(draft.body) if draft else {}

    def opened(self) -> None:
        """Start where the typing begins."""
        self.query_one("#form-lead").display = bool(self._plan.lead)
        self.query_one("#form-side").set_class(not self._plan.side, "-empty")
        first = self._plan.start or (self._plan.fields[0].name if self._plan.fields else "")
        if first:
            entry = self.query_one("#form", Form).field(first).entry
            # Not by the focus itself: it would scroll to where the field stood before the form was laid out.
            entry.focus(scroll_visible=False)
            self.call_after_refresh(entry.scroll_visible, animate=False)
        if self._kept():
            self.app.say("What you typed last time is still here. F2 saves it.")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The rules belong to the settings alone."""
        if action in ("rules", "template"):
            return self._plan.leads_to_rules
        return super().check_action(action, parameters)

    def action_rules(self) -> None:
        """Open the rules and deadlines."""
        self.app.action_rules()

    def action_template(self) -> None:
        """Choose the council's own page for letters."""
        from screens.template import ask_template

        ask_template(self.app)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing within half a second."""
        event.stop()
        self._keeping.typed()

    def keep_now(self) -> None:
        """Keep what stands in the fields as a draft; forget it when all stands there as at first."""
        self._keeping.kept()
        if self._saving:
            return
        typed = self.query_one("#form", Form).typed
        if typed != {**self._plan.typed}:
            self.app.keep_draft(self._plan.draft, self._plan.child_id, dict(typed))
        elif self._kept():
            self.app.opened.drop_draft(self._plan.draft)

    def action_go_back(self) -> None:
        """Leave; what is typed waits as a draft."""
        self.keep_now()
        if {**self._plan.typed} != self.query_one("#form", Form).typed:
            self.app.say_kept("form")
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
