"""Files that cross: each side passes its own on before it has received the other's."""

from __future__ import annotations

from typing import Any

import pytest
from test_handover import KOFI, change, get, mine, other, put, send, state, take, take_in

from iro_tui.exchange import handover
from iro_tui.exchange.handover_file import Package
from iro_tui.exchange.merging import MINE, THEIRS
from iro_tui.record.tables import Consultation, Note, Review
from iro_tui.vault.store import Vault

__all__ = ["mine", "other"]
TALK = "t" * 16


def asked(vault: Vault, package: Package) -> list[tuple[str, str]]:
    (seen,) = vault.ask(handover.preview, package, {})
    return [(each.mine, each.theirs) for each in seen.clashes]


def crossed(mine: Vault, other: Vault, deleted_here: bool) -> tuple[Package, Package]:
    """One side takes a talk away and the other writes on it; both pass their file on. Mine first."""
    take_in(other, send(mine, KOFI))
    one, two = (mine, other) if deleted_here else (other, mine)
    one.act(take, Consultation, TALK)
    two.act(change, Consultation, TALK, own_words="I want two dogs.")
    return send(mine, KOFI), send(other, KOFI, to="Ruth")


@pytest.mark.parametrize("deleted_here", [True, False])
@pytest.mark.parametrize("stays", [True, False])
def test_the_same_answer_on_both_sides_ends_in_the_same_record(
    mine: Vault, other: Vault, deleted_here: bool, stays: bool
) -> None:
    there, here = crossed(mine, other, deleted_here)
    keeps_theirs = stays == deleted_here
    take_in(other, there, MINE if keeps_theirs else THEIRS)
    take_in(mine, here, THEIRS if keeps_theirs else MINE)
    assert state(mine) == state(other)
    assert (get(mine, Consultation, TALK) is not None) == stays
    assert asked(other, send(mine, KOFI)) == []
    assert asked(mine, send(other, KOFI)) == []


@pytest.mark.parametrize(
    ("deleted_here", "kept_here", "stays", "mine_next"),
    [
        (True, True, True, True),
        (True, False, False, True),
        (False, True, False, False),
        (False, False, True, False),
        (True, True, False, False),
        (False, False, False, True),
    ],
)
def test_different_answers_are_asked_about_and_not_settled_in_silence(
    mine: Vault, other: Vault, deleted_here: bool, kept_here: bool, stays: bool, mine_next: bool
) -> None:
    there, here = crossed(mine, other, deleted_here)
    take_in(mine, here, THEIRS if kept_here == deleted_here else MINE)
    take_in(other, there, THEIRS if kept_here == deleted_here else MINE)
    assert (get(mine, Consultation, TALK) is not None) == kept_here
    assert (get(other, Consultation, TALK) is not None) != kept_here
    giver, taker = (mine, other) if mine_next else (other, mine)
    has_it = kept_here != mine_next
    package = send(giver, KOFI)
    said = [("kept and changed", "taken away"), ("taken away", "kept and changed")]
    assert asked(taker, package) == [said[0] if has_it else said[1]]
    take_in(taker, package, MINE if has_it == stays else THEIRS)
    assert (get(taker, Consultation, TALK) is not None) == stays
    back = send(taker, KOFI)
    assert asked(giver, back) == []
    take_in(giver, back)
    assert state(giver) == state(taker)


def test_what_was_new_when_the_files_crossed_is_taken_away_later_without_a_question(
    mine: Vault, other: Vault
) -> None:
    take_in(other, send(mine, KOFI))
    mine.act(put, Note(id="m" * 16, child_id="a" * 16, review_id="r" * 16, text="New here."))
    there, here = send(mine, KOFI), send(other, KOFI, to="Ruth")
    take_in(other, there)
    take_in(mine, here)
    other.act(take, Note, "m" * 16)
    package = send(other, KOFI)
    assert asked(mine, package) == []
    take_in(mine, package)
    assert get(mine, Note, "m" * 16) is None


def test_a_value_changed_back_by_the_one_who_had_both_stands_without_a_question(
    mine: Vault, other: Vault
) -> None:
    take_in(other, send(mine, KOFI))
    other.act(change, Consultation, TALK, own_words="I want two dogs.")
    take_in(mine, send(other, KOFI, to="Ruth"))
    mine.act(change, Consultation, TALK, own_words="I want a dog.")
    package = send(mine, KOFI)
    assert asked(other, package) == []
    take_in(other, package)
    assert get(other, Consultation, TALK)["own_words"] == "I want a dog."


def test_a_review_that_stays_keeps_the_notes_that_went_with_it(mine: Vault, other: Vault) -> None:
    take_in(other, send(mine, KOFI))
    other.act(take, Review, "r" * 16)
    mine.act(put, Note(id="m" * 16, child_id="a" * 16, review_id="r" * 16, text="New here."))
    take_in(mine, send(other, KOFI, to="Ruth"), MINE)
    texts: set[Any] = {row["text"] for row in state(mine)["note"].values()}
    assert texts == {"Happy at school.", "New here."}
