"""The stops, B04 to B11: each fires when its fact is wrong, and not when it is right."""

from __future__ import annotations

from datetime import date

import pytest
from amiras import NEXT, amira, whys, with_sentence
from good_and_poor import found, rules_of

from iro_tui.casework.letter_facts import Promise
from letters.check import Expected, check

ANNOUNCED = "on Wednesday 10 December 2025"


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


def test_B06_a_late_letter_names_no_review_that_is_past():
    letter = "18 August 2025\n\nDear Sam,\n\nYour next review is on Monday 4 August 2025."
    known = Expected(9, review_on=date(2025, 5, 8), next_review=date(2025, 8, 4))
    (finding,) = found(check(letter, known), "B06")
    assert finding.why == "The next review is not after the date of the letter. Book another day for it."
    assert finding.say_instead == ()
    assert not found(check(letter.replace("18 August", "1 August"), known), "B06")


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
