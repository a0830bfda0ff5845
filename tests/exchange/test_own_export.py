"""Everything out, and back into a new vault: the export of the import is the same byte for byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from any_rows import something_everywhere
from sqlmodel import SQLModel

from iro_tui.casework.children import save_profile
from iro_tui.errors import BadInput
from iro_tui.exchange.open_formats import all_files, as_zip
from iro_tui.exchange.own_export import bring_everything, is_own_export, read_export
from iro_tui.exchange.sealed_file import seal
from iro_tui.record.nouns import ABOUT_NOBODY
from iro_tui.vault.history import undo
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)


@pytest.fixture
def full(vault: Vault) -> Vault:
    vault.act(something_everywhere, 3)
    return vault


@pytest.fixture
def new(another: Vault) -> Vault:
    another.act(save_profile, {"name": "Somebody Else", "phone": "020 7946 0999"})
    return another


def no_passphrase() -> str:
    raise AssertionError("a passphrase was asked for")


def written(files: Any, folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("form", ["folder", "file", "zip", "sealed"])
def test_export_of_the_import_is_the_same_byte_for_byte(
    full: Vault, new: Vault, tmp_path: Path, cheap: Cost, form: str
) -> None:
    files = full.ask(all_files, TODAY)
    for name in set(SQLModel.metadata.tables) - ABOUT_NOBODY:
        assert f"csv/{name}.csv" in files, f"{name} has no row in this test"
    path = written(files, tmp_path / "export")
    if form == "file":
        path = path / "record.json"
    elif form in ("zip", "sealed"):
        path = tmp_path / f"export.{form}"
        packed = as_zip(files)
        path.write_bytes(packed if form == "zip" else seal(packed, "a b c d e f g", cheap))
    assert is_own_export(path)
    export = read_export(path, (lambda: "a b c d e f g") if form == "sealed" else no_passphrase)
    assert export.children == 3
    new.act(bring_everything, export)
    assert as_zip(new.ask(all_files, TODAY)) == as_zip(files)


def test_bringing_in_is_one_step_that_undo_takes_back(full: Vault, new: Vault, tmp_path: Path) -> None:
    before = new.ask(all_files, TODAY)
    path = written(full.ask(all_files, TODAY), tmp_path / "export")
    new.act(bring_everything, read_export(path, no_passphrase))
    new.act(undo)
    assert new.ask(all_files, TODAY) == before


def test_a_vault_with_something_in_it_is_left_alone(full: Vault, new: Vault, tmp_path: Path) -> None:
    path = written(full.ask(all_files, TODAY), tmp_path / "export")
    before = full.ask(all_files, TODAY)
    with pytest.raises(BadInput, match="not empty"):
        full.act(bring_everything, read_export(path, no_passphrase))
    assert full.ask(all_files, TODAY) == before


def rows(whole: Any, table: str) -> Any:
    return whole["tables"][table]["rows"]


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (lambda whole: whole.pop("tables"), "damaged"),
        (lambda whole: whole.update(version=2), "newer version"),
        (lambda whole: whole.update(version="1"), "newer version"),
        (lambda whole: whole.update(format="x"), "no export"),
        (lambda whole: whole.update(about="one child"), "one child"),
        (lambda whole: whole["tables"].update(dragon={"rows": []}), None),
        (lambda whole: whole["tables"].update(dragon={"rows": [{"id": "1"}]}), "dragon"),
        (lambda whole: rows(whole, "child")[0].update(born="31/02/2020"), "born"),
        (lambda whole: rows(whole, "child")[0].update(uasc=1), "uasc"),
        (lambda whole: rows(whole, "child")[0].update(first_name=None), "first_name"),
        (lambda whole: rows(whole, "child")[0].update(wings=2), "wings"),
        (lambda whole: rows(whole, "review")[0].pop("id"), "has no id"),
        (lambda whole: rows(whole, "review")[0].update(child_id="nobody"), "do not fit"),
        (lambda whole: rows(whole, "child").append(rows(whole, "child")[0]), "do not fit"),
        (lambda whole: rows(whole, "review")[0].pop("place"), None),
    ],
)
def test_a_changed_export_is_refused_in_one_sentence_and_nothing_goes_in(
    full: Vault, new: Vault, tmp_path: Path, harm: Callable[[Any], object], words: str | None
) -> None:
    whole = json.loads(full.ask(all_files, TODAY)["record.json"])
    harm(whole)
    file = tmp_path / "record.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    before = new.ask(all_files, TODAY)
    if words is None:
        new.act(bring_everything, read_export(file, no_passphrase))
        return
    with pytest.raises(BadInput, match=words):
        new.act(bring_everything, read_export(file, no_passphrase))
    assert new.ask(all_files, TODAY) == before


def test_a_list_is_not_taken_for_an_export(tmp_path: Path) -> None:
    for name, content in (("a.csv", b"Name,Born\n"), ("b.xlsx", b"PK\x03\x04 broken"), ("c.json", b"{}")):
        (tmp_path / name).write_bytes(content)
        assert not is_own_export(tmp_path / name)
    assert not is_own_export(tmp_path)
    assert not is_own_export(tmp_path / "nothing")
