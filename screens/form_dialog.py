"""A few fields asked on top of a page; what is typed waits as a draft until it is saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from iro_tui.errors import IroError
from iro_tui.record.base import Asker, Shape
from iro_tui.record.forms import AskedField, parse
from screens.dialogs import Press
from screens.keep_soon import KeepSoon
from screens.marks import plain
from screens.widgets.form import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual.app import ComposeResult
    from textual.widgets import Button

    from screens.app import IroApp


@dataclass(frozen=True)
class Asked:
    """What a dialog asks, where its typing is kept, and what saving does."""

    title: str
    shape: type[Shape]
    """`Shape` itself where one field is all that is asked."""
    fields: tuple[AskedField, ...]
    draft: str
    """The key its typing is kept under."""
    save: Callable[[Mapping[str, Any]], str]
    """Takes the values, puts them on the record with `drop` of the draft, and returns what to say."""
    lead: Content = field(default_factory=lambda: Content(""))
    """What to know first."""
    typed: Mapping[str, str] = field(default_factory=dict)
    """What stands in the fields to begin with."""
    yes: str = "Save"
    child_id: str | None = None


def one_field(kind: str, title: str, note: str = "", *, past: bool = False) -> tuple[AskedField, ...]:
    """Return the layout of a dialog that asks for one thing, which goes by its kind: `date` or `number`."""
    return (AskedField(kind, kind, title, note, "", True, 1, 0, (), past),)


class FormDialog(ModalScreen[bool]):
    """The dialog; it ends with whether it was saved."""

    CSS_PATH = "form_dialog.tcss"
    FIELDS_OPEN = True
    """A field may open its list on top, which comes back after locking."""
    BINDINGS = [
        ("escape", "give_up"),
        ("f2,ctrl+s", "save"),
    ]

    app: IroApp

    def __init__(self, asked: Asked) -> None:
        super().__init__()
        self._asked = asked
        self._keeping = KeepSoon(self, self.keep_now)
        self._saved = False

    def compose(self) -> ComposeResult:
        """What it is about, the fields, what is wrong, the buttons."""
        from iro_tui.vault.drafts import take

        asked = self._asked
        draft = self.app.ask(take, asked.draft)
        typed = {**asked.typed, **(draft.body if draft else {})}
        with Vertical(classes="dialog"):
            yield Static(plain(asked.title, "bold"), markup=False)
            yield Static(asked.lead, id="asked-lead", markup=False)
            yield Form(asked.fields, typed, self.app.today, id="asked-form")
            yield Static("", id="asked-wrong", markup=False)
            yield Horizontal(
                Press("Back", "esc", id="no", second=True),
                Static("   "),
                Press(asked.yes, "F2", id="yes"),
                classes="buttons",
            )

    def on_mount(self) -> None:
        """Start in the first field."""
        self.query_one("#asked-lead").display = bool(self._asked.lead)
        self.query_one("#asked-wrong").display = False
        self.form.field(self._asked.fields[0].name).entry.focus()
        if self.form.typed != {name: self._asked.typed.get(name, "") for name in self.form.typed}:
            self.app.say("What you typed last time is still here.")

    @property
    def form(self) -> Form:
        """The fields."""
        return self.query_one("#asked-form", Form)

    def on_form_changed(self, event: Form.Changed) -> None:
        """Keep the typing within half a second."""
        event.stop()
        self._keeping.typed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field; after the last one it saves."""
        event.stop()
        if event.input is self.form.field(self._asked.fields[-1].name).entry:
            self.action_save()
        else:
            self.focus_next()

    def keep_now(self) -> None:
        """Keep what is typed as a draft; forget it when all stands there as at first."""
        self._keeping.kept()
        if self._saved:
            return
        typed = self.form.typed
        if any(text != self._asked.typed.get(name, "") for name, text in typed.items()):
            self.app.keep_draft(self._asked.draft, self._asked.child_id, dict(typed))
        else:
            self.app.opened.drop_draft(self._asked.draft)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Save, or go back."""
        event.stop()
        if event.button.id == "yes":
            self.action_save()
        else:
            self.action_give_up()

    def action_save(self) -> None:
        """Put it on the record, or say beside the fields what is wrong."""
        if self._saved:
            return
        asked = self._asked
        self._say("")
        parsed = parse(asked.shape, asked.fields, self.form.typed, Asker(self.app.today))
        self.form.show_problems(parsed.problems)
        if parsed.problems:
            return
        # What publishes the change must not keep the typing again.
        self._saved = True
        try:
            said = asked.save(parsed.values)
        except IroError as error:
            self._saved = False
            self._refused(str(error))
            return
        if said:
            self.app.say(said)
        self.dismiss(True)

    def _refused(self, sentence: str) -> None:
        """Show what the record says against it, beside the field it is about: the one it begins with."""
        title, _, rest = sentence.partition(": ")
        for each in self._asked.fields:
            if rest and (title == each.title or len(self._asked.fields) == 1):
                self.form.show_problems({each.name: rest[:1].upper() + rest[1:]})
                return
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        wrong = self.query_one("#asked-wrong", Static)
        wrong.display = bool(sentence)
        wrong.update(plain(f"! {sentence}", "$late") if sentence else "")

    def action_give_up(self) -> None:
        """Go back; what is typed waits as a draft."""
        self.keep_now()
        self.dismiss(False)
