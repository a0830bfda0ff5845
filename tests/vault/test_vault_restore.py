"""A copy put back: said before, undoable after, and never a mixture."""

from __future__ import annotations

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from vault_verbs import add_child, add_review, names, note_texts, remove_child, rename_child

from iro_tui.errors import BadInput, IroError
from iro_tui.vault import drill
from iro_tui.vault.backups import backup, copies_in
from iro_tui.vault.drill import drill_if_due, hold_drill, last_drill
from iro_tui.vault.history import history_of, undo
from iro_tui.vault.key import Cost, key_id, open_key_file
from iro_tui.vault.rekey import encrypt_anew
from iro_tui.vault.restore import newest_to_put_back, preview, put_back, restore
from iro_tui.vault.store import Vault


def worked(vault: Vault) -> tuple[Path, str]:
    """A copy with one child, and a vault that went on."""
    child_id = str(vault.act(add_child, "Wren").result)
    copy = backup(vault)
    later = vault.now() + timedelta(hours=1)
    vault.now = lambda: later
    vault.act(add_review, child_id, ["one", "two"])
    vault.act(add_child, "Robin")
    return copy, child_id


def test_the_preview_says_what_would_go_and_changes_nothing(vault: Vault) -> None:
    copy, child_id = worked(vault)
    before = len(vault.ask(history_of))
    seen = preview(vault, copy)
    assert (seen.age, seen.newest_here) == ("older", vault.now())
    assert seen.newest == vault.now() - timedelta(hours=1)
    assert seen.tables == (("child", 2, 1), ("note", 2, 0), ("review", 1, 0))
    assert [(each.name, each.goes, each.comes) for each in seen.children] == [("Robin", 1, 0), ("Wren", 3, 0)]
    assert seen.children[1].child_id == child_id
    assert seen.elsewhere is None
    assert (len(vault.ask(history_of)), copies_in(vault.backups)) == (before, [copy])


def test_restoring_is_taken_back_by_restoring_the_copy_made_before(vault: Vault, passphrase: str) -> None:
    copy, _ = worked(vault)
    kept = restore(vault, copy)
    assert (vault.ask(names), vault.ask(note_texts)) == (["Wren"], [])
    vault.act(add_child, "Rook")
    apart = preview(vault, kept)
    assert apart.age == "apart"
    assert [(each.name, each.goes, each.comes) for each in apart.children] == [
        ("Robin", 0, 1),
        ("Rook", 1, 0),
        ("Wren", 0, 3),
    ]
    vault.act(undo)
    restore(vault, kept)
    assert (vault.ask(names), vault.ask(note_texts)) == (["Robin", "Wren"], ["one", "two"])
    assert preview(vault, kept).age == "same"
    vault.close()
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]
    assert {path.name for path in vault.home.iterdir()} == {
        "vault.db", "vault.key", "vault.lock", "backups", "outbox"
    }  # fmt: skip


def test_what_is_no_copy_of_this_vault_is_refused(
    vault: Vault, tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    copy, _ = worked(vault)
    spoiled = tmp_path / copy.name
    content = bytearray(copy.read_bytes())
    content[5000] ^= 1
    spoiled.write_bytes(content)
    (tmp_path / "letter.docx").write_bytes(b"Dear Wren")
    with Vault.create(tmp_path / "other", passphrase, cost=cheap) as other:
        other.act(add_child, "Kit")
        foreign = backup(other)
    for file, words in (
        (tmp_path / "nowhere.db", "There is no backup"),
        (spoiled, "is damaged, or is no backup of this vault"),
        (tmp_path / "letter.docx", "is damaged, or is no backup of this vault"),
        (foreign, "is damaged, or is no backup of this vault"),
    ):
        with pytest.raises(BadInput, match=words):
            restore(vault, file)
    with pytest.raises(BadInput, match="is a backup of another vault"):
        restore(vault, foreign, passphrase)
    assert vault.ask(names) == ["Robin", "Wren"]
    assert copies_in(vault.backups) == [copy]


def test_a_copy_of_a_newer_version_is_refused(vault: Vault) -> None:
    worked(vault)
    with vault.raw() as connection:
        connection.execute("PRAGMA user_version = 99")
    newer = backup(vault)
    with vault.raw() as connection:
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(BadInput, match="was written by a newer version of iro-tui"):
        restore(vault, newer)


def test_an_older_copy_from_before_encrypting_anew_comes_back_under_the_new_key(
    vault: Vault, tmp_path: Path, passphrase: str
) -> None:
    copy, child_id = worked(vault)
    stick = tmp_path / "stick"
    stick.mkdir()
    for file in (copy, copy.with_suffix(".key")):
        shutil.copy(file, stick)
    encrypt_anew(vault, "an entirely new beginning")
    with pytest.raises(BadInput, match="no backup of this vault"):
        restore(vault, stick / copy.name)
    restore(vault, stick / copy.name, passphrase)
    assert vault.ask(names) == ["Wren"]
    vault.act(rename_child, child_id, "Rook")
    vault.close()
    with Vault.open(vault.home, "an entirely new beginning") as again:
        assert again.ask(names) == ["Rook"]


def test_a_damaged_vault_is_replaced_by_the_newest_good_copy(vault: Vault, passphrase: str) -> None:
    worked(vault)
    good, bad = backup(vault), backup(vault)
    vault.close()
    (vault.home / "vault.db").write_bytes(b"Dear diary, " * 1000)
    bad.write_bytes(good.read_bytes()[:-4096])
    opens = partial(open_key_file, passphrase=passphrase)
    assert newest_to_put_back(vault.home, opens) == good
    put_back(vault.home, good, opens)
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]
    assert (vault.home / "damaged-1.db").read_bytes().startswith(b"Dear diary")


@pytest.mark.parametrize("lost", ["missing", "damaged"])
def test_a_lost_key_file_comes_back_with_the_newest_copy(vault: Vault, passphrase: str, lost: str) -> None:
    worked(vault)
    copy = backup(vault)
    vault.close()
    if lost == "missing":
        vault.key_file.unlink()
    else:
        vault.key_file.write_bytes(b"{}")
    opens = partial(open_key_file, passphrase=passphrase)
    put_back(vault.home, copy, opens)
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]


def test_a_copy_becomes_a_vault_on_a_new_laptop(vault: Vault, tmp_path: Path, passphrase: str) -> None:
    copy, _ = worked(vault)
    home = tmp_path / "new laptop"
    opens = partial(open_key_file, passphrase="not this one at all")
    with pytest.raises(IroError):
        put_back(home, copy, opens)
    assert not Vault.exists(home)
    put_back(home, copy, partial(open_key_file, passphrase=passphrase))
    with Vault.open(home, passphrase) as there:
        assert there.ask(names) == ["Wren"]


def test_encrypting_anew_shuts_out_the_old_passphrase_everywhere_in_the_folder(
    vault: Vault, passphrase: str
) -> None:
    copy, child_id = worked(vault)
    old_code, old_id = vault.recovery_code(), key_id(vault.data_key)
    done: list[tuple[int, int]] = []
    encrypt_anew(vault, "an entirely new beginning", lambda at, of: done.append((at, of)))
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert vault.ask(names) == ["Robin", "Wren"]
    assert key_id(vault.data_key) != old_id
    new_code = vault.recovery_code()
    vault.act(remove_child, child_id)
    vault.close()
    for key_file in vault.home.rglob("*.key"):
        with pytest.raises(IroError):
            open_key_file(key_file, passphrase)
        assert open_key_file(key_file, "an entirely new beginning")
    with pytest.raises(IroError, match="belongs to another vault"):
        Vault.open_with_code(vault.home, old_code)
    with Vault.open_with_code(vault.home, new_code) as again:
        assert again.ask(names) == ["Robin"]
        restore(again, copy)
        assert again.ask(names) == ["Wren"]
    assert not list(vault.home.glob("vault.key.next")) and not list(vault.home.glob("vault.coming"))


def test_encrypting_anew_that_was_cut_short_opens_with_whichever_key_fits(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(vault)
    new = "an entirely new beginning"
    take = Vault.take_the_place

    def cut_before(self: Vault, file: Path, data_key: bytes) -> None:
        raise KeyboardInterrupt

    def cut_after(self: Vault, file: Path, data_key: bytes) -> None:
        take(self, file, data_key)
        raise KeyboardInterrupt

    monkeypatch.setattr(Vault, "take_the_place", cut_before)
    with pytest.raises(KeyboardInterrupt):
        encrypt_anew(vault, new)
    vault.close()
    assert (vault.home / "vault.key.next").exists()
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]
        assert not (vault.home / "vault.key.next").exists()
        monkeypatch.setattr(Vault, "take_the_place", cut_after)
        with pytest.raises(KeyboardInterrupt):
            encrypt_anew(again, new)
    with pytest.raises(IroError):
        Vault.open(vault.home, passphrase)
    with Vault.open(vault.home, new) as again:
        assert again.ask(names) == ["Robin", "Wren"]
    assert not (vault.home / "vault.key.next").exists()
    Vault.open(vault.home, new).close()


def test_the_drill_is_held_each_week_and_its_result_kept(vault: Vault) -> None:
    assert drill_if_due(vault) is None, "nothing to try yet"
    copy, _ = worked(vault)
    held = drill_if_due(vault)
    assert held is not None and held.ok
    assert (held.copy, held.words) == (copy.name, "It opened whole, with 1 child.")
    assert last_drill(vault.backups) == held
    assert drill_if_due(vault) is None
    later = vault.now() + drill.EVERY
    vault.now = lambda: later
    assert drill_if_due(vault) is not None
    assert {path.suffix for path in vault.backups.iterdir()} == {".db", ".key", ".json"}


def test_the_drill_says_when_a_copy_is_no_good(vault: Vault) -> None:
    copy, _ = worked(vault)
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    held = hold_drill(vault)
    assert not held.ok and held.words.startswith("It is no good: it ")
    (vault.backups / "drill.json").write_text("half a line")
    assert last_drill(vault.backups) is None
