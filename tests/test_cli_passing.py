"""`iro-tui handover`, `receive`, `outbox --sync` and `import` of an own export, as somebody types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from iro_tui.casework.children import add_child, save_child, save_profile
from iro_tui.casework.outbox import owe_file
from iro_tui.cli import main
from iro_tui.exchange import sealed_file
from iro_tui.exchange.sync import fingerprint
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)
SEAL = "walnut ferry cobalt muddle"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    found = {}
    for name, words in (("mine", "heron lantern gravel tuesday"), ("seal", SEAL), ("wrong", "not the one")):
        (tmp_path / name).write_text(words + "\n")
        found[name] = str(tmp_path / name)
    return found


@pytest.fixture
def run(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, cheap: Cost
) -> Run:
    real = sealed_file.seal
    monkeypatch.setattr(sealed_file, "seal", lambda content, words: real(content, words, cheap))

    def go(home: Path, *words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([*words, "--home", str(home), "--passphrase-file", files["mine"]])
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return go


@pytest.fixture
def homes(tmp_path: Path, passphrase: str, cheap: Cost) -> tuple[Path, Path]:
    """Mine, with two children and a file for Mosaic; and the other IRO's, empty."""
    mine, other = tmp_path / "mine home", tmp_path / "other home"
    with Vault.create(mine, passphrase, cost=cheap) as vault:
        vault.act(save_profile, {"name": "Ruth Calder"})
        for number, name in (("1", "Kofi"), ("2", "O'Brien [/] [b]")):
            values: Any = {
                "mosaic_id": number,
                "first_name": name,
                "surname": "Hill",
                "born": date(2016, 1, 2),
            }
            child_id = vault.act(add_child, values, date(2026, 1, 5), TODAY).result
        file = vault.outbox / "letter.docx"
        file.write_bytes(b"Dear O'Brien")
        vault.act(owe_file, "LETTER", child_id, "x", file.name, fingerprint(file), TODAY)
    Vault.create(other, passphrase, cost=cheap).close()
    return mine, other


def change(home: Path, passphrase: str, number: str, **values: Any) -> None:
    from iro_tui.casework.child_record import child_id_of

    with Vault.open(home, passphrase) as vault:
        vault.act(save_child, vault.ask(child_id_of, number), values)


def test_there_and_back_with_a_clash(
    run: Run, homes: tuple[Path, Path], files: dict[str, str], tmp_path: Path, passphrase: str
) -> None:
    mine, other = homes
    there, back = str(tmp_path / "there.sealed"), str(tmp_path / "back.sealed")
    seal = ("--seal-passphrase-file", files["seal"])
    code, out, _ = run(mine, "handover", "2", "--to", there, "--who", "Tom", *seal)
    assert (code, "O'Brien [/] [b] Hill" in out) == (0, True)
    assert b"O'Brien" not in Path(there).read_bytes()
    code, _, err = run(mine, "handover", "2", "--to", there, *seal)
    assert (code, "not written over" in err) == (2, True)
    code, _, err = run(other, "receive", there, "--seal-passphrase-file", files["wrong"])
    assert (code, "does not open" in err) == (2, True)
    code, out, _ = run(other, "receive", there, "--preview", *seal)
    assert (code, "new here" in out, "Nothing was changed" in out) == (0, True, True)
    assert run(other, "receive", there, *seal)[0] == 0
    change(mine, passphrase, "2", language="Twi")
    change(other, passphrase, "2", language="Ga", home_word="Nan's")
    assert run(other, "handover", "2", "--to", back, *seal)[0] == 0
    code, out, _ = run(mine, "receive", back, "--json", *seal)
    found = json.loads(out)
    assert (code, found["received"]) == (1, False)
    assert found["children"][0]["clashes"] == [
        {"what": "Child: First language", "mine": "Twi", "theirs": "Ga"}
    ]
    assert run(mine, "receive", back, "--stands", "theirs", *seal)[0] == 0
    _, out, _ = run(mine, "show", "2", "--json")
    assert "Nan's" in out
    assert '"Ga"' in out
    code, _, err = run(mine, "receive", back, "--stands", "theirs", *seal)
    assert (code, "received already" in err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("handover", "99", "--to", "x.sealed"), "no child with the Mosaic number 99"),
        (("receive", "nowhere.sealed"), "There is no file"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(
    run: Run, homes: tuple[Path, Path], files: dict[str, str], words: tuple[str, ...], said: str
) -> None:
    code, out, err = run(homes[0], *words, "--seal-passphrase-file", files["seal"])
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not Path("x.sealed").exists()


def test_a_hand_over_that_cannot_be_written_marks_nobody(
    run: Run, homes: tuple[Path, Path], files: dict[str, str], tmp_path: Path
) -> None:
    away = str(tmp_path / "away" / "x.sealed")
    code, _, err = run(homes[0], "handover", "1", "--to", away, "--seal-passphrase-file", files["seal"])
    assert (code, "cannot be written" in err) == (2, True)
    assert '"handover": []' in run(homes[0], "show", "1", "--json")[1].replace("\n", "")


def test_sync_and_tick_from_the_command_line(run: Run, homes: tuple[Path, Path], tmp_path: Path) -> None:
    folder = tmp_path / "K"
    code, out, _ = run(homes[0], "outbox", "--sync", str(folder))
    assert (code, "is not there" in out) == (1, True)
    folder.mkdir()
    code, out, _ = run(homes[0], "outbox", "--sync", str(folder), "--json")
    row = next(row for row in json.loads(out) if row["file"])
    assert (code, row["state"], row["held_up"]) == (0, "handed over", None)
    assert (folder / "letter.docx").read_bytes() == b"Dear O'Brien"
    code, out, _ = run(homes[0], "outbox", "--uploaded", "letter.docx", "--on", "2026-11-23", "--json")
    row = next(row for row in json.loads(out) if row["file"])
    assert (row["state"], row["uploaded"], row["removed"]) == ("with the council", "2026-11-23", "2026-11-23")
    assert not (homes[0] / "outbox" / "letter.docx").exists()


def test_everything_out_and_into_a_new_vault(
    run: Run, homes: tuple[Path, Path], files: dict[str, str], tmp_path: Path
) -> None:
    mine, other = homes
    on, seal = ("--on", "2026-11-22"), ("--seal-passphrase-file", files["seal"])
    assert run(mine, "export", "--to", str(tmp_path / "sealed"), *seal, *on)[0] == 0
    (sealed,) = (tmp_path / "sealed").iterdir()
    code, out, _ = run(other, "import", str(sealed), "--preview", *seal)
    assert (code, "2 children" in out) == (0, True)
    code, out, _ = run(other, "import", str(sealed), "--json", *seal)
    assert sorted(json.loads(out)["added"]) == ["1", "2"]
    for home, name in ((mine, "a"), (other, "b")):
        assert run(home, "export", "--plain", "--to", str(tmp_path / name), *on)[0] == 0
    a, b = (next((tmp_path / name).iterdir()) for name in "ab")
    names = sorted(path.relative_to(a) for path in a.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(b) for path in b.rglob("*") if path.is_file())
    assert all((a / name).read_bytes() == (b / name).read_bytes() for name in names)
    code, _, err = run(other, "import", str(a))
    assert (code, "not empty" in err) == (2, True)
    code, _, err = run(other, "import", str(a), str(sealed))
    assert (code, "by itself" in err) == (2, True)
