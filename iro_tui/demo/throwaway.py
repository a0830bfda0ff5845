"""A vault of invented children that is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.demo.make import Made, make_demo

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault


@contextmanager
def throw_away(today: date, finish: Callable[[Vault, Made, date], None] | None = None) -> Iterator[Vault]:
    """Give an open vault of invented children in a private temporary folder, deleted at the end.

    Args:
        today: the day that stands in for today; the vault's clock ticks on that day.
        finish: what completes the caseload after it is written, such as drafting a letter; None leaves it.
    """
    # Here, because the app imports this module on its way to the first frame.
    import secrets
    import shutil
    import tempfile

    from iro_tui.vault.key import Cost
    from iro_tui.vault.opening import machine_time
    from iro_tui.vault.store import Vault

    away = today - machine_time().astimezone().date()

    def now() -> datetime:
        return machine_time() + away

    folder = Path(tempfile.mkdtemp(prefix="iro-tui-"))
    try:
        # Nobody can guess 32 random bytes, so making each guess slow would only slow the start.
        cost = Cost(ops=1, mem=8 << 20)
        with Vault.create(folder / "vault", secrets.token_urlsafe(32), cost=cost, now=now) as vault:
            made = make_demo(vault, today)
            if finish is not None:
                finish(vault, made, today)
            yield vault
    finally:
        shutil.rmtree(folder, ignore_errors=True)
