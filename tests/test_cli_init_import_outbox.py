"""`iro-tui init`, `import` and `outbox` on real vaults."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.children import add_child, profile
from iro_tui.casework.letters import exported, store_letter
from iro_tui.casework.reviews import complete_review, open_review, save_review
from iro_tui.cli import main
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

SAMPLE = Path(__file__).parent / "data" / "import" / "caseload_clean_sample.csv"
YOU = ("--name", "Ruth Calder", "--phone", "020 7946 0123", "--email", "ruth@example.org")
ADVOCACY = ("--advocacy", "Speak Out for Me", "--advocacy-phone", "020 7946 0199")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the front door in this process: status, what it printed, what it complained."""

    def call(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(words)
        out, err = capsys.readouterr()
        return int(str(ended.value.code)), out, err

    return call


@pytest.fixture
def words(tmp_path: Path, passphrase: str) -> Path:
    """A file with the passphrase of the `vault` fixture."""
    file = tmp_path / "words"
    file.write_text(f"{passphrase}\n", encoding="utf-8")
    return file


@pytest.fixture
def options(vault: Vault, home: Path, words: Path) -> list[str]:
    """Options that open an empty vault on Mon 9 Nov 2026."""
    vault.close()
    return ["--home", str(home), "--passphrase-file", str(words), "--on", "2026-11-09"]


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch, cheap: Cost) -> None:
    """Let `init` stretch its key no longer than a test can wait."""
    real = Vault.create.__func__  # type: ignore[attr-defined]

    def create(cls: type[Vault], home: Path, passphrase: str, **more: Any) -> Vault:
        return real(cls, home, passphrase, **{**more, "cost": cheap})

    monkeypatch.setattr(Vault, "create", classmethod(create))


@pytest.mark.usefixtures("cheap_keys")
def test_init_makes_a_vault_with_your_page_and_shows_the_recovery_sheet(
    run: Run, home: Path, words: Path, passphrase: str
) -> None:
    where = ("--home", str(home), "--passphrase-file", str(words))
    status, out, err = run("init", *YOU, *ADVOCACY, "--council", "Brenley", *where)
    assert (status, err) == (0, "")
    code = "-".join(line.strip().replace("  ", "-") for line in out.splitlines() if line.count("  ") > 6)
    with Vault.open_with_code(home, code) as vault:
        page = vault.ask(profile)
    assert page is not None
    assert (page.name, page.phone, page.email, page.council) == (
        "Ruth Calder",
        "020 7946 0123",
        "ruth@example.org",
        "Brenley",
    )
    assert (page.advocacy_name, page.advocacy_phone) == ("Speak Out for Me", "020 7946 0199")
    assert passphrase not in out
    status, out, err = run("init", *YOU, *where)
    assert (status, out) == (2, "")
    assert "There is a vault in" in err and err.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("Ruth", "short", "The passphrase has 5 characters"),
        ("Ruth", "passphrase123", "One common word"),
        (" ", "heron lantern gravel tuesday", "Your name: fill this in."),
        ("R" * 81, "heron lantern gravel tuesday", "at most 80 letters fit here"),
    ],
)
def test_init_refuses_and_makes_nothing(
    run: Run, home: Path, words: Path, name: str, typed: str, sentence: str
) -> None:
    words.write_text(typed)
    status, out, err = run("init", "--name", name, "--home", str(home), "--passphrase-file", str(words))
    assert (status, out) == (2, "")
    assert sentence in err and err.count("\n") == 1
    assert not home.exists()


@pytest.mark.usefixtures("cheap_keys")
def test_init_asks_twice_at_the_keyboard(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, passphrase: str
) -> None:
    answers = iter([passphrase, passphrase + "x", passphrase, passphrase])
    monkeypatch.setattr("getpass.getpass", lambda question: next(answers))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    status, _, err = run("init", *YOU, "--home", str(home))
    assert status == 2 and "not the same" in err
    assert not home.exists()
    assert run("init", *YOU, "--home", str(home))[0] == 0
    with Vault.open(home, passphrase):
        pass


def test_import_preview_changes_nothing_and_import_does(run: Run, options: list[str]) -> None:
    status, out, err = run("import", str(SAMPLE), "--preview", "--json", *options)
    assert (status, err) == (0, "")
    planned = json.loads(out)
    assert len(planned["added"]) == 63
    assert json.loads(run("import", str(SAMPLE), "--json", *options)[1]) == planned
    again = json.loads(run("import", str(SAMPLE), "--json", *options)[1])
    assert again["added"] == again["updated"] == again["questions"] == again["set_aside"] == []
    assert sorted(again["unchanged"]) == sorted(planned["added"])
    assert again["joined"] == []
    shown = json.loads(run("show", "1810387", "--json", *options)[1])
    assert (shown["first_name"], shown["surname"]) == ("Ewan", "Ashcombe")


def test_import_says_what_it_did_in_words(run: Run, options: list[str], tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text(
        "Person ID,Forename,Surname,DOB,Legal Status\n1,Orla,Marlowe,04/03/2014,C1\n,,,01/01/2020,\n"
        "2,Ned,X,31/02/2015,\n"
    )
    status, out, _ = run("import", str(path), "--preview", *options)
    assert status == 0
    assert out.splitlines()[0] == "two.csv: 3 rows read, 1 new, 0 changed, 0 the same, 2 to ask, 2 set aside."
    assert "Nothing was changed." in out
    _, out, _ = run("import", str(path), *options)
    assert "  1  Orla Marlowe" in out
    assert "  row 3: no name and no Mosaic number" in out
    assert "row 4, DOB: “31/02/2015”. There is no 31 February." in out
    assert "F8 takes it back" in out
    assert "There was nothing to change." in run("import", str(path), *options)[1]


def test_import_json_names_row_column_and_file(run: Run, options: list[str], tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("Person ID,Forename,DOB\n1,Orla,04/03/2014\n2,Ned,31/02/2015\n1,Orla,04/03/2014\n")
    answer = json.loads(run("import", str(path), "--json", *options)[1])
    assert answer["questions"] == [
        {
            "row": 3,
            "mosaic_id": "2",
            "column": "DOB",
            "raw": "31/02/2015",
            "why": "There is no 31 February. In 2015 it has 28 days.",
            "file": "two.csv",
        }
    ]
    assert answer["set_aside"] == [
        {"row": 3, "reason": "no date of birth that can be used", "file": "two.csv"}
    ]
    assert answer["joined"] == [{"rows": [2, 4], "mosaic_id": "1", "file": "two.csv"}]


def test_one_bad_file_of_several_changes_nothing(run: Run, options: list[str], tmp_path: Path) -> None:
    picture = tmp_path / "picture.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    status, out, err = run("import", str(SAMPLE), str(picture), *options)
    assert (status, out) == (2, "")
    assert "picture.csv is not a list" in err and err.count("\n") == 1
    assert len(json.loads(run("import", str(SAMPLE), "--preview", "--json", *options)[1])["added"]) == 63


def test_a_vault_with_children_is_backed_up_before_an_import(
    run: Run, options: list[str], home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    from iro_tui.vault import backups

    real = backups.backup
    monkeypatch.setattr(
        backups, "backup", lambda vault, folder=None: (made.append(1), real(vault, folder))[1]
    )
    monkeypatch.setattr(backups, "make_backup_if_due", lambda vault: None)
    path = tmp_path / "one.csv"
    path.write_text("Person ID,Forename,DOB\n1,Orla,04/03/2014\n")
    run("import", str(path), *options)
    assert made == [], "an empty vault has nothing to lose"
    run("import", str(path), *options)
    path.write_text("Person ID,Forename,DOB\n1,Orla,05/03/2014\n")
    run("import", str(path), "--preview", *options)
    assert made == [], "nothing to change, nothing to back up"
    run("import", str(path), *options)
    assert made == [1]
    assert list((home / "backups").glob("vault-*"))


@pytest.fixture
def with_a_letter(vault: Vault, home: Path, words: Path) -> list[str]:
    """Options of a vault with one review completed and its letter in the outbox."""
    day = date(2026, 1, 30)
    values = {"mosaic_id": "77", "first_name": "Sam", "surname": "Tate", "born": date(2015, 3, 4)}
    child_id = vault.act(add_child, values, date(2026, 1, 5), day).result
    review_id = vault.act(open_review, child_id, day).result
    vault.act(
        save_review,
        review_id,
        {
            "opened_on": day,
            "participation": "PN1",
            "child_views": "He likes it.",
            "covered": "ADVOCACY COMPLAINTS IRO_LEAFLET",
            "next_on": date(2026, 4, 20),
        },
    )
    vault.act(complete_review, review_id, day)
    letter_id = vault.act(store_letter, review_id, "Dear Sam,", [], "1", day, vault.now()).result
    (vault.outbox / "l_v1.docx").write_bytes(b"as made")
    sha = hashlib.sha256(b"as made").hexdigest()
    vault.act(exported, letter_id, "l_v1.docx", sha, day)
    vault.close()
    return ["--home", str(home), "--passphrase-file", str(words), "--on", "2026-02-02"]


def test_outbox_lists_ticks_off_and_sees_a_changed_file(
    run: Run, with_a_letter: list[str], home: Path
) -> None:
    def letter() -> dict[str, Any]:
        rows = json.loads(run("outbox", "--json", *with_a_letter)[1])
        assert {"kind", "mosaic_id", "what", "made", "file", "sha256", "state"} <= set(rows[0])
        assert {row["kind"] for row in rows} == {"REVIEW", "DECISIONS", "PARTICIPATION", "LETTER"}
        return next(row for row in rows if row["file"])

    assert (letter()["file"], letter()["state"], letter()["mosaic_id"]) == ("l_v1.docx", "to upload", "77")
    status, out, _ = run("outbox", *with_a_letter)
    assert status == 0
    assert out.splitlines()[0] == "4 not with the council yet, 0 there. The oldest waits 1 wd."
    assert "Sam Tate, 10" in out and "l_v1.docx" in out
    status, out, _ = run("outbox", "--uploaded", "l_v1.docx", *with_a_letter)
    assert status == 0 and "l_v1.docx" not in out and "3 not with the council yet, 1 there." in out
    assert (letter()["state"], letter()["uploaded"]) == ("with the council", "2026-02-02")
    (home / "outbox" / "l_v1.docx").write_bytes(b"changed in Word")
    assert letter()["state"] == "changed"


def test_outbox_ticks_off_a_text_by_its_id(run: Run, with_a_letter: list[str]) -> None:
    rows = json.loads(run("outbox", "--json", *with_a_letter)[1])
    text = next(row for row in rows if row["kind"] == "DECISIONS")
    assert text["file"] is None and text["sha256"] is None
    run("outbox", "--uploaded", text["id"], *with_a_letter)
    rows = json.loads(run("outbox", "--json", *with_a_letter)[1])
    assert [row["kind"] for row in rows if row["state"] == "with the council"] == ["DECISIONS"]


def test_outbox_refuses_a_name_it_does_not_have(run: Run, with_a_letter: list[str]) -> None:
    status, out, err = run("outbox", "--uploaded", "nobody.docx", *with_a_letter)
    assert (status, out) == (2, "")
    assert "Nothing in the outbox is called “nobody.docx”." in err and err.count("\n") == 1


def test_an_empty_outbox_says_so(run: Run, options: list[str]) -> None:
    assert run("outbox", *options)[1] == "The outbox is empty.\n"
    assert json.loads(run("outbox", "--json", *options)[1]) == []
