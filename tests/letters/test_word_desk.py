from __future__ import annotations

import errno
import os
import stat
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from a_review import HELD, TODAY, child, iro, reviewed

from iro_tui.casework.letters import keep_finding, letter_facts, letter_of, store_letter
from iro_tui.casework.outbox import ledger, tick_file
from iro_tui.casework.reviews import save_review
from iro_tui.errors import BadInput, IroError
from iro_tui.vault.lock import CannotWrite
from iro_tui.vault.store import Vault
from letters.check import check
from letters.desk import (
    LetterNotReady,
    draft_letter,
    expected_for,
    export_letter,
    redraft_letter,
)
from letters.exported_file import file_name, initials_of, next_version, put
from letters.read_back import read_back

AT = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def review_id(vault: Vault) -> str:
    iro(vault)
    return reviewed(vault, child(vault))


def rewrite(vault: Vault, review_id: str, text: str) -> None:
    vault.act(store_letter, review_id, text, [], "x", TODAY, AT)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def letters_in_ledger(vault: Vault) -> list[tuple[str, str]]:
    return [(row.file, row.state) for row in vault.ask(ledger, TODAY, vault.outbox) if row.kind == "LETTER"]


def test_a_draft_is_stored_once_with_what_it_came_from(vault: Vault, review_id: str) -> None:
    drafted = draft_letter(vault, review_id, TODAY, AT)
    assert "You said, “I like it here.”" in drafted.text
    assert "When we talked, you said, “I miss Ade.”" in drafted.text
    assert drafted.phrases_version.startswith("8-11 v")
    sources = {source for sentence in drafted.origin for source in sentence["sources"]}
    assert {source.split(":")[0] for source in sources} >= {"note", "decision", "review", "phrase", "profile"}
    rewrite(vault, review_id, drafted.text + "\nMy own last line.\n")
    assert "My own last line." in draft_letter(vault, review_id, TODAY, AT).text


def test_drafting_anew_takes_what_was_recorded_since(vault: Vault, review_id: str) -> None:
    draft_letter(vault, review_id, TODAY, AT)
    vault.act(save_review, review_id, {"iro_view": "I think the plan is right."})
    assert "I think the plan is right." in redraft_letter(vault, review_id, TODAY, AT)
    stored = vault.ask(letter_of, review_id)
    assert stored is not None
    assert "I think the plan is right." in stored.text


def test_drafting_anew_never_touches_a_section_that_was_edited(vault: Vault, review_id: str) -> None:
    drafted = draft_letter(vault, review_id, TODAY, AT)
    edited = drafted.text.replace("I miss Ade.”", "I miss Ade.” I told your worker so.")
    vault.act(store_letter, review_id, edited, drafted.origin, drafted.phrases_version, TODAY, AT)
    vault.act(save_review, review_id, {"child_views": "Sam wants a cat.", "iro_view": "I think it is right."})
    for _ in range(2):
        again = redraft_letter(vault, review_id, TODAY, AT)
        assert "I miss Ade.” I told your worker so." in again
        assert "a cat" not in again
        assert "I think it is right." in again


def test_a_letter_that_is_ready_becomes_a_private_file_in_the_ledger(vault: Vault, review_id: str) -> None:
    done = export_letter(vault, review_id, TODAY, AT)
    assert done.ready
    assert done.file == vault.outbox / "2026-01-30_review-letter_ST_v1.docx"
    assert sha256(done.file.read_bytes()).hexdigest() == done.sha256
    stored = vault.ask(letter_of, review_id)
    assert stored is not None
    assert read_back(done.file) == stored.text
    assert letters_in_ledger(vault) == [(done.file.name, "to upload")]
    if os.name == "posix":
        assert stat.S_IMODE(done.file.stat().st_mode) == 0o600


def test_the_same_letter_exported_again_is_the_same_file(vault: Vault, review_id: str) -> None:
    first = export_letter(vault, review_id, TODAY, AT)
    again = export_letter(vault, review_id, TODAY + timedelta(days=1), AT)
    assert again == first
    assert files(vault.outbox) == [first.file.name]
    assert letters_in_ledger(vault) == [(first.file.name, "to upload")]


def test_a_changed_letter_is_a_new_version_and_nothing_is_overwritten(vault: Vault, review_id: str) -> None:
    first = export_letter(vault, review_id, TODAY, AT)
    before = first.file.read_bytes()
    vault.act(tick_file, first.file.name, TODAY)
    first.file.rename(first.file.with_name("moved away.docx"))
    stored = vault.ask(letter_of, review_id)
    assert stored is not None
    rewrite(vault, review_id, stored.text.replace("You can keep", "Do keep").replace("Have I", "Did I"))
    second = export_letter(vault, review_id, TODAY, AT)
    assert second.file.name.endswith("_v2.docx")
    assert (vault.outbox / "moved away.docx").read_bytes() == before
    assert sorted(file for file, _ in letters_in_ledger(vault)) == [first.file.name, second.file.name]


def test_into_another_folder_the_version_still_rises(vault: Vault, review_id: str, tmp_path: Path) -> None:
    export_letter(vault, review_id, TODAY, AT)
    there = export_letter(vault, review_id, TODAY, AT, tmp_path / "to print")
    assert there.file == tmp_path / "to print" / "2026-01-30_review-letter_ST_v2.docx"


def test_a_stop_writes_nothing_and_carries_its_findings(vault: Vault, review_id: str) -> None:
    drafted = draft_letter(vault, review_id, TODAY, AT)
    rewrite(vault, review_id, drafted.text.replace("Dear Sam", "Dear [name]"))
    with pytest.raises(LetterNotReady, match=r"^The letter is not ready: \d things? stops? it\.$") as stopped:
        export_letter(vault, review_id, TODAY, AT)
    assert {"B01", "B03"} <= {finding.rule for finding in stopped.value.findings}
    assert files(vault.outbox) == []
    assert letters_in_ledger(vault) == []


def test_an_emptied_letter_is_not_drafted_behind_the_iros_back_and_exported(
    vault: Vault, review_id: str
) -> None:
    draft_letter(vault, review_id, TODAY, AT)
    rewrite(vault, review_id, "\n")
    with pytest.raises(LetterNotReady) as stopped:
        export_letter(vault, review_id, TODAY, AT)
    assert {"B01", "B05", "B10"} <= {each.rule for each in stopped.value.findings}
    assert files(vault.outbox) == []
    letter = vault.ask(letter_of, review_id)
    assert letter is not None and letter.text == "\n"


def test_a_confirm_waits_until_it_is_kept_with_a_reason(vault: Vault, review_id: str) -> None:
    drafted = draft_letter(vault, review_id, TODAY, AT)
    rewrite(vault, review_id, drafted.text.replace("Mum was not well", "Mum has depression"))
    with pytest.raises(LetterNotReady, match=r"1 waits for your answer") as stopped:
        export_letter(vault, review_id, TODAY, AT)
    (finding,) = [finding for finding in stopped.value.findings if finding.level == "confirm"]
    assert finding.rule == "C03"
    vault.act(keep_finding, drafted.letter_id, finding.key, "Words agreed with Mum.")
    assert export_letter(vault, review_id, TODAY, AT).ready


def test_words_that_are_being_typed_are_held_against_what_the_record_says(
    vault: Vault, review_id: str
) -> None:
    expected = expected_for(vault.ask(letter_facts, review_id, TODAY))
    assert check("Dear Sam,", expected).blocked
    assert check(draft_letter(vault, review_id, TODAY, AT).text, expected).ready


def test_when_the_ledger_cannot_be_written_the_file_goes_too(
    vault: Vault, review_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft_letter(vault, review_id, TODAY, AT)

    def full(*_: object) -> None:
        raise IroError("Nothing was saved.")

    monkeypatch.setattr(vault, "act", full)
    with pytest.raises(IroError, match=r"Nothing was saved"):
        export_letter(vault, review_id, TODAY, AT)
    assert files(vault.outbox) == []


def test_file_names_are_short_plain_and_versioned() -> None:
    assert file_name(HELD, "PR", 1) == "2026-01-30_review-letter_PR_v1.docx"
    assert file_name(HELD, "../É P", 12) == "2026-01-30_review-letter_P_v12.docx"
    with pytest.raises(BadInput, match=r"takes 80"):
        file_name(HELD, "X" * 60, 1)
    assert initials_of("Élodie", "O'Brien [/]") == "EO"
    assert initials_of("Sam", "") == "S"
    assert initials_of("李", "") == "X"


def test_versions_count_on_from_folder_and_ledger(tmp_path: Path) -> None:
    assert next_version(tmp_path / "not there", HELD, "PR") == 1
    (tmp_path / file_name(HELD, "PR", 2)).touch()
    (tmp_path / file_name(date(2026, 4, 1), "PR", 7)).touch()
    assert next_version(tmp_path, HELD, "PR") == 3
    assert next_version(tmp_path, HELD, "PR", [file_name(HELD, "PR", 9)]) == 10


def test_no_file_is_ever_overwritten(tmp_path: Path) -> None:
    put(tmp_path / "out", "a.docx", b"one")
    with pytest.raises(IroError, match=r"a\.docx is there already"):
        put(tmp_path / "out", "a.docx", b"two")
    assert (tmp_path / "out" / "a.docx").read_bytes() == b"one"
    assert files(tmp_path / "out") == ["a.docx"]


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    with pytest.raises(IroError, match=r" was not written to .*a file"):
        put(tmp_path / "a file", "a.docx", b"one")


def test_a_letter_open_in_word_is_said_plainly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held_by_word(path: Path, content: bytes) -> None:
        path.touch()
        raise PermissionError

    monkeypatch.setattr("letters.exported_file.write_whole", held_by_word)
    with pytest.raises(IroError, match=r"open in Word"):
        put(tmp_path, "a.docx", b"one")


def test_a_full_disc_is_said_plainly_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(IroError, match=r"^a\.docx was not written to .*: No space left on device\.$"):
        put(tmp_path / "out", "a.docx", b"words")
    assert files(tmp_path / "out") == []


def test_in_a_copy_to_read_nothing_is_exported_not_even_said_again(
    vault: Vault, review_id: str, passphrase: str
) -> None:
    made = export_letter(vault, review_id, TODAY, AT)
    with Vault.open(vault.home, passphrase, read_only=True) as copy:
        for folder in (None, vault.home.parent / "another folder"):
            with pytest.raises(CannotWrite, match="copy to read"):
                export_letter(copy, review_id, TODAY, AT, folder)
    assert files(vault.outbox) == [made.file.name] and not (vault.home.parent / "another folder").exists()
