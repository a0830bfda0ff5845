"""The whole file encrypted anew, because somebody may know the old passphrase or the old recovery sheet.

Two files change, the vault and its key file, and no disc changes two names at once. So the new key file lies
beside the old one before the new vault takes the old one's place; whichever of the two opens the vault after
a power cut is the right one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault import backups, key
from iro_tui.vault.connection import connect, driver, key_fits, unreadable
from iro_tui.vault.creation import COMING, DB, KEY, clear_cut_short
from iro_tui.vault.files import flush_file, move, new_private_file
from iro_tui.vault.lost_key import refuse_damaged_copy
from iro_tui.vault.migrations import row_counts
from iro_tui.vault.soundness import is_whole

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault

_NEXT = "vault.key.next"


def key_of(home: Path, opens: key.Opens, *, settle: bool = True) -> bytes:
    """Return the data key of the vault in a folder, also when encrypting it anew was cut short.

    Args:
        home: The folder.
        opens: Takes a key file and returns the data key it holds.
        settle: Clear away what was cut short; not while another copy of the program is at work.

    Raises:
        IroError: What `opens` raises.
    """
    following = home / _NEXT
    if settle:
        clear_cut_short(home)
    if not following.exists():
        try:
            return opens(home / KEY)
        except key.WrongPassphrase:
            refuse_damaged_copy(home)
            raise
    refusal: IroError | None = None
    for file in (home / KEY, following):
        try:
            found = opens(file)
        except IroError as error:
            refusal = refusal or error
            continue
        if key_fits(home / DB, found):
            if settle and file == following:
                move(following, home / KEY)
            elif settle:
                following.unlink()
            return found
        refusal = refusal or unreadable(home / DB)
    raise refusal or unreadable(home / DB)


def encrypt_anew(
    vault: Vault, passphrase: str, done: Callable[[int, int], None] = lambda at, of: None
) -> Path:
    """Give the vault and every copy in its backup folder a new data key, under a new passphrase.

    The old passphrase and the old recovery sheet open nothing in the vault's folder afterwards; copies kept
    elsewhere still open with them.

    Args:
        vault: The open vault; it stays open.
        passphrase: What opens it from now on.
        done: Told how many of how many files are done.

    Returns:
        The copy that was made first.

    Raises:
        IroError: It could not be done; the vault and its old passphrase are as they were.
    """
    first = backups.backup(vault)
    old, new = vault.data_key, secrets.token_bytes(key.DATA_KEY_BYTES)
    copies = backups.copies_in(vault.backups)
    coming, following = vault.home / COMING, vault.home / _NEXT
    try:
        with vault.raw() as connection:
            coming.unlink(missing_ok=True)
            new_private_file(coming)
            connection.execute("VACUUM INTO ?", (str(coming),))
            rows = row_counts(connection)
        change_key(coming, old, new, rows)
        key.wrap_key(following, new, passphrase, vault.cost)
        vault.take_the_place(coming, new)
        move(following, vault.key_file)
    except (OSError, driver().DatabaseError) as error:
        coming.unlink(missing_ok=True)
        following.unlink(missing_ok=True)
        raise IroError(f"The vault could not be encrypted anew: {error}. It is as it was.") from None
    done(1, len(copies) + 1)
    for number, copy in enumerate(copies, 2):
        _change_copy(copy, old, new, vault.key_file)
        done(number, len(copies) + 1)
    return first


def change_key(file: Path, old: bytes, new: bytes, rows: dict[str, int] | None = None) -> None:
    """Encrypt a file nobody uses with another data key, and check every page of it.

    Args:
        file: A whole vault that is at rest.
        old: The key it has.
        new: The key it gets.
        rows: How many rows each table must have; None does not count.

    Raises:
        DatabaseError: It could not be done, or the result is not whole. The file is of no use then.
    """
    connection = connect(file, old)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute(f"""PRAGMA rekey = "x'{new.hex()}'\"""")
    finally:
        connection.close()
    connection = connect(file, new)
    try:
        if not is_whole(connection) or (rows is not None and row_counts(connection) != rows):
            raise driver().DatabaseError("it did not come out whole")
    finally:
        connection.close()
    flush_file(file)


def _change_copy(copy: Path, old: bytes, new: bytes, key_file: Path) -> None:
    """Encrypt one backup anew. One that cannot be read stays as it is: it opens with nothing anyway."""
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        backups.copy_file(copy, part)
        change_key(part, old, new)
    except driver().DatabaseError:
        part.unlink(missing_ok=True)
        return
    # First the copy, then its key: the vault's own key opens it in between.
    move(part, copy)
    backups.copy_file(key_file, copy.with_suffix(".key"))
