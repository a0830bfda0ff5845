"""What is measured, and against what."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TODAY = date(2026, 11, 23)
PASSPHRASE = "seven invented grey herons"


@dataclass
class Figure:
    """One measured figure."""

    what: str
    ms: float
    floor: str
    floor_ms: float
    at_most: float
    """The highest ratio that is good enough."""

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.ms / self.floor_ms

    @property
    def ok(self) -> bool:
        """Whether it is good enough."""
        return self.ratio <= self.at_most


def timed(work: Callable[[], Any], times: int) -> float:
    """Return the median milliseconds of a number of runs, after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


HELLO = """
import os
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello")
    def on_ready(self):
        self.call_after_refresh(os._exit, 0)
Hello().run(headless=True)
"""

UNLOCK = """
import os, sys
from pathlib import Path
from screens.app import IroApp
class Timed(IroApp):
    def on_ready(self):
        self.call_after_refresh(os._exit, 0)
Timed(Path(sys.argv[1])).run(headless=True)
"""


def first_frame(folder: Path) -> Figure:
    """Whole process to the first painted frame, against a program with one widget."""
    home = folder / "first-frame"
    home.mkdir()
    (home / "vault.db").write_bytes(b"")

    def run(code: str) -> Callable[[], Any]:
        return lambda: subprocess.run(
            [sys.executable, "-c", code, str(home)], check=True, capture_output=True
        )

    # In turns, so that a busy moment of the machine hits both.
    ours, theirs = [], []
    for _ in range(7):
        ours.append(timed_once(run(UNLOCK)))
        theirs.append(timed_once(run(HELLO)))
    return Figure("first frame", min(ours), "a one-widget program", min(theirs), 1.5)


def timed_once(work: Callable[[], Any]) -> float:
    """Return the milliseconds of one run."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


@cache
def demo_home(folder: Path) -> Path:
    """Return the folder of a closed demo vault with the full key cost."""
    from iro_tui.demo import make_demo
    from iro_tui.vault.store import Vault

    home = folder / "demo"
    with Vault.create(home, PASSPHRASE) as vault:
        make_demo(vault, TODAY)
    return home


def unlock_to_today(folder: Path) -> Figure:
    """From the passphrase to everything Today shows, against stretching the key alone."""
    from iro_tui.casework.agenda import agenda, weeks
    from iro_tui.vault.key import open_key_file
    from iro_tui.vault.store import Vault

    home = demo_home(folder)

    def whole() -> None:
        with Vault.open(home, PASSPHRASE) as vault:
            vault.ask(agenda, TODAY)
            vault.ask(weeks, TODAY, 5)

    return Figure(
        "unlock to Today",
        timed(whole, 3),
        "stretching the key",
        timed(lambda: open_key_file(home / "vault.key", PASSPHRASE), 3),
        2.0,
    )


def agenda_of_63(folder: Path) -> Figure:
    """The agenda of 63 children, against reading the same rows bare."""
    from iro_tui.casework.agenda import agenda
    from iro_tui.vault.store import Vault

    tables = (
        "child",
        "period_of_care",
        "review",
        "placement",
        "legal_status",
        "person",
        "midway",
        "consultation",
        "alert",
        "letter",
        "outbox_entry",
    )
    with Vault.open(demo_home(folder), PASSPHRASE) as vault:

        def bare() -> None:
            with vault.raw() as connection:
                for table in tables:
                    connection.execute(f"SELECT * FROM {table}").fetchall()

        return Figure(
            "agenda, 63 children",
            timed(lambda: vault.ask(agenda, TODAY), 15),
            "the same tables read bare",
            timed(bare, 15),
            8.0,
        )


def save(folder: Path) -> Figure:
    """One acknowledged save with its history, 99th percentile, against one bare commit."""
    from iro_tui.casework.children import profile, save_profile
    from iro_tui.vault.store import Vault

    with Vault.open(demo_home(folder), PASSPHRASE) as vault:
        mine = vault.ask(profile)
        assert mine is not None
        taken, floor = [], []
        for turn in range(60):
            values = {**mine.model_dump(), "council": f"Council {turn}"}
            taken.append(timed_once(lambda values=values: vault.act(save_profile, values)))
            with vault.raw() as connection:

                def commit(turn: int = turn, connection: Any = connection) -> None:
                    connection.execute("BEGIN IMMEDIATE")
                    connection.execute("UPDATE profile SET council = ?", (f"Bare {turn}",))
                    connection.execute("COMMIT")

                floor.append(timed_once(commit))
        return Figure(
            "one save, 99 of 100 under",
            sorted(taken)[-1],
            "a bare commit, 99 of 100",
            sorted(floor)[-1],
            25.0,
        )


@cache
def letter_of_500_words() -> str:
    """Return a letter of about 500 words in the plain-text form."""
    lines = ["16 June 2026", "", "Dear Sam,", ""]
    for number in range(13):
        lines += [
            f"## Part {number + 1}",
            "",
            "You said that you like your room and that you miss your brother at the weekend. We talked about "
            "your placement and about contact with your family. Your social worker will ring your school.",
            "",
        ]
    return "\n".join([*lines, "Best wishes,", "", "Ruth Calder", "Your Independent Reviewing Officer (IRO)"])


def letter_check(folder: Path) -> Figure:
    """Checking a letter of 500 words, against splitting it into words ten times."""
    import re

    from letters.check import Expected, check

    del folder
    text = letter_of_500_words()
    expected = Expected(first_name="Sam", age=11)
    word = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")

    def words() -> None:
        for _ in range(10):
            word.findall(text)

    return Figure(
        "letter check, 500 words",
        timed(lambda: check(text, expected), 25),
        "finding its words ten times",
        timed(words, 25),
        12.0,
    )


def letter_export(folder: Path) -> Figure:
    """One letter to Word with its own re-check, against saving the same paragraphs with python-docx."""
    from io import BytesIO

    from docx import Document

    from iro_tui.casework.letters import letter_facts, letters_owed
    from iro_tui.vault.store import Vault, machine_time
    from letters.desk import LetterNotReady, draft_letter, export_letter

    with Vault.open(demo_home(folder), PASSPHRASE) as vault:
        review_id = ""
        for owed in vault.ask(letters_owed, TODAY + timedelta(days=1)):
            draft_letter(vault, owed.review_id, TODAY, machine_time())
            try:
                export_letter(vault, owed.review_id, TODAY, machine_time())
            except LetterNotReady:
                continue
            review_id = owed.review_id
            break
        if not review_id:
            raise SystemExit("bench: no letter of the demo is ready for export")
        paragraphs = vault.ask(letter_facts, review_id, TODAY)

        def bare() -> None:
            document = Document()
            for _ in range(25):
                document.add_paragraph(paragraphs.called)
            document.save(BytesIO())

        return Figure(
            "letter to Word, re-checked",
            timed(lambda: export_letter(vault, review_id, TODAY, machine_time()), 5),
            "python-docx alone",
            timed(bare, 5),
            8.0,
        )


ALL: tuple[Callable[[Path], Figure], ...] = (
    first_frame,
    unlock_to_today,
    agenda_of_63,
    save,
    letter_check,
    letter_export,
)
