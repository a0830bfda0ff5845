"""Titles, sections, footers and headings of lists as councils export them; invented names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from a_list import NED, ORLA, SHORT, TODAY, bring_in, preview, table
from sqlmodel import select

from iro_tui.casework.children import save_profile
from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import read_rows
from iro_tui.exchange.kept_answers import name_column
from iro_tui.exchange.questions import TAKE
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault


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
    assert [each.reason for each in plan.set_aside] == [
        "the list names another IRO for this child: Ann Other"
    ]


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
    assert again.unchanged == ("1000001",)
    booked = vault.ask(lambda session: session.exec(select(Review.booked_for)).all())
    assert booked == [date(2026, 11, 20)]


def test_a_quote_that_is_never_closed_is_said_and_swallows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [",".join(SHORT), '1,Roe,"Sam,04/03/2014,North', *(",".join(ORLA) for _ in range(80))]
    path.write_text("\n".join(lines))
    with pytest.raises(BadInput, match="row 2: a quotation mark is opened and not closed"):
        read_rows(path)


def test_a_column_that_stands_twice_fills_gaps_and_asks_where_the_two_differ(
    vault: Vault, tmp_path: Path
) -> None:
    path = table(
        tmp_path,
        (*SHORT, "DOB", "Team"),
        (*ORLA, "04/03/2014", "North"),
        (*NED[:3], "", "North", "28/07/2015", ""),
        ("1000003", "Roe", "Kit", "01/01/2012", "North", "02/01/2012", "North"),
    )
    plan = preview(vault, path)
    assert [each.born for each in plan.added] == [date(2014, 3, 4), date(2015, 7, 28), date(2012, 1, 1)]
    assert plan.unread == (), "a column that fills gaps is not left alone"
    assert [column.heading for column in plan.columns if column.second] == ["DOB", "Team"]
    (asked,) = plan.questions
    assert (asked.row, asked.column, asked.raw) == (4, "DOB", "01/01/2012")
    assert "the second says 02/01/2012" in asked.why
    answered = preview(vault, path, answers={asked.key: TAKE})
    assert answered.questions == () and answered.added[2].born == date(2012, 1, 2)


def test_two_columns_under_one_word_that_say_different_things_are_not_asked_about(
    vault: Vault, tmp_path: Path
) -> None:
    rows = [(str(number), f"Kit{number}", "04/03/2014", "R. Iqbal", f"Ann {number}") for number in range(6)]
    path = table(tmp_path, ("Person ID", "Forename", "DOB", "Allocated Worker", "Allocated Worker"), *rows)
    plan = preview(vault, path)
    assert plan.questions == () and plan.unread == ("Allocated Worker",)
