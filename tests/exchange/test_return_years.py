"""The return files of every year: columns and codes that came and went (practice.md 3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from a_return import HEADS, TODAY, bring_in
from sqlmodel import select

from iro_tui.casework.children import add_child
from iro_tui.exchange.incoming import Incoming, open_incoming
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.court import Proceedings
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault

YEARS = range(2015, 2027)
SW_FROM, LETTERS_FROM, K3_FROM, Z11_FROM, DOLO_FROM = 2023, 2024, 2024, 2025, 2026


def wandered(cells: list[str], year: int) -> list[str]:
    """Heads as systems of different years wrote them: small letters, spaces, a column more at the end."""
    if year % 3 == 0:
        return [cell.lower() for cell in cells]
    if year % 3 == 1:
        return [f" {cell.replace('_', ' ')} " for cell in cells]
    return [*cells, "EXTRA"]


def year_of_files(folder: Path, year: int) -> Incoming:
    sex = "F" if year >= LETTERS_FROM else "2"
    half = "K3" if year >= K3_FROM else ("H5", "P2")[year % 2]
    other = f"Z1{1 + year % 4}" if year >= Z11_FROM else "Z1"
    on = [f"{day:02}/{month:02}/{year}" for day, month in ((6, 4), (2, 5), (1, 6), (1, 7), (1, 9))]
    rows = {
        "header": [f"1000001,{sex},04/03/2009,WBRI,UN3,,"],
        "episodes": [
            f"1000001,{on[0]},S,V2,N1,U6,PR1,{on[1]},X1,PLACE,,,",
            f"1000001,{on[1]},B,C1,N1,{half},PR4,{on[2]},X1,OTHER,,,",
            f"1000001,{on[2]},U,C2,N1,{other},,,,,,,",
        ],
        "reviews": [f"1000001,04/03/2009,{on[1]},PN1", f"1000001,04/03/2009,{on[3]},PN6"],
        "uasc": [f"1000001,{sex},04/03/2009,04/03/2027"],
        "missing": [f"1000001,04/03/2009,A,{on[3]},{on[4]}"],
    }
    if year >= SW_FROM:
        rows["sw_episodes"] = [f"1000001,04/03/2009,SW1,{on[0]},{on[3]},FCONTA"]
    if year >= DOLO_FROM:
        rows["dolo"] = [f"1000001,04/03/2009,{on[3]},"]
    folder.mkdir()
    for kind, lines in rows.items():
        head = ",".join(wandered(HEADS[kind].split(","), year))
        words = "\r\n".join([head, *lines]) + "\r\n"
        (folder / f"SSDA903_{kind}_{year}.csv").write_text(words, encoding=("utf-8-sig", "cp1252")[year % 2])
    return open_incoming(folder / f"SSDA903_reviews_{year}.csv")


@pytest.fixture
def orla(vault: Vault) -> Vault:
    values = {"mosaic_id": "1000001", "first_name": "Orla", "surname": "Roe", "born": date(2009, 3, 4)}
    vault.act(add_child, values, None, TODAY)
    return vault


def column(vault: Vault, table: Any, name: str) -> list[Any]:
    return vault.ask(lambda session: sorted(getattr(row, name) for row in session.exec(select(table))))


@pytest.mark.parametrize("year", YEARS)
def test_the_files_of_every_year_are_read_with_their_columns_and_codes(
    orla: Vault, tmp_path: Path, year: int
) -> None:
    plan = bring_in(orla, year_of_files(tmp_path / f"{year}", year))
    assert (plan.questions, plan.set_aside) == ((), ())
    assert column(orla, Child, "sex") == ["F"]
    assert column(orla, Child, "uasc") == [True]
    assert column(orla, Child, "ethnicity") == ["WBRI"]
    assert column(orla, PeriodOfCare, "started_on") == [date(year, 4, 6)]
    assert column(orla, LegalStatus, "code") == ["C1", "C2", "V2"]
    half = "K3" if year >= K3_FROM else ("H5", "P2")[year % 2]
    other = f"Z1{1 + year % 4}" if year >= Z11_FROM else "Z1"
    assert column(orla, Placement, "kind") == sorted(["U6", half, other])
    assert column(orla, Placement, "provider") == ["", "PR1", "PR4"]
    assert column(orla, Placement, "move_reason") == ["", "OTHER", "PLACE"]
    assert column(orla, Review, "participation") == ["PN1", "PN6"]
    assert column(orla, MissingEpisode, "kind") == ["A"]
    assert column(orla, Person, "from_on") == ([date(year, 4, 6)] if year >= SW_FROM else [])
    assert column(orla, Proceedings, "kind") == (["DOL"] if year >= DOLO_FROM else [])


@pytest.mark.parametrize("reason", ["E4", "E43", "E44", "E45", "E4A"])
def test_a_reason_of_an_older_year_ends_care_too(orla: Vault, tmp_path: Path, reason: str) -> None:
    """E43 and E44 were split into E45 to E48; care that ended must not run on for want of a word for it."""
    lines = [HEADS["episodes"], f"1000001,06/04/2015,S,V2,N1,U6,PR1,01/02/2016,{reason},,,,"]
    (tmp_path / "episodes.csv").write_text("\n".join(lines))
    bring_in(orla, open_incoming(tmp_path / "episodes.csv"))
    assert column(orla, PeriodOfCare, "ended_on") == [date(2016, 2, 1)]
    known = reason in ("E45", "E4A")
    assert column(orla, PeriodOfCare, "end_reason") == [reason if known else ""]


def test_a_file_with_columns_and_no_row_is_one_of_the_return(orla: Vault, tmp_path: Path) -> None:
    for kind, head in HEADS.items():
        (tmp_path / f"{kind}.csv").write_text(head + "\n")
    plan = bring_in(orla, open_incoming(tmp_path / "uasc.csv"))
    assert (plan.rows_read, plan.writes, plan.questions) == (0, (), ())
