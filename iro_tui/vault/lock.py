"""The lock file: one copy of the program at a time works on a vault.

SQLite's own exclusive lock would refuse a second copy too; this one answers before a passphrase is asked for.
The operating system frees it when the holder ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from iro_tui.errors import IroError


class CannotWrite(IroError):
    """The vault cannot be written now. It may still be read, with `Vault.open(..., read_only=True)`."""


class VaultInUse(CannotWrite):
    """Another copy of the program has this vault open."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"The vault in {home} is in use by another copy of iro-tui. Close that one, then try again."
        )


def take_lock(path: Path) -> int:
    """Take the lock and return its handle, to be given to `release_lock`.

    Raises:
        VaultInUse: Somebody has it.
        CannotWrite: The folder cannot be written.
    """
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotWrite(f"Nothing can be written in {path.parent}: {error.strerror}.") from None
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise VaultInUse(path.parent) from None
    return handle


def release_lock(handle: int) -> None:
    """Give the lock back. The file stays: removing it would let two copies lock two different files."""
    os.close(handle)
