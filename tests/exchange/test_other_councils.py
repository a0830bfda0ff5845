"""Lists as other councils send them: each is read rightly, asked about, or refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_list import SHORT, bring_in, children, preview, table
from a_workbook import Broken, Day, Formula, Page, workbook

from iro_tui.errors import BadInput
from iro_tui.vault.store import Vault

ORLA = ("Marlowe", "Orla", "04/03/2014", "North")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Broken("#REF!"), "#REF!"),
        (Broken("#VALUE!"), "#VALUE!"),
        (Formula("A1+1", None), "=A1+1"),
        ("see file", "see file"),
    ],
)
def test_what_is_no_number_never_becomes_one(
    vault: Vault, tmp_path: Path, number: object, shown: str
) -> None:
    pages = {"List": Page([SHORT, [number, "Marlowe", "Orla", Day(41702), "North"]])}
    plan = preview(vault, workbook(tmp_path / "list.xlsx", pages))
    assert plan.added == ()
    said = f"where its Mosaic number belongs stands {shown}; export the list again"
    assert [(each.row, each.reason) for each in plan.set_aside] == [(2, said)]


def test_zeros_a_spreadsheet_took_from_a_number_make_no_second_child(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, table(tmp_path, SHORT, ("0048862", *ORLA)))
    same = preview(vault, table(tmp_path, SHORT, ("48862", *ORLA)))
    assert (same.added, same.questions, same.unchanged) == ((), (), ("0048862",))
    other = preview(vault, table(tmp_path, SHORT, ("48862", "Marlowe", "Orlaa", "05/03/2014", "North")))
    assert other.added == ()
    assert [each.why for each in other.questions] == [
        "Here 0048862 is Orla Marlowe, born Tue 4 Mar 2014. The same child?"
    ]


@pytest.mark.parametrize("rest", ["", '1000003,"Vale, Ann",Ann,05/06/2013,North\n'])
def test_a_quotation_mark_that_is_never_closed_swallows_no_child(
    vault: Vault, tmp_path: Path, rest: str
) -> None:
    path = tmp_path / "list.csv"
    head = ",".join(SHORT)
    path.write_text(
        f'{head}\n1000001,Marlowe,"Orla,04/03/2014,North\n1000002,Hart,Ned,28/07/2015,North\n{rest}'
    )
    with pytest.raises(BadInput, match=r"list\.csv, row 2: a quotation mark is opened and not closed"):
        preview(vault, path)
    assert children(vault) == []


def test_quotation_marks_inside_words_and_notes_over_lines_are_read(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        f"{','.join(SHORT)},Notes\n"
        '1000001,Marlowe,Orla,04/03/2014,North,"said ""no"", then\n\n""yes"""\n'
        '1000002,Hart,Ned,28/07/2015,North,called "Nedders" at home\n'
        '1000003,Vale,Ann,28/07/2014,North,"so" she said\n'
    )
    plan = preview(vault, path)
    assert [each.mosaic_id for each in plan.added] == ["1000001", "1000002", "1000003"]


def test_a_word_under_the_word_it_belongs_to_is_read_from_the_other_end(vault: Vault, tmp_path: Path) -> None:
    upper = ("Child", "", "", "", "", "Review")
    lower = (*SHORT, "Last")
    plan = preview(vault, table(tmp_path, upper, lower, ("1000001", *ORLA, "30/01/2026")))
    assert plan.unread == ()
    assert [each.name for each in plan.added] == ["Orla Marlowe"]
