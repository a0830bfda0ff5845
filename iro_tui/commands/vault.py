"""Opening the vault from the command line: one place for every command that needs it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from iro_tui.commands.given import home, passphrase

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault


@contextmanager
def opened(given: Namespace) -> Iterator[Vault]:
    """The vault of `--home`, opened with the passphrase that was given, and closed at the end.

    Raises:
        IroError: there is none, it is in use, damaged or newer, or the passphrase does not open it.
    """
    from iro_tui.vault.store import Vault

    where = home(given)
    # Nobody is asked for the passphrase of a vault that is not there; opening it says so.
    typed = passphrase(given) if Vault.exists(where) else ""
    with Vault.open(where, typed) as vault:
        yield vault
