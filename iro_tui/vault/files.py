"""Private folders and files, written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

_REPLACE_TRIES = 20


def private_folder(folder: Path) -> None:
    """Make a folder only its owner can open (0700).

    A folder that already holds something keeps its rights: it may be shared on purpose.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if os.name == "posix" and not any(folder.iterdir()):
        with contextlib.suppress(PermissionError):  # a memory stick knows no rights
            folder.chmod(0o700)


def new_private_file(path: Path) -> None:
    """Make an empty file only its owner can read (0600).

    SQLite gives its side files the rights of the file they belong to, and fills an empty file it is given, so
    this is how the vault and its copies are private from their first byte.

    Raises:
        FileExistsError: There is such a file already.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def write_whole(path: Path, content: bytes) -> None:
    """Put a private file in place in one move: after a crash there is the old file or the new one."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    try:
        new_private_file(part)
        with part.open("r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move(part, path)
    except BaseException:
        part.unlink(missing_ok=True)  # half a letter is nobody's, and may hold a child's words
        raise


def move(source: Path, target: Path) -> None:
    """Rename within a folder and make the new name last through a power cut.

    On Windows a virus scanner may hold either file for a moment; then it is tried again for a second.
    """
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            source.replace(target)
            break
        except PermissionError:
            if os.name != "nt" or not tries_left:
                raise
            time.sleep(0.05)
    flush_folder(target.parent)


def flush_file(path: Path) -> None:
    """Have the operating system put the file's content on the disc."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the operating system put the folder's names on the disc. Windows does so by itself."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
