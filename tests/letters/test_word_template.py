"""A council's own template: what is taken, what is refused and why, and what a letter on it looks like."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import council_templates as files
import docx
import pytest
from complete_facts import facts
from docx.oxml.ns import qn
from docx.shared import Pt

from iro_tui.errors import BadInput, IroError
from letters.compose import compose
from letters.desk import look_for, same_words
from letters.formats import FORMATS
from letters.look import Look
from letters.read_back import read_back
from letters.starting_template import STORED, made, write_out
from letters.template_file import FILE, checked, forget_template, take_template, template_of
from letters.word import on_page, write

LOOK = Look("Sam", date(2026, 11, 18), date(2026, 11, 26), 14, "Ruth & <Calder>", iro_phone="020 7946 0112")
LETTER = "26 November 2026\n\nDear Sam,\n\nIt was good to see you.\n\n## Next\n\n- One\n- Two\n"


def opened(file: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(file))


def repacked(file: bytes, name: str, old: bytes, new: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as source, zipfile.ZipFile(kept, "w") as target:
        for each in source.namelist():
            content = source.read(each)
            target.writestr(each, content.replace(old, new) if each == name else content)
    return kept.getvalue()


def with_part(file: bytes, name: str) -> bytes:
    kept = io.BytesIO(file)
    with zipfile.ZipFile(kept, "a") as package:
        package.writestr(name, b"a part of its own")
    return kept.getvalue()


def test_each_piece_stands_where_its_tag_stands_and_only_there() -> None:
    document = opened(write(LETTER, LOOK, files.tagged()))
    assert [p.text.replace("\u00a0", " ") for p in document.paragraphs] == [
        "Children's Services, 1 High Street & Co",
        "26 November 2026",
        "Dear Sam,",
        "It was good to see you.",
        "Next",
        "One",
        "Two",
        "Private: for Sam and the people who help to care for Sam",
    ]
    head = document.sections[0].header.paragraphs[0].text
    assert head.endswith("Fernhill Council, Ruth & <Calder>, 020 7946 0112")


def test_the_councils_lettering_stays_and_the_childs_sizes_hold() -> None:
    styles = opened(write(LETTER, LOOK, files.tagged())).styles
    assert (styles["Normal"].font.name, styles["Normal"].font.size) == ("Georgia", Pt(11))
    assert styles["Letter text"].font.size == Pt(14)
    assert styles["Letter text"].font.name is None
    assert str(styles["Heading 1"].font.color.rgb) == "1F3864", "yellow on white cannot be read"


def test_a_logo_without_a_description_gets_one_and_a_number_of_its_own() -> None:
    file = write(LETTER, LOOK, files.tagged())
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        parts = [package.read(n).decode() for n in package.namelist() if re.fullmatch(r"word/\w+\.xml", n)]
    pictures = [piece for part in parts for piece in part.split("<wp:docPr ")[1:]]
    assert len(pictures) == 2
    assert len({piece.split('id="')[1][:2] for piece in pictures}) == 2
    assert all('descr="Council logo"' in piece for piece in pictures)


def test_a_blank_letterhead_takes_the_letter_as_its_body() -> None:
    file = write(LETTER, LOOK, files.blank())
    assert read_back(file) == LETTER
    assert opened(file).sections[0].header.paragraphs[0].text.startswith(" Fernhill Council")


@pytest.mark.parametrize("name", ["tagged", "blank"])
def test_a_good_file_is_taken_in_every_format(name: str, home: Path) -> None:
    home.mkdir()
    given = home / "ours.docx"
    given.write_bytes(getattr(files, name)())
    take_template(home, given)
    assert template_of(home) == given.read_bytes()
    forget_template(home)
    assert template_of(home) is None


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (
            lambda: files.with_line("{{ letter }}", "{{ nhs_number }}"),
            r"asks for \{\{ nhs_number \}\}.*letter_date",
        ),
        (lambda: files.with_line("{{ iro_name }}"), r"Nothing says where the letter goes"),
        (lambda: files.with_line("Yours: {{ letter }}"), r"“Yours: …”: a tag stands beside other words"),
        (lambda: files.with_line("{{ letter }}", "{% if old %}"), r"not closed: \{%p endif %\}"),
        (lambda: files.with_line("{{ letter }}", "{{ greeting"), r"“\{\{ greeting” is no whole tag"),
        (lambda: files.with_line("Children's Services"), r"words or a picture in the page"),
        (lambda: files.with_line("Dear friend,", "{{ letter }}"), r"greets the child itself"),
        (lambda: files.with_line("{{ letter }}", *files.SECTIONS), r"stand there twice"),
        (lambda: files.with_line(*files.SECTIONS[:-1]), r"not closed: \{%p endfor %\}"),
        (lambda: files.with_line(*(line.replace("%p", "%") for line in files.SECTIONS)), r"begins with \{%p"),
        (lambda: files.with_line(*files.SECTIONS, "{{ s.paras }}"), r"asks for \{\{ s \}\}"),
        (lambda: files.with_line(*files.SECTIONS, "{{ sections }}"), r"“sections” is a list"),
        (
            lambda: files.with_line(*(line.replace("{{ p }}", "{{ s.age }}") for line in files.SECTIONS)),
            r"asks for \{\{ s\.age \}\}, which no letter has: use s\.heading, s\.paras",
        ),
        (
            lambda: files.with_line(*(line for line in files.SECTIONS if "heading" not in line)),
            r"without their heading",
        ),
        (lambda: files.with_line(*files.SECTIONS, "{{ sign_off }}"), r"grown-ups after \{\{ sign_off"),
        (lambda: files.with_line("{{ letter }}", "{{ 7 * 7 }}"), r"more than a letter needs \(mul"),
        (lambda: files.with_line("{{ letter.__class__ }}"), r"more than a letter needs \(getattr: letter"),
        (lambda: files.with_line("{{ letter|upper }}"), r"more than a letter needs \(filter"),
        (lambda: files.with_line("{{ letter }}", "{% set a = letter %}"), r"more than a letter needs"),
        (lambda: files.with_line("{{ letter }}", "{% cellbg x %}"), r"“\{% cellbg %\}”"),
        (lambda: files.with_line("{{ letter }}", "{{ greeting }}", "{{ greeting }}"), r"lose or gain words"),
        (
            lambda: files.made(
                lambda document: [document.add_paragraph("{{ letter }}"), files.rows(document)]
            ),
            r"first row with a heading over each column",
        ),
        (
            lambda: files.made(
                lambda document: setattr(document.add_table(1, 1).cell(0, 0), "text", "{{ letter }}")
            ),
            r"stands in a table",
        ),
        (files.tracked, r"tracked changes"),
        (lambda: b"\xd0\xcf\x11\xe0 old", r"old Word"),
        (lambda: b"%PDF-1.7", r"not a Word document"),
        (
            lambda: repacked(
                files.blank(), "[Content_Types].xml", b"document.main+xml", b"template.main+xml"
            ),
            r"\.dotx",
        ),
        (
            lambda: repacked(
                files.blank(),
                "[Content_Types].xml",
                b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
                b"vnd.ms-word.document.macroEnabled.main",
            ),
            r"holds macros.*\.docx",
        ),
        (lambda: with_part(files.blank(), "word/vbaProject.bin"), r"holds macros"),
        (lambda: repacked(files.blank(), "word/document.xml", b"</w:body>", b""), r"broken"),
    ],
    ids=lambda each: each if isinstance(each, str) else "file",
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(file: Callable[[], bytes], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        checked(file())


def test_the_template_there_was_stays_when_a_new_one_is_refused(home: Path) -> None:
    home.mkdir()
    (home / FILE).write_bytes(b"the old one")
    (home / "new.docx").write_bytes(b"%PDF")
    with pytest.raises(BadInput):
        take_template(home, home / "new.docx")
    with pytest.raises(BadInput, match=r"There is no file"):
        take_template(home, home / "none.docx")
    assert template_of(home) == b"the old one"


def test_a_file_last_saved_in_libreoffice_has_one_set_of_properties() -> None:
    file = repacked(
        files.tagged(),
        "_rels/.rels",
        b"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
        b"http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
    )
    checked(file)
    with zipfile.ZipFile(io.BytesIO(write(LETTER, LOOK, file))) as package:
        assert [name for name in package.namelist() if "core" in name] == ["docProps/core.xml"]


def test_large_print_and_dyslexia_change_sizes_and_room_and_no_word() -> None:
    plain = write(LETTER, LOOK)
    for code, size in (("LARGE", 20), ("DYSLEXIA", 14)):
        look = Look("Sam", LOOK.review_on, LOOK.letter_on, size, "Ruth", format=FORMATS[code])
        file = write(LETTER, look)
        assert read_back(file) == read_back(plain)
        styles = opened(file).styles
        assert styles["Normal"].font.size == Pt(size)
        assert styles["Footer"].font.size is not None and styles["Footer"].font.size >= Pt(12)
    assert styles["Normal"].element.xpath("w:rPr/w:spacing/@w:val") == ["14"]


def test_a_council_places_every_piece_and_its_own_table_and_no_word_is_lost() -> None:
    told = facts(age=9)
    text = compose(told).text
    look = look_for(told, text)
    checked(files.moved_about())
    page = on_page(text, look, files.moved_about())
    assert write(text, look, files.moved_about()) == page.content
    document = opened(page.content)
    lines = [(p.style.name, p.text.replace("\u00a0", " ")) for p in document.paragraphs]
    assert lines[0] == ("Letter text", "Dear Sam,")
    assert lines[1][1].startswith("Your next review is on")
    assert lines[-1] == ("Letter text", "26 November 2026")
    headings = [words for style, words in lines if style == "Heading 1"]
    assert headings[-2:] == ["What we will do", "If you are not happy"]
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["Who", "What", "When"]
    assert [cell.text for cell in table.rows[2].cells] == [
        "Ms Lowe, teacher",
        "Help with reading",
        "4\u00a0December 2026",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table._tbl.tblPr.find(qn("w:tblDescription")) is not None
    assert same_words(page.letter_in(page.content), text, page.left_out, in_order=False)
    assert "{" not in "".join(words for _, words in lines)


def test_a_paragraph_style_of_the_council_keeps_its_look_in_the_childs_size() -> None:
    document = opened(write(LETTER, LOOK, files.moved_about()))
    paragraph = next(p for p in document.paragraphs if p.text.startswith("It was good"))
    style = paragraph.style
    assert (style.name, style.base_style.name, style.font.size) == (
        "Letter text (Council body)",
        "Council body",
        Pt(14),
    )
    (run,) = [run for run in paragraph.runs if run.text]
    assert (run.font.size, run.italic, run.underline) == (None, None, None), "size and emphasis of the tag"


def test_a_letter_without_decisions_has_no_empty_table_or_heading_of_its_own() -> None:
    document = opened(write(LETTER, LOOK, STORED.read_bytes()))
    assert document.tables == []
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == ["Next"]
    texts = [p.text for p in document.paragraphs]
    assert not any(a == b == "" for a, b in pairwise(texts)), "no run of blank lines"


def test_words_like_tags_in_a_letter_stay_words() -> None:
    typed = LETTER.replace("It was good to see you.", "It {{ greeting }} was {% if %} & <b> good to see you.")
    for template in (files.tagged(), files.blank(), STORED.read_bytes()):
        page = on_page(typed, LOOK, template)
        assert same_words(page.letter_in(page.content), typed, page.left_out, in_order=False)


def test_the_starting_template_is_what_its_script_makes_and_passes(tmp_path: Path) -> None:
    assert made() == STORED.read_bytes()
    given = write_out(tmp_path)
    checked(given.read_bytes())
    with pytest.raises(IroError, match="is there already"):
        write_out(tmp_path)
