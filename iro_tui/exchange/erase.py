"""Erasing a child from this computer: the record, what was freed in the file, and the plain files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.casework.erasing import Stub, erase_child, to_erase
from iro_tui.vault.erase import sweep

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault


@dataclass(frozen=True, slots=True)
class Gone:
    """What was done, and what is left to do by hand."""

    stub: Stub
    left: tuple[str, ...]
    """Plain files that could not be removed."""
    backups: int
    """How many backups, the vault's own and those in the second place, are from before and hold the child."""
    second_away: bool = False
    """Whether the second place of backups could not be seen."""


def erase(
    vault: Vault, child_id: str, typed: str, reason: str, today: date, *, old_backups_too: bool = False
) -> Gone:
    """Erase a child and make a backup without the child, to which the history goes on.

    Args:
        vault: an open vault.
        child_id: the child.
        typed: the child's name, typed to confirm.
        reason: why, without the name.
        today: the day that stands in for today.
        old_backups_too: remove the backups from before, the vault's own and those in the second place, once
            the new one is made and checked.

    Raises:
        BadInput: see `casework.erasing.erase_child`; nothing is erased then.
        IroError: the backup could not be made; the child is erased all the same.
    """
    from iro_tui.vault.backups import backup, copies_in, second_place

    files = vault.ask(to_erase, child_id).files
    stub = vault.act(erase_child, child_id, typed, reason, today).result
    left = []
    for name in files:
        try:
            (vault.outbox / name).unlink(missing_ok=True)
        except OSError:
            left.append(name)
    sweep(vault)
    made = backup(vault)
    place = second_place(vault)
    folders = [vault.backups, *([place.folder] if place and place.there else [])]
    older = [path for folder in folders for path in copies_in(folder) if path.name != made.name]
    if old_backups_too:
        older = [path for path in older if not _removed(path)]
    return Gone(stub, tuple(left), len(older), place is not None and not place.there)


def _removed(copy: Path) -> bool:
    try:
        copy.unlink()
        copy.with_suffix(".key").unlink(missing_ok=True)
    except OSError:
        return False
    return True


def in_words(gone: Gone) -> str:
    """What was done, and what is left to do."""
    words = f"Erased: {gone.stub.mosaic_id}, with every word of the history. A stub says when and why."
    if gone.left:
        words += (
            f"\nStill in the outbox, held open by another program: {', '.join(gone.left)}. Remove by hand."
        )
    if gone.backups:
        count = (
            "1 backup from before still holds"
            if gone.backups == 1
            else (f"{gone.backups} backups from before still hold")
        )
        words += f"\n{count} the record, for up to 9 months."
    if gone.second_away:
        words += "\nThe second backup folder is away; its backups still hold the record."
    return words + "\nOther sticks, exports and hand-over files are not touched."
