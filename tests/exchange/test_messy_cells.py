"""Single cells as lists have them: dates, numbers, codes and names of a dozen shapes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from a_list import TODAY, bring_in, children, preview, row, table, text, write
from sqlmodel import select

from iro_tui.exchange.cell_dates import Order, read_date
from iro_tui.exchange.cells import read_code, read_id, read_name
from iro_tui.exchange.grid import clean
from iro_tui.exchange.questions import KEEP, Unsure
from iro_tui.record.home import LegalStatus
from iro_tui.vault.store import Vault


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
        ("Mar\u00adlowe\u202c", "Marlowe"),
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
    plan = bring_in(vault, write(tmp_path, row(Person_ID="1.3E+06", DOB="3/4/14")))
    assert plan.questions == (), "no answer brings that row in"
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
        ("4 Mar '14", date(2014, 3, 4)),
        ("the 28th July 2026", date(2026, 7, 28)),
        ("28/07/2026 2pm", date(2026, 7, 28)),
        ("Tue 28th July 2026 at 2.30pm", date(2026, 7, 28)),
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
        ("SMITH Jo", "Jo Smith"),
        ("O'NEIL-ROE Anne Marie", "Anne Marie O'Neil-Roe"),
        ("AJ Smith", "AJ Smith"),
        ("JO ANN SMITH", "Jo Ann Smith"),
    ],
)
def test_names_are_turned_round_and_not_shouted(cell: str, name: str) -> None:
    assert read_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "first", "surname", "number"),
    [
        ("NULL, True", "True", "Null", "1000001"),
        ("May", "May", "", "1000001"),
        ("Miss Tia Bell", "Tia", "Bell", "1000001"),
        ("أحمد محمد", "أحمد", "محمد", "1000001"),
        ("Ana 🌈 Roe", "Ana 🌈", "Roe", "1000001"),
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


def test_nothing_in_a_cell_is_run_and_windows_letters_are_read(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    words = text(
        [row(Forename="Zoë", Notes="=cmd|' /C calc'!A0"), row(Person_ID="1000002", Forename="@SUM(1)")]
    )
    path.write_bytes(words.encode("cp1252"))
    bring_in(vault, path)
    assert children(vault, "first_name", "notes") == [("@SUM(1)", ""), ("Zoë", "=cmd|' /C calc'!A0")]


@pytest.mark.parametrize("said", ["TBC", "N/A", "unknown", "-", "NULL"])
def test_a_number_that_is_still_to_come_is_no_number(vault: Vault, tmp_path: Path, said: str) -> None:
    assert read_id(said) == ""
    plan = preview(vault, write(tmp_path, row(Person_ID=said)))
    assert plan.added == () and plan.set_aside[0].reason.startswith("no Mosaic number")


def test_two_codes_in_one_cell_are_asked(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(Legal_Status="C2 / E1"))
    (asked,) = preview(vault, path).questions
    assert [option.answer for option in asked.options] == ["C2", "E1", ""]
    bring_in(vault, path, answers={asked.key: "E1"})
    assert vault.ask(lambda session: session.exec(select(LegalStatus.code)).one()) == "E1"


def test_the_only_name_of_a_new_child_stands_as_the_first_name_until_it_is_said(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(Forename="", Surname="Null"))
    (asked,) = preview(vault, path).questions
    assert [each.name for each in preview(vault, path).added] == ["Null"]
    whole = preview(vault, path, answers={asked.key: KEEP})
    assert whole.questions == () and [each.name for each in whole.added] == ["Null"]
    bring_in(vault, path, answers={asked.key: "Ciara"})
    assert children(vault, "first_name", "surname") == [("Ciara", "Null")]
    assert preview(vault, path).questions == ()
    known = preview(vault, write(tmp_path, row(Forename="", Surname="Null", Allocated_Worker="Rae Iqbal")))
    assert [each.field for each in known.updated] == ["worker"], "a gap in a later list is no other name"


def test_the_only_name_stays_asked_after_it_was_brought_in_and_is_never_doubled(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(Forename="", Surname="Prince"))
    bring_in(vault, path)
    again = preview(vault, path)
    assert again.writes == () and [each.column for each in again.questions] == ["Forename(s)"]
    bring_in(vault, path, answers={again.questions[0].key: "Ciara"})
    assert children(vault, "first_name", "surname") == [("Ciara", "Prince")]
