"""The processes alerts run under: those of the list, and every version of the IRO's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.rules.alert_process import BRENT, Process, in_use, listed, of_data

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from iro_tui.rules.registry import Settings


def read_processes(connection: Connection) -> Mapping[str, Process]:
    """Every process an alert may have started under, by name."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables["alert_process"]
    wanted = (table.c.name, table.c.steps, table.c.limit_days)
    own = {name: of_data(name, steps, limit) for name, steps, limit in connection.execute(select(*wanted))}
    return {**listed(), **own}


def the_process(known: Mapping[str, Process], name: str) -> Process:
    """A process by name; the one in use where the name is not known, as after a hand-over."""
    return known.get(name) or listed()[BRENT]


def process_for_new(session: Session, settings: Settings, today: date) -> Process:
    """The process a new alert starts under, kept on the record when its numbers are the IRO's own."""
    from sqlmodel import select

    from iro_tui.record.alert import AlertProcess

    current = in_use(settings)
    if current.name in listed():
        return current
    if session.exec(select(AlertProcess).where(AlertProcess.name == current.name)).first() is None:
        session.add(
            AlertProcess(name=current.name, made_on=today, limit_days=current.limit, steps=current.as_data())
        )
    return current
