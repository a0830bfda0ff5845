"""Better words fit where they are put."""

from __future__ import annotations

import pytest

from screens.widgets.findings import fitting


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
    assert fitting(words, instead_of, before) == put
