"""Small invented SSDA903 files for the tests."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from iro_tui.exchange.caseload_list import apply_plan
from iro_tui.exchange.grid import open_list
from iro_tui.exchange.incoming import Incoming, look, open_incoming
from iro_tui.exchange.plan import Plan
from iro_tui.exchange.return_files import return_of
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 9)
HEADS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,"
    "PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}


def a_return(folder: Path, **files: list[str]) -> Incoming:
    """Write files of a return, each row as it stands in the file, and open them."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind, rows in files.items():
        lines = [HEADS[kind], *rows]
        (folder / f"{kind}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return open_incoming(folder / f"{next(iter(files))}.csv")


def of_files(*paths: Path) -> Incoming:
    files = [open_list(path) for path in paths]
    return Incoming(tuple(files), return_of(files))


def preview(vault: Vault, incoming: Incoming, answers: Mapping[str, str] | None = None) -> Plan:
    return vault.ask(look, incoming, TODAY, answers)


def bring_in(vault: Vault, incoming: Incoming, answers: Mapping[str, str] | None = None) -> Plan:
    plan = preview(vault, incoming, answers)
    vault.act(apply_plan, plan, TODAY)
    return plan


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]
