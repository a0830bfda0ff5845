"""Copies of the vault: same key, checked before they get their name, the key file beside them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault.connection import connect, driver
from iro_tui.vault.files import flush_file, move, new_private_file, private_folder, write_whole
from iro_tui.vault.migrations import row_counts

if TYPE_CHECKING:
    from sqlite3 import Connection

    from iro_tui.vault.store import Vault

KEPT = 20
"""How many copies the vault's own backup folder holds at most."""
APART = timedelta(minutes=30)
"""The least time between two copies made by themselves."""

_NAME = "vault-%Y-%m-%dT%H-%M-%SZ"
_NAMED = re.compile(r"vault-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?")


def backup(vault: Vault, folder: Path | None = None) -> Path:
    """Make a checked copy now and return its file.

    Args:
        vault: The open vault.
        folder: Where to put it; None is the vault's own backup folder, which keeps the newest 20.

    Raises:
        IroError: The copy could not be written or did not pass its checks; there is no file with its name.
    """
    with vault.raw() as connection:
        path = copy(connection, vault.data_key, vault.key_file, folder or vault.backups, vault.now())
    if folder is None:
        _thin(vault.backups, path)
    return path


def make_backup_if_due(vault: Vault) -> Path | None:
    """Make a copy if something changed since the newest one and that is 30 minutes old; None when not due."""
    copies = copies_in(vault.backups)
    with vault.raw() as connection:
        now_holds = _marks(connection)
    if not copies:
        return backup(vault) if now_holds != (None, None) else None
    # A copy from the future means that a clock was wrong, not that there is no hurry.
    if timedelta(0) <= vault.now() - made_at(copies[0]) < APART:
        return None
    if _copy_holds(copies[0], vault.data_key) == now_holds:
        return None
    return backup(vault)


def copies_in(folder: Path) -> list[Path]:
    """Return the copies in a folder, newest first."""
    named = [path for path in folder.glob("vault-*.db") if _NAMED.fullmatch(path.stem)]
    return sorted(named, key=lambda path: path.stem, reverse=True)


def made_at(copy_file: Path) -> datetime:
    """Return when a copy was made, from its name."""
    return datetime.strptime(copy_file.stem.partition("Z")[0] + "Z", _NAME).replace(tzinfo=UTC)


def copy(connection: Connection, data_key: bytes, key_file: Path, folder: Path, at: datetime) -> Path:
    """Copy the vault behind a connection that is in no transaction, check the copy, and only then name it."""
    part: Path | None = None
    try:
        private_folder(folder)
        path = _free_name(folder, at)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        new_private_file(part)
        connection.execute("VACUUM INTO ?", (str(part),))
        flush_file(part)
        _check(part, data_key, row_counts(connection))
        if key_file.exists():
            write_whole(path.with_suffix(".key"), key_file.read_bytes())
        move(part, path)
    except (OSError, driver().DatabaseError) as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise IroError(
            f"No backup could be made in {folder}: {error}. The vault itself is as it was."
        ) from None
    return path


def _check(part: Path, data_key: bytes, rows: dict[str, int]) -> None:
    connection = connect(part, data_key)
    try:
        sound = (
            connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
            and connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and row_counts(connection) == rows
        )
    finally:
        connection.close()
    if not sound:
        raise driver().DatabaseError("the copy is not the same as the vault")


def _marks(connection: Connection) -> tuple[int | None, str | None]:
    """Return what tells one state of the vault from a later one: the newest history row and draft."""
    query = "SELECT (SELECT max(seq) FROM history), (SELECT max(saved_at) FROM draft)"
    newest, draft = connection.execute(query).fetchone()
    return newest, draft


def _copy_holds(copy_file: Path, data_key: bytes) -> tuple[int | None, str | None] | None:
    """Return the marks of a copy; None when it cannot be read, so that a new one is due."""
    connection = connect(copy_file, data_key)
    try:
        return _marks(connection)
    except driver().DatabaseError:
        return None
    finally:
        connection.close()


def _free_name(folder: Path, at: datetime) -> Path:
    name = at.astimezone(UTC).strftime(_NAME)
    path = folder / f"{name}.db"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.db"
    return path


def _thin(folder: Path, just_made: Path) -> None:
    """Remove the oldest copies, and what a kill left of a copy half-made."""
    for left_over in folder.glob("vault-*.part*"):
        left_over.unlink()
    for old in copies_in(folder)[KEPT:]:
        if old != just_made:
            old.unlink(missing_ok=True)
            old.with_suffix(".key").unlink(missing_ok=True)
