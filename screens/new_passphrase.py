"""A new passphrase after the recovery sheet opened the vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from screens.dialogs import Press
from screens.marks import plain
from screens.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.widget import Widget

    from iro_tui.vault.store import Vault


class NewPassphraseScreen(Page):
    """After opening with the recovery sheet: a new passphrase, before anything else."""

    PLACES = ("first", "app")
    HELP_PAGE = "unlock"
    CSS_PATH = "unlock.tcss"

    def __init__(self, vault: Vault) -> None:
        super().__init__()
        self._vault = vault

    def where(self) -> str:
        """Say what is asked."""
        return "New passphrase"

    def header_facts(self) -> list[tuple[int, Content]]:
        """No name and no count before it is done."""
        return [(0, plain("opened with the recovery sheet", "$muted"))]

    def body(self) -> Iterable[Widget]:
        """One column in the middle."""
        yield Vertical(
            Static(plain("The recovery sheet opened it.", "bold"), markup=False),
            Static(plain("Choose a new passphrase; the sheet stays good.", "$muted"), markup=False),
            Static(" "),
            Static(plain("Passphrase", "$muted"), markup=False),
            Input(password=True, id="first-passphrase", select_on_focus=False),
            Static(plain("The same again", "$muted"), markup=False),
            Input(password=True, id="first-again", select_on_focus=False),
            Static("", id="first-wrong", markup=False),
            Press("Go in", "F2", id="next"),
            id="unlock-column",
        )

    def opened(self) -> None:
        """Wait for the new passphrase."""
        self.query_one("#first-passphrase").focus()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on."""
        if event.input.id == "first-passphrase":
            self.query_one("#first-again").focus()
        else:
            await self.action_next_step()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Go on."""
        event.stop()
        await self.action_next_step()

    async def action_next_step(self) -> None:
        """Set the passphrase and go in."""
        from iro_tui.vault.passphrase import passphrase_problem

        first = self.query_one("#first-passphrase", Input).value
        again = self.query_one("#first-again", Input).value
        problem = passphrase_problem(first) or (
            None if first == again else "The two are not the same. Type them again."
        )
        if problem:
            self.query_one("#first-wrong", Static).update(plain(f"! {problem}", "$late"))
            return
        self._vault.set_passphrase(first)
        await self.app.enter(self._vault)

    def changed(self, tables: frozenset[str]) -> None:
        """Nothing of the record is shown here."""
        del tables
