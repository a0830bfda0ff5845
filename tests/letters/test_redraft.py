"""Drafting again spares what the IRO has edited (issue 5 point 1)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from complete_facts import facts

from iro_tui.casework.letter_facts import Said
from letters.compose import compose
from letters.redraft import Redraft, redraft, remembered
from letters.text import parse

OLD = facts(9, iro_view=Said("review:r1.iro_view", "Ours is good."), carer="Jo")
NEW = replace(OLD, iro_view=Said("review:r1.iro_view", "Ours is slow."), home_word="")
WHY = "Why you live with Jo"


def again(edited: str, old: Any = OLD, new: Any = NEW) -> Redraft:
    return redraft(edited, remembered(compose(old)), compose(new))


def headings(text: str) -> list[str]:
    return [block.text for block in parse(text).blocks if block.kind == "heading"]


def section(found: Redraft, heading: str) -> int:
    return next(n for n, each in enumerate(found.sections) if each.heading == heading)


def holds(text: str) -> str:
    """The heading of the section that holds some words."""
    drafted = compose(OLD).text
    before = drafted[: drafted.index(text)]
    return before.rsplit("## ", 1)[1].split("\n")[0]


@pytest.mark.parametrize("age", [0, 3, 6, 9, 13, 16])
def test_an_untouched_letter_becomes_the_draft_of_today_to_the_letter(age: int) -> None:
    old = facts(age)
    new = replace(old, notes=old.notes[:2], promises=old.promises[:1], carer="Bea")
    found = redraft(compose(old).text, remembered(compose(old)), compose(new))
    assert found.text(found.usual) == compose(new).text
    assert found.origin(found.usual) == remembered(compose(new))
    assert {each.state for each in found.sections} <= {"as drafted", "new"}


def test_the_same_record_changes_nothing() -> None:
    found = again(compose(OLD).text, new=OLD)
    assert found.differing == ()
    assert found.text(()) == compose(OLD).text


def test_a_section_that_was_edited_is_left_and_the_others_are_drafted_again() -> None:
    edited = compose(OLD).text.replace("Ours is good.", "Ours is good, I think.")
    other = compose(replace(NEW, child_views=Said("review:r1.child_views", "I want a cat.")))
    found = redraft(edited, remembered(compose(OLD)), other)
    place = section(found, holds("Ours is good."))
    assert found.sections[place].state == "edited"
    assert place in found.differing
    assert place not in found.usual
    text = found.text(found.usual)
    assert "Ours is good, I think." in text
    assert "Ours is slow." not in text
    assert "I want a cat." in text


def test_an_edited_section_can_be_drafted_again_on_purpose() -> None:
    edited = compose(OLD).text.replace("Ours is good.", "Ours is good, I think.")
    found = again(edited)
    place = section(found, holds("Ours is good."))
    chosen = found.usual | {place}
    assert found.text(chosen) == compose(NEW).text
    assert found.origin(chosen) == remembered(compose(NEW))


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        ("Ours is good.", "Ours is  good. And so."),
        (". ", ".\n\n"),
        ("Dear ", "Hi "),
        ("Best wishes", "Love"),
    ],
)
def test_a_word_a_paragraph_the_greeting_and_the_sign_off_are_edits(words: str, instead: str) -> None:
    edited = compose(OLD).text.replace(words, instead, 1)
    assert edited != compose(OLD).text
    assert "edited" in [each.state for each in again(edited).sections]


def test_what_is_spared_once_is_spared_the_next_time_too() -> None:
    edited = compose(OLD).text.replace("Ours is good.", "Mine.")
    first = again(edited)
    second = redraft(first.text(first.usual), first.origin(first.usual), compose(NEW))
    assert second.usual == frozenset()
    assert [second.sections[n].state for n in second.differing] == ["edited"]
    assert "Mine." in second.text(second.usual)


def test_a_section_that_was_taken_out_stays_out() -> None:
    drafted = compose(OLD).text
    gone = holds("Ours is good.")
    start = drafted.index(f"## {gone}")
    end = drafted.index("## ", start + 3)
    first = again(drafted[:start] + drafted[end:])
    text = first.text(first.usual)
    assert gone not in headings(text)
    assert first.sections[section(first, gone)].state == "taken out"
    second = redraft(text, first.origin(first.usual), compose(OLD))
    assert gone not in headings(second.text(second.usual))
    back = second.text({section(second, gone)})
    assert headings(back) == headings(drafted)


def test_a_section_that_was_put_in_stays_where_it_is() -> None:
    drafted = compose(OLD).text
    second = drafted.index("## ", drafted.index("## ") + 3)
    edited = f"{drafted[:second]}## About the cat\n\nThe cat is well.\n\n{drafted[second:]}"
    found = again(edited)
    text = found.text(found.usual)
    assert headings(text)[1] == "About the cat"
    assert "Ours is slow." in text
    assert found.sections[section(found, "About the cat")].state == "put in"


def test_a_section_with_another_heading_stays_and_does_not_come_twice() -> None:
    named = holds("Ours is good.")
    found = again(compose(OLD).text.replace(f"## {named}", "## What I think"))
    text = found.text(found.usual)
    assert "What I think" in headings(text)
    assert named not in headings(text)
    assert "Ours is good." in text


def test_an_edited_section_whose_heading_the_record_has_changed_does_not_come_twice() -> None:
    drafted = compose(OLD).text
    why = next(heading for heading in headings(drafted) if heading.startswith("Why you live"))
    edited = drafted.replace(f"## {why}\n\n", f"## {why}\n\nMine. ")
    text = (found := again(edited, new=replace(OLD, carer="Bea", home_word=""))).text(found.usual)
    assert [heading for heading in headings(text) if heading.startswith("Why")] == [why]


def test_a_section_the_record_gives_for_the_first_time_is_put_in_where_it_belongs() -> None:
    less = replace(OLD, notes=(), iro_view=None, parent_views=None, carer_views=None, other_views=None)
    new = headings(compose(OLD).text)
    assert headings(compose(less).text) != new
    found = again(compose(less).text.replace("Dear ", "Hi "), old=less, new=OLD)
    assert headings(found.text(found.usual)) == new
    # Not wanted: it is not offered as new again.
    later = redraft(found.text(()), found.origin(()), compose(OLD))
    assert "new" not in [each.state for each in later.sections]
    assert headings(later.text(later.usual)) == headings(compose(less).text)


@pytest.mark.parametrize("origin", [[], [{"sentence": "Ours is good.", "sources": ["review:r1.iro_view"]}]])
def test_a_letter_that_remembers_no_draft_is_spared_throughout(origin: list[dict[str, Any]]) -> None:
    found = redraft(compose(OLD).text, origin, compose(NEW))
    assert found.usual == frozenset()
    assert found.text(found.usual) == compose(OLD).text
    assert found.text(found.differing) == compose(NEW).text


def test_a_letter_without_a_word_is_drafted_whole() -> None:
    found = again(" \n")
    assert found.text(found.usual) == compose(NEW).text
    assert found.origin(found.usual) == remembered(compose(NEW))
