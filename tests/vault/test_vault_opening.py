"""Making and opening a vault: what opens it, what does not, and a second copy of the program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from vault_verbs import add_child, names

from iro_tui.errors import IroError
from iro_tui.vault import key
from iro_tui.vault.connection import connect
from iro_tui.vault.key import Cost, WrongPassphrase
from iro_tui.vault.lock import VaultInUse
from iro_tui.vault.store import Vault


def test_what_was_recorded_is_there_after_closing(vault: Vault, home: Path, passphrase: str) -> None:
    acted = vault.act(add_child, "Wren")
    vault.close()
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]
    assert acted.changed.words == "child added"
    assert acted.changed.rows == {("child", acted.result)}


def test_a_wrong_passphrase_opens_nothing_and_lets_go_of_the_lock(
    vault: Vault, home: Path, passphrase: str
) -> None:
    vault.close()
    with pytest.raises(WrongPassphrase):
        Vault.open(home, passphrase + "!")
    Vault.open(home, passphrase).close()


def test_the_recovery_code_opens_a_vault_without_its_key_file(vault: Vault, home: Path, cheap: Cost) -> None:
    vault.act(add_child, "Wren")
    code = vault.recovery_code()
    vault.close()
    vault.key_file.unlink()
    with pytest.raises(IroError, match=r"vault\.key is missing"):
        Vault.open(home, "anything at all")
    with Vault.open_with_code(home, code.lower(), cost=cheap) as again:
        assert again.ask(names) == ["Wren"]
        again.set_passphrase("a new beginning entirely")
    with Vault.open(home, "a new beginning entirely") as again:
        assert again.ask(names) == ["Wren"]


def test_the_code_of_another_vault_is_refused(vault: Vault, home: Path) -> None:
    vault.close()
    with pytest.raises(IroError, match="belongs to another vault"):
        Vault.open_with_code(home, key.recovery_code(bytes(32)))
    vault.key_file.unlink()
    with pytest.raises(IroError, match="cannot be read"):
        Vault.open_with_code(home, key.recovery_code(bytes(32)))


def test_no_vault_there_says_what_to_do(home: Path) -> None:
    with pytest.raises(IroError) as refusal:
        Vault.open(home, "whatever it may be")
    assert str(refusal.value) == (
        f"There is no vault in {home} yet. Run iro-tui init, or name another folder with --home."
    )
    assert not home.exists()
    assert not Vault.exists(home)


def test_create_never_overwrites(vault: Vault, home: Path, passphrase: str, cheap: Cost) -> None:
    vault.act(add_child, "Wren")
    with pytest.raises(VaultInUse):
        Vault.create(home, "another passphrase", cost=cheap)
    vault.close()
    with pytest.raises(IroError, match=r"There is a vault in .* already"):
        Vault.create(home, "another passphrase", cost=cheap)
    (home / "vault.db").rename(home / "elsewhere.db")
    with pytest.raises(IroError, match="There is a key file already"):
        Vault.create(home, "another passphrase", cost=cheap)
    (home / "elsewhere.db").rename(home / "vault.db")
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]


def test_a_creation_that_was_cut_short_is_begun_again(home: Path, passphrase: str, cheap: Cost) -> None:
    home.mkdir()
    (home / "vault.part").write_bytes(b"half a file")
    (home / "vault.part-wal").write_bytes(b"and its journal")
    key.create_key_file(home / "vault.key", "never shown to anyone", cheap)
    with Vault.create(home, passphrase, cost=cheap) as vault:
        vault.act(add_child, "Wren")
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]
    assert not list(home.glob("vault.part*"))


def test_a_second_copy_is_refused_before_any_passphrase_is_tried(vault: Vault, home: Path) -> None:
    with pytest.raises(VaultInUse, match="is in use by another copy of iro-tui"):
        Vault.open(home, "even a wrong one")


def test_a_second_process_is_refused_and_may_in_when_the_first_has_gone(
    vault: Vault, home: Path, passphrase: str
) -> None:
    script = (
        "import sys; from pathlib import Path; from iro_tui.vault.store import Vault\n"
        "try: Vault.open(Path(sys.argv[1]), sys.argv[2]).close(); print('in')\n"
        "except Exception as error: print(type(error).__name__)"
    )

    def other_process() -> str:
        command = [sys.executable, "-c", script, str(home), passphrase]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert other_process() == "VaultInUse"
    vault.close()
    assert other_process() == "in"


def test_the_file_itself_is_locked_against_other_programs(vault: Vault, home: Path) -> None:
    vault.act(add_child, "Wren")
    other = connect(home / "vault.db", vault.data_key)
    with pytest.raises(Exception, match="database is locked"):
        other.execute("SELECT count(*) FROM child")
    other.close()


@pytest.mark.parametrize("damage", ["emptied", "garbled start", "no database at all"])
def test_a_damaged_file_is_said_to_be_so_and_left_alone(
    vault: Vault, home: Path, passphrase: str, damage: str
) -> None:
    vault.act(add_child, "Wren")
    vault.close()
    file = home / "vault.db"
    content = file.read_bytes()
    damaged = {
        "emptied": b"",
        "garbled start": bytes(100) + content[100:],
        "no database at all": b"Dear diary, " * 1000,
    }[damage]
    file.write_bytes(damaged)
    with pytest.raises(IroError, match=r"vault\.db cannot be read: it is damaged.*backups"):
        Vault.open(home, passphrase)
    assert file.read_bytes() == damaged
    file.write_bytes(content)
    with Vault.open(home, passphrase) as again:
        assert again.ask(names) == ["Wren"]


def test_what_a_kill_left_half_written_is_cleared_away_at_the_next_opening(
    vault: Vault, home: Path, passphrase: str
) -> None:
    vault.close()
    left = [home / "vault.key.part", home / "vault.key.next.part", home / "outbox" / "letter.docx.part"]
    for file in left:
        file.write_text("Dear Quillfeather")
    Vault.open(home, passphrase, read_only=True).close()
    assert all(file.exists() for file in left), "another copy may be writing it"
    Vault.open(home, passphrase).close()
    assert not any(file.exists() for file in left)
