"""The annual report as a Word document, read back."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from whole import assert_whole

from iro_tui.casework.anonymous import revealing
from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.report import report_words
from iro_tui.casework.figures.spans import span
from iro_tui.casework.figures.typing_in import type_figure
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.feedback import Feedback
from iro_tui.record.figure import Priority, ReportText
from iro_tui.record.person import Person
from iro_tui.record.profile import Profile
from iro_tui.record.review import Review
from iro_tui.record.school import Schooling
from iro_tui.vault.store import Vault
from letters.annual_report import report as report_of
from letters.annual_report import write_report
from letters.kept_together import SHORT

TODAY = date(2026, 11, 22)


@verb("a caseload")
def put_in(session: Any) -> None:
    session.add(Profile(name="Ruth Calder", council="Fernhill Council"))
    for number, code in enumerate(["PN1", "PN1", "PN6", "PN0", "PN7", "PN1"]):
        child = Child(
            id=f"c{number}",
            mosaic_id=f"40010{number}",
            first_name=f"Tola{'abcdef'[number]}",
            born=date(2013, 5, 1),
        )
        session.add(child)
        session.flush()
        session.add(PeriodOfCare(child_id=child.id, started_on=date(2024, 1, 8)))
        on = date(2026, 5 + number, 4)
        session.add(Review(child_id=child.id, opened_on=on, completed_on=on, participation=code))
    session.add(Schooling(child_id="c0", name="Larkfield Academy", started_on=date(2025, 9, 1)))
    session.add(Person(child_id="c0", name="Maureen O'Dell", role="CARER"))
    session.add(
        Feedback(child_id="c0", given_on=date(2026, 6, 1), words="She listens to me.", may_quote=True)
    )
    session.add(
        Feedback(child_id="c1", given_on=date(2026, 6, 1), words="Keep this private.", may_quote=False)
    )
    session.add(ReportText(year=2026, section="CASES", text="T wanted to see her brother. Now she does."))
    session.add(Priority(year=2026, text="More children chair", target="14", progress="9 so far"))


@pytest.fixture
def report(vault: Vault, tmp_path: Path) -> Path:
    vault.act(put_in)
    file = tmp_path / "report.docx"
    vault.ask(lambda session: write_report(session, figures(session, span(2026), TODAY), file))
    return file


def words_of(file: Path) -> str:
    document = docx.Document(str(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_report_has_its_sections_tables_quotes_and_priorities(report: Path) -> None:
    document = docx.Document(str(report))
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert headings[:3] == ["Key messages", "The team", "Children looked after"]
    assert "Financial considerations" in headings
    words = words_of(report)
    assert "She listens to me." in words
    assert "Keep this private." not in words
    assert "T wanted to see her brother." in words
    assert "More children chair" in words
    assert all(row.cells for table in document.tables for row in table.rows)
    assert all("tblHeader" in table._tbl.xml for table in document.tables)


def test_no_child_and_nobody_around_a_child_is_named(report: Path) -> None:
    words = words_of(report)
    for name in ("Tola", "40010", "Larkfield", "Maureen", "O'Dell"):
        assert name not in words


def test_a_typed_number_says_where_it_comes_from_and_a_running_year_that_the_last_one_is_whole(
    vault: Vault, tmp_path: Path
) -> None:
    vault.act(type_figure, 2026, "26", 306, "Performance team", TODAY)
    file = tmp_path / "report.docx"
    vault.ask(lambda session: write_report(session, figures(session, span(2026), TODAY), file))
    words = words_of(file)
    assert "Figure 26 comes from: Performance team, 22 Nov 2026." in words
    assert "Counted up to Sun 22 Nov 2026, beside all of 2025/26." in words


def test_no_caption_stands_on_another_page_than_its_table(report: Path) -> None:
    body = list(docx.Document(str(report)).element.body)
    before = [body[at - 1] for at, each in enumerate(body) if each.tag.endswith("}tbl")]
    captions = [each for each in before if "Figure " in "".join(each.itertext())]
    assert len(captions) > 15
    assert all("keepNext" in each.xml for each in captions)


def test_the_report_is_whole(report: Path) -> None:
    assert_whole(report.read_bytes())


def test_every_picture_says_what_it_shows(report: Path) -> None:
    with zipfile.ZipFile(report) as package:
        xml = package.read("word/document.xml").decode("utf-8")
        pictures = [name for name in package.namelist() if name.endswith(".png")]
    assert len(pictures) >= 4
    assert xml.count("descr=") == xml.count("<wp:docPr") == len(pictures)
    assert "Reviews by month. " in xml


def test_the_same_year_gives_the_same_bytes(vault: Vault, report: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.docx"
    vault.ask(lambda session: write_report(session, figures(session, span(2026), TODAY), again))
    assert again.read_bytes() == report.read_bytes()


def test_small_numbers_can_be_hidden(vault: Vault, report: Path, tmp_path: Path) -> None:
    file = tmp_path / "hidden.docx"
    vault.ask(lambda s: write_report(s, figures(s, span(2026), TODAY), file, hide_small=True))
    table = next(t for t in docx.Document(str(file)).tables if t.cell(0, 0).text == "How children took part")
    codes = {row.cells[0].text.split(",")[0].split(" (")[0]: row.cells[1].text for row in table.rows[1:]}
    assert codes["Child absent and no views reach the review"] in ("<5", "hidden")
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as package:
        assert not [name for name in package.namelist() if name.endswith(".png")]


@pytest.mark.parametrize(
    ("text", "word", "why"),
    [
        ("Tolaa moved in.", "Tolaa", "a child's name"),
        ("maureen and Maureen came.", "Maureen", "somebody's name"),
        ("She likes Larkfield.", "Larkfield", "a school"),
        ("See 400102 for more.", "400102", "a Mosaic number"),
        ("It was on 4 May that he left.", "4 May", "a day"),
        ("It was on 04/05/2026.", "04/05/2026", "a day"),
    ],
)
def test_a_story_that_shows_who_it_is_about_stops_the_report(
    vault: Vault, tmp_path: Path, text: str, word: str, why: str
) -> None:
    vault.act(put_in)

    @verb("a story")
    def tell(session: Any) -> None:
        session.add(ReportText(year=2026, section="QUALITY", text=text))

    vault.act(tell)
    file = tmp_path / "report.docx"
    with pytest.raises(BadInput, match=f"Quality assurance: “{word}” is {why}"):
        vault.ask(lambda session: write_report(session, figures(session, span(2026), TODAY), file))
    assert not file.exists()


def test_ordinary_words_show_nobody(vault: Vault) -> None:
    vault.act(put_in)
    text = "A girl of 13 told her social worker that the academy was far. In May her mum came to school."
    assert vault.ask(revealing, text) == ()


def test_a_report_of_a_quarter_says_which_days_it_is_of(vault: Vault) -> None:
    vault.act(put_in)

    def told(quarter: int) -> list[str]:
        def write(session: Any) -> bytes:
            stretch = span(2026, quarter)
            words = report_words(session, stretch)
            return report_of(figures(session, stretch, TODAY), words, hide_small=True, committee=False)

        document = docx.Document(io.BytesIO(vault.ask(write)))
        return [paragraph.text.replace("\xa0", " ") for paragraph in document.paragraphs[:6]]

    quarter, year = told(1), told(0)
    assert "Quarterly report of the Independent Reviewing Officer, April to June 2026" in quarter
    assert any(line.endswith("1 April to 30 June.") for line in quarter)
    assert "Annual report of the Independent Reviewing Officer, 2026/27" in year
    assert any("1 April to 31 March. Counted up to" in line for line in year)


def test_a_short_table_is_not_broken_and_its_note_stays_with_it(report: Path) -> None:
    body = list(docx.Document(str(report)).element.body)
    keeps = [_keeps(table) for table in body if table.tag.endswith("}tbl")]
    assert {len(rows) for rows in keeps} >= {5, 9}
    for rows in keeps:
        held = rows[:-1] if len(rows) <= SHORT else [rows[0], rows[1], rows[-2]]
        assert all(held)
    under = {words: _keeps(above)[-1] for above, words in _below_tables(body)}
    assert under["Open children: Full time is 60 to 65."]
    # What leads on to the next table stays with that and not with the one above.
    assert not under[next(words for words in under if words.startswith("Figure 13: "))]


def _below_tables(body: list[Any]) -> list[tuple[Any, str]]:
    return [
        (above, "".join(text.text for text in below.xpath(".//w:t")))
        for above, below in pairwise(body)
        if above.tag.endswith("}tbl") and below.tag.endswith("}p")
    ]


def _keeps(table: Any) -> list[bool]:
    """Of each row of a table, whether it stays with what comes next."""
    return [all(p.xpath("w:pPr/w:keepNext") for p in row.xpath(".//w:p")) for row in table.xpath("w:tr")]
