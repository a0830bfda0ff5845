"""A file changed in Word after its export: noticed, compared with the vault, taken in by section."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import council_templates
import docx
import pytest
from a_review import TODAY, child, iro, reviewed
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from iro_tui.casework.letters import letter_facts, letter_of, letters_owed, store_letter
from iro_tui.casework.outbox import ledger
from iro_tui.vault.store import Vault
from letters.back_from_word import BEGINNING, came_back, file_changed, letter_behind
from letters.check import check
from letters.desk import expected_for, export_letter
from letters.many import export_many, finished_letters
from letters.template_file import FILE

AT = datetime(2026, 2, 3, 10, 0, tzinfo=UTC)


@pytest.fixture
def review_id(vault: Vault) -> str:
    iro(vault)
    return reviewed(vault, child(vault))


def in_word(file: Path, old: str, new: str) -> None:
    document = docx.Document(str(file))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(str(file))


def stored(vault: Vault, review_id: str) -> str:
    row = vault.ask(letter_of, review_id)
    assert row is not None
    return row.text


def test_an_untouched_file_has_nothing_to_take_in(vault: Vault, review_id: str) -> None:
    assert came_back(vault, review_id, TODAY) is None
    export_letter(vault, review_id, TODAY, AT)
    assert came_back(vault, review_id, TODAY) is None
    row = vault.ask(letter_of, review_id)
    assert row is not None and file_changed(vault, row.letter_id) == ""


@pytest.mark.parametrize("template", [False, True])
def test_a_changed_section_is_shown_and_taken_in_alone(vault: Vault, review_id: str, template: bool) -> None:
    if template:
        (vault.home / FILE).write_bytes(council_templates.tagged())
    done = export_letter(vault, review_id, TODAY, AT)
    in_word(done.file, "I like it here.", "I love it here.")
    in_word(done.file, "Dear Sam", "Dear Sammy")
    found = came_back(vault, review_id, TODAY)
    assert found is not None and found.file == done.file.name
    changed = [found.sections[place] for place in found.changed]
    assert changed[0].heading == BEGINNING
    assert len(changed) == 2
    assert "I love it here." in changed[1].theirs and "I like it here." in changed[1].mine
    before = stored(vault, review_id)
    text = found.taken([found.changed[1]])
    assert text == before.replace("I like it here.", "I love it here.")
    whole = found.taken(found.changed)
    assert "Dear Sammy," in whole and "High Street" not in whole
    expected = expected_for(vault.ask(letter_facts, review_id, TODAY))
    assert check(whole, expected).blocked, "B01: Sam is greeted by another name"


def test_a_letter_saved_in_word_without_other_words_differs_in_no_section(
    vault: Vault, review_id: str
) -> None:
    done = export_letter(vault, review_id, TODAY, AT)
    docx.Document(str(done.file)).save(str(done.file))
    found = came_back(vault, review_id, TODAY)
    assert found is not None and found.changed == ()
    assert found.taken(()) == stored(vault, review_id)


def test_a_section_taken_out_or_put_in_is_one_to_choose(vault: Vault, review_id: str) -> None:
    done = export_letter(vault, review_id, TODAY, AT)
    document = docx.Document(str(done.file))
    place = next(p for p in document.paragraphs if p.style.name == "Heading 1")
    place.insert_paragraph_before("A word from me", style="Heading 1")
    place.insert_paragraph_before("You were brave.")
    document.save(str(done.file))
    found = came_back(vault, review_id, TODAY)
    assert found is not None
    (new,) = [found.sections[place] for place in found.changed]
    assert (new.heading, new.mine) == ("A word from me", "")
    assert found.taken(()) == stored(vault, review_id)
    assert "## A word from me\n\nYou were brave." in found.taken(found.changed)


def test_export_of_many_passes_over_what_is_not_ready_and_stops_between_two(vault: Vault) -> None:
    iro(vault)
    reviews = []
    for number, name in enumerate(("Ann", "Bea", "Cid", "Dot")):
        child_id = child(vault, mosaic_id=str(number + 50), first_name=name, known_as="")
        reviews.append(reviewed(vault, child_id, child_views="Wants to see Ade more."))
    from letters.desk import draft_letter

    for review in reviews:
        draft_letter(vault, review, TODAY, AT)
    vault.act(store_letter, reviews[1], "Dear [name],", [], "x", TODAY, AT)
    letters = finished_letters(vault.ask(letters_owed, TODAY))
    assert len(letters) == 4
    done = export_many(vault, letters, TODAY, lambda: AT, lambda number: number < 3)
    assert done.stopped
    assert len(done.exported) + len(done.not_ready) == 3
    again = export_many(vault, letters, TODAY, lambda: AT, lambda number: True)
    assert not again.stopped
    assert again.not_ready == ["Bea Tate"]
    files = sorted(path.name for path in vault.outbox.iterdir())
    assert sorted(again.exported) == files
    assert len(files) == 3
    assert len([row for row in vault.ask(ledger, TODAY) if row.kind == "LETTER"]) == 3


def test_tracked_changes_count_as_accepted_and_comments_are_said(vault: Vault, review_id: str) -> None:
    done = export_letter(vault, review_id, TODAY, AT)
    document = docx.Document(str(done.file))
    said = next(p for p in document.paragraphs if "I like it here." in p.text)
    words = said.text
    for run in said.runs[1:]:
        said._p.remove(run._r)
    said.runs[0].text = words
    document.add_comment(runs=said.runs[0], text="Are you sure?", author="A manager")
    for tag, text_tag, text in (("w:del", "w:delText", " Never."), ("w:ins", "w:t", " Very much.")):
        change, run, piece = (OxmlElement(each) for each in (tag, "w:r", text_tag))
        change.set(qn("w:id"), "7")
        piece.text = text
        run.append(piece)
        change.append(run)
        said._p.append(change)
    table = document.tables[0]
    table._tbl.remove(table.rows[-1]._tr)
    document.save(str(done.file))
    found = came_back(vault, review_id, TODAY)
    assert found is not None and found.tracked and found.comments
    changed = [found.sections[place] for place in found.changed]
    assert f"{words} Very much." in changed[0].theirs and "Never" not in changed[0].theirs
    assert len(changed[1].mine.splitlines()) == len(changed[1].theirs.splitlines()) + 1, "a decision went"


def test_an_entry_of_the_outbox_leads_to_its_letter(vault: Vault, review_id: str) -> None:
    done = export_letter(vault, review_id, TODAY, AT)
    rows = vault.ask(ledger, TODAY)
    letter = next(row for row in rows if row.kind == "LETTER")
    assert vault.ask(letter_behind, letter.entry_id) == (review_id, done.file.name)
    other = next(row for row in rows if row.kind != "LETTER")
    assert vault.ask(letter_behind, other.entry_id) == (None, "")
