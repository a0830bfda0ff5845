"""A letter as a script for reading aloud, and which format a letter takes."""

from __future__ import annotations

from typing import Any

import pytest
from complete_facts import facts

from letters.compose import compose
from letters.desk import look_for
from letters.formats import format_for
from letters.read_aloud import PAUSE, WAIT, script

LETTER = """26 November 2026

Dear Sam,

It was good to see you. You said, "I like it. It is warm."

## What we decided

| What will happen | Who will do it | By when |
| --- | --- | --- |
| You see your nan | Grace | Friday 4 December 2026 |

Best wishes,

Ruth Calder

## For the grown-ups

Do not read this out.
"""


def test_every_sentence_has_a_line_and_every_stop_a_pause() -> None:
    assert script(LETTER, "Sam").split("\n") == [
        "To read aloud to Sam. Read slowly, and take a breath at each pause.",
        "",
        "Dear Sam,",
        PAUSE,
        "",
        "It was good to see you.",
        'You said, "I like it.',
        'It is warm."',
        PAUSE,
        "",
        WAIT,
        "",
        "What we decided.",
        PAUSE,
        "",
        "You see your nan.",
        "Who will do it: Grace.",
        "By when: Friday 4 December 2026.",
        PAUSE,
        "",
        "Best wishes,",
        PAUSE,
        "",
        "Ruth Calder",
        "",
    ]


def test_the_same_letter_gives_the_same_script_and_the_grown_ups_are_left_out() -> None:
    text = compose(facts(age=3)).text
    assert script(text, "Sam") == script(text, "Sam")
    assert "grown-ups" in text
    assert "grown-ups" not in script(text, "Sam")


@pytest.mark.parametrize(
    ("told", "code", "points"),
    [
        ({"age": 13}, "STANDARD", 12),
        ({"age": 13, "needs": ("SIGHT", "DYSLEXIA")}, "LARGE", 18),
        ({"age": 13, "needs": ("SIGHT",), "print_pt": 24}, "LARGE", 24),
        ({"age": 13, "print_pt": 20}, "LARGE", 20),
        ({"age": 13, "needs": ("DYSLEXIA",)}, "DYSLEXIA", 14),
        ({"age": 3, "needs": ("DYSLEXIA",)}, "DYSLEXIA", 16),
    ],
)
def test_the_format_follows_what_the_child_needs(told: dict[str, Any], code: str, points: int) -> None:
    known = facts(**told)
    assert format_for(known).code == code
    assert look_for(known, LETTER).body_pt == points
    assert format_for(known, "STANDARD").code == "STANDARD"
