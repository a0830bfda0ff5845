"""Better words fit where they are put."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from screens.widgets.findings import better_words, does


@pytest.mark.parametrize(
    ("words", "instead_of", "before", "put"),
    [
        ("the council", "LA", "The ", "council"),
        ("the council", "LA", "with the ", "council"),
        ("the council", "LA", "we ask ", "the council"),
        ("the council", "LA", "It is late. ", "The council"),
        ("home", "Placement", "", "Home"),
        ("home", "placement", "Your ", "home"),
    ],
)
def test_a_capital_and_one_article_are_enough(words: str, instead_of: str, before: str, put: str) -> None:
    each: Any = SimpleNamespace(rule="A01", say_instead=(words,), text=instead_of)
    assert better_words(each, before) == put


def test_C05_words_to_the_child_are_put_in_as_they_are() -> None:
    each: Any = SimpleNamespace(
        rule="C05", family="person", start=9, end=17, text="Amira is", say_instead=("you are",)
    )
    assert does(each) == "replace"
    assert better_words(each, "Mum says ") == "you are"
