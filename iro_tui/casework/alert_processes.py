"""The processes alerts run under: those of the list, and every version of the IRO's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import BRENT, Process, in_use, listed, of_data, of_lines

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from sqlmodel import Session

    from iro_tui.rules.registry import Settings


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process as the page of processes shows it."""

    process: Process
    process_id: str
    """Id of its row; empty for one of the list, which stays as its report gives it."""
    in_use: bool
    """Whether new alerts start under it."""
    alerts: int
    """How many alerts started under it, open and closed."""


def read_processes(connection: Connection) -> Mapping[str, Process]:
    """Every process an alert may have started under, by name; one that has lost its steps is none."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables["alert_process"]
    wanted = (table.c.name, table.c.steps, table.c.limit_days)
    own = {
        name: of_data(name, steps, limit)
        for name, steps, limit in connection.execute(select(*wanted))
        if steps
    }
    return {**listed(), **own}


def the_process(known: Mapping[str, Process], name: str) -> Process:
    """A process by name; the one of 2023/24 where the name is not known, as after a hand-over."""
    return known.get(name) or listed()[BRENT]


def current_process(session: Session, settings: Settings) -> Process:
    """The process a new alert starts under: the one the IRO chose, else 2023/24 with the numbers in force."""
    from iro_tui.record.profile import THE_PROFILE, Profile

    iro = session.get(Profile, THE_PROFILE)
    chosen = iro.alert_process if iro else ""
    known = read_processes(session.connection())
    return known[chosen] if chosen in known and chosen != BRENT else in_use(settings)


def process_for_new(session: Session, settings: Settings, today: date) -> Process:
    """The process a new alert starts under, kept on the record when its numbers are the IRO's own."""
    from iro_tui.record.alert import AlertProcess

    current = current_process(session, settings)
    if current.name not in read_processes(session.connection()):
        session.add(
            AlertProcess(name=current.name, made_on=today, limit_days=current.limit, steps=current.as_data())
        )
        session.flush()
    return current


def processes(session: Session) -> tuple[ProcessLine, ...]:
    """The listed ones, the newest first, then the IRO's own in the order they were made."""
    from sqlmodel import col, func, select

    from iro_tui.casework.settings import settings_of
    from iro_tui.record.alert import Alert, AlertProcess

    settings = settings_of(session)
    current = current_process(session, settings)
    started = dict(session.exec(select(Alert.process, func.count()).group_by(col(Alert.process))).all())
    rows = session.exec(select(AlertProcess).order_by(col(AlertProcess.made_on), col(AlertProcess.name)))
    ids = {row.name: row.id for row in rows}
    known = read_processes(session.connection())
    every = [
        *(known[name] for name in sorted(listed(), reverse=True)),
        *(known[name] for name in ids if name in known),
    ]
    if current.name not in known:
        every.insert(0, current)
    return tuple(
        ProcessLine(each, ids.get(each.name, ""), each.name == current.name, started.get(each.name, 0))
        for each in every
    )


@verb("alert process chosen")
def use_process(session: Session, name: str) -> None:
    """Let new alerts start under a process; those that are raised keep theirs.

    Raises:
        BadInput: there is no such process, or the IRO's own page was never filled in.
    """
    from iro_tui.record.profile import THE_PROFILE, Profile

    iro = session.get(Profile, THE_PROFILE)
    if iro is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email first.")
    if name not in read_processes(session.connection()):
        raise BadInput(f"There is no process called {name}. Choose one that is shown.")
    iro.alert_process = "" if name == BRENT else name


@verb("alert process kept")
def keep_process(
    session: Session, values: Mapping[str, Any], steps: str, today: date, process_id: str = ""
) -> str:
    """Keep a process of the IRO's own, or change one under which no alert was raised yet; return its id.

    Args:
        session: an open session.
        values: `name`, and `limit_days`, which is None without a limit.
        steps: as `rules.alert_process.of_lines` reads them.
        today: the day that stands in for today.
        process_id: the one to change; empty for a new one.

    Raises:
        BadInput: a field or a step is wrong, the name is taken, or alerts run under it.
    """
    from iro_tui.casework.filled import filled, write
    from iro_tui.record.alert import AlertProcess, AlertProcessFields
    from iro_tui.record.base import Asker

    row = _own(session, process_id) if process_id else None
    made = filled(AlertProcessFields, {"made_on": today, **values}, Asker(today), before=row)
    taken = set(read_processes(session.connection())) - ({row.name} if row else set())
    if made.name in taken:
        raise BadInput(f"Name: there is a process called {made.name}. Give this one another name.")
    typed = of_lines(steps)
    days = sum(step.days or 0 for step in typed)
    if made.limit_days is not None and days > made.limit_days:
        raise BadInput(
            f"Limit: the steps take {days}, which is more than {made.limit_days}. "
            "Give them fewer, or all of it more."
        )
    if row is None:
        row = AlertProcess(**made.model_dump())
        session.add(row)
    else:
        _rename(session, row.name, made.name)
        write(row, made)
    row.steps = Process(made.name, typed, made.limit_days).as_data()
    return row.id


@verb("alert process taken away")
def remove_process(session: Session, process_id: str) -> None:
    """Take away a process of the IRO's own that no alert started under.

    Raises:
        BadInput: it is gone, or alerts run under it.
    """
    row = _own(session, process_id)
    _rename(session, row.name, "")
    session.delete(row)


def _own(session: Session, process_id: str) -> Any:
    """A process of the IRO's own that may still change.

    Raises:
        BadInput: it is gone, or alerts started under it.
    """
    from sqlmodel import select

    from iro_tui.casework.children import the
    from iro_tui.record.alert import Alert, AlertProcess

    row = the(session, AlertProcess, process_id)
    if session.exec(select(Alert.id).where(Alert.process == row.name)).first() is not None:
        raise BadInput(
            f"Alerts were raised under {row.name}, and they keep it as it is. Make a new version with n."
        )
    return row


def _rename(session: Session, old: str, new: str) -> None:
    """Let what is chosen for new alerts follow the name."""
    from iro_tui.record.profile import THE_PROFILE, Profile

    iro = session.get(Profile, THE_PROFILE)
    if iro is not None and iro.alert_process == old:
        iro.alert_process = new
