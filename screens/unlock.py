"""Unlock: one field, and nothing of any child."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from iro_tui.errors import IroError
from screens.commands import command, say_key
from screens.dialogs import Press
from screens.marks import plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from textual.events import Key
    from textual.widget import Widget

    from iro_tui.vault.key import Opens
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
        self._offer = ""
        """What else is possible with what was typed: `read_only` or `put_back`; empty for nothing."""
        self._good: Path | None = None
        """The backup that would be put back, or the key file from beside one."""

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

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read only, or to put a backup back, only where that helps."""
        if action in ("read_only", "put_back"):
            return self._offer == action
        return super().check_action(action, parameters)

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
        self._offer = ""
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

    def on_key(self, event: Key) -> None:
        """Typing goes on in the field, wherever the focus is."""
        field = self.query_one("#passphrase", Input)
        if event.is_printable and event.character and not field.has_focus:
            event.stop()
            field.focus()
            field.insert_text_at_cursor(event.character)

    def _begin_opening(self) -> None:
        """What is typed from now on is for what opens; it is dropped when nothing does."""
        self._opening = True
        self.app.typed_ahead.hold()

    def _end_opening(self, *, opened: bool) -> None:
        if self._opening:
            self._opening = False
            self.app.typed_ahead.let_go(drop=not opened)

    def _try(self) -> None:
        field = self.query_one("#passphrase", Input)
        if self._opening or not field.value:
            return
        self._begin_opening()
        if not self._with_code:
            field.password = True
        self.query_one("#unlock-note", Static).update(plain("Opening…", "$muted"))
        self._open(field.value)

    # Its description would else hold what it is called with: the passphrase.
    @work(thread=True, exit_on_error=False, exclusive=True, description="the key")
    def _open(self, typed: str) -> None:
        from iro_tui.vault.store import Vault

        # A growing pause makes guessing at the keyboard slow.
        time.sleep(min(self._wrong * 0.5, 5.0))
        opener = Vault.open_with_code if self._with_code else Vault.open
        try:
            vault = opener(self.app.home, typed)
        except IroError as error:
            self.app.call_from_thread(self._refused, str(error), *self._way_out(error, typed))
            return
        self.app.call_from_thread(self.call_later, self._opened, vault)

    def _way_out(self, error: IroError, typed: str) -> tuple[str, Path | None]:
        """Return what else can be done with what was typed, and the backup or key file that would go back."""
        from iro_tui.vault.connection import VaultDamaged
        from iro_tui.vault.key import KeyFileLost
        from iro_tui.vault.lock import CannotWrite
        from iro_tui.vault.lost_key import key_beside_backup
        from iro_tui.vault.restore import newest_to_put_back

        if isinstance(error, CannotWrite) and not self._with_code:
            return "read_only", None
        if isinstance(error, VaultDamaged | KeyFileLost):
            home, opens = self.app.home, self._opens(typed)
            # The key file alone comes first: with it nothing that was saved since the backup is lost.
            beside = key_beside_backup(home, opens) if isinstance(error, KeyFileLost) else None
            good = beside or newest_to_put_back(home, opens)
            return ("put_back", good) if good else ("", None)
        return "", None

    def _opens(self, typed: str) -> Opens:
        from iro_tui.vault import key

        if self._with_code:
            return partial(key.data_key_by_code, code=typed)
        return partial(key.open_key_file, passphrase=typed)

    def action_read_only(self) -> None:
        """Open a copy of the vault as it stands, to read."""
        if not self._opening:
            self._begin_opening()
            self.query_one("#unlock-note", Static).update(plain("Opening a copy to read…", "$muted"))
            self._open_to_read(self.query_one("#passphrase", Input).value)

    # Its description would else hold what it is called with: the passphrase.
    @work(thread=True, exit_on_error=False, exclusive=True, description="the key")
    def _open_to_read(self, typed: str) -> None:
        from iro_tui.vault.store import Vault

        try:
            vault = Vault.open(self.app.home, typed, read_only=True)
        except IroError as error:
            self.app.call_from_thread(self._refused, str(error))
            return
        self.app.call_from_thread(self.call_later, self._opened, vault)

    def action_put_back(self) -> None:
        """Put the lost key file, or else the newest good backup, back in its place, after asking."""
        from iro_tui.vault.backups import made_at
        from screens.dialogs import AskDialog

        if self._good is None or self._opening:
            return
        made = made_at(self._good).astimezone(self.app.clock().tzinfo)
        what = "key file" if self._is_key else "backup"
        words = (
            "It opens the vault as it is: everything that was saved is there. A damaged key file is kept, "
            "under the name damaged."
            if self._is_key
            else "It was opened and checked just now. What was saved after it is not in it. "
            "The damaged files are kept beside it, under the name damaged."
        )
        question = f"Put back the {what} of {made:%a} {made.day} {made:%b %Y} {made:%H:%M}?"
        self.app.push_screen(AskDialog(question, words, "Put back", "Leave"), self._put_back)

    @property
    def _is_key(self) -> bool:
        return self._good is not None and self._good.suffix == ".key"

    def _put_back(self, yes: bool | None) -> None:
        if not yes or self._good is None:
            return
        from iro_tui.vault.lost_key import put_key_back
        from iro_tui.vault.restore import put_back

        typed = self.query_one("#passphrase", Input).value
        try:
            if self._is_key:
                put_key_back(self.app.home, self._good)
            else:
                put_back(self.app.home, self._good, self._opens(typed))
        except IroError as error:
            self._refused(str(error))
            return
        self._try()

    def _refused(self, sentence: str, offer: str = "", good: Path | None = None) -> None:
        self._end_opening(opened=False)
        self._offer, self._good = offer, good
        field = self.query_one("#passphrase", Input)
        if offer:
            key = say_key(command(f"unlock.{offer.replace('_', '-')}").key)
            way = "opens a copy to read" if offer == "read_only" else "puts the newest good backup back"
            if self._is_key:
                way = "puts back the key file from beside a backup; nothing that was saved is lost"
            sentence = f"{sentence} {key} {way}."
        else:
            self._wrong += 1
            field.value = ""
        self._note(sentence)
        field.focus()
        self.draw_frame()

    async def _opened(self, vault: Vault) -> None:
        if self._with_code:
            from screens.new_passphrase import NewPassphraseScreen

            self.app.vault = vault
            await self.app.push_screen(NewPassphraseScreen(vault))
        else:
            await self.app.enter(vault)
        self._end_opening(opened=True)

    def changed(self, tables: frozenset[str]) -> None:
        """Nothing of the record is shown here."""
        del tables
