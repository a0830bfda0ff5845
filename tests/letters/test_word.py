from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import council_templates
import docx
import pytest
from complete_facts import facts
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from iro_tui.errors import BadInput
from letters.compose import compose
from letters.desk import look_for
from letters.read_back import read_back
from letters.starting_template import STORED
from letters.text import parse
from letters.word import Look, on_page, printable, write

KINDS: list[dict[str, Any]] = [
    {"age": 1, "reader_age": 12},
    {"age": 3},
    {"age": 6},
    {"age": 9},
    {"age": 13},
    {"age": 16},
    {"age": 17, "reading_support": True},
    {"age": 9, "format": "LARGE"},
    {"age": 13, "format": "DYSLEXIA"},
    {"age": 3, "template": "tagged"},
    {"age": 9, "template": "tagged", "format": "LARGE"},
    {"age": 16, "template": "blank"},
    {"age": 3, "template": "starting"},
    {"age": 9, "template": "starting", "format": "DYSLEXIA"},
]
LOOK = Look(
    first_name="Sam",
    review_on=date(2026, 11, 18),
    letter_on=date(2026, 11, 26),
    body_pt=14,
    iro_name="Ruth Calder",
    iro_title="Independent Reviewing Officer",
    iro_phone="020 7946 0112",
    iro_email="ruth.calder@fernhill.example",
    council="Fernhill Council",
)
NAME_WITH_SIGNS = "O'Brien [/] [b] & <i>"
each_kind = pytest.mark.parametrize("kind", KINDS, ids=str)


def written(kind: dict[str, Any]) -> tuple[str, Look, bytes | None]:
    told = dict(kind)
    template, form = told.pop("template", ""), told.pop("format", "")
    complete = facts(**told)
    text = compose(complete).text
    page = STORED.read_bytes() if template == "starting" else None
    if template and page is None:
        page = getattr(council_templates, template)()
    return text, look_for(complete, text, form), page


def letter_of(kind: dict[str, Any]) -> tuple[str, bytes]:
    text, look, template = written(kind)
    return text, write(text, look, template)


def parts_of(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        return {name: package.read(name) for name in package.namelist()}


def open_file(file: bytes) -> Any:
    return docx.Document(io.BytesIO(file))


def fields_of(part: Any) -> list[str]:
    return [field.get(qn("w:instr")).strip() for field in part._element.iter(qn("w:fldSimple"))]


@each_kind
def test_the_file_reads_back_as_the_text_that_was_written(kind: dict[str, Any]) -> None:
    text, look, template = written(kind)
    page = on_page(text, look, template)
    assert page.letter_in(page.content) == text


@each_kind
def test_the_same_letter_gives_the_same_bytes(kind: dict[str, Any]) -> None:
    text, look, template = written(kind)
    file = write(text, look, template)
    assert write(text, look, template) == file
    assert write(parse(text), look, template) == file
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        names = package.namelist()
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@each_kind
def test_every_part_is_well_formed_and_there_once(kind: dict[str, Any]) -> None:
    _, file = letter_of(kind)
    with zipfile.ZipFile(io.BytesIO(file)) as package:
        assert package.testzip() is None
        assert max(Counter(package.namelist()).values()) == 1
    for name, content in parts_of(file).items():
        if name.startswith("word/media/"):
            continue
        assert name.endswith((".xml", ".rels")), name
        etree.fromstring(content)
        assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content)


@each_kind
def test_every_table_cell_ends_with_a_paragraph_and_none_is_merged(kind: dict[str, Any]) -> None:
    _, file = letter_of(kind)
    body = open_file(file).element
    cells = list(body.iter(qn("w:tc")))
    assert cells
    for cell in cells:
        assert cell[-1].tag == qn("w:p")
        assert not list(cell.iter(qn("w:gridSpan"), qn("w:vMerge"), qn("w:tbl")))
        assert "".join(cell.itertext()).strip()
        assert int(cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}").get(qn("w:w"))) > 0


@each_kind
def test_every_link_has_its_part_and_there_is_one_set_of_properties(kind: dict[str, Any]) -> None:
    _, file = letter_of(kind)
    parts = parts_of(file)
    linked = set()
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        base = Path(name).parent.parent
        for link in etree.fromstring(content):
            assert link.get("TargetMode") != "External"
            target = link.get("Target")
            path = target.lstrip("/") if target.startswith("/") else (base / target).as_posix()
            assert path in parts, f"{name} names {path}"
            linked.add(path)
    assert linked == {n for n in parts if not n.endswith(".rels")} - {"[Content_Types].xml"}
    assert [name for name in parts if "core" in name] == ["docProps/core.xml"]
    ids = [each.get("id") for each in etree.fromstring(parts["word/document.xml"]).iter(qn("wp:docPr"))]
    assert len(ids) == len(set(ids))


def test_styles_that_are_named_are_there() -> None:
    parts = parts_of(letter_of({"age": 3})[1])
    styles = etree.fromstring(parts["word/styles.xml"])
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    used = set()
    for name in parts:
        if name.startswith("word/") and name.endswith(".xml"):
            part = etree.fromstring(parts[name])
            for tag in ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn"):
                used |= {each.get(qn("w:val")) for each in part.iter(qn(tag))}
    assert used <= known
    assert len(known) < 15


def test_the_page_is_a4_with_its_margins() -> None:
    section = open_file(write("Hello.", LOOK)).sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    for margin in (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin):
        assert abs(margin - Cm(2.5)) < 1000
    assert section.different_first_page_header_footer


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        ({"age": 3}, 16),
        ({"age": 6}, 16),
        ({"age": 9}, 14),
        ({"age": 16}, 12),
        ({"age": 17, "reading_support": True}, 14),
    ],
)
def test_the_body_is_in_the_size_of_its_band(kind: dict[str, Any], size: int) -> None:
    styles = open_file(letter_of(kind)[1]).styles
    normal = styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Arial", Pt(size))
    assert normal.paragraph_format.line_spacing == 1.5
    assert normal.paragraph_format.space_after == Pt(10)
    assert normal.paragraph_format.widow_control
    assert styles["Grown-ups"].font.size == Pt(12)
    assert styles["Grown-ups table"].font.size == Pt(12)


@each_kind
def test_sections_have_real_headings_that_keep_with_what_follows(kind: dict[str, Any]) -> None:
    text, file = letter_of(kind)
    document = open_file(file)
    headings = [p for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [p.text for p in headings] == [block.text for block in parse(text).of_kind("heading")]
    assert all(0 < len(p.text) < 60 for p in headings)
    assert document.styles["Heading 1"].paragraph_format.keep_with_next
    assert not [p for p in document.paragraphs if not p.text.strip()]
    assert not list(document.element.iter(qn("w:i"), qn("w:u"), qn("w:caps")))


def test_the_table_has_a_header_row_a_title_and_widths() -> None:
    (table,) = open_file(letter_of({"age": 9})[1]).tables
    assert [cell.text for cell in table.rows[0].cells] == ["What will happen", "Who will do it", "By when"]
    for number, row in enumerate(table.rows):
        properties = row._tr.trPr
        assert properties.find(qn("w:cantSplit")) is not None
        assert (properties.find(qn("w:tblHeader")) is not None) == (number == 0)
        assert all(cell.width for cell in row.cells)
        assert abs(sum(cell.width for cell in row.cells) - Cm(16)) < 10000
    assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))


@pytest.mark.parametrize("kind", KINDS[:2], ids=str)
def test_the_grown_ups_have_a_new_page(kind: dict[str, Any]) -> None:
    paragraphs = open_file(letter_of(kind)[1]).paragraphs
    breaks = [p.text for p in paragraphs if p.paragraph_format.page_break_before]
    assert len(breaks) == 1
    assert breaks[0].startswith("For the grown-ups")
    after = paragraphs[[p.text for p in paragraphs].index(breaks[0]) + 1 :]
    assert {p.style.name for p in after} == {"Grown-ups"}


def test_letterhead_on_page_one_and_footer_with_fields_on_every_page() -> None:
    section = open_file(write("Hello.", LOOK)).sections[0]
    head = "\n".join(p.text for p in section.first_page_header.paragraphs)
    assert head.split("\n") == [
        "Fernhill Council",
        "Ruth Calder · Independent Reviewing Officer",
        "020 7946 0112 · ruth.calder@fernhill.example",
    ]
    assert not "".join(p.text for p in section.header.paragraphs)
    for footer in (section.first_page_footer, section.footer):
        words = footer.paragraphs[0].text
        assert words.startswith("Private: for Sam and the people who help to care for Sam\tPage ")
        assert fields_of(footer) == ["PAGE", "NUMPAGES"]


def test_without_a_council_or_a_number_the_letterhead_has_no_empty_lines() -> None:
    bare = Look("Sam", LOOK.review_on, LOOK.letter_on, 14, "Ruth Calder")
    header = open_file(write("Hello.", bare)).sections[0].first_page_header
    assert [p.text for p in header.paragraphs] == ["Ruth Calder"]


def test_the_language_is_british_english_everywhere() -> None:
    parts = parts_of(letter_of({"age": 3})[1])
    languages = set()
    for name in ("word/document.xml", "word/styles.xml", "word/settings.xml"):
        for element in etree.fromstring(parts[name]).iter(qn("w:lang"), qn("w:themeFontLang")):
            languages |= set(element.attrib.values())
    assert languages == {"en-GB"}
    assert b"<dc:language>en-GB</dc:language>" in parts["docProps/core.xml"]


def test_properties_say_whose_letter_it_is_and_nothing_else() -> None:
    text, file = letter_of({"age": 9})
    core = open_file(file).core_properties
    assert core.title == "Letter to Sam about the review on 18 November 2026"
    assert core.subject == "Record of the review on 18 November 2026"
    assert core.author == core.last_modified_by == "Ruth Calder"
    assert core.created == core.modified == datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert core.revision == 1
    assert (core.comments, core.keywords, core.category) == ("", "", "")
    assert text.startswith("26 November 2026")


def test_nothing_of_the_stock_file_or_of_a_machine_is_left() -> None:
    parts = parts_of(letter_of({"age": 9})[1])
    everything = b"".join(parts.values())
    for leftover in (b"python-docx", b"Macintosh", b"2013", b"Normal.dotm", b"rsid", b"attachedTemplate"):
        assert leftover not in everything
    for name in parts:
        assert not re.search(r"thumbnail|customXml|comments|people|custom\.xml|stylesWithEffects", name)
    settings_part = etree.fromstring(parts["word/settings.xml"])
    (zoom,) = settings_part.iter(qn("w:zoom"))
    assert dict(zoom.attrib) == {qn("w:percent"): "100"}
    assert b"14-03" not in parts["docProps/core.xml"]  # the date of birth in the facts is 14 March


def test_control_characters_do_not_reach_the_file() -> None:
    text = "26 November 2026\n\nDear Sam,\n\nYou\x00 like\x0b it\x7f here\ufffe.\ttab\n"
    assert read_back(write(text, LOOK)) == "26 November 2026\n\nDear Sam,\n\nYou like it here. tab\n"
    assert printable("a\r\nb\ud800") == "a\nb"


def test_a_name_with_signs_in_it_reaches_every_place_unharmed() -> None:
    look = Look(NAME_WITH_SIGNS, LOOK.review_on, LOOK.letter_on, 14, "R. D'Arcy & Co <b>", council="A & B")
    text = f"Dear {NAME_WITH_SIGNS},\n\nYou said, “{NAME_WITH_SIGNS}”\n"
    file = write(text, look)
    assert read_back(file) == text
    document = open_file(file)
    assert NAME_WITH_SIGNS in document.core_properties.title
    assert NAME_WITH_SIGNS in document.sections[0].footer.paragraphs[0].text
    assert document.sections[0].first_page_header.paragraphs[0].text == "A & B"


def test_lists_tables_and_bars_come_back() -> None:
    text = (
        "Dear Sam,\n\nYou need:\n\n- a bed\n- a desk\n\n1. first\n\n2. second\n\n"
        "| What | Who | When |\n| a \\| b | Jo | 4 December 2026 |\n\n| x | y |\n\nFrom,\n\nRuth\n"
    )
    file = write(text, LOOK)
    assert read_back(file) == text
    styles = [p.style.name for p in open_file(file).paragraphs]
    assert styles.count("List Bullet") == 2
    assert open_file(file).tables[0].rows[1].cells[0].text == "a | b"


def test_no_line_ends_inside_a_number_or_a_date() -> None:
    text = "Dear Sam,\n\nRing 0808 157 0103 by 4 December 2026. You are 9 or 10 now.\n"
    file = write(text, LOOK)
    shown = open_file(file).paragraphs[1].text
    assert shown == "Ring 0808\u00a0157\u00a00103 by 4\u00a0December 2026. You are 9 or 10 now."
    assert read_back(file) == text


def test_a_letter_that_ends_with_a_table_ends_with_a_paragraph() -> None:
    body = open_file(write("Dear Sam,\n\n| a | b |\n", LOOK)).element.body
    assert [child.tag for child in body][-2:] == [qn("w:p"), qn("w:sectPr")]


def test_what_is_no_word_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"not a Word document"):
        read_back(b"PK\x03\x04 not a package")
    with pytest.raises(BadInput, match=r"not a Word document"):
        read_back(tmp_path / "missing.docx")


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30),
        st.sampled_from(["## Heading", "- item", "| a | b |", "| c |", "", "From,", "Dear Sam,", "**bold**"]),
        st.sampled_from(["## For the grown-ups", "1. one", "26 November 2026", "---", "|", "#", "* x"]),
    ),
    max_size=14,
)


@settings(max_examples=60)
@given(LINES)
def test_any_text_becomes_a_file_with_the_same_words_in_the_same_order(lines: list[str]) -> None:
    text = printable("\n".join(lines))
    back = read_back(write(text, LOOK))

    def words(of: str) -> Iterator[str]:
        for block in parse(of).blocks:
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.text.split()
            if not block.rows:
                yield from block.text.split()

    assert list(words(back)) == list(words(text))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_letter_and_shows_all_its_words(tmp_path: Path) -> None:
    letters = {f"letter{n}": letter_of(kind) for n, kind in enumerate(KINDS)}
    for name, (_, file) in letters.items():
        (tmp_path / f"{name}.docx").write_bytes(file)
    run = [
        *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
        *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)),
        *(str(tmp_path / f"{name}.docx") for name in letters),
    ]
    subprocess.run(run, check=True, capture_output=True, timeout=180)
    for (name, (text, file)), kind in zip(letters.items(), KINDS, strict=True):
        text = read_back(file) if "template" in kind else text
        shown = (tmp_path / f"{name}.txt").read_text(encoding="utf-8-sig").split()
        expected = [word for word in text.split() if word not in ("##", "|")]
        # A page of a council's own may have no list in Word: there the sign of an item is a letter.
        assert [word for word in shown if word != "•"] == expected


def test_the_sign_off_never_stands_alone_on_a_page() -> None:
    document = open_file(write("Dear Sam,\n\nOne.\n\nSee you soon!\n\nFrom,\n\nRuth\n", LOOK))
    kept = {p.text: p.paragraph_format.keep_with_next for p in document.paragraphs}
    assert kept == {"Dear Sam,": True, "One.": None, "See you soon!": True, "From,": True, "Ruth": None}
