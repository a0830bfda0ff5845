"""The program's own export read back into a new vault, so that an export of that one is the same."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_history import BROUGHT
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange.open_formats import VERSION
from iro_tui.exchange.rows import in_order, table_of, typed_row

if TYPE_CHECKING:
    from sqlmodel import Session

WHOLE = "record.json"
_FORMAT = "iro-tui record"
_HEAD = 4096
_MOST = 1 << 30
"""Bytes that are unpacked at most."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export holds."""

    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    """Rows by table, with values as the vault keeps them."""

    @property
    def children(self) -> int:
        """How many children are in it."""
        return len(self.tables.get("child", ()))

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(len(rows) for rows in self.tables.values())


def is_own_export(path: Path) -> bool:
    """Whether a file or folder looks like an export of this program; False for what cannot be read."""
    from iro_tui.exchange.sealed_file import is_sealed

    try:
        if path.is_dir():
            return (path / WHOLE).is_file()
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if head.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                return WHOLE in archive.namelist()
    except (OSError, zipfile.BadZipFile):
        return False
    return is_sealed(head) or (head.lstrip()[:1] == b"{" and f'"{_FORMAT}"'.encode() in head)


def read_export(path: Path, passphrase: Callable[[], str]) -> Export:
    """Read a whole export, and check every row of it, before anything is changed.

    Args:
        path: the folder, its record.json, or the sealed file.
        passphrase: asked only for a sealed file.

    Raises:
        BadInput: it is not a whole export, it is damaged, or a newer version made it.
        WrongSeal: the passphrase does not open it.
    """
    try:
        content = (path / WHOLE if path.is_dir() else path).read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from None
    from iro_tui.exchange.sealed_file import is_sealed, open_sealed

    if is_sealed(content):
        content = open_sealed(content, passphrase())
    if content.startswith(b"PK"):
        content = _unpacked(content)
    return _checked(content)


def _unpacked(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if archive.getinfo(WHOLE).file_size > _MOST:
                raise BadInput("That export is too large to be one of a caseload.")
            return archive.read(WHOLE)
    except KeyError:
        raise BadInput(f"There is no {WHOLE} in that file, so it is no export of iro-tui.") from None
    except (zipfile.BadZipFile, ValueError, EOFError):
        raise BadInput("That export is damaged. Take another copy of it.") from None


def _checked(content: bytes) -> Export:
    try:
        whole = json.loads(content)
        form, version, about = whole["format"], whole["version"], whole["about"]
        tables = {name: tuple(found["rows"]) for name, found in whole["tables"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadInput(f"That {WHOLE} is damaged, or no export of iro-tui. Take another copy.") from None
    if form != _FORMAT:
        raise BadInput("That file is no export of iro-tui.")
    if not isinstance(version, int) or version > VERSION:
        raise BadInput("That export was made by a newer version of iro-tui. Bring it in with that one.")
    if about != "everything":
        raise BadInput(
            "That is the file of one child, to be read. To pass a child on: iro-tui handover, and receive."
        )
    return Export({name: tuple(typed_row(name, row) for row in rows) for name, rows in tables.items()})


@verb(BROUGHT)
def bring_everything(session: Session, export: Export) -> None:
    """Put every row of an export into a vault that has nothing but the IRO's own page, which is replaced.

    Raises:
        BadInput: there is something in the vault already, or the rows do not fit each other.
    """
    from sqlalchemy.exc import IntegrityError

    session.flush()
    connection = session.connection()
    for name in in_order():
        if name == "profile":
            continue
        if connection.execute(table_of(name).select().limit(1)).first() is not None:
            raise BadInput(
                "This vault is not empty, so an export cannot be brought in. Make a new one: "
                "iro-tui init --home DIR, then import into that."
            )
    own = table_of("profile")
    try:
        for name in in_order():
            rows = [dict(row) for row in export.tables.get(name, ())]
            if name == "profile" and rows:
                known = set(connection.execute(own.select().with_only_columns(own.c.id)).scalars())
                for row in rows:
                    if row["id"] in known:
                        connection.execute(own.update().where(own.c.id == row["id"]).values(**row))
                rows = [row for row in rows if row["id"] not in known]
            if rows:
                connection.execute(table_of(name).insert(), rows)
    except IntegrityError:
        raise BadInput(
            "The rows of that export do not fit each other: it was changed or is damaged. Nothing came in."
        ) from None
    session.expire_all()
