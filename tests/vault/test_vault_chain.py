"""The chain over history shows what was written past the program; redo is undo's other half."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from vault_verbs import add_child, add_review, names, note_texts, remove_child, rename_child

from iro_tui.casework.undo import do_again, take_back
from iro_tui.errors import IroError
from iro_tui.vault import chain
from iro_tui.vault.backups import backup
from iro_tui.vault.connection import connect
from iro_tui.vault.history import history_of, last_step, last_undo, redo, undo
from iro_tui.vault.store import Vault


def worked(vault: Vault) -> str:
    child_id = str(vault.act(add_child, "Wren").result)
    vault.act(add_review, child_id, ["one", "two"])
    vault.act(rename_child, child_id, "Robin")
    return child_id


def verified(vault: Vault) -> chain.Verified:
    with vault.raw() as connection:
        return chain.verify(connection)


def past_the_program(vault: Vault, passphrase: str, meddle: Callable[[Any], object]) -> Vault:
    """Write with the key but without the triggers, as somebody with the passphrase could."""
    data_key = vault.data_key
    vault.close()
    connection = connect(vault.home / "vault.db", data_key)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    meddle(connection)
    connection.close()
    return Vault.open(vault.home, passphrase)


def test_every_row_of_history_is_chained_and_the_chain_is_whole(vault: Vault, passphrase: str) -> None:
    assert verified(vault) == chain.Verified(0, None, "")
    worked(vault)
    vault.act(undo)
    vault.close()
    with Vault.open(vault.home, passphrase) as again:
        again.act(add_child, "Rook")
        rows = len(again.ask(history_of))
        assert verified(again) == chain.Verified(rows, None, "")


@pytest.mark.parametrize(
    ("meddle", "broken_at"),
    [
        ("UPDATE history SET words = 'nothing' WHERE seq = 2", 2),
        ("UPDATE history SET before = '{}' WHERE seq = 5", 5),
        ("UPDATE history SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 1", 1),
        ("UPDATE history SET chain = NULL WHERE seq = 3", 3),
        ("DELETE FROM history WHERE seq = 2", 3),
        ("DELETE FROM history WHERE seq = 5", 5),
        ("INSERT INTO history SELECT 99, step, at, who, words, table_name, row_id, child_id, action, before, "
         "after, undoes, chain FROM history WHERE seq = 1", 99),
    ],
)  # fmt: skip
def test_what_was_written_past_the_program_breaks_it(
    vault: Vault, passphrase: str, meddle: str, broken_at: int
) -> None:
    worked(vault)
    assert len(vault.ask(history_of)) == 5
    with past_the_program(vault, passphrase, lambda connection: connection.execute(meddle)) as again:
        assert verified(again).broken_at == broken_at


def test_a_chain_worked_out_anew_does_not_go_through_an_older_backup(vault: Vault, passphrase: str) -> None:
    worked(vault)
    copy = connect(backup(vault), vault.data_key)
    newest = chain.head(copy)
    copy.close()
    vault.act(add_child, "Rook")
    with vault.raw() as connection:
        assert chain.holds(connection, newest)

    def forge(connection: Any) -> None:
        connection.execute("UPDATE history SET who = 'somebody else' WHERE seq = 1")
        chain.chain_all(connection)

    with past_the_program(vault, passphrase, forge) as again, again.raw() as connection:
        assert chain.verify(connection).broken_at is None
        assert not chain.holds(connection, newest)


def test_a_hash_is_given_once(vault: Vault) -> None:
    worked(vault)
    with vault.raw() as connection, pytest.raises(Exception, match="history is never changed"):
        connection.execute("UPDATE history SET chain = 'x' WHERE seq = 1")


def test_redo_does_again_what_undo_took_back_also_after_opening_again(vault: Vault, passphrase: str) -> None:
    worked(vault)
    vault.act(undo)
    vault.act(undo)
    assert (vault.ask(names), vault.ask(note_texts)) == (["Wren"], [])
    vault.close()
    with Vault.open(vault.home, passphrase) as again:
        redone = again.act(redo).result
        assert redone is not None and redone.words == "undone: review recorded"
        assert again.ask(note_texts) == ["one", "two"]
        again.act(redo)
        assert again.ask(names) == ["Robin"]
        assert again.act(redo).result is None
        assert [row.words for row in again.ask(history_of, limit=1)] == ["redone: child renamed"]
        again.act(undo)
        assert again.ask(names) == ["Wren"]
        again.act(redo)
        again.act(undo)
        again.act(undo)
        assert again.ask(note_texts) == []
        last = again.ask(last_step)
        assert last is not None and last.words == "child added"
        again.act(redo)
        again.act(redo)
        assert (again.ask(names), again.ask(note_texts)) == (["Robin"], ["one", "two"])
        assert verified(again).broken_at is None


def test_something_new_ends_what_can_be_done_again(vault: Vault) -> None:
    child_id = worked(vault)
    vault.act(undo)
    vault.act(rename_child, child_id, "Rook")
    assert vault.ask(last_undo) is None
    assert vault.act(redo).result is None
    vault.act(undo)
    redone = vault.act(redo).result
    assert redone is not None and vault.ask(names) == ["Rook"]


def test_a_child_taken_off_with_everything_comes_back_and_goes_again(vault: Vault) -> None:
    child_id = worked(vault)
    vault.act(remove_child, child_id)
    for _ in range(3):
        vault.act(undo)
        assert (vault.ask(names), vault.ask(note_texts)) == (["Robin"], ["one", "two"])
        vault.act(redo)
        assert (vault.ask(names), vault.ask(note_texts)) == ([], [])


def test_undo_and_redo_say_what_they_did(vault: Vault, home: Path) -> None:
    today = vault.now().date()
    worked(vault)
    assert (
        vault.act(take_back, today).result
        == "Undone: child renamed, Wren, Mon 23 Nov. F8 again for the one before."
    )
    assert (
        vault.act(do_again, today).result == "Done again: child renamed, Robin, Mon 23 Nov. F8 takes it back."
    )
    with pytest.raises(IroError, match=r"Nothing to do again: nothing was undone since the last save\."):
        vault.act(do_again, today)
