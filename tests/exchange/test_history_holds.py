"""The history and the record agree after everything that touches both, and not after a hand from outside."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select
from test_handover import KOFI, TODAY, change, mine, other, put, send, take, take_in

from iro_tui.exchange.erase import erase
from iro_tui.record.tables import Child, Note
from iro_tui.vault.as_written import strayed
from iro_tui.vault.backups import backup
from iro_tui.vault.connection import connect
from iro_tui.vault.doctor import examine
from iro_tui.vault.history import redo, undo
from iro_tui.vault.rekey import encrypt_anew
from iro_tui.vault.restore import restore
from iro_tui.vault.store import Vault

__all__ = ["mine", "other"]


def history_check(vault: Vault) -> Any:
    return next(check for check in examine(vault) if check.name == "history")


def test_history_and_record_agree_after_undo_redo_receive_erase_restore_and_rekey(
    mine: Vault, other: Vault, passphrase: str
) -> None:
    def well(after: str) -> None:
        check = history_check(mine)
        assert check.ok, f"after {after}: {check.words}"

    mine.act(change, Note, "n" * 16, text="Happy at home.")
    mine.act(undo)
    well("undo")
    mine.act(redo)
    well("redo")
    take_in(other, send(mine, KOFI))
    other.act(put, Note(child_id="a" * 16, review_id="r" * 16, text="Seen with the dog."))
    other.act(take, Note, "n" * 16)
    take_in(mine, send(other, KOFI, to="Ruth Calder"))
    well("receive")
    before_erasing = backup(mine)
    mine.act(put, Child(id="z" * 16, mosaic_id="1048899", first_name="Ola", surname="Bright", born=TODAY))
    mine.act(change, Child, "z" * 16, first_name="Olu")
    later = mine.now() + timedelta(hours=1)
    mine.now = lambda: later
    erase(mine, "z" * 16, "Olu Bright", "Born to another council", TODAY)
    well("erase")
    kept = restore(mine, before_erasing)
    well("restore")
    restore(mine, kept)
    well("restoring what was before")
    encrypt_anew(mine, "an entirely new beginning")
    well("rekey")
    mine.act(change, Child, "b" * 16, first_name="Samuel")
    mine.act(undo)
    well("undo after all that")
    mine.close()
    with Vault.open(mine.home, "an entirely new beginning") as again:
        assert history_check(again).ok


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ("UPDATE note SET text = 'Unhappy at school.'", "note"),
        ("DELETE FROM consultation", "consultation"),
        ("INSERT", "note"),
    ],
)
def test_a_row_changed_by_hand_with_the_key_is_noticed(
    mine: Vault, passphrase: str, sql: str, table: str
) -> None:
    data_key = mine.data_key
    mine.close()
    connection = connect(mine.home / "vault.db", data_key)
    if sql == "INSERT":
        columns = [row[1] for row in connection.execute("PRAGMA table_info(note)")]
        values = ", ".join("'m'" if name == "id" else name for name in columns)
        sql = f"INSERT INTO note SELECT {values} FROM note"
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    connection.execute(sql)
    connection.close()
    with Vault.open(mine.home, passphrase) as again:
        with again.raw() as raw:
            assert strayed(raw) == {table: 1}
        check = history_check(again)
        assert not check.ok and f"1 row of the record ({table}) is not as the history left it" in check.detail
        assert again.ask(lambda session: len(session.exec(select(Child)).all())) == 2
