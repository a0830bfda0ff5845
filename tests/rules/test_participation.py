from __future__ import annotations

from datetime import date

import pytest

from iro_tui.rules.participation import problems, suggest

BORN = date(2016, 5, 3)
REVIEW = date(2026, 11, 26)
BABY = date(2022, 11, 27)


@pytest.mark.parametrize(
    ("attended", "spoke", "advocate", "non_verbal", "sent", "code"),
    [
        (True, True, False, False, False, "PN1"),
        (True, True, True, None, None, "PN1"),
        (True, False, True, False, False, "PN2"),
        (True, False, True, True, False, "PN2"),
        (True, False, False, True, False, "PN3"),
        (True, False, False, False, None, "PN4"),
        (False, None, True, None, True, "PN5"),
        (False, None, False, None, True, "PN6"),
        (False, None, False, None, False, "PN7"),
    ],
)
def test_code_from_the_facts(
    attended: bool, spoke: bool | None, advocate: bool, non_verbal: bool | None, sent: bool | None, code: str
) -> None:
    assert suggest(BORN, REVIEW, attended, spoke, advocate, non_verbal, sent) == code


@pytest.mark.parametrize(
    ("attended", "spoke", "advocate", "non_verbal", "sent"),
    [
        (None, None, None, None, None),
        (True, None, True, False, False),
        (True, False, None, True, False),
        (True, False, False, None, False),
        (False, False, None, False, True),
        (False, False, False, False, None),
    ],
)
def test_nothing_is_suggested_while_a_deciding_fact_is_unknown(
    attended: bool | None,
    spoke: bool | None,
    advocate: bool | None,
    non_verbal: bool | None,
    sent: bool | None,
) -> None:
    assert suggest(BORN, REVIEW, attended, spoke, advocate, non_verbal, sent) is None


def test_under_four_is_pn0_whatever_else_is_known() -> None:
    assert suggest(BABY, REVIEW, None, None, None, None, None) == "PN0"
    assert suggest(BABY, REVIEW, True, True, False, False, False) == "PN0"


def test_on_the_fourth_birthday_the_child_is_four() -> None:
    born = date(2022, 11, 26)
    assert suggest(born, REVIEW, True, True, False, False, False) == "PN1"


def test_rule_440_pn0_after_the_fourth_birthday_is_wrong() -> None:
    assert problems("PN0", date(2022, 11, 25), REVIEW) == (
        "PN0 is for a child under 4. This child turned 4 on Wed 25 Nov 2026, before the review. "
        "Choose PN1 to PN7."
    )


def test_rule_441_pn1_before_the_fourth_birthday_is_wrong() -> None:
    assert problems("PN1", BABY, REVIEW) == (
        "PN1 is for a child of 4 or over. This child turns 4 on Fri 27 Nov 2026, "
        "after the review. Choose PN0."
    )


@pytest.mark.parametrize("code", [f"PN{n}" for n in range(8)])
def test_rules_440_and_441_both_pass_on_the_birthday(code: str) -> None:
    assert problems(code, date(2022, 11, 26), REVIEW) is None


@pytest.mark.parametrize("code", [f"PN{n}" for n in range(1, 8)])
def test_rule_440_leaves_the_other_codes_alone_over_four(code: str) -> None:
    assert problems(code, BORN, REVIEW) is None


def test_a_blank_or_unknown_code_is_said() -> None:
    assert problems("", BORN, REVIEW) == "Say how the child took part: PN0 to PN7."
    assert problems("PN8", BORN, REVIEW) == 'There is no participation code "PN8". They are PN0 to PN7.'


@pytest.mark.parametrize("review_on", [date(2026, 11, 25), date(2026, 11, 26), date(2026, 11, 27)])
def test_what_is_suggested_is_never_a_problem(review_on: date) -> None:
    code = suggest(date(2022, 11, 26), review_on, True, True, False, False, False)
    assert code is not None
    assert problems(code, date(2022, 11, 26), review_on) is None
