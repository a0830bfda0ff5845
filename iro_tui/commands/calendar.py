"""`iro-tui calendar`: reviews and deadlines as a file for Outlook."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.commands.given import today
from iro_tui.commands.vault import opened

if TYPE_CHECKING:
    from iro_tui.exchange.calendar_file import Written


def write(given: Namespace) -> str:
    """Write the file and say what is in it.

    Raises:
        IroError: the vault cannot be opened, or the file cannot be written there.
    """
    on = today(given)
    file = Path(given.out).expanduser().absolute()
    with opened(given) as vault:
        from iro_tui.exchange.calendar_file import write_calendar  # the vault has loaded what it needs

        written = vault.act(write_calendar, file, on, vault.now(), names=given.names).result
    return as_text(written, file, names=given.names)


def as_text(written: Written, file: Path, *, names: bool) -> str:
    """What was written, and what Outlook should be asked to do with it."""
    whose = "Names and places are in it" if names else "Initials and ages only"
    return "\n".join(
        [
            f"{_count(written.reviews, 'review')} and {_count(written.deadlines, 'deadline')} are in {file}.",
            f"Since the last file: {written.new} new, {written.changed} changed, "
            f"{written.cancelled} cancelled. {whose}.",
            "In Outlook: File, Open & Export, Import/Export, an iCalendar file, then Import. "
            "Remove the file afterwards.",
        ]
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
