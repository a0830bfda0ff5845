"""A journal of another vault, or of an earlier state of this one, beside the vault: it is never taken in."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from functools import partial
from pathlib import Path

import pytest
from vault_verbs import add_child, names

from iro_tui.errors import IroError
from iro_tui.vault.backups import backup
from iro_tui.vault.connection import VaultDamaged, connect
from iro_tui.vault.key import Cost, open_key_file
from iro_tui.vault.restore import put_back, restore
from iro_tui.vault.store import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
LATER = [f"Later {number:02}" for number in range(20)]


def left_by_a_crash(home: Path, passphrase: str, *children: str) -> bytes:
    """Save these children, be killed, and return the journal that is left."""
    process = os.fork()
    if not process:
        vault = Vault.open(home, passphrase)
        for name in children:
            vault.act(add_child, name)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    return (home / "vault.db-wal").read_bytes()


def earlier_journal(home: Path, passphrase: str) -> bytes:
    """The journal of a crash, after which the vault was opened and went on."""
    journal = left_by_a_crash(home, passphrase, "Robin", "Wren")
    with Vault.open(home, passphrase) as again:
        for name in LATER:
            again.act(add_child, name)
    return journal


def of_another_vault(folder: Path, passphrase: str, cheap: Cost) -> bytes:
    Vault.create(folder, passphrase, cost=cheap).close()
    return left_by_a_crash(folder, passphrase, "Stranger")


def hot_journal(file: Path, data_key: bytes) -> bytes:
    """What a rollback of an earlier state would put back."""
    connection = connect(file, data_key)
    try:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DELETE FROM history")
        connection.execute("CREATE TABLE filler (words TEXT)")
        connection.executemany("INSERT INTO filler VALUES (?)", [("x" * 3000,)] * 50)
        journal = file.with_name(file.name + "-journal").read_bytes()
        connection.execute("ROLLBACK")
    finally:
        connection.close()
    return journal


@pytest.mark.parametrize("whose", ["an earlier state", "another vault", "an earlier rollback"])
def test_it_is_refused_and_the_vault_opens_when_it_is_gone(
    whose: str, vault: Vault, tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    home, data_key = vault.home, vault.data_key
    vault.close()
    suffix = "-journal" if whose == "an earlier rollback" else "-wal"
    if whose == "another vault":
        with Vault.open(home, passphrase) as mine:
            for name in ("Robin", "Wren", *LATER):
                mine.act(add_child, name)
        content = of_another_vault(tmp_path / "other", passphrase, cheap)
    elif suffix == "-journal":
        shutil.copy(home / "vault.db", tmp_path / "earlier.db")
        content = hot_journal(tmp_path / "earlier.db", data_key)
        earlier_journal(home, passphrase)
        assert (tmp_path / "earlier.db").stat().st_size != (home / "vault.db").stat().st_size
    else:
        content = earlier_journal(home, passphrase)
    stray = home / f"vault.db{suffix}"
    stray.write_bytes(content)
    before = (home / "vault.db").read_bytes()
    with pytest.raises(IroError, match=r"does not belong to this vault.*Nothing was changed.*Move") as caught:
        Vault.open(home, passphrase)
    assert not isinstance(caught.value, VaultDamaged), "no older backup is offered: the vault is whole"
    assert str(stray) in str(caught.value)
    assert ((home / "vault.db").read_bytes(), stray.read_bytes()) == (before, content)
    if suffix == "-wal":
        with pytest.raises(IroError, match=r"vault\.db-wal is not its own"):
            Vault.open(home, passphrase, read_only=True)
    stray.rename(tmp_path / "aside")
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == sorted(["Robin", "Wren", *LATER])


def test_putting_a_backup_back_takes_no_journal_in(
    vault: Vault, tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    vault.act(add_child, "Old")
    copy = backup(vault)
    vault.close()
    stray = of_another_vault(tmp_path / "other", passphrase, cheap)
    (vault.home / "vault.db").write_bytes(b"spoiled" * 1000)
    for suffix in ("-wal", "-journal", "-shm"):
        (vault.home / f"vault.db{suffix}").write_bytes(stray)
    put_back(vault.home, copy, partial(open_key_file, passphrase=passphrase))
    assert {path.name for path in vault.home.glob("damaged-1.*")} == {
        f"damaged-1.db{suffix}" for suffix in ("", "-wal", "-journal", "-shm")
    }
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Old"]


def test_restoring_beside_a_strange_journal_changes_nothing(vault: Vault) -> None:
    vault.act(add_child, "Old")
    copy = backup(vault)
    vault.act(add_child, "New")
    stray = vault.home / "vault.db-journal"
    stray.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096))
    with pytest.raises(IroError, match="Nothing was changed"):
        restore(vault, copy)
    assert vault.ask(names) == ["New", "Old"]
    stray.unlink()


def test_no_new_vault_is_made_beside_the_journal_of_another(home: Path, passphrase: str, cheap: Cost) -> None:
    home.mkdir()
    (home / "vault.db-wal").write_bytes(b"x" * 5000)
    with pytest.raises(IroError, match=r"journal of another vault.*Move that file"):
        Vault.create(home, passphrase, cost=cheap)
    assert sorted(path.name for path in home.iterdir() if path.is_file()) == ["vault.db-wal", "vault.lock"]
    (home / "vault.db-wal").unlink()
    Vault.create(home, passphrase, cost=cheap).close()
