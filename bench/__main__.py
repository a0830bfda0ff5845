"""`python -m bench`: print every figure as milliseconds and as a ratio to its floor in the same run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import figures


def main() -> None:
    """Measure and print; `--json` for programs. Exit 1 when a ratio or a limit is not met."""
    with TemporaryDirectory(prefix="iro-bench-") as folder:
        found = [measure(Path(folder)) for measure in figures.ALL]
    if "--json" in sys.argv:
        print(json.dumps([figure.__dict__ for figure in found], indent=2))
    else:
        print(f"{'what':<38}{'ms':>9}{'floor':>9}{'ratio':>8}{'at most':>9}  floor is")
        for figure in found:
            mark = "" if figure.ok else "  ! over"
            print(
                f"{figure.what:<38}{figure.ms:>9.2f}{figure.floor_ms:>9.2f}{figure.ratio:>8.2f}"
                f"{figure.at_most:>9.1f}  {figure.floor}{mark}"
            )
    sys.exit(0 if all(figure.ok for figure in found) else 1)


if __name__ == "__main__":
    main()
