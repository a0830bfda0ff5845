"""Files into the hand-over folder: whatever breaks half-way, nothing is lost and the next try finishes."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from iro_tui.casework.children import save_profile
from iro_tui.casework.outbox import LedgerRow, ledger, tick, untick
from iro_tui.casework.plain_files import examine, lying_about
from iro_tui.casework.verbs import verb
from iro_tui.exchange import sync as syncing
from iro_tui.exchange.sync import clear_away, copy_in, in_words, sync
from iro_tui.record.tables import Child, OutboxEntry, Profile
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
WORDS = {"letter-1.docx": b"Dear Leo, " * 9000, "letter-2.docx": b"Dear Amira", "alert-1.docx": b"Alert"}


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@verb("three files made")
def three_files(session: Session) -> None:
    session.add(Profile(id="me", name="Ruth Calder"))
    child = Child(mosaic_id="1048811", first_name="Leo", surname="O'Brien [/] [b]", born=date(2017, 2, 1))
    session.add(child)
    session.flush()
    for name, content in WORDS.items():
        entry = OutboxEntry(kind="LETTER", child_id=child.id, subject_id=name, made_on=date(2026, 11, 2))
        entry.id, entry.file, entry.sha256 = name, name, sha(content)
        session.add(entry)
    session.add(OutboxEntry(kind="DECISIONS", child_id=child.id, subject_id="x", made_on=TODAY))


@pytest.fixture
def office(vault: Vault) -> Vault:
    vault.act(three_files)
    for name, content in WORDS.items():
        (vault.outbox / name).write_bytes(content)
    return vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "K drive"
    made.mkdir()
    return made


def rows(vault: Vault) -> dict[str, LedgerRow]:
    return {row.file: row for row in vault.ask(ledger, TODAY, vault.outbox) if row.file}


def whole(folder: Path) -> bool:
    """Every file in the folder under a final name is one of ours, whole."""
    found = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    return all(WORDS[name] == content for name, content in found.items())


def test_files_that_wait_are_copied_once_and_the_ledger_says_since_when(office: Vault, folder: Path) -> None:
    found = sync(office, folder, TODAY)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == WORDS
    assert all(each.fresh and not each.why_not for each in found)
    assert {row.handed_on for row in rows(office).values()} == {TODAY}
    assert {row.state for row in rows(office).values()} == {"handed over"}
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    again = sync(office, folder, date(2026, 11, 30))
    assert not any(each.fresh or each.why_not for each in again)
    assert stamps == {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert rows(office)["letter-1.docx"].handed_on == TODAY


def test_another_file_of_that_name_is_never_written_over(office: Vault, folder: Path) -> None:
    (folder / "letter-2.docx").write_bytes(b"somebody else's")
    found = {each.file: each.why_not for each in sync(office, folder, TODAY)}
    assert (folder / "letter-2.docx").read_bytes() == b"somebody else's"
    assert "Another file is called letter-2.docx" in found["letter-2.docx"]
    assert found["letter-1.docx"] == found["alert-1.docx"] == ""
    assert rows(office)["letter-2.docx"].held_up == found["letter-2.docx"]
    (folder / "letter-2.docx").unlink()
    sync(office, folder, TODAY)
    assert rows(office)["letter-2.docx"].held_up == ""
    assert (folder / "letter-2.docx").read_bytes() == WORDS["letter-2.docx"]


def test_a_folder_that_is_away_is_not_made_and_everything_waits(office: Vault, folder: Path) -> None:
    folder.rmdir()
    found = sync(office, folder, TODAY)
    assert not folder.exists()
    assert all("is not there" in each.why_not for each in found)
    assert "3 stay" in in_words(found)
    folder.mkdir()
    assert not any(each.why_not for each in sync(office, folder, TODAY))


def test_a_file_that_was_changed_or_is_gone_is_not_handed_over(office: Vault, folder: Path) -> None:
    (office.outbox / "letter-1.docx").write_bytes(b"changed in Word")
    (office.outbox / "letter-2.docx").unlink()
    found = {each.file: each.why_not for each in sync(office, folder, TODAY)}
    assert "not as it was exported" in found["letter-1.docx"]
    assert "not in the outbox any more" in found["letter-2.docx"]
    assert [path.name for path in folder.iterdir()] == ["alert-1.docx"]


@pytest.mark.parametrize("step", ["fsync", "link", "fingerprint"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "is full"),
        (errno.EROFS, "locked against writing"),
        (errno.EACCES, "locked against writing"),
        (errno.EIO, "went away"),
        (errno.ENODEV, "went away"),
    ],
)
def test_a_disc_that_refuses_at_any_step_leaves_the_file_in_the_queue_with_the_reason(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, words: str
) -> None:
    def refuse(*given: Any) -> Any:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:
        if step == "link":  # a stick that knows no links is no fault: the rename must fail too
            broken.setattr(os, "link", refuse)
            broken.setattr(Path, "rename", refuse)
        elif step == "fsync":
            real = os.fsync
            # The vault's own files must still be written.
            inside = lambda handle: str(folder) in str(Path(f"/proc/self/fd/{handle}").readlink())  # noqa: E731
            broken.setattr(os, "fsync", lambda handle: refuse() if inside(handle) else real(handle))
        else:
            theirs = syncing.fingerprint
            read = lambda file: refuse() if file.parent == folder else theirs(file)  # noqa: E731
            broken.setattr(syncing, "fingerprint", read)
        found = sync(office, folder, TODAY)
    assert all(words in each.why_not for each in found)
    assert list(folder.iterdir()) == []
    assert all(row.held_up and row.handed_on is None for row in rows(office).values())
    assert {path.name: path.read_bytes() for path in office.outbox.iterdir()} == WORDS
    assert not any(each.why_not for each in sync(office, folder, TODAY))
    assert whole(folder)


def test_a_stick_without_links_gets_its_files_all_the_same(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*given: Any) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    assert not any(each.why_not for each in sync(office, folder, TODAY))
    assert {path.name for path in folder.iterdir()} == set(WORDS)


def test_what_the_folder_did_not_keep_whole_gets_no_name(
    office: Vault, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(syncing, "_copy", lambda source, part: part.write_bytes(b"half of it"))
        found = sync(office, folder, TODAY)
    assert all("did not keep" in each.why_not for each in found)
    assert list(folder.iterdir()) == []


def killed_at(step: int, work: Callable[[], object], *names: tuple[Any, str]) -> bool:
    """Run work in a process that ends without a word at the n-th call of any of these; tell if it did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    left = [step]

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return real(*given, **named)

        return call

    for owner, name in names:
        setattr(owner, name, counted(getattr(owner, name)))
    try:
        work()
    finally:
        os._exit(0)


@pytest.mark.skipif(os.name == "nt", reason="forks")
def test_a_kill_at_every_step_of_a_copy_leaves_nothing_half_and_the_next_try_finishes(
    office: Vault, folder: Path
) -> None:
    source, right = office.outbox / "letter-1.docx", sha(WORDS["letter-1.docx"])
    steps = (
        *((os, name) for name in ("fsync", "link")),
        *((Path, name) for name in ("open", "unlink", "is_dir", "exists", "is_file")),
        *((syncing, name) for name in ("_copy", "_name", "_flush", "_refuse_another", "fingerprint")),
    )
    step = 0
    while killed_at(step, lambda: copy_in(source, folder, right), *steps):
        assert whole(folder)
        assert source.read_bytes() == WORDS["letter-1.docx"]
        copy_in(source, folder, right)
        assert [path.name for path in folder.iterdir()] == ["letter-1.docx"]
        (folder / "letter-1.docx").unlink()
        step += 1
    assert step > 12


@pytest.mark.skipif(not Path("/proc/mounts").exists() or os.geteuid() != 0, reason="mounts a small disc")
def test_a_disc_that_is_really_full_keeps_the_queue(office: Vault, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32k", "tmpfs", small], capture_output=True)
    if mounted.returncode:
        pytest.skip("may not mount here")
    try:
        found = {each.file: each.why_not for each in sync(office, small, TODAY)}
        assert "is full" in found["letter-1.docx"]
        assert found["letter-2.docx"] == ""
        assert whole(small)
        assert not [path for path in small.iterdir() if path.name.startswith(".")]
        subprocess.run(["mount", "-o", "remount,size=1m", small], check=True)
        assert not any(each.why_not for each in sync(office, small, TODAY))
        assert {path.name for path in small.iterdir()} == set(WORDS)
    finally:
        subprocess.run(["umount", small], check=True)


def test_after_the_tick_the_plain_file_is_gone_and_the_ledger_says_when(office: Vault, folder: Path) -> None:
    sync(office, folder, TODAY)
    office.act(tick, "letter-1.docx", TODAY)
    assert clear_away(office, TODAY) == ()
    assert not (office.outbox / "letter-1.docx").exists()
    assert rows(office)["letter-1.docx"].removed_on == TODAY
    assert (folder / "letter-1.docx").exists(), "the copy in the folder is the council's"
    office.act(undo)
    row = rows(office)["letter-1.docx"]
    assert (row.uploaded_on, row.removed_on, row.state) == (None, None, "handed over")


def test_a_kill_between_tick_and_removal_is_made_good_by_the_next_try(office: Vault, folder: Path) -> None:
    office.act(tick, "letter-2.docx", TODAY)
    assert (office.outbox / "letter-2.docx").exists()
    sync(office, folder, TODAY)
    assert not (office.outbox / "letter-2.docx").exists()
    assert not (folder / "letter-2.docx").exists()


def test_a_changed_or_held_file_is_not_removed_and_the_ledger_does_not_say_so(
    office: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    (office.outbox / "letter-1.docx").write_bytes(b"changed in Word")
    office.act(tick, "letter-1.docx", TODAY)
    office.act(tick, "letter-2.docx", TODAY)

    def held(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "open in Word")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", held)
        assert clear_away(office, TODAY) == ("letter-2.docx",)
    found = rows(office)
    assert (office.outbox / "letter-1.docx").read_bytes() == b"changed in Word"
    assert found["letter-1.docx"].removed_on is None
    assert found["letter-2.docx"].removed_on is None
    assert clear_away(office, date(2026, 11, 30)) == ()
    assert rows(office)["letter-2.docx"].removed_on == date(2026, 11, 30)
    office.act(untick, "letter-2.docx")
    assert rows(office)["letter-2.docx"].removed_on is None


def test_plain_files_that_lie_too_long_are_named_with_whose_they_are(office: Vault) -> None:
    old = office.outbox / "notes.txt"
    old.write_text("by hand")
    os.utime(old, (0, 0))
    found = office.ask(lying_about, office.outbox, TODAY)
    assert [(each.file, each.days, each.child) for each in found][1:] == [
        (name, 20, "Leo O'Brien [/] [b]") for name in sorted(WORDS)
    ]
    assert (found[0].file, found[0].child_id) == ("notes.txt", None)
    old.unlink()
    assert office.ask(lying_about, office.outbox, date(2026, 11, 9)) == ()
    assert office.ask(lying_about, office.outbox / "nowhere", TODAY) == ()


def test_the_doctor_counts_plain_files_as_today_does(office: Vault) -> None:
    def said(today: date) -> tuple[bool, str]:
        (found,) = [each for each in examine(office, today) if each.name == "plain files"]
        return found.ok, found.words

    office.act(save_profile, {"plain_days": 20})
    assert said(TODAY) == (True, "In the outbox, none older than 20 days: 3 files.")
    office.act(save_profile, {"plain_days": 19})
    assert said(TODAY) == (
        False,
        f"In {office.outbox} for more than 19 days, for anybody to read: 3 files. "
        "Upload to Mosaic, then remove them.",
    )
