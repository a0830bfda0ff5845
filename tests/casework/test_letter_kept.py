"""What is kept about letters besides their words: versions, words no longer questioned, the format."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from a_child import FIRST, child, held, iro

from iro_tui.casework.letter_versions import letter_versions
from iro_tui.casework.letters import choose_format, exported, letter_of, store_letter
from iro_tui.casework.quiet_words import question_again, quiet, quiet_words
from iro_tui.casework.reviews import open_review, save_review
from iro_tui.casework.undo import take_back
from iro_tui.errors import BadInput
from iro_tui.vault.store import Vault

AT, TODAY = datetime(2026, 2, 10, 9, tzinfo=UTC), date(2026, 2, 10)


def letter(vault: Vault) -> tuple[str, str, str]:
    iro(vault)
    child_id = child(vault)
    review = vault.act(open_review, child_id, FIRST).result
    vault.act(save_review, review, held(FIRST, None))
    return child_id, review, vault.act(store_letter, review, "one", [], "x", TODAY, AT).result


def test_every_save_of_other_words_is_a_version_and_knows_its_files(vault: Vault) -> None:
    _, review, letter_id = letter(vault)
    vault.act(exported, letter_id, "a_v1.docx", "0" * 64, TODAY)
    vault.act(store_letter, review, "two", [], "x", TODAY, AT)
    vault.act(store_letter, review, "two", [], "y", TODAY, AT)
    vault.act(take_back, TODAY)
    vault.act(take_back, TODAY)
    found = vault.ask(letter_versions, letter_id)
    assert [(each.number, each.text) for each in found] == [(3, "one"), (2, "two"), (1, "one")]
    assert found[2].files == ("a_v1.docx",)
    assert found[0].done == "undone: letter saved"


def test_a_word_is_quiet_for_one_child_or_for_all_and_can_be_questioned_again(vault: Vault) -> None:
    child_id, _, _ = letter(vault)
    other = child(vault, mosaic_id="77", first_name="Zoe", known_as="")
    vault.act(quiet, "Placement", child_id, TODAY)
    vault.act(quiet, "placement ", child_id, TODAY)
    vault.act(quiet, "PEP", None, TODAY)
    assert [each.word for each in vault.ask(quiet_words, child_id)] == ["pep", "placement"]
    assert [each.word for each in vault.ask(quiet_words, other)] == ["pep"]
    vault.act(question_again, [each.id for each in vault.ask(quiet_words, child_id)])
    assert vault.ask(quiet_words, child_id) == ()
    with pytest.raises(BadInput):
        vault.act(quiet, "  ", None, TODAY)


def test_a_format_is_kept_with_the_letter_and_must_be_one_there_is(vault: Vault) -> None:
    _, review, letter_id = letter(vault)
    vault.act(choose_format, letter_id, "LARGE")
    kept = vault.ask(letter_of, review)
    assert kept is not None and kept.format == "LARGE"
    with pytest.raises(BadInput):
        vault.act(choose_format, letter_id, "GOTHIC")
