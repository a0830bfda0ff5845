"""Asking and acting: one step at a time, whole or not at all."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlmodel import Session, select
from vault_verbs import add_child, add_child_and_fail, add_review, names, rename_child

from iro_tui.casework.verbs import verb
from iro_tui.record.child import Child
from iro_tui.vault import history
from iro_tui.vault.key import Cost
from iro_tui.vault.store import Vault

MARKER = "Quillfeather"


def test_an_exception_leaves_nothing(vault: Vault) -> None:
    with pytest.raises(LookupError):
        vault.act(add_child_and_fail, "Wren")
    assert vault.ask(names) == []
    assert vault.ask(history.history_of) == []
    assert vault.act(add_child, "Robin").changed.step == 1


def test_a_failed_constraint_leaves_nothing_and_names_no_child(vault: Vault) -> None:
    vault.act(add_child, "Wren", mosaic_id="M1")
    with pytest.raises(IntegrityError) as failure:
        vault.act(add_child, MARKER, mosaic_id="M1")
    assert MARKER not in str(failure.value)
    assert vault.ask(names) == ["Wren"]


def test_links_are_enforced(vault: Vault) -> None:
    with pytest.raises(IntegrityError):
        vault.act(add_review, "no such child", [])
    assert vault.ask(history.history_of) == []


def test_a_question_cannot_write(vault: Vault) -> None:
    child_id = vault.act(add_child, "Wren").result

    def adds(session: Session) -> None:
        session.add(Child(mosaic_id="M2", first_name="Robin", born=datetime(2015, 1, 1).date()))  # noqa: DTZ001

    def flushes(session: Session) -> None:
        adds(session)
        session.flush()

    def commits(session: Session) -> None:
        rename_child(session, child_id, "Robin")
        session.commit()

    def bulk(session: Session) -> None:
        session.connection().exec_driver_sql("DELETE FROM child")

    with pytest.raises(RuntimeError, match="may not change anything"):
        vault.ask(adds)
    for question in (flushes, commits, bulk):
        with pytest.raises(DatabaseError, match="readonly"):
            vault.ask(question)
    assert vault.ask(names) == ["Wren"]
    assert vault.act(add_child, "Robin").result


def test_a_function_without_words_is_no_verb(vault: Vault) -> None:
    with pytest.raises(TypeError, match="not marked with @verb"):
        vault.act(names)


def test_a_session_inside_a_session_is_refused_at_once(vault: Vault) -> None:
    @verb("nothing")
    def asks_again(session: Session) -> list[str]:
        return vault.ask(names)

    with pytest.raises(RuntimeError, match="may not open another session"):
        vault.act(asks_again)
    assert vault.act(add_child, "Wren").result


def test_a_verb_cannot_end_its_own_step(vault: Vault) -> None:
    @verb("half done")
    def commits(session: Session) -> None:
        add_child(session, "Wren")
        session.commit()

    @verb("taken back")
    def rolls_back(session: Session) -> None:
        add_child(session, "Wren")
        session.rollback()

    @verb("the second of two added")
    def with_savepoint(session: Session) -> None:
        with pytest.raises(LookupError), session.begin_nested():
            add_child_and_fail(session, "Wren")
        add_child(session, "Robin")

    for ends in (commits, rolls_back):
        with pytest.raises(RuntimeError, match="a verb does not"):
            vault.act(ends)
    assert vault.ask(names) == []
    vault.act(with_savepoint)
    assert vault.ask(names) == ["Robin"]
    assert len(vault.ask(history.history_of)) == 1


def test_verbs_give_no_live_rows_away(vault: Vault) -> None:
    @verb("child added")
    def gives_row(session: Session) -> Child:
        add_child(session, "Wren")
        return session.exec(select(Child)).one()

    row = vault.act(gives_row).result
    with pytest.raises(Exception, match="not bound to a Session"):
        _ = row.first_name


def test_threads_take_turns_and_nothing_is_lost(vault: Vault) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(15):
                vault.act(add_child, f"{number}-{turn}")
                vault.ask(names)
                vault.keep_draft(f"review:{number}", None, {"turn": turn})
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(vault.ask(names)) == 60
    assert {row.step for row in vault.ask(history.history_of)} == set(range(1, 61))


def test_time_and_name_of_a_step_are_the_vaults(home: Path, passphrase: str, cheap: Cost) -> None:
    at = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
    with Vault.create(home, passphrase, cost=cheap, now=lambda: at, who="R. Calder") as vault:
        vault.act(add_child, "Wren")
        (row,) = vault.ask(history.history_of)
        assert (row.at, row.who, row.words) == (at, "R. Calder", "child added")
        vault.now = lambda: datetime(2027, 3, 2)  # noqa: DTZ001
        with pytest.raises(ValueError, match="time zone"):
            vault.act(add_child, "Robin")
        vault.now = lambda: at
