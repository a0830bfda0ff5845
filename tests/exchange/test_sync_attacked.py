"""The hand-over folder as it is found in the world: links, folders in the way, full half-way, names alike."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from test_sync import TODAY, WORDS, folder, office, rows, sha, whole

from iro_tui.casework.outbox import tick
from iro_tui.exchange import sync as syncing
from iro_tui.exchange.sync import clear_away, sync
from iro_tui.vault.store import Vault

__all__ = ["folder", "office"]


def why(vault: Vault, folder: Path) -> dict[str, str]:
    return {each.file: each.why_not for each in sync(vault, folder, TODAY)}


def finishes(vault: Vault, folder: Path) -> None:
    """The next try brings everything, whole, and leaves nothing else."""
    assert not any(why(vault, folder).values())
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == WORDS
    assert {row.held_up for row in rows(vault).values()} == {""}


def test_the_outbox_itself_is_no_hand_over_folder(office: Vault, tmp_path: Path) -> None:
    """The copy on the laptop goes when the council has it: it must not be the only one."""
    link = tmp_path / "K drive by another name"
    link.symlink_to(office.outbox)
    for place in (office.outbox, link):
        assert all("is the outbox itself" in reason for reason in why(office, place).values())
    assert {row.handed_on for row in rows(office).values()} == {None}


def test_a_link_in_the_folder_is_no_copy(office: Vault, folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.write_bytes(WORDS["letter-2.docx"])
    (folder / "letter-1.docx").symlink_to(office.outbox / "letter-1.docx")
    (folder / "letter-2.docx").symlink_to(elsewhere)
    (folder / "alert-1.docx").symlink_to(folder / "nowhere")
    reasons = why(office, folder)
    assert all("Another file is called" in reason for reason in reasons.values())
    assert all(path.is_symlink() for path in folder.iterdir())
    for path in folder.iterdir():
        path.unlink()
    finishes(office, folder)


def test_a_dangling_link_on_a_stick_without_links_is_not_written_over(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: Any) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    (folder / "alert-1.docx").symlink_to(folder / "nowhere")
    monkeypatch.setattr(os, "link", refuse)
    assert "Another file is called" in why(office, folder)["alert-1.docx"]
    assert (folder / "alert-1.docx").is_symlink()


def test_a_folder_where_the_file_should_be_is_left_alone(office: Vault, folder: Path) -> None:
    (folder / "letter-1.docx").mkdir()
    assert "Another file is called letter-1.docx" in why(office, folder)["letter-1.docx"]
    assert rows(office)["letter-1.docx"].held_up
    (folder / "letter-1.docx").rmdir()
    finishes(office, folder)


def test_a_link_under_the_name_of_half_a_copy_is_not_written_through(office: Vault, folder: Path) -> None:
    theirs = folder.parent / "theirs.txt"
    theirs.write_text("not ours")
    (folder / f".{sha(WORDS['letter-1.docx'])[:16]}.part").symlink_to(theirs)
    finishes(office, folder)
    assert theirs.read_text() == "not ours"


def test_a_folder_under_the_name_of_half_a_copy_is_named_as_the_reason(office: Vault, folder: Path) -> None:
    part = folder / f".{sha(WORDS['letter-1.docx'])[:16]}.part"
    part.mkdir()
    assert part.name in why(office, folder)["letter-1.docx"]
    part.rmdir()
    finishes(office, folder)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENODEV])
def test_full_or_pulled_out_half_way_through_a_file(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def half(source: Path, part: Path) -> None:
        part.write_bytes(source.read_bytes()[:7])
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        broken.setattr(syncing, "_copy", half)
        reasons = why(office, folder)
    assert all(("full" if number == errno.ENOSPC else "went away") in each for each in reasons.values())
    assert list(folder.iterdir()) == []
    assert {row.held_up for row in rows(office).values()} == set(reasons.values())
    finishes(office, folder)


def test_the_folder_vanishes_between_two_files(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away, real, left = folder.with_name("away"), syncing._copy, [1]

    def pulled(source: Path, part: Path) -> None:
        real(source, part)
        left[0] -= 1
        if left[0] < 0:
            folder.rename(away)

    with monkeypatch.context() as broken:
        broken.setattr(syncing, "_copy", pulled)
        reasons = why(office, folder)
    assert sorted(map(bool, reasons.values())) == [False, True, True]
    assert whole(away)
    away.rename(folder)
    finishes(office, folder)


def test_a_name_too_long_for_the_folder_says_so(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, part: Path) -> None:
        raise OSError(errno.ENAMETOOLONG, os.strerror(errno.ENAMETOOLONG))

    with monkeypatch.context() as broken:
        broken.setattr(syncing, "_copy", refuse)
        assert all("too long" in reason for reason in why(office, folder).values())
    finishes(office, folder)


def test_a_path_that_is_really_too_long_says_so(office: Vault, tmp_path: Path) -> None:
    # The folder itself still has a name; with a file's name behind it there are too many letters.
    deep = tmp_path / "deep"
    before = Path.cwd()
    deep.mkdir()
    os.chdir(deep)
    try:
        while len(str(Path.cwd())) < 4070:
            part = Path("d" * min(200, 4080 - len(str(Path.cwd())) - 1))
            part.mkdir()
            os.chdir(part)
        assert all("too long" in reason for reason in why(office, Path.cwd()).values())
    finally:
        os.chdir(before)
        shutil.rmtree(deep)


def test_a_file_word_holds_open_is_the_files_fault_and_not_the_folders(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = syncing.fingerprint

    def held(file: Path) -> str:
        if file == office.outbox / "letter-1.docx":
            raise PermissionError(errno.EACCES, "in use")
        return real(file)

    with monkeypatch.context() as broken:
        broken.setattr(syncing, "fingerprint", held)
        reasons = why(office, folder)
    assert reasons["letter-1.docx"] == (
        "letter-1.docx cannot be read here: in use. Close it where it is open, and try again."
    )
    assert not reasons["letter-2.docx"]
    finishes(office, folder)


def test_names_that_differ_in_case_only_on_a_drive_that_knows_no_case(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On such a drive `LETTER-1.docx` answers to `letter-1.docx`."""
    other = folder / "LETTER-1.docx"
    other.write_bytes(b"somebody else's")
    stat, opened = Path.stat, Path.open

    def there(path: Path) -> Path:
        return other if path == folder / "letter-1.docx" else path

    def open_there(path: Path, *given: Any, **named: Any) -> Any:
        return opened(there(path), *given, **named)

    with monkeypatch.context() as drive:
        drive.setattr(Path, "stat", lambda path, **named: stat(there(path), **named))
        drive.setattr(Path, "open", open_there)
        assert "Another file is called" in why(office, folder)["letter-1.docx"]
    assert other.read_bytes() == b"somebody else's"
    other.unlink()
    finishes(office, folder)


def test_killed_between_the_last_copy_and_the_ledger(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(office, "act", killed)
        with pytest.raises(KeyboardInterrupt):
            sync(office, folder, TODAY)
    assert {row.handed_on for row in rows(office).values()} == {None}
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    finishes(office, folder)
    assert stamps == {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert {row.handed_on for row in rows(office).values()} == {TODAY}


def test_half_a_copy_left_by_a_kill_goes_even_when_the_file_is_with_the_council(
    office: Vault, folder: Path
) -> None:
    """It may hold a child's words, and nobody comes back for it."""
    part = folder / f".{sha(WORDS['letter-1.docx'])[:16]}.part"
    part.write_bytes(b"Dear L")
    (folder / ".0123456789abcdef.part").write_bytes(b"another program's")
    office.act(tick, "letter-1.docx", TODAY)
    clear_away(office, TODAY)
    sync(office, folder, TODAY)
    assert not part.exists()
    assert (folder / ".0123456789abcdef.part").exists()
