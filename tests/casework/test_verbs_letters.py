from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from a_child import ENTERED, FIRST, SECOND, child, held, iro, put, review

from iro_tui.casework.letter_facts import Around, Promise, Said
from iro_tui.casework.letters import (
    exported,
    keep_finding,
    letter_facts,
    letter_of,
    letters_owed,
    store_letter,
)
from iro_tui.casework.outbox import tick_file
from iro_tui.casework.reviews import (
    book_review,
    complete_review,
    open_review,
    put_decisions,
    put_notes,
    save_review,
)
from iro_tui.casework.siblings import link_siblings
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.you_said import answer_view
from iro_tui.errors import BadInput
from iro_tui.record.consultation import Consultation
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.record.school import Schooling
from iro_tui.vault.store import Vault


def talk(child_id: str, on: date, words: str, **more: Any) -> Consultation:
    return Consultation(child_id=child_id, held_on=on, own_words=words, **more)


def test_facts_are_what_is_on_the_record_and_nothing_else(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault, home_word="Nan's", why_in_care="You came because it was not safe.")
    vault.act(put, Placement(child_id=child_id, kind="U4", started_on=ENTERED, carer="Jan"))
    vault.act(put, LegalStatus(child_id=child_id, code="C1", started_on=ENTERED, ended_on=FIRST))
    vault.act(put, LegalStatus(child_id=child_id, code="C2", started_on=FIRST))
    vault.act(put, Person(child_id=child_id, name="G. Adeyemi", role="SOCIAL_WORKER"))
    vault.act(put, Person(child_id=child_id, name="P. Kowal", role="SOCIAL_WORKER", until_on=ENTERED))
    review_id = vault.act(open_review, child_id, FIRST).result
    values = held(
        FIRST, SECOND, place="school", next_time="15:30", parent_views="Mum agrees.", iro_view="Good."
    )
    vault.act(save_review, review_id, values)
    (note,) = vault.act(put_notes, review_id, [(None, "SAID", "I like it.", "16:04")]).result
    decision = {"text": "A bed", "who": "Jan", "by_when": SECOND, "against_wish": "He likes the sofa."}
    (promise,) = vault.act(put_decisions, review_id, [(None, decision)]).result
    vault.act(complete_review, review_id, FIRST)
    today = date(2026, 2, 10)
    facts = vault.ask(letter_facts, review_id, today)
    assert (facts.letter_on, facts.called, facts.born, facts.pronouns) == (
        today,
        "Sam",
        date(2015, 3, 4),
        "HE",
    )
    assert (facts.placement, facts.carer, facts.legal_status) == ("U4", "Jan", "C2")
    assert (facts.review_on, facts.review_number, facts.participation) == (FIRST, 1, "PN1")
    assert facts.notes == (Said(f"note:{note}", "I like it.", "SAID"),)
    assert facts.child_views == Said(f"review:{review_id}.child_views", "He likes it here and wants to stay.")
    assert facts.parent_views == Said(f"review:{review_id}.parent_views", "Mum agrees.")
    assert facts.carer_views is None and facts.other_views is None
    assert facts.promises == (
        Promise(f"decision:{promise}", "A bed", "Jan", SECOND, False, "He likes the sofa."),
    )
    assert (facts.next_on, facts.next_time, facts.next_limit) == (SECOND, "15:30", date(2026, 4, 30))
    assert facts.people == (Around("G. Adeyemi", "SOCIAL_WORKER", ""),)
    assert (facts.iro_name, facts.iro_phone, facts.council) == ("Ruth Calder", "020 7946 0123", "Brenley")
    assert (facts.advocacy_name, facts.advocacy_phone) == ("Speak Out for Me", "020 7946 0199")
    assert (facts.why_in_care, facts.home_word) == ("You came because it was not safe.", "Nan's")


def test_own_words_are_those_since_the_review_before_without_what_is_secret(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    review(vault, child_id, FIRST, SECOND)
    for row in (
        talk(child_id, FIRST, "Too early."),
        talk(child_id, FIRST + timedelta(days=1), "First words."),
        talk(child_id, SECOND, "School is good. Dad shouts.", not_to_share="Dad shouting"),
        talk(child_id, SECOND + timedelta(days=1), "Too late."),
        talk(child_id, SECOND, ""),
    ):
        vault.act(put, row)
    review_id = review(vault, child_id, SECOND, date(2026, 10, 15))
    facts = vault.ask(letter_facts, review_id, SECOND)
    assert [said.text for said in facts.own_words] == ["First words.", "School is good."]
    assert all(said.source.startswith("consultation:") for said in facts.own_words)
    assert facts.review_number == 2
    assert facts.next_limit == date(2026, 10, 20)


def test_C8_no_limit_when_no_further_review_is_due(vault: Vault) -> None:
    iro(vault)
    review_id = review(vault, child(vault, born=date(2008, 1, 31)), FIRST, None)
    assert vault.ask(letter_facts, review_id, FIRST).next_limit is None


def test_what_belongs_to_other_children_and_not_to_this_one(vault: Vault) -> None:
    iro(vault)
    child_id = child(vault)
    other = child(vault, "2", first_name="Leo", known_as="Lee", surname="Hill", born=date(2015, 2, 3))
    sister = child(vault, "3", first_name="Mia", known_as="", surname="Tate", born=date(2015, 2, 4))
    vault.act(link_siblings, child_id, [sister])
    for row in (
        Schooling(child_id=child_id, name="Park School", started_on=FIRST),
        Schooling(child_id=other, name="park  school", started_on=FIRST),
        Schooling(child_id=sister, name="Mill School", started_on=FIRST),
        Placement(
            child_id=other, kind="U6", started_on=FIRST, carer="Jan", postcode="ZZ1 4AB", address="1 Elm Row"
        ),
        Person(child_id=other, name="Jan Reed", role="CARER", child_calls="Nanny Jan"),
        Person(child_id=other, name="Ann", role="MOTHER"),
        Person(child_id=other, name="Una Hill", role="MOTHER"),
        Person(child_id=other, name="Dev Patel", role="SOCIAL_WORKER"),
    ):
        vault.act(put, row)
    found = vault.ask(letter_facts, vault.act(open_review, child_id, FIRST).result, FIRST).others
    assert found.names == ("Lee", "Lee Hill", "Leo", "Leo Hill")
    assert found.around == ("Jan", "Jan Reed", "Mill School", "Nanny Jan", "Una Hill")
    assert found.places == ("1 Elm Row", "ZZ1 4AB")
    assert {"2", "3"} < set(found.numbers)
    assert found.born == (date(2015, 2, 3), date(2015, 2, 4))


def test_what_came_of_what_was_said_is_in_the_facts_when_it_is_settled_and_may_be_shared(
    vault: Vault,
) -> None:
    iro(vault)
    child_id = child(vault)
    review_id = vault.act(open_review, child_id, FIRST).result
    talk = {"held_on": FIRST, "alone": True, "own_words": "I want a bike.", "not_to_share": ""}
    answers = {}
    for own, outcome in (("I want a bike.", "YES"), ("I want a dog.", "LATER"), ("Secret plan.", "NO")):
        secret = "the plan" if own.startswith("Secret") else ""
        words = {**talk, "own_words": own, "not_to_share": secret}
        talk_id = vault.act(log_consultation, child_id, words, FIRST).result
        values = {"outcome": outcome, "words": f"About it: {outcome}."}
        vault.act(answer_view, "consultation", talk_id, values, FIRST)
        answers[outcome] = talk_id
    (found,) = vault.ask(letter_facts, review_id, FIRST).answers
    assert (found.asked.text, found.answer.text, found.outcome) == ("I want a bike.", "About it: YES.", "YES")
    assert found.answer.source == f"consultation:{answers['YES']}"


def test_facts_need_the_iros_own_page(vault: Vault) -> None:
    review_id = vault.act(open_review, child(vault), FIRST).result
    with pytest.raises(BadInput, match="Your own page is empty"):
        vault.ask(letter_facts, review_id, FIRST)


def test_a_letter_is_stored_once_and_changed_in_place(vault: Vault) -> None:
    review_id = review(vault, child(vault), FIRST, SECOND)
    assert vault.ask(letter_of, review_id) is None
    at = vault.now()
    origin = [{"sentence": "Dear Sam,", "sources": ["profile"]}]
    letter_id = vault.act(store_letter, review_id, "Dear Sam,", origin, "1", FIRST, at).result
    later = at + timedelta(minutes=5)
    assert (
        vault.act(store_letter, review_id, "Dear Sam, hello", origin, "1", SECOND, later).result == letter_id
    )
    row = vault.ask(letter_of, review_id)
    assert row is not None
    assert (row.text, row.drafted_on, row.origin) == ("Dear Sam, hello", FIRST, tuple(origin))
    assert row.changed_at is not None and row.changed_at.replace(tzinfo=later.tzinfo) == later
    acted = vault.act(
        store_letter, review_id, "Dear Sam, hello", origin, "1", SECOND, later + timedelta(hours=1)
    )
    assert acted.changed.rows == frozenset()


def test_a_finding_is_kept_with_a_reason(vault: Vault) -> None:
    review_id = review(vault, child(vault), FIRST, SECOND)
    letter_id = vault.act(store_letter, review_id, "x", [], "1", FIRST, vault.now()).result
    vault.act(keep_finding, letter_id, "C02:ab", "He knows the word.")
    vault.act(keep_finding, letter_id, "C05:cd", "His own joke.")
    row = vault.ask(letter_of, review_id)
    assert row is not None
    assert row.kept == {"C02:ab": "He knows the word.", "C05:cd": "His own joke."}
    with pytest.raises(BadInput, match="Say why"):
        vault.act(keep_finding, letter_id, "A01:ef", "  ")


def state(vault: Vault, today: date) -> list[str]:
    return [row.state for row in vault.ask(letters_owed, today)]


def test_F4_a_letter_goes_from_not_begun_to_the_council(vault: Vault) -> None:
    done = date(2026, 10, 15)
    review_id = review(vault, child(vault, since=date(2026, 9, 21)), done, date(2027, 1, 11))
    (row,) = vault.ask(letters_owed, date(2026, 11, 9))
    assert (row.state, row.number, row.due, row.working_days) == ("not begun", 1, date(2026, 11, 5), -2)
    assert (row.child, row.age, row.review_on, row.letter_id) == ("Sam Tate", 11, done, None)
    letter_id = vault.act(store_letter, review_id, "Dear Sam,", [], "1", done, vault.now()).result
    today = vault.now().date()
    assert state(vault, today) == ["draft"]
    vault.act(exported, letter_id, "a_v1.docx", "0" * 64, today)
    assert state(vault, today) == ["exported, to upload"]
    vault.act(tick_file, "a_v1.docx", today)
    (row,) = vault.ask(letters_owed, today)
    assert (row.state, row.file) == ("with the council", "a_v1.docx")
    later = vault.now() + timedelta(days=1)
    vault.act(store_letter, review_id, "Dear Sam, again", [], "1", today, later)
    assert state(vault, today) == ["draft"]


def test_old_and_settled_reviews_owe_no_letter(vault: Vault) -> None:
    done = date(2026, 10, 15)
    old = child(vault)
    review(vault, old, FIRST, SECOND)
    for place, (mosaic_id, sent) in enumerate((("2", done), ("3", None)), 1):
        child_id = child(vault, mosaic_id, first_name=f"Name{place}", known_as="")
        row = Review(
            child_id=child_id,
            kind="FIRST",
            opened_on=done,
            completed_on=done,
            distributed_on=sent,
            source="import",
        )
        vault.act(put, row)
    vault.act(book_review, old, date(2026, 11, 30))
    rows = vault.ask(letters_owed, date(2026, 11, 23))
    assert [row.mosaic_id for row in rows] == ["3"]
