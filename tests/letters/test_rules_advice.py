"""What could be better, A01 to A13."""

from __future__ import annotations

import pytest
from amiras import with_sentence
from good_and_poor import checked, found, rules_of

from letters.bands import band_for, targets
from letters.check import Expected, check
from letters.rules.registry import RULES


def letter(*sentences: str) -> str:
    return "Dear Sam,\n\n" + " ".join(sentences)


def test_A01_jargon_with_words_to_say_instead():
    (finding,) = found(with_sentence("Your placement is nice."), "A01")
    assert (finding.text, finding.family, finding.level) == ("placement", "hard words", "advice")
    assert "home" in finding.say_instead


def test_A01_terms_on_the_ignore_list_are_silent():
    assert not found(with_sentence("Your placement is nice.", ignored=("placement",)), "A01")


def test_A02_formal_words():
    (finding,) = found(with_sentence("Further to that, we met."), "A02")
    assert finding.say_instead == ("I am writing about",)


def test_A03_reading_level_needs_ten_sentences():
    hard = "Considerable organisational difficulties necessitated additional consideration."
    assert not found(check(letter(*[hard] * 9), Expected(10)), "A03")
    (finding,) = found(check(letter(*[hard] * 10), Expected(10)), "A03")
    assert "aim for Year 4" in finding.why


def test_A03_is_judged_by_the_readers_age():
    good = "good_16_jess"
    assert not found(checked(good), "A03")
    assert found(checked(good, reader_age=8), "A03")
    assert not found(checked("good_10_amira", age=2, reader_age=12), "A03")


def test_A04_mean_and_A05_longest_by_band():
    thirteen = "You like to go to the park with Nan and the dog on Sunday."
    assert len(thirteen.split()) == 14
    report = check(letter(*[thirteen] * 3), Expected(10))
    assert rules_of(report) & {"A04", "A05"} == {"A04"}
    assert not found(check(letter(*[thirteen] * 3), Expected(13)), "A04")
    assert found(check(letter(*[thirteen] * 3), Expected(13, reading_support=True)), "A04")


def test_A05_each_long_sentence_with_a_place_to_cut():
    long = (
        "You will see Nan at her house on Sunday with the dog, "
        "but Dev needs to ask her first if that is all right."
    )
    (finding,) = found(check(letter(long, "You like dogs."), Expected(8)), "A05")
    assert finding.title == "sentence of 24 words"
    assert finding.why == "At 8, 20 words at most. Cut at “but”."
    assert finding.text == long


def test_A06_more_words_than_the_band_allows():
    assert found(check(letter(*["You like dogs."] * 100), Expected(4)), "A06")
    assert not found(check(letter(*["You like dogs."] * 100), Expected(5)), "A06")


def test_A07_fewer_than_seven_you_in_a_hundred_words():
    about = ["She likes the dog and the park a lot."] * 10
    assert found(check(letter(*about), Expected(9)), "A07")
    assert not found(check(letter(*about, *["You like your dog."] * 6), Expected(9)), "A07")


def test_A08_three_orders_or_one_i_want_you_to():
    assert not found(check(letter("You must go. You need to go."), Expected(9)), "A08")
    (finding,) = found(check(letter("You must go. You need to go. You have to go."), Expected(9)), "A08")
    assert finding.title == "“You must”, 3 times"
    assert found(check(letter("I want you to go."), Expected(9)), "A08")
    assert not found(check(letter("You do not have to go. " * 4), Expected(9)), "A08")


@pytest.mark.parametrize(
    "words", ["You must feel sad", "I am sure you know", "You will love it", "We know you feel cross"]
)
def test_A09_telling_what_they_feel(words: str):
    assert found(with_sentence(f"{words}."), "A09")


def test_A10_baby_talk_from_eleven():
    assert found(with_sentence("You are ever so kind.", age=11), "A10")
    assert not found(with_sentence("You are ever so kind.", age=10), "A10")


def test_A10_a_crowd_of_exclamation_marks():
    shouting = letter("You did it!", "You won!", "You are fine!")
    assert found(check(shouting, Expected(12)), "A10")
    assert not found(check(shouting.replace("fine!", "fine."), Expected(12)), "A10")


def test_A11_two_idioms_for_small_children_and_with_reading_support():
    two = "Please sit tight. You will be in the loop."
    assert len(found(with_sentence(two, age=8), "A11")) == 2
    assert not found(with_sentence(two, age=9), "A11")
    assert len(found(with_sentence(two, age=14, reading_support=True), "A11")) == 2
    assert not found(with_sentence("Please sit tight.", age=8), "A11")


def test_A12_a_reason_needs_not_your_fault_up_to_twelve():
    fault = ("It is not because of anything you did. ", "")
    reason = ("School is going well", "Home was not safe. School is going well")
    assert found(checked("good_10_amira", fault, reason), "A12")
    assert found(checked("good_10_amira", fault, reason, age=12), "A12")
    assert not found(checked("good_10_amira", fault, reason, age=13), "A12")
    assert not found(checked("good_10_amira", reason), "A12")


def test_A13_fewer_than_three_headings():
    assert not found(checked("good_07_tyrell"), "A13")
    assert found(
        checked("good_10_amira", ("## What you told us\n", ""), ("## What other people said\n", "")), "A13"
    )


def test_3_6_families_are_lit_by_enough_findings():
    assert "hard words" not in with_sentence("Your placement. Your respite. Your siblings.").families
    assert "hard words" in with_sentence("Your placement. Your respite. Your siblings. Your peers.").families
    assert "safety" not in with_sentence("Dad is in prison.").families
    assert "safety" in with_sentence("Dad is in prison. The police came.").families
    assert RULES["A13"].share == RULES["B01"].share == RULES["A06"].share == RULES["A12"].share == 0


@pytest.mark.parametrize(
    ("age", "support", "grade"),
    [
        (0, False, 1.5),
        (7, False, 1.5),
        (8, False, 1.5),
        (9, False, 2),
        (11, False, 4),
        (12, False, 5),
        (15, False, 7),
        (17, False, 7),
        (25, False, 7),
        (17, True, 3.5),
        (9, True, 2),
    ],
)
def test_2_1_grade_to_aim_at(age: int, support: bool, grade: float):
    assert targets(age, support).grade == grade


@pytest.mark.parametrize(
    ("age", "name", "mean", "longest", "words", "font"),
    [
        (0, "0 to 4", 8, 14, 260, 16),
        (5, "5 to 7", 9, 16, 380, 16),
        (11, "8 to 11", 12, 20, 520, 14),
        (12, "12 to 15", 14, 24, 620, 12),
        (17, "16 to 17", 15, 25, 700, 12),
        (21, "16 to 17", 15, 25, 700, 12),
    ],
)
def test_2_1_bands(age: int, name: str, mean: int, longest: int, words: int, font: int):
    aim = targets(age)
    assert band_for(age).name == aim.band.name == name
    assert (aim.mean_sentence, aim.longest, aim.words, aim.body_font_pt) == (mean, longest, words, font)


def test_2_1_reading_support_tightens_and_never_loosens():
    assert (targets(16, True).mean_sentence, targets(16, True).longest, targets(16, True).body_font_pt) == (
        10,
        18,
        14,
    )
    assert (targets(6, True).mean_sentence, targets(6, True).longest, targets(6, True).body_font_pt) == (
        9,
        16,
        16,
    )


def test_A12_hears_that_it_is_nobodys_fault() -> None:
    from letters.check import check
    from letters.expected import Expected

    said = "1 May 2026\n\nDear Sam,\n\nThis is why you live with Jo. {} You said that you like it.\n"
    rules = {f.rule for f in check(said.format("It is nobody’s fault."), Expected(age=8)).findings}
    assert "A12" not in rules
    assert "A12" in {f.rule for f in check(said.format("Jo is kind."), Expected(age=8)).findings}
