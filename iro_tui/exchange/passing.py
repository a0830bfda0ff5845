"""The sealed file itself: written and marked, opened and taken in. Command line and screens both use it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import BadInput, IroError
from iro_tui.exchange.handover import Received, mark_passed, preview, receive
from iro_tui.exchange.handover_file import Package, as_bytes, read_package

if TYPE_CHECKING:
    from iro_tui.exchange.merging import Key
    from iro_tui.vault.store import Vault


def pass_on(vault: Vault, package: Package, file: Path, passphrase: str) -> None:
    """Seal a package into a new file and mark its children as passed on.

    Raises:
        BadInput: there is a file of that name already.
        IroError: the file cannot be written, or the children could not be marked; then there is no file.
    """
    from iro_tui.exchange.sealed_file import seal
    from iro_tui.vault.files import write_whole

    if file.exists():
        raise BadInput(f"There is a file {file} already, and it is not written over. Give another name.")
    content = seal(as_bytes(package), passphrase)
    try:
        write_whole(file, content)
    except OSError as error:
        file.with_name(file.name + ".part").unlink(missing_ok=True)
        raise IroError(f"{file} cannot be written: {error.strerror}. Nothing was passed on.") from None
    try:
        vault.act(mark_passed, package)
    except BaseException:
        # A file nobody knows of would come back as a stranger.
        file.unlink(missing_ok=True)
        raise


def opened_package(file: Path, passphrase: str) -> Package:
    """What a sealed file holds, every row of it checked.

    Raises:
        BadInput: it cannot be read, is no hand-over, is damaged, or is of a newer version.
        WrongSeal: the passphrase does not open it.
    """
    from iro_tui.exchange.sealed_file import open_sealed

    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from None
    return read_package(open_sealed(content, passphrase))


def look(vault: Vault, package: Package) -> tuple[Received, ...]:
    """What receiving would do; nothing is changed."""
    return vault.ask(preview, package, {})


def take_in(vault: Vault, package: Package, answers: Mapping[Key, str]) -> tuple[Received, ...]:
    """Receive a package in one step of history, after a backup where there is anything to back up.

    Raises:
        BadInput: see `handover.receive`; nothing is changed then.
        IroError: the backup could not be made; nothing is changed then.
    """
    from iro_tui.vault.backups import make_backup_if_due

    make_backup_if_due(vault)
    return vault.act(receive, package, answers).result
