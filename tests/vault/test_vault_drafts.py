"""Typing in progress survives, costs no history, and goes when the form is saved."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from vault_verbs import add_child, add_review, note_texts

from iro_tui.vault import drafts
from iro_tui.vault.drafts import Draft
from iro_tui.vault.history import history_of
from iro_tui.vault.store import Vault

KEY = "consultation:new:1f0c"
BODY = {
    "said": "I want to see Nan [/] [b]\nmore",
    "alone": True,
    "on": "3/9/26",
    "notes": [{"tag": "+", "n": 1}],
}


def test_a_draft_is_there_after_closing(vault: Vault, passphrase: str) -> None:
    vault.keep_draft(KEY, None, BODY)
    kept_at = vault.now()
    vault.close()
    with Vault.open(vault.home, passphrase) as again:
        assert again.ask(drafts.take, KEY) == Draft(KEY, None, BODY, kept_at)
        assert again.ask(drafts.take, KEY) is not None


def test_typing_on_takes_the_place_of_what_was_kept(vault: Vault) -> None:
    for words in ("I", "I want", "I want to see Nan"):
        vault.keep_draft(KEY, None, {"said": words})
    (draft,) = vault.ask(drafts.all_drafts)
    assert draft.body == {"said": "I want to see Nan"}
    assert draft.kind == "consultation"


def test_drafts_leave_no_history_and_no_step(vault: Vault) -> None:
    vault.keep_draft(KEY, None, BODY)
    vault.drop_draft(KEY)
    assert vault.ask(drafts.take, KEY) is None
    vault.drop_draft(KEY)
    assert vault.ask(history_of) == []
    assert vault.act(add_child, "Wren").changed.step == 1


def test_all_drafts_begin_with_the_one_typed_last(vault: Vault) -> None:
    start = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for minutes, key in ((5, "review:b"), (1, "review:a"), (9, "letter:c")):
        vault.now = lambda minutes=minutes: start + timedelta(minutes=minutes)  # type: ignore[misc]
        vault.keep_draft(key, None, {})
    assert [draft.key for draft in vault.ask(drafts.all_drafts)] == ["letter:c", "review:b", "review:a"]
    assert vault.ask(drafts.all_drafts)[0].saved_at == start + timedelta(minutes=9)


def test_the_verb_that_saves_drops_the_draft_in_the_same_transaction(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    key = f"review:{child_id}"
    vault.keep_draft(key, child_id, BODY)
    with pytest.raises(DBAPIError):
        vault.act(add_review, child_id, [object()])  # type: ignore[list-item]
    assert vault.ask(drafts.take, key) is not None
    vault.act(add_review, child_id, ["one"])
    assert vault.ask(drafts.take, key) is None
    assert vault.ask(note_texts) == ["one"]


def test_the_drafts_of_a_child_go_with_the_child(vault: Vault) -> None:
    from vault_verbs import remove_child

    child_id = vault.act(add_child, "Wren").result
    vault.keep_draft("review:x", child_id, BODY)
    vault.keep_draft("review:y", None, BODY)
    vault.act(remove_child, child_id)
    assert [draft.key for draft in vault.ask(drafts.all_drafts)] == ["review:y"]
