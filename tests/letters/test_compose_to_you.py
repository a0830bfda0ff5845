from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.to_you import to_you, without_contractions


@pytest.mark.parametrize(
    ("note", "letter"),
    [
        ("Sam stays with Mr and Mrs Tate.", "You stay with Mr and Mrs Tate."),
        ("Sam is well and sleeps.", None),
        ("Sam is well. Sam has grown.", "You are well. You have grown."),
        ("Sam doesn't like peas", "You do not like peas"),
        ("Sam always helps Nan", "You always help Nan"),
        ("Sam watches films", "You watch films"),
        ("Sam worries about Mum", "You worry about Mum"),
        ("Sam will see Ade on Sunday", "You will see Ade on Sunday"),
        ("write down the dates Sam sees Ade", "write down the dates you see Ade"),
        ("Sam's teacher says Sam is doing well", "Your teacher says you are doing well"),
        ("Make a book with Sam", "Make a book with you"),
        ("Mum says Sam is brave and she is proud", "Mum says you are brave and she is proud"),
        ("Sam and Jay share a room", "You and Jay share a room"),
        ("Yes, Sam is well", "Yes, you are well"),
        ("Nan told Sam, and Sam was glad", "Nan told you, and you were glad"),
    ],
)
def test_what_is_certain_is_turned_to_the_child(note: str, letter: str | None) -> None:
    assert to_you(note, "Sam", "HE") == (letter or note)


@pytest.mark.parametrize(
    "note",
    [
        "Sam likes his teacher",
        "Mum likes Sam and his school",
        "Sam likes Ade and his school",
        "Sam said he giggles",
        "Sam stays; they will talk again",
        "Sam likes football and hates maths",
        "Sam is well, likes school",
        "Sam giggles",
        "Sam's going home",
        "Sam Tate is here",
        "Uncle Sam is here",
        "Is Sam to stay",
        "Sam, who is ten, sings",
        "Sam and Jay is late",
        "Samuel is here",
        "Sam-Lee is here",
        "Jay likes football",
    ],
)
def test_what_could_mean_somebody_else_stays_as_it_was_noted(note: str) -> None:
    assert to_you(note, "Sam", "HE") == note


@pytest.mark.parametrize(
    ("note", "letter"),
    [
        ("Sam likes his school", "You like your school"),
        ("Sam wants to stay here. He would like grown-ups to ask him.",
         "You want to stay here. You would like grown-ups to ask you."),
        ("Sam sleeps better now. He is proud of himself and his room.",
         "You sleep better now. You are proud of yourself and your room."),
        ("Sam likes the friends there. He did not like lunch.",
         "You like the friends there. You did not like lunch."),
    ],
)  # fmt: skip
def test_a_note_about_nobody_but_the_child_is_turned_with_its_pronouns(note: str, letter: str) -> None:
    assert to_you(note, "Sam", "HE") == letter


def test_her_is_yours_or_you_by_what_follows() -> None:
    said = to_you("Ana likes her room. It was for her and she likes it.", "Ana", "SHE")
    assert said == "You like your room. It was for you and you like it."


def test_without_recorded_pronouns_no_pronoun_may_stand_in_the_note() -> None:
    assert to_you("Sam is brave and she is proud", "Sam", "HE") == "You are brave and she is proud"
    assert to_you("Sam is brave and she is proud", "Sam", "") == "Sam is brave and she is proud"


def test_words_in_quotation_marks_are_never_turned() -> None:
    assert to_you("Nan wrote “Sam is lovely” to Sam.", "Sam", "HE") == "Nan wrote “Sam is lovely” to you."


def test_a_name_with_signs_in_it_is_only_a_name() -> None:
    assert to_you("O'Brien [/] [b] is well", "O'Brien [/] [b]", "") == "You are well"
    assert to_you("Sam is well", "", "HE") == "Sam is well"


@given(st.text(max_size=80))
def test_a_note_without_the_name_is_never_touched(note: str) -> None:
    assert to_you(note, "Zebedee", "HE") == note or "Zebedee" in note


@pytest.mark.parametrize(
    ("note", "written_out"),
    [
        ("You don't like peas and can't sleep.", "You do not like peas and cannot sleep."),
        ("Won’t you?", "Will not you?"),
        ("It's late", "It's late"),
        ("Dad said “I can't come” but he didn't say why", "Dad said “I can't come” but he did not say why"),
    ],
)
def test_certain_contractions_are_written_out_and_quotations_stay(note: str, written_out: str) -> None:
    assert without_contractions(note) == written_out
