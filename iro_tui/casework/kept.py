"""What the record holds of the things others do and the IRO watches, by child.

Plans, health, school, visits, steps to adult life, times missing, panels and events: of each the last day or
what is still open, so that ten times the history costs little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from iro_tui.casework.shelf import Shelf, names
from iro_tui.rules.events import UNPLANNED_MOVE, Cause, reason, reason_of_event

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect, Select

A_YEAR = timedelta(days=366)
"""Longer than any time between two reviews, so that an event before it has been looked at in one."""

ASSESSED, REPORTED, ADVOCATE = "assessed", "reported", "advocate"
"""Names of days: the last health assessment, the last report of one, since when there is an advocate."""


@dataclass(frozen=True, slots=True)
class Care:
    """One period of care, with what is asked at its start."""

    id: str
    started_on: date
    ended_on: date | None
    iro_told_on: date | None
    iro_named_on: date | None
    care_plan_on: date | None


@dataclass(frozen=True, slots=True)
class Episode:
    """One time missing from which the child came back, and the return interview is open."""

    id: str
    back_on: date
    back_at: str
    """`22:40`, as typed; empty when the hour is not known."""
    offered_on: date | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One event, as far as it asks for an earlier review."""

    kind: str
    known_on: date
    happens_on: date | None
    earlier: bool | None
    earlier_reason: str
    earlier_by: date | None
    why_not: str

    @property
    def settled(self) -> bool:
        """Whether the IRO said, with the reason, that the review need not be earlier."""
        return self.earlier is False and bool(self.why_not.strip())

    @property
    def cause(self) -> Cause | None:
        """What brings the review forward; None when it is only to be told, or settled."""
        code = self.earlier_reason if self.earlier and self.earlier_reason else self._reason
        if self.settled or not code:
            return None
        return Cause(code, self.known_on, self.earlier_by or self._before(code))

    @property
    def answers_move(self) -> bool:
        """Whether it says why a move without a plan brings no earlier review."""
        return self.settled and self._reason == UNPLANNED_MOVE

    @property
    def judges_move(self) -> bool:
        """Whether it says, as far as it is settled, if a move without a plan brings an earlier review."""
        return self._reason == UNPLANNED_MOVE and (bool(self.earlier) or self.settled)

    @property
    def _reason(self) -> str:
        found = reason_of_event(self.kind)
        return found.code if found else ""

    def _before(self, code: str) -> date | None:
        """The day of the event, where the review comes before it and that day was still to come."""
        ahead = self.happens_on is not None and self.happens_on >= self.known_on
        return self.happens_on if ahead and reason(code).before else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What one child's record holds of the things the IRO watches."""

    care: Care | None = None
    """The period of care that runs."""
    first_placed: date | None = None
    """Start of the first placement of this period of care."""
    plans_kept: bool = False
    """Whether any placement plan was ever written down, so that a missing one is missed."""
    last: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    """The last day of each thing, by table (`visit`, `pep`, `sdq`, `secure_panel`), by kind of pathway step,
    and `ASSESSED`, `REPORTED` and `ADVOCATE`."""
    back: tuple[Episode, ...] = ()
    """Times missing whose return interview is neither held nor declined, oldest first."""
    causes: tuple[Cause, ...] = ()
    """What brings the review forward, unless one was held since."""

    move: tuple[str, date] | None = None
    """The newest placement that began without a plan, by id, and the day it began, while nobody said whether
    that brings the review forward."""

    def since(self, name: str, day: date | None) -> date | None:
        """The last day of a thing, if it is not before a day."""
        found = self.last.get(name)
        return found if found and (day is None or found >= day) else None


NOTHING = Kept()


class KeptRows:
    """The rows of all children that were asked for, read in four queries."""

    def __init__(self, shelf: Shelf, today: date) -> None:
        """Read them.

        Args:
            shelf: the record.
            today: the day that stands in for today; what is dated after it is not there yet.
        """
        self._today = today
        self._last = _last_days(shelf, today)
        self._back = shelf.rows(
            "missing_episode",
            *names(Episode),
            where="back_on > :since AND interview_on IS NULL AND accepted IS NOT 0",
            order="back_on, id",
            since=today - A_YEAR,
        )
        self._events = shelf.rows("event", *names(Happened), where="known_on > :since", since=today - A_YEAR)

    def of(
        self, child_id: str, since: date | None, periods: Sequence[Care], homes: Sequence[tuple[Any, ...]]
    ) -> Kept:
        """What is kept about one child.

        Args:
            child_id: the child.
            since: start of the period of care that runs; None when none does.
            periods: every period of care.
            homes: rows of placements, each with the columns of `Home.STORED`.
        """
        placed = [row for row in homes if since is None or row[0] >= since]
        causes, move = self._causes(child_id, since, placed)
        return Kept(
            care=next((care for care in periods if care.started_on == since), None),
            first_placed=min((row[0] for row in placed), default=None),
            plans_kept=any(row[5] for row in homes),
            last=self._last.get(child_id, NOTHING.last),
            back=tuple(Episode(*row) for row in self._back[child_id]),
            causes=causes,
            move=move,
        )

    def _causes(
        self, child_id: str, since: date | None, placed: Sequence[tuple[Any, ...]]
    ) -> tuple[tuple[Cause, ...], tuple[str, date] | None]:
        if since is None:
            return (), None
        events = [Happened(*row) for row in self._events[child_id]]
        moves: list[tuple[str, date]] = []
        told = [cause for each in events if each.known_on >= since and (cause := each.cause)]
        for row in placed:
            if row[6] is False and since < row[0] <= self._today:
                answered = any(each.answers_move and each.known_on >= row[0] for each in events)
                told += [] if answered else [Cause(UNPLANNED_MOVE, row[0])]
                if not any(each.judges_move and each.known_on >= row[0] for each in events):
                    moves.append((row[4], row[0]))
        return tuple(told), max(moves, key=lambda move: move[1], default=None)


def _last_days(shelf: Shelf, today: date) -> Mapping[str, Mapping[str, date]]:
    """The last day of each thing by child, in one reading."""
    found: defaultdict[str, dict[str, date]] = defaultdict(dict)
    asked = {"today": today, "children": shelf.child_ids}
    query = _asking_last_days(shelf.child_ids is not None)
    for name, child_id, day in shelf.connection.execute(query, asked).all():
        found[child_id][name] = day
    return found


@cache
def _asking_last_days(some: bool) -> CompoundSelect[Any]:
    """The query of `_last_days`, of all or of `:children`; to build it takes as long as to run it."""
    from sqlalchemy import Date, bindparam, func, literal_column, or_, select, union_all
    from sqlmodel import SQLModel

    tables, today = SQLModel.metadata.tables, bindparam("today", type_=Date)

    def last_of(name: Any, table: Any, day: Any, *where: Any) -> Select[Any]:
        query = select(name, table.c.child_id, func.max(day)).where(*where).group_by(table.c.child_id)
        return query.where(table.c.child_id.in_(bindparam("children", expanding=True))) if some else query

    def last(name: str, table: str, column: str, *where: Any) -> Select[Any]:
        found = tables[table]
        return last_of(literal_column(f"'{name}'"), found, found.c[column], *where)

    step, health = tables["pathway_step"], tables["health_assessment"]
    asked, person = tables["advocacy"], tables["person"]
    proper = health.c.kind != "OTHER"
    granted = (asked.c.granted.is_(True), or_(asked.c.ended_on.is_(None), asked.c.ended_on > today))
    is_one = (person.c.role == "ADVOCATE", or_(person.c.until_on.is_(None), person.c.until_on > today))
    since = func.coalesce(person.c.from_on, date.min)
    return union_all(
        last("visit", "visit", "visited_on"),
        last("pep", "pep", "held_on"),
        last("sdq", "sdq", "answered_on"),
        last("secure_panel", "secure_panel", "held_on"),
        last(ASSESSED, "health_assessment", "held_on", proper),
        last(REPORTED, "health_assessment", "report_on", proper, health.c.report_on.is_not(None)),
        last(ADVOCATE, "advocacy", "asked_on", *granted),
        last_of(literal_column(f"'{ADVOCATE}'"), person, since, *is_one),
        last_of(step.c.kind, step, step.c.done_on).group_by(step.c.kind),
    )
