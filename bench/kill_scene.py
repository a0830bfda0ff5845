"""A vault, work on it that will be killed, and a look at it afterwards: what every scene shares."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.casework.verbs import verb
from iro_tui.vault import chain
from iro_tui.vault.key import Cost
from iro_tui.vault.soundness import is_whole
from iro_tui.vault.store import Vault

if TYPE_CHECKING:
    from sqlmodel import Session

CHEAP = Cost(ops=1, mem=64 << 10)
PASSPHRASE = "seven invented grey herons"
TODAY = date(2026, 11, 22)
BEGUN = "begun"
TOO_LONG = 10
"""Seconds that nobody lives to see: what is done once waits to be killed."""
Say = Callable[[str], None]


class Wrong(Exception):
    """Something was lost or is broken."""


@verb("child added")
@verb("child added")
def add_child(session: Session, name: str) -> str:
    """Add a child."""
    from iro_tui.record.child import Child

    child = Child(mosaic_id=name, first_name=name, born=date(2014, 5, 6))
    session.add(child)
    return child.id


@verb("review recorded")
def add_review(session: Session, child_id: str) -> str:
    """Record a review with two notes, in one step."""
    from iro_tui.record.review import Note, Review

    review = Review(child_id=child_id, opened_on=date(2026, 11, 2))
    session.add(review)
    session.flush()
    session.add_all(
        Note(child_id=child_id, review_id=review.id, text=word * 60) for word in ("a line ", "one ")
    )
    return review.id


def ids(session: Session, table: str) -> frozenset[str]:
    """Return the ids of a table."""
    return frozenset(session.connection().exec_driver_sql(f"SELECT id FROM {table}").scalars())


class Scene:
    """A vault, work on it, and a look at it afterwards."""

    longest = 0.0
    """Seconds to the latest kill; 0 for what is usual."""
    two_notes_each = True
    """Whether every review has two notes, recorded in the same step."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        self.home = home
        self.chance = chance
        self.passphrase = PASSPHRASE

    def open(self, passphrase: str = "") -> Vault:
        """Open the vault as the program does."""
        return Vault.open(self.home, passphrase or self.passphrase, cost=CHEAP)

    def make(self, children: int = 3) -> None:
        """Make the vault when it is not there yet."""
        if not Vault.exists(self.home):
            with Vault.create(self.home, self.passphrase, cost=CHEAP) as vault:
                for number in range(children):
                    vault.act(add_review, vault.act(add_child, f"C{number}").result)

    def prepare(self) -> None:
        """Have everything in place before the work begins."""
        self.make()

    def work(self, say: Say) -> None:
        """Work for ever, saying first that it begins and then what is done."""
        raise NotImplementedError

    def check(self, said: list[str]) -> None:
        """Open the vault and compare it with what was said.

        Raises:
            Wrong: Something is lost or broken.
        """
        raise NotImplementedError

    def whole(self, vault: Vault) -> None:
        """Check pages, indexes, links, the chain of history, and that no step stands half done."""
        with vault.raw() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            if not is_whole(connection):
                raise Wrong("the file is not whole")
            if chain.verify(connection).broken_at is not None:
                raise Wrong("the history is broken")
            if connection.execute("SELECT count(*) FROM acting").fetchone()[0]:
                raise Wrong("a step stands half done")
            if not self.two_notes_each:
                return
            (notes,) = connection.execute("SELECT count(*) FROM note").fetchone()
            (reviews,) = connection.execute("SELECT count(*) FROM review").fetchone()
            if notes != 2 * reviews:
                raise Wrong(f"{notes} notes for {reviews} reviews")

    def clear_copies(self) -> None:
        """Let the backups not pile up from kill to kill."""
        for copy in (self.home / "backups").glob("vault-*"):
            copy.unlink()
