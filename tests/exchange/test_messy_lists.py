"""Lists as councils really export them; every file is made here, with invented names."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from a_list import ROW, SAMPLE, TODAY, bring_in, preview, row, text, write
from a_workbook import Broken, Day, Formula, Page, workbook
from sqlmodel import select

from iro_tui.casework.children import save_profile
from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import read_rows
from iro_tui.exchange.cell_dates import Order, read_date
from iro_tui.exchange.cells import read_code, read_id, read_name
from iro_tui.exchange.grid import clean, open_list
from iro_tui.exchange.kept_answers import name_column
from iro_tui.exchange.questions import Unsure
from iro_tui.record.child import Child
from iro_tui.record.home import LegalStatus
from iro_tui.vault.store import Vault

SHORT = ("Person ID", "Surname", "Forename(s)", "DOB", "Team")
ORLA = ("1000001", "Marlowe", "Orla", "04/03/2014", "North")
NED = ("1000002", "Hart", "Ned", "28/07/2015", "North")


def table(folder: Path, *rows: tuple[str, ...], between: str = ",", name: str = "list.csv") -> Path:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=between).writerows(rows)
    path = folder / name
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def children(vault: Vault, *names: str) -> list[tuple[Any, ...]]:
    return vault.ask(
        lambda session: sorted(
            tuple(getattr(child, name) for name in names or ("mosaic_id", "first_name"))
            for child in session.exec(select(Child))
        )
    )


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_what_stands_between_the_cells_is_seen_under_title_lines(tmp_path: Path, between: str) -> None:
    title = ("Children looked after, as at 9 November 2026; Brenley, North",)
    path = table(tmp_path, title, ("Run by: R. Calder",), (), SHORT, ORLA, NED, between=between)
    sheet = read_rows(path)
    assert [each.get("first_name") for each in sheet.rows] == ["Orla", "Ned"]
    assert [each.number for each in sheet.rows] == [5, 6]


def test_excels_own_first_line_names_the_sign(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sep=;\r\nPerson ID;Forename;DOB\r\n1;Orla;04/03/2014\r\n")
    assert [(each.number, each.get("first_name")) for each in read_rows(path).rows] == [(3, "Orla")]


def test_titles_sections_pages_footers_and_headings_said_again_are_passed_over(
    vault: Vault, tmp_path: Path
) -> None:
    path = table(
        tmp_path,
        ("Caseload report",),
        SHORT,
        ("Care Planning North (1)",),
        ORLA,
        ("Page 1 of 2",),
        SHORT,
        ("Team: South",),
        NED,
        ("Total", "2"),
        ("Confidential - contains personal data",),
    )
    plan = bring_in(vault, path)
    assert [child.mosaic_id for child in plan.added] == ["1000001", "1000002"]
    assert plan.set_aside == () and plan.questions == ()
    assert [each.row for each in plan.passed_over] == [1, 3, 5, 6, 7, 9, 10]


def test_a_section_line_says_for_its_rows_what_no_column_does(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "Ruth Calder"})
    path = table(
        tmp_path, SHORT, ("IRO: CALDER, Ruth",), ORLA, ("Independent Reviewing Officer: Ann Other",), NED
    )
    plan = preview(vault, path)
    assert [child.mosaic_id for child in plan.added] == ["1000001"]
    assert [each.reason for each in plan.set_aside] == ["the list names another IRO for this child"]


def test_headings_in_two_rows_are_read_together(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        ("Person", "", "", "", "Placement", "", "", "Legal Status", ""),
        ("ID", "Surname", "Forename", "DOB", "Type", "Start", "Postcode", "", "Start"),
        ("1", "Roe", "Sam", "04/03/2014", "U6", "05/01/2026", "ZZ1 1AA", "C1", "05/01/2026"),
    )
    sheet = read_rows(path)
    assert sheet.columns["placed_since"] == "Placement Start"
    assert sheet.columns["legal_since"] == "Legal Status Start"
    assert sheet.unread == ()
    (only,) = sheet.rows
    assert (only.number, only.get("mosaic_id"), only.get("postcode"), only.get("legal_status")) == (
        3,
        "1",
        "ZZ1 1AA",
        "C1",
    )


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


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ("\xa0 Orla \u200b ", "Orla"),
        ('"Orla"', "Orla"),
        ('="0012345"', "0012345"),
        ("'0012345", "0012345"),
        ("'=1+1", "=1+1"),
        ("O'Neil", "O'Neil"),
        ("'Tis", "'Tis"),
        ("two   words\r\nand more ", "two words\nand more"),
        ('"Orla" and "Ned"', '"Orla" and "Ned"'),
    ],
)
def test_what_cannot_be_seen_is_taken_off(cell: str, left: str) -> None:
    assert clean(cell) == left


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1300001", "1300001"),
        ("1300001.0", "1300001"),
        ("1,300,001", "1300001"),
        ("1.300001E+06", "1300001"),
        ("#1300001", "1300001"),
        ("P-00123", "P-00123"),
    ],
)
def test_a_number_damaged_by_excel_is_made_whole(cell: str, number: str) -> None:
    assert read_id(cell) == number


def test_a_number_cut_short_is_never_guessed(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(Unsure, match="has lost figures"):
        read_id("1.3E+06")
    plan = bring_in(vault, write(tmp_path, row(Person_ID="1.3E+06")))
    assert plan.added == () and "cut its Mosaic number short (1.3E+06)" in plan.set_aside[0].reason
    bring_in(vault, write(tmp_path, row()))
    known = preview(vault, write(tmp_path, row(Person_ID="1.0E+06", Allocated_Worker="Rae Iqbal")))
    assert [(each.mosaic_id, each.field) for each in known.updated] == [("1000001", "worker")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("28.7.2026", date(2026, 7, 28)),
        ("28-07-2026", date(2026, 7, 28)),
        ("28 07 2026", date(2026, 7, 28)),
        ("2026/07/28", date(2026, 7, 28)),
        ("20260728", date(2026, 7, 28)),
        ("28-Jul-26", date(2026, 7, 28)),
        ("28th of July 2026", date(2026, 7, 28)),
        ("July 28, 2026", date(2026, 7, 28)),
        ("Tue 28 July 2026", date(2026, 7, 28)),
        ("28/07/2026 14:30", date(2026, 7, 28)),
        ("2026-07-28T14:30:00Z", date(2026, 7, 28)),
        ("28/07/2026 2:30:00 PM", date(2026, 7, 28)),
        ("46231", date(2026, 7, 28)),
        ("46231.0", date(2026, 7, 28)),
        ("04-Mar-99", date(1999, 3, 4)),
        ("00/00/0000", None),
        ("0", None),
        ("01/01/1900", None),
        ("1900-01-00", None),
        ("31/12/9999", None),
    ],
)
def test_a_dozen_shapes_of_a_date(cell: str, day: date | None) -> None:
    assert read_date(cell, today=TODAY) == day


@pytest.mark.parametrize(
    ("cell", "offered"),
    [
        ("31/09/2026", ["2026-09-30", "2026-10-01"]),
        ("04/03/12", ["2012-03-04", "2012-04-03"]),
        ("07/28/2026", ["2026-07-28"]),
        ("28072026", ["2026-07-28"]),
        ("=A1+1", []),
        ("soon", []),
    ],
)
def test_a_date_in_doubt_offers_what_it_may_be(cell: str, offered: list[str]) -> None:
    with pytest.raises(Unsure) as doubt:
        read_date(cell, today=TODAY)
    assert [option.answer for option in doubt.value.options] == offered


def test_two_figures_of_a_year_are_read_where_the_column_tells_the_order(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(DOB="04/03/14"), row(Person_ID="1000002", Forename="Ned", DOB="28/07/15"))
    plan = preview(vault, path)
    assert [child.born for child in plan.added] == [date(2014, 3, 4), date(2015, 7, 28)]
    assert read_date("04/03/14", (Order(True), Order()), TODAY) == date(2014, 3, 4)


def test_a_list_with_the_month_first_asks_once_for_all_of_it(vault: Vault, tmp_path: Path) -> None:
    american = {
        "Legal_Status_Start": "01/05/2026",
        "Period_of_Care_Start": "01/05/2026",
        "Placement_Start": "01/05/2026",
        "Last_CLA_Review": "01/30/2026",
    }
    path = write(
        tmp_path,
        row(DOB="03/04/2014", **american),
        row(Person_ID="1000002", Forename="Ned", DOB="07/28/2015", **american),
    )
    plan = preview(vault, path)
    (asked,) = plan.questions
    assert plan.added == () and "Day or month first?" in asked.why
    plan = bring_in(vault, path, answers={asked.key: "month"})
    assert [child.born for child in plan.added] == [date(2014, 3, 4), date(2015, 7, 28)]
    assert vault.ask(lambda session: session.exec(select(LegalStatus.started_on)).first()) == date(2026, 1, 5)
    assert preview(vault, path).questions == (), "the answer is kept for the next list"


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("ICO", "C1"),
        ("s.20", "V2"),
        ("Sec 20", "V2"),
        ("Section 20 Children Act 1989", "V2"),
        ("interim care order ", "C1"),
        ("Interim Care Order (C1)", "C1"),
        ("C2 Full care order", "C2"),
        ("Full care order s31", "C2"),
        ("EPO", "L2"),
        ("Police Protection", "L1"),
        ("N/A", ""),
        ("-", ""),
    ],
)
def test_words_for_legal_statuses(cell: str, code: str) -> None:
    assert read_code(cell, "legal_status") == code


def test_words_that_are_no_code_offer_the_nearest() -> None:
    with pytest.raises(Unsure) as doubt:
        read_code("Intrim care ordr", "legal_status")
    assert doubt.value.options[0].answer == "C1"
    with pytest.raises(Unsure) as doubt:
        read_code("Qqq", "legal_status")
    assert [option.answer for option in doubt.value.options] == ["C1", "C2", "E1", "V2"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("MARLOWE, Orla", "Orla Marlowe"),
        ("MARLOWE, ORLA", "Orla Marlowe"),
        ("MACLEOD-ROE", "Macleod-Roe"),
        ("O'NEIL", "O'Neil"),
        ("van der Berg, Jan", "Jan van der Berg"),
        ("TJ", "TJ"),
    ],
)
def test_names_are_turned_round_and_not_shouted(cell: str, name: str) -> None:
    assert read_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "first", "surname", "number"),
    [
        ("NULL, True", "True", "Null", "1000001"),
        ("May", "May", "", "1000001"),
        ("VAN DER BERG, Orla May", "Orla May", "Van Der Berg", "1000001"),
        ("O'NEIL, Sam (1234567)", "Sam", "O'Neil", "1234567"),
    ],
)
def test_names_that_look_like_something_else(
    vault: Vault, tmp_path: Path, cell: str, first: str, surname: str, number: str
) -> None:
    shown = "" if number != "1000001" else number
    path = table(tmp_path, ("Person ID", "Name", "DOB"), (shown, cell, "04/03/2014"))
    bring_in(vault, path)
    assert children(vault, "mosaic_id", "first_name", "surname") == [(number, first, surname)]


def test_capitals_of_a_list_do_not_change_a_name_that_is_here(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(Surname="MacLeod", Allocated_Worker="Ian McAdam")))
    assert preview(vault, write(tmp_path, row(Surname="MACLEOD", Allocated_Worker="IAN MCADAM"))).writes == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"DOB": "08/11/2008"}, "an adult: 18 since Sun 8 Nov 2026"),
        ({"Period of Care End Date": "01/10/2026"}, "the list says the case closed on Thu 1 Oct 2026"),
        ({"Case Status": "Closed"}, "the list says the case is closed"),
        ({"Closed": "Yes"}, "the list says the case is closed"),
    ],
)
def test_adults_and_closed_cases_are_set_aside(
    vault: Vault, tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    path = write(tmp_path, {**ROW, **changes, "Last CLA Review": "", "Participation": ""})
    assert [(each.row, each.reason) for each in preview(vault, path).set_aside] == [(2, reason)]
    assert preview(vault, path).added == ()
    bring_in(vault, write(tmp_path, {**ROW, "Last CLA Review": ""}))
    if "DOB" not in changes:
        path = write(tmp_path, {**ROW, **changes})
        assert preview(vault, path).set_aside[0].reason == f"{reason}; close it on the child's page"


def test_what_a_heading_means_is_said_once_and_kept_for_this_council(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "Ruth Calder", "council": "Brenley"})
    path = table(tmp_path, ("Nummer", "Forename", "DOB"), ("1", "Orla", "04/03/2014"))
    with pytest.raises(BadInput, match="no heading for the Mosaic number"):
        preview(vault, path)
    vault.act(name_column, "Nummer", "mosaic_id", TODAY)
    assert [child.mosaic_id for child in preview(vault, path).added] == ["1"]
    vault.act(save_profile, {"council": "Elsewhere"})
    with pytest.raises(BadInput, match="no heading"):
        preview(vault, path)


def test_a_heading_that_may_be_two_things_is_asked(vault: Vault, tmp_path: Path) -> None:
    path = table(tmp_path, (*SHORT, "Next Review"), (*ORLA, "20/11/2026"))
    plan = preview(vault, path)
    (asked,) = plan.questions
    assert asked.column == "Next Review" and plan.unread == ("Next Review",)
    assert [option.answer for option in asked.options[:2]] == ["booked", "next_due"]
    bring_in(vault, path, answers={asked.key: "booked"})
    again = preview(vault, path)
    assert again.unread == () and again.questions == ()
    assert {each.field for each in again.updated} == {"booked_for"}


def test_a_quote_that_is_never_closed_is_said_and_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [",".join(SHORT), '1,Roe,"Sam,04/03/2014,North', *(",".join(ORLA) for _ in range(80))]
    path.write_text("\n".join(lines))
    with pytest.raises(BadInput, match="breaks off inside a cell"):
        read_rows(path)


def test_nothing_in_a_cell_is_run_and_windows_letters_are_read(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    words = text(
        [row(Forename="Zoë", Notes="=cmd|' /C calc'!A0"), row(Person_ID="1000002", Forename="@SUM(1)")]
    )
    path.write_bytes(words.encode("cp1252"))
    bring_in(vault, path)
    assert children(vault, "first_name", "notes") == [("@SUM(1)", ""), ("Zoë", "=cmd|' /C calc'!A0")]
