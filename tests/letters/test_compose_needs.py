"""What a child's needs and own words change in the draft (letters.md 2.7 and 4)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from complete_facts import facts

import letters
from iro_tui.casework.letter_facts import Answered, Around, LetterFacts, OwnTerm, Said
from iro_tui.rules.codes import codes
from letters.bands import targets
from letters.blanks import blanks
from letters.check import check
from letters.compose import compose
from letters.desk import expected_for
from letters.to_you import in_their_words

FILES = sorted((Path(letters.__file__).parent / "phrases" / "needs").glob("*.toml"))
NEEDS = ("NEW_ENGLISH", "LEARNING", "AUTISM", "NO_WORDS", "SIGN", "SIGHT", "DYSLEXIA", "UASC")
STAYS = "[What stays the same? One or two short sentences]"


def known(age: int, *needs: str, **changes: object) -> LetterFacts:
    plainer = any(codes("letter_need")[need].columns["plainer"] == "yes" for need in needs if need != "UASC")
    return facts(age, needs=needs, reading_support=plainer, interpreter="Pashto", **changes)


@pytest.mark.parametrize("need", NEEDS)
@pytest.mark.parametrize("age", [3, 6, 9, 13, 17])
def test_with_a_need_only_what_the_record_cannot_know_is_asked(age: int, need: str) -> None:
    complete = known(age, need)
    draft = compose(complete)
    found = check(draft.text.replace(STAYS, "You stay at your school."), expected_for(complete)).findings
    assert [(finding.rule, finding.text) for finding in found] == []
    asks = need in ("LEARNING", "AUTISM") and age > 4
    assert draft.gaps == ((STAYS,) if asks else ())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_wording_of_a_need_has_a_version_that_is_kept_and_no_contraction(path: Path) -> None:
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    assert re.search(r" v\d+$", source["version"])
    assert source["version"] in compose(known(9, path.stem)).phrases_version
    for words in source["phrases"].values():
        assert re.search(r"\w['’](?:t|re|ve|ll|m|d)\b", str(words)) is None
        assert set(re.findall(r"\{(\w+)\}", str(words))) <= {*blanks(facts()), "quote", "what"}


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("NEW_ENGLISH", "An interpreter can read this letter to you in Pashto."),
        ("NEW_ENGLISH", "Someone will read this letter aloud with you."),
        ("UASC", "I do not work for the Home Office."),
        ("UASC", "does not change what the Home Office decides"),
        ("SIGN", "someone will sign it for you"),
        ("LEARNING", "## No change"),
        ("LEARNING", "## What will change"),
        ("AUTISM", "## What stays the same"),
        ("AUTISM", "You will be told the new date."),
        ("NO_WORDS", "You showed me, “I want to see Ade more.”"),
        ("NO_WORDS", "I may have got it wrong."),
        ("SIGHT", "Are these letters big enough for you?"),
    ],
)
def test_what_each_need_says(need: str, said: str) -> None:
    assert said in compose(known(13, need)).text
    assert said not in compose(known(13)).text


def test_what_stays_comes_before_what_changes() -> None:
    text = compose(known(10, "LEARNING")).text
    assert text.index("## No change") < text.index("## What will change") < text.index("| You see Ade")


def test_a_need_with_nobody_to_interpret_names_no_language() -> None:
    assert "interpreter" not in compose(facts(13, needs=("NEW_ENGLISH",), reading_support=True)).text


def test_autism_asks_for_the_time_of_the_next_review() -> None:
    assert "[what time?]" in compose(known(13, "AUTISM", next_time="")).gaps
    assert compose(known(13, next_time="")).gaps == ()


def test_a_learning_disability_means_under_fifteen_words_a_sentence() -> None:
    assert targets(17, True, ("LEARNING",)).longest == 14
    assert targets(17, True, ("AUTISM",)).longest == 18
    assert targets(3, True, ("LEARNING",)).longest == 14


def test_no_words_and_nothing_shown_asks_what_was_chosen() -> None:
    silent = {"notes": (), "own_words": (), "child_views": None}
    (gap, *_) = compose(known(9, "NO_WORDS", **silent)).gaps
    assert gap.startswith("[Which pictures, signs or objects")


TERMS = (OwnTerm("Bubba", "Jo Roe"), OwnTerm("the den", "home"), OwnTerm("worky", "Grace Adeyemi"))


def test_the_childs_own_words_stand_in_place_of_what_adults_call_it() -> None:
    assert in_their_words("Jo Roe's car. Home is near. “Home”, homework", TERMS) == (
        "Bubba's car. The den is near. “Home”, homework"
    )
    assert in_their_words("Jo Roe", (OwnTerm("x", ""),)) == "Jo Roe"


def test_own_words_are_in_the_draft_and_never_questioned() -> None:
    terms = (OwnTerm("Bubba", "Jo"), OwnTerm("respite", "the sleepover"))
    said = Said("review:r1.child_views", "You like Jo. You like the sleepover.")
    complete = facts(9, carer="Jo", own_terms=terms, child_views=said)
    draft = compose(complete)
    assert "## Why you live with Bubba" in draft.text
    assert "You like Bubba. You like respite." in draft.text
    found = check(draft.text, expected_for(complete)).findings
    assert [(finding.rule, finding.text) for finding in found] == []


def test_a_persons_name_may_be_the_childs_own_word() -> None:
    complete = facts(6, people=(Around("Grace Adeyemi", "SOCIAL_WORKER", ""),), own_terms=TERMS)
    assert "You can tell Grace" in compose(complete).text
    named = (OwnTerm("worky", "Grace"),)
    assert "worky" in compose(facts(6, people=complete.people, own_terms=named)).text


ANSWERED = Answered(
    Said("consultation:t0", "I want a bike."), Said("consultation:t0", "Jo got you a bike"), "YES"
)


@pytest.mark.parametrize("age", [6, 9, 13, 17])
def test_what_was_said_before_stands_with_what_came_of_it(age: int) -> None:
    complete = facts(age, answers=(ANSWERED,))
    draft = compose(complete)
    assert re.search(r"ou told me.*, “I want a bike.” This is what .*: Jo got you a bike\.", draft.text)
    origin = [piece for piece in draft.origin if "got you a bike" in piece.sentence]
    assert all("consultation:t0" in piece.sources for piece in origin)
    assert check(draft.text, expected_for(complete)).ready
    assert "bike" not in compose(facts(age)).text


def test_what_is_answered_is_not_quoted_a_second_time() -> None:
    again = Said("consultation:t0", "I want a bike.")
    assert compose(facts(9, own_words=(again,), answers=(ANSWERED,))).text.count("I want a bike") == 1


def test_what_a_phrase_explains_itself_is_not_explained_a_second_time() -> None:
    text = compose(facts(16, needs=("NEW_ENGLISH", "UASC"), reading_support=True)).text
    assert text.count("The Home Office is part of the government.") == 1
