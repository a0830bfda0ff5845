"""`python -m bench`: print every figure as milliseconds and as a ratio to its floor in the same run."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import answers, documents, start, typing, yearly
from bench.figure import Figure

ALL = (*start.ALL, *answers.ALL, *typing.ALL, *documents.ALL, *yearly.ALL)


def main() -> None:
    """Measure and print. Exit 1 when a ratio is over its limit."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--json", action="store_true", help="one JSON list for programs")
    asked.add_argument(
        "only", nargs="*", metavar="NAME", help=f"any of {', '.join(each.__name__ for each in ALL)}"
    )
    given = asked.parse_args()
    if unknown := set(given.only) - {each.__name__ for each in ALL}:
        asked.error(f"there is no figure called {', '.join(sorted(unknown))}")
    found = []
    if not given.json:
        print(f"{'what':<34}{'ms':>8}{'target':>8}{'floor':>9}{'ratio':>7}{'at most':>9}  floor is")
    with TemporaryDirectory(prefix="iro-bench-") as folder:
        for measure in ALL:
            if not given.only or measure.__name__ in given.only:
                found.append(measure(Path(folder)))
                if not given.json:
                    print(_line(found[-1]), flush=True)
    if given.json:
        print(json.dumps([{**asdict(each), "ratio": each.ratio, "ok": each.ok} for each in found], indent=2))
    sys.exit(0 if all(each.ok for each in found) else 1)


def _line(figure: Figure) -> str:
    target = "" if figure.target_ms is None else f"{figure.target_ms:.0f}"
    return (
        f"{figure.what:<34}{figure.ms:>8.1f}{target:>8}{figure.floor_ms:>9.2f}{figure.ratio:>7.2f}"
        f"{figure.at_most:>9.1f}  {figure.floor}{'' if figure.ok else '  ! over'}"
    )


if __name__ == "__main__":
    main()
