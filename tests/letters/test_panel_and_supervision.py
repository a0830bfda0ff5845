"""The tracking panel's sheet of one child, and the IRO's own month."""

from __future__ import annotations

import io
from datetime import date, timedelta

import docx
import pytest
from a_review import MOSAIC_ID, child, iro, put, reviewed
from docx.shared import Pt

from iro_tui.casework.alerts import raise_alert
from iro_tui.casework.entries import recording
from iro_tui.casework.other_work import log_other_work
from iro_tui.casework.supervision import month_of
from iro_tui.casework.talks import log_consultation
from iro_tui.record.decision import Decision
from iro_tui.vault.store import Vault
from letters.desk import words_of
from letters.documents import PANEL, document, make
from letters.read_back import read_back
from letters.supervision import page, supervision_document
from letters.word import write

TODAY = date(2026, 2, 20)
"""Three weeks after the review of Fri 30 Jan 2026."""


@pytest.fixture
def child_id(vault: Vault) -> str:
    iro(vault)
    return child(vault)


def test_the_panel_sheet_has_a_place_for_everything_the_panel_audits(vault: Vault, child_id: str) -> None:
    text = document(vault, PANEL, child_id, TODAY).text
    for heading in ("Immigration", "Plan and placement", "Health and school", "Vulnerabilities and court"):
        assert f"## {heading}" in text
    assert "No review was held yet." in text and "No open decision is past its first date." in text
    review_id = reviewed(vault, child_id)
    vault.act(
        put,
        *(
            Decision(
                child_id=child_id,
                review_id=review_id,
                text=f"Late thing {n}",
                by_when=TODAY - timedelta(days=n),
                first_by=TODAY - timedelta(days=n),
            )
            for n in range(1, 9)
        ),
    )
    vault.act(recording("missing_episode"), child_id, {"gone_on": TODAY - timedelta(days=4)}, TODAY)
    full = document(vault, PANEL, child_id, TODAY).text
    assert "| Late thing 8 |" in full and "| 8 |" in full
    assert "| Late thing 1 |" not in full and "more." in full, "the longest first, the rest counted"
    assert "Fri 30 Jan 2026 | yes | PN" in full
    assert "Missing: " in full


def test_the_panel_sheet_says_nothing_the_child_told_in_confidence(vault: Vault, child_id: str) -> None:
    talk = {
        "held_on": TODAY,
        "kind": "ALONE_BEFORE",
        "alone": True,
        "own_words": "Zebras at night.",
        "not_to_share": "zebras",
    }
    vault.act(log_consultation, child_id, talk, TODAY)
    made = document(vault, PANEL, child_id, TODAY)
    assert "Zebras" not in made.text and "zebras" not in made.text
    content = write(made.text, made.look)
    assert content == write(made.text, made.look)
    assert words_of(read_back(content)) == words_of(made.text)
    assert MOSAIC_ID.encode() not in content
    assert make(vault, made).file.name == "2026-02-20_panel-sheet_ST_v1.docx"


def test_the_month_counts_its_own_days_and_names_nobody(vault: Vault, child_id: str) -> None:
    reviewed(vault, child_id)
    alert = {"raised_on": date(2026, 2, 9), "concern": "no PEP"}
    vault.act(raise_alert, child_id, alert, TODAY)
    vault.act(log_consultation, child_id, {"held_on": TODAY, "kind": "ALONE_BEFORE", "alone": True}, TODAY)
    vault.act(log_consultation, child_id, {"held_on": TODAY, "kind": "NOT_REACHED", "tried": "rang"}, TODAY)
    vault.act(log_other_work, {"held_on": TODAY, "kind": "SUPERVISION", "minutes": 60}, TODAY)
    january = vault.ask(month_of, date(2026, 1, 1), TODAY)
    february = vault.ask(month_of, date(2026, 2, 1), TODAY)
    assert dict(january.lines)["Reviews held"] == "1" and dict(february.lines)["Reviews held"] == "0"
    assert dict(january.lines)["In time"] == "100.0% (1 of 1)"
    assert (january.talks, february.talks, february.tried) == (january.talks, 1, 1)
    assert (january.last, february.last) == (date(2026, 1, 31), TODAY)
    assert [each.whom for each in february.alerts] == ["ST"]
    assert [each.minutes for each in february.work] == [60] and january.work == ()
    text = page(february)
    for name in ("Sam", "Tate", "Grace", MOSAIC_ID):
        assert name not in text
    made = make(vault, supervision_document(vault, date(2026, 2, 1), TODAY))
    assert made.file.name == "2026-02-01_supervision_IRO_v1.docx"
    assert words_of(read_back(made.file)) == words_of(text)


def test_a_month_with_nothing_in_it_says_so(vault: Vault) -> None:
    iro(vault)
    text = page(vault.ask(month_of, date(2026, 2, 1), TODAY))
    assert "None is written down." in text and "Nobody." in text and "n/a" in text


def test_the_panel_sheet_and_the_month_are_set_for_one_page(vault: Vault, child_id: str) -> None:
    for made in (document(vault, PANEL, child_id, TODAY), supervision_document(vault, TODAY, TODAY)):
        assert made.look.one_page
    opened = docx.Document(io.BytesIO(write(made.text, made.look)))
    assert round(opened.sections[0].top_margin.cm, 1) == 1.8
    assert opened.styles["Heading 1"].paragraph_format.space_before == Pt(8)
    facts = next(
        line for line in document(vault, PANEL, child_id, TODAY).text.splitlines() if "Home:" in line
    )
    assert " · " in facts, "a line to each fact ran to a second page for 48 children of 63"
