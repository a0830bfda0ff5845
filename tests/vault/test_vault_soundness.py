"""Damage is noticed and said, and what the disc refuses loses nothing."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from vault_verbs import add_child, add_review, names

from iro_tui.errors import IroError
from iro_tui.vault.backups import backup, copies_in, is_copy
from iro_tui.vault.connection import VaultDamaged
from iro_tui.vault.key import Cost, WrongPassphrase
from iro_tui.vault.lock import CannotWrite
from iro_tui.vault.store import Vault

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX limits and names")
NOBODY = 65534
"""The user who owns nothing."""


def filled(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(add_review, child_id, ["a line " * 100] * 20)


def test_any_changed_byte_of_the_vault_is_noticed(vault: Vault, passphrase: str) -> None:
    filled(vault)
    copy = backup(vault)
    data_key = vault.data_key
    vault.close()
    file = vault.home / "vault.db"
    whole = file.read_bytes()
    places = random.Random(7)
    for place in [0, 15, 16, 4095, len(whole) - 1, *(places.randrange(len(whole)) for _ in range(25))]:
        content = bytearray(whole)
        content[place] ^= 1 << places.randrange(8)
        file.write_bytes(content)
        with pytest.raises(VaultDamaged, match=r"is damaged.*Nothing was changed.*can be put back"):
            Vault.open(vault.home, passphrase)
        assert file.read_bytes() == content, "left as it was"
    file.write_bytes(whole[:-4096])
    with pytest.raises(VaultDamaged):
        Vault.open(vault.home, passphrase)
    assert copy in copies_in(vault.backups) and is_copy(copy, data_key)
    file.write_bytes(whole)
    Vault.open(vault.home, passphrase).close()


def test_any_changed_byte_of_the_key_file_is_noticed(vault: Vault, passphrase: str) -> None:
    vault.close()
    whole = vault.key_file.read_bytes()
    places = random.Random(8)
    for place in range(0, len(whole), 3):
        content = bytearray(whole)
        content[place] ^= 1 << places.randrange(7)
        vault.key_file.write_bytes(content)
        try:
            Vault.open(vault.home, passphrase).close()
        except (WrongPassphrase, IroError):
            continue
        # Blanks and line ends between the fields mean nothing.
        assert whole[place : place + 1] in b' \n,{}":'
    vault.key_file.write_bytes(whole)
    Vault.open(vault.home, passphrase).close()


@POSIX
def test_a_vault_that_was_moved_away_while_open_takes_no_more_and_is_copied(
    vault: Vault, passphrase: str
) -> None:
    vault.act(add_child, "Wren")
    file = vault.home / "vault.db"
    away = file.rename(vault.home / "elsewhere.db")
    with pytest.raises(IroError, match=r"Nothing was saved: .*vault\.db was moved or removed"):
        vault.act(add_child, "Robin")
    with pytest.raises(IroError, match="moved or removed"):
        vault.keep_draft("review:x", None, {"text": "typed"})
    away.rename(file)
    vault.act(add_child, "Robin")
    file.unlink()
    assert vault.ask(names) == ["Robin", "Wren"]
    vault.close()
    shutil.copy(copies_in(vault.backups)[0], file)
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(names) == ["Robin", "Wren"]


@POSIX
def test_a_disc_with_no_room_left_is_said_and_loses_nothing(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    size = (vault.home / "vault.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, hard))
    try:
        with pytest.raises(IroError, match=r"Nothing was saved: .*Look whether the disc|Make room"):
            vault.act(add_review, child_id, ["a long note " * 3000])
        with pytest.raises(IroError, match="No backup could be made"):
            backup(vault)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert vault.ask(names) == ["Wren"]
    vault.act(add_review, child_id, ["a long note " * 3000])
    assert backup(vault).exists()


def as_an_ordinary_person(work: Callable[[], None]) -> None:
    """Run in a process of its own without the powers of root, to whom nothing is locked."""
    process = os.fork()
    if not process:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            work()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitpid(process, 0)[1] == 0


@POSIX
def test_a_folder_that_cannot_be_written_opens_to_read(passphrase: str, cheap: Cost) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        home = Path(folder) / "home"

        def work() -> None:
            with Vault.create(home, passphrase, cost=cheap) as vault:
                vault.act(add_child, "Wren")
            (home / "vault.lock").unlink()
            home.chmod(0o500)
            with pytest.raises(CannotWrite, match="Nothing can be written in"):
                Vault.open(home, passphrase)
            with Vault.open(home, passphrase, read_only=True) as to_read:
                assert to_read.ask(names) == ["Wren"]
            home.chmod(0o700)
            with Vault.open(home, passphrase) as again:
                home.chmod(0o500)
                (home / "backups").chmod(0o500)
                again.act(add_child, "Robin")
                with pytest.raises(IroError, match=r"No backup could be made in .*Permission denied"):
                    backup(again)
                (home / "backups").chmod(0o700)
            home.chmod(0o700)

        as_an_ordinary_person(work)
