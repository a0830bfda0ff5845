"""Every alert as days used of its process, what was said so far, and what comes next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from iro_tui.casework.alert_processes import read_processes, the_process
from iro_tui.casework.settings import read_settings
from iro_tui.casework.signs import Sign
from iro_tui.rules.alert_process import DECIDE, Process, next_steps
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.escalation import Move, Stage, stage_of
from iro_tui.rules.registry import Settings
from iro_tui.rules.working_days import working_days_between

if TYPE_CHECKING:
    from sqlmodel import Session

GOOD_PRACTICE = "GOOD"


@dataclass(frozen=True, slots=True)
class Said:
    """One line of what happened with an alert."""

    on: date
    words: str
    """`raised with the team manager`, `senior manager: “we are looking at it”`."""
    judged: str = ""
    """`enough`, `not enough`; empty where nothing was judged."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One alert."""

    alert_id: str
    child_id: str
    child: str
    age: int
    concern: str
    asked_for: str
    impact: str
    themes: tuple[str, ...]
    raised_on: date
    process: Process
    stage: Stage | None
    """Where it stands; None once it is closed, and for good practice."""
    used: int
    """Working days from raising to today, or to its end."""
    sign: Sign
    closed_on: date | None
    outcome: str
    """Code of `escalation_outcome.csv`."""
    history: tuple[Said, ...]
    may_go: tuple[str, ...]
    """Steps it may be taken to now, the usual one first."""
    tracked: bool

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes an answer or a decision."""
        return self.stage is not None

    @property
    def next_words(self) -> str:
        """What comes next, in a sentence; empty once it is closed."""
        if self.stage is None:
            return ""
        if self.stage.code == DECIDE:
            until = f", by {say_date(self.stage.due)}" if self.stage.due else ""
            return f"Next: your decision{until}. Cafcass may be asked at any time."
        after = next((code for code in self.may_go), DECIDE)
        whom = "your decision" if after == DECIDE else self.process.with_whom(after).lower()
        return f"Next: {whom}. Cafcass may be asked at any time."


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the alerts page shows."""

    groups: tuple[tuple[str, tuple[BoardRow, ...]], ...]
    """Open ones by whom they are with, the first step first."""
    closed: tuple[BoardRow, ...]
    """Closed since the first day of the report year, the newest first."""
    good: tuple[BoardRow, ...]
    """Good practice noted since then."""

    @property
    def open_rows(self) -> tuple[BoardRow, ...]:
        """Every open one."""
        return tuple(row for _, rows in self.groups for row in rows)

    def row(self, alert_id: str) -> BoardRow | None:
        """One alert; None when it is not on the board."""
        every = (*self.open_rows, *self.closed, *self.good)
        return next((row for row in every if row.alert_id == alert_id), None)


def alert_board(session: Session, today: date, since: date) -> Board:
    """Every open alert, and those closed since a day; four queries, however many there are.

    Args:
        session: an open session.
        today: the day that stands in for today.
        since: from when on closed ones and good practice are shown: the first day of the report year.
    """
    rows = _rows(session, today)
    still = [row for row in rows if row.is_open]
    still.sort(key=lambda row: (row.stage.due if row.stage and row.stage.due else date.max, row.raised_on))
    titles = dict.fromkeys(_title(row) for row in sorted(still, key=_place))
    return Board(
        groups=tuple((title, tuple(row for row in still if _title(row) == title)) for title in titles),
        closed=tuple(
            sorted(
                (row for row in rows if row.closed_on and row.closed_on >= since),
                key=lambda row: row.closed_on or today,
                reverse=True,
            )
        ),
        good=tuple(
            row for row in rows if not row.is_open and row.closed_on is None and row.raised_on >= since
        ),
    )


def _place(row: BoardRow) -> int:
    return row.process.place(row.stage.code) if row.stage else 0


def _title(row: BoardRow) -> str:
    if row.stage is None:
        return ""
    return (
        "You decide: Cafcass, or accept"
        if row.stage.code == DECIDE
        else f"{row.stage.with_whom.capitalize()} answers"
    )


def _rows(session: Session, today: date) -> list[BoardRow]:
    from sqlalchemy import select
    from sqlmodel import SQLModel

    import iro_tui.record.tables  # noqa: F401

    session.flush()
    connection = session.connection()
    every = SQLModel.metadata.tables
    alert, child = every["alert"], every["child"]
    processes, settings = read_processes(connection), read_settings(connection)
    moves: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    replies: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for name, into in (("alert_move", moves), ("alert_reply", replies)):
        for found in connection.execute(select(every[name])).mappings():
            into[found["alert_id"]].append(dict(found))
    names = (child.c.first_name, child.c.known_as, child.c.surname, child.c.born)
    query = select(alert, *names).join(child, alert.c.child_id == child.c.id)
    ordered = query.order_by(alert.c.raised_on, alert.c.id)
    return [
        _row(dict(found), moves[found["id"]], replies[found["id"]], processes, settings, today)
        for found in connection.execute(ordered).mappings()
    ]


def _row(
    found: Mapping[str, Any],
    moved: Sequence[Mapping[str, Any]],
    replies: Sequence[Mapping[str, Any]],
    processes: Mapping[str, Process],
    settings: Settings,
    today: date,
) -> BoardRow:
    process = the_process(processes, found["process"])
    steps = sorted(moved, key=lambda each: (each["moved_on"], process.place(each["step"])))
    moves = tuple(Move(each["step"], each["moved_on"]) for each in steps)
    closed, is_good = found["closed_on"], found["kind"] == GOOD_PRACTICE
    stage = None
    if closed is None and not is_good:
        stage = stage_of(process, found["raised_on"], moves, today=today, settings=settings)
    at = moves[-1].step if moves else process.steps[0].code
    name = f"{found['known_as'] or found['first_name']} {found['surname']}".strip()
    return BoardRow(
        alert_id=found["id"],
        child_id=found["child_id"],
        child=name,
        age=age(found["born"], today),
        concern=found["concern"],
        asked_for=found["asked_for"],
        impact=found["impact"],
        themes=tuple(found["themes"].split()),
        raised_on=found["raised_on"],
        process=process,
        stage=stage,
        used=max(0, working_days_between(found["raised_on"], closed or today, settings.holidays)),
        sign="done" if stage is None else _sign(stage, today),
        closed_on=closed,
        outcome=found["outcome"],
        history=tuple(_history(found, process, steps, replies)),
        may_go=next_steps(process, stage.code if stage else at) if stage else (),
        tracked=bool(found["tracked"]),
    )


def _sign(stage: Stage, today: date) -> Sign:
    if stage.due is None:
        return "open"
    if stage.due < today:
        return "late"
    return "today" if stage.due <= today + timedelta(days=1) else "coming"


def _history(
    found: Mapping[str, Any],
    process: Process,
    steps: Iterable[Mapping[str, Any]],
    replies: Iterable[Mapping[str, Any]],
) -> list[Said]:
    """Raising, steps and answers by day, and the end."""
    if found["kind"] == GOOD_PRACTICE:
        return [Said(found["raised_on"], "good practice noted")]
    taken = list(steps)
    skipped = bool(taken) and taken[0]["moved_on"] == found["raised_on"]
    first = process.with_whom(taken[0]["step"]) if skipped else process.steps[0].with_whom
    judged = {True: "enough", False: "not enough", None: ""}
    lines = []
    for each in replies:
        who = f"{each['who']}: " if each["who"] else "answered: "
        lines.append(Said(each["answered_on"], f"{who}“{each['words']}”", judged[each["enough"]]))
    for each in taken[1:] if skipped else taken:
        whom = process.with_whom(each["step"]).lower()
        to = "your decision" if each["step"] == DECIDE else f"to the {whom}"
        lines.append(Said(each["moved_on"], f"{each['note']}, {to}" if each["note"] else to))
    # On one day the answer comes before the step that follows from it.
    lines.sort(key=lambda line: line.on)
    lines.insert(0, Said(found["raised_on"], f"raised with the {first.lower()}"))
    if found["closed_on"]:
        ended = codes("escalation_outcome")[found["outcome"]].label.split(";")[0].lower()
        lines.append(Said(found["closed_on"], ended))
    return lines
