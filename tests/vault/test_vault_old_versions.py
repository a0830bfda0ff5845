"""A vault that any earlier version made opens now, with every row of every table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from vault_verbs import add_child, names

from bench.old_vault import held, make_old
from iro_tui.errors import IroError
from iro_tui.vault import chain
from iro_tui.vault.backups import copies_in, is_copy
from iro_tui.vault.connection import connect
from iro_tui.vault.freeze import RELEASED
from iro_tui.vault.history import history_of, undo
from iro_tui.vault.key import Cost, open_key_file
from iro_tui.vault.migrations import MIGRATIONS, row_counts, version_of
from iro_tui.vault.store import Vault


def columns_of(connection: Any, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()]


@pytest.mark.parametrize("number", range(1, RELEASED + 1))
def test_a_vault_of_each_released_version_opens_whole(
    number: int, home: Path, passphrase: str, cheap: Cost
) -> None:
    rows = make_old(home, passphrase, cheap, number)
    assert len(rows) >= 20 and all(rows.values())
    data_key = open_key_file(home / "vault.key", passphrase)
    shutil.copy(home / "vault.db", home / "as it was.db")
    old = connect(home / "as it was.db", data_key)
    with Vault.open(home, passphrase) as vault:
        with vault.raw() as connection:
            # A column that a later step gave another place is that step's own test.
            kept = {
                table: [c for c in columns_of(connection, table) if c in columns_of(old, table)]
                for table in rows
            }
            before = {table: held(old, table, columns) for table, columns in kept.items()}
            assert version_of(connection) == MIGRATIONS[-1].number
            counts = row_counts(connection)
            assert {table: counts[table] for table in rows} == rows
            assert {table: held(connection, table, kept[table]) for table in rows} == before
            assert chain.verify(connection).broken_at is None
        written = len(vault.ask(history_of, limit=10_000))
        vault.act(add_child, "Wren")
        assert len(vault.ask(history_of, limit=10_000)) == written + 1
        with vault.raw() as connection:
            assert chain.verify(connection).broken_at is None
        assert "Wren" in vault.ask(names)
        old.close()
        copies = copies_in(vault.backups)
        assert len(copies) == (number < MIGRATIONS[-1].number)
        assert all(is_copy(copy, data_key) for copy in copies)
    for copy in copies:
        first = connect(copy, data_key)
        assert version_of(first) == number
        first.close()


ALERT_STEPS = {
    "changed": "UPDATE alert SET formal_on = '2026-02-03' WHERE id = 'alert-1'",
    "made": "INSERT INTO alert (id, child_id, {rest}) SELECT 'alert-9', child_id, {rest} FROM alert LIMIT 1",
    "taken away": "DELETE FROM alert WHERE id = 'alert-1'",
}


@pytest.mark.parametrize("what", ALERT_STEPS)
def test_a_step_that_knew_a_column_since_dropped_cannot_be_undone_and_says_so(
    what: str, home: Path, passphrase: str, cheap: Cost
) -> None:
    make_old(home, passphrase, cheap, 1)
    old = connect(home / "vault.db", open_key_file(home / "vault.key", passphrase))
    rest = ", ".join(f'"{name}"' for name in columns_of(old, "alert") if name not in ("id", "child_id"))
    old.execute("PRAGMA foreign_keys = ON")
    old.execute("BEGIN")
    old.execute(
        "INSERT INTO acting (one, step, at, who, words) "
        "VALUES (1, 9, '2026-02-03T09:30:00+00:00', 'IRO', 'alert changed')"
    )
    old.execute(ALERT_STEPS[what].format(rest=rest))
    old.execute("DELETE FROM acting")
    old.execute("COMMIT")
    old.close()
    with Vault.open(home, passphrase) as vault:
        with vault.raw() as connection:
            counts = row_counts(connection)
        with pytest.raises(IroError, match=r"alert changed\. An earlier version of iro-tui saved it"):
            vault.act(undo)
        with vault.raw() as connection:
            assert row_counts(connection) == counts
            assert chain.verify(connection).broken_at is None
        vault.act(add_child, "Wren")
        assert vault.act(undo).result is not None, "what was saved since is undone as ever"
