"""Plain files that lie in the outbox folder for anybody to read: how long, and whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlmodel import Session, col, select

from iro_tui.casework.children import profile
from iro_tui.record.child import Child
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.vault import doctor

if TYPE_CHECKING:
    from iro_tui.vault.doctor import Check
    from iro_tui.vault.store import Vault

_USUAL = 7
"""Days a plain file may lie there while the IRO has no page that says otherwise."""


@dataclass(frozen=True, slots=True)
class Lying:
    """One plain file that has lain in the outbox folder for longer than is wanted."""

    file: str
    since: date
    days: int
    child_id: str | None
    """Whose it is; None for a file the ledger does not know."""
    child: str


def lying_about(session: Session, folder: Path, today: date) -> tuple[Lying, ...]:
    """Plain files in the outbox folder for more days than the IRO's page allows, oldest first.

    Args:
        session: an open session.
        folder: the outbox folder; that it is not there is no error.
        today: the day that stands in for today.
    """
    most = days_allowed(session)
    known = {
        entry.file: (entry.made_on, child)
        for entry, child in session.exec(
            select(OutboxEntry, Child)
            .join(Child, col(OutboxEntry.child_id) == col(Child.id))
            .where(col(OutboxEntry.file) != "")
        )
    }
    found = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        made_on, child = known.get(
            name, (datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone().date(), None)
        )
        days = (today - made_on).days
        if days > most:
            found.append(
                Lying(name, made_on, days, child.id if child else None, child.full_name if child else "")
            )
    return tuple(sorted(found, key=lambda each: (each.since, each.file)))


def days_allowed(session: Session) -> int:
    """For how many days a plain file may lie in the outbox folder: as the IRO's page says."""
    me = profile(session)
    return me.plain_days if me else _USUAL


def examine(vault: Vault, today: date, passphrase: str = "") -> tuple[Check, ...]:
    """Look at everything the vault's doctor looks at, and at the plain files.

    Args:
        vault: an open vault.
        today: the day that stands in for today.
        passphrase: what opened it, to say how strong it is; empty where it is not known any more.
    """
    return (*doctor.examine(vault, passphrase), _plain_files(vault, today))


def _plain_files(vault: Vault, today: date) -> Check:
    most = vault.ask(days_allowed)
    old = vault.ask(lying_about, vault.outbox, today)
    days = "a day" if most == 1 else f"{most} days"
    if old:
        return doctor.Check(
            "plain files",
            False,
            f"In {vault.outbox} for more than {days}, for anybody to read: {_count(old)}.",
            "Upload to Mosaic, then remove them.",
        )
    if files := _files(vault.outbox):
        return doctor.Check("plain files", True, f"In the outbox, none older than {days}: {_count(files)}.")
    return doctor.Check("plain files", True, "None lie about.")


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()] if folder.is_dir() else []


def _count(files: Sequence[object]) -> str:
    return "1 file" if len(files) == 1 else f"{len(files)} files"
