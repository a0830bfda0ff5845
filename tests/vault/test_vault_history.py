"""Every change leaves history, history cannot be changed, and undo replays it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session
from vault_verbs import (
    add_child,
    add_review,
    names,
    note_texts,
    remove_child,
    rename_child,
    rename_everybody,
)

from iro_tui.casework.verbs import verb
from iro_tui.errors import IroError
from iro_tui.record.person import Person
from iro_tui.vault.connection import connect_for_work
from iro_tui.vault.history import HistoryRow, history_of, last_step, undo
from iro_tui.vault.store import Vault
from iro_tui.vault.triggers import columns_of, ensure_triggers, plain_tables


def sql(text: str, *values: Any) -> Any:
    @verb("sql run")
    def run(session: Session) -> None:
        session.connection().exec_driver_sql(text, values)

    return run


def everything(vault: Vault) -> dict[str, list[tuple[Any, ...]]]:
    with vault.raw() as connection:
        return {
            table: sorted(connection.execute(f'SELECT * FROM "{table}"').fetchall(), key=repr)
            for table in plain_tables(connection)
            if table != "history"
        }


def newest(vault: Vault) -> HistoryRow:
    return vault.ask(history_of, limit=1)[0]


def test_an_insert_leaves_the_whole_row(vault: Vault) -> None:
    child_id = vault.act(add_child, "O'Brien [/] [b]").result
    row = newest(vault)
    assert (row.table_name, row.row_id, row.child_id, row.action) == ("child", child_id, child_id, "insert")
    assert row.before is None
    assert row.after is not None
    assert (row.after["first_name"], row.after["born"], row.after["closed_on"]) == (
        "O'Brien [/] [b]",
        "2014-05-06",
        None,
    )


def test_an_update_leaves_the_changed_columns_only(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    changed = vault.act(rename_child, child_id, "Robin").changed
    row = newest(vault)
    assert row.action == "update"
    assert (row.before, row.after) == ({"first_name": "Wren"}, {"first_name": "Robin"})
    assert (row.step, row.words) == (changed.step, "child renamed")


def test_a_delete_leaves_what_was_there_and_what_went_with_it(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(add_review, child_id, ["one", "two"])
    vault.act(remove_child, child_id)
    rows = [row for row in vault.ask(history_of) if row.action == "delete"]
    assert sorted(row.table_name for row in rows) == ["child", "note", "note", "review"]
    assert {row.child_id for row in rows} == {child_id}
    assert {row.before["text"] for row in rows if row.table_name == "note" and row.before} == {"one", "two"}
    assert all(row.after is None for row in rows)


def test_a_bulk_update_leaves_a_row_for_each_child(vault: Vault) -> None:
    for number in range(65):
        vault.act(add_child, f"Child {number}")
    changed = vault.act(rename_everybody, "Wren").changed
    assert len(changed.rows) == 65
    rows = [row for row in vault.ask(history_of) if row.step == changed.step]
    assert {row.before["first_name"] for row in rows if row.before} == {f"Child {n}" for n in range(65)}


def test_replace_leaves_a_delete_and_an_insert(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    with vault.raw() as connection:
        columns = [c for c in columns_of(connection, "child")[1] if c != "first_name"]
    kept = ", ".join(columns)
    vault.act(sql(f"REPLACE INTO child (first_name, {kept}) SELECT 'Robin', {kept} FROM child"))
    assert vault.ask(names) == ["Robin"]
    assert [row.action for row in vault.ask(history_of)] == ["insert", "delete", "insert"]


def test_a_change_that_changes_nothing_leaves_nothing(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    acted = vault.act(rename_child, child_id, "Wren")
    assert acted.changed.rows == frozenset()
    acted = vault.act(sql("UPDATE child SET first_name = first_name, notes = notes"))
    assert acted.changed.rows == frozenset()
    assert len(vault.ask(history_of)) == 1


def test_history_is_of_one_child_newest_first(vault: Vault) -> None:
    wren, robin = vault.act(add_child, "Wren").result, vault.act(add_child, "Robin").result
    vault.act(add_review, wren, ["one"])
    vault.act(rename_child, robin, "Rob")
    assert [row.table_name for row in vault.ask(history_of, wren)] == ["note", "review", "child"]
    assert [row.action for row in vault.ask(history_of, robin)] == ["update", "insert"]
    assert [row.seq for row in vault.ask(history_of)] == [5, 4, 3, 2, 1]
    assert len(vault.ask(history_of, limit=2)) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET words = 'nothing at all'",
        "DELETE FROM history",
        "DELETE FROM history WHERE seq = 1",
    ],
)
def test_history_can_only_grow(vault: Vault, statement: str) -> None:
    vault.act(add_child, "Wren")
    with pytest.raises(IntegrityError, match="history is never"):
        vault.act(sql(statement))
    assert newest(vault).words == "child added"


def test_a_change_outside_a_step_is_refused(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    with vault.raw() as connection:
        for statement in ("DELETE FROM child", "UPDATE child SET first_name = 'Robin'"):
            with pytest.raises(Exception, match="a change outside a step"):
                connection.execute(statement)
    assert vault.ask(names) == ["Wren"]


def test_every_table_but_the_exempt_ones_has_its_three_triggers(vault: Vault) -> None:
    with vault.raw() as connection:
        tables = set(plain_tables(connection)) - {"history", "acting", "draft", "calendar_entry"}
        on = connection.execute(
            "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'history_*'"
        ).fetchall()
        assert {"child", "review", "note", "decision", "letter", "profile"} <= tables
    assert sorted(name for (name,) in on) == sorted([*tables] * 3 + ["history"] * 2)


def test_lost_and_altered_triggers_are_put_back_at_opening(vault: Vault, passphrase: str) -> None:
    with vault.raw() as connection:
        before = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        connection.execute("DROP TRIGGER history_child_update")
        connection.execute("DROP TRIGGER history_is_never_removed")
        connection.execute("DROP TRIGGER history_note_insert")
        connection.execute("CREATE TRIGGER history_note_insert AFTER INSERT ON note BEGIN SELECT 1; END")
        connection.execute("CREATE TRIGGER history_stray AFTER INSERT ON note BEGIN SELECT 1; END")
    vault.close()
    with Vault.open(vault.home, passphrase) as again, again.raw() as connection:
        after = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    assert sorted(after) == sorted(before)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("CREATE TABLE odd (a TEXT, b TEXT, PRIMARY KEY (a, b))", "one key column"),
        ("CREATE TABLE odd (a TEXT PRIMARY KEY, b BLOB)", "raw bytes"),
    ],
)
def test_a_table_history_cannot_hold_is_refused_at_once(vault: Vault, table: str, why: str) -> None:
    with vault.raw() as connection:
        connection.execute(table)
        with pytest.raises(TypeError, match=why):
            ensure_triggers(connection)
        connection.execute("DROP TABLE odd")


def test_undo_takes_back_the_last_step_as_a_step_of_its_own(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(rename_child, child_id, "Robin")
    step = vault.ask(last_step)
    assert step is not None
    assert (step.number, step.words, step.child_id, step.at) == (2, "child renamed", child_id, vault.now())
    acted = vault.act(undo)
    assert acted.result == step
    assert (acted.changed.words, acted.changed.rows) == ("undone: child renamed", {("child", child_id)})
    assert vault.ask(names) == ["Wren"]
    row = newest(vault)
    assert (row.step, row.undoes, row.words) == (3, 2, "undone: child renamed")
    assert (row.before, row.after) == ({"first_name": "Robin"}, {"first_name": "Wren"})


def test_undo_goes_back_step_by_step_to_the_empty_vault(vault: Vault) -> None:
    empty = everything(vault)
    states = []
    child_id = ""
    for name in ("Wren", "Robin"):
        child_id = vault.act(add_child, name).result
        states.append(everything(vault))
    vault.act(add_review, child_id, ["one", "two", "three"])
    states.append(everything(vault))
    vault.act(rename_everybody, "Linnet")
    states.append(everything(vault))
    vault.act(remove_child, child_id)
    for state in reversed(states):
        assert vault.act(undo).result is not None
        assert everything(vault) == state
    assert vault.act(undo).result is not None
    assert everything(vault) == empty
    assert vault.ask(last_step) is None
    last = vault.act(undo)
    assert (last.result, last.changed.rows) == (None, frozenset())


def test_after_an_undo_a_new_step_is_the_next_to_be_undone(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(rename_child, child_id, "Robin")
    vault.act(undo)
    vault.act(rename_child, child_id, "Linnet")
    vault.act(undo)
    assert vault.ask(names) == ["Wren"]
    vault.act(undo)
    assert vault.ask(names) == []


def test_undo_brings_back_odd_values_exactly(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    odd = "nul \0 quote ' \" [/] [b] emoji \U0001f989 line\r\nend  "

    @verb("letter written")
    def write(session: Session) -> None:
        from iro_tui.record.letter import Letter
        from iro_tui.record.review import Review

        review = Review(child_id=child_id, opened_on=date(2026, 2, 28))
        session.add(review)
        session.flush()
        session.add(
            Letter(
                child_id=child_id,
                review_id=review.id,
                text=odd,
                kept={"B07": odd},
                origin=[{"n": 1, "f": 0.1}],
            )
        )

    vault.act(write)
    before = everything(vault)
    vault.act(sql("DELETE FROM letter"))
    vault.act(undo)
    assert everything(vault) == before


def test_a_key_never_changes(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    with pytest.raises(IntegrityError, match="a key never changes"):
        vault.act(sql("UPDATE child SET id = 'other'"))
    assert vault.act(rename_everybody, "Robin").changed.rows


def test_a_step_about_several_children_is_about_no_one_child(vault: Vault) -> None:
    vault.act(add_child, "Wren")
    vault.act(add_child, "Robin")
    before = everything(vault)
    vault.act(rename_everybody, "Linnet")
    step = vault.act(undo).result
    assert step is not None and step.child_id is None
    assert everything(vault) == before


def test_undo_refuses_when_something_is_being_written_about_the_child(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.keep_draft(f"review:{child_id}", child_id, {"text": "typed since"})
    before = everything(vault)
    with pytest.raises(IroError, match="cannot be taken back: child added"):
        vault.act(undo)
    assert everything(vault) == before
    vault.drop_draft(f"review:{child_id}")
    assert vault.act(undo).result is not None


def test_undo_refuses_when_the_row_is_no_longer_as_the_step_left_it(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(rename_child, child_id, "Robin")
    key, path = vault.data_key, vault.home / "vault.db"
    vault.close()
    connection = connect_for_work(path, key)
    connection.execute("DROP TRIGGER history_child_update")
    connection.execute("UPDATE child SET first_name = 'Somebody else'")
    connection.close()
    with Vault.open(vault.home, "heron lantern gravel tuesday") as again:
        with pytest.raises(IroError, match="cannot be taken back: child renamed"):
            again.act(undo)
        assert again.ask(names) == ["Somebody else"]
        assert len(again.ask(history_of)) == 2


def test_undo_refuses_to_sweep_rows_along_that_the_step_did_not_make(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    key, path = vault.data_key, vault.home / "vault.db"
    vault.close()
    connection = connect_for_work(path, key)
    connection.execute("DROP TRIGGER history_person_insert")
    columns = dict.fromkeys(columns_of(connection, "person")[1], "") | {"id": "p1", "child_id": child_id}
    names_, marks = ", ".join(columns), ", ".join("?" * len(columns))
    connection.execute(f"INSERT INTO person ({names_}) VALUES ({marks})", tuple(columns.values()))
    connection.close()
    with Vault.open(vault.home, "heron lantern gravel tuesday") as again:
        with pytest.raises(IroError, match="cannot be taken back"):
            again.act(undo)
        assert again.ask(names) == ["Wren"]


def test_undo_goes_through_states_that_are_whole_only_at_the_end(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    before = everything(vault)

    @verb("person added")
    def points_ahead(session: Session) -> None:
        connection = session.connection()
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        session.add(Person(child_id="not there yet", name="Nan", role="family"))
        session.flush()
        connection.exec_driver_sql("UPDATE person SET child_id = ?", (child_id,))

    vault.act(points_ahead)
    assert vault.act(undo).result is not None
    assert everything(vault) == before


def test_notes_come_back_with_the_review_they_belong_to(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result
    vault.act(add_review, child_id, ["one", "two"])
    vault.act(sql("DELETE FROM review"))
    assert vault.ask(note_texts) == []
    vault.act(undo)
    assert vault.ask(note_texts) == ["one", "two"]
