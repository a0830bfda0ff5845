"""`iro-tui export`: the record in open formats, sealed unless asked otherwise."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput, IroError

if TYPE_CHECKING:
    from iro_tui.exchange.open_formats import Files


def write(given: Namespace) -> str:
    """Write what was asked for and return what to tell.

    Raises:
        BadInput: there is no such child, the passphrase for the file is weak, or --to is a file.
        IroError: the folder cannot be written.
    """
    from iro_tui.commands.given import new_passphrase, today
    from iro_tui.commands.vault import opened
    from iro_tui.exchange.open_formats import all_files, as_zip, child_files

    on = today(given)
    folder = Path(given.to).expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"--to {given.to} is a file. Name a folder.")
    if given.plain and given.seal_passphrase_file:
        raise BadInput("--plain seals nothing, so it takes no --seal-passphrase-file. Leave one of them out.")
    with opened(given) as vault:
        if given.child:
            files = vault.ask(child_files, given.child, on)
            name = f"{on.isoformat()}_child-file"
        else:
            files = vault.ask(all_files, on)
            name = f"{on.isoformat()}_everything"
    if given.plain:
        where = _new(folder, name, "")
        _put_all(where, files)
        return (
            f"Written: {where}, {len(files)} files.\n"
            "They are not encrypted: whoever opens them can read everything. Delete them after use."
        )
    words = new_passphrase(given.seal_passphrase_file, "Passphrase for the file: ", "--seal-passphrase-file")
    from iro_tui.exchange.sealed_file import SUFFIX, seal

    where = _new(folder, name, SUFFIX)
    _put(where, seal(as_zip(files), words))
    return f"Written and sealed: {where}\nIt opens with the passphrase you gave for it, and with no other."


def _new(folder: Path, name: str, suffix: str) -> Path:
    """A name in a folder that is not taken: nothing is overwritten."""
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    number = 1
    while f"{name}_v{number}{suffix}" in taken:
        number += 1
    return folder / f"{name}_v{number}{suffix}"


def _put_all(folder: Path, files: Files) -> None:
    for name, content in files.items():
        _put(folder / name, content)


def _put(path: Path, content: bytes) -> None:
    from iro_tui.vault.files import private_folder, write_whole

    try:
        private_folder(path.parent)
        write_whole(path, content)
    except OSError as error:
        raise IroError(
            f"Nothing can be written in {path.parent}: {error.strerror}. Name another folder."
        ) from None
