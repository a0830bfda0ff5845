from __future__ import annotations

from pathlib import Path

import docx
import pytest
from good_and_poor import text_of

from iro_tui.errors import BadInput
from letters.letter_file import read_letter
from letters.text import parse


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_however_an_editor_saved_it(tmp_path: Path, encoding: str):
    path = tmp_path / "letter.txt"
    path.write_bytes("Dear Zoë,\r\n\r\nYou said “yes”.".encode(encoding))
    assert read_letter(path) == "Dear Zoë,\n\nYou said “yes”."


def test_a_word_letter_has_the_shape_of_its_text(tmp_path: Path):
    document = docx.Document()
    for words in ("16 June 2025", "Dear Sam,", "You did well."):
        document.add_paragraph(words)
    document.add_heading("What we decided", 1)
    table = document.add_table(2, 3)
    for cell, words in zip(
        [*table.rows[0].cells, *table.rows[1].cells],
        ["What will happen", "Who", "When", "See Nan", "Ben", "5 July 2025"],
        strict=True,
    ):
        cell.text = words
    path = tmp_path / "letter.docx"
    document.save(str(path))
    letter = parse(read_letter(path))
    assert [block.kind for block in letter.blocks] == ["date", "greeting", "paragraph", "heading", "table"]
    assert [cell.text for cell in letter.decisions[0].cells] == ["See Nan", "Ben", "5 July 2025"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), "not a text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "as .docx"),
        ("locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("renamed.docx", b"Dear Sam, you did well.", "but is none"),
        ("archive.zip", b"PK\x03\x04" + bytes(40), "not a Word document"),
        ("empty.txt", b"", "is empty"),
        ("blank.md", b" \n\n", "is empty"),
        ("empty.docx", b"", "is empty"),
        ("book.txt", b"word " * 50_000, "too long"),
        ("huge.txt", b"word " * 5_000_000, "too large"),
    ],
)
def test_what_is_no_letter_is_refused_by_name(tmp_path: Path, name: str, content: bytes, says: str):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput, match=says) as refused:
        read_letter(path)
    assert name in str(refused.value)


def test_no_such_file_and_a_folder(tmp_path: Path):
    with pytest.raises(BadInput, match="There is no file"):
        read_letter(tmp_path / "gone.txt")
    with pytest.raises(BadInput, match="is a folder"):
        read_letter(tmp_path)
    with pytest.raises(BadInput):
        read_letter(Path("nul\0name.txt"))


def test_a_fixture_comes_back_as_it_is(tmp_path: Path):
    path = tmp_path / "letter.md"
    path.write_text(text_of("good_10_amira"), encoding="utf-8")
    assert read_letter(path) == text_of("good_10_amira")
