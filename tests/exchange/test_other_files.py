"""Files that are no list, or are one in letters nobody expects: one sentence each, or read."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_list import preview, row, text

from iro_tui.errors import BadInput
from iro_tui.exchange.grid import MOST_BYTES, open_list
from iro_tui.vault.store import Vault


@pytest.mark.parametrize(
    ("begins", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "is a PDF."),
        (b"{\\rtf1\\ansi Person ID", "is a Word document."),
        (b"<html><table><tr><th>Person ID", "is a web page, whatever its name says."),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "is a web page, whatever its name says."),
        (b'<?xml version="1.0"?><Workbook>', "is an XML file"),
        (b'[{"Person ID": 1}]', "is a JSON file."),
    ],
)
def test_another_kind_of_file_is_named_and_what_to_do(tmp_path: Path, begins: bytes, what: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(begins)
    with pytest.raises(BadInput) as refused:
        open_list(path)
    assert what in str(refused.value) and "Save the list as .xlsx or CSV" in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-16"])
def test_utf_16_is_read_with_and_without_its_mark(vault: Vault, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text([row(Forename="Zoë"), row(Person_ID="1000002", Forename="Ned")]).encode(encoding))
    assert [each.name for each in preview(vault, path).added] == ["Zoë Marlowe", "Ned Marlowe"]


def test_a_file_far_too_big_is_not_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(BadInput, match="far too big"):
        open_list(path)
