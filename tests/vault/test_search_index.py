"""The index of every word: exact whatever wrote to the record, made anew when it is missing, and erased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from vault_verbs import add_child, add_child_and_fail, add_review, remove_child, rename_everybody

from iro_tui.casework.verbs import verb
from iro_tui.record.contact import Contact
from iro_tui.record.searched import searched
from iro_tui.vault import store
from iro_tui.vault.backups import backup
from iro_tui.vault.connection import connect
from iro_tui.vault.history import undo
from iro_tui.vault.migrations import MIGRATIONS, Migration, migrate
from iro_tui.vault.search_index import BETWEEN, drop_index, ensure_index
from iro_tui.vault.store import Vault


@verb("sql run")
def run_sql(session: Session, text: str, *values: Any) -> None:
    session.connection().exec_driver_sql(text, values)


@verb("contact recorded")
def add_contact(session: Session, child_id: str, words: str, on: date) -> str:
    contact = Contact(child_id=child_id, words=words, held_on=on)
    session.add(contact)
    session.flush()
    return contact.id


def on_record(connection: Any) -> set[tuple[str, str, str]]:
    """Every row with words, read from the tables themselves."""
    found = set()
    for each in searched():
        columns = ", ".join(f'"{name}"' for name in each.columns)
        for id, *texts in connection.execute(f'SELECT id, {columns} FROM "{each.table}"').fetchall():
            if any(text.strip() for text in texts):
                found.add((each.table, id, BETWEEN.join(texts)))
    return found


def assert_exact(vault: Vault) -> None:
    """The index holds each row of the record once, with its words as they stand."""
    with vault.raw() as connection:
        rows = connection.execute("SELECT kind, row_id FROM search_row").fetchall()
        source = connection.execute(
            "SELECT kind, row_id, words FROM search_row JOIN search_source USING (n, kind)"
        )
        assert set(source.fetchall()) == on_record(connection)
        assert len(rows) == len(set(rows))
        # Compares every token of the index with the words of the rows.
        connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def hits(vault: Vault, asked: str) -> list[str]:
    with vault.raw() as connection:
        rows = connection.execute(
            "SELECT search_row.kind FROM search JOIN search_row ON n = search.rowid WHERE search MATCH ? "
            "ORDER BY search.rowid DESC",
            (asked,),
        )
        return [row[0] for row in rows.fetchall()]


@pytest.fixture
def wren(vault: Vault) -> Iterator[str]:
    child_id = vault.act(add_child, "Wren").result
    yield child_id
    assert_exact(vault)


def test_every_text_that_a_form_asks_for_is_searched_by_itself() -> None:
    found = {each.table: each.columns for each in searched()}
    assert {"text"} <= set(found["note"]) and found["letter"] == ("text",)
    assert {"own_words", "noticed", "not_to_share"} <= set(found["consultation"])
    assert "kind" not in found["consultation"] and "tag" not in found["note"], "codes are no words"
    assert "draft" not in found and "profile" not in found
    assert found["other_work"] == ("note",), "work about no one child"
    assert len(found) > 30


def test_a_change_of_any_kind_is_in_the_index_at_once(vault: Vault, wren: str) -> None:
    vault.act(add_review, wren, ["the heron stood still", "two otters"])
    assert hits(vault, "heron") == ["note"]
    vault.act(run_sql, "UPDATE note SET text = 'the egret stood still' WHERE text LIKE '%heron%'")
    assert hits(vault, "heron") == [] and hits(vault, "egret") == ["note"]
    vault.act(rename_everybody, "Kestrel")
    assert hits(vault, "kestrel") == ["child"]
    assert_exact(vault)
    vault.act(remove_child, wren)
    assert hits(vault, "otters OR kestrel") == []


def test_replace_and_rows_without_words_leave_no_trace(vault: Vault, wren: str) -> None:
    vault.act(add_contact, wren, "rang the school", date(2026, 11, 2))
    vault.act(run_sql, "REPLACE INTO contact SELECT * FROM contact")
    assert_exact(vault)
    vault.act(run_sql, "UPDATE contact SET words = '', who = ''")
    assert hits(vault, "school") == []
    assert_exact(vault)
    vault.act(run_sql, "UPDATE contact SET words = 'rang the nursery'")
    assert hits(vault, "nursery") == ["contact"]


def test_undo_brings_words_back_and_takes_them_away(vault: Vault, wren: str) -> None:
    vault.act(add_review, wren, ["the heron stood still"])
    vault.act(run_sql, "DELETE FROM note")
    vault.act(undo)
    assert hits(vault, "heron") == ["note"]
    vault.act(undo)
    assert hits(vault, "heron") == []


def test_a_verb_that_fails_leaves_nothing_in_the_index(vault: Vault) -> None:
    with pytest.raises(LookupError):
        vault.act(add_child_and_fail, "Robin")
    assert hits(vault, "robin") == []
    assert_exact(vault)


def test_accents_and_endings_do_not_matter(vault: Vault, wren: str) -> None:
    vault.act(add_review, wren, ["Zoë visited the café"])
    assert hits(vault, "zoe AND visiting AND cafe") == ["note"]


def test_the_newest_day_comes_first_and_follows_a_changed_date(vault: Vault, wren: str) -> None:
    old = vault.act(add_contact, wren, "heron, first", date(2024, 1, 2)).result
    vault.act(add_review, wren, ["heron, in the review"])
    assert hits(vault, "heron") == ["note", "contact"]
    vault.act(run_sql, "UPDATE contact SET held_on = '2026-11-20' WHERE id = ?", old)
    assert hits(vault, "heron") == ["contact", "note"]


def test_what_was_deleted_or_changed_is_gone_from_the_file_of_the_index(vault: Vault, wren: str) -> None:
    def in_index(word: str) -> bool:
        with vault.raw() as connection:
            blocks = connection.execute("SELECT block FROM search_data").fetchall()
        return any(word.encode() in bytes(row[0]) for row in blocks)

    vault.act(add_review, wren, ["zanzibarquux", "kalimantanquux"])
    assert in_index("zanzibarquux") and in_index("kalimantanquux")
    vault.act(run_sql, "DELETE FROM note WHERE text LIKE 'zanz%'")
    vault.act(run_sql, "UPDATE note SET text = 'another'")
    assert not in_index("anzibarquux") and not in_index("alimantanquux")


def test_an_index_that_is_missing_or_of_another_version_is_made_anew(vault: Vault, passphrase: str) -> None:
    wren = vault.act(add_child, "Wren").result
    vault.act(add_review, wren, ["the heron stood still"])
    with vault.raw() as connection:
        assert ensure_index(connection) is False
        drop_index(connection)
        left = connection.execute("SELECT name FROM sqlite_master WHERE name GLOB 'search*'").fetchall()
        assert left == []
    vault.close()
    with Vault.open(vault.home, passphrase) as again:
        assert hits(again, "heron") == ["note"]
        assert_exact(again)
        with again.raw() as connection:
            connection.execute("DROP TRIGGER search_note_update")
            assert ensure_index(connection) is True
            assert connection.execute(
                "SELECT 1 FROM sqlite_master WHERE name = 'search_note_update'"
            ).fetchone()
        again.act(run_sql, "UPDATE note SET text = 'an egret'")
        assert hits(again, "egret") == ["note"]
        assert_exact(again)


def test_a_migration_that_rebuilds_a_table_leaves_a_whole_index(
    vault: Vault, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(add_review, child_id, ["the heron stood still"])
    vault.close()

    def rebuild(connection: Any) -> None:
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'note'").fetchone()
        connection.execute(made.replace("TABLE note", "TABLE note_rebuilt"))
        connection.execute("INSERT INTO note_rebuilt SELECT * FROM note")
        connection.execute("DROP TABLE note")
        connection.execute("ALTER TABLE note_rebuilt RENAME TO note")
        connection.execute("UPDATE note SET text = 'the egret stood still'")

    steps = (*MIGRATIONS, Migration(MIGRATIONS[-1].number + 1, rebuild))
    monkeypatch.setattr(store, "migrate", lambda connection, before: migrate(connection, before, steps))
    with Vault.open(vault.home, passphrase) as again:
        assert hits(again, "heron") == [] and hits(again, "egret") == ["note"]
        again.act(run_sql, "UPDATE note SET text = 'an otter'")
        assert hits(again, "otter") == ["note"]
        assert_exact(again)


def test_a_copy_has_the_index_and_no_word_in_clear(vault: Vault, wren: str) -> None:
    vault.act(add_review, wren, ["zanzibarquux"])
    made = backup(vault)
    assert b"zanzibarquux" not in made.read_bytes()
    copy = connect(made, vault.data_key)
    assert copy.execute("SELECT count(*) FROM search WHERE search MATCH 'zanzibarquux'").fetchone() == (1,)
    copy.close()


def test_the_index_has_no_history(vault: Vault, wren: str) -> None:
    vault.act(add_review, wren, ["one"])
    with vault.raw() as connection:
        tables = {row[0] for row in connection.execute("SELECT DISTINCT table_name FROM history").fetchall()}
    assert tables == {"child", "review", "note"}
