"""You said, we did: each thing a child said, and what came of it."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import FIRST, SECOND, TODAY, child, review

from iro_tui.casework.decisions import put_decisions
from iro_tui.casework.other_work import change_other_work, log_other_work, other_work, remove_other_work
from iro_tui.casework.reviews import put_notes
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.undo import take_back
from iro_tui.casework.you_said import View, answer_view, forget_answer, views
from iro_tui.errors import BadInput
from iro_tui.vault.store import Vault


def a_child_who_spoke(vault: Vault) -> str:
    """Words in a talk, in a line of the meeting, and in a review; and a silent talk."""
    child_id = child(vault)
    review_id = review(vault, child_id, FIRST, SECOND)
    lines = [(None, "SAID", "I want a desk.", "16:02"), (None, "WELL", "School is good.", "16:03")]
    vault.act(put_notes, review_id, lines)
    vault.act(put_decisions, review_id, [(None, {"text": "A desk from the grant"})])
    vault.act(
        log_consultation,
        child_id,
        {
            "held_on": date(2026, 3, 2),
            "alone": True,
            "own_words": "I want to see Nan.",
            "not_to_share": "about Dad",
        },
        TODAY,
    )
    vault.act(log_consultation, child_id, {"alone": True, "held_on": date(2026, 3, 9)}, TODAY)
    return child_id


def said(vault: Vault, child_id: str) -> dict[str, View]:
    return {each.source: each for each in vault.ask(views, child_id)}


def test_every_view_is_there_word_for_word_and_waits(vault: Vault) -> None:
    child_id = a_child_who_spoke(vault)
    found = vault.ask(views, child_id)
    assert [(each.source, each.said_on, each.words) for each in found] == [
        ("consultation", date(2026, 3, 2), "I want to see Nan."),
        ("review", FIRST, "He likes it here and wants to stay."),
        ("note", FIRST, "I want a desk."),
    ]
    assert all(each.open for each in found)
    assert sum(each.open for each in vault.ask(views, child_id)) == 3
    assert said(vault, child_id)["consultation"].not_to_share == "about Dad"


def test_an_answer_settles_a_view_and_can_name_the_promise(vault: Vault) -> None:
    child_id = a_child_who_spoke(vault)
    note = said(vault, child_id)["note"]
    decision = vault.ask(
        lambda session: session.connection().exec_driver_sql("select id from decision").scalar()
    )
    values = {"outcome": "YES", "words": "The desk came on 3 March."}
    vault.act(answer_view, "note", note.source_id, values, TODAY, decision_id=decision)
    note = said(vault, child_id)["note"]
    assert (note.open, note.outcome, note.answer) == (False, "YES", "The desk came on 3 March.")
    assert (note.answered_on, note.promise) == (TODAY, "A desk from the grant")
    assert vault.ask(views, child_id)[-1].source == "note", "those who wait come first"
    assert sum(each.open for each in vault.ask(views, child_id)) == 2


def test_an_answer_is_changed_not_doubled_and_can_be_taken_back(vault: Vault) -> None:
    child_id = a_child_who_spoke(vault)
    talk = said(vault, child_id)["consultation"]
    vault.act(answer_view, talk.source, talk.source_id, {"outcome": "LATER"}, TODAY)
    assert said(vault, child_id)["consultation"].open, "not decided is no answer yet"
    with pytest.raises(BadInput, match="Say why not, in words for Sam"):
        vault.act(answer_view, talk.source, talk.source_id, {"outcome": "NO"}, TODAY)
    values = {"outcome": "NO", "words": "Nan is in hospital."}
    vault.act(answer_view, talk.source, talk.source_id, values, TODAY)
    assert said(vault, child_id)["consultation"].answer == "Nan is in hospital."
    vault.act(forget_answer, talk.source, talk.source_id)
    assert said(vault, child_id)["consultation"].outcome == ""
    vault.act(take_back, TODAY)
    assert said(vault, child_id)["consultation"].outcome == "NO"


def test_another_childs_promise_is_no_answer(vault: Vault) -> None:
    child_id = a_child_who_spoke(vault)
    other = child(vault, mosaic_id="1048899", first_name="Leo", known_as="", surname="Hill")
    review_id = review(vault, other, FIRST, SECOND)
    (theirs,) = vault.act(put_decisions, review_id, [(None, {"text": "Swimming"})]).result
    talk = said(vault, child_id)["consultation"]
    with pytest.raises(BadInput, match="another child"):
        vault.act(answer_view, talk.source, talk.source_id, {"outcome": "YES"}, TODAY, decision_id=theirs)
    assert said(vault, child_id)["consultation"].outcome == ""


def test_what_was_said_and_is_gone_cannot_be_answered(vault: Vault) -> None:
    child(vault)
    with pytest.raises(BadInput):
        vault.act(answer_view, "note", "gone", {"outcome": "YES"}, TODAY)


def test_other_work_is_kept_changed_and_taken_away(vault: Vault) -> None:
    panel = vault.act(log_other_work, {"held_on": FIRST, "kind": "PANEL", "minutes": 90}, TODAY).result
    vault.act(log_other_work, {"held_on": SECOND, "kind": "AUDIT", "note": "Four files."}, TODAY)
    found = vault.ask(other_work)
    assert [(each.what, each.minutes, each.note) for each in found] == [
        ("Audit", None, "Four files."),
        ("Tracking panel", 90, ""),
    ]
    vault.act(change_other_work, panel, {"minutes": 60}, TODAY)
    assert vault.ask(other_work)[1].minutes == 60
    vault.act(remove_other_work, panel)
    assert len(vault.ask(other_work)) == 1
    vault.act(take_back, TODAY)
    assert len(vault.ask(other_work)) == 2


def test_other_work_with_a_wrong_field_is_refused(vault: Vault) -> None:
    for values, sentence in (
        ({"held_on": date(2027, 1, 1), "kind": "PANEL"}, "When: that day has not come yet"),
        ({"held_on": FIRST, "kind": "TEA"}, "What: “TEA” is not in the list"),
        ({"held_on": FIRST, "kind": "PANEL", "minutes": 0}, "Minutes"),
    ):
        with pytest.raises(BadInput, match=sentence):
            vault.act(log_other_work, values, TODAY)
    assert vault.ask(other_work) == ()
