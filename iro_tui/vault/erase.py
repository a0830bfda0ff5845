"""Erasing one child: the one exception to a history that is never changed.

Everything in one transaction, the one of the verb that calls this: the child's rows, drafts and whatever was
ever written about them in the history go, the entries in the index with them, and the chain over the rest of
the history is worked out anew. What was freed is written over (`secure_delete`), in the index too.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iro_tui.vault.chain import chain_all
from iro_tui.vault.triggers import NO_HISTORY, columns_of, drop_triggers, ensure_triggers, plain_tables

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlmodel import Session

    from iro_tui.vault.store import Vault

KEPT_LISTS = "import:"
"""How the keys of drafts begin that hold whole lists of the council's, with every child on them."""
ERASED = "child erased"
"""The words of the step; undo stops at it, because there is nothing left to bring back."""


def erase_rows(session: Session, child_id: str) -> None:
    """Take out every row about a child, and everything the history says of them.

    Args:
        session: the session of a verb; nothing is gone until its step is on the disc.
        child_id: the child.
    """
    session.flush()
    session.expunge_all()
    connection: Any = session.connection().connection.driver_connection
    drop_triggers(connection)
    ids = {child_id}
    for table in plain_tables(connection):
        if table not in NO_HISTORY:
            key, columns = columns_of(connection, table)
            if "child_id" in columns:
                found = connection.execute(f'SELECT "{key}" FROM "{table}" WHERE child_id = ?', (child_id,))
                ids |= {row[0] for row in found.fetchall()}
    known = connection.execute(
        "SELECT row_id FROM history WHERE child_id = ? GROUP BY row_id", (child_id,)
    ).fetchall()
    ids |= {row[0] for row in known}
    _drafts(connection, child_id, ids)
    connection.execute("DELETE FROM child WHERE id = ?", (child_id,))
    connection.execute("DELETE FROM history WHERE child_id = ?", (child_id,))
    connection.executemany("DELETE FROM history WHERE row_id = ?", [(each,) for each in sorted(ids)])
    chain_all(connection)
    ensure_triggers(connection)


def _drafts(connection: Connection, child_id: str, ids: Iterable[str]) -> None:
    """Typing about the child, also where it hangs on one of the rows and not on the child; and kept lists."""
    wanted = set(ids)
    for (key,) in connection.execute("SELECT key FROM draft").fetchall():
        if wanted & set(key.split(":")):
            connection.execute("DELETE FROM draft WHERE key = ?", (key,))
    connection.execute("DELETE FROM draft WHERE child_id = ?", (child_id,))
    connection.execute("DELETE FROM draft WHERE key LIKE ?", (f"{KEPT_LISTS}%",))


def sweep(vault: Vault) -> None:
    """Write the vault's file anew without what was freed, and empty its journal, which holds old pages."""
    with vault.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
