"""Search over everything ever written, on a real vault: what is found, where, and what is harmless."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from a_child import FIRST, child, put, review

from iro_tui.casework.passages import Group, Passage
from iro_tui.casework.search import Results, search
from iro_tui.casework.sounds import begins, sound_of
from iro_tui.casework.typed_words import read_typed
from iro_tui.casework.undo import take_back
from iro_tui.casework.words import plain_letters
from iro_tui.record.tables import Consultation, Contact, Decision, Letter, Note, OtherWork, Person
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 26)
HELD = FIRST


@pytest.fixture
def sam(vault: Vault) -> str:
    """A child with a review, a note, a decision, a letter and a talk."""
    child_id = child(vault)
    review_id = review(vault, child_id, HELD, date(2026, 4, 20))
    of_review: dict[str, Any] = {"child_id": child_id, "review_id": review_id}
    vault.act(put, Note(tag="SAID", text="I want to go swimming with Zoë.", **of_review))
    vault.act(put, Note(tag="WELL", text="Swims on Sundays; care-plan followed.", **of_review))
    decided = vault.act(put, Note(tag="DECIDE", text="Swimming lessons start", **of_review)).result
    vault.act(
        put,
        Decision(
            text="Swimming lessons start",
            note_id=decided,
            who="Grace Adeyemi",
            by_when=date(2026, 11, 20),
            **of_review,
        ),
    )
    vault.act(put, Letter(text="Dear Sam,\n\nYou like to swim.", drafted_on=date(2026, 5, 1), **of_review))
    talk = Consultation(
        child_id=child_id, held_on=date(2026, 9, 1), own_words="The pool is cold.", noticed="Swam well."
    )
    vault.act(put, talk)
    return child_id


def found(vault: Vault, typed: str) -> Results:
    return vault.ask(search, typed, TODAY)


def texts(results: Results) -> dict[str, list[str]]:
    return {group.title: [text(each) for each in group.passages] for group in results.groups}


def text(passage: Passage) -> str:
    return "".join(f"[{piece.text}]" if piece.found else piece.text for piece in passage.pieces)


def test_words_are_found_wherever_they_were_written_and_shown_in_place(vault: Vault, sam: str) -> None:
    assert texts(found(vault, "swim")) == {
        "What children said": ["I want to go [swimming] with Zoë."],
        "Promises": ["[Swimming] lessons start"],
        "Notes": ["[Swims] on Sundays; care-plan followed."],
        "Letters": ["Dear Sam, You like to [swim]."],
    }


def test_a_passage_says_whose_it_is_when_where_and_what_it_belongs_to(vault: Vault, sam: str) -> None:
    groups = {group.title: group for group in found(vault, "swimming").groups}
    (promise,) = groups["Promises"].passages
    assert (promise.name, promise.age, promise.on, promise.word) == ("Sam Tate", 11, HELD, "Review 1")
    assert (promise.sign, promise.after) == ("late", "G. Adeyemi, 4 wd late")
    assert promise.entry is not None and promise.entry[0] == "REVIEW"
    (talk,) = found(vault, "cold pool").groups[0].passages
    assert (talk.word, talk.quote, talk.on, talk.entry and talk.entry[0]) == (
        "Talked",
        True,
        date(2026, 9, 1),
        "TALK",
    )
    (noticed,) = found(vault, "swam").groups[0].passages
    assert (noticed.quote, text(noticed)) == (False, "[Swam] well.")
    (letter,) = groups["Letters"].passages
    assert (letter.word, letter.on) == ("Letter", date(2026, 5, 1))


def test_the_newest_come_first(vault: Vault, sam: str) -> None:
    for day, words in ((date(2025, 1, 2), "rope, old"), (date(2026, 11, 1), "rope, new")):
        vault.act(put, Contact(child_id=sam, held_on=day, words=words))
    vault.act(put, Contact(child_id=sam, held_on=date(2026, 1, 1), words="rope, between"))
    assert texts(found(vault, "rope"))["Notes"] == ["[rope], new", "[rope], between", "[rope], old"]


@pytest.mark.parametrize(
    "typed", ["zoe", "ZOË", "swims", "swimm", "swimmi", "swimmin", "swimming ", "sundays swim", "lesson"]
)
def test_accents_endings_and_words_half_typed_are_found(vault: Vault, sam: str, typed: str) -> None:
    assert found(vault, typed).groups


def test_nothing_vanishes_while_a_word_is_typed_to_its_end(vault: Vault, sam: str) -> None:
    vault.act(
        put, Contact(child_id=sam, held_on=HELD, words="happiness, visited, planning, meeting, enjoyed")
    )
    for word in ("happiness", "visiting", "planning", "meetings", "enjoyed", "visited"):
        for end in range(3, len(word) + 1):
            assert found(vault, word[:end]).groups, word[:end]


def test_every_word_must_be_there_and_a_name_narrows_to_a_child(vault: Vault, sam: str) -> None:
    other = child(vault, "1048812", first_name="Tess", known_as="", surname="Osei")
    vault.act(put, Contact(child_id=other, held_on=HELD, words="likes swimming too"))
    assert found(vault, "swimming tractor").groups == ()
    assert {each.name for group in found(vault, "swimming").groups for each in group.passages} == {
        "Sam Tate",
        "Tess Osei",
    }
    for typed in ("tess swimming", "swimming osei", "swimming tes"):
        assert texts(found(vault, typed)) == {"Notes": ["likes [swimming] too"]}, typed


STEERING = (
    *('"', "'", "*", "-", "(", ")", "^", ":", "words:swim", "NEAR(", "\x00", "\ud7ff", "%", "_", "[/]", "."),
    *('"swim', "swim*", "-swim", "swim AND", "AND", "OR", "NOT swim", "NEAR(swim lessons)", "swim + x"),
    *("O'Brien [/] [b]", "{swim}", "swim\\", "a" * 5000, "swim " * 300, "\u0301", "👩\u200d👧", "مرحبا"),
)


def test_what_could_steer_a_query_is_only_words(vault: Vault, sam: str) -> None:
    plainly = texts(found(vault, "swim"))
    for typed in STEERING:
        results = found(vault, typed)
        if typed in ('"swim', "swim*", "-swim", "{swim}", "swim\\"):
            assert texts(results) == plainly, typed
        elif "swim" not in typed:
            assert not results.groups or typed in ("AND", "OR"), typed


def test_hyphens_and_apostrophes_are_found_as_they_were_written(vault: Vault, sam: str) -> None:
    vault.act(put, Contact(child_id=sam, held_on=HELD, words="stayed at Nan’s O'Brien flat"))
    for typed in ("care-plan", "care plan", "o'brien", "O’Brien", "nan's", "nan’s fl"):
        assert found(vault, typed).groups, typed


def test_one_or_two_letters_look_for_names_only(vault: Vault, sam: str) -> None:
    assert found(vault, "sw").groups == ()
    assert [each.who for each in found(vault, "sa").people] == ["Sam Tate"]


def test_names_stand_once_and_closed_or_past_ones_are_still_found(vault: Vault, sam: str) -> None:
    vault.act(put, Person(child_id=sam, name="Joy Khan", role="GRANDPARENT", may_be_told="joy may know all"))
    vault.act(put, Person(child_id=sam, name="Old Teacher", role="TEACHER", until_on=date(2026, 1, 1)))
    results = found(vault, "joy")
    assert [each.who for each in results.people] == ["Joy Khan"]
    assert texts(found(vault, "khan")) == {}
    past = found(vault, "teacher")
    assert past.people == () and texts(past) == {"Notes": ["Old [Teacher]"]}


def test_work_about_no_one_child_is_found_too(vault: Vault, sam: str) -> None:
    vault.act(put, OtherWork(held_on=HELD, kind="AUDIT", note="dip sample of pathway plans"))
    (passage,) = found(vault, "pathway").groups[0].passages
    assert (passage.child_id, passage.name, passage.age, passage.word) == ("", "", None, "Work")


def test_undo_takes_the_words_out_again(vault: Vault, sam: str) -> None:
    vault.act(put, Contact(child_id=sam, held_on=HELD, words="trampoline"))
    assert found(vault, "trampoline").groups
    vault.act(take_back, TODAY)
    assert found(vault, "trampoline").groups == ()


def test_a_long_text_begins_near_the_words(vault: Vault, sam: str) -> None:
    words = f"{'one two three ' * 80}\nthe trampoline {'four five ' * 80}"
    vault.act(put, Contact(child_id=sam, held_on=HELD, words=words))
    (passage,) = found(vault, "trampoline").groups[0].passages
    assert text(passage).startswith("… ")
    assert 0 < text(passage).index("[trampoline]") < 34


def test_more_than_is_read_is_said(vault: Vault, sam: str) -> None:
    for day in range(1, 29):
        for _ in range(2):
            vault.act(put, Contact(child_id=sam, held_on=date(2026, 10, day), words="kite"))
    results = found(vault, "kite")
    (group,) = results.groups
    assert isinstance(group, Group) and group.more and results.more
    assert group.passages[0].on == date(2026, 10, 28)


def sounds_like(typed: str, name: str) -> bool:
    heard, letters = sound_of(plain_letters(typed)), plain_letters(name)
    return letters[0] in begins(heard) and heard == sound_of(letters)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *(("Kaitlin", "Caitlyn"), ("Mohamed", "Muhammad"), ("Stephen", "Steven"), ("Jon", "John")),
        *(("Catherine", "Kathryn"), ("Shaun", "Sean"), ("Aisha", "Ayesha"), ("Philip", "Filip")),
        *(("Niamh", "Neve"), ("Nicolas", "Nicholas"), ("Rhys", "Reece"), ("Mackenzie", "McKenzie")),
    ],
)
def test_names_that_sound_alike_have_one_key(typed: str, name: str) -> None:
    assert sounds_like(typed, name) and sounds_like(name, typed)


@pytest.mark.parametrize(
    ("typed", "name"), [("Sam", "Tom"), ("Amira", "Kofi"), ("Zoe", "Sue"), ("Leo", "Lee"), ("Kofi", "Karl")]
)
def test_other_names_do_not_sound_alike(typed: str, name: str) -> None:
    assert not sounds_like(typed, name)


def test_a_name_that_sounds_alike_comes_after_the_exact_one_and_says_so(vault: Vault) -> None:
    child(vault, "1048821", first_name="Steven", known_as="", surname="Aba")
    child(vault, "1048822", first_name="Stephen", known_as="", surname="Zulu")
    assert [(each.who, each.heard) for each in found(vault, "stephen").people] == [
        ("Stephen Zulu", False),
        ("Steven Aba", True),
    ]


def test_typed_words_are_taken_apart_without_signs() -> None:
    assert read_typed("care-plan  O'Brien_x *").words == ("care plan", "O Brien x")
    assert read_typed("swim ").ended and not read_typed("swim").ended
    assert not read_typed("").words and not read_typed("a b").enough
