"""Copies: whole, checked, encrypted, few, and none half-made under a final name."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from vault_verbs import add_child, add_review, names

from iro_tui.errors import IroError
from iro_tui.vault import backups
from iro_tui.vault.backups import backup, copies_in, made_at, make_backup_if_due
from iro_tui.vault.store import Vault


def test_a_copy_is_a_whole_vault_that_opens_with_todays_passphrase(
    vault: Vault, tmp_path: Path, passphrase: str
) -> None:
    vault.act(add_child, "Wren")
    copy = backup(vault)
    vault.act(add_child, "Robin")
    vault.set_passphrase("changed since the copy was made")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(copy, elsewhere / "vault.db")
    shutil.copy(copy.with_suffix(".key"), elsewhere / "vault.key")
    with Vault.open(elsewhere, passphrase) as old:
        assert old.ask(names) == ["Wren"]
    shutil.copy(vault.key_file, elsewhere / "vault.key")
    with Vault.open(elsewhere, "changed since the copy was made") as old:
        assert old.ask(names) == ["Wren"]


def test_copies_are_named_for_their_time_and_never_overwritten(vault: Vault) -> None:
    first, second = backup(vault), backup(vault)
    assert first.name == "vault-2026-11-23T09-30-00Z.db"
    assert second.name == "vault-2026-11-23T09-30-00Z-2.db"
    assert made_at(first) == made_at(second) == vault.now()
    assert copies_in(vault.backups) == [second, first]


def test_a_copy_can_go_to_another_folder(vault: Vault, tmp_path: Path) -> None:
    copy = backup(vault, tmp_path / "stick" / "copies")
    assert copy.parent == tmp_path / "stick" / "copies"
    assert copy.with_suffix(".key").exists()
    assert copies_in(vault.backups) == []


def test_a_folder_that_cannot_be_written_is_said_to_be_so(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IroError, match="No backup could be made in"):
        backup(vault, tmp_path / "file" / "copies")
    assert vault.act(add_child, "Wren").result


def test_a_copy_that_fails_its_check_gets_no_name(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.act(add_child, "Wren")
    flush = backups.flush_file

    def spoil(part: Path) -> None:
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 1
        part.write_bytes(content)
        flush(part)

    monkeypatch.setattr(backups, "flush_file", spoil)
    with pytest.raises(IroError, match="No backup could be made"):
        backup(vault)
    assert list(vault.backups.iterdir()) == []
    monkeypatch.undo()
    assert backup(vault).exists()


def test_a_copy_with_rows_missing_gets_no_name(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.act(add_child, "Wren")
    counted = backups.row_counts
    monkeypatch.setattr(
        backups, "row_counts", lambda connection: counted(connection) | {"child": id(connection)}
    )
    with pytest.raises(IroError, match="not the same as the vault"):
        backup(vault)
    monkeypatch.undo()
    assert list(vault.backups.iterdir()) == []


def test_closing_makes_a_copy_when_something_changed_and_the_last_is_30_minutes_old(
    vault: Vault, passphrase: str
) -> None:
    start = vault.now()

    def copies_after(minutes: int, *, change: str = "", draft: str = "") -> int:
        with Vault.open(vault.home, passphrase, now=lambda: start + timedelta(minutes=minutes)) as again:
            if change:
                again.act(add_child, change)
            if draft:
                again.keep_draft("review:x", None, {"text": draft})
        return len(copies_in(vault.backups))

    vault.close()
    assert len(copies_in(vault.backups)) == 0
    assert copies_after(1, change="Wren") == 1
    assert copies_after(30, change="Robin") == 1
    assert copies_after(31) == 2
    assert copies_after(90) == 2
    assert copies_after(95, draft="typed") == 3
    assert copies_after(5, change="clock set back") == 4


def test_a_copy_that_cannot_be_read_does_not_count(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    copy = backup(vault)
    vault.now = lambda: made_at(copy) + timedelta(hours=1)
    assert make_backup_if_due(vault) is None
    copy.write_bytes(b"not a copy any more")
    assert make_backup_if_due(vault) is not None


def test_the_newest_20_are_kept_with_their_keys(vault: Vault) -> None:
    start = vault.now()
    made = []
    for hours in range(23):
        vault.now = lambda hours=hours: start + timedelta(hours=hours)  # type: ignore[misc]
        made.append(backup(vault))
    assert copies_in(vault.backups) == made[:2:-1]
    assert {path.stem for path in vault.backups.glob("*.key")} == {path.stem for path in made[3:]}
    vault.now = lambda: start - timedelta(days=1)
    late = backup(vault)
    assert late.exists()
    vault.now = lambda: start


def test_what_a_kill_left_of_a_copy_is_cleared_away_and_strangers_are_left(vault: Vault) -> None:
    for name in (
        "vault-2026-11-01T09-30-00Z.part",
        "vault-2026-11-01T09-30-00Z.part-journal",
        "vault-old.db",
    ):
        (vault.backups / name).write_bytes(b"half a copy")
    copy = backup(vault)
    assert {path.name for path in vault.backups.iterdir()} == {
        copy.name,
        copy.with_suffix(".key").name,
        "vault-old.db",
    }
    assert copies_in(vault.backups) == [copy]


def test_the_vault_closes_even_when_the_backup_fails(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.act(add_child, "Wren")
    vault.backups.rmdir()
    vault.backups.write_text("in the way")
    with pytest.raises(IroError, match="No backup could be made"):
        vault.close()
    vault.backups.unlink()
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Wren"]


def test_what_is_being_typed_is_in_the_copy_and_nothing_in_it_can_be_read(vault: Vault) -> None:
    child_id = vault.act(add_child, "Quillfeather").result
    vault.act(add_review, child_id, ["Quillfeather wants to see Nan. " * 50] * 20)
    vault.keep_draft("review:x", child_id, {"text": "Quillfeather"})
    content = backup(vault).read_bytes()
    assert len(content) > 50_000
    assert b"Quillfeather" not in content and b"SQLite format" not in content
