"""A list that left questions open waits in the vault until they are answered, without its file."""

from __future__ import annotations

from pathlib import Path

from a_list import TODAY, row, write
from a_return import a_return
from a_workbook import Page, workbook
from sqlmodel import select

from iro_tui.exchange.caseload_list import apply_plan
from iro_tui.exchange.erase import erase
from iro_tui.exchange.incoming import Incoming, look, open_incoming
from iro_tui.exchange.kept_list import LIST, RETURN, keep_open, kept_list, waiting
from iro_tui.record.child import Child
from iro_tui.record.review import Review
from iro_tui.vault.history import redo, undo
from iro_tui.vault.store import Vault


def brought_in(vault: Vault, incoming: Incoming, **answers: str) -> int:
    vault.act(apply_plan, vault.ask(look, incoming, TODAY, answers), TODAY)
    return keep_open(vault, incoming, TODAY)


def test_what_was_not_answered_waits_without_the_file_and_is_finished_later(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(Last_CLA_Review="31/09/2026"), row(Person_ID="1000002", Forename="Ned"))
    assert brought_in(vault, open_incoming(path)) == 1
    path.unlink()
    (left,) = vault.ask(waiting)
    assert (left.key, left.name, left.brought_on, left.questions) == (LIST, "list.csv", TODAY, 1)
    again = vault.ask(kept_list, left.key)
    assert again is not None
    plan = vault.ask(look, again, TODAY)
    (asked,) = plan.questions
    assert (asked.row, asked.raw, len(plan.unchanged)) == (2, "31/09/2026", 2)
    assert brought_in(vault, again, **{asked.key: "2026-09-30"}) == 0
    assert vault.ask(waiting) == () and vault.ask(kept_list, LIST) is None
    assert len(vault.ask(lambda session: session.exec(select(Review)).all())) == 2


def test_a_list_that_was_taken_back_asks_nothing_until_it_is_done_again(vault: Vault, tmp_path: Path) -> None:
    assert brought_in(vault, open_incoming(write(tmp_path, row(Last_CLA_Review="31/09/2026")))) == 1
    vault.act(undo)
    assert vault.ask(waiting) == ()
    vault.act(redo)
    assert len(vault.ask(waiting)) == 1


def test_a_workbook_with_its_hidden_parts_is_kept_as_it_was_read(vault: Vault, tmp_path: Path) -> None:
    head = ["Person ID", "Forename", "DOB", "Legal Status"]
    rows = [head, ["1", "Orla", "04/03/2014", "Unheard of"], ["2", "Ned", "28/07/2015", "C1"]]
    pages = {
        "A": Page(rows, hidden_rows=frozenset([3]), hidden_columns=frozenset([2])),
        "B": Page(rows, state="hidden"),
    }
    incoming = open_incoming(workbook(tmp_path / "list.xlsx", pages))
    assert brought_in(vault, incoming) == 1
    assert vault.ask(kept_list, LIST) == incoming


def test_the_next_list_takes_the_place_of_the_one_before_and_a_return_waits_beside_it(
    vault: Vault, tmp_path: Path
) -> None:
    brought_in(vault, open_incoming(write(tmp_path, row(Last_CLA_Review="31/09/2026"), name="october.csv")))
    brought_in(vault, open_incoming(write(tmp_path, row(Legal_Status="Unheard of"), name="november.csv")))
    assert [each.name for each in vault.ask(waiting)] == ["november.csv"]
    header = a_return(tmp_path / "return", header=["1000001,F,05/03/2014,WBRI,,,"])
    assert brought_in(vault, header) == 1
    assert {each.key for each in vault.ask(waiting)} == {LIST, RETURN}
    again = vault.ask(kept_list, RETURN)
    assert again is not None and vault.ask(look, again, TODAY).questions
    brought_in(vault, open_incoming(write(tmp_path, row())))
    assert [each.key for each in vault.ask(waiting)] == [RETURN]


def test_a_child_who_is_erased_is_on_no_list_that_is_kept(vault: Vault, tmp_path: Path) -> None:
    brought_in(vault, open_incoming(write(tmp_path, row(Last_CLA_Review="31/09/2026"))))
    child_id = vault.ask(lambda session: session.exec(select(Child.id)).one())
    erase(vault, child_id, "Orla Marlowe", "moved to another council", TODAY)
    assert vault.ask(waiting) == ()
