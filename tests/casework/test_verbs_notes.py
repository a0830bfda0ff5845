"""What is written down in a review: lines, decisions taken from them, promises, the checklist."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import ENTERED, FIRST, SECOND, TODAY, child, held, put, review
from sqlmodel import select

from iro_tui.casework.reviews import (
    answer_promise,
    complete_review,
    decisions_from_notes,
    open_review,
    put_decisions,
    put_notes,
    review_page,
    save_review,
)
from iro_tui.errors import BadInput
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.review import Note
from iro_tui.vault.store import Vault

THIRD = date(2026, 10, 15)


def test_notes_keep_their_ids_and_their_order(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    one, two = vault.act(
        put_notes,
        review_id,
        [
            (None, "SAID", "I like it here.", "16:06"),
            (None, "WELL", "Football.", "16:09"),
            (None, "NOTE", " ", ""),
        ],
    ).result
    acted = vault.act(
        put_notes,
        review_id,
        [
            (None, "WORRY", "Third worker.", "16:15"),
            (two, "WELL", "Football.", "16:09"),
            (one, "SAID", "I love it.", "16:06"),
        ],
    )
    page = vault.ask(review_page, review_id, FIRST)
    assert [(note.tag, note.text) for note in page.notes] == [
        ("WORRY", "Third worker."),
        ("WELL", "Football."),
        ("SAID", "I love it."),
    ]
    assert [note.id for note in page.notes][1:] == [two, one]
    assert ("note", two) not in acted.changed.rows, "a line that stayed is not a change"
    lines = [(note.id, note.tag, note.text, note.noted_at) for note in page.notes]
    assert vault.act(put_notes, review_id, lines).changed.rows == frozenset()
    vault.act(put_notes, review_id, [])
    assert vault.ask(lambda session: session.exec(select(Note)).all()) == []
    with pytest.raises(BadInput, match="not in the list"):
        vault.act(put_notes, review_id, [(None, "SHOUT", "x", "")])


def test_a_line_whose_id_is_gone_keeps_its_words(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    vault.act(put_notes, review_id, [("not-there", "SAID", "Still here.", "")])
    assert [note.text for note in vault.ask(review_page, review_id, FIRST).notes] == ["Still here."]


def test_decisions_are_suggested_from_lines_that_have_none_yet(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), date(2026, 11, 26)).result
    vault.act(save_review, review_id, {"opened_on": date(2026, 11, 26)})
    ids = vault.act(
        put_notes,
        review_id,
        [
            (None, "DECIDE", "Sam stays with Mr and Mrs Tate.", ""),
            (None, "ACTION", "G. Adeyemi, by Fri 11 Dec: write down the dates", ""),
            (None, "SAID", "Nan, by Fri 11 Dec: not a decision", ""),
        ],
    ).result
    first, second = vault.ask(decisions_from_notes, review_id)
    assert (first.note_id, first.text, first.who, first.by_when) == (
        ids[0],
        "Sam stays with Mr and Mrs Tate.",
        "",
        None,
    )
    assert (second.text, second.who, second.by_when) == (
        "write down the dates",
        "G. Adeyemi",
        date(2026, 12, 11),
    )
    vault.act(put_decisions, review_id, [(None, {"text": first.text, "note_id": first.note_id})])
    assert [found.note_id for found in vault.ask(decisions_from_notes, review_id)] == [ids[1]]


def test_decisions_keep_their_ids_and_a_wrong_one_changes_nothing(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    one, two = vault.act(
        put_decisions,
        review_id,
        [(None, {"text": "Bed", "who": "Jo Roe", "by_when": SECOND}), (None, {"text": "Dentist"})],
    ).result
    with pytest.raises(BadInput, match="What will happen: fill this in"):
        vault.act(put_decisions, review_id, [(one, {"text": "Bed"}), (two, {"text": ""})])
    vault.act(put_decisions, review_id, [(two, {"text": "Dentist"}), (one, {"text": "Bed and desk"})])
    lines = vault.ask(review_page, review_id, FIRST).decisions
    assert [(line.id, line.text, line.who, line.by_when) for line in lines] == [
        (two, "Dentist", "", None),
        (one, "Bed and desk", "Jo Roe", SECOND),
    ]
    again = [(line.id, {"text": line.text, "who": line.who}) for line in lines]
    assert vault.act(put_decisions, review_id, again).changed.rows == frozenset()


def test_promises_follow_the_child_until_they_are_answered(vault: Vault) -> None:
    child_id = child(vault)
    first = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, first, held(FIRST, SECOND))
    bed, visits, starting = vault.act(
        put_decisions,
        first,
        [
            (None, {"text": "Bed", "by_when": date(2026, 3, 2)}),
            (None, {"text": "Visits", "by_when": date(2026, 4, 16)}),
            (None, {"text": "Football", "by_when": date(2026, 2, 2), "starting": True}),
        ],
    ).result
    vault.act(complete_review, first, FIRST)
    second = vault.act(open_review, child_id, SECOND).result
    page = vault.ask(review_page, second, SECOND)
    assert [line.id for line in page.promises] == [starting, bed, visits]
    assert {line.id: line.working_days for line in page.promises} == {bed: -33, visits: -2, starting: None}
    assert [line.late for line in page.promises] == [False, True, True]
    vault.act(answer_promise, bed, "DONE", "", SECOND)
    vault.act(answer_promise, visits, "NOT_DONE", "No worker.", SECOND)
    page = vault.ask(review_page, second, SECOND)
    states = {line.id: (line.status, line.closed_on) for line in page.promises}
    assert states[bed] == ("DONE", SECOND)
    assert states[visits] == ("NOT_DONE", None)
    vault.act(answer_promise, bed, "OPEN", "", SECOND)
    assert vault.ask(review_page, first, SECOND).decisions[0].closed_on is None
    vault.act(answer_promise, bed, "DONE", "", SECOND)
    review(vault, child_id, SECOND, THIRD)
    third = vault.act(open_review, child_id, TODAY).result
    assert [line.id for line in vault.ask(review_page, third, TODAY).promises] == [starting, bed, visits]
    review(vault, child_id, THIRD, date(2027, 4, 12))
    fourth = vault.act(open_review, child_id, TODAY).result
    assert [line.id for line in vault.ask(review_page, fourth, TODAY).promises] == [starting, visits]


@pytest.mark.parametrize("status", ["CHANGED", "DROPPED"])
def test_changing_or_dropping_a_promise_needs_its_reason(vault: Vault, status: str) -> None:
    review_id = review(vault, child(vault), FIRST, SECOND)
    (decision,) = vault.act(put_decisions, review_id, [(None, {"text": "Bed"})]).result
    with pytest.raises(BadInput, match="Say why it was"):
        vault.act(answer_promise, decision, status, " ", TODAY)
    vault.act(answer_promise, decision, status, "He has one now.", TODAY)
    assert vault.ask(review_page, review_id, TODAY).decisions[0].closed_on == TODAY
    with pytest.raises(BadInput, match="not in the list"):
        vault.act(answer_promise, decision, "MAYBE", "x", TODAY)


def test_a_promise_for_a_friday_is_late_on_the_saturday(vault: Vault) -> None:
    review_id = review(vault, child(vault), FIRST, SECOND)
    vault.act(put_decisions, review_id, [(None, {"text": "Bed", "by_when": date(2026, 3, 6)})])
    assert vault.ask(review_page, review_id, date(2026, 3, 6)).decisions[0].late is False
    assert vault.ask(review_page, review_id, date(2026, 3, 7)).decisions[0].working_days == -1


def test_the_checklist_knows_the_child_and_what_is_written_already(vault: Vault) -> None:
    child_id = child(vault, born=date(2009, 3, 4), uasc=True)
    vault.act(put, Placement(child_id=child_id, kind="U4", started_on=ENTERED))
    vault.act(put, LegalStatus(child_id=child_id, code="C1", started_on=ENTERED))
    review_id = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review_id, {"opened_on": FIRST, "covered": "ADVOCACY HEALTH", "next_on": SECOND})
    lines = {line.words: line for line in vault.ask(review_page, review_id, FIRST).checklist}
    assert {"Staying Put", "Immigration, age", "Children's Guardian", "Leaflet about you"} <= set(lines)
    assert "Last decisions read out" not in lines
    assert lines["Advocate, how to complain"][:3] == (
        "ADVOCACY COMPLAINTS",
        "Advocate, how to complain",
        False,
    )
    assert lines["Next review date"].covered is True
    assert lines["Health and teeth"].covered is False
    vault.act(save_review, review_id, {"covered": "ADVOCACY COMPLAINTS HEALTH HA HA_RECS"})
    lines = {line.words: line for line in vault.ask(review_page, review_id, FIRST).checklist}
    assert lines["Advocate, how to complain"].covered and lines["Health and teeth"].covered
