"""Killed while the IRO works: saving, importing, handing files over, receiving and erasing children."""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.kill_scene import BEGUN, CHEAP, PASSPHRASE, TODAY, Say, Scene, Wrong, add_child, add_review, ids
from iro_tui.casework.verbs import verb
from iro_tui.vault import backups, drafts
from iro_tui.vault.store import Vault

if TYPE_CHECKING:
    from sqlmodel import Session

SAMPLE = Path(__file__).parent.parent / "tests" / "data" / "import" / "caseload_clean_sample.csv"


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


def opened_without(scene: Scene) -> Vault:
    """Open the vault, and take back what was brought in when the last one was killed."""
    from iro_tui.vault.history import undo

    vault = scene.open()
    if len(vault.ask(ids, "child")) > 3:
        vault.act(undo)
    return vault


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

        vault = opened_without(self)
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
        self.clear_copies()
        if self.chance.random() < 0.1:
            shutil.rmtree(self.home)


def words_of(name: str) -> bytes:
    """What stands in an exported file of this name."""
    return f"Dear {name}, ".encode() * 20_000


@verb("file made")
def owe_file(session: Session, child_id: str, name: str) -> None:
    """Have the Outbox wait for a file."""
    from iro_tui.record.outbox_entry import OutboxEntry

    entry = OutboxEntry(kind="LETTER", child_id=child_id, subject_id=name, made_on=TODAY)
    entry.id, entry.file, entry.sha256 = name, name, hashlib.sha256(words_of(name)).hexdigest()
    session.add(entry)


class HandingOver(Scene):
    """Files are copied to the hand-over folder, ticked off, and taken off this computer."""

    longest = 0.4

    @property
    def folder(self) -> Path:
        """The hand-over folder."""
        return self.home.parent / "hand-over folder"

    def prepare(self) -> None:
        """Have the folder there."""
        self.make()
        self.folder.mkdir(exist_ok=True)

    def work(self, say: Say) -> None:
        """Export a few, copy them, tick the first off, and so on."""
        from iro_tui.casework.outbox import tick
        from iro_tui.exchange.sync import sync

        vault = self.open()
        say(BEGUN)
        child_id = next(iter(vault.ask(ids, "child")))
        for number in itertools.count():
            names = [f"{os.getpid()}-{number}-{each}.docx" for each in range(3)]
            for name in names:
                (vault.outbox / name).write_bytes(words_of(name))
                vault.act(owe_file, child_id, name)
                say(f"made {name}")
            for handed in sync(vault, self.folder, TODAY):
                if not handed.why_not:
                    say(f"handed {handed.file}")
            vault.act(tick, names[0], TODAY)
            say(f"ticked {names[0]}")

    def check(self, said: list[str]) -> None:
        """What was said to be handed over is there, nothing there is half a file, and the rest follows."""
        from iro_tui.casework.outbox import WITH_THE_COUNCIL, ledger
        from iro_tui.exchange.sync import sync

        made = {each.split()[1] for each in said if each.startswith("made")}
        handed = {each.split()[1] for each in said if each.startswith("handed")}
        self._all_whole()
        there = {file.name for file in self.folder.glob("*.docx")}
        if not handed <= there:
            raise Wrong(f"{len(handed - there)} files handed over are gone")
        with self.open() as vault:
            self.whole(vault)
            again = sync(vault, self.folder, TODAY)
            if any(each.why_not for each in again):
                raise Wrong(f"the next try does not finish: {again[0].why_not}")
            rows = {row.file: row for row in vault.ask(ledger, TODAY)}
            if not made <= rows.keys():
                raise Wrong("a file that was made is not in the Outbox")
            for name, row in rows.items():
                waits = row.handed_on is not None and (vault.outbox / name).exists()
                if row.state != WITH_THE_COUNCIL and not waits:
                    raise Wrong(f"{name} is neither with the council nor in the queue")
        self._all_whole()
        if list(self.folder.glob(".*.part")):
            raise Wrong("half a copy is left after the next try")
        self.clear_copies()
        if self.chance.random() < 0.2:
            shutil.rmtree(self.home)
            shutil.rmtree(self.folder)

    def _all_whole(self) -> None:
        for file in self.folder.glob("*.docx"):
            if file.read_bytes() != words_of(file.name):
                raise Wrong(f"{file.name} is not whole in the folder")


class Receiving(Scene):
    """Two children come from another IRO, and are taken back again."""

    longest = 0.6

    def prepare(self) -> None:
        """Have the sealed file of another IRO, opened."""
        from iro_tui.exchange.handover import pack
        from iro_tui.exchange.passing import opened_package, pass_on

        if not hasattr(self, "package"):
            file = self.home.parent / "passed on.iro"
            with Vault.create(self.home.parent / "another IRO", PASSPHRASE, cost=CHEAP) as other:
                for name in ("P1", "P2"):
                    other.act(add_review, other.act(add_child, name).result)
                pass_on(other, other.ask(pack, ("P1", "P2"), "Ruth Calder", False, TODAY), file, PASSPHRASE)
            self.package = opened_package(file, PASSPHRASE)
        self.make()

    def work(self, say: Say) -> None:
        """Take them in, take that back, and so on."""
        from iro_tui.exchange.passing import take_in
        from iro_tui.vault.history import undo

        vault = opened_without(self)
        say(BEGUN)
        while True:
            take_in(vault, self.package, {})
            say("in 5")
            vault.act(undo)
            say("out 3")

    def check(self, said: list[str]) -> None:
        """Both are there with all that is theirs, or neither."""
        with self.open() as vault:
            self.whole(vault)
            children, reviews = len(vault.ask(ids, "child")), len(vault.ask(ids, "review"))
            if children not in (3, 5) or reviews != children:
                raise Wrong(f"{children} children with {reviews} reviews after receiving")
        self.clear_copies()
        if self.chance.random() < 0.1:
            shutil.rmtree(self.home)


class Erasing(Scene):
    """Children are added and erased with all their history."""

    longest = 0.6

    def work(self, say: Say) -> None:
        """Add one, erase one, and so on."""
        from iro_tui.exchange.erase import erase

        vault = self.open()
        say(BEGUN)
        for number in itertools.count():
            name = f"E{os.getpid()}n{number}"
            child_id = vault.act(add_child, name).result
            vault.act(add_review, child_id)
            say(f"added {child_id}")
            erase(vault, child_id, name, "moved away", TODAY, old_backups_too=True)
            say(f"erased {child_id}")

    def check(self, said: list[str]) -> None:
        """Who was said to be erased is in no table and no line of history; nobody is half erased."""
        gone = [line.split()[1] for line in said if line.startswith("erased")]
        added = [line.split()[1] for line in said if line.startswith("added")]
        with self.open() as vault:
            self.whole(vault)
            children = vault.ask(ids, "child")
            if len(children) < 3 or len(children) - len(vault.ask(ids, "review")) not in (0, 1):
                raise Wrong("somebody is half erased")
            if children & set(gone):
                raise Wrong("a child who was erased is there")
            if added[:-1] and set(added[:-1]) & children:
                raise Wrong("a child who was erased before the last one is there")
            with vault.raw() as connection:
                for child_id in added:
                    left = connection.execute(
                        "SELECT count(*) FROM history WHERE child_id = ? OR row_id = ?", (child_id, child_id)
                    ).fetchone()[0]
                    if bool(left) != (child_id in children):
                        raise Wrong("the history knows a child who was erased, or not one who is there")
        self.clear_copies()
        if self.chance.random() < 0.2:
            shutil.rmtree(self.home)
