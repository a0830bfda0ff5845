"""Connections to an encrypted file, set so that a commit that returned is on the disc."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from iro_tui.errors import IroError
from iro_tui.vault.lock import VaultInUse

if TYPE_CHECKING:
    from sqlite3 import Connection  # sqlcipher3 has the same shape and no types of its own

    from sqlalchemy import Engine

_PRAGMAS = (
    "locking_mode = EXCLUSIVE",  # no second opener, and no shared-memory file beside the vault
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL lost acknowledged commits in 940 of 1000 power cuts
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # else REPLACE deletes without leaving history
    "secure_delete = ON",
)
_BUSY = 5


def driver() -> Any:
    """Return the encrypting SQLite driver, imported when it is first needed."""
    from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

    return dbapi2


def connect(path: Path, data_key: bytes, *, untouched: bool = False) -> Connection:
    """Open an encrypted file with its raw key and nothing else set: for checking a copy.

    Args:
        path: The file.
        data_key: Its key.
        untouched: Take no lock and look at no journal; what is only in the journal is not seen then.
    """
    name = f"{path.absolute().as_uri()}?mode=ro&immutable=1" if untouched else str(path)
    connection = driver().connect(
        name, isolation_level=None, check_same_thread=False, timeout=0.5, uri=untouched
    )
    # First of all: SQLCipher writes to stderr, which would land in the middle of the screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"""PRAGMA key = "x'{data_key.hex()}'\"""")
    return cast("Connection", connection)


def key_fits(path: Path, data_key: bytes) -> bool:
    """Tell whether a file is encrypted with a data key; a journal beside it is left as it is."""
    if not path.exists() or not path.stat().st_size:
        return False
    connection = None
    try:
        connection = connect(path, data_key, untouched=True)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver().DatabaseError:
        return False
    finally:
        if connection is not None:
            connection.close()
    return True


def connect_for_work(path: Path, data_key: bytes) -> Connection:
    """Open the vault's own file, alone and durable.

    Raises:
        VaultInUse: Another program has the file open.
        IroError: The file is damaged or belongs to another key.
    """
    connection = connect(path, data_key)
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver().DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", None) == _BUSY:
            raise VaultInUse(path.parent) from None
        raise unreadable(path) from None
    return connection


class VaultDamaged(IroError):
    """The vault's file cannot be read, or not all of it; a copy of it may be put back in its place."""


def unreadable(path: Path) -> VaultDamaged:
    """Say that the vault's file cannot be read, and what is left to do."""
    return VaultDamaged(
        f"{path} cannot be read: it is damaged, or it belongs to another key file. Nothing was changed. "
        f"The copies in {path.parent / 'backups'} can be put back in its place."
    )


def work_engine(path: Path, data_key: bytes) -> Engine:
    """Return an engine with a single connection that threads take turns with.

    A transaction takes the write lock when it begins; one with the option `reading` cannot write at all.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    engine = create_engine(
        "sqlite+pysqlite://",
        module=driver(),
        creator=lambda: connect_for_work(path, data_key),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    def begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reading else 'OFF'}")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    event.listen(engine, "begin", begin)
    return engine
