"""What the killed process is at work on, and how one sees that nothing of it was lost."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.errors import IroError
from iro_tui.vault import backups, chain, drafts, rekey, restore
from iro_tui.vault.key import Cost
from iro_tui.vault.opening import machine_time
from iro_tui.vault.soundness import is_whole
from iro_tui.vault.store import Vault

if TYPE_CHECKING:
    from sqlmodel import Session

CHEAP = Cost(ops=1, mem=64 << 10)
PASSPHRASE = "seven invented grey herons"
OTHER = "eight invented white egrets"
SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "import" / "caseload_clean_sample.csv"
TODAY = date(2026, 11, 22)
BEGUN = "begun"
TOO_LONG = 10
"""Seconds that nobody lives to see: what is done once waits to be killed."""
Say = Callable[[str], None]


class Wrong(Exception):
    """Something was lost or is broken."""


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


class Saving(Scene):
    """Reviews are recorded and a draft is kept as it is typed."""

    def __init__(self, home: Path, chance: random.Random) -> None:
        super().__init__(home, chance)
        self.reviews: frozenset[str] = frozenset()
        self.draft = 0

    def prepare(self) -> None:
        """Begin anew from time to time, so that the vault does not grow for ever."""
        if len(self.reviews) > 3000:
            shutil.rmtree(self.home)
            self.reviews, self.draft = frozenset(), 0
        self.make(0)

    def work(self, say: Say) -> None:
        """One review, one draft, and so on."""
        vault = self.open()
        say(BEGUN)
        child_id = vault.act(add_child, f"M{self.chance.random()}{os.getpid()}").result
        for number in itertools.count(self.draft + 1):
            say(f"review {vault.act(add_review, child_id).result}")
            vault.keep_draft("letter:x", None, {"number": number, "text": "typed " * 300})
            say(f"draft {number}")

    def check(self, said: list[str]) -> None:
        """At most one thing may be there that was not said."""
        told = {line.split()[1] for line in said if line.startswith("review ")}
        draft = max((int(line.split()[1]) for line in said if line.startswith("draft ")), default=self.draft)
        with self.open() as vault:
            self.whole(vault)
            found = vault.ask(ids, "review")
            if not self.reviews | told <= found:
                raise Wrong(f"{len(self.reviews | told) - len(found)} saved reviews are lost")
            if len(found - self.reviews - told) > 1:
                raise Wrong("reviews nobody saved")
            kept = vault.ask(drafts.take, "letter:x")
            number = int(kept.body["number"]) if kept else 0
            if number not in (draft, draft + 1):
                raise Wrong(f"the draft is {number}, not {draft}")
            self.reviews, self.draft = found, number


class BackingUp(Scene):
    """Copies are made while things are saved."""

    longest = 0.4

    def work(self, say: Say) -> None:
        """Save, copy, and so on."""
        vault = self.open()
        say(BEGUN)
        child_id = next(iter(vault.ask(ids, "child")))
        begun = machine_time()
        for number in itertools.count():
            vault.now = lambda number=number: begun + timedelta(hours=number)  # type: ignore[misc]
            vault.act(add_review, child_id)
            reviews = len(vault.ask(ids, "review"))
            say(f"{backups.backup(vault).name} {reviews}")

    def check(self, said: list[str]) -> None:
        """Every file that bears the name of a copy is one; those that were said hold what they held."""
        told = dict(line.split() for line in said)
        with self.open() as vault:
            self.whole(vault)
            for copy in backups.copies_in(vault.backups)[:6]:
                connection = backups.connect(copy, vault.data_key)
                try:
                    if not is_whole(connection):
                        raise Wrong(f"{copy.name} is no whole copy")
                    (reviews,) = connection.execute("SELECT count(*) FROM review").fetchone()
                finally:
                    connection.close()
                if copy.name in told and reviews != int(told[copy.name]):
                    raise Wrong(f"{copy.name} holds {reviews} reviews, not {told[copy.name]}")
            if told and not (vault.backups / list(told)[-1]).exists():
                raise Wrong("a copy is gone")
        for copy in backups.copies_in(self.home / "backups"):
            copy.unlink()
            copy.with_suffix(".key").unlink(missing_ok=True)
        if self.chance.random() < 0.05:
            shutil.rmtree(self.home)


class Restoring(Scene):
    """Two states of the vault are put back in turns."""

    longest = 0.4

    def prepare(self) -> None:
        """Have two copies that differ, outside the folder that is thinned."""
        self.make()
        self.copies = self.home.parent / "two copies"
        if not self.copies.exists():
            with self.open() as vault:
                few = backups.backup(vault, self.copies)
                few.rename(self.copies / "few.db")
                vault.act(add_child, "later")
                more = backups.backup(vault, self.copies)
                more.rename(self.copies / "more.db")

    def work(self, say: Say) -> None:
        """The one, the other, and so on."""
        vault = self.open()
        say(BEGUN)
        for name in itertools.cycle(("few", "more")):
            restore.restore(vault, self.copies / f"{name}.db")
            say(name)

    def check(self, said: list[str]) -> None:
        """It is the one that was put back last, or the one after it; never a mixture."""
        with self.open() as vault:
            self.whole(vault)
            children = len(vault.ask(ids, "child"))
            possible = {3, 4} if not said else {"few": {3, 4}, "more": {4, 3}}[said[-1]]
            if children not in possible or len(vault.ask(ids, "review")) != 3:
                raise Wrong(f"{children} children after a restore")
        for copy in (self.home / "backups").glob("vault-*"):
            copy.unlink()


class EncryptingAnew(Scene):
    """The whole file gets another key under another passphrase, again and again."""

    longest = 0.5

    def work(self, say: Say) -> None:
        """One passphrase, the other, and so on."""
        vault = self.open()
        say(BEGUN)
        for passphrase in itertools.cycle(_after(self.passphrase)):
            rekey.encrypt_anew(vault, passphrase)
            say(passphrase)

    def check(self, said: list[str]) -> None:
        """The passphrase said last opens it, or the one that was just being set."""
        last = said[-1] if said else self.passphrase
        for passphrase in (last, _after(last)[0]):
            try:
                vault = self.open(passphrase)
            except IroError:
                continue
            with vault:
                self.whole(vault)
                if len(vault.ask(ids, "child")) != 3:
                    raise Wrong("children are lost")
                for copy in backups.copies_in(vault.backups):
                    if not backups.is_copy(copy, vault.data_key):
                        beside = copy.with_suffix(".key")
                        if not any(_opens(copy, beside, each) for each in (PASSPHRASE, OTHER)):
                            raise Wrong(f"{copy.name} opens with nothing")
            self.passphrase = passphrase
            break
        else:
            raise Wrong("no passphrase opens it")
        for copy in (self.home / "backups").glob("vault-*"):
            copy.unlink()


def _after(passphrase: str) -> tuple[str, str]:
    return (OTHER, PASSPHRASE) if passphrase == PASSPHRASE else (PASSPHRASE, OTHER)


def _opens(copy: Path, beside: Path, passphrase: str) -> bool:
    from iro_tui.vault.key import open_key_file

    try:
        return backups.is_copy(copy, open_key_file(beside, passphrase))
    except IroError:
        return False


class Migrating(Scene):
    """A vault of the first version is opened by this one."""

    longest = 0.5

    def prepare(self) -> None:
        """Have a first version each time."""
        from bench.old_vault import make_old

        first = self.home.parent / "first version"
        if not first.exists():
            self.rows = make_old(first, PASSPHRASE, CHEAP, 1, 40)
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(first, self.home)

    def work(self, say: Say) -> None:
        """Open it once."""
        say(BEGUN)
        self.open()
        say("opened")
        time.sleep(TOO_LONG)

    def check(self, said: list[str]) -> None:
        """Every row of every table is there, and the copy made before it is whole."""
        from iro_tui.vault.migrations import row_counts

        with self.open() as vault:
            with vault.raw() as connection:
                counts = row_counts(connection)
                if chain.verify(connection).broken_at is not None or not is_whole(connection):
                    raise Wrong("the migrated vault is not whole")
            lost = {table for table, rows in self.rows.items() if counts[table] != rows}
            if lost:
                raise Wrong(f"rows lost in {', '.join(sorted(lost))}")
            copies = backups.copies_in(vault.backups)
            if not copies or not all(backups.is_copy(copy, vault.data_key) for copy in copies):
                raise Wrong("there is no whole copy from before")


class Importing(Scene):
    """A caseload list comes in, and is taken back again."""

    longest = 0.8
    two_notes_each = False

    def prepare(self) -> None:
        """Read the list once."""
        from iro_tui.exchange.sheet import read_rows

        if not hasattr(self, "sheet"):
            self.sheet: Any = read_rows(SAMPLE)
            self.brought_in = 0
        self.make()

    def work(self, say: Say) -> None:
        """Bring it in, take it back, and so on."""
        from iro_tui.exchange.caseload_list import apply_plan, plan_import
        from iro_tui.vault.history import undo

        vault = self.open()
        if len(vault.ask(ids, "child")) > 3:
            vault.act(undo)
        say(BEGUN)
        while True:
            plan = vault.ask(plan_import, self.sheet, TODAY)
            backups.backup(vault)
            vault.act(apply_plan, plan, TODAY)
            say(f"in {len(vault.ask(ids, 'child'))}")
            vault.act(undo)
            say("out 3")

    def check(self, said: list[str]) -> None:
        """All of the list is there or nothing of it."""
        self.brought_in = max([self.brought_in, *(int(line.split()[1]) for line in said if line[0] == "i")])
        with self.open() as vault:
            self.whole(vault)
            children = len(vault.ask(ids, "child"))
            if self.brought_in and children not in (3, self.brought_in):
                raise Wrong(f"{children} children after an import")
        for copy in (self.home / "backups").glob("vault-*"):
            copy.unlink()
        if self.chance.random() < 0.1:
            shutil.rmtree(self.home)


class Making(Scene):
    """A new vault is made."""

    longest = 0.08

    def prepare(self) -> None:
        """Begin with nothing."""
        shutil.rmtree(self.home, ignore_errors=True)

    def work(self, say: Say) -> None:
        """Make it once."""
        say(BEGUN)
        Vault.create(self.home, PASSPHRASE, cost=CHEAP)
        say("made")
        time.sleep(TOO_LONG)

    def check(self, said: list[str]) -> None:
        """It is there and opens, or it can be made."""
        if said and not Vault.exists(self.home):
            raise Wrong("a vault that was made is gone")
        opener = Vault.open if Vault.exists(self.home) else Vault.create
        with opener(self.home, PASSPHRASE, cost=CHEAP) as vault:
            self.whole(vault)


SCENES: tuple[type[Scene], ...] = (
    Saving,
    Migrating,
    BackingUp,
    Saving,
    Restoring,
    EncryptingAnew,
    Saving,
    Importing,
    Making,
)
"""Every scene in turns; saving, which is most of the work, most often."""
