"""What goes with opening a vault: its manner, its clock, and what is loaded meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TypedDict

from iro_tui.errors import IroError
from iro_tui.vault import key

_WARMING = threading.Lock()


def machine_time() -> datetime:
    """Return the time of the machine's clock, in UTC: what a vault goes by unless it is told otherwise."""
    return datetime.now(UTC)


def warm_up() -> None:
    """Import what an open vault needs, which takes longer than anything else about opening it.

    Meant for a thread: while the passphrase is typed, and again while it is stretched into a key, which
    leaves the interpreter to others. One thread at a time: two that import SQLAlchemy at once can each be
    given half of it, and the import fails.
    """
    with _WARMING:
        for name in (
            "sqlalchemy.dialects.sqlite",
            "sqlcipher3.dbapi2",
            "iro_tui.record.tables",
            "iro_tui.vault.session",
        ):
            import_module(name)


@contextmanager
def warming() -> Iterator[None]:
    """Load what an open vault needs while something else is done that leaves the interpreter to others."""
    loading = threading.Thread(target=warm_up)
    loading.start()
    try:
        yield
    finally:
        loading.join()


class Manner(TypedDict, total=False):
    """What may differ from vault to vault: the clock it goes by, who acts, and what a guess costs."""

    now: Callable[[], datetime]
    """The time that steps and drafts are given, aware; the machine's clock when left out."""
    who: str
    """Who acts, for the history."""
    cost: key.Cost | None
    """How hard one guess at the passphrase is made; None is the full cost, tests may take less."""


def no_vault(home: Path) -> IroError:
    """Say that there is no vault in a folder."""
    return IroError(f"There is no vault in {home} yet. Run iro-tui init, or name another folder with --home.")
