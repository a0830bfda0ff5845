"""Lists that may be meant: files lying where exports land, and a path as a person gives it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

FOLDERS = ("Downloads", "Documents", "Desktop", "OneDrive*/Documents", "OneDrive*/Desktop")
"""Where a browser or Excel saves, below the user's own folder."""

KINDS = (".csv", ".xlsx", ".tsv")
"""What a list may be kept as."""

MOST = 8
"""How many files are offered."""


@dataclass(frozen=True)
class FoundFile:
    """One file that may be a caseload list."""

    path: Path
    folder: str
    """Name of the folder it lies in."""
    changed: datetime
    """When it was last written, in local time."""
    size: int
    """In bytes."""


def recent_lists(home: Path, here: Path, most: int = MOST) -> tuple[FoundFile, ...]:
    """Return the lists in the usual folders, newest first; folders that cannot be read are passed over.

    Args:
        home: The user's own folder.
        here: The folder the program was started in.
        most: How many at most.
    """
    folders = dict.fromkeys([*(folder for name in FOLDERS for folder in _folders(home, name)), here])
    found = {file.path: file for folder in folders for file in _lists_in(folder)}
    return tuple(sorted(found.values(), key=lambda file: file.changed, reverse=True)[:most])


def _folders(home: Path, name: str) -> list[Path]:
    try:
        return sorted(home.glob(name))
    except OSError:
        return []


def _lists_in(folder: Path) -> list[FoundFile]:
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.lower().endswith(KINDS) and not entry.name.startswith("~") and entry.is_file():
                    facts = entry.stat()
                    when = datetime.fromtimestamp(facts.st_mtime).astimezone()
                    found.append(FoundFile(folder / entry.name, folder.name, when, facts.st_size))
    except OSError:
        return found
    return found


def typed_path(typed: str) -> Path:
    """Return the file that was typed, pasted or dropped: quotes, `~` and `file://` are understood."""
    text = typed.strip().strip("\"'“”‘’").strip()
    if text.startswith("file://"):
        text = unquote(urlsplit(text).path)
        if os.name == "nt":
            text = text.lstrip("/")
    path = _home_filled_in(text)
    # A file dropped on a terminal comes with its blanks escaped.
    if "\\ " in text and not path.exists():
        return _home_filled_in(text.replace("\\ ", " "))
    return path


def _home_filled_in(text: str) -> Path:
    path = Path(text)
    try:
        return path.expanduser()
    except RuntimeError:
        return path
