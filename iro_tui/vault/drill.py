"""The weekly restore drill: the newest copy is put back for real, beside the vault, and read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault import backups, chain
from iro_tui.vault.connection import connect_for_work, driver
from iro_tui.vault.files import write_whole
from iro_tui.vault.migrations import migrate
from iro_tui.vault.soundness import is_whole

if TYPE_CHECKING:
    from sqlite3 import Connection

    from iro_tui.vault.store import Vault

EVERY = timedelta(days=7)
_RESULT = "drill.json"
_TRIAL = "drill.part"


@dataclass(frozen=True)
class Drill:
    """What came of the last drill."""

    at: datetime
    """In UTC."""
    copy: str
    """The name of the copy that was put back."""
    ok: bool
    words: str
    """What was found, in one sentence."""


def last_drill(folder: Path) -> Drill | None:
    """Return the last drill with the copies of a backup folder; None when there was none yet."""
    try:
        kept = json.loads((folder / _RESULT).read_text("utf-8"))
        return Drill(datetime.fromisoformat(kept["at"]), kept["copy"], kept["ok"], kept["words"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def drill_if_due(vault: Vault) -> Drill | None:
    """Hold the drill when the last one is a week ago; None when it is not due or there is no copy yet."""
    last = last_drill(vault.backups)
    # A drill from the future means that a clock was wrong.
    if last is not None and timedelta(0) <= vault.now() - last.at < EVERY:
        return None
    return hold_drill(vault) if backups.copies_in(vault.backups) else None


def hold_drill(vault: Vault) -> Drill:
    """Put the newest copy back beside the vault, open it as a vault is opened, and compare it with the vault.

    Raises:
        IroError: There is no copy, or the result could not be written down.
    """
    copies = backups.copies_in(vault.backups)
    if not copies:
        raise IroError("There is no backup yet to try.")
    copy, data_key = copies[0], vault.data_key
    trial = vault.backups / _TRIAL
    problem = ""
    rows = 0
    try:
        _clear(trial)
        backups.copy_file(copy, trial)
        connection = connect_for_work(trial, data_key)
        try:
            migrate(connection, lambda: None)
            whole = is_whole(connection)
            verified, newest = chain.verify(connection), chain.head(connection)
            (rows,) = connection.execute("SELECT count(*) FROM child").fetchone()
        finally:
            connection.close()
        with vault.raw() as here:
            problem = _problem(whole, verified, newest, here)
    except (OSError, IroError, driver().DatabaseError):
        problem = "it cannot be opened"
    finally:
        _clear(trial)
    children = "1 child" if rows == 1 else f"{rows} children"
    words = f"It is no good: {problem}." if problem else f"It opened whole, with {children}."
    found = Drill(vault.now(), copy.name, not problem, words)
    _keep(vault.backups, found)
    return found


def _problem(whole: bool, verified: chain.Verified, newest: tuple[int, str] | None, here: Connection) -> str:
    if not whole:
        return "it is damaged"
    if verified.broken_at is not None:
        return f"its history is not as it was written from entry {verified.broken_at} on"
    return "" if chain.holds(here, newest) else "it is not an earlier state of this vault"


def _keep(folder: Path, found: Drill) -> None:
    kept = {"at": found.at.isoformat(), "copy": found.copy, "ok": found.ok, "words": found.words}
    try:
        write_whole(folder / _RESULT, json.dumps(kept, indent=1).encode())
    except OSError as error:
        raise IroError(f"The drill was held, but not written down: {error.strerror}. {found.words}") from None


def _clear(trial: Path) -> None:
    for left_over in trial.parent.glob(trial.name + "*"):
        left_over.unlink()
