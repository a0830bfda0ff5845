"""What wants an answer, C01 to C08."""

from __future__ import annotations

from dataclasses import replace

import pytest
from amiras import with_sentence
from good_and_poor import checked, found

from letters.check import Expected, Report, check


def with_line(line: str, **changes: object) -> Report:
    return checked(
        "good_10_amira", ("School is going well", f"\n\n{line}\n\nSchool is going well"), **changes
    )


def test_C01_labels_come_with_better_words_and_what_to_do():
    (finding,) = found(with_sentence("You had a meltdown."), "C01")
    assert finding.text == "meltdown"
    assert finding.say_instead == ("a time when everything felt too much",)
    assert finding.explain is None
    (naughty,) = found(with_sentence("You were naughty."), "C01")
    assert naughty.say_instead == ()
    assert "Say what happened." in naughty.why


def test_C01_the_childs_own_words_stay():
    assert not found(with_sentence('You said, "I was naughty."'), "C01")


def test_C02_law_and_initials_unless_explained():
    (finding,) = found(with_sentence("You live here under Section 20."), "C02")
    assert finding.explain == "Mum and Dad said yes to you living here while they get help."
    assert not found(with_sentence("This is called Section 20. It means that Mum said yes."), "C02")
    assert found(with_sentence("You have a PEP."), "C02")
    assert not found(with_sentence("You have pep."), "C02")


@pytest.mark.parametrize(
    "words",
    [
        "Mum's mental health",
        "Dad is in prison",
        "a drug test",
        "Mum is pregnant",
        "the police came",
        "his HIV",
        "Dad's new partner",
        "Mum was diagnosed",
        "asylum was refused",
        "heroin",
        "drinking too much",
        "14 Elm Road",
        "3b St Mary's Close",
        "N1 9GU",
        "SW1A 1AA",
    ],
)
def test_C03_private_facts_and_addresses(words: str):
    assert found(with_sentence(f"We spoke about {words} then."), "C03")


@pytest.mark.parametrize(
    "words",
    ["Hill Park School", "Year 6", "page 12 of the book", "the Road Runner", "drugstore", "sextet", "GCSE"],
)
def test_C03_ordinary_words_are_not_private(words: str):
    assert not found(with_sentence(f"We spoke about {words} then."), "C03")


def test_C03_looks_at_the_table_and_the_grown_ups_page_too():
    page = ("This page is part", "Mum is in prison. This page is part")
    assert found(checked("good_04_poppy", page), "C03")


@pytest.mark.parametrize(
    "words",
    [
        "I promise",
        "We promise",
        "You will definitely go",
        "You will always live here",
        "You will never move",
        "Everything will be fine",
        "Do not worry",
        "Don't worry",
        "Don’t worry",
        "There is no need to worry",
        "I guarantee it",
    ],
)
def test_C04_promises(words: str):
    assert found(with_sentence(f"{words}."), "C04")


@pytest.mark.parametrize(
    "words", ["I cannot promise that", "I can't guarantee it", 'She said, "I promise."', "You always smile"]
)
def test_C04_no_promise(words: str):
    assert not found(with_sentence(f"{words}."), "C04")


def test_C05_the_child_in_the_third_person():
    (finding,) = found(with_sentence("Amira likes school. We asked Amira's teacher."), "C05")
    assert finding.title == "“Amira” 2 times"
    assert (finding.text, finding.say_instead) == ("Amira likes", ("you like",))


@pytest.mark.parametrize(
    ("said", "words", "instead"),
    [
        ("Mum says Amira is well.", "Amira is", "you are"),
        ("We asked Amira’s teacher.", "Amira’s", "your"),
        ("This is for Amira.", "Amira", "you"),
        ("At home Amira still worries.", "Amira still worries", "you still worry"),
    ],
)
def test_C05_what_stands_for_the_name_brings_its_verb(said: str, words: str, instead: str):
    (finding,) = found(with_sentence(said), "C05")
    assert (finding.text, finding.say_instead) == (words, (instead,))


@pytest.mark.parametrize("said", ["Is Amira at school?", "Amira likes maths and songs."])
def test_C05_no_words_are_offered_for_a_name_where_a_verb_would_be_left_behind(said: str):
    (finding,) = found(with_sentence(said), "C05")
    assert (finding.text, finding.say_instead) == ("Amira", ())
    assert "verb" in finding.why


@pytest.mark.parametrize(
    "sentence",
    [
        *("Amira likes her school.", "Mum says Amira is well.", "Amira also giggles.", "Amira walked."),
        *("This is for Amira and her class.", "We asked Amira’s teacher.", "Last week, Amira went home."),
        *(
            "We talked with Amira, and it was good.",
            "Amira, who is ten, sings.",
            "Is there a place for Amira?",
        ),
        *("Nan and Amira.", "Amira to see more of Nan."),
    ],
)
def test_C05_once_is_enough(sentence: str):
    (finding,) = found(with_sentence(sentence), "C05")
    assert finding.title == "“Amira”, not “you”"


@pytest.mark.parametrize(
    "line",
    [
        "He wants Gran.",
        "This is going well: She is reading.",
        "This is going well: she is reading.",
        "His bike is here.",
    ],
)
def test_C05_a_line_that_opens_with_a_pronoun_means_nobody_who_was_named(line: str):
    (finding,) = found(with_line(line, pronouns=""), "C05")
    assert finding.title.startswith("who is “")
    assert finding.say_instead[0] in ("You want", "You are", "you are", "Your")


def test_C05_a_pronoun_after_somebody_was_named_or_of_another_is_theirs():
    assert not found(with_line("Gran came. She sang.", pronouns=""), "C05")
    assert not found(with_line("Mum said: She is proud.", pronouns=""), "C05")
    assert not found(with_line("He is the new worker.", pronouns="SHE"), "C05")


@pytest.mark.parametrize(
    ("said", "word", "instead"),
    [
        ("You will go to football and he will be taken by Mr Ali.", "he", "you"),
        ("You told me that he likes football.", "he likes", "you like"),
        ("You are well and he always wishes for snow.", "he always wishes", "you always wish"),
        ("You are well and she is glad.", "she is", "you are"),
        ("You were ill and she wasn't at school.", "she wasn't", "you were not"),
        ("You live here, and he has a bed.", "he has", "you have"),
        ("You play, and he does it well.", "he does", "you do"),
        ("You play, and he goes far.", "he goes", "you go"),
        ("You play, and he really tries.", "he really tries", "you really try"),
        ("You play, and he quickly passes it.", "he quickly passes", "you quickly pass"),
        ("You play, and he juggles.", "he juggles", "you juggle"),
        ("You play, and he's getting better.", "he's", "you are"),
        ("You play, and he'll go on.", "he'll", "you will"),
        ("You play, and he's been good at it.", "he's", "you have"),
        ("You play. Can he stay on?", "he", "you"),
        ("You know, and his likes are many.", "his", "your"),
        ("We made a cake with her on Monday.", "her", "you"),
        ("You like it here, and his room is warm.", "his", "your"),
        ("Mum would like more time with him.", "him", "you"),
        ("You go to swimming. Her best day was Monday.", "Her", "Your"),
        ("This went well and we are proud of her.", "her", "you"),
        ("You will move in June, and they will have a bigger room.", "they", "you"),
        ("You did this by himself.", "himself", "yourself"),
    ],
)
def test_C05_a_pronoun_in_the_middle_that_can_mean_nobody_else_is_asked_about(said, word, instead):
    (finding,) = found(with_line(f"## More\n\n{said}", pronouns=""), "C05")
    assert (finding.text, finding.say_instead) == (word, (instead,))


@pytest.mark.parametrize(
    "said",
    [
        *("You are well and he likes maths but hates games.", "You play. Is he happy there?"),
        *("You play, and he himself says so.", "You play, and she's."),
    ],
)
def test_C05_no_words_are_offered_where_a_verb_would_be_left_behind(said: str):
    (finding,) = found(with_line(f"## More\n\n{said}", pronouns=""), "C05")
    assert finding.say_instead == () and "verb" in finding.why


@pytest.mark.parametrize(
    "said",
    [
        *(
            "Your teacher said that she is pleased.",
            "You saw Dad, and you miss him.",
            "Ade came. You like him.",
        ),
        *("You told Mum about school, and she was glad.", "When he came, Dad was tired."),
        *("Your friends were there, and you like them.", "If someone is unkind, they are wrong."),
        *(
            "You said, “He is funny.” We laughed.",
            "The school rang. They will ask again.",
            "Zed plays. He is 5.",
        ),
        *(
            "You have a rabbit and you feed him.",
            "Ask Ms Lowe about it. You told her.",
            "You like it. So do I.",
        ),
    ],
)
def test_C05_a_pronoun_in_the_middle_that_may_be_somebody_elses_is_left_alone(said):
    assert not found(with_line(f"## More\n\n{said}", pronouns=""), "C05")


def test_C05_somebody_named_in_the_paragraph_above_may_be_meant():
    assert not found(
        with_line("Your friend Ali moved away.\n\nYou said that you miss him.", pronouns=""), "C05"
    )
    assert not found(with_line("You like it that he came.", pronouns="SHE"), "C05")


def test_C05_a_decision_that_speaks_about_the_child_is_asked_about():
    for said, word in (
        ("Amira will go to a club and she will get a bus pass", "Amira"),
        ("You will go to a club and she gets a bus pass", "she gets"),
    ):
        report = checked(
            "good_10_amira", ("| Extra maths help before the tests |", f"| {said} |"), pronouns=""
        )
        (finding,) = found(report, "C05")
        assert finding.text == word


def test_C05_called_by_name_or_quoted_is_not_third_person():
    assert not found(with_sentence("You work hard, Amira. Well done, Amira! Amira, you did it."), "C05")
    assert not found(with_sentence("Thank you Amira. When I came, Amira, you ran."), "C05")
    assert not found(with_sentence('Tom said, "Amira is kind. Amira is funny."'), "C05")
    assert not found(with_sentence("Amira likes school. Amira reads.", first_name=None), "C05")


def test_C05_a_name_that_is_told_or_somebody_elses_is_not_the_child():
    assert not found(with_sentence("You like to be called Amira. You can spell Amira already."), "C05")
    assert not found(with_sentence("Your friend Amira Khan has moved. Auntie Amira rang."), "C05")
    assert not found(with_sentence("You go to Amira Road School. Miss Amira is your teacher."), "C05")


def test_C05_a_name_that_is_also_a_word():
    assert not found(with_sentence("Will Mum come? It starts in May.", first_name="Will"), "C05")
    assert not found(
        with_sentence("May I come? It starts in May. Early May is too soon.", first_name="May"), "C05"
    )
    assert found(with_sentence("Will likes school.", first_name="Will"), "C05")


@pytest.mark.parametrize(("sentences", "fires"), [(0, True), (2, True), (3, False)])
def test_C06_three_voices_are_wanted(sentences: int, fires: bool):
    letter = "Dear Sam,\n\n" + "You told me about Nan. " * sentences + "The end."
    assert bool(found(check(letter, Expected(9)), "C06")) == fires


def test_C06_keeping_a_thin_voice_lapses_when_the_voice_changes():
    thin = "Dear Sam,\n\nYou did not want to say."
    (finding,) = found(check(thin, Expected(9)), "C06")
    again = check(thin.replace("Dear", "Hello"), Expected(9), kept={finding.key})
    assert not found(again, "C06")
    more = check(f"{thin} You smiled.", Expected(9), kept={finding.key})
    assert found(more, "C06")


@pytest.mark.parametrize(
    "words",
    [
        "If you behave you can stay",
        "As long as you are good",
        "Unless you stop this",
        "If you don't keep to it",
        "You may lose this home",
    ],
)
def test_C07_conditions_and_threats(words: str):
    assert found(with_sentence(f"{words}."), "C07")


def test_C07_an_ordinary_if():
    assert not found(with_sentence("If you want to talk, ring me."), "C07")


@pytest.mark.parametrize(
    "words",
    [
        "Mum has gone on a holiday",
        "Dad went away for a rest",
        "Mum was too busy for you",
        "Grandad has gone to sleep",
        "Mum has a poorly tummy",
        "This is your forever family",
    ],
)
def test_C08_untrue_comfort(words: str):
    assert found(with_sentence(f"{words}."), "C08")


def test_C08_the_childs_own_holiday_is_true():
    assert not found(with_sentence("You went on a holiday to Wales. We went for a break."), "C08")


@pytest.mark.parametrize(
    ("sentence", "fires"),
    [
        ("We all said that Amria is kind.", True),
        ("You work hard, Amirah.", True),
        ("Amyra said so.", True),
        ("It was Ameera's idea.", True),
        ("We told your sister Amina.", False),
        ("Admire it if you like.", False),
        ("You and Amelia played.", False),
        ("Amira, you did it.", False),
    ],
)
def test_C09_a_slip_in_this_childs_own_name(sentence: str, fires: bool):
    report = with_sentence(sentence, people=("Amina Khan",))
    assert bool(found(report, "C09")) == fires
    if fires:
        assert found(report, "C09")[0].say_instead == ("Amira",)


@pytest.mark.parametrize(("sentence", "fires"), [("You and Tim played.", False), ("Well done, Tim.", True)])
def test_C09_a_short_name_is_asked_about_only_where_the_child_is_called(sentence: str, fires: bool):
    letter = f"Dear Tom,\n\nThank you. {sentence}\n"
    assert bool(found(check(letter, Expected(9, first_name="Tom")), "C09")) == fires


@pytest.mark.parametrize("name", ["Anna-Lise", "Maximiliana-Konstantinopolitana"])
def test_C09_a_name_with_a_hyphen_is_no_slip_of_itself(name: str):
    known = Expected(9, first_name=name)
    assert not found(check(f"Dear {name},\n\nThank you, {name}.\n", known), "C09")
    assert found(check(f"Dear {name},\n\nThank you, {name[:-1]}.\n", known), "C09")


def test_C09_another_childs_surname_is_no_excuse_for_a_slip():
    known = Expected(9, first_name="Rose", caseload=("Ade Roe",), elsewhere=("Jo Roe",))
    assert found(check("Dear Rose,\n\nYou work hard, Roe.\n", known), "C09")
    assert not found(check("Dear Rose,\n\nYou work hard, Roe.\n", replace(known, people=("Roe",))), "C09")


@pytest.mark.parametrize(
    ("sentence", "pronouns", "fires"),
    [
        ("Amira sleeps well and he eats.", "SHE", True),
        ("Amira sleeps well. He eats.", "SHE", True),
        ("Amira sleeps well. Her bed is new.", "THEY", True),
        ("Amira sleeps well. She eats.", "SHE", False),
        ("Amira sleeps well. She eats.", "", False),
        ("Amira's brother said that he is fine.", "SHE", False),
        ("Amira and Tom played. He won.", "SHE", False),
        ("Thank you, Amira. He is coming.", "SHE", False),
        ("Tom came. He stayed.", "SHE", False),
    ],
)
def test_C10_another_pronoun_than_the_childs(sentence: str, pronouns: str, fires: bool):
    assert bool(found(with_sentence(sentence, pronouns=pronouns), "C10")) == fires
