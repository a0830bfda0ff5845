"""`iro-tui calendar`: reviews and deadlines as a file for Outlook."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from iro_tui.commands.given import today
from iro_tui.commands.vault import opened


def write(given: Namespace) -> str:
    """Write the file and say what is in it.

    Raises:
        IroError: the vault cannot be opened, or the file cannot be written there.
    """
    on = today(given)
    file = Path(given.out).expanduser().absolute()
    with opened(given) as vault:
        from iro_tui.exchange.calendar_file import say_written, write_calendar  # the vault has loaded it

        written = vault.act(write_calendar, file, on, vault.now(), names=given.names).result
        return say_written(written, file, names=given.names)
