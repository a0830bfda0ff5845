from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from a_list import ROW, SAMPLE, TODAY, bring_in, preview, row, text, write
from sqlmodel import select

from iro_tui.casework.children import save_child, save_profile
from iro_tui.casework.reviews import book_review
from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import apply_plan, read_rows
from iro_tui.exchange.cells import read_code, read_date, read_name, read_yes
from iro_tui.exchange.questions import MINE
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault


def rows_of(vault: Vault, table: Any, *names: str) -> list[tuple[Any, ...]]:
    return vault.ask(
        lambda session: sorted(
            (tuple(getattr(found, name) for name in names) for found in session.exec(select(table))), key=repr
        )
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_and_line_ends(vault: Vault, tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / "list.csv"
    words = text([row(Forename="Thị-Hằng", Surname="Łukasz-O’Brien", Notes="one\ntwo")])
    path.write_bytes(words.replace("\n", ending).encode(encoding))
    bring_in(vault, path)
    assert rows_of(vault, Child, "first_name", "surname") == [("Thị-Hằng", "Łukasz-O’Brien")]
    assert rows_of(vault, Child, "notes") == [("one\ntwo",)]


def test_windows_1252_and_semicolons(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(text([row(Forename="Zoë", Surname="O’Neil")]).replace(",", ";").encode("cp1252"))
    bring_in(vault, path)
    assert rows_of(vault, Child, "first_name", "surname") == [("Zoë", "O’Neil")]


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (None, "There is no file list.csv."),
        ("folder", "list.csv is a folder."),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", "not a list but some other kind of file"),
        (b"PK\x03\x04 a workbook", "is a workbook. Save it from Excel as CSV"),
        (b"", "list.csv is empty."),
        (b" \r\n\r\n", "list.csv is empty."),
        (b",,,\n,,,\n", "list.csv is empty."),
        (b"\x81\x8d\xff broken", "not plain text"),
        (b"Colour,Shape\nred,round\n", "for the Mosaic number"),
        (b"Person ID,Forename\n1,Orla\n", "no heading for the date of birth"),
        (b"Person ID,DOB\n1,04/03/2014\n", "no heading for the first name"),
        (b"Forename,DOB\nOrla,04/03/2014\n", "no heading for the Mosaic number"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, made: Any, sentence: str) -> None:
    path = tmp_path / "list.csv"
    if made == "folder":
        path.mkdir()
    elif made is not None:
        path.write_bytes(made)
    with pytest.raises(BadInput) as refused:
        read_rows(path)
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value) and str(tmp_path) not in str(refused.value)


def test_headings_only_is_an_empty_plan(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(SAMPLE.read_text(encoding="utf-8").partition("\n")[0])
    plan = preview(vault, path)
    assert (plan.rows_read, plan.added, plan.writes) == (0, (), ())


def test_wrong_rows_are_named_and_the_good_ones_go_in(vault: Vault, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(),
        row(Person_ID="", Forename="", Surname=""),
        row(Person_ID="1000002", Forename="Ned", DOB="31/02/2015"),
        row(Person_ID="", Forename="Imani", Surname="Shaw", DOB="01/01/2020"),
        row(Person_ID="1000003", Forename="", Surname="Hart"),
        row(Person_ID="1000004", Forename="Rosa", Last_CLA_Review="31/09/2026"),
        row(Person_ID="1000005", Forename="Kit", Legal_Status="X9 - Unheard of"),
    )
    plan = bring_in(vault, path)
    assert [child.mosaic_id for child in plan.added] == ["1000001", "1000003", "1000004", "1000005"]
    assert [(each.row, each.reason) for each in plan.set_aside] == [
        (3, "no name and no Mosaic number"),
        (4, "no date of birth that can be used"),
        (5, "no Mosaic number, and no one child here has that name and date of birth"),
    ]
    assert [(each.row, each.mosaic_id, each.column, each.raw) for each in plan.questions] == [
        (4, "1000002", "DOB", "31/02/2015"),
        (6, "1000003", "Forename(s)", ""),
        (7, "1000004", "Last CLA Review", "31/09/2026"),
        (8, "1000005", "Legal Status", "X9 - Unheard of"),
    ]
    assert plan.questions[0].why == "There is no 31 February. In 2015 it has 28 days."
    assert len(rows_of(vault, Child, "id")) == 4
    assert len(rows_of(vault, Review, "id")) == 3
    assert len(rows_of(vault, LegalStatus, "id")) == 3


@pytest.mark.parametrize(
    ("changes", "column", "why"),
    [
        ({"DOB": "04/03/2027"}, "DOB", "has not come yet"),
        ({"DOB": "04/03/1914"}, "DOB", "Check the year"),
        ({"DOB": "4/3/14"}, "DOB", "year of four figures"),
        ({"DOB": "tomorrow"}, "DOB", "not a date"),
        ({"Period_of_Care_Start": "04/03/2013"}, "Period of Care Start", "before the date of birth"),
        ({"Last_CLA_Review": "01/01/2026"}, "Last CLA Review", "before the period of care began"),
        ({"Last_CLA_Review": "10/11/2026"}, "Last CLA Review", "has not come yet"),
        ({"Participation": "PN0"}, "Participation", "for a child under 4"),
        ({"Participation": "PN9"}, "Participation", "not in the list of participation codes"),
        ({"Record_Distributed": "29/01/2026"}, "Record Distributed", "before the last review"),
        ({"Gender": "X"}, "Gender", "not in the list of sex codes"),
        ({"Legal_Status_Start": ""}, "Legal Status", "does not say since when"),
        ({"Placement_Start": "32/01/2026"}, "Placement Type", "does not say since when"),
    ],
)
def test_what_cannot_be_true_is_asked(
    vault: Vault, tmp_path: Path, changes: dict[str, str], column: str, why: str
) -> None:
    questions = preview(vault, write(tmp_path, row(**changes))).questions
    assert any(each.column == column and why in each.why and each.row == 2 for each in questions), questions


def test_an_age_that_does_not_fit_the_date_of_birth_is_asked(vault: Vault, tmp_path: Path) -> None:
    plan = preview(vault, write(tmp_path, {**row(), "Age": "3"}))
    assert "The list says 3 years" in plan.questions[0].why
    assert preview(vault, write(tmp_path, {**row(), "Age": "12"})).questions == ()


def test_a_cell_too_many_sets_the_row_aside(vault: Vault, tmp_path: Path) -> None:
    path = write(tmp_path, row(), row(Person_ID="1000002"))
    path.write_text(path.read_text().rstrip() + ',"slipped"\n')
    plan = preview(vault, path)
    assert [each.row for each in plan.set_aside] == [3]
    assert len(plan.added) == 1


def test_words_too_long_for_the_record_set_the_row_aside(vault: Vault, tmp_path: Path) -> None:
    plan = bring_in(
        vault, write(tmp_path, row(Placement_Postcode="Z" * 30), row(Person_ID="1000002", Forename="Ned"))
    )
    assert [(each.row, each.reason) for each in plan.set_aside] == [
        (2, "Postcode: at most 12 letters fit here; this has 30.")
    ]
    assert rows_of(vault, Child, "mosaic_id") == [("1000002",)]


def test_two_rows_for_one_child_are_joined(vault: Vault, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        row(Participation=""),
        row(Known_As="Orlie", Allocated_Worker="Rae Iqbal"),
        row(Person_ID="", Notes="no number"),
        row(Forename="Ned", DOB="01/01/2019"),
    )
    plan = bring_in(vault, path)
    assert [(each.rows, each.mosaic_id) for each in plan.joined] == [((2, 3, 4), "1000001")]
    assert [(each.row, each.reason) for each in plan.set_aside] == [
        (5, "the same Mosaic number as row 2, but another child")
    ]
    assert [(each.row, each.raw) for each in plan.questions] == [(3, "Rae Iqbal")]
    assert rows_of(vault, Child, "first_name", "known_as", "notes") == [("Orla", "Orlie", "no number")]
    assert rows_of(vault, Review, "participation") == [("PN1",)]


def test_changes_say_before_and_after_and_close_the_old_row(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    changed = row(
        Surname="Marlowe-Roe",
        Legal_Status="C2 - Full care order",
        Legal_Status_Start="01/10/2026",
        Placement_Start="15/09/2026",
        Placement_Postcode="ZZ2 2BB",
        Allocated_Worker="Rae Iqbal",
    )
    plan = bring_in(vault, write(tmp_path, changed))
    assert {(each.field, each.before, each.after) for each in plan.updated} == {
        ("surname", "Marlowe", "Marlowe-Roe"),
        ("legal_status", "C1", "C2"),
        ("placement", "U6 ZZ1 1AA", "U6 ZZ2 2BB"),
        ("worker", "Petra Kowal", "Rae Iqbal"),
    }
    assert {each.mosaic_id for each in plan.updated} == {"1000001"}
    assert rows_of(vault, LegalStatus, "code", "started_on", "ended_on") == [
        ("C1", date(2026, 1, 5), date(2026, 10, 1)),
        ("C2", date(2026, 10, 1), None),
    ]
    assert rows_of(vault, Placement, "postcode", "started_on", "ended_on") == [
        ("ZZ1 1AA", date(2026, 1, 5), date(2026, 9, 15)),
        ("ZZ2 2BB", date(2026, 9, 15), None),
    ]
    assert rows_of(vault, Person, "name", "from_on", "until_on") == [
        ("Petra Kowal", None, TODAY),
        ("Rae Iqbal", TODAY, None),
    ]
    again = preview(vault, write(tmp_path, changed))
    assert (again.updated, again.writes, again.unchanged) == ((), (), ("1000001",))


def test_an_empty_cell_takes_nothing_away(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(Notes="Likes chess.")))
    bare = dict.fromkeys(ROW, "") | {
        "Person ID": "1000001",
        "Forename(s)": "Orla",
        "Surname": "Marlowe",
        "DOB": "04/03/2014",
    }
    assert preview(vault, write(tmp_path, bare)).writes == ()


def test_what_the_iro_wrote_is_not_overwritten(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    (child_id,) = rows_of(vault, Child, "id")[0]
    vault.act(save_child, child_id, {"known_as": "Orlie", "notes": "Ring Nan first."})
    vault.act(book_review, child_id, date(2026, 12, 1))
    listed = row(Known_As="Or", Notes="PEP late", Next_Review_Booked="08/12/2026")
    plan = bring_in(vault, write(tmp_path, listed))
    assert {each.column for each in plan.questions} == {"Known As", "Next Review Booked"}
    assert [(each.field, each.after) for each in plan.updated] == [("notes", "Ring Nan first.\nPEP late")]
    assert rows_of(vault, Child, "known_as", "notes") == [("Orlie", "Ring Nan first.\nPEP late")]
    assert (date(2026, 12, 1),) in rows_of(vault, Review, "booked_for")
    assert preview(vault, write(tmp_path, listed)).writes == ()


def test_a_review_that_is_here_already_is_not_added_again(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    plan = bring_in(vault, write(tmp_path, row(Record_Distributed="20/02/2026")))
    assert [(each.field, each.after) for each in plan.updated] == [("distributed_on", "2026-02-20")]
    newer = row(
        Last_CLA_Review="28/04/2026", Review_Category="Second CLA Review", Next_Review_Booked="26/10/2026"
    )
    bring_in(vault, write(tmp_path, newer))
    assert rows_of(vault, Review, "kind", "opened_on", "booked_for", "source") == sorted(
        [
            ("FIRST", date(2026, 1, 30), None, "import"),
            ("SECOND", date(2026, 4, 28), None, "import"),
            ("SUBSEQUENT", None, date(2026, 10, 26), "import"),
        ],
        key=repr,
    )
    moved = {**newer, "Next Review Booked": "19/10/2026"}
    plan = bring_in(vault, write(tmp_path, moved))
    assert [(each.field, each.before, each.after) for each in plan.updated] == [
        ("booked_for", "2026-10-26", "2026-10-19")
    ]


def test_C5_another_start_of_care_is_asked_unless_the_last_one_ended(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(Last_CLA_Review="")))
    later = row(Period_of_Care_Start="01/10/2026", Last_CLA_Review="")
    plan = preview(vault, write(tmp_path, later))
    assert [each.column for each in plan.questions] == ["Period of Care Start"]
    assert plan.writes == ()
    vault.act(end_care, date(2026, 8, 1))
    plan = bring_in(vault, write(tmp_path, later))
    assert [(each.field, each.after) for each in plan.updated] == [("looked_after_since", "2026-10-01")]
    assert len(rows_of(vault, PeriodOfCare, "id")) == 2


def end_care(session: Any, on: date) -> None:
    for period in session.exec(select(PeriodOfCare)):
        period.ended_on = on


end_care.words = "care ended"  # type: ignore[attr-defined]


def test_an_older_change_than_what_stands_here_is_asked(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(Legal_Status="C2", Legal_Status_Start="01/10/2026")))
    plan = preview(vault, write(tmp_path, row()))
    assert [each.column for each in plan.questions] == ["Legal Status"]
    assert plan.writes == ()


def test_a_row_without_a_number_is_matched_by_name_and_birth(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row()))
    plan = preview(vault, write(tmp_path, row(Person_ID="", Allocated_Worker="Rae Iqbal")))
    assert [(each.mosaic_id, each.field) for each in plan.updated] == [("1000001", "worker")]
    namesake = write(tmp_path, row(Person_ID="1000002"))
    (asked,) = preview(vault, namesake).questions
    assert "Orla Marlowe is here with the number 1000001. The same child?" in asked.why
    bring_in(vault, namesake, answers={asked.key: MINE})
    plan = preview(vault, write(tmp_path, row(Person_ID="")))
    assert [each.row for each in plan.set_aside] == [2]


def test_children_the_list_lacks_are_named_and_stay(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(), row(Person_ID="1000002", Forename="Ned")))
    plan = bring_in(vault, write(tmp_path, row()))
    assert plan.not_listed == ("1000002",)
    assert len(rows_of(vault, Child, "id")) == 2


def test_rows_that_name_another_iro_are_set_aside_when_this_one_is_in_the_list(
    vault: Vault, tmp_path: Path
) -> None:
    path = write(tmp_path, row(), row(Person_ID="1000002", Forename="Ned", IRO="Ann Other"))
    assert len(preview(vault, path).added) == 2, "nobody has said yet whose vault this is"
    vault.act(save_profile, {"name": "Ruth Calder"})
    plan = preview(vault, path)
    assert [child.mosaic_id for child in plan.added] == ["1000001"]
    assert [(each.row, each.reason) for each in plan.set_aside] == [
        (3, "the list names another IRO for this child: Ann Other")
    ]
    vault.act(save_profile, {"name": "Somebody Else"})
    plan = preview(vault, path)
    assert len(plan.added) == 2, "a list that never names this IRO cannot tell"
    assert "names 2 IROs and none is Somebody Else" in plan.questions[0].why


def test_a_plan_of_a_record_that_has_changed_is_refused(vault: Vault, tmp_path: Path) -> None:
    plan = preview(vault, write(tmp_path, row()))
    vault.act(apply_plan, plan, TODAY)
    with pytest.raises(BadInput, match="Something changed since"):
        vault.act(apply_plan, plan, TODAY)
    with pytest.raises(BadInput, match="Something changed since"):
        vault.act(apply_plan, preview(vault, write(tmp_path, row())), date(2026, 11, 10))


def test_a_hostile_name_and_formulas_are_words(vault: Vault, tmp_path: Path) -> None:
    bring_in(vault, write(tmp_path, row(Forename="O'Brien [/] [b]", Notes="=HYPERLINK(1)")))
    assert rows_of(vault, Child, "first_name", "notes") == [("O'Brien [/] [b]", "=HYPERLINK(1)")]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("28/07/2026", date(2026, 7, 28)),
        ("1/2/2026", date(2026, 2, 1)),
        ("2026-07-28", date(2026, 7, 28)),
        ("28 Jul 2026", date(2026, 7, 28)),
        ("28-July-2026", date(2026, 7, 28)),
        ("28/07/2026 00:00", date(2026, 7, 28)),
        ("2026-07-28T00:00:00", date(2026, 7, 28)),
        ("", None),
    ],
)
def test_dates_of_a_list(cell: str, day: date | None) -> None:
    assert read_date(cell) == day


@pytest.mark.parametrize(
    "cell", ["31/02/2025", "28/07/26", "today", "+3", "Monday", "07/28/2026", "28072026", "x"]
)
def test_dates_that_a_list_cannot_mean(cell: str) -> None:
    with pytest.raises(BadInput):
        read_date(cell)


@pytest.mark.parametrize(
    ("cell", "name", "code"),
    [
        ("C1 - Interim care order", "legal_status", "C1"),
        ("c2", "legal_status", "C2"),
        ("Section 20", "legal_status", "V2"),
        ("Interim care order", "legal_status", "C1"),
        ("Parent(s)", "placement_provider", "PR0"),
        ("Eventual return to birth family", "permanence_plan", "RETURNEV"),
        ("K3 - Supported accommodation (16+)", "placement_type", "K3"),
        ("1", "sex", "M"),
        ("Female", "sex", "F"),
        ("", "sex", ""),
    ],
)
def test_codes_of_a_list(cell: str, name: str, code: str) -> None:
    assert read_code(cell, name) == code


def test_names_and_yes_and_no() -> None:
    assert read_name("THISTLEWOOD, Marguerite") == "Marguerite Thistlewood"
    assert read_name("O'BRIEN-ROE, Sam") == "Sam O'Brien-Roe"
    assert read_name("van Dyk, Jan") == "Jan van Dyk"
    assert read_name("Ruth Calder") == "Ruth Calder"
    assert (read_yes("Y"), read_yes("no"), read_yes("")) == (True, False, None)
    with pytest.raises(BadInput):
        read_yes("perhaps")
