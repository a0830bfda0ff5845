"""From an older schema to a newer one: everything or nothing, with a copy made before."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from vault_verbs import add_child, add_review, names, note_texts

from iro_tui.errors import IroError
from iro_tui.vault import freeze, migrations, store
from iro_tui.vault.connection import connect, connect_for_work
from iro_tui.vault.history import history_of
from iro_tui.vault.migrations import MIGRATIONS, Migration, migrate, version_of
from iro_tui.vault.store import Vault

RUN_FREEZE = (
    "the record's models no longer match the newest file in vault/schema: "
    "run python -m iro_tui.vault.freeze and commit the file"
)

AS_RELEASED = {
    "0001.sql": "93ad70e366239697ecfec097b43280e3e2f512abfa5ed01133c718a44b93b246",
    "0002.sql": "b1e89bd04341b2129e84ecdbb4dcdc32bd2e57fb608a20f8c55ada730e97a989",
    "0003.sql": "e99534b368c8a85ad6f20864d9382da2c973c02e134756ae6a3b196baa8381eb",
}
"""The frozen files that vaults outside this checkout were made by."""


@pytest.fixture
def connection(tmp_path: Path) -> Any:
    connection = connect_for_work(tmp_path / "a.db", b"k" * 32)
    yield connection
    connection.close()


def shape(connection: Any) -> dict[str, Any]:
    """What tables, columns, indexes, links and triggers a schema has, in whatever order and wording."""
    described: dict[str, Any] = {}
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master").fetchall():
        described[f"{kind} {name}"] = True
        if kind == "table":
            columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
            described[f"columns {name}"] = sorted((row[1], row[2], row[3], row[5]) for row in columns)
            indexes = connection.execute(f'PRAGMA index_list("{name}")').fetchall()
            described[f"indexes {name}"] = sorted(row[1:] for row in indexes)
            links = connection.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
            described[f"links {name}"] = sorted(row[2:] for row in links)
    return described


def test_the_migrated_schema_is_the_schema_of_the_models(tmp_path: Path, connection: Any) -> None:
    from sqlalchemy import create_engine
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401
    from iro_tui.vault.history import SCHEMA
    from iro_tui.vault.triggers import ensure_triggers

    migrate(connection, lambda: None)
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    raw: Any = engine.raw_connection()
    for statement in SCHEMA:
        raw.execute(statement)
    ensure_triggers(raw.driver_connection)
    from_models, migrated = shape(raw), shape(connection)
    raw.close()
    engine.dispose()
    assert "table child" in migrated
    wrong = {key for key in from_models.keys() | migrated.keys() if from_models.get(key) != migrated.get(key)}
    assert not wrong, f"{RUN_FREEZE} (differs: {', '.join(sorted(wrong))})"


def test_the_newest_frozen_file_is_what_freeze_writes(connection: Any) -> None:
    begun = migrations.FROZEN / f"{freeze.RELEASED + 1:04}.sql"
    frozen = begun.read_text("utf-8") if begun.exists() else ""
    assert frozen == freeze.newest_step(connection), RUN_FREEZE


def test_every_released_step_is_as_it_was_released() -> None:
    assert freeze.RELEASED in (MIGRATIONS[-1].number, MIGRATIONS[-1].number - 1)
    for name, fingerprint in AS_RELEASED.items():
        assert sha256((migrations.FROZEN / name).read_bytes()).hexdigest() == fingerprint
    assert len(AS_RELEASED) == freeze.RELEASED


def test_a_fresh_file_gets_the_newest_version_and_needs_no_backup(connection: Any) -> None:
    called: list[int] = []
    assert migrate(connection, lambda: called.append(1)) is True
    assert version_of(connection) == MIGRATIONS[-1].number
    assert called == []
    assert migrate(connection, lambda: called.append(1)) is False


def test_the_numbers_of_the_migrations_are_1_2_3_and_so_on() -> None:
    assert [migration.number for migration in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_newer_vault_is_refused_and_left_alone(vault: Vault, passphrase: str) -> None:
    vault.act(add_child, "Wren")
    with vault.raw() as raw:
        raw.execute("PRAGMA user_version = 99")
    vault.close()
    content = (vault.home / "vault.db").read_bytes()
    with pytest.raises(IroError, match="written by a newer version of iro-tui"):
        Vault.open(vault.home, passphrase)
    assert (vault.home / "vault.db").read_bytes() == content


def with_step(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], None], may_change: frozenset[str] = frozenset()
) -> None:
    """Let the program be one version on, with this step."""
    number = MIGRATIONS[-1].number + 1
    steps = (*MIGRATIONS, Migration(number, change, may_change))
    monkeypatch.setattr(store, "migrate", lambda connection, before: migrate(connection, before, steps))


def filled(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(add_review, child_id, ["one", "two"])
    vault.close()


def rebuild_child(connection: Any) -> None:
    """Rebuild the table the others hang on, which is where rows are lost when it is done carelessly."""
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'child'").fetchone()
    connection.execute(made.replace("TABLE child", "TABLE child_rebuilt"))
    connection.execute("INSERT INTO child_rebuilt SELECT * FROM child")
    connection.execute("DROP TABLE child")
    connection.execute("ALTER TABLE child_rebuilt RENAME TO child")


def test_a_rebuilt_table_keeps_its_rows_their_children_and_its_triggers(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(vault)
    with_step(monkeypatch, rebuild_child)
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Wren"]
        assert again.ask(note_texts) == ["one", "two"]
        with again.raw() as raw:
            assert raw.execute("PRAGMA foreign_keys").fetchone() == (1,)
        seen = len(again.ask(history_of))
        again.act(add_child, "Robin")
        assert len(again.ask(history_of)) == seen + 1


def test_a_new_column_has_history_at_once(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(vault)
    with_step(
        monkeypatch, lambda c: c.execute("ALTER TABLE note ADD COLUMN mood TEXT NOT NULL DEFAULT 'fair'")
    )
    with Vault.open(vault.home, passphrase) as again:
        child_id = again.ask(history_of)[0].child_id
        assert child_id is not None
        again.act(add_review, child_id, ["three"])
        row = again.ask(history_of, limit=1)[0]
        assert row.after is not None and row.after["mood"] == "fair"


def test_a_backup_is_made_and_checked_before_the_first_step(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(vault)
    for old in vault.backups.iterdir():
        old.unlink()
    made_before: list[Path] = []
    with_step(monkeypatch, lambda c: made_before.extend(vault.backups.glob("*.db")))
    data_key = None
    with Vault.open(vault.home, passphrase) as again:
        data_key = again.data_key
    assert len(made_before) == 1
    copy = connect(made_before[0], data_key)
    assert version_of(copy) == MIGRATIONS[-1].number
    assert copy.execute("SELECT count(*) FROM note").fetchone() == (2,)
    copy.close()


def loses_rows(connection: Any) -> None:
    connection.execute("DELETE FROM note WHERE text = 'one'")


def leaves_orphans(connection: Any) -> None:
    rebuild_child(connection)
    connection.execute("UPDATE child SET id = 'another'")


def fails_halfway(connection: Any) -> None:
    connection.execute("CREATE TABLE half (id TEXT PRIMARY KEY)")
    connection.execute("ALTER TABLE no_such_table ADD COLUMN x TEXT")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (loses_rows, "would leave 1 of 2 rows in note"),
        (leaves_orphans, "belong to nothing"),
        (fails_halfway, "no such table"),
    ],
)
def test_a_step_that_goes_wrong_changes_nothing(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch, change: Callable[[Any], None], why: str
) -> None:
    filled(vault)
    with_step(monkeypatch, change)
    with pytest.raises(IroError, match=why) as refusal:
        Vault.open(vault.home, passphrase)
    assert "Nothing was changed" in str(refusal.value)
    monkeypatch.undo()
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(note_texts) == ["one", "two"]
        with again.raw() as raw:
            assert version_of(raw) == MIGRATIONS[-1].number
            assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()
        again.act(add_child, "Robin")
        assert again.ask(history_of, limit=1)[0].action == "insert"


def test_a_step_may_say_that_it_changes_rows(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(vault)
    with_step(monkeypatch, loses_rows, frozenset({"note"}))
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(note_texts) == ["two"]
