"""Copies: whole, checked, encrypted, few, and none half-made under a final name."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from vault_verbs import add_child, add_review, names

from iro_tui.casework.children import save_profile
from iro_tui.errors import IroError
from iro_tui.vault import backups
from iro_tui.vault.backups import (
    DAYS,
    MONTHS,
    WEEKS,
    backup,
    copies_in,
    is_copy,
    made_at,
    make_backup_if_due,
    second_place,
    to_keep,
)
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


def test_all_of_two_days_then_12_days_10_weeks_and_9_months_are_kept() -> None:
    now = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
    times = [now - timedelta(hours=hours) for hours in range(0, 24 * 500, 8)]
    kept = to_keep(times, now)
    ages = sorted((now - time) / timedelta(days=1) for time in kept)
    assert [age for age in ages if age < 2] == [0, 1 / 3, 2 / 3, 1, 4 / 3, 5 / 3]
    days = {time.date() for time in kept}
    assert {now.date() - timedelta(days=back) for back in range(DAYS)} <= days
    assert len({time.isocalendar()[:2] for time in kept}) >= WEEKS
    assert sorted({(time.year, time.month) for time in kept})[-MONTHS:][0] == (2026, 3)
    assert len(kept) < 6 + DAYS + WEEKS + MONTHS
    assert min(kept) == max(time for time in times if time.month == 3 and time.year == 2026)


def test_a_long_absence_uses_nothing_up() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    old = [now - timedelta(days=400 + 31 * number) for number in range(MONTHS)]
    assert to_keep(old, now) == set(old)


def test_thinning_takes_the_keys_along_and_never_the_copy_just_made(vault: Vault) -> None:
    start = vault.now()
    for days in range(40):
        vault.now = lambda days=days: start + timedelta(days=days)  # type: ignore[misc]
        made = backup(vault)
    copies = copies_in(vault.backups)
    assert copies[0] == made
    assert {path.stem for path in vault.backups.glob("*.key")} == {path.stem for path in copies}
    assert DAYS < len(copies) <= DAYS + WEEKS + MONTHS
    vault.now = lambda: start - timedelta(days=300)
    assert backup(vault).exists()
    vault.now = lambda: start


def in_second_place(vault: Vault, folder: Path) -> None:
    vault.act(save_profile, {"name": "R. Calder", "backup_folder": str(folder)})


def test_each_copy_goes_to_the_second_place_too(vault: Vault, tmp_path: Path, passphrase: str) -> None:
    stick = tmp_path / "stick"
    in_second_place(vault, stick)
    backup(vault)
    place = second_place(vault)
    assert place is not None and not place.there and place.newest is None
    stick.mkdir()
    vault.act(add_child, "Wren")
    made = backup(vault)
    place = second_place(vault)
    assert place is not None and place.there and place.newest == made_at(made)
    assert (stick / made.name).read_bytes() == made.read_bytes()
    assert (stick / made.name).with_suffix(".key").exists()
    assert {path.suffix for path in stick.iterdir()} == {".db", ".key"}


def test_a_second_place_that_is_full_is_said_and_the_first_copy_stands(vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    in_second_place(vault, stick)
    (stick / f"vault-{vault.now():%Y-%m-%dT%H-%M-%SZ}.part").mkdir()
    with pytest.raises(IroError, match="The backup is made, but not in the second place"):
        backup(vault)
    assert len(copies_in(vault.backups)) == 1


def test_a_copy_with_a_changed_byte_is_no_copy(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    good, bad = backup(vault), backup(vault)
    content = bytearray(bad.read_bytes())
    content[len(content) // 3] ^= 1
    bad.write_bytes(content)
    assert copies_in(vault.backups) == [bad, good]
    assert [is_copy(each, vault.data_key) for each in (bad, good)] == [False, True]


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
