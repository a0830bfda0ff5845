"""What is well and what is not, in plain words, and how to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault import as_written, backups, chain, drill, key, whereabouts
from iro_tui.vault.connection import VaultDamaged, connect, driver
from iro_tui.vault.lock import CannotWrite
from iro_tui.vault.lost_key import key_beside_backup
from iro_tui.vault.passphrase import passphrase_problem
from iro_tui.vault.restore import newest_to_put_back
from iro_tui.vault.soundness import is_whole

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault

OLD = timedelta(days=7)
"""From when on a backup is old."""
LATE_DRILL = timedelta(days=14)
_ROOM = 200 << 20
"""Bytes that should be free on the disc, at least."""
_MB = 1 << 20


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str
    """What was found."""
    mend: str = ""
    """What to do about it; empty when it is well."""

    @property
    def words(self) -> str:
        """What was found and how to mend it."""
        return f"{self.detail} {self.mend}".strip()


def examine(vault: Vault, passphrase: str = "") -> tuple[Check, ...]:
    """Look at everything.

    Args:
        vault: The open vault.
        passphrase: What opened it, to say how strong it is; empty where it is not known any more.
    """
    return (
        _vault(vault),
        _history(vault),
        _key(vault, passphrase),
        _backup(vault),
        *_second(vault),
        _drill(vault),
        *without_vault(vault.home),
        _clock(vault),
    )


def without_vault(home: Path) -> tuple[Check, ...]:
    """Look at what can be seen without opening the vault: disc, folder, rights, terminal."""
    return (_disc(home), _folder(home), *_rights(home), _terminal())


def not_opened(home: Path, error: IroError, opens: key.Opens) -> tuple[Check, ...]:
    """Look round when the vault cannot be opened.

    Args:
        home: The folder of the vault.
        error: Why it cannot.
        opens: Takes a key file and returns the data key it holds, to find a backup that is whole.
    """
    mend = ""
    if isinstance(error, VaultDamaged) and (good := newest_to_put_back(home, opens)):
        mend = f"The newest good one goes back with: iro-tui restore '{good}'"
    if isinstance(error, key.KeyFileLost) and (beside := key_beside_backup(home, opens)):
        copy = beside.with_suffix(".db")
        mend = f"The key file goes back, and nothing is lost, with: iro-tui restore '{copy}'"
    if isinstance(error, CannotWrite):
        mend = "Take the lock off the disc or folder. Until then the app can open a copy to read: F5."
    return (Check("vault", False, str(error), mend), *without_vault(home))


def _vault(vault: Vault) -> Check:
    with vault.raw() as connection:
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            whole = is_whole(connection)
        except driver().DatabaseError:
            whole = False
    if not whole:
        return Check("vault", False, "The vault is damaged.", "Put the newest backup back.")
    if not vault.in_place:
        return Check(
            "vault", False, "The vault's file was moved while it was open.", "Close, and put it back."
        )
    size = (vault.home / "vault.db").stat().st_size
    return Check("vault", True, f"Every page of it is sound; {size / _MB:.1f} MB.")


def _history(vault: Vault) -> Check:
    with vault.raw() as connection:
        found = chain.verify(connection)
        newest = _head_of_newest(vault)
        continues = chain.holds(connection, newest)
        strayed = as_written.strayed(connection) if found.broken_at is None else {}
    if found.broken_at is not None:
        return Check(
            "history",
            False,
            f"Entry {found.broken_at} is not as it was written: something wrote past the program.",
            "Compare with a backup from before, and tell whoever looks after data protection.",
        )
    if strayed:
        count = sum(strayed.values())
        rows = "1 row" if count == 1 else f"{count} rows"
        are = "is" if count == 1 else "are"
        return Check(
            "history",
            False,
            f"{rows} of the record ({', '.join(strayed)}) {are} not as the history left "
            f"{'it' if count == 1 else 'them'}: something wrote past the program.",
            "Compare with a backup from before, and tell whoever looks after data protection.",
        )
    if not continues:
        return Check(
            "history",
            False,
            "It is not a continuation of the newest backup.",
            "If you did not restore another backup on purpose, compare the two.",
        )
    return Check("history", True, f"All {found.rows} entries are as they were written, and so is every row.")


def _head_of_newest(vault: Vault) -> tuple[int, str] | None:
    copies = backups.copies_in(vault.backups)
    if not copies:
        return None
    connection = connect(copies[0], vault.data_key)
    try:
        return chain.head(connection)
    except driver().DatabaseError:
        return None
    finally:
        connection.close()


def _key(vault: Vault, passphrase: str) -> Check:
    strong = "Change it: in the app, ctrl+p and Change the passphrase."
    cost = key.cost_of_file(vault.key_file)
    if cost is None:
        return Check(
            "key",
            False,
            "The key file is gone or damaged.",
            "Change the passphrase in the app: that writes it anew.",
        )
    problem = passphrase_problem(passphrase) if passphrase else None
    if problem:
        return Check("key", False, problem, strong)
    if cost.ops * cost.mem < key.Cost().ops * key.Cost().mem:
        return Check("key", False, "One guess at the passphrase costs a thief little.", strong)
    said = "The passphrase is strong, and o" if passphrase else "O"
    return Check("key", True, f"{said}ne guess at it takes {cost.mem // _MB} MB of memory.")


def _backup(vault: Vault) -> Check:
    copies = backups.copies_in(vault.backups)
    make = "Make one now: iro-tui backup."
    if not copies:
        return Check("backup", False, "There is no backup yet.", make)
    made = backups.made_at(copies[0])
    if not backups.is_copy(copies[0], vault.data_key):
        return Check("backup", False, f"The newest one, {_day(made)}, cannot be opened.", make)
    if vault.now() - made > OLD:
        return Check("backup", False, f"The newest one is of {_day(made)}.", make)
    return Check("backup", True, f"The newest of {len(copies)} is of {_day(made)}, and whole.")


def _second(vault: Vault) -> Iterator[Check]:
    place = backups.second_place(vault)
    name = "second backup"
    if place is None:
        return
    if not place.there:
        yield Check(
            name, False, f"{place.folder} is not there.", "Plug it in, or name another folder in Settings."
        )
    elif place.newest is None or vault.now() - place.newest > OLD:
        newest = f"The newest copy there is of {_day(place.newest)}." if place.newest else "No copy is there."
        yield Check(name, False, newest, "Make a backup now: iro-tui backup.")
    else:
        yield Check(name, True, f"The newest copy in {place.folder} is of {_day(place.newest)}.")


def _drill(vault: Vault) -> Check:
    last = drill.last_drill(vault.backups)
    name = "restore drill"
    if last is None:
        return Check(name, False, "No backup was put back for trial yet.", "Hold it in the app, on Backups.")
    if not last.ok:
        return Check(name, False, f"{_day(last.at)}: {last.words}", "Make a backup now: iro-tui backup.")
    if vault.now() - last.at > LATE_DRILL:
        return Check(
            name, False, f"The last one was held {_day(last.at)}.", "Hold it in the app, on Backups."
        )
    return Check(name, True, f"Held {_day(last.at)}. {last.words}")


def _disc(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    file = home / "vault.db"
    needed = max(_ROOM, 5 * file.stat().st_size if file.exists() else 0)
    if free < needed:
        return Check("disc", False, f"Only {free // _MB} MB are free.", f"Make room: {needed // _MB} MB.")
    return Check("disc", True, f"{free / (1 << 30):.1f} GB are free.")


def _folder(home: Path) -> Check:
    problem = whereabouts.warning(home)
    if problem:
        return Check("folder", False, problem)
    return Check("folder", True, f"{home}, on this computer alone as far as can be seen.")


def _rights(home: Path) -> Iterator[Check]:
    if os.name != "posix":
        return
    open_to_others = [
        path for path in (home, *home.rglob("*")) if path.exists() and path.stat().st_mode & 0o077
    ]
    if open_to_others:
        some = ", ".join(path.name for path in open_to_others[:3])
        more = f" and {len(open_to_others) - 3} more" if len(open_to_others) > 3 else ""
        yield Check(
            "rights", False, f"Others on this computer may open {some}{more}.", f"Run chmod -R go= '{home}'."
        )
    else:
        yield Check("rights", True, "Nobody else on this computer may open the folder.")


def _terminal() -> Check:
    encoding = (getattr(sys.__stdout__, "encoding", None) or "").lower()
    if sys.__stdout__ is None or not sys.__stdout__.isatty():
        return Check("terminal", True, "Not looked at: this does not run in one.")
    size = shutil.get_terminal_size()
    if size.columns < 80 or size.lines < 24:
        return Check(
            "terminal",
            False,
            f"It has {size.columns} columns and {size.lines} rows.",
            "Make the window 80 by 24 or larger.",
        )
    if "utf" not in encoding:
        return Check("terminal", False, "It cannot draw every sign.", "Plain signs are drawn instead.")
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return Check("terminal", True, f"{size.columns} by {size.lines}, without colours.")
    return Check("terminal", True, f"{size.columns} by {size.lines}, with colours.")


def _clock(vault: Vault) -> Check:
    now = vault.now()
    with vault.raw() as connection:
        (newest,) = connection.execute("SELECT max(at) FROM history").fetchone()
    behind = datetime.fromisoformat(newest) - now if newest else timedelta()
    if behind > timedelta(minutes=5):
        return Check(
            "clock",
            False,
            f"It says {_day(now)}, but the last change was made {_day(now + behind)}.",
            "Set the computer's clock.",
        )
    offset = now.astimezone().utcoffset() or timedelta()
    if offset not in (timedelta(), timedelta(hours=1)):
        return Check(
            "clock",
            False,
            f"The time zone is {now.astimezone():%Z}, not that of London.",
            "Set it, or days may be counted wrong around midnight.",
        )
    return Check("clock", True, f"{_day(now)} {now.astimezone():%H:%M}.")


def _day(at: datetime) -> str:
    local = at.astimezone(UTC).astimezone()
    return f"{local:%a} {local.day} {local:%b %Y}"
