"""A key file that is gone or damaged: the one beside a backup opens the vault as it is."""

from __future__ import annotations

import base64
import json
from functools import partial
from pathlib import Path

import pytest
from vault_verbs import add_child, names

from iro_tui.vault.backups import backup
from iro_tui.vault.connection import key_fits
from iro_tui.vault.key import Cost, KeyFileLost, WrongPassphrase, open_key_file
from iro_tui.vault.lost_key import key_beside_backup, put_key_back
from iro_tui.vault.store import Vault


def turned(path: Path, name: str) -> None:
    """Turn one byte in a part of a key file."""
    held = json.loads(path.read_bytes())
    content = bytearray(base64.b64decode(held[name]))
    content[7] ^= 1
    path.write_text(json.dumps({**held, name: base64.b64encode(content).decode()}))


@pytest.mark.parametrize("lost", ["missing", "damaged", "salt", "box"])
def test_a_lost_key_file_goes_back_and_nothing_saved_since_is_lost(
    vault: Vault, passphrase: str, lost: str
) -> None:
    vault.act(add_child, "Wren")
    copy = backup(vault)
    vault.act(add_child, "Robin")
    vault.close()
    if lost == "missing":
        vault.key_file.unlink()
    elif lost == "damaged":
        vault.key_file.write_bytes(b"{}")
    else:
        turned(vault.key_file, lost)
    with pytest.raises(KeyFileLost):
        Vault.open(vault.home, passphrase)
    found = key_beside_backup(vault.home, partial(open_key_file, passphrase=passphrase), copy)
    assert found is not None and found.parent == vault.backups
    put_key_back(vault.home, found)
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]
    assert (vault.home / "damaged-1.key").exists() == (lost != "missing")


def test_a_wrong_passphrase_is_no_damage_also_after_it_was_changed(vault: Vault, passphrase: str) -> None:
    vault.act(add_child, "Wren")
    backup(vault)
    vault.set_passphrase("an entirely new beginning")
    vault.close()
    for typed in (passphrase, "not this one at all"):
        with pytest.raises(WrongPassphrase):
            Vault.open(vault.home, typed)


def test_the_key_file_of_another_vault_or_another_passphrase_is_not_offered(
    vault: Vault, another: Vault, tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    vault.act(add_child, "Wren")
    another.act(add_child, "Kit")
    foreign = backup(another)
    vault.close()
    for key_file in vault.backups.glob("*.key"):
        key_file.unlink()
    opens = partial(open_key_file, passphrase="walnut ferry cobalt muddle")
    assert key_beside_backup(another.home, opens, foreign) is not None
    assert key_beside_backup(vault.home, opens, foreign) is None
    assert key_beside_backup(tmp_path / "nowhere", opens, foreign) is None


def test_looking_whether_a_key_fits_leaves_the_journal_alone(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    file, data_key = vault.home / "vault.db", vault.data_key
    journal = (vault.home / "vault.db-wal").read_bytes()
    assert journal and key_fits(file, data_key)
    assert not key_fits(file, bytes(32)) and not key_fits(vault.home / "nowhere.db", data_key)
    assert (vault.home / "vault.db-wal").read_bytes() == journal


def test_a_backup_keeps_no_damaged_key_file_beside_it(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    vault.key_file.write_bytes(b"{}")
    assert not backup(vault).with_suffix(".key").exists()
