"""Workbooks as councils export them; every file is made here, with invented names."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from a_list import NED, ORLA, SAMPLE, SHORT, bring_in, children, preview
from a_workbook import Broken, Day, Formula, Page, workbook

from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import read_rows
from iro_tui.exchange.grid import open_list
from iro_tui.exchange.questions import TAKE
from iro_tui.vault.store import Vault


def test_a_workbook_gives_what_the_text_file_gives(vault: Vault, tmp_path: Path) -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    dates = {at for at, words in enumerate(rows[0]) if rows[1][at].count("/") == 2}
    made: list[list[object]] = [list(rows[0])]
    for line in rows[1:]:
        made.append([_as_excel(cell, at in dates) for at, cell in enumerate(line)])
    plan = preview(vault, workbook(tmp_path / "list.xlsx", {"Caseload": Page(made)}))
    same = preview(vault, SAMPLE)
    assert plan.writes == same.writes
    assert (len(plan.added), plan.questions, plan.set_aside) == (63, (), ())


def _as_excel(cell: str, dated: bool) -> object:
    if dated and cell:
        day, month, year = cell.split("/")
        return Day((date(int(year), int(month), int(day)) - date(1899, 12, 30)).days)
    return int(cell) if cell.isdigit() else cell


def test_formulas_errors_numbers_days_and_answers_of_a_workbook(vault: Vault, tmp_path: Path) -> None:
    head = ["Person ID", "Surname", "Forename", "DOB", "Legal Status", "Legal Status Start", "Notes"]
    rows = [
        head,
        [1000001.0, "Null", True, Day(41702), "C1", Day(46027, 2), Formula("A1&B1", "Likes chess")],
        [Day(123, 3), "May", "June", Formula("TODAY()", "41702", "n"), "C2", Broken("#REF!"), "+44 20"],
        [1000003, "O'Neil", "April", Formula("X1", None), "C1", Day(0), ""],
    ]
    plan = bring_in(vault, workbook(tmp_path / "list.xlsx", {"Sheet1": Page(rows)}))
    assert children(vault, "mosaic_id", "first_name", "surname", "born", "notes") == [
        ("0000123", "June", "May", date(2014, 3, 4), "+44 20"),
        ("1000001", "True", "Null", date(2014, 3, 4), "Likes chess"),
    ]
    asked = {(each.row, each.column): each.why for each in plan.questions}
    assert asked[3, "Legal Status Start"] == "The workbook could not work this cell out. Look at it there."
    assert "formula without its value" in asked[4, "DOB"]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    rows = [["Person ID", "Forename", "DOB"], [1, "Orla", Day(41702 - 1462)]]
    sheet = read_rows(workbook(tmp_path / "list.xlsx", {"A": Page(rows)}, from_1904=True))
    assert sheet.rows[0].get("born") == "2014-03-04"


def test_hidden_rows_are_set_aside_and_hidden_columns_read(vault: Vault, tmp_path: Path) -> None:
    page = Page([SHORT, ORLA, NED], hidden_rows=frozenset([3]), hidden_columns=frozenset([0]))
    plan = preview(vault, workbook(tmp_path / "list.xlsx", {"A": page}))
    assert [child.mosaic_id for child in plan.added] == ["1000001"]
    assert [(each.row, each.reason) for each in plan.set_aside] == [
        (3, "the workbook hides this row; show it there to bring it in")
    ]
    assert [column.heading for column in plan.columns if column.hidden] == ["Person ID"]


def test_the_sheet_that_is_most_like_a_list_is_read_and_named(tmp_path: Path) -> None:
    pages = {
        "Notes": Page([["This report is run monthly"], ["Person ID", "is the Mosaic number"]]),
        "Old": Page([SHORT, ORLA], state="hidden"),
        "Caseload": Page([["Title"], SHORT, NED], merged=["A1:E1"]),
    }
    sheet = read_rows(workbook(tmp_path / "list.xlsx", pages))
    assert sheet.name == "list.xlsx, sheet Caseload"
    assert [each.get("first_name") for each in sheet.rows] == ["Ned"]


def test_a_cell_merged_downwards_holds_for_each_row(tmp_path: Path) -> None:
    brother = ("1000003", "", "Kit", "01/01/2018", "")
    page = Page([SHORT, ORLA, brother], merged=["B2:B3", "E2:E3"])
    sheet = read_rows(workbook(tmp_path / "list.xlsx", {"A": page}))
    assert [(each.get("surname"), each.get("team")) for each in sheet.rows] == [("Marlowe", "North")] * 2


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (b"\xd0\xcf\x11\xe0 old", "is an old or a protected workbook"),
        (b"PK\x03\x04 half", "is a workbook. Save it from Excel as CSV"),
    ],
)
def test_a_workbook_that_cannot_be_read_is_one_sentence(tmp_path: Path, made: bytes, sentence: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(made)
    with pytest.raises(BadInput, match=sentence):
        open_list(path)


def test_a_workbook_with_entities_and_a_word_file_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"A": Page([SHORT, ORLA])})
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    parts["xl/sharedStrings.xml"] = parts["xl/sharedStrings.xml"].replace(b"<sst", bomb + b"<sst")
    with zipfile.ZipFile(path, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
    with pytest.raises(BadInput, match="is not whole"):
        open_list(path)
    parts["xl/sharedStrings.xml"] = b'<?xml version="1.0" encoding="UAF-8"?><sst/>'
    with zipfile.ZipFile(path, "w") as file:
        for name, raw in parts.items():
            file.writestr(name, raw)
    with pytest.raises(BadInput, match="is not whole"):
        open_list(path)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(BadInput, match="is no list but another kind of file"):
        open_list(path)


def test_a_second_sheet_that_is_a_list_is_never_passed_over_in_silence(vault: Vault, tmp_path: Path) -> None:
    pages = {"Summary": Page([["Team", "Count"], ["North", 2]]), "North": Page([SHORT, ORLA])}
    path = workbook(tmp_path / "list.xlsx", {**pages, "South": Page([SHORT, NED, ("", "", "Kit", "x", "")])})
    plan = preview(vault, path)
    assert [each.mosaic_id for each in plan.added] == ["1000001"]
    (asked,) = plan.questions
    assert (asked.column, asked.raw) == ("sheet South", "2 rows")
    both = bring_in(vault, path, answers={asked.key: TAKE})
    assert both.name == "list.xlsx, sheet North and South"
    assert [each.mosaic_id for each in both.added] == ["1000001", "1000002"]
    assert [f"row {each.row}" for each in both.set_aside] == ["row 3 of sheet South"]
    assert json.loads(json.dumps(both.as_json()))["set_aside"][0]["row"] == 3
    assert preview(vault, path).unchanged == ("1000001", "1000002"), "the answer holds for the next list"
    left = preview(vault, path, answers={asked.key: "-"})
    assert left.questions == () and left.unchanged == ("1000001",)


def test_a_formula_without_its_value_is_no_name_of_a_worker(vault: Vault, tmp_path: Path) -> None:
    rows = [["Person ID", "Forename", "DOB", "Allocated Worker"], [1, "Orla", Day(41702)]]
    rows[1].append(Formula('HYPERLINK("x","R. Iqbal")', None))
    plan = preview(vault, workbook(tmp_path / "list.xlsx", {"A": Page(rows)}))
    (asked,) = plan.questions
    assert asked.column == "Allocated Worker" and "formula without its value" in asked.why
    assert [each.table for each in plan.writes] == ["child"]
