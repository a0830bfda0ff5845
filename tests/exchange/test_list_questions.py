"""Doubts about a list become questions; an answer is worked in, and kept for the next list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from a_list import bring_in, preview, row, write
from sqlmodel import select

from iro_tui.casework.children import save_child
from iro_tui.casework.reviews import book_review
from iro_tui.exchange.plan import Plan
from iro_tui.exchange.questions import KEEP, MINE, TAKE
from iro_tui.record.child import Child
from iro_tui.record.list_answer import ListAnswer
from iro_tui.record.review import Review
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault


def the_child(vault: Vault) -> Child:
    return vault.ask(lambda session: session.exec(select(Child)).one())


def only_question(plan: Plan) -> str:
    (asked,) = plan.questions
    assert asked.key and asked.options[-1].answer == ""
    return asked.key


def test_a_cell_in_doubt_takes_its_answer_and_is_not_asked_again(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(Last_CLA_Review="31/09/2026"))
    key = only_question(preview(vault, path))
    plan = bring_in(vault, path, answers={key: "2026-09-30"})
    assert plan.questions == ()
    assert vault.ask(lambda session: session.exec(select(Review.opened_on)).all()) == [date(2026, 9, 30)]
    assert preview(vault, path).questions == ()
    vault.act(undo)
    assert vault.ask(lambda session: session.exec(select(ListAnswer)).all()) == []
    assert vault.ask(lambda session: session.exec(select(Child)).all()) == []


def test_an_answer_that_puts_off_is_not_kept(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(Legal_Status="Unheard of"))
    key = only_question(preview(vault, path))
    plan = bring_in(vault, path, answers={key: ""})
    assert plan.questions == () and len(plan.added) == 1
    assert only_question(preview(vault, path)) == key


def test_an_answer_that_is_kept_names_nobody(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(DOB="04/03/14"))
    bring_in(vault, path, answers={only_question(preview(vault, path)): "2014-03-04"})
    (kept,) = vault.ask(lambda session: session.exec(select(ListAnswer)).all())
    assert "Orla" not in kept.asked and "1000001" not in kept.asked


def test_A440_a_participation_code_of_the_wrong_age_offers_those_that_fit(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(Participation="PN0"))
    (asked,) = preview(vault, path).questions
    assert [option.answer for option in asked.options] == [*(f"PN{n}" for n in range(1, 8)), ""]
    bring_in(vault, path, answers={asked.key: "PN1"})
    assert vault.ask(lambda session: session.exec(select(Review.participation)).all()) == ["PN1"]


def test_an_age_that_does_not_fit_may_be_right_after_all(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, {**row(DOB="04/03/14"), "Age": "5"})
    first = only_question(preview(vault, path))
    second = only_question(preview(vault, path, answers={first: "2014-03-04"}))
    assert second != first
    plan = bring_in(vault, path, answers={first: "2014-03-04", second: KEEP})
    assert [child.born for child in plan.added] == [date(2014, 3, 4)]


def test_twins_under_one_number_are_asked(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(Forename="Ned", Known_As="Neddy"))
    plan = preview(vault, path)
    key = only_question(plan)
    assert "the same number for Orla Marlowe" in plan.questions[0].why
    assert [child.name for child in plan.added] == ["Orla Marlowe"] and plan.joined == ()
    two = preview(vault, path, answers={key: MINE})
    assert "another child, such as a twin" in two.set_aside[0].reason
    one = preview(vault, path, answers={key: TAKE})
    assert [each.rows for each in one.joined] == [(2, 3)]


def test_twins_with_a_number_each_are_two_children(vault: Vault, tmp_path: Path) -> None:
    plan = bring_in(vault, write(tmp_path, row(), row(Person_ID="1000002", Forename="Ned")))
    assert len(plan.added) == 2 and plan.questions == ()


def test_one_name_and_birth_with_two_numbers_is_asked(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(Person_ID="1000002"))
    plan = preview(vault, path)
    key = only_question(plan)
    assert [child.mosaic_id for child in plan.added] == ["1000001"]
    assert len(preview(vault, path, answers={key: MINE}).added) == 2
    assert preview(vault, path, answers={key: TAKE}).set_aside[0].row == 3


def test_a_changed_number_is_asked_and_taken(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    path = write(tmp_path, row(Person_ID="2000002", Allocated_Worker="Rae Iqbal"))
    plan = preview(vault, path)
    key = only_question(plan)
    assert plan.writes == () and plan.added == () and plan.not_listed == ("1000001",)
    kept = preview(vault, path, answers={key: KEEP})
    assert {each.field for each in kept.updated} == {"worker"}
    bring_in(vault, path, answers={key: TAKE})
    assert the_child(vault).mosaic_id == "2000002"
    assert preview(vault, path).writes == ()


def test_a_number_that_is_somebody_else_here_is_asked(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    path = write(tmp_path, row(Forename="Ned", Surname="Hart", DOB="01/02/2016"))
    plan = preview(vault, path)
    key = only_question(plan)
    assert "Here this number is Orla Marlowe" in plan.questions[0].why and plan.writes == ()
    assert "not Orla Marlowe" in preview(vault, path, answers={key: MINE}).set_aside[0].reason
    bring_in(vault, path, answers={key: TAKE})
    assert the_child(vault).full_name == "Ned Hart"


def test_what_was_changed_here_by_hand_is_a_conflict_field_by_field(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    vault.act(save_child, the_child(vault).id, {"surname": "Marlowe-Roe", "ethnicity": "WBRI"})
    path = write(tmp_path, row(Allocated_Worker="Rae Iqbal"))
    plan = preview(vault, path)
    (asked,) = plan.questions
    assert asked.column == "Surname" and asked.raw == "Marlowe"
    assert [option.words for option in asked.options[:2]] == [
        "leave it as it is here: Marlowe-Roe",
        "take the list: Marlowe",
    ]
    assert [each.field for each in plan.updated] == ["worker"]
    bring_in(vault, path, answers={asked.key: MINE})
    assert the_child(vault).surname == "Marlowe-Roe"
    assert preview(vault, path).questions == () and preview(vault, path).writes == ()
    again = preview(vault, write(tmp_path, row(Surname="Roe", Allocated_Worker="Rae Iqbal")))
    assert [each.raw for each in again.questions] == ["Roe"], "another value is another question"


@pytest.mark.parametrize(("answer", "day"), [(MINE, date(2026, 12, 1)), (TAKE, date(2026, 12, 8))])
def test_a_booking_of_yours_gives_way_only_when_you_say_so(
    vault: Vault, tmp_path: Path, answer: str, day: date
) -> None:
    bring_in(vault, write(tmp_path, row()))
    vault.act(book_review, the_child(vault).id, date(2026, 12, 1))
    path = write(tmp_path, row(Next_Review_Booked="08/12/2026"))
    bring_in(vault, path, answers={only_question(preview(vault, path)): answer})
    booked = vault.ask(lambda session: session.exec(select(Review.booked_for)).all())
    assert [each for each in booked if each] == [day]
