"""A journal beside the vault that is not the vault's: of another one, or of an earlier state of this one.

It comes there when files are copied by hand or by a folder that is synced. SQLite asks no question: it writes
the pages of the journal into the file, and what was there is gone. So what it would do is tried on a copy.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from iro_tui.errors import IroError
from iro_tui.vault import chain
from iro_tui.vault.connection import connect, driver, unreadable
from iro_tui.vault.journal import journals_of, refuse_damaged_journal
from iro_tui.vault.reading import copy_file, forget_copy, place_for_copy
from iro_tui.vault.soundness import is_whole


class _State(NamedTuple):
    whole: bool
    newest: int
    """The number of the newest row of history; a number is never given twice, so it never goes back."""
    chained: bool


def refuse_journal(file: Path, data_key: bytes) -> None:
    """Look at what lies beside a vault as its journal, before SQLite does.

    Args:
        file: The vault, which nobody has open.
        data_key: What it is encrypted with.

    Raises:
        VaultDamaged: The journal is damaged, or the vault is with and without it. Nothing was changed.
        IroError: It is not this vault's journal, or there is no room to try. Nothing was changed.
    """
    journals = journals_of(file)
    if not journals:
        return
    refuse_damaged_journal(file)
    copy, lock = place_for_copy()
    try:
        copy_file(file, copy)
        alone = _look(copy, data_key)
        copy_file(file, copy)
        for journal in journals:
            copy_file(journal, copy.with_name(journal.name))
        together = _look(copy, data_key)
    except OSError as error:
        raise IroError(
            f"{journals[0]} was left by a crash and must be tried on a copy before the vault opens, and no "
            f"copy could be made: {error.strerror}. Nothing was changed. Make room on the disc and try again."
        ) from None
    finally:
        forget_copy(copy, lock)
    chained = together.chained or not alone.chained
    if together.whole and chained and together.newest >= alone.newest:
        return
    if not alone.whole:
        raise unreadable(file)
    raise IroError(
        f"{journals[0]} does not belong to this vault: it is of another one, or of an earlier state of this "
        f"one, and would damage it. Nothing was changed, and the vault itself is whole. Move that file to "
        "another folder, then open again."
    )


def _look(copy: Path, data_key: bytes) -> _State:
    """Take in the journals beside a copy, and say what has become of it."""
    connection = connect(copy, data_key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        whole = is_whole(connection)
        newest = chain.head(connection)
        return _State(whole, newest[0] if newest else 0, chain.verify(connection).broken_at is None)
    except driver().DatabaseError:
        return _State(False, 0, False)
    finally:
        connection.close()
