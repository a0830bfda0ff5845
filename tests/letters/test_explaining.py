"""The explanation of a hard word explains that word and no other (letters.md 3.1.7)."""

from __future__ import annotations

import pytest

from letters.check import Expected, check
from letters.explaining import explained

KNOWN = Expected(8, first_name="Sam")


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("Your placement is new.", " It means "),
        ("Your placement with the solicitor is new.", " Placement means "),
        ("Your placement is new", " It means "),
    ],
)
def test_A01_an_explanation_is_heard_as_that_of_its_own_word(sentence: str, begins: str) -> None:
    text = f"Dear Sam,\n\n{sentence}\n\nYou like it.\n"
    found = next(each for each in check(text, KNOWN).findings if each.text == "placement")
    at, words = explained(text, found, KNOWN)
    assert words.startswith(begins)
    after = text[:at] + words + text[at:]
    assert f"{sentence}{words}\n\nYou like it." in after
    left = [each.text for each in check(after, KNOWN).findings]
    assert "placement" not in left
    assert ("solicitor" in left) == ("solicitor" in sentence), "another hard word is asked about as before"
