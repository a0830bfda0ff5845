"""Copies of the vault: same key, checked before they get their name, the key file beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from iro_tui.vault import key
from iro_tui.vault.connection import connect, driver
from iro_tui.vault.files import flush_file, move, new_private_file, private_folder, write_whole
from iro_tui.vault.migrations import row_counts
from iro_tui.vault.soundness import is_whole

if TYPE_CHECKING:
    from sqlite3 import Connection

    from iro_tui.vault.store import Vault

DAYS, WEEKS, MONTHS = 12, 10, 9
"""Of how many days, weeks and months with a copy the newest one is kept."""
ALL_OF = timedelta(days=2)
"""For how long every copy is kept."""
APART = timedelta(minutes=30)
"""The least time between two copies made by themselves."""

_NAME = "vault-%Y-%m-%dT%H-%M-%SZ"
_NAMED = re.compile(r"vault-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ(-\d+)?")


@dataclass(frozen=True)
class SecondPlace:
    """Where each copy goes as well, such as a memory stick."""

    folder: Path
    there: bool
    """Whether the folder can be seen now."""
    newest: datetime | None
    """When its newest copy was made, in UTC; None when it has none or cannot be seen."""


def backup(vault: Vault, folder: Path | None = None) -> Path:
    """Make a checked copy now and return its file.

    Args:
        vault: The open vault.
        folder: Where to put it; None is the vault's own backup folder, which is thinned, and the second place
            if one is set and can be seen.

    Raises:
        CannotWrite: The vault is open to read only.
        IroError: The copy could not be written or did not pass its checks; there is no file with its name.
    """
    if vault.read_only:
        vault.refuse_unless_writing()
    with vault.raw() as connection:
        path = copy(connection, vault.data_key, vault.key_file, folder or vault.backups, vault.now())
    if folder is None:
        thin(vault.backups, path, vault.now())
        _to_second_place(vault, path)
    return path


def make_backup_if_due(vault: Vault) -> Path | None:
    """Make a copy if something changed since the newest one and that is 30 minutes old; None when not due."""
    copies = copies_in(vault.backups)
    with vault.raw() as connection:
        now_holds = _marks(connection)
    if not copies:
        return backup(vault) if now_holds != (None, None) else None
    # A copy from the future means that a clock was wrong, not that there is no hurry.
    if vault.in_place and timedelta(0) <= vault.now() - made_at(copies[0]) < APART:
        return None
    if _copy_holds(copies[0], vault.data_key) == now_holds:
        return None
    return backup(vault)


def copies_in(folder: Path) -> list[Path]:
    """Return the copies in a folder, newest first."""
    named = [path for path in folder.glob("vault-*.db") if _NAMED.fullmatch(path.stem)]
    return sorted(named, key=lambda path: (made_at(path), _number(path)), reverse=True)


def made_at(copy_file: Path) -> datetime:
    """Return when a copy was made, from its name."""
    return datetime.strptime(copy_file.stem.partition("Z")[0] + "Z", _NAME).replace(tzinfo=UTC)


def copy(connection: Connection, data_key: bytes, key_file: Path, folder: Path, at: datetime) -> Path:
    """Copy the vault behind a connection that is in no transaction, check the copy, and only then name it."""
    part: Path | None = None
    try:
        private_folder(folder)
        path = _free_name(folder, at)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        new_private_file(part)
        connection.execute("VACUUM INTO ?", (str(part),))
        flush_file(part)
        if not is_copy(part, data_key, row_counts(connection)):
            raise driver().DatabaseError("the copy is not the same as the vault")
        # A damaged one, or that of another vault, beside it would open nothing.
        if key.key_id_of_file(key_file) == key.key_id(data_key):
            write_whole(path.with_suffix(".key"), key_file.read_bytes())
        move(part, path)
    except (OSError, driver().DatabaseError) as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise IroError(
            f"No backup could be made in {folder}: {error}. The vault itself is as it was."
        ) from None
    return path


def copy_file(source: Path, target: Path) -> None:
    """Copy a file that nobody writes, whole or not at all."""
    write_whole(target, source.read_bytes())


def is_copy(file: Path, data_key: bytes, rows: dict[str, int] | None = None) -> bool:
    """Open a copy and tell whether every page of it is sound, and how many rows it has is as expected.

    Args:
        file: The copy.
        data_key: Its key.
        rows: How many rows each table must have; None does not count them.
    """
    if not file.exists() or not file.stat().st_size:
        return False
    connection = connect(file, data_key)
    try:
        return is_whole(connection) and (rows is None or row_counts(connection) == rows)
    except driver().DatabaseError:
        return False
    finally:
        connection.close()


def second_place(vault: Vault) -> SecondPlace | None:
    """Return where copies go as well; None when no such place is set."""
    with vault.raw() as connection:
        found = connection.execute("SELECT backup_folder FROM profile").fetchone()
    if not found or not found[0]:
        return None
    folder = Path(found[0]).expanduser()
    copies = copies_in(folder) if folder.is_dir() else []
    return SecondPlace(folder, folder.is_dir(), made_at(copies[0]) if copies else None)


def _to_second_place(vault: Vault, made: Path) -> None:
    """Take a copy to the second place; a stick that is not plugged in is no error, `doctor` tells of it."""
    place = second_place(vault)
    if place is None or not place.there:
        return
    target = place.folder / made.name
    part = target.with_suffix(".part")
    try:
        copy_file(made, part)
        if not is_copy(part, vault.data_key):
            raise OSError("the copy did not arrive whole")
        if made.with_suffix(".key").exists():
            copy_file(made.with_suffix(".key"), target.with_suffix(".key"))
        move(part, target)
        thin(place.folder, target, vault.now())
    except OSError as error:
        raise IroError(
            f"The backup is made, but not in the second place, {place.folder}: {error.strerror or error}."
        ) from None


def to_keep(times: Sequence[datetime], now: datetime) -> set[datetime]:
    """Return which copies are kept: all of two days, then the newest of 12 days, 10 weeks and 9 months.

    Days, weeks and months without a copy do not count, so a long absence uses nothing up.
    """
    kept = {time for time in times if now - time < ALL_OF}
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda time: time.date()),
        (WEEKS, lambda time: time.isocalendar()[:2]),
        (MONTHS, lambda time: (time.year, time.month)),
    )
    for most, period in periods:
        newest: dict[object, datetime] = {}
        for time in sorted(times, reverse=True):
            newest.setdefault(period(time), time)
        kept.update(list(newest.values())[:most])
    return kept


def thin(folder: Path, just_made: Path, now: datetime) -> None:
    """Remove the copies that are not kept any longer, and what a kill left of a copy half-made."""
    for left_over in folder.glob("vault-*.part*"):
        left_over.unlink()
    copies = copies_in(folder)
    kept = to_keep([made_at(path) for path in copies], now)
    for old in copies:
        if old != just_made and made_at(old) not in kept:
            old.unlink(missing_ok=True)
            old.with_suffix(".key").unlink(missing_ok=True)


def _marks(connection: Connection) -> tuple[int | None, str | None]:
    """Return what tells one state of the vault from a later one: the newest history row and draft."""
    query = "SELECT (SELECT max(seq) FROM history), (SELECT max(saved_at) FROM draft)"
    newest, draft = connection.execute(query).fetchone()
    return newest, draft


def _copy_holds(copy_file: Path, data_key: bytes) -> tuple[int | None, str | None] | None:
    """Return the marks of a copy; None when it cannot be read, so that a new one is due."""
    connection = connect(copy_file, data_key)
    try:
        return _marks(connection)
    except driver().DatabaseError:
        return None
    finally:
        connection.close()


def _number(path: Path) -> int:
    return int(path.stem.partition("Z-")[2] or 1)


def _free_name(folder: Path, at: datetime) -> Path:
    name = at.astimezone(UTC).strftime(_NAME)
    path = folder / f"{name}.db"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{number}.db"
    return path
