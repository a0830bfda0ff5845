"""Answers typed to questions of an import: validated when they are typed, read as the cell would be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from a_list import TODAY, bring_in, children, preview, row, write
from sqlmodel import select

from iro_tui.errors import BadInput
from iro_tui.exchange.own_answer import own_answer, say_own, words_for
from iro_tui.exchange.questions import Question
from iro_tui.record.home import LegalStatus
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault


def only(vault: Vault, path: Path, **answers: str) -> Question:
    (asked,) = preview(vault, path, answers=answers).questions
    return asked


@pytest.mark.parametrize(
    ("changes", "words", "typed", "kept", "said"),
    [
        ({"DOB": "soon"}, "the day", "4 Mar 2014", "2014-03-04", "Tue 4 Mar 2014"),
        ({"Last_CLA_Review": "in May"}, "the day", "30.1.26", "2026-01-30", "Fri 30 Jan 2026"),
        ({"Legal_Status": "Unheard of"}, "the legal status", "care order", "C2", "C2, Full care order"),
        (
            {"Participation": "there, spoke"},
            "the participation",
            "pn1",
            "PN1",
            "PN1, Child present and speaks for themself",
        ),
        ({"Legal_Status_Start": ""}, "the day", "5/1/26", "2026-01-05", "Mon 5 Jan 2026"),
    ],
)
def test_the_right_value_is_typed_and_settles_the_question(
    vault: Vault, tmp_path: Path, changes: dict[str, str], words: str, typed: str, kept: str, said: str
) -> None:
    path = write(tmp_path, row(**changes))
    asked = only(vault, path)
    assert words_for(asked) == words
    assert say_own(asked, kept) == said
    assert own_answer(asked, typed, TODAY) == kept
    plan = bring_in(vault, path, answers={asked.key: kept})
    assert plan.questions == () and preview(vault, path).questions == ()
    assert children(vault, "born") == [(date(2014, 3, 4),)]
    assert vault.ask(lambda session: session.exec(select(Review.opened_on)).one()) == date(2026, 1, 30)
    assert vault.ask(lambda session: session.exec(select(LegalStatus.code)).one()) in ("C1", "C2")


@pytest.mark.parametrize(
    ("changes", "typed", "wrong"),
    [
        ({"DOB": "soon"}, "31/02/2014", "There is no 31 February"),
        ({"DOB": "soon"}, "04/03/2030", "has not come yet"),
        ({"DOB": "soon"}, "", "no date here"),
        ({"Legal_Status": "Unheard of"}, "X9", "Such as: C1, Interim care order"),
        ({"Legal_Status": "Unheard of"}, "n/a", "Type the code"),
    ],
)
def test_what_cannot_be_the_answer_is_said_beside_the_field(
    vault: Vault, tmp_path: Path, changes: dict[str, str], typed: str, wrong: str
) -> None:
    asked = only(vault, write(tmp_path, row(**changes)))
    with pytest.raises(BadInput, match=wrong):
        own_answer(asked, typed, TODAY)


def test_a_typed_day_is_judged_like_a_cell_and_asked_again(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(Last_CLA_Review="10/11/2027"))
    asked = only(vault, path)
    assert "has not come yet" in asked.why
    again = only(vault, path, **{asked.key: "2014-03-05"})
    assert again.key == asked.key and "before the period of care began" in again.why
    assert preview(vault, path, answers={asked.key: "2026-01-30"}).questions == ()


def test_a_name_that_became_a_date_is_typed(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(Forename="2026-05-01"))
    asked = only(vault, path)
    assert words_for(asked) == "the first name" and own_answer(asked, " May ", TODAY) == "May"
    with pytest.raises(BadInput, match="as it is written on letters"):
        own_answer(asked, "7", TODAY)
    bring_in(vault, path, answers={asked.key: "May"})
    assert children(vault) == [("1000001", "May")]


def test_a_new_child_without_a_date_of_birth_is_asked_for_it_and_comes_in_with_the_typed_day(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(DOB=""), row(Person_ID="1000002", Forename="Ned", DOB="not known"))
    plan = preview(vault, path)
    assert plan.added == ()
    assert [(each.row, each.column, each.asks) for each in plan.questions] == [
        (2, "DOB", "past date"),
        (3, "DOB", "past date"),
    ]
    asked = plan.questions[0]
    assert asked.why == "There is no date of birth, and a new child needs one. Type it."
    typed = own_answer(asked, "4/3/14", TODAY)
    answered = preview(vault, path, answers={asked.key: typed})
    assert [(each.mosaic_id, each.born) for each in answered.added] == [("1000001", date(2014, 3, 4))]
    assert [each.row for each in answered.questions] == [3]
    bring_in(vault, path, answers={asked.key: typed})
    again = preview(vault, path)
    assert [each.row for each in again.questions] == [3], "a child who is here is not asked about again"
    assert again.set_aside[0].row == 3
