"""Every finished letter to Word, one after the other; it can be stopped between two letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from letters.desk import LetterNotReady, export_letter

if TYPE_CHECKING:
    from iro_tui.casework.letters import LetterOwed
    from iro_tui.vault.store import Vault


@dataclass
class Many:
    """What became of the letters so far."""

    exported: list[str] = field(default_factory=list)
    """Names of the files, in order."""
    not_ready: list[str] = field(default_factory=list)
    """Children whose letter waits for something."""
    failed: list[str] = field(default_factory=list)
    """One sentence for each that could not be written."""
    stopped: bool = False


def finished_letters(owed: Sequence[LetterOwed]) -> tuple[LetterOwed, ...]:
    """The letters that were begun and are not exported as they stand."""
    from iro_tui.casework.letters import DRAFT

    return tuple(each for each in owed if each.state == DRAFT)


def export_many(
    vault: Vault,
    letters: Sequence[LetterOwed],
    today: date,
    clock: Callable[[], datetime],
    go_on: Callable[[int], bool],
) -> Many:
    """Export letters in their order. One that is not ready is passed over; each file is whole or not there.

    Args:
        vault: an open vault.
        letters: the letters.
        today: the day the files are made.
        clock: the time.
        go_on: asked before each letter with how many are done; False stops.
    """
    done = Many()
    for place, each in enumerate(letters):
        if not go_on(place):
            done.stopped = True
            break
        try:
            done.exported.append(export_letter(vault, each.review_id, today, clock()).file.name)
        except LetterNotReady:
            done.not_ready.append(each.child)
        except IroError as error:
            done.failed.append(f"{each.child}: {error}")
    return done
