"""A copy put back in the vault's place: what that would change, and how the present is kept before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from iro_tui.errors import BadInput, IroError
from iro_tui.vault import backups, chain, key
from iro_tui.vault.connection import connect, driver
from iro_tui.vault.creation import BACKUPS, COMING, DB, KEY, LOCK, OUTBOX
from iro_tui.vault.files import move, private_folder
from iro_tui.vault.lock import release_lock, take_lock
from iro_tui.vault.migrations import MIGRATIONS, row_counts, version_of
from iro_tui.vault.rekey import change_key

if TYPE_CHECKING:
    from sqlite3 import Connection

    from iro_tui.vault.store import Vault

Age = Literal["same", "older", "newer", "apart"]


@dataclass(frozen=True)
class Touched:
    """What restoring would change for one child."""

    child_id: str
    name: str
    """First name and surname, as the record has them now or had them last."""
    goes: int
    """How many changes would be gone: made here and not in the copy."""
    comes: int
    """How many changes would come: in the copy and not here."""


@dataclass(frozen=True)
class Preview:
    """What would be different after restoring."""

    file: Path
    newest: datetime | None
    """When the last change in the copy was made, in UTC; None when it has none."""
    newest_here: datetime | None
    """The same of the vault as it is."""
    age: Age
    """The copy against the vault; `apart` when each has changes that the other has not."""
    tables: tuple[tuple[str, int, int], ...]
    """Table, rows here, rows in the copy: where the numbers differ."""
    children: tuple[Touched, ...]
    """By name; children for whom nothing would change are left out."""
    elsewhere: Touched | None
    """Changes that are about no one child, such as settings; None when there are none."""


def preview(vault: Vault, file: Path, passphrase: str = "") -> Preview:
    """Say what restoring a copy would change; nothing is changed.

    Args:
        vault: The open vault.
        file: The copy.
        passphrase: What may open the copy's own key file, when the vault's key does not open the copy.

    Raises:
        BadInput: The file is no copy of this vault, is damaged, or is newer than this program.
    """
    with _copy(file, _key_for(vault, file, passphrase)) as copy, vault.raw() as here:
        shared = _shared(here, copy)
        goes, comes = _since(here, shared), _since(copy, shared)
        if shared == 0 and goes and comes:
            raise BadInput(f"{file} is a backup of another vault. Nothing was changed.")
        rows_here, rows_there = row_counts(here), row_counts(copy)
        tables = tuple(
            (table, rows_here.get(table, 0), rows_there.get(table, 0))
            for table in sorted(rows_here.keys() | rows_there.keys())
            if rows_here.get(table, 0) != rows_there.get(table, 0) and table not in ("history", "draft")
        )
        touched = [
            Touched(child or "", _name(here, copy, child), goes.get(child, 0), comes.get(child, 0))
            for child in goes.keys() | comes.keys()
        ]
        return Preview(
            file,
            _newest(copy),
            _newest(here),
            _age(bool(goes), bool(comes)),
            tables,
            tuple(sorted((each for each in touched if each.child_id), key=lambda each: each.name.casefold())),
            next((each for each in touched if not each.child_id), None),
        )


def restore(vault: Vault, file: Path, passphrase: str = "") -> Path:
    """Put a copy in the vault's place, after a backup of the present; the vault stays open.

    Returns:
        The backup of the present: restoring that one takes this back.

    Raises:
        BadInput: The file is no copy of this vault, is damaged, or is newer than this program.
        IroError: It could not be done; the vault is as it was.
    """
    preview(vault, file, passphrase)
    its_key = _key_for(vault, file, passphrase)
    coming = vault.home / COMING
    # First, because making the backup may thin out the very copy that is to be put back.
    _bring(file, coming, its_key, vault.data_key)
    try:
        kept = backups.backup(vault)
        vault.take_the_place(coming, vault.data_key)
    except OSError as error:
        raise IroError(f"The backup could not be put back: {error.strerror}. Nothing was changed.") from None
    finally:
        coming.unlink(missing_ok=True)
    # The newest backup is what the history is compared with, and this one went back on purpose. Without it
    # the copy that came back is there, so that it could not be made undoes nothing.
    with suppress(IroError):
        backups.backup(vault)
    return kept


def put_back(home: Path, file: Path, opens: key.Opens) -> None:
    """Put a copy in the place of a vault that cannot be opened, or is not there at all.

    What lay there is kept under a name of its own, so this can be undone by hand.

    Args:
        home: The folder of the vault; it is made when it is not there.
        file: The copy.
        opens: Takes a key file and returns the data key it holds.

    Raises:
        BadInput: The file is no copy, is damaged, or belongs to another key.
        IroError: The folder is in use or cannot be written, or no key file opens the copy.
    """
    private_folder(home)
    lock = take_lock(home / LOCK)
    try:
        key_file, data_key = _key_file_for(home, file, opens)
        coming = home / COMING
        _bring(file, coming, data_key, data_key)
        for folder in (home / BACKUPS, home / OUTBOX):
            private_folder(folder)
        _set_aside(home)
        if key_file != home / KEY:
            backups.copy_file(key_file, home / KEY)
        move(coming, home / DB)
    except OSError as error:
        raise IroError(f"The backup could not be put back: {error.strerror or error}.") from None
    finally:
        release_lock(lock)


def newest_to_put_back(home: Path, opens: key.Opens) -> Path | None:
    """Return the newest backup of a folder that a key file there opens whole; None when there is none."""
    for copy in backups.copies_in(home / BACKUPS):
        try:
            _key_file_for(home, copy, opens)
        except IroError:
            continue
        return copy
    return None


def _key_file_for(home: Path, file: Path, opens: key.Opens) -> tuple[Path, bytes]:
    """Return the key file that opens a copy: the vault's own, or the one beside the copy."""
    refusal: IroError | None = None
    for key_file in (home / KEY, file.with_suffix(".key")):
        try:
            data_key = opens(key_file)
        except IroError as error:
            # That the passphrase is wrong says more than that there is no other key file.
            refusal = error if isinstance(error, key.WrongPassphrase) else refusal or error
            continue
        if backups.is_copy(file, data_key):
            return key_file, data_key
    raise refusal or BadInput(_no_copy(file))


def _key_for(vault: Vault, file: Path, passphrase: str) -> bytes:
    _refuse_nothing(file)
    if backups.is_copy(file, vault.data_key):
        return vault.data_key
    beside = file.with_suffix(".key")
    if passphrase and beside.exists():
        data_key = key.open_key_file(beside, passphrase)
        if backups.is_copy(file, data_key):
            return data_key
    raise BadInput(_no_copy(file))


def _no_copy(file: Path) -> str:
    return f"{file} is damaged, or is no backup of this vault. Nothing was changed."


def _refuse_nothing(file: Path) -> None:
    if not file.is_file():
        raise BadInput(f"There is no backup {file}.")


@contextmanager
def _copy(file: Path, data_key: bytes) -> Iterator[Connection]:
    connection = connect(file, data_key)
    try:
        if version_of(connection) > MIGRATIONS[-1].number:
            raise BadInput(
                f"{file} was written by a newer version of iro-tui. Restore it with that version. "
                "Nothing was changed."
            )
        yield connection
    finally:
        connection.close()


def _bring(file: Path, coming: Path, its_key: bytes, wanted_key: bytes) -> None:
    """Copy a copy beside the vault, under the key it is to have, and check every page of it."""
    try:
        backups.copy_file(file, coming)
        if its_key != wanted_key:
            change_key(coming, its_key, wanted_key)
        elif not backups.is_copy(coming, its_key):
            raise BadInput(_no_copy(file))
    except (OSError, driver().DatabaseError) as error:
        coming.unlink(missing_ok=True)
        raise IroError(f"The backup could not be put back: {error}. Nothing was changed.") from None
    except BaseException:
        coming.unlink(missing_ok=True)
        raise


def _set_aside(home: Path) -> None:
    """Give what lies in the vault's place another name, its journals first."""
    number = 1
    while any(home.glob(f"damaged-{number}.*")):
        number += 1
    for suffix in ("-wal", "-shm", "-journal", ""):
        there = home / (DB + suffix)
        if there.exists():
            move(there, home / f"damaged-{number}.db{suffix}")


def _shared(here: Connection, copy: Connection) -> int:
    """Return the number of the newest row of history that both have alike; 0 when there is none."""
    low, high = 0, min(_last(here), _last(copy))
    while low < high:
        middle = (low + high + 1) // 2
        if _row(here, middle) == _row(copy, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _last(connection: Connection) -> int:
    newest = chain.head(connection)
    return 0 if newest is None else newest[0]


def _row(connection: Connection, seq: int) -> str:
    """Return what tells one row of history from another: itself, because an old copy has no chain."""
    query = f"SELECT {chain.COLUMNS} FROM history WHERE seq = ?"
    row = connection.execute(query, (seq,)).fetchone()
    return "" if row is None else json.dumps(row)


def _since(connection: Connection, seq: int) -> dict[str | None, int]:
    query = "SELECT child_id, count(*) FROM history WHERE seq > ? GROUP BY child_id"
    return dict(connection.execute(query, (seq,)).fetchall())


def _newest(connection: Connection) -> datetime | None:
    (at,) = connection.execute("SELECT max(at) FROM history").fetchone()
    return None if at is None else datetime.fromisoformat(at)


def _age(goes: bool, comes: bool) -> Age:
    if goes and comes:
        return "apart"
    return "older" if goes else "newer" if comes else "same"


def _name(here: Connection, copy: Connection, child_id: str | None) -> str:
    for connection in (here, copy):
        query = "SELECT first_name, surname FROM child WHERE id = ?"
        found = connection.execute(query, (child_id,)).fetchone()
        if found:
            return " ".join(part for part in found if part)
    return "a child no longer here"


def said(seen: Preview) -> Iterator[str]:
    """Yield the preview in lines to read."""
    from iro_tui.record.nouns import nouns

    yield {
        "same": "This backup holds what the vault holds. Nothing would change.",
        "older": "This backup is older than the vault: what was done since would be gone.",
        "newer": "This backup is newer than the vault: it brings what was done after.",
        "apart": "This backup and the vault each hold changes that the other does not.",
    }[seen.age]
    if seen.children or seen.elsewhere:
        yield ""
    for each in (*seen.children, *((seen.elsewhere,) if seen.elsewhere else ())):
        parts = [f"{_changes(each.goes)} would go"] if each.goes else []
        parts += [f"{_changes(each.comes)} would come"] if each.comes else []
        yield f"{each.name if each.child_id else 'Settings and the like'}: {', '.join(parts)}"
    if seen.tables:
        yield ""
    for table, here, there in seen.tables:
        noun = nouns().get(table)
        yield f"{noun.called if noun else table}: {here} now, {there} in the backup"


def _changes(number: int) -> str:
    return "1 change" if number == 1 else f"{number} changes"
