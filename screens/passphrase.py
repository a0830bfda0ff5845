"""The passphrase changed, with or without encrypting anew, and the recovery sheet shown again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from iro_tui.errors import IroError
from screens.dialogs import Press, TellDialog
from screens.first_run import strength_words
from screens.marks import plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.widget import Widget
    from textual.widgets import Button


class PassphraseScreen(Page):
    """The passphrase there is, typed first; then a new one, or the sheet."""

    PLACES = ("key", "back", "app")
    PAGE = "today"
    HELP_PAGE = "passphrase"
    CSS_PATH = "passphrase.tcss"

    def __init__(self) -> None:
        super().__init__()
        self._wrong = 0
        self._busy = False

    def where(self) -> str:
        """Passphrase and recovery sheet."""
        return "Passphrase and recovery sheet"

    def body(self) -> Iterable[Widget]:
        """One column."""
        yield Vertical(
            Static(plain("The passphrase you have now", "$muted"), markup=False),
            Input(password=True, id="key-now", select_on_focus=False),
            Static(
                plain("It is asked for the recovery sheet too. F3 shows the sheet.", "$muted"), markup=False
            ),
            Static(" ", classes="gap"),
            Static(plain("A new one", "$muted"), markup=False),
            Input(password=True, id="key-new", select_on_focus=False),
            Static("", id="key-strength", markup=False),
            Static(plain("The same again", "$muted"), markup=False),
            Input(password=True, id="key-again", select_on_focus=False),
            Static("", id="key-note", markup=False),
            Horizontal(
                Press("Change it", "F2", id="change"),
                Static("   "),
                Press("Change it and encrypt anew", "F4", id="anew", second=True),
                classes="buttons",
            ),
            Static(
                plain(
                    "Encrypt anew when somebody may know the old passphrase or has seen the recovery sheet: "
                    "then neither opens this vault or its backups any more, and there is a new sheet.",
                    "$muted",
                ),
                id="key-anew",
                markup=False,
            ),
            id="key-column",
            classes="body",
        )

    def opened(self) -> None:
        """Wait for the passphrase there is."""
        self.query_one("#key-now").focus()

    def load(self) -> None:
        """Nothing of the record is shown here."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say how strong the new one is."""
        if event.input.id == "key-new":
            self.query_one("#key-strength", Static).update(strength_words(event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field; after the last one it changes the passphrase."""
        event.stop()
        if event.input.id == "key-again":
            self.action_change()
        else:
            self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Do what the button says."""
        event.stop()
        if event.button.id == "change":
            self.action_change()
        else:
            self.action_anew()

    def _typed(self, id: str) -> str:
        return self.query_one(f"#{id}", Input).value

    def _say(self, sentence: str, focus: str = "") -> None:
        self._busy = False
        self.query_one("#key-note", Static).update(plain(f"! {sentence}", "$late") if sentence else "")
        if focus:
            self.query_one(f"#{focus}").focus()

    def action_sheet(self) -> None:
        """Show the recovery sheet, after the passphrase."""
        self._after_passphrase(self._show_sheet)

    def action_change(self) -> None:
        """Let the new passphrase open the vault from now on."""
        if self._new_is_good():
            self._after_passphrase(self._change)

    def action_anew(self) -> None:
        """Encrypt the vault and its backups anew under the new passphrase."""
        if self._new_is_good():
            self._after_passphrase(self._encrypt_anew)

    def _new_is_good(self) -> bool:
        from iro_tui.vault.passphrase import passphrase_problem

        problem = passphrase_problem(self._typed("key-new"))
        if problem:
            self._say(problem, "key-new")
        elif self._typed("key-new") != self._typed("key-again"):
            self._say("The two are not the same. Type the second one again.", "key-again")
        elif self.app.opened.read_only:
            self._say("This is a copy to read. Close the other one first.")
        else:
            return True
        return False

    def _after_passphrase(self, then: Callable[[], object]) -> None:
        if self._busy:
            return
        if not self._typed("key-now"):
            self._say("Type the passphrase you have now first.", "key-now")
            return
        self._busy = True
        self.query_one("#key-note", Static).update(plain("A moment…", "$muted"))
        self._compare(self._typed("key-now"), then)

    # Its description would else hold what it is called with: the passphrase.
    @work(thread=True, exit_on_error=False, description="the key")
    def _compare(self, typed: str, then: Callable[[], object]) -> None:
        from iro_tui.vault.key import open_key_file

        time.sleep(min(self._wrong * 0.5, 5.0))
        try:
            fits = open_key_file(self.app.opened.key_file, typed) == self.app.opened.data_key
        except IroError as error:
            self.app.call_from_thread(self._refused, str(error))
            return
        if fits:
            self.app.call_from_thread(self.call_later, then)
        else:
            self.app.call_from_thread(self._refused, "That is not the passphrase of this vault.")

    def _refused(self, sentence: str) -> None:
        self._wrong += 1
        self._say(sentence, "key-now")

    def _show_sheet(self, lead: str = "") -> None:
        from iro_tui.vault.key import key_id, sheet_rows

        self._say("")
        vault = self.app.opened
        first, second = sheet_rows(vault.recovery_code())
        words = (
            f"{lead}{first}\n{second}\n\nKey id {key_id(vault.data_key)}. These letters open the vault when "
            "the passphrase is forgotten. Write them on paper, kept apart from the laptop like a passport."
        )
        self.app.push_screen(TellDialog("Your recovery sheet", words))

    def _change(self) -> None:
        try:
            self.app.opened.set_passphrase(self._typed("key-new"))
        except (IroError, OSError) as error:
            self._say(f"Nothing was changed: {error}")
            return
        self._done("The passphrase is changed. The recovery sheet stays good.")

    def _encrypt_anew(self) -> None:
        self._encrypt(self._typed("key-new"))

    # Its description would else hold what it is called with: the passphrase.
    @work(thread=True, exit_on_error=False, description="the key")
    def _encrypt(self, passphrase: str) -> None:
        from iro_tui.vault.rekey import encrypt_anew

        def done(at: int, of: int) -> None:
            filled = 20 * at // of
            bar = "█" * filled + "░" * (20 - filled)
            words = plain(f"Encrypting {at} of {of}  {bar}", "$muted")
            self.app.call_from_thread(self.query_one("#key-note", Static).update, words)

        try:
            encrypt_anew(self.app.opened, passphrase, done)
        except IroError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        self.app.call_from_thread(self._encrypted)

    def _encrypted(self) -> None:
        self._done("The vault and its backups are encrypted anew.")
        self._show_sheet("The old sheet opens nothing any more: tear it up. This is the new one.\n\n")

    def _done(self, words: str) -> None:
        self._say("")
        for field in self.query(Input):
            field.value = ""
        self.query_one("#key-now").focus()
        self.app.say(words)

    def changed(self, tables: frozenset[str]) -> None:
        """Nothing of the record is shown here."""
        del tables
