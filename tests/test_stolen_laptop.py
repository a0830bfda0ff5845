"""A stolen laptop holds nothing that can be read: planted words in every field, a day's work, a crash."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite
from sqlmodel import Session, SQLModel, select

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import Child
from iro_tui.vault.backups import backup
from iro_tui.vault.drill import hold_drill
from iro_tui.vault.history import redo, undo
from iro_tui.vault.key import Cost
from iro_tui.vault.rekey import encrypt_anew
from iro_tui.vault.restore import restore
from iro_tui.vault.store import Vault

PLANTED = "Zaphelquorn"
"""Begins every text that is put on the record, and stands in no file of the program."""
PASSPHRASE = "heron lantern gravel tuesday"
OTHER = "an entirely new beginning"


def _value(column: Any, name: str) -> Any:
    kind = str(column.type.compile(dialect=sqlite.dialect()))
    given = {
        "BOOLEAN": True,
        "INTEGER": 3,
        "FLOAT": 1.5,
        "DATE": date(2026, 1, 5),
        "DATETIME": datetime(2026, 1, 5, tzinfo=UTC),
        "JSON": {name: f"{PLANTED} in a list"},
    }
    return given.get(kind, f"{PLANTED} {name}"[: getattr(column.type, "length", None) or 200])


@verb(f"{PLANTED} planted")
def plant(session: Session, number: int) -> int:
    """Put a row with planted words in every column of every table, and return how many words that were."""
    planted = 0
    made: dict[str, str] = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name == "draft" or (number and table.name == "profile"):
            continue
        values = {}
        for column in table.columns:
            target = next((link.column.table.name for link in column.foreign_keys), None)
            if target is not None:
                values[column.name] = made[target]
            elif column.primary_key:
                values[column.name] = "me" if table.name == "profile" else f"{table.name}{number}"
                made[table.name] = values[column.name]
            else:
                values[column.name] = _value(column, f"{column.name}{number}")
                planted += isinstance(values[column.name], str)
        session.connection().execute(table.insert().values(**values))
    return planted


@verb("children renamed")
def rename(session: Session) -> None:
    for child in session.exec(select(Child)):
        child.first_name = f"{PLANTED} renamed"


@verb("children taken off")
def take_off(session: Session) -> None:
    for child in session.exec(select(Child)):
        session.delete(child)


def hits(*folders: Path) -> Iterator[str]:
    """Every file, and every name of a file, in which a planted word can be read in some writing."""
    wanted = [
        writing
        for word in (PLANTED, PLANTED.lower(), PLANTED.upper(), PLANTED[::-1])
        for writing in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
    ]
    for folder in folders:
        for path in folder.rglob("*"):
            if PLANTED.casefold() in path.name.casefold():
                yield str(path)
            if path.is_file() and any(word in path.read_bytes() for word in wanted):
                yield str(path)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
def test_not_one_planted_word_can_be_read_after_a_day_with_a_crash(
    tmp_path: Path, cheap: Cost, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    stick = tmp_path / "stick"
    for folder in (temp, stick):
        folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setenv("SQLITE_TMPDIR", str(temp))
    home = tmp_path / "vault home"
    seen: list[str] = []
    begun = datetime(2026, 11, 20, 9, 0).astimezone()

    def a_day() -> None:
        with Vault.create(home, PASSPHRASE, cost=cheap, now=lambda: begun) as vault:
            assert vault.act(plant, 0).result > 100
            vault.keep_draft("letter:x", None, {"text": f"{PLANTED} " * 2000})
            first = backup(vault)
            seen.extend(hits(tmp_path))
            vault.now = lambda: begun + timedelta(hours=2)
            vault.act(plant, 1)
            vault.act(rename)
            vault.act(take_off)
            vault.act(undo)
            vault.act(redo)
            vault.act(undo)
            backup(vault, stick)
            hold_drill(vault)
            with Vault.open(home, PASSPHRASE, read_only=True):
                seen.extend(hits(tmp_path))
            restore(vault, first)
            encrypt_anew(vault, OTHER)
        vault = Vault.open(home, OTHER, cost=cheap)
        vault.act(rename)
        vault.keep_draft("letter:x", None, {"text": f"{PLANTED} " * 2000})
        os.kill(os.getpid(), signal.SIGKILL)

    process = os.fork()
    if not process:
        try:
            a_day()
        except BaseException:
            traceback.print_exc()
        finally:
            os.write(2, "\n".join(seen).encode())
            os._exit(1)
    status = os.waitpid(process, 0)[1]
    assert os.WIFSIGNALED(status), "the day did not end with the crash"
    assert (home / "vault.db-wal").stat().st_size, "the journal of the crash is searched too"
    assert list(hits(tmp_path)) == []
    with Vault.open(home, OTHER) as again:
        assert again.ask(lambda session: session.exec(select(Child.first_name)).all()) == [
            f"{PLANTED} renamed"
        ]
    assert list(hits(tmp_path)) == []
    for path in home.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_the_search_would_find_a_word_lying_about(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "note.txt").write_text(f"Dear {PLANTED}, ...")
    (tmp_path / "a" / "old.doc").write_bytes(b"\x00" * 7 + PLANTED.encode("utf-16-le"))
    (tmp_path / f"{PLANTED.lower()}.docx").touch()
    assert len(list(hits(tmp_path))) == 3


WORK_WITHOUT_A_SOCKET = """
import sys
def refuse(event, args):
    if event.startswith("socket.") and not (event == "socket.__new__" and args[1] == 1):
        print("SOCKET", event, args[1:], flush=True)
sys.addaudithook(refuse)
import asyncio
from datetime import date
from pathlib import Path
from iro_tui.cli import main
home, file = sys.argv[1:3]
for words in (["doctor"], ["today"], ["backup"], ["outbox"]):
    try:
        main([*words, "--home", home, "--passphrase-file", file])
    except SystemExit:
        pass
import letters.desk
from screens.app import IroApp
async def visit():
    app = IroApp(Path(home), date(2026, 11, 22))
    async with app.run_test() as pilot:
        for letter in Path(file).read_text():
            await pilot.press("space" if letter == " " else letter)
        await pilot.press("enter")
        for _ in range(200):
            await pilot.pause(0.05)
            if app.inside:
                break
        assert app.inside
        for key in ("2", "3", "5", "1", "slash"):
            await pilot.press(key)
    app.vault.close()
asyncio.run(visit())
print("worked")
"""


def test_no_socket_is_ever_opened(tmp_path: Path, cheap: Cost) -> None:
    """A pair of local ends that asyncio wakes itself with is no connection; anything else is."""
    home, file = tmp_path / "vault home", tmp_path / "words"
    Vault.create(home, PASSPHRASE, cost=cheap).close()
    file.write_text(PASSPHRASE)
    ran = subprocess.run(
        [sys.executable, "-c", WORK_WITHOUT_A_SOCKET, str(home), str(file)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    assert "worked" in ran.stdout, ran.stderr
    assert "SOCKET" not in ran.stdout
