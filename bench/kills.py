"""`python -m bench.kills 2000`: kill a working process so many times, and look whether anything was lost.

Another process works on a real vault: saving, migrating, making backups, restoring, encrypting anew,
changing the passphrase, importing, handing files over, receiving and erasing children, making a vault. It
says after each thing that it is done; at a random moment it is killed, as by `kill -9`. Then the vault is
opened, every page and link and the chain of history is checked, and everything that was said to be done must
be there, whole. Needs a system with fork.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bench.kill_scene import Scene, Wrong
from bench.kill_scenes import SCENES

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 0.25
"""Seconds after the work has begun until the latest kill."""


@dataclass
class Tally:
    """What came of a campaign."""

    kills: Counter[str] = field(default_factory=Counter)
    """How often a process at work was killed, by scene."""
    done: Counter[str] = field(default_factory=Counter)
    """How much of it had been said to be done."""
    wrong: list[str] = field(default_factory=list)
    """What was lost or broken, in words."""


def campaign(
    folder: Path,
    kills: int,
    seed: int,
    scenes: Sequence[type[Scene]] = SCENES,
    shown: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """Kill so many times, scene by scene in turns, and return what came of it."""
    chance = random.Random(seed)
    tally = Tally()
    vaults = {kind: kind(folder / kind.__name__.lower(), chance) for kind in scenes}
    standing = [vaults[kind] for kind in scenes]
    while sum(tally.kills.values()) < kills and not tally.wrong:
        for scene in standing:
            name = type(scene).__name__.lower()
            try:
                scene.prepare()
                after = chance.uniform(0, scene.longest or LONGEST)
                # On a busy machine hardly anything would be done by then: every other one waits for it.
                said, killed = run_and_kill(scene.work, after, chance.randint(0, 1))
                scene.check(said)
            except Wrong as wrong:
                tally.wrong.append(f"{name}: {wrong}")
                break
            tally.kills[name] += killed
            tally.done[name] += len(said)
            shown(tally)
            if sum(tally.kills.values()) >= kills:
                break
    return tally


def run_and_kill(
    work: Callable[[Callable[[str], None]], None], after: float, waits_for: int = 0
) -> tuple[list[str], bool]:
    """Let another process work, and kill it.

    Args:
        work: Says that it begins, and then each thing that is done.
        after: Seconds until the kill.
        waits_for: How many things must be done before these seconds begin.

    Returns:
        What it said was done, and whether it was still at work.

    Raises:
        Wrong: It stopped by itself.
    """
    listen, speak = os.pipe()
    sys.stdout.flush()
    process = os.fork()
    if not process:
        code = 1
        try:
            os.close(listen)
            work(lambda words: _say(speak, words))
            code = 0
        finally:
            os._exit(code)
    os.close(speak)
    with os.fdopen(listen, "rb") as pipe:
        first = b"".join(pipe.readline() for _ in range(1 + waits_for))
        time.sleep(after)
        os.kill(process, signal.SIGKILL)
        said = (first + pipe.read()).decode().splitlines()
    _, status = os.waitpid(process, 0)
    if not os.WIFSIGNALED(status) and os.WEXITSTATUS(status):
        raise Wrong("it stopped by itself")
    return said[1:], os.WIFSIGNALED(status)


def _say(speak: int, words: str) -> None:
    os.write(speak, f"{words}\n".encode())


def summary(tally: Tally, seed: int, seconds: float) -> Iterator[str]:
    """Yield what came of it, in lines for a page."""
    yield f"{'at work on':<16}{'kills':>8}{'done before':>14}"
    for name, kills in tally.kills.items():
        yield f"{name:<16}{kills:>8}{tally.done[name]:>14}"
    yield f"{'together':<16}{sum(tally.kills.values()):>8}{sum(tally.done.values()):>14}"
    yield f"seed {seed}, {seconds / 60:.0f} minutes, lost or broken: {'; '.join(tally.wrong) or 'nothing'}"


def main() -> None:
    """Hold a campaign and print what came of it. Exit 1 when anything was lost."""
    asked = argparse.ArgumentParser(prog="python -m bench.kills", description=__doc__)
    asked.add_argument("kills", nargs="?", type=int, default=2000, help="how many times; 2000 without it")
    asked.add_argument("--seed", type=int, default=20261122, help="where the chances begin")
    asked.add_argument("--only", metavar="NAME", nargs="+", help="only these scenes")
    given = asked.parse_args()
    scenes = [kind for kind in SCENES if not given.only or kind.__name__.lower() in given.only]
    begun = time.monotonic()

    def shown(tally: Tally) -> None:
        if sys.stderr.isatty():
            so_far = sum(tally.kills.values())
            filled = 40 * so_far // given.kills
            print(f"\r{'█' * filled}{'░' * (40 - filled)} {so_far} of {given.kills}", end="", file=sys.stderr)

    with TemporaryDirectory(prefix="iro-kills-") as folder:
        tally = campaign(Path(folder), given.kills, given.seed, scenes, shown)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for line in summary(tally, given.seed, time.monotonic() - begun):
        print(line)
    sys.exit(1 if tally.wrong else 0)


if __name__ == "__main__":
    main()
