"""The stops, B01 to B11: each fires when its fact is wrong, and not when it is right."""

from __future__ import annotations

from datetime import date

import pytest
from good_and_poor import checked, found, rules_of

from iro_tui.casework.letter_facts import Promise
from letters.check import Expected, Report, check

AMIRA = "good_10_amira"
REVIEW = date(2025, 6, 11)
NEXT = date(2025, 12, 10)
ANNOUNCED = "on Wednesday 10 December 2025"


def amira(*edits: tuple[str, str], **changes: object) -> Report:
    return checked(AMIRA, *edits, **changes)


def whys(report: Report, rule: str) -> str:
    return " ".join(finding.why for finding in found(report, rule))


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


def with_sentence(sentence: str, **changes: object) -> Report:
    return amira(("School is going well", f"{sentence} School is going well"), **changes)


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


def test_B04_day_and_month_of_the_review():
    assert "11 June" in whys(amira(("on 11 June", "last week")), "B04")
    assert "11 June" in whys(amira(("on 11 June", "on 12 June")), "B04")
    assert "in figures only" in whys(amira(("on 11 June", "on 11/06/25")), "B04")
    assert not found(amira(("on 11 June", "on the 11th of June 2025")), "B04")
    assert found(amira(("on 11 June", "on 11 June 2024")), "B04")


def test_B04_the_date_of_the_letter_is_not_the_date_of_the_review():
    assert found(amira(("on 11 June", "last week"), ("16 June 2025", "11 June 2025")), "B04")


def test_B04_by_form_any_date_but_that_of_the_next_review():
    assert not found(amira(review_on=None), "B04")
    assert found(amira(("on 11 June", ""), ("on 1 September", "soon"), review_on=None), "B04")


def test_B05_no_table():
    assert "no table" in whys(check("Dear Sam,\n\nWe talked.", Expected(9)), "B05")


@pytest.mark.parametrize(
    "who",
    [
        "School",
        "the team",
        "All",
        "everyone",
        "professionals",
        "ongoing",
        "Local authority",
        "LA",
        "the council",
        "Staff",
        "network",
        "",
        "School and the team",
        "social care",
        "TBC",
    ],
)
def test_B05_who_is_a_person(who: str):
    report = amira(("| Mr Ogun, your teacher |", f"| {who} |"))
    (finding,) = found(report, "B05")
    assert finding.text == who
    assert finding.line == 30 - 1


@pytest.mark.parametrize(
    "who", ["Ben", "School nurse", "Your social worker", "Ben and the team", "Head of year"]
)
def test_B05_a_person_or_a_role_will_do(who: str):
    assert not found(amira(("| Mr Ogun, your teacher |", f"| {who} |")), "B05")


@pytest.mark.parametrize(
    ("when", "says"),
    [
        ("Ongoing", "is not one"),
        ("ASAP", "is not one"),
        ("March", "is not one"),
        ("every week", "is not one"),
        ("31 October", "year"),
        ("31 November 2025", "no such day"),
        ("", "by when"),
    ],
)
def test_B05_when_is_a_full_date(when: str, says: str):
    assert says in whys(amira(("| 31 October 2025 |", f"| {when} |")), "B05")


@pytest.mark.parametrize(
    "when", ["by 31 October 2025", "From 31 October 2025", "every week from 31 October 2025", "31/10/2025"]
)
def test_B05_from_by_and_figures_will_do(when: str):
    assert not found(amira(("| 31 October 2025 |", f"| {when} |")), "B05")


def test_B05_a_short_row_and_a_row_without_a_decision():
    report = amira(
        ("| Ben and you | 31 October 2025 |", "|"), ("| Extra maths help before the tests |", "| |")
    )
    assert [finding.line for finding in found(report, "B05")] == [29, 30, 30]


def test_B05_columns_are_told_from_their_header():
    table = "| By when | Who will do it | What will happen |\n| 3 May 2025 | Ben | You will see Nan |"
    assert not found(check(f"Dear Sam,\n\n{table}", Expected(9)), "B05")
    assert found(check(f"Dear Sam,\n\n{table.replace('Ben', 'School')}", Expected(9)), "B05")


def promise(what: str, who: str = "Ben", by_when: date | None = None) -> Promise:
    return Promise("decision:1", what, who, by_when, False, "")


RECORDED = (
    promise("See Noor and Hana every two weeks", by_when=date(2025, 6, 28)),
    promise("Talk to Auntie Salma about a sleepover", by_when=date(2025, 7, 11)),
    promise("Mum at the family centre, monthly", by_when=date(2025, 7, 5)),
    promise("Maths help", who="Mr Ogun", by_when=date(2025, 9, 8)),
    promise("Finish the life story book", by_when=date(2025, 10, 31)),
)


def test_B05_every_decision_recorded_is_in_the_letter():
    assert not found(amira(decisions=RECORDED), "B05")


def test_B05_a_decision_left_out_is_named_by_its_number():
    row = "| You will visit Mum at the family centre every month | Ben | From 5 July 2025 |\n"
    (finding,) = found(amira((row, ""), decisions=RECORDED), "B05")
    assert finding.why == "Decision 3 is not in the letter. 5 decisions recorded, 4 here."
    assert finding.say_instead == ("Mum at the family centre, monthly",)


def test_B05_one_row_cannot_stand_for_two_decisions():
    twice = (*RECORDED, RECORDED[4])
    assert "Decision 6" in whys(amira(decisions=twice), "B05")


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ((ANNOUNCED, "in six months"), "does not give"),
        ((ANNOUNCED, "on Wednesday 10 December"), "year"),
        ((ANNOUNCED, "on Tuesday 10 December 2025"), "is a Wednesday"),
        ((ANNOUNCED, "on 31 November 2025"), "no such day"),
        ((ANNOUNCED, "on Tuesday 10 June 2025"), "after this one"),
        ((ANNOUNCED, "on Friday 12 December 2025"), "11 December 2025 is the last day"),
    ],
)
def test_B06_next_review(edit: tuple[str, str], says: str):
    assert says in whys(amira(edit), "B06")


@pytest.mark.parametrize(
    "fine",
    [
        "on Thursday 11 December 2025",
        "on 10 December 2025",
        "on 10/12/2025",
        "in the winter. It will be on Wednesday 10 December 2025",
    ],
)
def test_B06_other_right_ways_to_say_it(fine: str):
    assert not found(amira((ANNOUNCED, fine)), "B06")


def test_B06_date_before_the_words_and_under_a_heading():
    letter = "Dear Sam,\n\nWe meet on Monday 4 August 2025 for your next review."
    assert not found(check(letter, Expected(9, review_on=date(2025, 5, 8))), "B06")
    letter = "Dear Sam,\n\n## Your next review\n\nWe meet on Tuesday 4 August 2025."
    assert "is a Monday" in whys(check(letter, Expected(9)), "B06")


def test_B06_the_record_and_its_limit_decide():
    assert not found(amira(next_review=NEXT, next_review_limit=date(2025, 12, 11)), "B06")
    (finding,) = found(amira(next_review=date(2025, 12, 9)), "B06")
    assert finding.why == "The record says Tuesday 9 December 2025."
    assert finding.say_instead == ("Your next review is on Tuesday 9 December 2025.",)
    assert "11 September 2025" in whys(amira(next_review_limit=date(2025, 9, 11)), "B06")


def test_B06_the_date_of_another_meeting_does_no_harm_when_the_right_one_is_there():
    other = ("School is going well", "The next meeting with Dev is on 4 June 2025. School is going well")
    assert not found(amira(other, next_review=NEXT), "B06")
    assert not found(amira((other[0], other[1].replace("next meeting", "next PEP meeting"))), "B06")


def test_B06_no_next_review_has_to_be_given_after_the_last():
    assert not found(amira((ANNOUNCED, "never"), last_review=True), "B06")


def test_B06_by_form_it_is_after_the_letter():
    assert not found(amira(review_on=None), "B06")
    assert "not after" in whys(amira((ANNOUNCED, "on 10 December 2024"), review_on=None), "B06")


def test_B07_the_iros_own_number_or_email():
    assert not found(amira(iro_phone="020 7946 0101"), "B07")
    assert not found(amira(iro_phone="+44 20 7946 0101"), "B07")
    assert not found(amira(iro_phone="020 7946 9999", iro_email="Marion.Okafor@fernhill.example"), "B07")
    (finding,) = found(amira(iro_phone="020 7946 9999"), "B07")
    assert finding.say_instead == ("020 7946 9999",)


def test_B07_by_form_any_number_or_email():
    contacts = ("020 7946 0101 or marion.okafor@fernhill.example", "school"), ("0808 157 0103", "Monday")
    assert found(amira(*contacts), "B07")
    assert not found(amira(contacts[0]), "B07")
    assert found(amira(*contacts, ("on 1 September", "on 01-09-2025")), "B07")


def test_B08_advocate_complaint_and_number():
    assert "advocate" in whys(amira(("advocate", "helper")), "B08")
    assert "complain" in whys(amira(("make a complaint", "shout")), "B08")
    assert not found(amira(("make a complaint", "complain")), "B08")
    assert "0808 157 0103" not in whys(amira(advocacy_phone="08081570103"), "B08")
    assert "0800 1111" in whys(amira(advocacy_phone="0800 1111"), "B08")


def test_B08_a_short_number_that_stands_in_the_letter_is_there():
    assert "0800 111." in whys(amira(advocacy_phone="0800 111"), "B08")
    assert "0800 111" not in whys(with_sentence("Ring 0800 111.", advocacy_phone="0800 111"), "B08")


def test_B08_by_form_a_number_beside_the_advocate():
    assert "beside" in whys(amira(("free on 0808 157 0103", "today")), "B08")
    childline = amira(("0808 157 0103", "0800 1111"))
    assert not found(childline, "B08")


@pytest.mark.parametrize(
    "number",
    [
        "Mosaic ID 1234567",
        "case no. 123456",
        "NHS number 943 476 5919",
        "943-476-5919",
        "AB 12 34 56 C",
        "Home Office ref A1234567",
        "A1234567/2",
        "UPN A123456789012",
        "person id: 98765432",
        "LCS: 1234567890",
    ],
)
def test_B09_no_system_numbers(number: str):
    assert found(with_sentence(f"Your record is {number}."), "B09")


@pytest.mark.parametrize(
    "number",
    ["020 7946 0101", "0808 157 0103", "+44 808 157 0103", "07700900145", "2025", "£150000 is a lot"],
)
def test_B09_telephones_years_and_money_are_fine(number: str):
    assert not found(with_sentence(f"You said {number}."), "B09")


def test_B10_name_and_role():
    assert "Marion Okafor" in whys(amira(("Marion Okafor\n", "Marion\n")), "B10")
    assert "Independent" in whys(amira(("Your Independent Reviewing Officer (IRO)", "Your friend")), "B10")
    assert found(
        amira(("Best wishes,\n\nMarion Okafor\nYour Independent Reviewing Officer (IRO)\n", "")), "B10"
    )
    assert not found(amira(("Best wishes,\n\n", "")), "B10")


def test_B10_by_form_any_name_and_the_role():
    assert not found(amira(("Marion Okafor\n", "Ruth Calder\n"), iro_name=None), "B10")
    assert found(
        amira(("Marion Okafor\nYour Independent Reviewing Officer (IRO)", "me"), iro_name=None), "B10"
    )


def test_B11_no_date_before_the_review():
    (finding,) = found(amira(("| 11 July 2025 |", "| 11 July 2024 |")), "B11")
    assert finding.text == "11 July 2024"
    assert not found(amira(("| 11 July 2025 |", "| 11 June 2025 |")), "B11")
    assert not found(amira(("| 11 July 2025 |", "| 11 July 2024 |"), review_on=None), "B11")


def test_one_fault_raises_one_rule():
    assert rules_of(amira(("| 11 July 2025 |", "| 11 July 2024 |"))) == {"B11"}
    assert rules_of(with_sentence("You saw Leila.")) == {"B02"}


def test_B03_lets_a_name_with_brackets_through() -> None:
    from letters.check import check
    from letters.expected import Expected

    text = "1 May 2026\n\nDear O'Brien [/] [b],\n\nYou said that you like it here.\n"
    found = check(text, Expected(age=12, first_name="O'Brien [/] [b]")).findings
    assert "B03" not in {finding.rule for finding in found}
    assert "B03" in {finding.rule for finding in check(text, Expected(age=12, first_name="Sam")).findings}
