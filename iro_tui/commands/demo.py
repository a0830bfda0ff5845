"""`iro-tui demo`: the invented caseload, to look round in or to keep in a folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from iro_tui.demo import Made, make_demo, throw_away


def look_round(today: date) -> int:
    """Open the app on a throw-away vault and return the status to end with."""
    from letters.invented import write_letters
    from screens.app import run

    with throw_away(today, write_letters) as vault:
        return run(vault.home, today, vault)


def keep(home: Path, passphrase: str, today: date) -> Made:
    """Make a vault of invented children in a folder.

    Raises:
        IroError: there is a vault in the folder already, or it cannot be written.
    """
    from iro_tui.vault.store import Vault
    from letters.invented import write_letters

    with Vault.create(home, passphrase) as vault:
        made = make_demo(vault, today)
        write_letters(vault, made, today)
    return made
