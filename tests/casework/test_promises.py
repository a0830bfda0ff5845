"""A promise followed from review to midway to review: its answers, its dates, its drift."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import FIRST, SECOND, TODAY, child, review

from iro_tui.casework.decisions import answer_promise, put_decisions
from iro_tui.casework.midways import alert_facts, escalate, log_midway
from iro_tui.casework.outbox import ledger, text_of, tick
from iro_tui.casework.promises import Promise, move_promise, promises
from iro_tui.casework.undo import take_back
from iro_tui.errors import BadInput
from iro_tui.record.tables import Alert, Decision, Midway
from iro_tui.vault.store import Vault

MIDWAY = date(2026, 3, 11)
BY = date(2026, 3, 1)


def promised(vault: Vault, *texts: str) -> tuple[str, list[str]]:
    """A child whose first review made these promises, each for 1 March."""
    child_id = child(vault)
    review_id = review(vault, child_id, FIRST, SECOND)
    rows = [(None, {"text": text, "who": "Grace Adeyemi", "by_when": BY}) for text in texts]
    return child_id, list(vault.act(put_decisions, review_id, rows).result)


def only(vault: Vault, child_id: str, today: date = TODAY) -> Promise:
    (promise,) = vault.ask(promises, child_id, today)
    return promise


def test_every_answer_is_kept_and_the_newest_shown(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    vault.act(log_midway, child_id, {"held_on": MIDWAY}, {nan: ("PART", "Rang twice.")}, TODAY)
    review_id = review(vault, child_id, SECOND, date(2026, 10, 15))
    vault.act(answer_promise, nan, "NOT_DONE", "No answer.", SECOND, review_id=review_id)
    vault.act(answer_promise, nan, "DONE", "", date(2026, 5, 1))
    promise = only(vault, child_id)
    assert [(each.on, each.status, each.note, each.where) for each in promise.answers] == [
        (MIDWAY, "PART", "Rang twice.", "midway"),
        (SECOND, "NOT_DONE", "No answer.", "review 2"),
        (date(2026, 5, 1), "DONE", "", ""),
    ]
    assert (promise.status, promise.open, promise.closed_on) == ("DONE", False, date(2026, 5, 1))
    assert promise.drift == 61, "from 1 March to the day it was done"
    assert (promise.made_on, promise.review_number) == (FIRST, 1)


def test_a_midway_written_down_late_does_not_undo_a_newer_answer(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    vault.act(answer_promise, nan, "DONE", "", date(2026, 3, 20))
    vault.act(log_midway, child_id, {"held_on": MIDWAY}, {nan: ("NOT_DONE", "")}, TODAY)
    promise = only(vault, child_id)
    assert [each.status for each in promise.answers] == ["NOT_DONE", "DONE"]
    assert (promise.status, promise.closed_on) == ("DONE", date(2026, 3, 20))


def test_two_answers_on_one_day_in_one_place_are_one_and_open_takes_it_back(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    vault.act(answer_promise, nan, "PART", "Rang.", MIDWAY)
    vault.act(answer_promise, nan, "DONE", "", TODAY)
    vault.act(answer_promise, nan, "NOT_DONE", "", TODAY)
    assert [each.status for each in only(vault, child_id).answers] == ["PART", "NOT_DONE"]
    vault.act(answer_promise, nan, "OPEN", "", TODAY)
    promise = only(vault, child_id)
    assert (promise.status, promise.reason) == ("PART", "Rang."), "what was so before stands again"
    assert len(promise.answers) == 1


def test_moving_a_date_keeps_the_first_and_the_whole_chain(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    (entry,) = [each for each in vault.ask(ledger, TODAY) if each.kind == "DECISIONS"]
    vault.act(tick, entry.entry_id, TODAY)
    vault.act(move_promise, nan, date(2026, 4, 1), "Nan was away.", date(2026, 2, 20))
    assert only(vault, child_id, date(2026, 2, 28)).drift == 0
    vault.act(move_promise, nan, date(2026, 12, 24), "No worker.", date(2026, 4, 2))
    promise = only(vault, child_id)
    assert promise.moves == (BY, date(2026, 4, 1), date(2026, 12, 24))
    assert promise.by_when == date(2026, 12, 24)
    assert not promise.late, "not by the date it has now"
    assert promise.drift == (TODAY - BY).days, "but it drifted all the same"
    assert [each.note for each in promise.answers] == ["Nan was away.", "No worker."]
    assert [each.state for each in vault.ask(ledger, TODAY) if each.kind == "DECISIONS"] == ["to copy"]


def test_a_date_changed_on_the_review_keeps_the_first(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    review_id = vault.ask(lambda session: session.get(Decision, nan).review_id)
    vault.act(put_decisions, review_id, [(nan, {"by_when": date(2026, 4, 1)})])
    assert only(vault, child_id).moves == (BY, date(2026, 4, 1))


def test_a_date_given_later_is_the_first_one(vault: Vault) -> None:
    child_id = child(vault)
    review_id = review(vault, child_id, FIRST, SECOND)
    (nan,) = vault.act(put_decisions, review_id, [(None, {"text": "Ask Nan"})]).result
    assert (only(vault, child_id).moves, only(vault, child_id).drift) == ((), None)
    vault.act(put_decisions, review_id, [(nan, {"by_when": BY})])
    vault.act(move_promise, nan, date(2026, 4, 1), "Nan was away.", SECOND)
    assert only(vault, child_id).moves == (BY, date(2026, 4, 1))


def test_moving_and_answering_on_one_day_keep_both_reasons(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    vault.act(move_promise, nan, date(2026, 12, 1), "Nan was away.", TODAY)
    vault.act(answer_promise, nan, "NOT_DONE", "", TODAY)
    found = {(each.status, each.note, each.by_when) for each in only(vault, child_id).answers}
    assert found == {("OPEN", "Nan was away.", date(2026, 12, 1)), ("NOT_DONE", "", None)}
    assert only(vault, child_id).status == "NOT_DONE"
    vault.act(answer_promise, nan, "OPEN", "", TODAY)
    assert [each.note for each in only(vault, child_id).answers] == ["Nan was away."]


@pytest.mark.parametrize(
    ("by_when", "reason", "sentence"),
    [
        (BY, "why", "promised for Sun 1 Mar 2026 already"),
        (date(2026, 4, 1), "  ", "Why: say in a few words"),
    ],
)
def test_a_move_that_says_nothing_is_refused(vault: Vault, by_when: date, reason: str, sentence: str) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    with pytest.raises(BadInput, match=sentence):
        vault.act(move_promise, nan, by_when, reason, TODAY)
    assert only(vault, child_id).answers == ()


def test_a_closed_promise_is_not_moved_and_dropping_needs_its_reason(vault: Vault) -> None:
    child_id, (nan,) = promised(vault, "Ask Nan about Sundays")
    with pytest.raises(BadInput, match="Say why it was dropped"):
        vault.act(answer_promise, nan, "DROPPED", "", TODAY)
    vault.act(answer_promise, nan, "DROPPED", "She moved away.", TODAY)
    with pytest.raises(BadInput, match="closed"):
        vault.act(move_promise, nan, date(2026, 12, 1), "why", TODAY)
    vault.act(take_back, TODAY)
    promise = only(vault, child_id)
    assert (promise.status, promise.answers) == ("OPEN", ())


def test_open_promises_come_first_late_ones_before_them(vault: Vault) -> None:
    child_id, (dentist, nan, club) = promised(vault, "Dentist", "Nan", "Club")
    vault.act(answer_promise, dentist, "DONE", "", TODAY)
    vault.act(move_promise, nan, date(2027, 1, 1), "later", TODAY)
    found = vault.ask(promises, child_id, TODAY)
    assert [each.id for each in found] == [club, nan, dentist]
    assert [each.late for each in found] == [True, False, False]


def test_what_goes_on_from_a_day_neither_drifts_nor_is_late(vault: Vault) -> None:
    child_id = child(vault)
    review_id = review(vault, child_id, FIRST, SECOND)
    vault.act(put_decisions, review_id, [(None, {"text": "Sundays", "by_when": BY, "starting": True})])
    promise = only(vault, child_id)
    assert (promise.late, promise.drift) == (False, None)


def test_another_childs_promise_is_not_answered_in_a_midway(vault: Vault) -> None:
    _, (nan,) = promised(vault, "Ask Nan about Sundays")
    other = child(vault, mosaic_id="1048899", first_name="Leo", known_as="", surname="Hill")
    with pytest.raises(BadInput, match="another child"):
        vault.act(log_midway, other, {"held_on": MIDWAY}, {nan: ("DONE", "")}, TODAY)
    assert vault.ask(lambda session: session.get(Midway, "x")) is None


def test_a_midway_goes_to_mosaic_with_its_promises(vault: Vault) -> None:
    child_id, (nan, dentist) = promised(vault, "Ask Nan about Sundays.", "Dentist booked")
    values = {"held_on": MIDWAY, "visits_in_time": False, "drift": True, "child_message": "More Nan."}
    answers = {nan: ("NOT_DONE", "Rang twice."), dentist: ("DONE", "")}
    vault.act(log_midway, child_id, values, answers, TODAY)
    (entry,) = [each for each in vault.ask(ledger, TODAY) if each.kind == "MIDWAY"]
    text = vault.ask(text_of, entry.entry_id)
    assert "Not done: Ask Nan about Sundays. Rang twice." in text
    assert "Done: Dentist booked." in text
    assert "Social worker's visits in time: no" in text and "Drift: yes" in text
    assert "Message from the child: More Nan." in text


def test_an_alert_begins_with_the_stuck_promises_and_their_dates(vault: Vault) -> None:
    child_id, (nan, dentist, club) = promised(vault, "Ask Nan about Sundays", "Dentist booked", "Chess club")
    vault.act(move_promise, nan, date(2026, 3, 9), "Nan was away.", date(2026, 2, 20))
    values = {"held_on": MIDWAY, "judgement": "ESCALATE", "drift": True, "worries": "Nobody asked.",
              "next_steps": "Grace rings Nan."}  # fmt: skip
    answers = {nan: ("NOT_DONE", "Rang twice."), dentist: ("DONE", ""), club: ("PART", "")}
    midway_id = vault.act(log_midway, child_id, values, answers, MIDWAY).result
    facts = vault.ask(alert_facts, midway_id, MIDWAY)
    assert facts["concern"] == "Not done: Ask Nan about Sundays"
    assert facts["themes"] == "DRIFT REVIEW_ACTIONS"
    assert facts["evidence"].splitlines() == [
        "Ask Nan about Sundays, decided at review 1 on Fri 30 Jan 2026, for Grace Adeyemi, first by "
        "Sun 1 Mar 2026, moved to Mon 9 Mar 2026, 10 days over. Rang twice.",
        "Chess club, decided at review 1 on Fri 30 Jan 2026, for Grace Adeyemi, first by Sun 1 Mar 2026, "
        "10 days over.",
        "Midway of Wed 11 Mar 2026: Nobody asked.",
    ]
    assert facts["asked_for"] == "Grace rings Nan."
    alert_id = vault.act(escalate, midway_id, facts, MIDWAY).result
    assert vault.ask(lambda session: session.get(Midway, midway_id).alert_id) == alert_id
    assert vault.ask(lambda session: session.get(Alert, alert_id).themes) == "DRIFT REVIEW_ACTIONS"


def test_a_very_long_concern_still_fits(vault: Vault) -> None:
    child_id, made = promised(vault, *(f"{place} {'very long words ' * 9}" for place in range(3)))
    answers = dict.fromkeys(made, ("NOT_DONE", ""))
    midway_id = vault.act(log_midway, child_id, {"held_on": MIDWAY}, answers, MIDWAY).result
    facts = vault.ask(alert_facts, midway_id, MIDWAY)
    assert len(facts["concern"]) <= 200
    vault.act(escalate, midway_id, facts, MIDWAY)
