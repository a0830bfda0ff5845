"""A vault that any earlier version made opens now, with every row of every table."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from vault_verbs import add_child, names

from bench.old_vault import held, make_old
from iro_tui.vault import chain
from iro_tui.vault.backups import copies_in, is_copy
from iro_tui.vault.connection import connect
from iro_tui.vault.freeze import RELEASED
from iro_tui.vault.history import history_of
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
