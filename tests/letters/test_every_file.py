"""Every kind of Word file is held to letters.md 6.5; the letter's three formats and council pages too."""

from __future__ import annotations

from datetime import timedelta

import council_templates
import pytest
from a_review import TODAY, child, iro, put, reviewed
from complete_facts import facts
from whole import assert_whole

from iro_tui.casework.alerts import raise_alert
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.record.decision import Decision
from iro_tui.vault.store import Vault
from letters.alert_paper import ALERT, alert_document
from letters.cafcass_bundle import bundle_document
from letters.compose import compose
from letters.desk import look_for, words_of
from letters.documents import Document, document, sample_document
from letters.formats import FORMATS
from letters.read_back import read_back
from letters.starting_template import STORED
from letters.supervision import supervision_document
from letters.word import on_page, printable, write

OF_A_CHILD = ("preparation", "invitation", "leaflet", "decisions", "panel-sheet")


def paper(vault: Vault, kind: str) -> Document:
    """A paper with a name and words that try the file: signs of XML, of tags and of tables."""
    iro(vault)
    child_id = child(vault, known_as="O'Brien <b> & {{ x }}")
    review_id = reviewed(vault, child_id)
    late = TODAY - timedelta(days=9)
    decision = Decision(
        child_id=child_id, review_id=review_id, text="A | b \x07 & <c>", by_when=late, first_by=late
    )
    vault.act(put, decision)
    coming = vault.act(open_review, child_id, TODAY).result
    vault.act(save_review, coming, {"booked_for": TODAY + timedelta(days=60)})
    alert = {"raised_on": TODAY, "concern": "no plan | <b> & {{ y }}", "evidence": "One.\nTwo."}
    alert_id = vault.act(raise_alert, child_id, alert, TODAY).result
    if kind in OF_A_CHILD:
        return document(vault, kind, child_id, TODAY)
    if kind == "alert":
        return alert_document(vault, alert_id, ALERT, TODAY)
    if kind == "cafcass":
        return bundle_document(vault, alert_id, TODAY)
    return sample_document(vault, TODAY) if kind == "dip" else supervision_document(vault, TODAY, TODAY)


@pytest.mark.parametrize("kind", [*OF_A_CHILD, "alert", "cafcass", "dip", "supervision"])
def test_every_paper_is_whole_the_same_twice_and_holds_its_words(vault: Vault, kind: str) -> None:
    made = paper(vault, kind)
    file = write(made.text, made.look)
    assert file == write(made.text, made.look)
    assert_whole(file)
    assert words_of(read_back(file)) == words_of(printable(made.text))


PAGES = {"ours": None, "starting": STORED.read_bytes()}
PAGES |= {"moved": council_templates.moved_about(), "blank": council_templates.blank()}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("age", [3, 9])
def test_every_letter_is_whole_in_each_format_on_each_page(age: int, page: str, form: str) -> None:
    told = facts(age=age)
    text = compose(told).text
    assert_whole(on_page(text, look_for(told, text, form), PAGES[page]).content)
