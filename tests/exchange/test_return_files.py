"""The national return read as history: into the right children, each row once, with what is wrong in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from a_list import SAMPLE, row, write
from a_list import bring_in as bring_in_list
from a_return import TODAY, a_return, bring_in, column, of_files, preview
from sqlmodel import select

from iro_tui.casework.children import add_child
from iro_tui.errors import BadInput
from iro_tui.exchange.caseload_list import plan_import, read_rows
from iro_tui.exchange.grid import open_list
from iro_tui.exchange.incoming import differences, open_incoming
from iro_tui.exchange.questions import MINE, TAKE
from iro_tui.exchange.return_files import kind_of
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.court import Proceedings
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.vault.history import undo
from iro_tui.vault.store import Vault

RETURN = SAMPLE.parent / "ssda903"
BORN = "04/03/2014"


@pytest.fixture
def orla(vault: Vault) -> Vault:
    """A vault with one child, number 1000001, and nothing else about her."""
    values = {"mosaic_id": "1000001", "first_name": "Orla", "surname": "Roe", "born": date(2014, 3, 4)}
    vault.act(add_child, values, None, TODAY)
    return vault


def rows_of(vault: Vault, table: Any, *names: str) -> list[tuple[Any, ...]]:
    return vault.ask(
        lambda session: sorted(
            (tuple(getattr(found, name) for name in names) for found in session.exec(select(table))), key=repr
        )
    )


def test_every_file_of_the_return_is_known_and_a_caseload_list_is_none() -> None:
    assert {kind_of(open_list(path)) for path in RETURN.iterdir()} == {path.stem for path in RETURN.iterdir()}
    assert kind_of(open_list(SAMPLE)) == ""


@pytest.mark.parametrize("number", ["1000001.0", "1,000,001", "'1000001", "0001000001"])
def test_a_number_a_spreadsheet_has_touched_is_the_same_child(
    orla: Vault, tmp_path: Path, number: str
) -> None:
    plan = preview(orla, a_return(tmp_path, reviews=[f'"{number}",{BORN},12/09/2025,PN1']))
    assert (plan.questions, plan.set_aside) == ((), ())
    assert [(each.mosaic_id, each.field) for each in plan.updated] == [("1000001", "review")]
    found = orla.ask(differences, (a_return(tmp_path, reviews=[f'"{number}",{BORN},12/09/2025,PN1']),), TODAY)
    assert [each.kind for each in found] == ["missing_here"]


@pytest.mark.parametrize(
    ("number", "day", "words"),
    [
        ("1.00E+06", "12/09/2025", "row 2: Excel has cut the number short"),
        ("1000001", "09/25/2025", "row 2: the month stands before the day"),
        ("1000001", "12/09/25", "row 2: the years have two figures only"),
    ],
)
def test_a_return_that_a_spreadsheet_has_spoilt_is_refused(
    orla: Vault, tmp_path: Path, number: str, day: str, words: str
) -> None:
    with pytest.raises(BadInput, match=rf"reviews\.csv {words}.*Take the file as it was exported"):
        a_return(tmp_path, reviews=[f"{number},,{day},PN1"])


def test_what_cannot_be_read_in_a_row_is_named(orla: Vault, tmp_path: Path) -> None:
    episode = "1000001,05/01/2026,S,Q9,N1,U6,PR1,31/02/2026,,,,,"
    plan = preview(orla, a_return(tmp_path, episodes=[episode]))
    assert [each.reason for each in plan.set_aside] == [
        "Orla Roe, episodes.csv row 2, DEC: “31/02/2026” cannot be read and stays out",
        "Orla Roe, episodes.csv row 2, LS: “Q9” cannot be read and stays out",
    ]


def test_one_file_brings_those_beside_it() -> None:
    incoming = open_incoming(RETURN / "reviews.csv")
    assert incoming.returned is not None and len(incoming.returned.names) == 6
    assert incoming.returned.name == "return, 6 files"


def test_the_sample_return_is_history_and_disturbs_nothing(vault: Vault) -> None:
    bring_in_list(vault, SAMPLE)
    plan = bring_in(vault, open_incoming(RETURN / "reviews.csv"))
    assert (plan.questions, plan.set_aside, plan.added) == ((), (), ())
    held = [day for (day,) in rows_of(vault, Review, "opened_on") if day]
    told = {
        (child, day)
        for child, day in zip(
            column(RETURN / "reviews.csv", "CHILD"), column(RETURN / "reviews.csv", "REVIEW"), strict=True
        )
    }
    assert len(held) == len(told | _last_reviews())
    assert len(rows_of(vault, MissingEpisode, "id")) == 17
    assert preview(vault, open_incoming(RETURN / "reviews.csv")).writes == ()
    again = vault.ask(plan_import, read_rows(SAMPLE), TODAY)
    assert (again.writes, again.questions) == ((), ())
    vault.act(undo)
    assert len([day for (day,) in rows_of(vault, Review, "opened_on") if day]) == len(_last_reviews())


def _last_reviews() -> set[tuple[str, str]]:
    pairs = zip(column(SAMPLE, "Person ID"), column(SAMPLE, "Last CLA Review"), strict=True)
    return {(child, day) for child, day in pairs if day}


def test_episodes_become_times_in_care_legal_statuses_and_homes(orla: Vault, tmp_path: Path) -> None:
    episodes = [
        "1000001,05/01/2024,S,V2,N1,U6,PR1,05/02/2024,X1,,,ZZ1 1AA,",
        "1000001,05/02/2024,L,C1,N1,U6,PR1,10/03/2024,X1,,,ZZ1 1AA,",
        "1000001,10/03/2024,T,C1,N1,T1,,17/03/2024,X1,,,,",
        "1000001,17/03/2024,T,C1,N1,U6,PR1,20/06/2024,X1,CREQB,,ZZ1 1AA,",
        "1000001,20/06/2024,P,C1,N1,K2,PR4,01/09/2024,E4A,,,ZZ2 2BB,",
        "1000001,05/01/2026,S,C2,N1,U4,PR1,,,,,ZZ3 3CC,",
    ]
    bring_in(orla, a_return(tmp_path, episodes=episodes))
    assert rows_of(orla, PeriodOfCare, "started_on", "ended_on", "end_reason") == [
        (date(2024, 1, 5), date(2024, 9, 1), "E4A"),
        (date(2026, 1, 5), None, ""),
    ]
    assert rows_of(orla, LegalStatus, "code", "started_on", "ended_on") == [
        ("C1", date(2024, 2, 5), date(2024, 9, 1)),
        ("C2", date(2026, 1, 5), None),
        ("V2", date(2024, 1, 5), date(2024, 2, 5)),
    ]
    assert rows_of(orla, Placement, "kind", "started_on", "ended_on", "provider", "move_reason") == [
        ("K2", date(2024, 6, 20), date(2024, 9, 1), "PR4", "CREQB"),
        ("U4", date(2026, 1, 5), None, "PR1", ""),
        ("U6", date(2024, 1, 5), date(2024, 6, 20), "PR1", ""),
    ]


def test_reviews_are_numbered_only_where_the_return_reaches_back(orla: Vault, tmp_path: Path) -> None:
    episodes = ["1000001,05/01/2026,S,C2,N1,U4,PR1,,,,,ZZ3 3CC,"]
    reviews = [f"1000001,{BORN},{day},PN1" for day in ("30/01/2026", "28/04/2026", "20/10/2026")]
    bring_in(orla, a_return(tmp_path, episodes=episodes, reviews=reviews))
    assert [kind for kind, _ in rows_of(orla, Review, "kind", "opened_on")] == [
        "FIRST",
        "SECOND",
        "SUBSEQUENT",
    ]


def test_a_time_in_care_from_before_the_return_has_no_first_review_in_it(orla: Vault, tmp_path: Path) -> None:
    episodes = ["1000001,05/01/2020,S,C2,N1,U4,PR1,,,,,ZZ3 3CC,"]
    bring_in(orla, a_return(tmp_path, episodes=episodes, reviews=[f"1000001,{BORN},30/06/2026,PN1"]))
    assert rows_of(orla, Review, "kind") == [("SUBSEQUENT",)]


def test_rows_that_stand_twice_count_once_and_the_newer_year_wins(orla: Vault, tmp_path: Path) -> None:
    a_return(tmp_path / "old", episodes=["1000001,05/01/2024,S,C1,N1,U6,PR1,,,,,ZZ1 1AA,"])
    a_return(tmp_path / "new", episodes=["1000001,05/01/2024,S,C1,N1,U6,PR1,01/06/2026,E4A,,,ZZ1 1AA,"])
    review = f"1000001,{BORN},30/06/2025,PN1"
    a_return(tmp_path / "new", reviews=[review, review, f"1000001,{BORN},30-06-2025,PN1"])
    files = [tmp_path / "new" / "episodes.csv", tmp_path / "old" / "episodes.csv"]
    plan = bring_in(orla, of_files(*files, tmp_path / "new" / "reviews.csv"))
    assert plan.rows_read == 5
    assert rows_of(orla, PeriodOfCare, "ended_on") == [(date(2026, 6, 1),)]
    assert rows_of(orla, Review, "opened_on") == [(date(2025, 6, 30),)]


def test_codes_of_older_returns_and_what_the_other_files_say(orla: Vault, tmp_path: Path) -> None:
    incoming = a_return(
        tmp_path,
        header=[f"1000001,2,{BORN},WBRI,UN3,,"],
        uasc=[f"1000001,2,{BORN},04/03/2032"],
        sw_episodes=[
            f"1000001,{BORN},SW1,05/01/2024,01/05/2025,LEFTRL",
            f"1000001,{BORN},SW2,01/05/2025,,",
        ],
        missing=[f"1000001,{BORN},A,07/04/2026,10/04/2026", f"1000001,{BORN},M,01/06/2026,"],
    )
    bring_in(orla, incoming)
    assert rows_of(orla, Child, "sex", "ethnicity", "uasc") == [("F", "WBRI", True)]
    assert rows_of(orla, Person, "name", "from_on", "until_on") == [
        ("Social worker SW1", date(2024, 1, 5), date(2025, 5, 1)),
        ("Social worker SW2", date(2025, 5, 1), None),
    ]
    assert rows_of(orla, MissingEpisode, "kind", "gone_on", "back_on") == [
        ("A", date(2026, 4, 7), date(2026, 4, 10)),
        ("M", date(2026, 6, 1), None),
    ]
    assert preview(orla, incoming).writes == ()


def test_a_clash_with_what_is_here_is_asked(vault: Vault, tmp_path: Path) -> None:
    bring_in_list(vault, write(tmp_path, row()))
    incoming = a_return(
        tmp_path / "r",
        episodes=["1000001,05/01/2026,S,C2,N1,U6,PR1,,,,,ZZ1 1AA,"],
        reviews=[f"1000001,{BORN},30/01/2026,PN6"],
    )
    plan = preview(vault, incoming)
    assert {(each.column, each.raw) for each in plan.questions} == {
        ("legal status", "C2"),
        ("participation", "PN6"),
    }
    answers = {each.key: TAKE for each in plan.questions}
    bring_in(vault, incoming, answers)
    assert rows_of(vault, LegalStatus, "code") == [("C2",)]
    assert rows_of(vault, Review, "participation") == [("PN6",)]
    assert preview(vault, incoming).questions == ()


def test_a_child_who_is_not_here_is_set_aside_and_nobody_is_added(orla: Vault, tmp_path: Path) -> None:
    plan = preview(orla, a_return(tmp_path, reviews=["999,01/01/2015,30/06/2026,PN1"]))
    assert [each.reason for each in plan.set_aside] == ["999 is not on this caseload"]
    assert (plan.added, plan.writes) == ((), ())


def test_another_number_or_date_of_birth_is_asked_and_the_answer_kept(orla: Vault, tmp_path: Path) -> None:
    incoming = a_return(tmp_path / "born", reviews=["1000001,05/03/2014,30/06/2026,PN1"])
    (asked,) = preview(orla, incoming).questions
    assert "here it is Tue 4 Mar 2014" in asked.why and preview(orla, incoming).writes == ()
    assert "another child" in preview(orla, incoming, {asked.key: MINE}).set_aside[0].reason
    bring_in(orla, incoming, {asked.key: TAKE})
    assert len(rows_of(orla, Review, "id")) == 1
    bring_in(orla, a_return(tmp_path / "care", episodes=["1000001,05/01/2026,S,C1,N1,U6,PR1,,,,,,"]))
    other = a_return(
        tmp_path / "number",
        episodes=["77,05/01/2026,S,C1,N1,U6,PR1,,,,,,"],
        reviews=[f"77,{BORN},28/04/2026,PN1"],
    )
    (asked,) = preview(orla, other).questions
    assert "Orla Roe, 1000001 here, was born and came into care that day." in asked.why
    bring_in(orla, other, {asked.key: TAKE})
    assert len(rows_of(orla, Review, "id")) == 2
    assert preview(orla, other).questions == ()


@pytest.mark.parametrize(
    ("rule", "files", "words"),
    [
        ("166", {"reviews": [f"1000001,{BORN},31/09/2026,PN1"]}, "no day of a review that can be read"),
        ("166", {"reviews": [f"1000001,{BORN},,PN1"]}, "no day of a review that can be read."),
        ("167", {"reviews": [f"1000001,{BORN},30/06/2026,"]}, "The participation code is missing"),
        ("167", {"reviews": [f"1000001,{BORN},30/06/2026,PN9"]}, "“PN9” is no participation code"),
        ("440", {"reviews": [f"1000001,{BORN},30/06/2026,PN0"]}, "PN0 is for a child under 4"),
        ("441", {"reviews": [f"1000001,{BORN},30/06/2016,PN1"]}, "PN1 is for a child of 4 or over"),
        (
            "INT08",
            {"header": ["5,F,01/01/2015,WBRI,,,"], "reviews": [f"1000001,{BORN},30/06/2026,PN1"]},
            "in the reviews and not in the header",
        ),
        (
            "INT17",
            {"header": [f"1000001,F,{BORN},WBRI,,,"], "reviews": ["1000001,05/03/2014,30/06/2026,PN1"]},
            "Born Wed 5 Mar 2014 in the reviews and Tue 4 Mar 2014 in the header.",
        ),
        (
            "399",
            {
                "episodes": ["1000001,05/01/2026,S,V4,N2,U6,PR1,,,,,,"],
                "reviews": [f"1000001,{BORN},30/06/2026,PN1"],
            },
            "the return takes no review. It stays here.",
        ),
    ],
)
def test_rules_166_167_399_440_441_INT08_INT17_are_said_in_plain_words(
    orla: Vault, tmp_path: Path, rule: str, files: dict[str, list[str]], words: str
) -> None:
    findings = [each for each in preview(orla, a_return(tmp_path, **files)).findings if each.rule == rule]
    assert len(findings) == 1
    assert words in findings[0].words and "row 2" in findings[0].words


def test_A399_is_silent_when_another_legal_status_came_too(orla: Vault, tmp_path: Path) -> None:
    incoming = a_return(
        tmp_path,
        episodes=[
            "1000001,05/01/2026,S,V4,N2,U6,PR1,01/02/2026,X1,,,,",
            "1000001,01/02/2026,L,V2,N2,U6,PR1,,,,,,",
        ],
        reviews=[f"1000001,{BORN},20/02/2026,PN1"],
    )
    assert "399" not in {each.rule for each in preview(orla, incoming).findings}


def test_C1_C2_C3_late_and_missing_reviews_are_said(orla: Vault, tmp_path: Path) -> None:
    episodes = ["1000001,05/01/2026,S,C2,N1,U4,PR1,,,,,,"]
    reviews = [f"1000001,{BORN},{day},PN1" for day in ("03/02/2026", "03/05/2026")]
    plan = preview(orla, a_return(tmp_path, episodes=episodes, reviews=reviews))
    assert [(each.rule, each.words) for each in plan.findings] == [
        ("C1", "Review Tue 3 Feb 2026 was 1 day late: the law had it by Mon 2 Feb 2026."),
        ("C3", "No review after Sun 3 May 2026: the law wanted one by Tue 3 Nov 2026."),
    ]


def test_orders_that_deprive_of_liberty_are_court_cases_and_end_later(orla: Vault, tmp_path: Path) -> None:
    open_one = a_return(tmp_path / "one", dolo=["1000001,04/03/2014,02/06/2026,"] * 2)
    assert open_one.returned is not None and kind_of(open_one.file) == "dolo"
    bring_in(orla, open_one)
    assert rows_of(orla, Proceedings, "kind", "started_on", "ended_on") == [("DOL", date(2026, 6, 2), None)]
    bring_in(orla, a_return(tmp_path / "two", dolo=["1000001,04/03/2014,2026-06-02,01/09/2026"]))
    assert rows_of(orla, Proceedings, "kind", "ended_on") == [("DOL", date(2026, 9, 1))]
    assert preview(orla, open_one).writes == ()


def test_a_return_in_other_shapes_is_the_same_history(orla: Vault, tmp_path: Path) -> None:
    """A mark in front, small letters, days as years first or in words, columns of another year and order."""
    folder = tmp_path / "odd"
    folder.mkdir()
    path = folder / "reviews.csv"
    lines = ["review_code;Review;child;DOB;EXTRA", "pn1;2026-06-03;1000001;04-Mar-2014;x", ";;;;"]
    path.write_text("\n".join([*lines, "PN1;03/06/2026;1000001;04/03/2014;"]), encoding="utf-8-sig")
    plan = bring_in(orla, open_incoming(path))
    assert plan.rows_read == 2 and len(plan.writes) == 1
    assert rows_of(orla, Review, "opened_on", "participation") == [(date(2026, 6, 3), "PN1")]
