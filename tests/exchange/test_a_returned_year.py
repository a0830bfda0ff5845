"""A year of the national return with the counts a report printed gives that report's table, cell for cell."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from a_return import TODAY, a_return, bring_in

from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.spans import span
from iro_tui.casework.verbs import verb
from iro_tui.record.child import Child
from iro_tui.vault.store import Vault

SEEDS = Path(__file__).parents[1] / "data" / "seed_participation.csv"
CHILDREN, YOUNG = 458, 80
"""Children of the year 2023/24, and how many of them are under 4 here."""


def counts() -> dict[str, int]:
    """Reviews of 2023/24 by participation code, as printed."""
    with SEEDS.open(encoding="utf-8") as file:
        return {row["code"]: int(row["reviews"]) for row in csv.DictReader(file) if row["year"] == "2023/24"}


def born(number: int) -> date:
    return date(2020, 7, 1) if number < YOUNG else date(2011, 7, 1)


@verb("children put in")
def put_in(session: Any) -> None:
    for number in range(CHILDREN):
        session.add(Child(mosaic_id=f"{7000000 + number}", first_name="Wren", born=born(number)))


@pytest.mark.campaign
def test_13_the_printed_table_of_2023_24_comes_out_of_the_return_files(vault: Vault, tmp_path: Path) -> None:
    vault.act(put_in)
    printed = counts()
    under_four = ["PN0"] * printed["PN0"]
    older = [code for code, count in printed.items() if code != "PN0" for _ in range(count)]
    reviews, held = [], dict.fromkeys(range(CHILDREN), 0)
    for first, size, given in ((0, YOUNG, under_four), (YOUNG, CHILDREN - YOUNG, older)):
        for place, code in enumerate(given):
            number = first + place % size
            on = date(2023, 4, 3) + timedelta(days=100 * held[number])
            held[number] += 1
            reviews.append(f"{7000000 + number},{born(number):%d/%m/%Y},{on:%d/%m/%Y},{code}")
    episodes = [f"{7000000 + n},01/03/2023,S,C2,N1,U4,PR1,,,,,," for n in range(CHILDREN)]
    bring_in(vault, a_return(tmp_path, episodes=episodes, reviews=reviews))
    found = vault.ask(figures, span(2023), TODAY)
    assert [found.figure(number).parts[0].value for number in (1, 2)] == [835, 458]
    assert {part.key: part.top for part in found.figure(13).parts} == printed
    assert all(len(part.rows) == part.top for part in found.figure(13).parts)
