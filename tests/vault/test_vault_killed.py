"""Killed at any moment: what was acknowledged is there, what was typed is at most one step behind."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from sqlmodel import Session
from vault_verbs import add_child, add_review

from iro_tui.vault import drafts
from iro_tui.vault.history import history_of
from iro_tui.vault.store import Vault

KILLS = 20
LONGEST = 0.12


def write_until_killed(home: Path, passphrase: str, say: int, turn: int, draft: int) -> None:
    """Record reviews and keep a draft for ever, saying so after each is on the disc."""
    vault = Vault.open(home, passphrase)
    child_id = vault.act(add_child, f"Wren {turn}").result
    os.write(say, f"child {child_id}\n".encode())
    number = draft
    while True:
        review_id = vault.act(add_review, child_id, ["a line " * 40, "another " * 40]).result
        os.write(say, f"review {review_id}\n".encode())
        number += 1
        vault.keep_draft("letter:x", None, {"number": number, "text": "typed " * 300})
        os.write(say, f"draft {number}\n".encode())


def run_and_kill(home: Path, passphrase: str, turn: int, draft: int, after: float) -> list[list[str]]:
    """Let another process write, kill it, and return what it said was safe."""
    listen, say = os.pipe()
    process = os.fork()
    if not process:
        try:
            write_until_killed(home, passphrase, say, turn, draft)
        finally:
            os._exit(1)
    os.close(say)
    with os.fdopen(listen, "rb") as pipe:
        first = pipe.readline()
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
        said = first + pipe.read()
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), "it stopped by itself"
    return [line.split() for line in said.decode().splitlines()]


def every_row(session: Session, table: str) -> set[str]:
    return set(session.connection().exec_driver_sql(f"SELECT id FROM {table}").scalars())


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_kill_at_any_moment_loses_nothing_acknowledged(vault: Vault, home: Path, passphrase: str) -> None:
    vault.close()
    moments = random.Random(20261123)
    safe: dict[str, set[str]] = {"child": set(), "review": set()}
    draft = 0
    for turn in range(KILLS):
        for kind, what in run_and_kill(home, passphrase, turn, draft, moments.uniform(0, LONGEST)):
            if kind == "draft":
                draft = int(what)
            else:
                safe[kind].add(what)
        with Vault.open(home, passphrase) as again:
            for table, ids in safe.items():
                found = again.ask(every_row, table)
                assert ids <= found
                unsaid = found - ids
                assert len(unsaid) <= 1, "one may be written but not yet said"
                safe[table] |= unsaid
            kept = again.ask(drafts.take, "letter:x")
            assert (kept.body["number"] if kept else 0) in (draft, draft + 1)
            draft = kept.body["number"] if kept else 0
            with again.raw() as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
                notes = connection.execute("SELECT count(*) FROM note").fetchone()[0]
                acting = connection.execute("SELECT count(*) FROM acting").fetchone()[0]
            assert notes == 2 * len(safe["review"]), "no half step"
            assert acting == 0
            steps = len(safe["child"]) + len(safe["review"])
            assert again.ask(history_of, limit=1)[0].step == steps
    assert len(safe["review"]) > KILLS


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_a_kill_while_a_vault_is_made_leaves_no_half_vault(tmp_path: Path, passphrase: str) -> None:
    from iro_tui.vault.key import Cost

    cheap = Cost(ops=1, mem=64 << 10)
    moments = random.Random(7)
    whole = begun_again = 0
    for number in range(12):
        home = tmp_path / f"home {number}"
        process = os.fork()
        if not process:
            try:
                Vault.create(home, passphrase, cost=cheap)
            finally:
                os._exit(1)
        time.sleep(moments.uniform(0, 0.06))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if Vault.exists(home):
            whole += 1
            vault = Vault.open(home, passphrase)
        else:
            begun_again += 1
            vault = Vault.create(home, passphrase, cost=cheap)
        assert vault.act(add_child, "Wren").changed.step == 1
        vault.close()
    assert whole + begun_again == 12
    assert begun_again
