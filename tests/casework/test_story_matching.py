"""Fewer items of a story as one types: by kind, words and day."""

from __future__ import annotations

from datetime import date

import pytest

from iro_tui.casework.child_story import StoryItem, StoryLine, StoryPart, matching

TALK = StoryItem(
    date(2026, 9, 1), "TALK", "Talked", "at school, alone", (StoryLine("I miss Zoë.", quote=True),), "t"
)
REVIEW = StoryItem(
    date(2026, 8, 3),
    "REVIEW",
    "Review 5",
    "on time, PN1",
    (StoryLine("2 decisions:", parts=(StoryPart("1 late", "late"),)),),
    "r",
)
HEALTH = StoryItem(date(2025, 8, 4), "health_assessment", "Health", "held in time", (), "h")
ALL = (TALK, REVIEW, HEALTH)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ALL),
        ("  ", ALL),
        ("review", (REVIEW,)),
        ("zoe", (TALK,)),
        ("talked SCHOOL", (TALK,)),
        ("school review", ()),
        ("late", (REVIEW,)),
        ("health assessment", (HEALTH,)),
        ("aug", (REVIEW, HEALTH)),
        ("aug 2025", (HEALTH,)),
        ("[/] (", ()),
    ],
)
def test_every_typed_word_must_be_in_an_item(typed: str, found: tuple[StoryItem, ...]) -> None:
    assert matching(ALL, typed) == found
