from __future__ import annotations

import pytest
from a_child import FIRST, child, iro

from iro_tui.casework.letter_words import add_letter_word, letter_words, remove_letter_word
from iro_tui.casework.letters import letter_facts
from iro_tui.casework.reviews import open_review
from iro_tui.errors import BadInput
from iro_tui.vault.store import Vault


def test_a_word_is_added_reaches_the_facts_of_a_letter_and_is_taken_out(vault: Vault) -> None:
    iro(vault)
    review_id = vault.act(open_review, child(vault), FIRST).result
    values = {"word": "  link   worker ", "kind": "jargon", "say_instead": "Dev; the person who helps"}
    word_id = vault.act(add_letter_word, values).result
    (added,) = vault.ask(letter_facts, review_id, FIRST).added
    assert (added.word, added.kind, added.up_to_age) == ("link worker", "jargon", 17)
    assert added.say_instead == ("Dev", "the person who helps")
    vault.act(remove_letter_word, word_id)
    assert vault.ask(letter_words) == ()


@pytest.mark.parametrize(
    ("word", "says"), [("Link worker", "was added before"), ("!!", "at least one letter"), ("x", "Word")]
)
def test_a_word_that_cannot_be_added_is_said_in_a_sentence(vault: Vault, word: str, says: str) -> None:
    vault.act(add_letter_word, {"word": "link worker"})
    with pytest.raises(BadInput, match=says):
        vault.act(add_letter_word, {"word": word})
    assert len(vault.ask(letter_words)) == 1
