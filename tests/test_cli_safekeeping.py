"""`backup`, `restore` and `doctor` on the command line, on a vault as it is really made."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.children import save_profile
from iro_tui.casework.verbs import verb
from iro_tui.cli import main
from iro_tui.record.tables import Child
from iro_tui.vault import whereabouts
from iro_tui.vault.backups import copies_in
from iro_tui.vault.restore import preview
from iro_tui.vault.store import Vault


@verb("child added")
def add(session: Any, name: str) -> None:
    from datetime import date

    session.add(
        Child(mosaic_id=name, first_name=name, surname="O'Brien [/] [b]\x1b[31m", born=date(2014, 5, 6))
    )


@pytest.fixture(scope="session")
def with_wren(tmp_path_factory: pytest.TempPathFactory, passphrase: str) -> Path:
    """A closed vault with one child, at the full cost of a guess, made once for each worker."""
    home = tmp_path_factory.mktemp("wren") / "vault"
    os.umask(0o077)
    with Vault.create(home, passphrase) as vault:
        vault.act(save_profile, {"name": "R. Calder"})
        vault.act(add, "Wren")
    return home


@pytest.fixture
def own(with_wren: Path, home: Path, passphrase: str, tmp_path: Path) -> list[str]:
    """Options that open a vault with one child."""
    os.umask(0o077)
    shutil.copytree(with_wren, home)
    file = tmp_path / "words"
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return ["--home", str(home), "--passphrase-file", str(file)]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as end:
        main(words)
    captured = capsys.readouterr()
    return int(str(end.value.code)), captured.out, captured.err


def checks(capsys: pytest.CaptureFixture[str], own: list[str]) -> dict[str, Any]:
    status, out, _ = run(capsys, "doctor", "--json", *own)
    answer = json.loads(out)
    assert set(answer) == {"ok", "checks"}
    assert status == (0 if answer["ok"] else 1)
    assert answer["ok"] == all(each["ok"] for each in answer["checks"])
    return {each["name"]: (each["ok"], each["detail"]) for each in answer["checks"]}


def test_a_new_vault_is_well(capsys: pytest.CaptureFixture[str], own: list[str]) -> None:
    found = checks(capsys, own)
    assert all(ok for ok, _ in found.values()), found
    assert {"vault", "history", "key", "backup", "restore drill", "disc", "folder", "clock"} <= set(found)
    status, out, _ = run(capsys, "doctor", *own)
    assert status == 0 and out.endswith("All is well.\n") and "Wren" not in out


def test_what_is_not_well_says_how_to_mend_it(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str, tmp_path: Path
) -> None:
    letter = home / "outbox" / "letter.docx"
    letter.write_bytes(b"Dear Wren")
    letter.chmod(0o644)
    long_ago = time.time() - 6 * 24 * 3600
    os.utime(letter, (long_ago, long_ago))
    with Vault.open(home, passphrase) as vault:
        vault.act(
            save_profile, {"name": "R. Calder", "backup_folder": str(tmp_path / "stick"), "plain_days": 5}
        )
        copy = copies_in(vault.backups)[0]
    copy.write_bytes(copy.read_bytes()[:-1])
    found = checks(capsys, own)
    assert found["plain files"] == (
        False,
        f"In {home / 'outbox'} for more than 5 days, for anybody to read: 1 file. "
        "Upload to Mosaic, then remove them.",
    )
    assert found["backup"][0] is False and "iro-tui backup" in found["backup"][1]
    assert found["second backup"] == (
        False, f"{tmp_path / 'stick'} is not there. Plug it in, or name another folder in Settings."
    )  # fmt: skip
    assert found["restore drill"][0] is False
    if sys.platform != "win32":
        assert found["rights"][0] is False and "letter.docx" in found["rights"][1]


def test_doctor_on_a_damaged_vault_names_the_newest_good_backup(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path
) -> None:
    copy = copies_in(home / "backups")[0]
    (home / "vault.db").write_bytes(b"Dear diary, " * 1000)
    found = checks(capsys, own)
    assert found["vault"][0] is False
    assert f"iro-tui restore '{copy}'" in found["vault"][1]
    status, out, _ = run(capsys, "restore", str(copy), *own)
    assert (status, out.splitlines()[0]) == (0, f"Put back: {copy}")
    assert checks(capsys, own)["vault"][0] is True


@pytest.mark.parametrize("lost", ["vault.key", "the right to write"])
def test_doctor_looks_round_whatever_keeps_the_vault_shut(
    lost: str, capsys: pytest.CaptureFixture[str], own: list[str], home: Path
) -> None:
    if lost == "vault.key":
        (home / lost).unlink()
    else:
        (home / "vault.lock").unlink()
        (home / "vault.lock").mkdir()
    status, out, _ = run(capsys, "doctor", *own)
    assert status == 1
    assert out.startswith("! vault ")
    assert ("Put back the copy" if lost == "vault.key" else "F5") in out.splitlines()[0]
    assert "v folder" in out or "! folder" in out


def test_doctor_beside_an_open_app(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str
) -> None:
    with Vault.open(home, passphrase):
        assert checks(capsys, own)["vault"][0] is True


def test_a_clock_that_is_behind_is_noticed(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str
) -> None:
    from datetime import timedelta

    from iro_tui.vault.opening import machine_time

    with Vault.open(home, passphrase, now=lambda: machine_time() + timedelta(days=400)) as vault:
        vault.act(add, "Robin")
    assert checks(capsys, own)["clock"][0] is False


def test_backup_and_restore(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str
) -> None:
    stick = home.parent / "stick"
    status, out, _ = run(capsys, "backup", "--to", str(stick), *own)
    (copy,) = copies_in(stick)
    assert (status, out) == (0, f"Made and checked: {copy}\n")
    with Vault.open(home, passphrase) as vault:
        vault.act(add, "Robin")
    status, out, _ = run(capsys, "restore", str(copy), "--preview", *own)
    assert status == 0
    assert "This backup is older than the vault: what was done since would be gone." in out
    assert "Robin O'Brien [/] [b] [31m: 1 change would go" in out
    assert "2 now, 1 in the backup" in out
    assert out.endswith("Nothing was changed. Leave --preview out to put it back.\n")
    status, out, _ = run(capsys, "restore", str(copy), "--json", *own)
    answer = json.loads(out)
    assert (status, answer["age"], [each["goes"] for each in answer["children"]]) == (0, "older", [1])
    status, out, _ = run(capsys, "restore", answer["kept"], *own)
    assert status == 0 and "1 change would come" in out and "iro-tui restore " in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("restore", "nowhere.db"), "There is no backup "),
        (("restore",), "Something is missing: FILE."),
        (("backup", "--to", "/proc/nowhere"), "No backup could be made in /proc/nowhere"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    capsys: pytest.CaptureFixture[str], own: list[str], words: tuple[str, ...], sentence: str
) -> None:
    status, out, error = run(capsys, *words, *own)
    assert (status, out) == (2, "")
    assert sentence in error and error.count("\n") == 1


@pytest.mark.parametrize("lost", ["missing", "damaged"])
def test_restore_takes_the_key_file_alone_where_that_is_all_that_is_lost(
    lost: str, capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str
) -> None:
    copy = copies_in(home / "backups")[0]
    with Vault.open(home, passphrase) as vault:
        vault.act(add, "Robin")
        code = vault.recovery_code()
    if lost == "missing":
        (home / "vault.key").unlink()
    else:
        (home / "vault.key").write_bytes(b"half a key")
    assert f"iro-tui restore '{copies_in(home / 'backups')[0]}'" in run(capsys, "doctor", *own)[1]
    before = sorted(home.rglob("*"))
    status, out, _ = run(capsys, "restore", str(copy), "--preview", *own)
    assert status == 0 and out.endswith("Leave --preview out to put that key file back.\n")
    assert sorted(home.rglob("*")) == before
    status, out, _ = run(capsys, "restore", str(copy), *own)
    assert status == 0 and out.startswith("The key file of the vault was lost. Put back: ")
    with Vault.open(home, passphrase) as vault:
        assert vault.recovery_code() == code
        assert preview(vault, copy).age == "older", "what was done since the backup is there"
    status, out, _ = run(capsys, "restore", str(copy), *own)
    assert status == 0 and "Robin" in out and "1 change would go" in out


def test_restore_without_any_key_file_takes_the_recovery_sheet(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, passphrase: str, tmp_path: Path
) -> None:
    copy = copies_in(home / "backups")[0]
    with Vault.open(home, passphrase) as vault:
        code = vault.recovery_code()
    for key_file in home.rglob("*.key"):
        key_file.write_bytes(b"half a key")
    status, out, error = run(capsys, "restore", str(copy), *own)
    assert (status, out, error.count("\n")) == (2, "", 1)
    assert "is damaged" in error and "recovery sheet" in error
    (home / "vault.db").write_bytes(b"Dear diary, " * 1000)
    (tmp_path / "sheet").write_text(f"{code.lower()}\n", encoding="utf-8")
    by_sheet = ["--home", str(home), "--passphrase-file", str(tmp_path / "sheet")]
    status, out, error = run(capsys, "restore", str(copy), *by_sheet)
    assert (status, error) == (0, "")
    assert out.startswith(f"Put back: {copy}\n")
    Vault.open_with_code(home, code).close()


def test_a_backup_makes_a_vault_where_there_is_none(
    capsys: pytest.CaptureFixture[str], own: list[str], home: Path, tmp_path: Path, passphrase: str
) -> None:
    copy = copies_in(home / "backups")[0]
    status, _, _ = run(capsys, "restore", str(copy), "--home", str(tmp_path / "new"), *own[2:])
    assert status == 0 and Vault.exists(tmp_path / "new")
    assert run(capsys, "doctor", "--home", str(tmp_path / "nowhere"), *own[2:])[0] == 2


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Users/rc/OneDrive - Fellbridge Council/iro", "OneDrive"),
        ("home/rc/Dropbox/iro", "Dropbox"),
        ("Users/rc/Library/Mobile Documents/iro", "iCloud"),
        ("Users/rc/Google Drive/iro", "Google Drive"),
        ("home/rc/papers about onedrive/iro", ""),
        ("home/rc/.local/share/iro-tui", ""),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(tmp_path: Path, folder: str, program: str) -> None:
    assert whereabouts.synced_by(tmp_path / folder) == program
    assert (
        (program in whereabouts.warning(tmp_path / folder)) if program else not whereabouts.warning(tmp_path)
    )


def test_a_synchronised_folder_is_known_by_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "work"))
    assert whereabouts.synced_by(tmp_path / "work" / "iro") == "OneDrive"
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / ".stfolder").touch()
    assert whereabouts.synced_by(tmp_path / "shared" / "iro") == "Syncthing"


def test_a_folder_across_the_network_is_known_by_its_mount() -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", "server:/home /home nfs4 rw 0 0", "tmpfs /home/local tmpfs rw 0 0"]
    assert whereabouts.network_mount(Path("/home/rc/iro"), mounts)
    assert not whereabouts.network_mount(Path("/home/local/iro"), mounts)
    assert not whereabouts.network_mount(Path("/opt/iro"), mounts)
