"""Capitals, quotation marks and small words of a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest
from complete_facts import facts

from iro_tui.casework.letter_facts import Said
from letters.compose import compose


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("The bus is late.", "worried about this: the bus is late."),
        (
            "There was a different worker each time.",
            "worried about this: there was a different worker each time.",
        ),
        ("A bus is late.", "worried about this: a bus is late."),
        ("Ade is sad.", "worried about this: Ade is sad."),
        ("Family visits were cancelled.", "worried about this: family visits were cancelled."),
        ("This is late.", "worried about this. This is late."),
        ("Half of it is done.", "worried about this: half of it is done."),
        ("Hope is late.", "worried about this: Hope is late."),
        ("Check it half-way.", "worried about this: check it half-way."),
        ("Reading takes long.", "worried about this: reading takes long."),
        ("Family Court is in May.", "worried about this: Family Court is in May."),
        ("GP appointments were missed.", "worried about this: GP appointments were missed."),
        ("I cannot see why.", "worried about this: I cannot see why."),
        ("Jo is ill.", "worried about this: Jo is ill."),
        ("A. Smith left.", "worried about this: A. Smith left."),
    ],
)
def test_a_note_goes_on_in_small_letters_after_its_lead_unless_it_may_open_with_a_name(
    note: str, said: str
) -> None:
    assert said in compose(facts(13, notes=(Said("note:n4", note, "WORRY"),))).text


def test_straight_quotation_marks_and_apostrophes_of_a_note_are_set_like_the_rest() -> None:
    notes = (
        Said("note:a", """Nan's dog "Rex" ('Rexy') wasn't well.""", "WELL"),
        Said("note:b", """They call it "time out" there.""", "SAID"),
    )
    promise = replace(facts(9).promises[0], what="Go to Nan's")
    draft = compose(facts(9, notes=notes, promises=(promise,)))
    assert "well: Nan’s dog “Rex” (‘Rexy’) wasn’t well." in draft.text
    assert "“They call it ‘time out’ there.”" in draft.text
    assert "| Go to Nan’s |" in draft.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("park", "at the park"),
        ("family centre", "at the family centre"),
        ("school", "at school"),
        ("home", "at home"),
        ("Nan's house", "at Nan's house"),
        ("in the library", "in the library"),
        ("Teams", "on Teams"),
    ],
)
def test_a_place_is_said_with_the_small_words_it_takes(typed: str, said: str) -> None:
    assert f"at 4pm, {said}." in compose(facts(13, next_time="16:00", next_place=typed)).text


def test_a_decision_against_the_wish_does_not_say_twice_that_it_is_not_because_of_the_child() -> None:
    wish = "You asked for more. The answer is no for now. It is not because of anything you did."
    promise = replace(facts(9).promises[0], against_wish=wish)
    assert compose(facts(9, promises=(promise,))).text.count("because of anything you did") == 1
