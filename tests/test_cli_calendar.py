"""`iro-tui calendar` on a real vault."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.verbs import verb
from iro_tui.cli import main
from iro_tui.record.tables import Child, PeriodOfCare, Review
from iro_tui.vault.store import Vault


@verb("child put in")
def sam(session: Any) -> None:
    child = Child(mosaic_id="1048812", first_name="Sam", surname="Tate", born=date(2015, 3, 4))
    session.add(child)
    session.flush()
    session.add_all(
        [
            PeriodOfCare(child_id=child.id, started_on=date(2026, 11, 2)),
            Review(child_id=child.id, booked_for=date(2026, 11, 26), booked_time="16:00", place="school"),
        ]
    )


@pytest.fixture
def given(vault: Vault, home: Path, passphrase: str, tmp_path: Path) -> list[str]:
    vault.act(sam)
    vault.close()
    file = tmp_path / "words"
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return ["--home", str(home), "--passphrase-file", str(file), "--on", "2026-11-12"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(["calendar", *words])
    out, err = capsys.readouterr()
    return int(str(stopped.value.code)), out, err


def test_it_writes_the_file_and_says_what_is_in_it(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "reviews.ics"
    status, out, err = run(capsys, *given, "--out", str(file))
    assert (status, err) == (0, "")
    assert out.splitlines()[0] == f"1 review and 0 deadlines are in {file}."
    assert "1 new, 0 changed, 0 cancelled. Initials and ages only." in out
    content = file.read_bytes()
    assert b"SUMMARY:Review 1\\, S.T.\\, 11\r\n" in content
    assert b"DTSTART;TZID=Europe/London:20261126T160000\r\n" in content
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_with_names_it_says_so(given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "reviews.ics"
    run(capsys, *given, "--out", str(file))
    _, out, _ = run(capsys, *given, "--out", str(file), "--names")
    assert "0 new, 1 changed, 0 cancelled. Names and places are in it." in out
    assert b"Sam Tate" in file.read_bytes()


def test_a_folder_that_is_not_there_is_one_sentence(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    status, out, err = run(capsys, *given, "--out", str(tmp_path / "none" / "reviews.ics"))
    assert (status, out) == (2, "")
    folder = tmp_path / "none"
    assert err == f"iro-tui: There is no folder {folder}. Make it, or name a file in another one.\n"


def test_somebody_elses_file_is_kept(
    given: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine", encoding="utf-8")
    status, _, err = run(capsys, *given, "--out", str(file))
    assert status == 2
    assert err.count("\n") == 1
    assert file.read_text(encoding="utf-8") == "mine"


def test_it_asks_where_to(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, *given)
    assert status == 2
    assert "--out" in err
