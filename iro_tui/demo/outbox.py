"""The ledger rows of the story: nearly everything is with the council, a little is not."""

from __future__ import annotations

from datetime import date

from iro_tui.demo.days import at_most
from iro_tui.demo.life import Life, Telling
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.rules.working_days import add_working_days


def sent(telling: Telling, made: date) -> date:
    """The day it went to the council: within four working days, and not after today."""
    return max(made, at_most(add_working_days(made, telling.chance.randint(0, 4)), telling.today))


def owe(
    life: Life,
    telling: Telling,
    kind: str,
    subject_id: str,
    what: str,
    made: date,
    *,
    waits: bool = False,
    file: str = "",
    sha256: str = "",
) -> None:
    """Write one ledger row. `waits` leaves it with the IRO; else the council has it."""
    telling.book.write(
        OutboxEntry,
        child_id=life.id,
        subject_id=subject_id,
        kind=kind,
        what=what,
        made_on=made,
        file=file,
        sha256=sha256,
        uploaded_on=None if waits else sent(telling, made),
    )
