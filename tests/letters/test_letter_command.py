from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from a_review import MOSAIC_ID, child, iro, reviewed

from iro_tui import cli
from iro_tui.vault.store import Vault
from letters.read_back import read_back

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def umask_as_before() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def run(vault: Vault, home: Path, passphrase: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `iro-tui letter` on the vault: status, what it printed, what it complained."""
    file = tmp_path / "passphrase.txt"
    file.write_text(passphrase, encoding="utf-8")

    def call(*words: str) -> tuple[int, str, str]:
        vault.close()
        shared = ("--home", str(home), "--passphrase-file", str(file), "--on", "2026-02-03")
        with pytest.raises(SystemExit) as ended:
            cli.main(["letter", *words, *shared])
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def test_a_letter_is_drafted_checked_and_written(vault: Vault, home: Path, run: Run) -> None:
    iro(vault)
    reviewed(vault, child(vault))
    status, out, err = run(MOSAIC_ID, "--json")
    answer = json.loads(out)
    assert (status, err) == (0, "")
    assert list(answer) == ["file", "sha256", "ready", "findings"]
    assert answer["ready"] is True
    assert Path(answer["file"]) == home / "outbox" / "2026-01-30_review-letter_ST_v1.docx"
    assert "Dear Sam," in read_back(Path(answer["file"]))


def test_the_folder_and_the_review_can_be_named(vault: Vault, run: Run, tmp_path: Path) -> None:
    iro(vault)
    reviewed(vault, child(vault))
    status, out, _ = run(MOSAIC_ID, "--review", "30/1/2026", "--out", str(tmp_path / "for print"))
    assert status == 0
    (written,) = (tmp_path / "for print").iterdir()
    assert f"Written: {written}" in out


def test_a_letter_that_is_not_ready_ends_with_1_and_lists_why(vault: Vault, home: Path, run: Run) -> None:
    iro(vault)
    reviewed(vault, child(vault, why_in_care=""))
    status, out, _ = run(MOSAIC_ID, "--json")
    answer = json.loads(out)
    assert (status, answer["file"], answer["sha256"], answer["ready"]) == (1, None, None, False)
    stop = next(finding for finding in answer["findings"] if finding["level"] == "block")
    assert stop["rule"] == "B03"
    assert stop["text"].startswith("[Why do you live with Jo and Bill?")
    assert set(stop) == {"rule", "level", "line", "column", "text", "why", "say_instead", "explain"}
    assert not list((home / "outbox").iterdir())
    status, out, _ = run(MOSAIC_ID)
    assert status == 1
    assert out.startswith("The letter is not ready, and no file was made.\n\n! B03  “[Why do you live")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("9999999",), "There is no child with the Mosaic number 9999999 on this caseload."),
        ((MOSAIC_ID, "--review", "2/2/2026"), "No review was held on Mon 2 Feb."),
        ((MOSAIC_ID, "--review", "31/2/2026"), "--review 31/2/2026: There is no 31 February."),
        ((MOSAIC_ID, "--out", __file__), "is a file. Name a folder."),
    ],
)
def test_a_mistake_ends_with_2_and_one_sentence(
    vault: Vault, run: Run, words: tuple[str, ...], sentence: str
) -> None:
    iro(vault)
    reviewed(vault, child(vault))
    status, out, err = run(*words)
    assert (status, out) == (2, "")
    assert sentence in err
    assert err.count("\n") == 1
    assert "Sam" not in err.replace(__file__, "")


def test_a_child_without_a_review_has_nothing_to_write_about(vault: Vault, run: Run) -> None:
    iro(vault)
    child(vault)
    status, _, err = run(MOSAIC_ID)
    assert status == 2
    assert f"No review was held yet for Mosaic number {MOSAIC_ID}" in err


def test_an_iro_without_a_page_is_told_to_fill_it_in(vault: Vault, run: Run) -> None:
    reviewed(vault, child(vault))
    status, _, err = run(MOSAIC_ID)
    assert status == 2
    assert "Your own page is empty." in err
