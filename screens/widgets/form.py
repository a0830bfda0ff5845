"""A form laid out from a shape: label, field, note, and one sentence where something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Static, TextArea

from iro_tui.errors import BadInput
from iro_tui.record.forms import AskedField, read_field
from screens.marks import plain
from screens.widgets.choice import ChoiceField

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.events import Paste
    from textual.widget import Widget


SHORT = 12
"""A field that takes at most so many letters is drawn no wider than they need."""


class Line(Input):
    """A field of one row; a paste of several lines says that only the first came in."""

    def on_paste(self, event: Paste) -> None:
        """Say when a paste had more lines than one."""
        if "\n" in event.text.strip():
            self.app.notify("Only the first line came in: this field has one row.", timeout=8, markup=False)


class Words(TextArea):
    """A field for long text; tab leaves it."""

    def __init__(self, text: str, rows: int, *, id: str | None = None) -> None:
        super().__init__(
            text, id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False, compact=True
        )
        self.styles.height = rows


class FormField(Vertical):
    """One asked field with everything around it."""

    def __init__(self, asked: AskedField, typed: str) -> None:
        noted = " noted" if asked.note else ""
        super().__init__(id=f"row-{asked.name}", classes=f"form-field kind-{asked.kind}{noted}")
        self.asked = asked
        self._first = typed

    def compose(self) -> ComposeResult:
        """Long text stands under its label; everything else to the right of it."""
        label = Static(plain(self.asked.title), classes="label", markup=False)
        note = Static(plain(self.asked.note, "$muted"), classes="note", markup=False)
        if self.asked.kind == "text":
            yield Horizontal(label, note, classes="over")
            yield self._entry()
        else:
            yield Horizontal(label, self._entry(), note, classes="across")
        wrong = Static("", classes="wrong", markup=False)
        wrong.display = False
        yield wrong

    def _entry(self) -> Widget:
        id = f"field-{self.asked.name}"
        if self.asked.kind == "text":
            return Words(self._first, max(self.asked.rows, 2), id=id)
        if self.asked.kind in ("tick", "yesno", "choice", "choices"):
            return ChoiceField(self.asked, self._first, id=id)
        # Another day is typed over the one that stands there; words are gone on with.
        line = Line(self._first, id=id, select_on_focus=self.asked.kind == "date")
        if 0 < self.asked.limit <= SHORT:
            line.styles.width = line.styles.max_width = self.asked.limit + 6
        return line

    @property
    def entry(self) -> Widget:
        """The widget that is typed into."""
        return self.query_one(f"#field-{self.asked.name}")

    @property
    def typed(self) -> str:
        """What stands in the field now."""
        entry = self.entry
        if isinstance(entry, TextArea):
            return entry.text
        return entry.value if isinstance(entry, Input | ChoiceField) else ""

    def fill(self, typed: str) -> None:
        """Put other words into the field."""
        entry = self.entry
        if isinstance(entry, TextArea):
            entry.text = typed
        elif isinstance(entry, Input):
            entry.value = typed
        elif isinstance(entry, ChoiceField):
            entry.value = typed
            entry.refresh()

    def say(self, sentence: str) -> None:
        """Say what is wrong with this field; empty takes the sentence away."""
        wrong = self.query_one(".wrong", Static)
        wrong.display = bool(sentence)
        wrong.update(plain(f"! {sentence}", "$late") if sentence else "")
        self.set_class(bool(sentence), "-wrong")

    def hint(self, words: Content) -> None:
        """Say under the field what helps to fill it in; empty takes it away."""
        found = self.query(".hint")
        if found:
            found.first(Static).update(words)
            found.first().display = bool(words)
        elif words:
            self.mount(Static(words, classes="hint", markup=False), before=self.query_one(".wrong"))

    def echo(self, today: date) -> None:
        """Show beside a date field which day was understood."""
        from iro_tui.rules.dates import say_date

        if self.asked.kind != "date":
            return
        note = self.query_one(".note", Static)
        try:
            day = read_field(self.asked, self.typed, today)
        except BadInput:
            day = None
        if day is None:
            note.update(plain(self.asked.note, "$muted"))
        else:
            note.update(plain("√ ", "$done") + plain(say_date(day)))


class Form(VerticalScroll, can_focus=False):
    """Fields in their order, with a bold heading where a new section begins."""

    @dataclass
    class Changed(Message):
        """Something was typed."""

        form: Form

    def __init__(
        self,
        fields: Sequence[AskedField],
        typed: Mapping[str, str],
        today: date,
        *,
        sections: Mapping[str, str] | None = None,
        after: Widget | None = None,
        id: str | None = None,
    ) -> None:
        """Make the form.

        Args:
            fields: What to ask, in order.
            typed: What stands in the fields to begin with.
            today: For dates such as `today` and `+28`.
            sections: Group to heading; a heading comes before the first field of its group.
            after: What stands under the last field, such as the button.
            id: The widget's id.
        """
        super().__init__(id=id, classes="form")
        self._after = after
        self.fields = tuple(fields)
        self.today = today
        self._typed = dict(typed)
        self._sections = dict(sections or {})

    def compose(self) -> ComposeResult:
        """Put the fields under each other."""
        group = ""
        for asked in self.fields:
            if asked.group != group and self._sections.get(asked.group):
                yield Static(plain(self._sections[asked.group]), classes="section bold", markup=False)
            group = asked.group
            yield FormField(asked, self._typed.get(asked.name, ""))
        if self._after is not None:
            yield self._after

    def on_mount(self) -> None:
        """Show at once which days the dates mean, and only what is asked."""
        for field in self.query(FormField):
            field.echo(self.today)
        self._show_what_is_asked()

    def _show_what_is_asked(self) -> None:
        fields = [field for field in self.query(FormField) if field.asked.only_if]
        typed = self.typed if fields else {}
        for field in fields:
            # Who stands in a field and empties it is not thrown out of it.
            field.display = field.asked.wanted(typed) or field.has_focus_within

    def field(self, name: str) -> FormField:
        """Return one field by the record's name for it."""
        return self.query_one(f"#row-{name}", FormField)

    @property
    def typed(self) -> dict[str, str]:
        """Everything as it stands in the fields."""
        return {field.asked.name: field.typed for field in self.query(FormField)}

    @property
    def touched(self) -> bool:
        """Whether anything differs from what the form began with."""
        return any(text != self._typed.get(name, "") for name, text in self.typed.items())

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and go to the first one."""
        first = None
        for field in self.query(FormField):
            sentence = problems.get(field.asked.name, "")
            field.say(sentence)
            field.display = field.display or bool(sentence)
            if sentence and first is None:
                first = field
        if first is not None:
            first.entry.focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceField.Changed)
    def _typed_something(self, event: Message) -> None:
        event.stop()
        entry = event.control
        field = (
            next((node for node in entry.ancestors if isinstance(node, FormField)), None) if entry else None
        )
        if field is not None:
            field.echo(self.today)
            if field.has_class("-wrong"):
                self._judge(field)
        self._show_what_is_asked()
        self.post_message(self.Changed(self))

    @on(Input.Blurred)
    def _left_a_field(self, event: Input.Blurred) -> None:
        field = next((node for node in event.control.ancestors if isinstance(node, FormField)), None)
        if field is not None and field.typed.strip():
            self._judge(field)

    def _judge(self, field: FormField) -> None:
        try:
            read_field(field.asked, field.typed, self.today)
        except BadInput as error:
            field.say(str(error))
        else:
            field.say("")
