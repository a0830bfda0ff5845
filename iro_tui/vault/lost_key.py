"""A key file that is gone or damaged: one beside a backup may open the vault as it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from iro_tui.errors import IroError
from iro_tui.vault import backups, key
from iro_tui.vault.connection import key_fits
from iro_tui.vault.creation import BACKUPS, DB, KEY, LOCK
from iro_tui.vault.files import move
from iro_tui.vault.lock import release_lock, take_lock


def key_beside_backup(home: Path, opens: key.Opens, first: Path | None = None) -> Path | None:
    """Return a key file beside a backup that opens the vault itself; None when none does.

    Args:
        home: The folder of the vault, whose own key file is lost. Nothing in it is changed.
        opens: Takes a key file and returns the data key it holds.
        first: A backup whose key file is tried before those in the folder.
    """
    if not (home / DB).exists():
        return None
    for candidate in _different(home, first):
        try:
            data_key = opens(candidate)
        except IroError:
            continue
        if key_fits(home / DB, data_key):
            return candidate
    return None


def put_key_back(home: Path, key_file: Path) -> None:
    """Put a key file in the place of the lost one; a damaged one is kept as damaged-1.key or a higher number.

    Raises:
        IroError: The folder is in use or cannot be written.
    """
    lock = take_lock(home / LOCK)
    try:
        if (home / KEY).exists():
            move(home / KEY, _free_name(home))
        backups.copy_file(key_file, home / KEY)
    except OSError as error:
        raise IroError(f"The key file could not be put back: {error.strerror or error}.") from None
    finally:
        release_lock(lock)


def refuse_damaged_copy(home: Path) -> None:
    """Tell a key file that was damaged since it was copied beside a backup from a wrong passphrase.

    Raises:
        KeyFileLost: It was. A change of passphrase draws a new salt, so half the same is no other file.
    """
    content, parts = _content(home / KEY), _parts(home / KEY)
    for candidate in _different(home, None):
        shared = any(one == two for one, two in zip(parts, _parts(candidate), strict=True))
        if shared and content != _content(candidate):
            raise key.damaged(home / KEY)


def _content(path: Path) -> bytes:
    """Return what a file holds; nothing for one that cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _parts(path: Path) -> tuple[object, object]:
    """Return salt and box of a key file; what cannot be read has none, and shares them with nothing."""
    try:
        found = json.loads(_content(path))
        return found["salt"], found["box"]
    except (ValueError, KeyError, TypeError):
        return object(), object()


def _different(home: Path, first: Path | None) -> Iterator[Path]:
    """Yield the key files beside backups, newest first, each content once: trying one takes its time."""
    seen: set[bytes] = set()
    for copy in ([first] if first else []) + backups.copies_in(home / BACKUPS):
        candidate = copy.with_suffix(".key")
        content = _content(candidate)
        if content and content not in seen:
            seen.add(content)
            yield candidate


def _free_name(home: Path) -> Path:
    number = 1
    while (path := home / f"damaged-{number}.key").exists():
        number += 1
    return path
