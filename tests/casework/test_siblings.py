"""Brothers and sisters on the caseload share one mark, whoever is asked."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.casework.child_page import child_page
from iro_tui.casework.children import add_child
from iro_tui.casework.siblings import children_to_link, link_siblings, linked_children
from iro_tui.casework.undo import take_back
from iro_tui.vault.store import Vault

TODAY = date(2026, 11, 22)


@pytest.fixture
def four(vault: Vault) -> list[str]:
    names = (("Ama", "Boateng"), ("Esi", "Boateng"), ("Kit", "Dunn"), ("Kwame", "Owusu"))
    return [
        vault.act(
            add_child,
            {
                "mosaic_id": f"41{place}",
                "first_name": first,
                "surname": last,
                "born": date(2010 + place, 3, 2),
            },
            date(2025, 1, 6),
            TODAY,
        ).result
        for place, (first, last) in enumerate(names)
    ]


def linked(vault: Vault, child_id: str) -> list[str]:
    return [each.name.split()[0] for each in vault.ask(linked_children, child_id, TODAY)]


def test_a_link_holds_from_both_sides_and_one_step_takes_it_back(vault: Vault, four: list[str]) -> None:
    ama, esi, _, _ = four
    vault.act(link_siblings, ama, [esi])
    assert (linked(vault, ama), linked(vault, esi)) == (["Esi"], ["Ama"])
    (group,) = [each for each in vault.ask(child_page, esi, TODAY).now if each.key == "siblings"]
    assert [(row.label, row.value, row.subject_id) for row in group.rows] == [("Ama Boateng", "16", ama)]
    vault.act(take_back, TODAY)
    assert linked(vault, ama) == linked(vault, esi) == []


def test_a_sibling_brings_its_own_along_and_one_left_out_is_linked_with_nobody(
    vault: Vault, four: list[str]
) -> None:
    ama, esi, _, kwame = four
    vault.act(link_siblings, esi, [kwame])
    vault.act(link_siblings, ama, [esi])
    assert linked(vault, kwame) == ["Ama", "Esi"]
    vault.act(link_siblings, ama, [esi])
    assert linked(vault, kwame) == []
    assert linked(vault, ama) == ["Esi"]
    vault.act(link_siblings, ama, [])
    assert linked(vault, esi) == []


def test_those_of_the_same_surname_are_offered_first(vault: Vault, four: list[str]) -> None:
    offered = [each.name for each in vault.ask(children_to_link, four[1], TODAY)]
    assert offered == ["Ama Boateng", "Kit Dunn", "Kwame Owusu"]
