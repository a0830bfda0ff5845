"""The Word documents beside the letter, from a real vault to the finished file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from a_review import HELD, MOSAIC_ID, TODAY, child, iro, put, reviewed
from complete_facts import facts
from docx.oxml.ns import qn
from lxml import etree

from iro_tui.casework.children import save_profile
from iro_tui.casework.letter_facts import LetterFacts, Said
from iro_tui.casework.letters import exported, keep_finding, letter_of
from iro_tui.casework.outbox import ledger, text_of, tick_file
from iro_tui.casework.preparation_sheet import preparation_sheet
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.errors import BadInput
from iro_tui.record.health import Recommendation
from iro_tui.record.immigration import Immigration
from iro_tui.record.person import Person
from iro_tui.record.tables import Consultation
from iro_tui.vault.store import Vault
from letters.check import check, expected_of
from letters.compose import age_of, compose
from letters.desk import draft_letter, words_of
from letters.dip_sample import dip_sample
from letters.documents import (
    _OF_REVIEWS,
    DECISIONS,
    INVITATION,
    LEAFLET,
    PREPARATION,
    document,
    make,
    sample_document,
)
from letters.preparation import mail
from letters.read_back import read_back
from letters.word import write

BOOKED = date(2026, 4, 20)
NEXT = date(2026, 4, 13)
KINDS = (PREPARATION, INVITATION, LEAFLET, DECISIONS)
NAME = "O'Brien [/] [b] & <i>"


def ready(vault: Vault, **values: Any) -> str:
    """A boy with one review behind, the next one booked, and something of everything on the record."""
    child_id = child(vault, **values)
    reviewed(vault, child_id)
    coming = vault.act(open_review, child_id, TODAY).result
    booked = {"booked_for": NEXT, "booked_time": "15:30", "place": "school", "wanted_there": "Ade and Mum"}
    vault.act(save_review, coming, {**booked, "agenda": "Football on Mondays", "report_on": None})
    vault.act(
        put,
        Person(child_id=child_id, name="Pat Lowe", role="TEACHER", child_calls="Ms Lowe", invited=True),
        Person(child_id=child_id, name="Shabnam Doyle", role="TEAM_MANAGER"),
        Recommendation(child_id=child_id, text="Glasses", made_on=HELD, who="Jo and Bill"),
        Immigration(
            child_id=child_id, status="WAITING", started_on=HELD, next_on=NEXT, next_what="interview"
        ),
        Consultation(
            child_id=child_id,
            held_on=TODAY,
            alone=True,
            own_words="I want a dog. Dad has a new car.",
            not_to_share="the car",
            wants_talk="The dog",
        ),
    )
    return child_id


@pytest.fixture
def child_id(vault: Vault) -> str:
    iro(vault)
    return ready(vault)


def headings(text: str) -> list[str]:
    return [line.lstrip("# ") for line in text.splitlines() if line.startswith("#")]


# The papers for the child


def for_paper(**kind: Any) -> LetterFacts:
    """Complete facts with everything that an invitation can hold."""
    complete = facts(**kind)
    return replace(
        complete,
        invited=complete.people[:1] + complete.people[3:],
        wanted_there=Said("review:r1.wanted_there", "Nan and Ms Lowe"),
        agenda=Said("review:r1.agenda", "Football. A dog."),
    )


@pytest.mark.parametrize("bare", [False, True], ids=["full", "bare"])
@pytest.mark.parametrize("support", [False, True], ids=["", "support"])
@pytest.mark.parametrize("age", range(18))
@pytest.mark.parametrize("paper", [INVITATION, LEAFLET])
def test_the_checker_finds_nothing_in_any_band(paper: str, age: int, support: bool, bare: bool) -> None:
    told = for_paper(age=age, reading_support=support)
    if bare:
        told = replace(told, people=(), invited=(), wanted_there=None, agenda=None, carer="", iro_email="")
    draft = compose(told, paper)
    report = check(draft.text, expected_of(told, age_of(told)))
    open_ = [(each.rule, each.text) for each in report.findings if each.rule not in _OF_REVIEWS]
    assert (open_, draft.gaps) == ([], ())


@pytest.mark.parametrize("age", [1, 6, 9, 13, 16])
def test_an_invitation_says_when_where_who_and_what_can_be_chosen(age: int) -> None:
    draft = compose(for_paper(age=age), INVITATION)
    for words in ("13 May 2027 at 3.30pm, at school", "Ms Lowe", "ootball", "020 7946 0112", "0808 157 0103"):
        assert words in draft.text
    assert "advocate" in draft.text and "complaint" in draft.text
    assert draft.phrases_version.startswith("invitation ")
    sources = {source for sentence in draft.origin for source in sentence.sources}
    assert {"review:r1.wanted_there", "review:r1.agenda"} <= sources


@pytest.mark.parametrize("age", [1, 6, 9, 13, 16])
def test_a_leaflet_says_who_the_iro_is_and_how_to_reach_them(age: int) -> None:
    text = compose(for_paper(age=age), LEAFLET).text
    for words in ("Ruth", "020 7946 0112", "ruth.calder@fernhill.example", "0808 157 0103", "advocate"):
        assert words in text
    assert "complaint" in text


def test_a_small_child_is_helped_to_write_where_there_is_no_telephone() -> None:
    for text in (compose(facts(3, iro_phone="")).text, compose(for_paper(age=3, iro_phone=""), LEAFLET).text):
        assert "can help you write to me." in text and "phone me" not in text
    assert "Jo and Bill can help you phone me." in compose(facts(3)).text


def test_a_baby_is_read_to_and_gets_no_later_life_leaflet() -> None:
    assert (
        "For the grown-ups who read this with Sam" in compose(for_paper(age=1, reader_age=12), LEAFLET).text
    )


def test_the_leaflet_needs_no_review_and_stops_without_the_numbers(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    assert "# My Independent Reviewing Officer" in document(vault, LEAFLET, child_id, TODAY).text
    vault.act(save_profile, {"advocacy_phone": ""})
    with pytest.raises(BadInput):
        make(vault, document(vault, LEAFLET, child_id, TODAY))
    assert not vault.outbox.exists() or not list(vault.outbox.iterdir())


def test_a_leaflet_without_a_number_of_the_iro_says_what_is_missing_and_where(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    vault.act(save_profile, {"phone": ""})
    text = read_back(make(vault, document(vault, LEAFLET, child_id, TODAY)).file)
    assert "ruth.calder@fernhill.example" in text and "020 7946" not in text
    assert not re.search(
        r"(?:phone|number|on|at|:) *[.·]?$|\[| [.,]|·\s*$", text, re.MULTILINE | re.IGNORECASE
    )
    vault.act(save_profile, {"email": "", "advocacy_phone": ""})
    stopped = document(vault, LEAFLET, child_id, TODAY).stopped
    assert stopped == (
        "Missing: your telephone number or e-mail and the telephone number of the advocacy service. "
        "Fill in Settings (ctrl+p, settings)."
    )
    vault.act(save_profile, {"phone": "020 7946 0112", "advocacy_phone": "0808 157 0103"})
    assert not document(vault, LEAFLET, child_id, TODAY).stopped


def test_an_invitation_wants_a_booked_day(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    with pytest.raises(BadInput, match="Book it first"):
        document(vault, INVITATION, child_id, TODAY)


def test_nobody_is_named_in_an_invitation_who_is_not_invited(vault: Vault, child_id: str) -> None:
    text = document(vault, INVITATION, child_id, TODAY).text
    assert "These people will be there: Ms Lowe and me." in text
    assert "Shabnam" not in text and "Grace" not in text


# The preparation sheet


def test_the_sheet_gathers_what_an_iro_reads_before_a_review(vault: Vault, child_id: str) -> None:
    text = document(vault, PREPARATION, child_id, TODAY).text
    assert headings(text) == [
        "Before the review: Sam Tate, 10",
        "Who this is",
        "Promises from before",
        "Papers and steps",
        "What Sam wants",
        "How things stand since the last review",
        "Health recommendations",
        "Court, protection and immigration",
        "To look at in this review",
    ]
    assert "Review 2 is booked for Mon 13 Apr 2026 at 3.30pm, at school." in text
    assert "| Eye test | Jo and Bill | Fri 27 Feb 2026 | Open |" in text
    assert "| Glasses | Jo and Bill | no date | Open |" in text
    assert "interview on Mon 13 Apr 2026" in text
    assert "Who Sam wants there: Ade and Mum" in text
    assert "To talk about: Football on Mondays" in text


def test_drift_and_a_late_paper_are_said(vault: Vault, child_id: str) -> None:
    later = NEXT - timedelta(days=1)
    text = document(vault, PREPARATION, child_id, later).text
    assert "| Eye test | Jo and Bill | Fri 27 Feb 2026 | Open, 44 days past its first date |" in text
    assert any("Social worker's report" in line and "late, not yet" in line for line in text.splitlines())


def test_what_a_child_does_not_want_shared_is_not_on_the_sheet(vault: Vault, child_id: str) -> None:
    text = document(vault, PREPARATION, child_id, TODAY).text
    assert "“I want a dog.”" in text
    assert "car" not in text.replace("care", "").replace("Care", "")
    assert "Something is not to be shared" in text


def test_a_sheet_without_a_booked_review_says_so(vault: Vault) -> None:
    iro(vault)
    text = document(vault, PREPARATION, child(vault), TODAY).text
    assert "is not booked yet" in text
    assert "No promise is open" in text
    assert "Papers and steps" not in text


def test_the_mail_asks_for_what_is_missing_and_names_no_child(vault: Vault, child_id: str) -> None:
    words = mail(vault.ask(preparation_sheet, child_id, TODAY), TODAY)
    assert "Subject: ST: review on Mon 13 Apr 2026, what I need from you" in words
    assert "Dear Grace," in words
    assert "- Social worker's report" in words
    assert "- Sam sees Ade (due Fri 20 Feb 2026)" in words or "- Sam sees Ade (from Fri 20 Feb 2026)" in words
    assert "Tate" not in words and MOSAIC_ID not in words
    vault.act(save_review, vault.ask(preparation_sheet, child_id, TODAY).review_id, {"report_on": TODAY})
    assert "- Social worker's report" not in mail(vault.ask(preparation_sheet, child_id, TODAY), TODAY)


# The decisions page and the dip sample


def test_F1_F2_the_decisions_page_says_until_when_to_object(vault: Vault, child_id: str) -> None:
    text = document(vault, DECISIONS, child_id, TODAY).text
    assert "| Eye test | Jo and Bill | 27 February 2026 |" in text
    assert "| Sam sees Ade | Grace Adeyemi | From 20 February 2026 |" in text
    assert "The last day for sending it is Friday 6 February 2026." in text
    assert "Shabnam Doyle, you have 5 working days" in text
    assert "until Tuesday 10 February 2026" in text
    assert "If I hear nothing by then, the decisions are agreed" in text


def test_a_decisions_page_wants_decisions(vault: Vault) -> None:
    iro(vault)
    with pytest.raises(BadInput, match="No review was held yet"):
        document(vault, DECISIONS, child(vault), TODAY)


def test_the_dip_sample_has_no_names_and_the_same_quarter_gives_the_same_letters(vault: Vault) -> None:
    iro(vault)
    review_id = reviewed(vault, child(vault))
    letter = draft_letter(vault, review_id, TODAY, vault.now())
    vault.act(keep_finding, letter.letter_id, "C03-0123", "Agreed with Sam and Grace Adeyemi on the day")
    vault.act(exported, letter.letter_id, "a.docx", "0" * 64, TODAY)
    sample = dip_sample(vault, TODAY + timedelta(days=30))
    assert sample == dip_sample(vault, TODAY + timedelta(days=30))
    (line,) = sample.lines
    assert (line.band, line.days, sample.of) == ("8 to 11", 4, 1)
    assert line.kept == (("C03", "Agreed with … and … on the day"),)
    text = sample_document(vault, TODAY).text
    for name in ("Sam", "Tate", "Grace", "Adeyemi", MOSAIC_ID):
        assert name not in text
    assert dip_sample(vault, TODAY + timedelta(days=120)).lines == ()
    assert "No letter was exported" in sample_document(vault, TODAY + timedelta(days=120)).text
    assert vault.ask(letter_of, review_id) is not None


# The files


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_is_whole_and_tells_on_nobody(vault: Vault, child_id: str, kind: str) -> None:
    vault.act(save_profile, {"council": "A & B"})
    made = document(vault, kind, child_id, TODAY)
    content = write(made.text, made.look)
    assert write(made.text, made.look) == content
    assert words_of(read_back(content)) == words_of(made.text)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert max(Counter(package.namelist()).values()) == 1
        parts = {name: package.read(name) for name in package.namelist()}
    for name, part in parts.items():
        etree.fromstring(part)
        assert not any(word in name for word in ("thumbnail", "customXml", "comments"))
    everything = b"".join(parts.values())
    assert b"python-docx" not in everything and b"rsid" not in everything
    core = parts["docProps/core.xml"]
    assert b"<dc:language>en-GB</dc:language>" in core
    assert b"Tate" not in core and MOSAIC_ID.encode() not in core
    opened = docx.Document(io.BytesIO(content))
    section = opened.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert opened.core_properties.author == "Ruth Calder"
    names = [p.style.name for p in opened.paragraphs]
    assert "Heading 1" in names
    if kind != INVITATION:
        assert names[0] == "Title"
    for table in opened.tables:
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert all(cell.text.strip() for row in table.rows for cell in row.cells)
    for cell in opened.element.iter(qn("w:tc")):
        assert cell[-1].tag == qn("w:p")
    known = {style.style_id for style in opened.styles}
    assert {each.get(qn("w:val")) for each in opened.element.iter(qn("w:pStyle"))} <= known


@pytest.mark.parametrize("kind", KINDS)
def test_a_child_of_any_name_has_every_paper(vault: Vault, kind: str) -> None:
    iro(vault)
    child_id = ready(vault, known_as=NAME, surname="## | x")
    made = make(vault, document(vault, kind, child_id, TODAY))
    assert NAME in read_back(made.file)


def test_files_go_to_the_outbox_under_safe_names_and_two_of_them_to_mosaic(
    vault: Vault, child_id: str
) -> None:
    made = {kind: make(vault, document(vault, kind, child_id, TODAY)) for kind in KINDS}
    assert {kind: each.file.name for kind, each in made.items()} == {
        PREPARATION: "2026-04-13_preparation_ST_v1.docx",
        INVITATION: "2026-04-13_invitation_ST_v1.docx",
        LEAFLET: "2026-02-03_leaflet_ST_v1.docx",
        DECISIONS: "2026-01-30_decisions_ST_v1.docx",
    }
    assert {each.file.parent for each in made.values()} == {vault.outbox}
    assert {kind for kind, each in made.items() if each.owed} == {INVITATION, DECISIONS}
    rows = {row.file: row for row in vault.ask(ledger, TODAY, vault.outbox) if row.file}
    assert {(row.word, row.state) for row in rows.values()} == {
        ("Invitation", "to upload"),
        ("Decisions page", "to upload"),
    }
    for row in rows.values():
        assert vault.ask(text_of, row.entry_id) == row.file


def test_a_second_file_has_a_higher_version_and_takes_the_place_of_one_not_uploaded(
    vault: Vault, child_id: str
) -> None:
    first = make(vault, document(vault, INVITATION, child_id, TODAY))
    second = make(vault, document(vault, INVITATION, child_id, TODAY))
    assert (first.file.name[-7:], second.file.name[-7:]) == ("v1.docx", "v2.docx")
    files = [row.file for row in vault.ask(ledger, TODAY) if row.kind == "INVITATION"]
    assert files == [second.file.name]
    vault.act(tick_file, second.file.name, TODAY)
    make(vault, document(vault, INVITATION, child_id, TODAY))
    assert len([row for row in vault.ask(ledger, TODAY) if row.kind == "INVITATION"]) == 2


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_every_document_and_shows_all_its_words(
    vault: Vault, child_id: str, tmp_path: Path
) -> None:
    texts = {}
    for kind in KINDS:
        each = document(vault, kind, child_id, TODAY)
        texts[kind] = each.text
        (tmp_path / f"{kind}.docx").write_bytes(write(each.text, each.look))
    run = [
        *("soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"),
        *("--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)),
        *(str(tmp_path / f"{kind}.docx") for kind in KINDS),
    ]
    subprocess.run(run, check=True, capture_output=True, timeout=180)
    for kind, text in texts.items():
        shown = (tmp_path / f"{kind}.txt").read_text(encoding="utf-8-sig").split()
        marks = ("#", "##", "|", "-", "•")
        assert [word for word in shown if word not in marks] == [w for w in text.split() if w not in marks]
