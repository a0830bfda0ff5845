"""What goes out about an alert: texts to copy, Word files, and everything for Cafcass."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta

import docx
import pytest
from a_review import MOSAIC_ID, child, iro, put
from docx.oxml.ns import qn

from iro_tui.casework.alert_case import alert_case
from iro_tui.casework.alerts import answer_alert, close_alert, move_alert, raise_alert
from iro_tui.casework.talks import log_consultation
from iro_tui.errors import BadInput
from iro_tui.record.decision import Decision
from iro_tui.record.event import Event
from iro_tui.record.midway import Midway
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault
from letters.alert_paper import ALERT, FORMAL, NEXT, REMINDER, alert_document, mail, paper, texts_of
from letters.cafcass_bundle import bundle_document
from letters.desk import words_of
from letters.documents import Document, make
from letters.read_back import read_back
from letters.word import write

RAISED, FORMALLY = date(2026, 11, 2), date(2026, 11, 10)
VALUES = {
    "raised_on": RAISED,
    "concern": "no match panel | [b] #",
    "themes": "DRIFT",
    "evidence": "Two panels missed.\nNo date.",
    "impact": "A third year without a home that lasts.",
    "asked_for": "A panel date by Christmas.",
}


@pytest.fixture
def child_id(vault: Vault) -> str:
    iro(vault)
    return child(vault)


@pytest.fixture
def alert_id(vault: Vault, child_id: str) -> str:
    return vault.act(raise_alert, child_id, VALUES, RAISED).result


def kinds(vault: Vault, alert_id: str, on: date) -> list[str]:
    return [each.kind for each in texts_of(vault.ask(alert_case, alert_id, on))]


def said(vault: Vault, alert_id: str, kind: str, on: date) -> str:
    case = vault.ask(alert_case, alert_id, on)
    return mail(case, next(each for each in texts_of(case) if each.kind == kind))


def test_a_clock_that_ran_out_drafts_the_reminder_and_the_next_step(vault: Vault, alert_id: str) -> None:
    assert kinds(vault, alert_id, date(2026, 11, 9)) == [ALERT], "the last day still belongs to the manager"
    assert kinds(vault, alert_id, FORMALLY) == [REMINDER, NEXT, ALERT]
    reminder = said(vault, alert_id, REMINDER, FORMALLY)
    assert (
        "The 5 working days of the Team Manager ended on Mon 9 Nov 2026, and there is no answer." in reminder
    )
    assert "it goes to the Senior Manager" in reminder
    drafted = said(vault, alert_id, NEXT, FORMALLY)
    assert "To the Senior Manager" in drafted and "I ask for an answer by Tue 24 Nov 2026." in drafted
    reply = {"answered_on": date(2026, 11, 5), "who": "P. Shah", "words": "We look", "enough": False}
    vault.act(answer_alert, alert_id, reply, FORMALLY)
    again = said(vault, alert_id, REMINDER, FORMALLY)
    assert "there is no answer that is enough" in again
    assert "Thu 5 Nov 2026, P. Shah: We look. I judged this not enough." in again


def test_every_text_says_what_is_asked_and_no_mail_names_the_child_in_its_subject(
    vault: Vault, alert_id: str
) -> None:
    for kind in (REMINDER, NEXT, ALERT):
        text = said(vault, alert_id, kind, FORMALLY)
        subject = text.splitlines()[0]
        assert "ST" in subject and "Sam" not in subject
        assert "Tate" not in text and MOSAIC_ID not in text
        for words in ("no match panel | [b] #", "Two panels missed.", "A panel date by Christmas.", "Drift"):
            assert words in text


def test_after_the_last_manager_only_the_reminder_is_drafted_and_then_it_is_for_the_iro(
    vault: Vault, alert_id: str
) -> None:
    vault.act(move_alert, alert_id, "FORMAL_ALERT", FORMALLY, "no answer", FORMALLY)
    assert kinds(vault, alert_id, FORMALLY) == [FORMAL]
    assert kinds(vault, alert_id, date(2026, 12, 2)) == [REMINDER, FORMAL]
    assert "whether to ask Cafcass" in said(vault, alert_id, REMINDER, date(2026, 12, 2))
    vault.act(move_alert, alert_id, "CAFCASS_DECISION", date(2026, 12, 2), "", date(2026, 12, 2))
    assert kinds(vault, alert_id, date(2026, 12, 30)) == [FORMAL]
    vault.act(close_alert, alert_id, "CAFCASS", "", date(2026, 12, 3))
    (text,) = texts_of(vault.ask(alert_case, alert_id, date(2026, 12, 30)))
    assert "closed on Thu 3 Dec 2026" in text.lead


def test_good_practice_asks_nothing(vault: Vault, child_id: str) -> None:
    good = vault.act(raise_alert, child_id, {**VALUES, "kind": "GOOD"}, RAISED).result
    text = said(vault, good, ALERT, FORMALLY)
    assert "needs no answer" in text and "Answers so far" not in text and "Cafcass" not in text


def test_a_text_that_is_not_one_for_today_is_refused(vault: Vault, alert_id: str) -> None:
    with pytest.raises(BadInput, match="not one for today"):
        alert_document(vault, alert_id, REMINDER, RAISED)


def test_the_word_file_is_named_by_initials_and_holds_the_paper(vault: Vault, alert_id: str) -> None:
    made = make(vault, alert_document(vault, alert_id, NEXT, FORMALLY))
    assert made.file.name == "2026-11-10_formal-alert_ST_v1.docx" and not made.owed
    again = make(vault, alert_document(vault, alert_id, NEXT, FORMALLY))
    assert again.file.name.endswith("_v2.docx") and again.sha256 == made.sha256
    case = vault.ask(alert_case, alert_id, FORMALLY)
    assert words_of(read_back(made.file)) == words_of(paper(case, texts_of(case)[1]))


# Everything for Cafcass


@pytest.fixture
def bundle(vault: Vault, child_id: str) -> Document:
    held = date(2026, 3, 2)
    review = Review(child_id=child_id, kind="FIRST", opened_on=held, completed_on=held, participation="PN1")
    vault.act(put, review)
    review_id = vault.ask(lambda session: session.exec(_reviews()).one())
    decision = {"text": "Match panel", "who": "Jo Fenn", "by_when": date(2026, 5, 1)}
    vault.act(
        put,
        Decision(child_id=child_id, review_id=review_id, first_by=date(2026, 4, 1), **decision),
        Midway(id="the-midway", child_id=child_id, held_on=date(2026, 6, 1), worries="Still no panel."),
        Event(child_id=child_id, kind="PLACEMENT_CHANGE", known_on=date(2026, 7, 1), what="asked to leave"),
    )
    talk = {
        "held_on": date(2026, 5, 5),
        "kind": "ALONE_BEFORE",
        "alone": True,
        "own_words": "I like my room. Bill shouts about the car.",
        "not_to_share": "the car",
    }
    vault.act(log_consultation, child_id, talk, FORMALLY)
    first = {**VALUES, "concern": "no visit", "raised_on": date(2026, 8, 3)}
    earlier = vault.act(raise_alert, child_id, first, FORMALLY).result
    reply = {"answered_on": date(2026, 8, 5), "who": "P. Shah", "words": "Visited now", "enough": True}
    vault.act(answer_alert, earlier, reply, FORMALLY)
    vault.act(close_alert, earlier, "RESOLVED", "", FORMALLY, {"closed_on": date(2026, 8, 6)})
    raised = vault.act(raise_alert, child_id, {**VALUES, "about": "midway:the-midway"}, RAISED).result
    return bundle_document(vault, raised, FORMALLY)


def _reviews():  # type: ignore[no-untyped-def]
    from sqlmodel import select

    return select(Review.id)


def test_CAFCASS_the_bundle_has_every_record_dated_numbered_and_in_order(bundle: Document) -> None:
    rows = [line for line in bundle.text.splitlines() if re.match(r"\| \d+ \|", line)]
    assert [int(row.split("|")[1]) for row in rows] == list(range(1, len(rows) + 1))
    told = "\n".join(rows)
    for words in (
        "| Mon 2 Mar 2026 | Review 1 |",
        "by Wed 1 Apr 2026, moved to Fri 1 May 2026, now open, 223 days past its first date",
        "| Mon 1 Jun 2026 | Midway | Still no panel.",
        "| Wed 1 Jul 2026 | Significant event |",
        "“I like my room.”",
        "| Wed 5 Aug 2026 | Answer | P. Shah: Visited now. Judged enough. |",
        "Closed: Resolved",
    ):
        assert words in told
    assert "shouts" not in bundle.text and "the car." not in bundle.text
    (cited,) = re.findall(r"raised from number (\d+)", bundle.text)
    assert "Midway" in rows[int(cited) - 1]


def test_the_bundle_is_the_same_every_time_and_tells_on_nobody(vault: Vault, bundle: Document) -> None:
    content = write(bundle.text, bundle.look)
    assert content == write(bundle.text, bundle.look)
    assert words_of(read_back(content)) == words_of(bundle.text)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    core = parts["docProps/core.xml"]
    assert b"Tate" not in core and MOSAIC_ID.encode() not in b"".join(parts.values())
    assert b"python-docx" not in b"".join(parts.values())
    opened = docx.Document(io.BytesIO(content))
    headings = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert headings[-3:] == ["Who was told, and when", "What was answered", "Chronology"]
    table = opened.tables[-1]
    assert [cell.text for cell in table.rows[0].cells] == ["No.", "Date", "What", "On the record"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(cell.text.strip() for row in table.rows for cell in row.cells)
    made = make(vault, bundle)
    assert made.file.name == "2026-11-10_cafcass-bundle_ST_v1.docx"


def test_the_bundle_leaves_out_what_is_still_to_come(vault: Vault, bundle: Document) -> None:
    before = bundle_document(vault, bundle.subject_id, RAISED - timedelta(days=150))
    assert "Significant event" not in before.text and "Review 1" in before.text
