"""What the council adds to the word list and the idioms, and what readers new to English are spared."""

from __future__ import annotations

import pytest
from good_and_poor import checked, found

from iro_tui.casework.letter_facts import OwnTerm
from iro_tui.casework.letter_words import AddedWord
from letters.check import Expected, Report, check


def word(text: str, kind: str = "jargon", instead: tuple[str, ...] = (), explain: str = "") -> AddedWord:
    return AddedWord("w1", text, kind, instead, explain, 17)


def read(sentence: str, *added: AddedWord, age: int = 10, **known: object) -> Report:
    return check(f"Dear Sam,\n\nHello Sam. {sentence}\n", Expected(age, added=added, **known))


@pytest.mark.parametrize(
    ("kind", "rule"),
    [("jargon", "A01"), ("formal", "A02"), ("legal", "C02"), ("stigmatising", "C01")],
)
def test_an_added_word_is_questioned_as_what_it_is(kind: str, rule: str) -> None:
    report = read(
        "You have a link\u00a0Worker. He saw the link workers.", word("link worker", kind, ("Dev",))
    )
    assert [finding.text for finding in found(report, rule)] == ["link\u00a0Worker", "link workers"]
    assert found(report, rule)[0].say_instead == ("Dev",)


def test_an_added_word_is_whole_as_typed_and_for_its_ages() -> None:
    assert not found(read("You saw the blinker.", word("link")), "A01")
    assert not found(read("You saw a (lin)k.", word("(link")), "A01")
    assert found(read("We met the KAT.", word("KAT", "acronym")), "C02")
    assert not found(read("You saw a kat.", word("KAT", "acronym")), "C02")
    assert not found(read("You have a link worker.", word("link worker"), age=18), "A01")


def test_an_explained_word_is_left_alone_and_the_childs_own_word_comes_first() -> None:
    added = word("link worker", explain="A link worker helps you at school.")
    assert not found(read("A link worker is a person who helps you.", added), "A01")
    mine = (OwnTerm("worky", "link worker"),)
    (finding,) = found(read("You have a link worker.", added, own_terms=mine), "A01")
    assert finding.say_instead[0] == "worky"


def test_A11_an_added_figure_of_speech_counts_with_the_others() -> None:
    said = "You were over the moon. It was a doddle."
    assert not found(read(said, age=8), "A11")
    assert len(found(read(said, word("a doddle", "idiom"), age=8), "A11")) == 2


@pytest.mark.parametrize(
    ("needs", "sentence", "texts"),
    [
        (("AUTISM",), "You were over the moon.", ["over the moon"]),
        (("AUTISM",), "You don't get on with him.", []),
        (("NEW_ENGLISH",), "You don't get on with him.", ["don't", "get on with"]),
        (("SIGN",), "You were over the moon.", ["over the moon"]),
        ((), "You were over the moon. You don't get on with him.", []),
    ],
)
def test_A11_who_reads_literally_is_spared_each_one(
    needs: tuple[str, ...], sentence: str, texts: list[str]
) -> None:
    report = read(sentence, reading_support=True, needs=needs)
    assert sorted(finding.text for finding in found(report, "A11")) == texts


def test_the_good_letter_to_a_reader_new_to_english_stays_good() -> None:
    assert not found(checked("good_17_yonas", needs=("NEW_ENGLISH", "UASC")), "A11")
