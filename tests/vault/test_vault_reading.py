"""A second copy may read the vault as it stands, and changes nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from vault_verbs import add_child, names, rename_child

from iro_tui.errors import IroError
from iro_tui.vault.backups import backup
from iro_tui.vault.key import WrongPassphrase
from iro_tui.vault.lock import CannotWrite, VaultInUse
from iro_tui.vault.store import Vault


@pytest.fixture(autouse=True)
def own_temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of the test's own, to see what is left there."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_second_copy_reads_what_was_saved_a_moment_ago(
    vault: Vault, passphrase: str, own_temp: Path
) -> None:
    child_id = vault.act(add_child, "Wren").result
    with pytest.raises(VaultInUse):
        Vault.open(vault.home, passphrase)
    before = {path: path.read_bytes() for path in vault.home.rglob("*") if path.is_file()}
    with Vault.open(vault.home, passphrase, read_only=True) as second:
        assert second.read_only and second.ask(names) == ["Wren"]
        for file in own_temp.rglob("*"):
            assert file.stat().st_mode & 0o077 == 0, file
            assert file.is_dir() or b"Wren" not in file.read_bytes()
        vault.act(rename_child, child_id, "Robin")
        assert second.ask(names) == ["Wren"], "as it stood"
    assert {path.name for path in vault.home.iterdir()} == {
        path.name for path in before if path.parent == vault.home
    } | {"backups", "outbox"}
    assert list(own_temp.iterdir()) == []
    assert vault.ask(names) == ["Robin"]


def test_a_copy_to_read_takes_no_word(vault: Vault, passphrase: str) -> None:
    with Vault.open(vault.home, passphrase, read_only=True) as second:
        for refused in (
            lambda: second.act(add_child, "Robin"),
            lambda: second.keep_draft("review:x", None, {"text": "typed"}),
        ):
            with pytest.raises(CannotWrite, match=r"This is a copy to read\. Nothing was saved"):
                refused()
    assert vault.ask(names) == []


def test_a_wrong_passphrase_leaves_no_copy(vault: Vault, own_temp: Path) -> None:
    with pytest.raises(WrongPassphrase):
        Vault.open(vault.home, "not this one at all", read_only=True)
    assert list(own_temp.iterdir()) == []
    with pytest.raises(IroError, match="There is no vault"):
        Vault.open(vault.home / "nowhere", "x", read_only=True)


def test_what_a_killed_reader_left_is_cleared_away(vault: Vault, passphrase: str, own_temp: Path) -> None:
    script = (
        "import os, sys, tempfile; from pathlib import Path; from iro_tui.vault.store import Vault\n"
        "tempfile.tempdir = sys.argv[3]\n"
        "Vault.open(Path(sys.argv[1]), sys.argv[2], read_only=True)\n"
        "os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(vault.home), passphrase, str(own_temp)], check=True)
    assert len(list(own_temp.iterdir())) == 1
    with Vault.open(vault.home, passphrase, read_only=True):
        assert len(list(own_temp.iterdir())) == 1
    assert list(own_temp.iterdir()) == []
    assert os.environ["HOME"] != str(own_temp)


def test_a_copy_to_read_makes_no_backup(vault: Vault, passphrase: str) -> None:
    vault.act(add_child, "Wren")
    with (
        Vault.open(vault.home, passphrase, read_only=True) as copy,
        pytest.raises(CannotWrite, match=r"This is a copy to read\. Nothing was saved"),
    ):
        backup(copy)
    assert not list(vault.backups.iterdir())
