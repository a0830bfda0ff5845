"""One meeting noted once, and what of it goes to each brother and sister."""

from __future__ import annotations

from datetime import date

import pytest
from a_child import ENTERED, FIRST, child, held, iro
from sqlmodel import select

from iro_tui.casework.decisions import put_decisions
from iro_tui.casework.letters import letter_facts
from iro_tui.casework.notes import put_notes
from iro_tui.casework.one_meeting import one_meeting, pass_on
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.casework.siblings import link_siblings
from iro_tui.errors import BadInput
from iro_tui.record.review import Review
from iro_tui.vault.store import Vault
from letters.compose import compose

TODAY = date(2026, 2, 10)
LINES = [
    (None, "SAID", "I miss Dad.", ""),
    (None, "WELL", "You both swim well.", ""),
    (None, "NOTE", "x", ""),
]


def two(vault: Vault) -> tuple[str, str, tuple[str, ...]]:
    iro(vault)
    sam, ade = child(vault), child(vault, mosaic_id="999", first_name="Ade", known_as="")
    vault.act(link_siblings, sam, [ade])
    review = vault.act(open_review, sam, FIRST).result
    vault.act(save_review, review, held(FIRST, None, place="school", parent_views="Private to Sam."))
    return review, ade, vault.act(put_notes, review, LINES).result


def test_only_the_chosen_lines_reach_the_other_child(vault: Vault) -> None:
    review, ade, notes = two(vault)
    assert vault.act(pass_on, review, {ade: [notes[1]]}, TODAY).result == 1
    theirs = vault.ask(lambda s: s.exec(select(Review.id).where(Review.child_id == ade)).all())
    facts = vault.ask(letter_facts, theirs[0], TODAY)
    assert [note.text for note in facts.notes] == ["You both swim well."]
    assert (facts.review_on, facts.place, facts.parent_views) == (FIRST, "school", None)
    (other,) = vault.ask(one_meeting, review, TODAY).kin
    assert other.has == {notes[1]}


@pytest.mark.parametrize("line", ["You and Ade went to the beach.", "We like how your room is now."])
def test_a_line_that_says_you_to_one_child_is_not_passed_on_as_it_is(vault: Vault, line: str) -> None:
    review, ade, _ = two(vault)
    (note,) = vault.act(put_notes, review, [(None, "WELL", line, "")]).result[-1:]
    with pytest.raises(BadInput, match="Write the name in the note"):
        vault.act(pass_on, review, {ade: [note]}, TODAY)
    assert not vault.ask(lambda s: s.exec(select(Review.id).where(Review.child_id == ade)).all())


def test_a_line_with_both_names_is_turned_in_each_letter(vault: Vault) -> None:
    review, ade, _ = two(vault)
    sam = vault.ask(one_meeting, review, TODAY).child
    line = (None, "WELL", f"{sam} and Ade went to the beach. {sam} said “you are my best friend”.", "")
    (note,) = vault.act(put_notes, review, [line]).result[-1:]
    vault.act(pass_on, review, {ade: [note]}, TODAY)
    (theirs,) = vault.ask(lambda s: s.exec(select(Review.id).where(Review.child_id == ade)).all())
    assert f"{sam} and you went to the beach." in compose(vault.ask(letter_facts, theirs, TODAY)).text
    assert "ou and Ade went to the beach." in compose(vault.ask(letter_facts, review, TODAY)).text


def test_what_is_not_shared_never_reaches_the_letter_of_the_other(vault: Vault) -> None:
    review, ade, notes = two(vault)
    views = (
        "child_views",
        "parent_views",
        "carer_views",
        "other_views",
        "iro_view",
        "agenda",
        "wanted_there",
    )
    vault.act(save_review, review, {field: f"Only Sam {field}." for field in views})
    decision = {"text": "Only Sam decision", "who": "Only Sam who", "against_wish": "Only Sam wish."}
    vault.act(put_decisions, review, [(None, decision)])
    vault.act(pass_on, review, {ade: [notes[1]]}, TODAY)
    (theirs,) = vault.ask(lambda s: s.exec(select(Review.id).where(Review.child_id == ade)).all())
    letter = compose(vault.ask(letter_facts, theirs, TODAY)).text
    assert "you both swim well." in letter
    assert "Only Sam" not in letter
    assert "I miss Dad." not in letter
    assert "Only Sam" in compose(vault.ask(letter_facts, review, TODAY)).text


def test_passing_on_again_copies_nothing_twice(vault: Vault) -> None:
    review, ade, notes = two(vault)
    vault.act(pass_on, review, {ade: notes[1:2]}, TODAY)
    assert vault.act(pass_on, review, {ade: notes[1:]}, TODAY).result == 1


def test_what_one_child_said_is_not_offered_and_never_quoted_in_the_letter_of_the_other(vault: Vault) -> None:
    review, ade, notes = two(vault)
    assert [line.tag for line in vault.ask(one_meeting, review, TODAY).lines] == ["WELL", "NOTE"]
    with pytest.raises(BadInput, match="would stand in the other letter as that child's words"):
        vault.act(pass_on, review, {ade: notes}, TODAY)
    assert not vault.ask(lambda s: s.exec(select(Review.id).where(Review.child_id == ade)).all())


def test_a_child_who_is_no_brother_or_sister_gets_nothing(vault: Vault) -> None:
    review, _, notes = two(vault)
    other = child(vault, mosaic_id="1000", first_name="Zoe", known_as="")
    with pytest.raises(BadInput, match=r"brothers and sisters only"):
        vault.act(pass_on, review, {other: notes[1:]}, TODAY)


def test_a_review_begun_on_another_day_is_not_mixed_with_this_one(vault: Vault) -> None:
    review, ade, notes = two(vault)
    theirs = vault.act(open_review, ade, ENTERED).result
    vault.act(save_review, theirs, {"opened_on": ENTERED})
    with pytest.raises(BadInput, match=r"begun on another day"):
        vault.act(pass_on, review, {ade: notes[1:]}, TODAY)


def test_without_a_day_nothing_is_offered_to_be_passed_on(vault: Vault) -> None:
    _, ade, _ = two(vault)
    review = vault.act(open_review, ade, ENTERED).result
    assert not vault.ask(one_meeting, review, TODAY).held
    with pytest.raises(BadInput, match=r"Say first, under After"):
        vault.act(pass_on, review, {ade: []}, TODAY)
