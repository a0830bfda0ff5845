"""Making the files of a new vault, so that a creation cut short leaves nothing that looks like one."""

from __future__ import annotations

import contextlib
from pathlib import Path

from iro_tui.errors import IroError
from iro_tui.vault import key
from iro_tui.vault.connection import connect_for_work
from iro_tui.vault.files import move, new_private_file
from iro_tui.vault.journal import journals_of
from iro_tui.vault.migrations import migrate

DB, KEY, LOCK = "vault.db", "vault.key", "vault.lock"
"""The names of the vault, its key file and its lock in their folder."""
BACKUPS, OUTBOX = "backups", "outbox"
"""The names of the folders beside them."""
COMING = "vault.coming"
"""What is about to take the vault's place; of no use when that was cut short."""
_PART = "vault.part"


def clear_cut_short(home: Path) -> None:
    """Remove what a kill left half written: a vault or key file that was coming, a letter in the outbox."""
    halves = [home / COMING, *home.glob(f"{KEY}*.part"), *(home / OUTBOX).glob("*.part")]
    for half in halves:
        # One that another program holds open, or that is no file, keeps nobody from the vault.
        with contextlib.suppress(OSError):
            half.unlink()


def make_files(home: Path, passphrase: str, cost: key.Cost | None) -> bytes:
    """Make the key file and the empty vault, and return the data key.

    The vault is made under another name: what bears its name has its whole schema. A file of that other name
    also tells that the key beside it is of a creation that was cut short, and holds nothing.

    Raises:
        IroError: There is the journal of another vault, which SQLite would write into the new one.
    """
    if strange := journals_of(home / DB):
        raise IroError(
            f"{strange[0]} is the journal of another vault and would damage a new one. Move that file to "
            "another folder, or name another folder for the vault."
        )
    part, key_file = home / _PART, home / KEY
    if part.exists():
        key_file.unlink(missing_ok=True)
        for left_over in home.glob(_PART + "*"):
            left_over.unlink()
    if not key_file.exists():
        new_private_file(part)
    data_key = key.create_key_file(key_file, passphrase, cost)
    connection = connect_for_work(part, data_key)
    try:
        migrate(connection, lambda: None)
    finally:
        connection.close()
    move(part, home / DB)
    return data_key
