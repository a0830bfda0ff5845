"""The stops B01 to B03 and B09: the right child, no other child, and nothing left to fill in."""

from __future__ import annotations

from datetime import date

import pytest
from amiras import NEXT, REVIEW, amira, with_sentence
from good_and_poor import checked, found

from letters.check import Expected, check


@pytest.mark.parametrize(
    "greeting", ["Dear Amira,", "Hi Amira", "Hello Amira!", "dear AMIRA,", "Dear Amira Khan,"]
)
def test_B01_greets_this_child(greeting: str):
    assert not found(amira(("Dear Amira,", greeting)), "B01")


@pytest.mark.parametrize("greeting", ["Dear Noor,", "Dear Amiras,", "Dear Amira-Mae,", "Dear child,"])
def test_B01_another_name_is_greeted(greeting: str):
    (finding,) = found(amira(("Dear Amira,", greeting)), "B01")
    assert finding.text == greeting
    assert "Amira" in finding.why


def test_B01_no_greeting():
    (finding,) = found(amira(("Dear Amira,\n", "\n")), "B01")
    assert (finding.line, finding.column, finding.text) == (1, 1, "")


def test_B01_names_of_two_words_and_curly_apostrophes():
    assert not found(check("Dear Mary Jane,", Expected(9, first_name="Mary Jane")), "B01")
    assert not found(check("Dear D’Arcy,", Expected(9, first_name="D'Arcy")), "B01")


@pytest.mark.parametrize(
    "sentence",
    [
        "Leila came too.",
        "You and Leila’s mum talked.",
        "LEILA came.",
        'You said, "Leila is here."',
        "(Leila)",
    ],
)
def test_B02_no_other_child(sentence: str):
    (finding,) = found(with_sentence(sentence), "B02")
    assert finding.text.title() == "Leila"


@pytest.mark.parametrize("sentence", ["Leilani came too.", "Leila-Mae came too.", "You like leila flowers."])
def test_B02_only_whole_names_as_written(sentence: str):
    assert not found(with_sentence(sentence), "B02")


def test_B02_a_person_of_this_child_is_allowed_but_not_another_childs_full_name():
    sentence = "Leila came with Leila Haddad."
    assert len(found(with_sentence(sentence, caseload=("Leila Haddad",)), "B02")) == 2
    (finding,) = found(with_sentence(sentence, caseload=("Leila Haddad",), people=("Leila",)), "B02")
    assert finding.text == "Leila Haddad"


def test_B02_the_childs_own_name_is_allowed_though_another_child_has_it():
    assert not found(amira(caseload=("Amira Bello",)), "B02")


def test_B02_in_the_table_and_on_the_grown_ups_page():
    assert found(amira(("| Extra maths help", "| Leila gets maths help")), "B02")
    assert found(checked("good_04_poppy", ("Poppy sees Ali every", "Tyrell sees Ali every")), "B02")


@pytest.mark.parametrize(
    ("sentence", "others", "fires"),
    [
        ("Will you come?", "Will", False),
        ("Will Jo come?", "Will", False),
        ("Will Smith came.", "Will", True),
        ("May I come?", "May", False),
        ("April and May are busy.", "May", False),
        ("May's mum came.", "May", True),
        ("Mark the day.", "Mark", False),
        ("Mark showed you.", "Mark", True),
        ("Ms Grace helps you.", "Grace", False),
        ("You live near Rose Lane.", "Rose", False),
        ("Will was there.", "Will", True),
        ("You and Will played.", "Will", True),
        ("Hope you are well.", "Hope", False),
        ("Hope came.", "Hope", True),
        ("We met on 3 May 2025.", "May", False),
        ("We will meet in May.", "May", False),
        ("You and May played.", "May", True),
        ("You go in the Summer holidays.", "Summer", False),
        ("Then Summer cried.", "Summer", True),
    ],
)
def test_B02_names_that_are_also_words(sentence: str, others: str, fires: bool):
    report = with_sentence(sentence, caseload=(others,), people=("Jo Roe",))
    assert bool(found(report, "B02")) == fires


def test_B02_where_another_child_lives():
    places = ("14 Elm Row, Fernhill", "ZZ1 4AB", "Fernhill")
    for said in ("14 Elm Row", "14 ELM ROW", "ZZ1 4AB", "zz14ab"):
        (finding,) = found(with_sentence(f"You go to {said} now.", elsewhere_at=places), "B02")
        assert finding.text == said
    assert not found(with_sentence("You go to 4 Elm Row, Fernhill, ZZ1 4AC.", elsewhere_at=places), "B02")


def test_B02_a_carer_noted_in_words_that_fit_anybody_belongs_to_nobody():
    known = {"elsewhere": ("Nan", "Foster home", "carers", "Mum and Dad", "The Big House")}
    (finding,) = found(with_sentence("Nan and Mum and Dad came to The Big House.", **known), "B02")
    assert finding.text == "The Big House"


def test_B02_the_iros_own_name_under_the_letter_stops_nothing():
    assert not found(amira(caseload=("Marion",)), "B02")


def test_B02_a_day_of_this_review_may_be_a_babys_date_of_birth():
    assert not found(amira(caseload_born=(REVIEW, NEXT), next_review=NEXT), "B02")


def test_B09_numbers_of_children_in_the_vault_wherever_they_stand():
    numbers = ("2048816", "MOS-77123", "1234", "900123")
    for said in ("2048816", "MOS-77123", "mos77123", "77123"):
        (finding,) = found(with_sentence(f"It says {said} there.", numbers=numbers), "B09")
        assert finding.text == said
    assert not found(with_sentence("You saved 1234. Ring 07700 900123.", numbers=numbers), "B09")


def test_B02_carers_schools_nicknames_and_dates_of_birth_of_other_children():
    sentence = "You go to Hill Park School with Jan Reed and Pip. You were born on 4 March 2015."
    known = {"elsewhere": ("Hill Park School", "Jan Reed", "Pip"), "caseload_born": (date(2015, 3, 4),)}
    report = with_sentence(sentence, **known)
    assert [f.text for f in found(report, "B02")] == ["Hill Park School", "Jan Reed", "Pip", "4 March 2015"]
    assert not found(with_sentence("You saw Jan at school.", **known), "B02")


@pytest.mark.parametrize(
    "gap",
    [
        "[insert name]",
        "[ ]",
        "[name]",
        "{{ name }}",
        "{{",
        "<<date>>",
        ">>",
        "XX",
        "XXXX",
        "____",
        "TBC",
        "tba",
        "TBD",
        "ASAP",
        "asap",
        "insert name",
        "??",
    ],
)
def test_B03_nothing_left_to_fill_in(gap: str):
    report = with_sentence(f"You see {gap} soon.")
    assert [finding.text for finding in found(report, "B03")] == [gap]


@pytest.mark.parametrize("fine", ["XXL shirts", "Is that so?", "Marion xx", "a<b", "snake_case"])
def test_B03_ordinary_text_is_no_gap(fine: str):
    assert not found(with_sentence(f"You like {fine} here."), "B03")


SAID = (
    "Tell [name of brother] I won [laughs].\nWhy can't I go?? love XXX",
    "my “[den]” is best",
    "[name] is mean",
)


@pytest.mark.parametrize(
    "quote",
    [
        *("Tell [name of brother] I won [laughs].", "I won  [laughs].", "Why can’t I go?? love XXX"),
        "my ’[den]’ is best",
    ],
)
def test_B03_brackets_in_the_childs_own_words_of_the_record_are_theirs(quote: str):
    report = with_sentence(f"You said, “{quote}”", own_words=SAID)
    assert not found(report, "B03")


def test_B03_a_gap_beside_the_childs_own_words_still_stops():
    for said in ("You said, “I won [laughs].” [Why do you live here?]", "You won [laughs]."):
        (finding,) = found(with_sentence(said, own_words=SAID), "B03")
        assert finding.why == "Something is still to be filled in here."


def test_B03_brackets_in_a_quotation_that_cannot_be_told_from_a_gap_say_what_to_do():
    (bare,) = found(with_sentence("You said, “[name] is mean”", own_words=SAID), "B03")
    assert bare.why == (
        "A gap, though it stands so in the child's words on the record. "
        "Write the word that belongs here, or take the brackets away."
    )
    (unknown,) = found(with_sentence("You said, “I won [giggles].”", own_words=SAID), "B03")
    assert unknown.why == (
        "These are not the child's words on the record. Fill this in, write it without the signs, "
        "or put the words on the record as the child said them."
    )


def test_B03_the_childs_word_for_somebody_may_hold_brackets():
    assert not found(with_sentence("You saw Nan [B] today.", own_words=("Nan [B]",)), "B03")


def test_B03_lets_a_name_with_brackets_through() -> None:
    from letters.check import check
    from letters.expected import Expected

    text = "1 May 2026\n\nDear O'Brien [/] [b],\n\nYou said that you like it here.\n"
    found = check(text, Expected(age=12, first_name="O'Brien [/] [b]")).findings
    assert "B03" not in {finding.rule for finding in found}
    assert "B03" in {finding.rule for finding in check(text, Expected(age=12, first_name="Sam")).findings}
