"""Files for Mosaic into the hand-over folder, and off this computer once the council has them.

Whatever goes wrong half-way (the folder is away, full or locked, the stick is pulled out, the program is
killed), the file stays in the outbox and in the queue, nothing that is not whole stands in the folder under
its final name, and the next try finishes.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.casework.outbox import (
    WITH_THE_COUNCIL,
    LedgerRow,
    keep_plain,
    ledger,
    note_handed,
    note_removed,
)
from iro_tui.vault.files import flush_folder

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of one file."""

    entry_id: str
    child: str
    file: str
    why_not: str
    """One sentence; empty when it is in the folder, whole."""
    fresh: bool
    """Whether it was copied just now, and did not lie there already."""


class _NotHanded(Exception):
    """One file stays in the queue; the text says why."""


def sync(
    vault: Vault, folder: Path, today: date, told: Callable[[int, int], object] = lambda done, of: None
) -> tuple[Handed, ...]:
    """Copy every file that waits for the council into a folder, and note in the ledger what came of each.

    Files the council has are then taken off this computer.

    Args:
        vault: an open vault.
        folder: the hand-over folder; it is never made, because a drive that is away would be made up.
        today: the day that stands in for today.
        told: called with how many are done and how many there are, before each and at the end.

    Raises:
        IroError: the ledger could not be written; the files that were copied are found there next time.
    """
    clear_away(vault, today)
    known = [row for row in vault.ask(ledger, today) if row.file]
    waiting = [row for row in known if row.state != WITH_THE_COUNCIL]
    _sweep(folder, (row.sha256 for row in known))
    found = []
    for number, row in enumerate(waiting):
        told(number, len(waiting))
        found.append(_hand(vault.outbox, row, folder))
    told(len(waiting), len(waiting))
    news = {each.entry_id: each.why_not for each in found}
    if any(_is_news(row, news[row.entry_id]) for row in waiting):
        vault.act(note_handed, news, today)
    return tuple(found)


def _is_news(row: LedgerRow, why_not: str) -> bool:
    return row.held_up != why_not or (not why_not and row.handed_on is None)


def _hand(outbox: Path, row: LedgerRow, folder: Path) -> Handed:
    why_not, fresh = "", False
    try:
        fresh = copy_in(outbox / row.file, folder, row.sha256)
    except _NotHanded as error:
        why_not = str(error)
    except OSError as error:
        why_not = _said(error, folder)
    return Handed(row.entry_id, row.child, row.file, why_not, fresh)


def copy_in(source: Path, folder: Path, sha256: str) -> bool:
    """Put one file into the folder under its own name, whole or not at all, and read it back.

    Returns:
        True when it was copied; False when it lay there already.

    Raises:
        OSError: the folder did not take it.
    """
    target, part = folder / source.name, _part(folder, sha256)
    if not folder.is_dir():
        raise _NotHanded(
            f"The folder is not there. Put the stick in or connect the drive, and try again: {folder}"
        )
    if source.parent.exists() and folder.samefile(source.parent):
        # The copy here goes once the council has it, and there would be no other.
        raise _NotHanded(f"This folder is the outbox itself. Name another one in Settings: {folder}")
    if _taken(target):
        _refuse_another(target, sha256)
        part.unlink(missing_ok=True)
        return False
    if not source.is_file():
        raise _NotHanded(f"{source.name} is not in the outbox any more. Export it again.")
    try:
        is_whole = fingerprint(source) == sha256
    except OSError as error:
        raise _NotHanded(
            f"{source.name} cannot be read here: {error.strerror}. Close it where it is open, and try again."
        ) from None
    if not is_whole:
        raise _NotHanded(
            f"{source.name} is not as it was exported. Look what was changed, or export it again."
        )
    if part.is_dir() and not part.is_symlink():
        raise _NotHanded(f"A folder stands in the way. Remove it, and try again: {part}")
    try:
        part.unlink(missing_ok=True)
        _copy(source, part)
        if fingerprint(part) != sha256:
            raise _NotHanded(
                f"The folder did not keep {source.name} whole. Try again, or use another one: {folder}"
            )
        _name(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    _flush(folder)
    _refuse_another(target, sha256)
    return True


def fingerprint(file: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal figures."""
    found = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def clear_away(vault: Vault, today: date) -> tuple[str, ...]:
    """Take the plain files that the council has off this computer, and note the day in the ledger.

    A file that was changed since it was exported stays, because the council has another one.

    Returns:
        The names of files that could not be removed, as when Word holds them open.
    """
    left, kept, gone = [], [], []
    for row in vault.ask(ledger, today):
        if not row.file or row.uploaded_on is None:
            continue
        file = vault.outbox / row.file
        try:
            there = file.is_file()
            if there and fingerprint(file) == row.sha256:
                file.unlink()
                there = False
        except OSError:
            left.append(row.file)
        if there and row.removed_on is not None:
            kept.append(row.entry_id)
        elif not there and row.removed_on is None:
            gone.append(row.entry_id)
    if kept:
        vault.act(keep_plain, kept)
    if gone:
        vault.act(note_removed, gone, today)
    return tuple(left)


def _refuse_another(target: Path, sha256: str) -> None:
    if target.is_symlink() or not target.is_file() or fingerprint(target) != sha256:
        raise _NotHanded(
            f"Another file is called {target.name} there. Move that one away, or export this one again: "
            f"{target.parent}"
        )


def _part(folder: Path, sha256: str) -> Path:
    """Half a copy: named after its content, so that one left by a kill is known to be ours."""
    return folder / f".{sha256[:16]}.part"


def _sweep(folder: Path, ours: Iterable[str]) -> None:
    """Take half copies out of the folder: they hold somebody's words, and no other try may come for them."""
    for sha256 in ours:
        with contextlib.suppress(OSError):
            _part(folder, sha256).unlink(missing_ok=True)


def _taken(target: Path) -> bool:
    return target.exists() or target.is_symlink()


def _copy(source: Path, part: Path) -> None:
    with source.open("rb") as read, part.open("xb") as write:
        while piece := read.read(_PIECE):
            write.write(piece)
        write.flush()
        os.fsync(write.fileno())


def _name(part: Path, target: Path) -> None:
    """Give the copy its name, unless something else has come by that name meanwhile."""
    another = _NotHanded(f"Another file is called {target.name} in {target.parent}. Try again.")
    try:
        if os.name == "nt":
            part.rename(target)  # refuses there what is taken
        else:
            os.link(part, target)
            part.unlink()
    except FileExistsError:
        raise another from None
    except OSError:
        # A stick knows one name for one file.
        if os.name == "nt":
            raise
        if _taken(target):
            raise another from None
        part.rename(target)


def _flush(folder: Path) -> None:
    # Some drives across a network cannot; the file itself was flushed and is read back.
    with contextlib.suppress(OSError):
        flush_folder(folder)


def _said(error: OSError, folder: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The folder is full. Make room there, and try again: {folder}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"The folder is locked against writing. Unlock it, or use another one: {folder}"
    if error.errno == errno.ENAMETOOLONG:
        return f"The folder's path is too long for the file's name. Use another folder: {folder}"
    return f"The folder went away while copying. Put it back, and try again: {folder}"


def in_words(found: Sequence[Handed]) -> str:
    """What came of it in one sentence, and the first reason for what stays."""
    if not found:
        return "No file waits for the council."
    done = [each for each in found if not each.why_not]
    stays = [each for each in found if each.why_not]
    files = "1 file is" if len(done) == 1 else f"{len(done)} files are"
    words = f"{files} in the folder, read back and whole." if done else "Nothing was handed over."
    if stays:
        words += f" {len(stays)} {'stays' if len(stays) == 1 else 'stay'}: {stays[0].why_not}"
    return words
