"""`python -m bench.unlocking HOME`: from enter on the passphrase to Today painted, in a fresh program.

Prints two figures in milliseconds: the whole way, and stretching the key alone, in the same program.
"""

from __future__ import annotations

import asyncio
import sys
import time
from pathlib import Path
from typing import Any

from textual.widgets import Input

from bench.figure import once
from bench.invented import PASSPHRASE, TODAY
from screens.app import IroApp
from screens.widgets.rows import RowList

TYPING = 1.0
"""Seconds that typing a passphrase takes at least; the app loads the database meanwhile."""
GIVE_UP = 60
"""Seconds after which something other than slowness is wrong."""


class _Unlocked(IroApp):
    """Notes when Today has been painted with its rows."""

    painted = 0.0

    def _display(self, screen: Any, renderable: Any) -> None:
        super()._display(screen, renderable)
        if not self.painted and renderable is not None and self.vault is not None:
            rows = screen.query("#today-rows")
            if rows and isinstance(rows[0], RowList) and rows[0].option_count:
                if hasattr(renderable, "render_segments"):
                    renderable.render_segments(self.console)
                self.painted = time.perf_counter()


async def _to_today(home: Path) -> float:
    app = _Unlocked(home, TODAY)
    async with app.run_test(size=(120, 40)) as pilot:
        await asyncio.sleep(TYPING)
        await app.workers.wait_for_complete()
        app.screen.query_one("#passphrase", Input).value = PASSPHRASE
        start = time.perf_counter()
        await pilot.press("enter")
        while not app.painted:
            if time.perf_counter() - start > GIVE_UP:
                raise SystemExit("bench: Today was never painted")
            await asyncio.sleep(0.01)
        await app.workers.wait_for_complete()
    if app.vault is not None:
        app.vault.close()
    return (app.painted - start) * 1000


def main() -> None:
    """Measure once and print."""
    from iro_tui.vault.key import open_key_file

    home = Path(sys.argv[1])
    print(asyncio.run(_to_today(home)), once(lambda: open_key_file(home / "vault.key", PASSPHRASE)))


if __name__ == "__main__":
    main()
