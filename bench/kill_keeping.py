"""Killed while the vault itself is made, copied, put back, encrypted anew or brought up to date."""

from __future__ import annotations

import itertools
import shutil
import time
from datetime import timedelta
from pathlib import Path

from bench.kill_scene import BEGUN, CHEAP, PASSPHRASE, TOO_LONG, Say, Scene, Wrong, add_child, add_review, ids
from iro_tui.errors import IroError
from iro_tui.vault import backups, chain, rekey, restore
from iro_tui.vault.opening import machine_time
from iro_tui.vault.soundness import is_whole
from iro_tui.vault.store import Vault

OTHER = "eight invented white egrets"


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
        self.clear_copies()


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
        self.clear_copies()


class ChangingPassphrase(Scene):
    """The key file is written anew under another passphrase, again and again."""

    def work(self, say: Say) -> None:
        """One passphrase, the other, and so on."""
        vault = self.open()
        say(BEGUN)
        for passphrase in itertools.cycle(_after(self.passphrase)):
            vault.set_passphrase(passphrase)
            say(passphrase)

    def check(self, said: list[str]) -> None:
        """The passphrase said last opens it, or the one that was just being set; the old one no more."""
        last = said[-1] if said else self.passphrase
        opened = [each for each in (PASSPHRASE, OTHER) if self._opens(each)]
        if len(opened) != 1 or (len(said) < 1 and not opened):
            raise Wrong(f"{len(opened)} passphrases open it")
        if opened[0] not in (last, _after(last)[0]):
            raise Wrong("another passphrase opens it")
        self.passphrase = opened[0]
        with self.open() as vault:
            self.whole(vault)
            if len(vault.ask(ids, "child")) != 3:
                raise Wrong("children are lost")
        if list(self.home.glob("*.part")):
            raise Wrong("half a key file is left")
        self.clear_copies()

    def _opens(self, passphrase: str) -> bool:
        try:
            self.open(passphrase).close()
        except IroError:
            return False
        return True


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
