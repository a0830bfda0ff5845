"""A journal that a crash left: cut off at its end it is taken in, damaged before that it is said to be so."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest
from vault_verbs import add_child, names

from iro_tui.vault.connection import VaultDamaged
from iro_tui.vault.journal import refuse_damaged_journal
from iro_tui.vault.key import open_key_file
from iro_tui.vault.restore import newest_to_put_back, put_back
from iro_tui.vault.store import Vault

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
HEAD, FRAME = 32, 24 + 4096
SAVED = ["Robin", "Siskin", "Wren"]


@pytest.fixture
def crashed(vault: Vault, passphrase: str) -> Path:
    """The folder of a vault whose program was killed after three saves; a backup from before is there."""
    vault.act(add_child, "Old")
    vault.close()
    process = os.fork()
    if not process:
        with Vault.open(vault.home, passphrase) as again:
            for name in SAVED:
                again.act(add_child, name)
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    assert (vault.home / "vault.db-wal").stat().st_size > HEAD + 6 * FRAME
    return vault.home


def changed(home: Path, place: int) -> None:
    journal = home / "vault.db-wal"
    content = bytearray(journal.read_bytes())
    content[place] ^= 0x10
    journal.write_bytes(content)


def test_a_whole_journal_is_taken_in(crashed: Path, passphrase: str) -> None:
    with Vault.open(crashed, passphrase) as vault:
        assert vault.ask(names) == sorted(["Old", *SAVED])


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ("its head", 17),
        ("its magic", 2),
        ("the head of the first frame", HEAD + 9),
        ("a page of the first step", HEAD + 24 + 700),
        ("a page of the second frame", HEAD + FRAME + 24 + 4000),
    ],
)
def test_damage_in_it_is_said_and_the_newest_good_backup_offered(
    what: str, place: int, crashed: Path, passphrase: str
) -> None:
    changed(crashed, place)
    before = {file: file.read_bytes() for file in crashed.glob("vault.db*")}
    for read_only in (False, True):
        with pytest.raises(VaultDamaged, match=r"vault\.db-wal is damaged.*Nothing was changed.*put back"):
            Vault.open(crashed, passphrase, read_only=read_only)
    assert {file: file.read_bytes() for file in crashed.glob("vault.db*")} == before, what
    good = newest_to_put_back(crashed, lambda file: open_key_file(file, passphrase))
    assert good is not None
    put_back(crashed, good, lambda file: open_key_file(file, passphrase))
    with Vault.open(crashed, passphrase) as vault:
        assert vault.ask(names) == ["Old"]
    assert list(crashed.glob("damaged-1.db-wal")), "the damaged one is kept"


def test_an_end_that_was_cut_off_at_any_byte_is_no_damage(crashed: Path, tmp_path: Path) -> None:
    whole = (crashed / "vault.db-wal").read_bytes()
    file = tmp_path / "vault.db"
    journal = tmp_path / "vault.db-wal"
    for length in [0, 7, HEAD, HEAD + 10, *range(HEAD + FRAME - 1, len(whole), FRAME // 2 + 1), len(whole)]:
        journal.write_bytes(whole[:length])
        refuse_damaged_journal(file)
    # A power cut may put the parts of the last step on the disc in any order.
    last = bytearray(whole)
    last[len(whole) - FRAME - 24 - 4096 + 24 + 100 : len(whole) - FRAME] = bytes(FRAME - 124)
    journal.write_bytes(last)
    refuse_damaged_journal(file)


def test_what_an_earlier_round_left_behind_the_end_is_no_damage(crashed: Path, passphrase: str) -> None:
    old = (crashed / "vault.db-wal").read_bytes()
    with Vault.open(crashed, passphrase):
        pass
    process = os.fork()
    if not process:
        with Vault.open(crashed, passphrase) as again:
            again.act(add_child, "Late")
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(process, 0)
    new = (crashed / "vault.db-wal").read_bytes()
    (crashed / "vault.db-wal").write_bytes(new + old[len(new) :])
    shutil.copy(crashed / "vault.db-wal", crashed / "kept")
    with Vault.open(crashed, passphrase) as vault:
        assert "Late" in vault.ask(names)
