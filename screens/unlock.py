"""Unlock: one field, and nothing of any child."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from iro_tui.errors import IroError
from screens.dialogs import Press
from screens.marks import plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.vault.store import Vault


class UnlockScreen(Page):
    """Ask for the passphrase; the record is loaded in the background meanwhile."""

    PLACES = ("unlock", "app")
    HELP_PAGE = "unlock"
    CSS_PATH = "unlock.tcss"

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._words = words
        self._with_code = False
        self._wrong = 0
        self._opening = False

    def where(self) -> str:
        """Say that it is locked."""
        return "Locked"

    def header_facts(self) -> list[tuple[int, Content]]:
        """Say that nothing is open; no name and no count."""
        return [
            (1, plain("nothing is open", "$muted")),
            (0, plain("nothing leaves this computer", "$muted")),
        ]

    def body(self) -> Iterable[Widget]:
        """One column in the middle."""
        yield Vertical(
            Static(plain("Welcome back.", "bold"), markup=False),
            Static(plain(f"Your caseload is locked. {self._words}".strip(), "$muted"), markup=False),
            Static(" "),
            Static(plain("Passphrase", "$muted"), id="unlock-label", markup=False),
            Input(password=True, id="passphrase", select_on_focus=False),
            Static("", id="unlock-note", markup=False),
            Static(" "),
            Horizontal(
                Press("Unlock", "enter", id="unlock"),
                Static(plain("F4 use the recovery sheet instead", "$muted"), id="unlock-other", markup=False),
                classes="buttons",
            ),
            Static("", id="unlock-backup", markup=False),
            id="unlock-column",
        )

    def opened(self) -> None:
        """Wait for the passphrase, and load what opening needs while it is typed."""
        self._note()
        self.query_one("#passphrase").focus()
        # Not before the first frame is painted: the import would hold the interpreter.
        self.set_timer(0.05, self._warm_up)

    @work(thread=True, exit_on_error=False)
    def _warm_up(self) -> None:
        # SQLModel takes longer to import than a passphrase takes to begin; the first frame must not wait.
        from iro_tui.vault.backups import copies_in, made_at
        from iro_tui.vault.opening import warm_up

        warm_up()
        copies = copies_in(self.app.home / "backups")
        if copies:
            made = made_at(copies[0]).astimezone(self.app.clock().tzinfo)
            day = "today" if made.date() == self.app.today else f"{made:%a} {made.day} {made:%b %Y}"
            self.call_later(self._show_backup, f"{day} {made:%H:%M}")

    def _show_backup(self, made: str) -> None:
        if not self.is_mounted:
            return
        words = plain("Last backup ", "$muted") + plain(made) + plain(", checked.", "$muted")
        self.query_one("#unlock-backup", Static).update(words)

    def _note(self, wrong: str = "") -> None:
        note = self.query_one("#unlock-note", Static)
        if wrong:
            note.update(plain(f"! {wrong}", "$late"))
        elif self._with_code:
            note.update(plain("14 groups of 4 letters, as they stand on the sheet.", "$muted"))
        else:
            note.update(plain("F3 shows what you type, until you press enter.", "$muted"))

    def action_show_typed(self) -> None:
        """Show or hide the letters."""
        field = self.query_one("#passphrase", Input)
        field.password = not field.password

    def action_recovery(self) -> None:
        """Change between passphrase and recovery code."""
        self._with_code = not self._with_code
        field = self.query_one("#passphrase", Input)
        field.value = ""
        field.password = not self._with_code
        self.query_one("#unlock-label", Static).update(
            plain("Recovery code" if self._with_code else "Passphrase", "$muted")
        )
        self.query_one("#unlock-other", Static).update(
            plain(
                "F4 use the passphrase instead" if self._with_code else "F4 use the recovery sheet instead",
                "$muted",
            )
        )
        self._note()
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Try to open."""
        event.stop()
        self._try()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Try to open."""
        event.stop()
        self._try()

    def action_unlock(self) -> None:
        """Try to open."""
        self._try()

    def _try(self) -> None:
        field = self.query_one("#passphrase", Input)
        if self._opening or not field.value:
            return
        self._opening = True
        if not self._with_code:
            field.password = True
        self.query_one("#unlock-note", Static).update(plain("Opening…", "$muted"))
        self._open(field.value)

    @work(thread=True, exit_on_error=False, exclusive=True)
    def _open(self, typed: str) -> None:
        from iro_tui.vault.store import Vault

        # A growing pause makes guessing at the keyboard slow.
        time.sleep(min(self._wrong * 0.5, 5.0))
        opener = Vault.open_with_code if self._with_code else Vault.open
        try:
            vault = opener(self.app.home, typed)
        except IroError as error:
            self.app.call_from_thread(self._refused, str(error))
            return
        self.app.call_from_thread(self.call_later, self._opened, vault)

    def _refused(self, sentence: str) -> None:
        self._opening = False
        self._wrong += 1
        self._note(sentence)
        field = self.query_one("#passphrase", Input)
        field.value = ""
        field.focus()

    async def _opened(self, vault: Vault) -> None:
        if self._with_code:
            from screens.new_passphrase import NewPassphraseScreen

            self.app.vault = vault
            await self.app.push_screen(NewPassphraseScreen(vault))
            return
        await self.app.enter(vault)

    def changed(self, tables: frozenset[str]) -> None:
        """Nothing of the record is shown here."""
        del tables
