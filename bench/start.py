"""Starting the program: the first frame, and the way in with a passphrase."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from bench.figure import Figure, once
from bench.invented import TEN_YEARS, home_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_HELLO = """
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

_UNLOCK = """
import os, sys
from pathlib import Path
from screens.app import IroApp
class Timed(IroApp):
    def on_ready(self):
        self.call_after_refresh(os._exit, 0)
Timed(Path(sys.argv[1])).run(headless=True)
"""


def _program(folder: Path, *args: str) -> str:
    """Run Python with a store of compiled modules, as an installed program has one."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    env = {**given, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    ran = subprocess.run([sys.executable, *args], check=True, capture_output=True, text=True, env=env)
    return ran.stdout


def first_frame(folder: Path) -> Figure:
    """The whole program to its first painted frame, against a program with one widget."""
    home = folder / "first-frame"
    home.mkdir()
    (home / "vault.db").write_bytes(b"")
    ours, theirs = [], []
    for _ in range(20):
        ours.append(once(lambda: _program(folder, "-c", _UNLOCK, str(home))))
        theirs.append(once(lambda: _program(folder, "-c", _HELLO)))
    # The fastest of each: a program can only be slowed by what else the machine does.
    return Figure("first frame", min(ours), "a one-widget program", min(theirs), 1.5)


def unlock_to_today(folder: Path) -> Figure:
    """Enter on the passphrase to Today painted, 63 children and ten years, against stretching the key."""
    home = home_of(folder, spans=TEN_YEARS)
    # The first one compiles, and is left out.
    runs = [_program(folder, "-m", "bench.unlocking", str(home)).split() for _ in range(4)][1:]
    whole, key = (statistics.median(float(run[place]) for run in runs) for place in (0, 1))
    return Figure("passphrase to Today, 10 years", whole, "stretching the key", key, 5, 1500)


ALL: tuple[Callable[[Path], Figure], ...] = (first_frame, unlock_to_today)
