"""Whether a file is whole: every byte of it, every row of it, and still in its place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault.connection import driver, unreadable

if TYPE_CHECKING:
    from sqlite3 import Connection


def refuse_emptied(file: Path) -> None:
    """Look that there is anything in a file before it is opened.

    Raises:
        VaultDamaged: SQLite would take it for a new database and throw its journal away.
    """
    if not file.stat().st_size:
        raise unreadable(file)


def refuse_damage(connection: Connection, file: Path) -> None:
    """Read every page and compare it with its own seal.

    Raises:
        VaultDamaged: A byte of the file is not as it was written.
    """
    try:
        # A page that a cut-short checkpoint left half-written has its good copy in the journal.
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        damaged = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    except driver().DatabaseError:
        damaged = [("unreadable",)]
    if damaged:
        raise unreadable(file)


def is_whole(connection: Connection) -> bool:
    """Tell whether a file's pages, indexes and links are all as they should be; slower than `refuse_damage`.

    Raises:
        DatabaseError: It cannot even be read.
    """
    return (
        connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        and connection.execute("PRAGMA foreign_key_check").fetchall() == []
    )


def inode(file: Path) -> tuple[int, int] | None:
    """Return what tells this file from another of its name; None when there is none."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def said_plainly(file: Path) -> Iterator[None]:
    """Turn what the disc refuses into one sentence; nothing was saved then.

    Raises:
        IroError: The disc is full, cannot be written, fails, or what is on it is damaged.
    """
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except DBAPIError as error:
        name = getattr(error.orig, "sqlite_errorname", None) or ""
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            raise unreadable(file) from None
        for kind, words in _DISC.items():
            if name.startswith(kind):
                raise IroError(f"Nothing was saved: {error.orig}. {words}") from None
        raise


_DISC = {
    "SQLITE_FULL": "Make room on the disc and save again.",
    "SQLITE_IOERR": "Look whether the disc is full or was taken away, and save again.",
    "SQLITE_READONLY_": "Look whether the disc or the folder was locked against writing, and save again.",
    "SQLITE_CANTOPEN": "Look whether the vault's folder is still in its place, and save again.",
}
"""What to do, by the beginning of SQLite's name for it. Plain READONLY is a question that wrote."""
