from __future__ import annotations

from dataclasses import replace

import pytest
from complete_facts import facts
from hypothesis import given
from hypothesis import strategies as st

from iro_tui.casework.letter_facts import Said
from iro_tui.demo.phrases import lines
from letters.compose import compose
from letters.to_you import to_you, without_contractions


@pytest.mark.parametrize(
    ("note", "letter"),
    [
        ("Sam stays with Mr and Mrs Tate.", "You stay with Mr and Mrs Tate."),
        ("Sam is well and sleeps.", "You are well and sleep."),
        ("Ade and Sam meet every second Saturday", "Ade and you meet every second Saturday"),
        ("Ade and Sam are well", "Ade and you are well"),
        ("Sam likes football and hates maths", "You like football and hate maths"),
        ("Jo said that Sam sleeps at night and eats peas.", "Jo said that you sleep at night and eat peas."),
        ("Mum says Sam is well and is proud.", None),
        ("Sam likes how Ade sings and is glad.", None),
        ("Sam likes how things are and wants no change.", "You like how things are and want no change."),
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
        "Sam likes his teacher. He is funny",
        "Sam likes school. Ade came. He was late",
        "Sam likes Ade and his school",
        "Sam met Dad. He's late",
        "Sam is well. He's been ill",
        "Sam and Ade rang. They had lunch and he was glad",
        "Sam is well and wrote to him",
        "Mum likes Sam and his school",
        "Sam stays; they will talk again",
        "Sam likes football and cakes",
        "Sam is well, likes school",
        "Sam giggles",
        "Sam's going home",
        "Sam Tate is here",
        "Uncle Sam is here",
        "Is Sam to stay",
        "Sam is well. Is he at school",
        "Sam, who is ten, sings",
        "Sam and Jay is late",
        "Samuel is here",
        "Sam-Lee is here",
        "Jay likes football",
        "You and Sam went to the beach",
        "Sam, your room is ready",
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
        ("Sam likes his teacher", "You like your teacher"),
        ("Sam is safe here. He would like more time with Dad.",
         "You are safe here. You would like more time with Dad."),
        ("Sam told Mummy that he likes it.", "You told Mummy that you like it."),
        ("The words came through the advocate. Sam is well. He would like news of the Home Office.",
         "The words came through the advocate. You are well. You would like news of the Home Office."),
        ("Sam would like the rules to be the same, and a say in them.",
         "You would like the rules to be the same, and a say in them."),
        ("Sam said “my bed” and held on to his cup.", "You said “my bed” and held on to your cup."),
        ("Sam is well. He'd like to stay.", "You are well. You'd like to stay."),
        ("The plan is right for Sam and it is quick.", "The plan is right for you and it is quick."),
        ("Sam walked to Ade and smiled", "You walked to Ade and smiled"),
        ("Sam enjoyed his last day", "You enjoyed your last day"),
        ("Sam likes his room and wants to stay.", "You like your room and want to stay."),
        ("Sam is well. He sleeps well and eats.", "You are well. You sleep well and eat."),
        ("Sam said he giggles", "You said you giggle"),
        ("Sam is well. He also juggles.", "You are well. You also juggle."),
        ("Sam is well. He quickly settled.", "You are well. You quickly settled."),
        ("Sam usually sleeps well.", "You usually sleep well."),
    ],
)  # fmt: skip
def test_a_note_about_nobody_but_the_child_is_turned_with_its_pronouns(note: str, letter: str) -> None:
    assert to_you(note, "Sam", "HE") == letter


@pytest.mark.parametrize(
    ("note", "letter"),
    [
        ("Nia is proud of college. They would like the bursary sorted out.",
         "You are proud of college. You would like the bursary sorted out."),
        ("Nia feels safe here. They like their room.", "You feel safe here. You like your room."),
        ("Nia likes their room and wrote to them", None),
        ("Nia met the carers. They would like to stay.", None),
        ("Nia met Dad. They would like to stay.", None),
    ],
)  # fmt: skip
def test_they_is_the_child_only_where_nobody_else_stands_before(note: str, letter: str | None) -> None:
    assert to_you(note, "Nia", "THEY") == (letter or note)


def test_her_is_yours_or_you_by_what_follows() -> None:
    said = to_you("Ana likes her room. It was for her and she likes it.", "Ana", "SHE")
    assert said == "You like your room. It was for you and you like it."
    assert to_you("Ana is well. We saw her last week.", "Ana", "SHE") == "Ana is well. We saw her last week."


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


def test_a_view_of_the_child_that_opens_with_he_or_she_is_the_childs() -> None:
    view = Said("review:r1.child_views", "He wants to stay here.")
    assert "You want to stay here." in compose(facts(9, pronouns="HE", child_views=view)).text
    assert "He wants to stay here." in compose(facts(9, pronouns="SHE", child_views=view)).text
    noted = replace(view, source="note:n1", tag="WELL")
    assert "well: he wants to stay here." in compose(facts(9, pronouns="HE", notes=(noted,))).text


@pytest.mark.parametrize(("called", "pronouns"), [("Sam", "HE"), ("Ana", "SHE")])
def test_every_view_of_a_child_in_the_invented_caseload_is_turned(called: str, pronouns: str) -> None:
    they, their = {"HE": ("he", "his"), "SHE": ("she", "her")}[pronouns]
    for row in lines("views"):
        if row["whose"] == "CHILD":
            said = row["text"].format(
                called=called, carer="Jo", sibling="Ade", they=they, They=they.title(), their=their
            )
            assert called not in to_you(said, called, pronouns), said
