"""Rows that do not come in: those of other IROs, adults and closed cases."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_list import ROW, bring_in, preview, row, write

from iro_tui.casework.children import save_profile
from iro_tui.exchange.questions import KEEP, MINE
from iro_tui.vault.store import Vault


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


WRITTEN = ("Ruth Calder", "CALDER, Ruth", "Ms Ruth Calder", "Ruth Calder (IRO)", "Ruth CALDER - IRO", "")


def of_iros(folder: Path, *names: str) -> Path:
    rows = [
        row(Person_ID=str(1000001 + place), Forename=f"Kit{chr(97 + place)}", IRO=name)
        for place, name in enumerate(names)
    ]
    return write(folder, *rows)


def test_an_iro_is_known_however_the_name_is_written(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "Ruth Calder"})
    plan = preview(vault, of_iros(tmp_path, *WRITTEN, "Rufus Calder", "Unallocated"))
    assert len(plan.added) == len(WRITTEN) and plan.questions == ()
    assert [each.reason.partition(": ")[2] for each in plan.set_aside] == ["Rufus Calder", "Unallocated"]


def test_a_name_that_may_be_this_iro_is_asked_once_for_all_its_rows(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "Ruth Calder"})
    path = of_iros(tmp_path, "Ruth Calder", "R. Calder", "R Calder", "Calder, R")
    plan = preview(vault, path)
    (asked,) = plan.questions
    assert (len(plan.added), plan.set_aside, asked.raw) == (1, (), "R. Calder")
    assert (asked.row, asked.mosaic_id, asked.column) == (0, "", "IRO"), "about the column, not one child"
    assert len(preview(vault, path, answers={asked.key: KEEP}).added) == 4
    other = preview(vault, path, answers={asked.key: MINE})
    assert len(other.added) == 1 and len(other.set_aside) == 3
    later = preview(vault, path, answers={asked.key: ""})
    assert (len(later.added), later.questions) == (1, ())


def test_a_list_of_several_iros_without_this_one_asks_which(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "Ruth Calder-Day"})
    path = of_iros(tmp_path, "Ruth Calder", "CALDER, Ruth", "Bob Day", "")
    plan = preview(vault, path)
    (asked,) = plan.questions
    assert len(plan.added) == 4 and "none is Ruth Calder-Day" in asked.why
    assert [option.words for option in asked.options[:2]] == ["Ruth Calder, 2 rows", "Bob Day, 1 row"]
    bring_in(vault, path, answers={asked.key: "Ruth Calder"})
    again = preview(vault, path)
    assert (len(again.unchanged), len(again.set_aside), again.questions) == (3, 1, ())


def test_a_list_of_one_other_name_is_all_this_iros(vault: Vault, tmp_path: Path) -> None:
    vault.act(save_profile, {"name": "R. C."})
    plan = preview(vault, of_iros(tmp_path, "CALDER, Ruth", "Calder, Ruth"))
    assert (len(plan.added), plan.questions, plan.set_aside) == (2, (), ())
