"""What stands on the disc: one whole file, the owner's alone, that nobody reads without the passphrase."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from vault_verbs import add_child, add_review, names

from iro_tui.errors import IroError
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

MARKER = "Quillfeather"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file modes")


def test_a_closed_vault_says_so_and_closes_twice(vault: Vault) -> None:
    vault.close()
    vault.close()
    for use in (lambda: vault.ask(names), lambda: vault.act(add_child, "Wren"), vault.recovery_code):
        with pytest.raises(IroError, match="The vault is closed"):
            use()


def test_closed_there_is_one_whole_file_and_no_journal(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    assert (home / "vault.db-wal").exists()
    vault.close()
    names_there = {path.name for path in home.iterdir()}
    assert names_there == {"vault.db", "vault.key", "vault.lock", "backups", "outbox"}


@POSIX
def test_folders_and_files_are_the_owners_alone(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    open_files = [path for path in home.rglob("*") if path.is_file()]
    assert home / "vault.db-wal" in open_files
    vault.close()
    for path in [home, *home.rglob("*"), *(path for path in open_files if path.exists())]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path


@POSIX
def test_a_folder_that_was_there_and_empty_becomes_private(
    tmp_path: Path, passphrase: str, cheap: Cost
) -> None:
    folder = tmp_path / "already there"
    folder.mkdir(mode=0o755)
    Vault.create(folder, passphrase, cost=cheap).close()
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made_is_said_to_be_so(tmp_path: Path, passphrase: str, cheap: Cost) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(IroError, match="No vault can be made in"):
        Vault.create(tmp_path / "file" / "vault", passphrase, cost=cheap)


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_lock_that_cannot_be_written_is_said_to_be_so(vault: Vault, home: Path, passphrase: str) -> None:
    vault.close()
    (home / "vault.lock").chmod(0o400)
    with pytest.raises(IroError, match="Nothing can be written in"):
        Vault.open(home, passphrase)


def test_nothing_on_the_disc_can_be_read_without_the_passphrase(vault: Vault, home: Path) -> None:
    child_id = vault.act(add_child, MARKER).result
    vault.act(add_review, child_id, [f"{MARKER} wants to see Nan. " * 200] * 20)
    vault.keep_draft(f"review:{child_id}", child_id, {"text": MARKER * 500})
    seen = set()

    def search() -> None:
        for path in [*home.rglob("*")]:
            if path.is_file():
                content = path.read_bytes()
                seen.add(path.name if path.parent == home else path.suffix)
                assert MARKER.encode() not in content, path
                assert b"SQLite format" not in content, path
                assert b"child_id" not in content, path

    search()
    vault.close()
    search()
    assert seen == {"vault.db", "vault.db-wal", "vault.key", "vault.lock", ".db", ".key"}


def test_a_full_disc_is_said_in_words_and_loses_nothing(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    with vault.raw() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
    child_id = vault.act(add_child, "Robin").result
    with pytest.raises(IroError, match="Nothing was saved: database or disk is full"):
        vault.act(add_review, child_id, ["a long note " * 3000])
    assert vault.ask(names) == ["Robin", "Wren"]
    with vault.raw() as connection:
        connection.execute("PRAGMA max_page_count = 1000000")
    vault.act(add_review, child_id, ["a long note " * 3000])


def test_sqlcipher_writes_nothing_on_the_screen(vault: Vault, home: Path, passphrase: str) -> None:
    vault.close()
    (home / "vault.db").write_bytes(b"Dear diary, " * 1000)
    script = (
        "import sys; from pathlib import Path\n"
        "from iro_tui.vault.store import IroError, Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2])\n"
        "except IroError: print('refused')"
    )
    command = [sys.executable, "-c", script, str(home), passphrase]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert (ran.stdout, ran.stderr) == ("refused\n", "")


def test_importing_the_vault_loads_no_database_layer() -> None:
    script = (
        "import sys; import iro_tui.vault.store\n"
        "print(sorted({'sqlmodel', 'sqlalchemy', 'sqlcipher3', 'nacl', 'pydantic'} & sys.modules.keys()))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
