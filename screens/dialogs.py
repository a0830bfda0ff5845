"""Questions that lie on top: pick from a list, yes or no, and what went wrong."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from screens.marks import cut, paragraph, plain
from screens.widgets.rows import Line, RowList

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from textual.app import ComposeResult
    from textual.events import Key

    from screens.app import IroApp


class Press(Button):
    """A button of one row with its key printed on it."""

    def __init__(self, words: str, key: str, *, id: str, second: bool = False) -> None:
        super().__init__(
            plain(f"{words}  {key}" if key else words),
            id=id,
            compact=True,
            classes="press second" if second else "press",
        )


class AskDialog(ModalScreen[bool]):
    """One question, what is kept, and two answers; escape is the answer that loses nothing."""

    BINDINGS = [
        Binding("escape", "answer(False)", show=False),
        Binding("f2,ctrl+s", "answer(True)", show=False),
    ]

    def __init__(self, question: str, kept: str, yes: str, no: str) -> None:
        super().__init__()
        self._words = (question, kept, yes, no)

    def compose(self) -> ComposeResult:
        """Question first, what is kept second, buttons last."""
        question, kept, yes, no = self._words
        yield Vertical(
            Static(plain(question, "bold"), markup=False),
            Static(paragraph(f"\n{kept}\n", "$muted"), markup=False),
            Horizontal(
                Press(no, "esc", id="no", second=True),
                Static("   "),
                Press(yes, "F2", id="yes"),
                classes="buttons",
            ),
            classes="dialog",
        )

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button that was pressed."""
        event.stop()
        self.action_answer(event.button.id == "yes")

    def action_answer(self, yes: bool) -> None:
        """Give the answer."""
        self.dismiss(yes)


class TellDialog(ModalScreen[None]):
    """What happened, what was kept, what to do."""

    BINDINGS = [Binding("escape,enter", "close", show=False)]

    def __init__(self, title: str, words: str) -> None:
        super().__init__()
        self._title = title
        self._words = words

    def compose(self) -> ComposeResult:
        """Show the words; they can be long."""
        yield Vertical(
            Static(plain(self._title, "bold"), markup=False),
            VerticalScroll(Static(paragraph(f"\n{self._words}\n"), markup=False), id="tell-words"),
            Press("Close", "esc", id="close"),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Arrows scroll the words."""
        self.query_one("#tell-words").focus()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Close it."""
        event.stop()
        self.action_close()

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


class PickDialog(ModalScreen[str | None]):
    """A list to choose from, filtered as one types; with `many`, enter ticks and F2 takes."""

    LEADS_ON = True
    """The answer may lead to another question, which comes back by it after locking."""
    BINDINGS = [
        Binding("escape", "give_up", show=False),
        Binding("down", "to_list", show=False),
        Binding("f2,ctrl+s", "take", show=False),
    ]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], value: str, *, many: bool) -> None:
        super().__init__()
        self._title = title
        self._choices = tuple(choices)
        self._chosen = set(value.split())
        self._many = many
        self._filter = ""

    def compose(self) -> ComposeResult:
        """Show a filter, the list, and what the keys do."""
        keys = (
            "enter tick   F2 take   esc leave as it was"
            if self._many
            else "enter choose   esc leave as it was"
        )
        rows = RowList("pick-rows")
        # What the keys do must not be pushed off a short terminal.
        rows.styles.height = min(len(self._choices), 14, max(self.app.size.height - 13, 4))
        yield Vertical(
            Static(plain(self._title, "bold"), markup=False),
            Input(placeholder="type to see fewer", id="pick-filter", select_on_focus=False),
            rows,
            Static(plain(keys, "$muted"), markup=False, id="pick-keys"),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Start on what is chosen now."""
        self._draw()
        first = next((code for code, _ in self._choices if code in self._chosen), None)
        rows = self.query_one(RowList)
        if first is not None:
            self.call_after_refresh(rows.choose, first)
        rows.focus()

    @property
    def ticked(self) -> str:
        """The codes chosen now, with single spaces between."""
        return " ".join(code for code, _ in self._choices if code in self._chosen)

    @ticked.setter
    def ticked(self, codes: str) -> None:
        if codes != self.ticked:
            self._chosen = set(codes.split())
            self._draw()

    def _draw(self, *, from_top: bool = False) -> None:
        wanted = self._filter.casefold()

        def lines(width: int) -> Iterable[Line]:
            for code, label in self._choices:
                if wanted and wanted not in label.casefold() and wanted not in code.casefold():
                    continue
                on = code in self._chosen
                mark = plain("√ " if on else "  ", "$done")
                yield Line(code, cut(mark + Content(label), width))

        self.query_one(RowList).draw_with(lines, from_top=from_top)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show fewer rows."""
        event.stop()
        self._filter = event.value
        self._draw(from_top=True)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the filter takes the row under the cursor."""
        event.stop()
        self._press(self.query_one(RowList).chosen)

    def on_option_list_option_selected(self, event: RowList.OptionSelected) -> None:
        """Choose, or tick, this row."""
        event.stop()
        self._press(event.option_id)

    def _press(self, code: str | None) -> None:
        if code is None:
            return
        if not self._many:
            self.dismiss(code)
            return
        self._chosen ^= {code}
        self._draw()

    def on_key(self, event: Key) -> None:
        """Typing on the list goes on in the filter, and the list keeps the focus."""
        letter = event.character or ""
        filter_field = self.query_one("#pick-filter", Input)
        if filter_field.has_focus:
            return
        if event.key == "backspace":
            filter_field.value = filter_field.value[:-1]
        elif letter.isprintable() and letter.strip():
            filter_field.value += letter
        else:
            return
        event.stop()

    def action_to_list(self) -> None:
        """From the filter to the rows."""
        self.query_one(RowList).focus()

    def action_take(self) -> None:
        """Take what is ticked."""
        if self._many:
            self.dismiss(self.ticked)
        else:
            self._press(self.query_one(RowList).chosen)

    def action_give_up(self) -> None:
        """Leave it as it was."""
        self.dismiss(None)


class LineDialog(ModalScreen[str | None]):
    """A question answered in one line, such as a reason."""

    LEADS_ON = True
    """The answer may lead to another question, which comes back by it after locking."""
    app: IroApp

    BINDINGS = [
        Binding("escape", "give_up", show=False),
        Binding("f2,ctrl+s", "take", show=False),
    ]

    def __init__(self, question: str, kept: str, yes: str, typed: str = "") -> None:
        super().__init__()
        self._words = (question, kept, yes, typed)
        # The question may name a child, and the key of a draft stands in the vault's tables.
        self._draft = f"line:{hashlib.blake2b(question.encode(), digest_size=8).hexdigest()}"

    def compose(self) -> ComposeResult:
        """Question, what becomes of the answer, the line, the buttons."""
        question, kept, yes, typed = self._words
        if self.app.vault is not None:
            from iro_tui.vault.drafts import take

            draft = self.app.ask(take, self._draft)
            typed = draft.body["typed"] if draft else typed
        yield Vertical(
            Static(plain(question, "bold"), markup=False),
            Static(paragraph(f"\n{kept}\n", "$muted"), markup=False),
            Input(typed, id="line", select_on_focus=False),
            Static("", id="line-wrong", markup=False),
            Horizontal(
                Press("Back", "esc", id="no", second=True),
                Static("   "),
                Press(yes, "enter", id="yes"),
                classes="buttons",
            ),
            classes="dialog",
        )

    def on_mount(self) -> None:
        """Wait for the words."""
        self.query_one("#line").focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take the line."""
        event.stop()
        self.action_take()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the line, or go back."""
        event.stop()
        if event.button.id == "yes":
            self.action_take()
        else:
            self.action_give_up()

    def action_take(self) -> None:
        """Take the line when there is one."""
        typed = self.query_one("#line", Input).value.strip()
        if typed:
            self._forget()
            self.dismiss(typed)
        else:
            self.query_one("#line-wrong", Static).update(plain("! Write a few words first.", "$late"))

    def action_give_up(self) -> None:
        """Leave it."""
        self._forget()
        self.dismiss(None)

    def keep_now(self) -> None:
        """Keep what is typed, as before locking; it is offered when this is asked again."""
        typed = self.query_one("#line", Input).value
        if self.app.vault is not None and typed != self._words[3]:
            self.app.keep_draft(self._draft, None, {"typed": typed})

    def _forget(self) -> None:
        if self.app.vault is not None and not self.app.vault.read_only:
            self.app.vault.drop_draft(self._draft)
