"""Small invented caseload lists for the tests of the import."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import select

from iro_tui.exchange.caseload_list import Plan, apply_plan
from iro_tui.exchange.incoming import look, open_incoming
from iro_tui.record.child import Child
from iro_tui.vault.store import Vault

SAMPLE = Path(__file__).parents[1] / "data" / "import" / "caseload_clean_sample.csv"
EXPECTED = SAMPLE.with_name("expected_children.json")
TODAY = date(2026, 11, 9)

SHORT = ("Person ID", "Surname", "Forename(s)", "DOB", "Team")
ORLA = ("1000001", "Marlowe", "Orla", "04/03/2014", "North")
NED = ("1000002", "Hart", "Ned", "28/07/2015", "North")

ROW = {
    "Person ID": "1000001",
    "Surname": "Marlowe",
    "Forename(s)": "Orla",
    "DOB": "04/03/2014",
    "Gender": "F",
    "Allocated Worker": "Petra Kowal",
    "Allocated Team": "Care Planning North",
    "IRO": "CALDER, Ruth",
    "Legal Status": "C1 - Interim care order",
    "Legal Status Start": "05/01/2026",
    "Period of Care Start": "05/01/2026",
    "Placement Type": "U6 - Foster placement",
    "Placement Start": "05/01/2026",
    "Placement Postcode": "ZZ1 1AA",
    "Last CLA Review": "30/01/2026",
    "Review Category": "First CLA Review",
    "Participation": "PN1",
    "Next Review Booked": "",
    "Record Distributed": "",
    "Known As": "",
    "Notes": "",
}


def row(**changes: str) -> dict[str, str]:
    """One good row; a name with underscores stands for its heading, as in `Legal_Status`."""
    return {
        **ROW,
        **{
            name.replace("_", " ").replace("Forename", "Forename(s)"): value
            for name, value in changes.items()
        },
    }


def text(rows: list[Mapping[str, str]]) -> str:
    def line(cells: list[str]) -> str:
        return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)

    headings = list(rows[0])
    return "\n".join([line(headings), *(line([each[name] for name in headings]) for each in rows)]) + "\n"


def write(folder: Path, *rows: Mapping[str, str], name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text(list(rows)), encoding="utf-8")
    return path


def preview(vault: Vault, path: Path, today: date = TODAY, answers: Mapping[str, str] | None = None) -> Plan:
    return vault.ask(look, open_incoming(path), today, answers)


def bring_in(vault: Vault, path: Path, today: date = TODAY, answers: Mapping[str, str] | None = None) -> Plan:
    plan = preview(vault, path, today, answers)
    vault.act(apply_plan, plan, today)
    return plan


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
