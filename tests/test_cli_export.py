"""`iro-tui export`, and `iro-tui show` of everything there is."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.child_record import child_id_of
from iro_tui.casework.verbs import verb
from iro_tui.cli import main
from iro_tui.exchange.open_formats import all_files, as_zip, child_files
from iro_tui.exchange.sealed_file import open_sealed
from iro_tui.record.nouns import nouns, shape_of, table_named
from iro_tui.record.tables import (
    Child,
    Consultation,
    Decision,
    HealthAssessment,
    Letter,
    MissingEpisode,
    PeriodOfCare,
    Profile,
    Recommendation,
    Review,
)
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
NAME = "O'Brien [/] [b]"
SEAL = "walnut ferry cobalt muddle"
Run = Callable[..., tuple[int, str, str]]


@verb("two children put in")
def two_children(session: Any) -> None:
    session.add(Profile(id="me", name="Ruth Calder"))
    kofi = Child(mosaic_id="1048811", first_name="Kofi", surname=NAME, born=date(2017, 2, 1), notes="=1+1")
    sam = Child(mosaic_id="1048812", first_name="Sam", surname="Tate", born=date(2015, 3, 4))
    session.add_all([kofi, sam])
    session.flush()
    held = Review(child_id=kofi.id, opened_on=date(2026, 8, 17), completed_on=date(2026, 8, 17))
    session.add_all([held, PeriodOfCare(child_id=kofi.id, started_on=date(2026, 7, 21))])
    session.add(Consultation(child_id=sam.id, held_on=TODAY, own_words="Only Sam said this."))
    session.flush()
    session.add_all(
        [
            Decision(child_id=kofi.id, review_id=held.id, text="-2 sweets a day", who="@school"),
            Letter(child_id=kofi.id, review_id=held.id, text="Dear Kofi,\n\nThank you."),
            Consultation(child_id=kofi.id, held_on=date(2026, 8, 10), own_words="I like it\nhere."),
            MissingEpisode(child_id=kofi.id, gone_on=date(2026, 9, 1), back_on=date(2026, 9, 2)),
            HealthAssessment(child_id=kofi.id, held_on=date(2026, 9, 5), kind="REVIEW"),
            Recommendation(child_id=kofi.id, text="Glasses", made_on=date(2026, 9, 5)),
        ]
    )


@pytest.fixture
def put(vault: Vault) -> Vault:
    vault.act(two_children)
    return vault


@pytest.fixture
def options(put: Vault, home: Path, passphrase: str, tmp_path: Path) -> list[str]:
    put.close()
    (tmp_path / "words").write_text(f"{passphrase}\n", encoding="utf-8")
    (tmp_path / "seal").write_text(f"{SEAL}\n", encoding="utf-8")
    return ["--home", str(home), "--passphrase-file", str(tmp_path / "words"), "--on", "2026-11-22"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(list(words))
        out, err = capsys.readouterr()
        return int(str(stopped.value.code)), out, err

    return run


def whole(files: Any) -> Any:
    return json.loads(files["record.json"])


def test_one_childs_file_holds_every_row_about_that_child_and_of_no_other(put: Vault) -> None:
    files = put.ask(child_files, "1048811", TODAY)
    told = whole(files)
    assert (told["format"], told["made_on"], told["about"]) == ("iro-tui record", "2026-11-22", "one child")
    assert set(told["tables"]) == set(nouns())
    assert [row["first_name"] for row in told["tables"]["child"]["rows"]] == ["Kofi"]
    assert [row["text"] for row in told["tables"]["recommendation"]["rows"]] == ["Glasses"]
    assert not any(b"Only Sam" in content or b"Tate" in content for content in files.values())


def test_every_key_of_the_json_is_told_in_words(put: Vault) -> None:
    for name, table in whole(put.ask(child_files, "1048811", TODAY))["tables"].items():
        assert table["called"] == shape_of(table_named(name)).NOUN.called  # type: ignore[union-attr]
        for row in table["rows"]:
            assert set(row) == set(table["fields"])
    fields = whole(put.ask(child_files, "1048811", TODAY))["tables"]["placement"]["fields"]
    assert fields["kind"] == {"title": "Kind", "codes": "placement_type"}


def test_cells_that_a_spreadsheet_would_run_are_harmless(put: Vault) -> None:
    files = put.ask(child_files, "1048811", TODAY)
    rows = {
        name: list(csv.DictReader(io.StringIO(files[f"csv/{name}.csv"].decode("utf-8-sig"), newline="")))
        for name in ("child", "decision", "consultation")
    }
    assert rows["child"][0]["notes"] == "'=1+1"
    assert (rows["decision"][0]["text"], rows["decision"][0]["who"]) == ("'-2 sweets a day", "'@school")
    assert rows["consultation"][0]["own_words"] == "I like it\nhere."
    assert rows["child"][0]["surname"] == NAME
    assert rows["child"][0]["born"] == "2017-02-01"
    for name, content in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "csv/alert.csv" not in files, "no file for a table without rows"


def test_the_chronology_goes_by_day_and_tells_every_entry(put: Vault) -> None:
    text = put.ask(child_files, "1048811", TODAY)["chronology.txt"].decode()
    lines = text.splitlines()
    assert lines[0] == f"Kofi {NAME}"
    days = ["Tue 21 Jul 2026", "Mon 10 Aug 2026", "Mon 17 Aug 2026", "Tue 1 Sep 2026", "Sat 5 Sep 2026"]
    assert [line for line in lines if line in days] == days
    assert "    In Kofi's own words: “I like it" in lines
    assert "    What will happen: -2 sweets a day" in lines
    assert "    The letter: Dear Kofi," in lines
    assert "    What is recommended: Glasses" in lines
    assert max(map(len, lines)) <= 100


def test_everything_holds_all_children_and_the_iros_own_page_but_no_drafts(put: Vault) -> None:
    put.keep_draft("consultation:new:x", None, {"own_words": "half a thought"})
    files = put.ask(all_files, TODAY)
    tables = whole(files)["tables"]
    assert {row["first_name"] for row in tables["child"]["rows"]} == {"Kofi", "Sam"}
    assert tables["profile"]["rows"][0]["name"] == "Ruth Calder"
    assert "draft" not in tables
    assert b"Only Sam said this." in files["chronology.txt"]
    assert b"half a thought" not in b"".join(files.values())


def test_the_same_record_gives_the_same_archive(put: Vault) -> None:
    assert as_zip(put.ask(all_files, TODAY)) == as_zip(put.ask(all_files, TODAY))


def test_a_file_is_sealed_unless_plain_is_asked_for(options: list[str], run: Run, tmp_path: Path) -> None:
    to = tmp_path / "out"
    words = ["export", *options, "--to", str(to), "--child", "1048811", "--seal-passphrase-file"]
    status, out, err = run(*words, str(tmp_path / "seal"))
    assert (status, err) == (0, "")
    (file,) = to.iterdir()
    assert file.name == "2026-11-22_child-file_v1.sealed"
    assert str(file) in out
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"Kofi" not in file.read_bytes()
    with zipfile.ZipFile(io.BytesIO(open_sealed(file.read_bytes(), SEAL))) as archive:
        assert {"README.txt", "record.json", "chronology.txt", "csv/child.csv"} <= set(archive.namelist())
    assert run(*words, str(tmp_path / "seal"))[0] == 0
    assert sorted(each.name[-9:] for each in to.iterdir()) == ["v1.sealed", "v2.sealed"]


def test_plain_writes_the_files_and_says_that_anybody_can_read_them(
    options: list[str], run: Run, tmp_path: Path
) -> None:
    status, out, _ = run("export", *options, "--to", str(tmp_path / "out"), "--plain")
    folder = tmp_path / "out" / "2026-11-22_everything_v1"
    assert status == 0
    assert "not encrypted" in out
    assert "Kofi" in (folder / "record.json").read_text(encoding="utf-8")
    assert {each.stat().st_mode & 0o077 for each in folder.rglob("*")} == {0}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--child", "999"], "There is no child with the Mosaic number 999"),
        (["--plain", "--seal-passphrase-file", "x"], "--plain seals nothing"),
        (["--seal-passphrase-file", "none"], "There is no passphrase file none"),
        ([], "Name a file that holds it with --seal-passphrase-file"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(
    options: list[str], run: Run, tmp_path: Path, words: list[str], says: str
) -> None:
    status, out, err = run("export", *options, "--to", str(tmp_path / "out"), *words)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_weak_passphrase_for_the_file_is_refused(options: list[str], run: Run, tmp_path: Path) -> None:
    (tmp_path / "seal").write_text("short\n", encoding="utf-8")
    status, _, err = run(
        "export", *options, "--to", str(tmp_path / "out"), "--seal-passphrase-file", str(tmp_path / "seal")
    )
    assert status == 2
    assert "it needs at least 12" in err
    assert not (tmp_path / "out").exists()


def test_show_tells_every_table_as_text_and_as_json(options: list[str], run: Run) -> None:
    status, out, _ = run("show", "1048811", *options)
    assert status == 0
    for words in ("Missing episode  1", "What is recommended: Glasses", "“I like it here.”", "Dear Kofi,"):
        assert words in out
    told = json.loads(run("show", "1048811", *options, "--json")[1])
    assert [row["text"] for row in told["recommendation"]] == ["Glasses"]
    assert told["missing_episode"][0]["gone_on"] == "2026-09-01"
    assert told["letters"][0]["text"].startswith("Dear Kofi,")


def test_a_child_without_rows_has_a_file_all_the_same(put: Vault) -> None:
    assert put.ask(child_id_of, "1048812")
    assert b"Sam Tate" in put.ask(child_files, "1048812", TODAY)["chronology.txt"]
