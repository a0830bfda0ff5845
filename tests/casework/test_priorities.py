"""The priorities of the annual report: written, ordered, seen again a year later with what came of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from iro_tui.casework.figures.priorities import (
    add_priority,
    change_priority,
    move_priority,
    remove_priority,
)
from iro_tui.casework.figures.report import PriorityLine, report_words
from iro_tui.casework.figures.spans import span
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.child import Child
from iro_tui.vault.store import Vault
from letters.annual_report import refuse_names

TODAY = date(2024, 5, 1)


def write(vault: Vault, text: str, year: int = 2024, **more: str) -> str:
    return vault.act(add_priority, {"year": year, "text": text, **more}, TODAY).result


def coming(vault: Vault, year: int = 2023) -> tuple[PriorityLine, ...]:
    """Those a year's report promises for the year after."""
    return vault.ask(report_words, span(year)).coming


def test_row_89_what_one_report_promises_stands_in_the_next_with_its_progress(vault: Vault) -> None:
    chair = write(vault, "More children chair", target="14 children", baseline="7 children")
    assert [(each.text, each.target, each.baseline) for each in coming(vault)] == [
        ("More children chair", "14 children", "7 children")
    ]
    vault.act(change_priority, chair, {"progress": "Nine so far."}, TODAY)
    assert [(each.text, each.progress) for each in vault.ask(report_words, span(2024)).last] == [
        ("More children chair", "Nine so far.")
    ]


def test_priorities_are_ordered_and_taken_away(vault: Vault) -> None:
    first, second, third = (write(vault, text) for text in ("One", "Two", "Three"))
    vault.act(move_priority, third, -1)
    assert [each.id for each in coming(vault)] == [first, third, second]
    vault.act(move_priority, first, -1)
    vault.act(move_priority, second, 1)
    assert [each.id for each in coming(vault)] == [first, third, second]
    vault.act(remove_priority, first)
    fourth = write(vault, "Four")
    assert [each.id for each in coming(vault)] == [third, second, fourth]


def test_one_that_goes_to_another_year_goes_to_its_end(vault: Vault) -> None:
    other = write(vault, "Already there", year=2025)
    moved = write(vault, "Not done yet")
    vault.act(change_priority, moved, {"year": 2025}, TODAY)
    assert coming(vault) == ()
    assert [each.id for each in coming(vault, 2024)] == [other, moved]


def test_a_priority_needs_words(vault: Vault) -> None:
    with pytest.raises(BadInput, match="Priority: fill this in"):
        write(vault, "")


def test_a_name_in_a_priority_stops_the_report(vault: Vault) -> None:
    @verb("a child")
    def put_in(session: Any) -> None:
        session.add(Child(mosaic_id="1", first_name="Tolaa", born=date(2012, 1, 1)))

    vault.act(put_in)
    chair = write(vault, "More children chair")
    vault.act(change_priority, chair, {"progress": "Tolaa chaired twice."}, TODAY)
    with pytest.raises(BadInput, match="Priorities: “Tolaa” is a child's name"):
        refuse_names(vault.ask(report_words, span(2023)))
