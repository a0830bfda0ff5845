"""A copy of the vault as it stands at this moment, to read while the vault itself cannot be written.

The one that has the vault open goes on writing meanwhile: only its file and its journal are read. Both stay
encrypted; the copy is removed when it is closed, or when the next one is made.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from iro_tui.errors import IroError
from iro_tui.vault.connection import connect, driver
from iro_tui.vault.creation import DB
from iro_tui.vault.files import new_private_file
from iro_tui.vault.journal import refuse_damaged_journal
from iro_tui.vault.lock import CannotWrite, release_lock, take_lock
from iro_tui.vault.soundness import is_whole

_FOLDER = "iro-tui-reading-"
_LOCK = "lock"
_TRIES = 20
_SALTS = 32
"""Bytes of the journal's head; they change when the journal is begun anew."""


def copy_to_read(home: Path, data_key: bytes) -> tuple[Path, int]:
    """Copy the vault of a folder into a private temporary one; return the copy and the lock that guards it.

    Raises:
        IroError: No whole copy could be made.
    """
    refuse_damaged_journal(home / DB)
    copy, lock = place_for_copy()
    try:
        for _ in range(_TRIES):
            if _copied(home / DB, copy) and _readable(copy, data_key):
                return copy, lock
            time.sleep(0.1)
    except OSError as error:
        forget_copy(copy, lock)
        raise IroError(f"No copy to read could be made: {error.strerror}.") from None
    except BaseException:
        forget_copy(copy, lock)
        raise
    forget_copy(copy, lock)
    raise IroError(
        "No whole copy to read could be made. Either the vault is being written all the time: try again in "
        f"a moment. Or {home / (DB + '-wal')} is not its own: then move that file to another folder."
    )


def place_for_copy() -> tuple[Path, int]:
    """Return where a copy may be put in a private temporary folder, and the lock that guards it."""
    _clear_left_over()
    folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
    return folder / DB, take_lock(folder / _LOCK)


def copy_file(source: Path, target: Path) -> None:
    """Copy one encrypted file, private from its first byte; what lies there already goes."""
    target.unlink(missing_ok=True)
    new_private_file(target)
    target.write_bytes(source.read_bytes())


def forget_copy(copy: Path, lock: int) -> None:
    """Remove the copy and let go of its lock."""
    release_lock(lock)
    shutil.rmtree(copy.parent, ignore_errors=True)


def _copied(source: Path, target: Path) -> bool:
    """Copy file and journal; False when the one that writes moved rows from one to the other meanwhile."""
    before = _state(source)
    for suffix in ("", "-wal"):
        part = target.with_name(target.name + suffix)
        part.unlink(missing_ok=True)
        original = source.with_name(source.name + suffix)
        if original.exists():
            copy_file(original, part)
    return _state(source) == before


def _state(source: Path) -> tuple[int, int, bytes]:
    found = source.stat()
    journal = source.with_name(source.name + "-wal")
    head = b""
    if journal.exists():
        with journal.open("rb") as file:
            head = file.read(_SALTS)
    return found.st_size, found.st_mtime_ns, head


def _readable(copy: Path, data_key: bytes) -> bool:
    connection = connect(copy, data_key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return is_whole(connection)
    except driver().DatabaseError:
        return False
    finally:
        connection.close()


def _clear_left_over() -> None:
    """Remove copies whose reader was killed."""
    for folder in Path(tempfile.gettempdir()).glob(_FOLDER + "*"):
        try:
            lock = take_lock(folder / _LOCK)
        except CannotWrite:
            continue
        forget_copy(folder / DB, lock)
