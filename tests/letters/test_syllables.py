from __future__ import annotations

import pytest

from letters.syllables import syllables

HAND_COUNTED = {
    1: """a aunt asked blue boys breathe brought bruise called chance cheese clothes could dad did dream
        drew each eye eyes fault fire friend friends fruit give goes guess half heard heart home horse
        house huge joined judge juice keyed knew laughed league leave lives loved made make makes meant
        missed mum night nurse once ones our phone piece played please queue range scared school search
        shared shoes shrugged since smile smiled splashed straight suit taught teach their there they've
        thoughts through times toes tongue tried twelve used walked watch weeks were what's which whole
        worse year yours you'll don't can't weren't Jess Tom""",
    2: """able about adult again agree always angry anxious argue asleep August auntie awful baby basic
        because bedtime before being better beyond biscuit body boxes brother building business buying
        cannot carer changes children choices cleaner client college colour coming couldn't couple
        cousin create cruel cuddle decide didn't diet doctor doing drawing eager eighteen eighty enough
        evening every failure father feeling fluent football forehead future giant going happened having
        hello hero homeless homework houses hundred jealous journey kitchen language laptop laughing
        letter lion little lonely lovely lunches maybe mayor meeting middle mother mummy naked needed
        nervous notebook often open parent patient people picture placement player playing poem police
        quickly quiet rely reply review royal ruin sadder safely safety science seeing settled sister
        sleepy social soldier someone something sometimes somewhere special sticker stupid Sunday
        surgeon table teacher therefore toilet today trial trouble Tuesday uncle upset useful using
        visit wanted water Wednesday whether wicked woman worried written isn't haven't it'll Jess's Mr
        Zoe Owen Joel TV""",
    3: """advocate agreement another anxiousness anyone anything apartment area autism average behaviour
        bicycle carefully celebrate cinema colourful completely December determined different difficult
        diary electric elephant everyone everything example exciting family favourite grandmother
        happier happily holiday hospital idea imagine important internet interview library manager
        medicine medium memory museum musical November nobody nursery October officer passionate period
        physical piano pyjamas quietly recently recipe remember safeguarding sandwiches Saturday
        scientist sensible September serious several stadium studio suggested teenager telephone
        together tomorrow Uganda umbrella understand video violent visitor wonderful worrying yesterday
        influence suicide""",
    4: """ability activity adolescent advocacy allegation anybody apologise appreciate appropriate
        authority available caterpillar circumstances community consequences continuous diabetes
        education emergency emotional environment especially everybody experience February guardianship
        identity independent information initiative interpreter January kindergarten obviously operation
        original photography professional psychologist reality relationship residential resilience
        secondary significant situation society solicitor supermarket television temporary therapeutic
        usually variety vegetable vulnerable""",
    5: """association communication congratulations cooperation electricity examination immediately
        imagination investigation opportunity organisation participation personality refrigerator
        university vocabulary""",
}
CASES = [(word, count) for count, words in HAND_COUNTED.items() for word in words.split()]


def test_at_least_two_hundred_words_are_hand_counted():
    assert len({word for word, _ in CASES}) >= 200


@pytest.mark.parametrize(("word", "count"), CASES)
def test_syllables_of_hand_counted_words(word: str, count: int):
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("grown-up", 2), ("step-by-step", 3), ("well-being", 3)])
def test_hyphenated_words_are_the_sum_of_their_parts(word: str, count: int):
    assert syllables(word) == count


def test_curly_apostrophe_counts_like_a_straight_one():
    assert syllables("didn’t") == syllables("didn't") == 2


@pytest.mark.parametrize("odd", ["", "-", "'", "x", "zzz", "é", "ß", "PDF"])
def test_every_word_has_at_least_one_syllable(odd: str):
    assert syllables(odd) >= 1
