"""The rows that the figures count, read once for the whole caseload, and the reviews judged."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from iro_tui.casework.alert_processes import read_processes
from iro_tui.casework.figures.as_written import values_on
from iro_tui.casework.figures.parts import Behind
from iro_tui.casework.figures.spans import Span
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.sequence import ReviewLine, Under, in_order, in_time, limit_for
from iro_tui.casework.settings import read_settings
from iro_tui.rules.clock import Due
from iro_tui.rules.dates import birthday
from iro_tui.rules.registry import Settings
from iro_tui.rules.working_days import add_months

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect, Select
    from sqlmodel import Session

Row = Mapping[str, Any]

_WANTED: dict[str, tuple[str, ...]] = {
    "period_of_care": ("started_on", "ended_on", "end_reason", "iro_named_on"),
    "placement": (
        *("kind", "provider", "started_on", "ended_on", "child_asked", "iro_asked_on"),
        *("lasts", "long_term_on"),
    ),
    "legal_status": ("code", "started_on", "ended_on"),
    "person": ("name", "role", "from_on", "until_on"),
    "midway": ("held_on", "method"),
    "consultation": ("held_on", "kind", "alone"),
    "alert": ("kind", "process", "raised_on", "closed_on", "outcome", "themes", "concern"),
    "alert_move": ("alert_id", "step", "moved_on"),
    "event": ("kind", "known_on", "happens_on", "child_asked_on", "iro_asked_on"),
    "advocacy": ("asked_on", "issues", "granted", "granted_on", "ended_on"),
    "independent_visitor": ("started_on", "ended_on"),
    "health_assessment": ("held_on",),
    "recommendation": ("made_on", "status", "closed_on", "text"),
    "pep": ("held_on",),
    "pathway_step": ("kind", "done_on"),
    "protection_plan": ("started_on", "ended_on"),
    "missing_episode": ("kind", "gone_on", "back_on", "offered_on", "accepted", "interview_on"),
}
"""The columns that are counted, by table."""

TEMPORARY = ("T0", "T1", "T2", "T3", "T4")
"""Placement types recorded beside the normal one (practice.md 3.5)."""

_FROM: dict[str, str] = {"midway": "held_on", "consultation": "held_on"}
"""Tables that grow with every month, and the day that says whether a row still counts."""

_ONLY: dict[str, tuple[str, tuple[str, ...]]] = {
    "person": ("role", ("SOCIAL_WORKER", "IRO", "ADVOCATE")),
}
"""Tables of which only some sorts of row are counted: the column, and the sorts."""

BACK = 8
"""Months before a stretch that still matter to it: what was half-way, and the review before."""

_REVIEW = (
    *("participation", "chaired", "absence", "covered", "late_note"),
    *("report_on", "plan_on", "distributed_on", "late_reason"),
)


@dataclass(frozen=True)
class Child:
    """One child, as the figures need to know them."""

    id: str
    mosaic_id: str
    first_name: str
    surname: str
    known_as: str
    born: date
    sex: str
    ethnicity: str
    uasc: bool
    category_of_need: str
    permanence: str
    closed_on: date | None

    @cached_property
    def behind(self) -> Behind:
        """This child as a record behind a number; many numbers show the same one."""
        return Behind(self.id, None)


@dataclass(frozen=True, slots=True)
class Held:
    """One review that was held and completed, judged."""

    child: Child
    line: ReviewLine
    row: Row
    done_on: date
    """The day it was completed."""
    counted_on: date
    """The day the figures count it on: completed, or opened by COUNT_OPENED (practice.md 8.1)."""
    limit: Due | None
    in_time: bool | None
    """None when its limit cannot be told from the record."""
    before_on: date | None
    """When the review before it in the same time in care was held; None for the first."""
    after_on: date | None
    """When the next one was held; None while there is none."""
    _shown: dict[str, Behind] = field(default_factory=dict, init=False, compare=False, repr=False)

    @property
    def on(self) -> date:
        """The day it was opened."""
        return self.line.opened_on or self.done_on

    @property
    def over_four(self) -> bool:
        """Whether the child was 4 or over, by the code that was given."""
        return str(self.row["participation"]) != "PN0"

    def behind(self, words: str = "") -> Behind:
        """This review as a record behind a number; many numbers show the same one."""
        if words not in self._shown:
            self._shown[words] = Behind(self.child.id, self.on, words, ("review", self.line.id))
        return self._shown[words]


class Evidence:
    """Everything that is counted, read in one query a table."""

    def __init__(self, session: Session, today: date, span: Span) -> None:
        import iro_tui.record.tables  # noqa: F401

        session.flush()
        self.today = today
        self._whole = Span(span.year, add_months(span.before().start, -BACK), span.end)
        self._connection = session.connection()
        self.settings: Settings = read_settings(self._connection)
        self.processes = read_processes(self._connection)
        everybody = self._connection.execute(_asking_children()).all()
        self.children = {row[0]: Child(*row) for row in everybody}
        self._read: dict[str, Mapping[str, list[Row]]] = {}
        self._looked_after: dict[date, tuple[Child, ...]] = {}

    def of(self, table: str) -> Mapping[str, list[Row]]:
        """The rows of a table by child id, empty where a child has none; by their first day column."""
        if table not in self._read:
            self._read[table] = self._rows(table, _WANTED[table])
        return self._read[table]

    def _rows(self, name: str, columns: Sequence[str]) -> Mapping[str, list[Row]]:
        wanted = ("child_id", "id", *columns)
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._connection.execute(_asking(name, wanted), {"start": self._whole.start}).all():
            found[row[0]].append(dict(zip(wanted, row, strict=True)))
        return found

    @cached_property
    def _reviews(self) -> Mapping[str, list[tuple[tuple[Any, ...], Row]]]:
        columns = (*ReviewLine.STORED, *(name for name in _REVIEW if name not in ReviewLine.STORED))
        found: defaultdict[str, list[tuple[tuple[Any, ...], Row]]] = defaultdict(list)
        cut = len(ReviewLine.STORED) + 1
        for row in self._connection.execute(_asking("review", ("child_id", *columns))).all():
            found[row[0]].append((row[1:cut], dict(zip(columns, row[1:], strict=True))))
        return found

    @cached_property
    def after_reviews(self) -> Mapping[str, Mapping[str, date]]:
        """By kind, DECISIONS and LETTER, and review: when they were first with the council, or made."""
        found: defaultdict[str, dict[str, date]] = defaultdict(dict)
        start = {"start": self._whole.start}
        for kind, review_id, day in self._connection.execute(_asking_after_reviews(), start).all():
            found[kind][review_id] = day
        return found

    @cached_property
    def talks(self) -> Mapping[str, list[Row]]:
        """The talks that took place, by child id."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for child_id, rows in self.of("consultation").items():
            found[child_id] = [row for row in rows if row["kind"] not in NO_TALK]
        return found

    def held(self, span: Span) -> tuple[Held, ...]:
        """Every review completed in a span, by day; judged by the rules that ran then."""
        return tuple(each for each in self._judged if span.has(each.counted_on))

    @cached_property
    def _judged(self) -> tuple[Held, ...]:
        """The reviews of this stretch, the one before it and the months before that."""
        found: list[Held] = []
        for child_id, child in self.children.items():
            if child_id in self._reviews:
                found += self._of_child(child, self._whole)
        return tuple(sorted(found, key=lambda each: (each.counted_on, each.child.surname, each.line.id)))

    def _of_child(self, child: Child, span: Span) -> list[Held]:
        by_id = {stored[0]: (stored, row) for stored, row in self._reviews[child.id]}
        starts = sorted(row["started_on"] for row in self.of("period_of_care")[child.id])
        opened = ReviewLine.STORED.index("opened_on")
        parted: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for stored, _ in by_id.values():
            parted[bisect_right(starts, stored[opened])].append(stored)
        by_opening = self.settings.in_force("COUNT_OPENED")
        found = []
        for place, stored_rows in parted.items():
            since = starts[place - 1] if place else None
            lines = in_order(stored_rows, since, settings=self.settings)
            under = Under(looked_after_since=since, born=child.born, settings=self.settings)
            held = [line.held_on for line in lines]
            for position, line in enumerate(lines):
                done_on = line.held_on and (line.completed_on or line.opened_on)
                counted_on = line.opened_on if done_on and by_opening else done_on
                if done_on is None or counted_on is None or not span.has(counted_on):
                    continue
                limit = limit_for(lines, position, under)
                found.append(
                    Held(
                        child,
                        line,
                        by_id[line.id][1],
                        done_on,
                        counted_on,
                        limit,
                        in_time(line, limit),
                        next((day for day in reversed(held[:position]) if day), None),
                        next((later.opened_on for later in lines[position + 1 :] if later.opened_on), None),
                    )
                )
        return found

    def looked_after(self, on: date) -> tuple[Child, ...]:
        """Children looked after at the end of a day: in a time in care, and not yet 18."""
        if on not in self._looked_after:
            in_care = self.of("period_of_care")
            self._looked_after[on] = tuple(
                child
                for child in self.children.values()
                if on < birthday(child.born, 18)
                and any(
                    row["started_on"] <= on and (row["ended_on"] is None or row["ended_on"] > on)
                    for row in in_care[child.id]
                )
            )
        return self._looked_after[on]

    def open_children(self, on: date) -> tuple[Child, ...]:
        """Children on this caseload at the end of a day: looked after then, and not passed on."""
        return tuple(
            child for child in self.looked_after(on) if child.closed_on is None or child.closed_on > on
        )

    def running(self, table: str, child_id: str, on: date) -> Row | None:
        """The newest row that had begun and not ended at the end of a day; None when there is none."""
        return newest(self.of(table)[child_id], on)

    def home(self, child_id: str, on: date) -> Row | None:
        """Where a child lived at the end of a day; a temporary stay leaves the normal placement as it is."""
        rows = self.of("placement")[child_id]
        lasting = [row for row in rows if row["kind"] not in TEMPORARY]
        return newest(lasting, on) or newest(rows, on)

    def plans_on(self, children: Iterable[Child], on: date) -> tuple[Mapping[str, str], Collection[str]]:
        """Each child's plan for permanence at the end of a day, and who was not on this record by then.

        Of those it is the plan that was written down first.
        """
        plans = {child.id: child.permanence for child in children}
        if on >= self.today or not plans:
            return plans, ()
        then, later = values_on(self._connection, "permanence", plans, on)
        return {**plans, **then}, later


@cache
def _asking(name: str, columns: tuple[str, ...]) -> Select[Any]:
    """The query for what is counted of a table, built once; `start` is the first day that counts."""
    from sqlalchemy import bindparam, select
    from sqlmodel import SQLModel

    table = SQLModel.metadata.tables[name]
    query = select(*(table.c[each] for each in columns))
    if name in _FROM:
        query = query.where(table.c[_FROM[name]] >= bindparam("start"))
    if name == "review":
        query = query.where(table.c.opened_on.is_not(None))
    if name in _ONLY:
        column, sorts = _ONLY[name]
        query = query.where(table.c[column].in_(sorts))
    return query


@cache
def _asking_children() -> Select[Any]:
    """The query for every child, by name; built once."""
    from sqlalchemy import select
    from sqlmodel import SQLModel

    child = SQLModel.metadata.tables["child"]
    wanted = select(*(child.c[name] for name in Child.__dataclass_fields__))
    return wanted.order_by(child.c.surname, child.c.first_name)


@cache
def _asking_after_reviews() -> CompoundSelect[Any]:
    """The query of `Evidence.after_reviews`, built once; `start` is the first day that counts."""
    from sqlalchemy import bindparam, func, select, union_all
    from sqlmodel import SQLModel

    entry, letter = SQLModel.metadata.tables["outbox_entry"], SQLModel.metadata.tables["letter"]
    counts = entry.c.made_on >= bindparam("start")
    decided = select(entry.c.kind, entry.c.subject_id, func.min(entry.c.uploaded_on)).where(
        counts, entry.c.kind == "DECISIONS", entry.c.uploaded_on.is_not(None)
    )
    written = select(entry.c.kind, letter.c.review_id, func.min(entry.c.made_on)).where(
        counts, entry.c.kind == "LETTER", letter.c.id == entry.c.subject_id, letter.c.review_id.is_not(None)
    )
    return union_all(
        decided.group_by(entry.c.kind, entry.c.subject_id), written.group_by(entry.c.kind, letter.c.review_id)
    )


def newest(rows: Iterable[Row], on: date, since: str = "started_on", until: str = "ended_on") -> Row | None:
    """The newest of some rows that had begun and not ended at the end of a day; None when there is none."""
    running = [
        row for row in rows if (row[since] or date.min) <= on and (row[until] is None or row[until] > on)
    ]
    return max(running, key=lambda row: row[since] or date.min) if running else None


def a_child(child: Child, words: str = "", on: date | None = None) -> Behind:
    """A child as a record behind a number."""
    return Behind(child.id, on, words) if words or on else child.behind


def a_row(row: Row, on: date | None, table: str, words: str = "") -> Behind:
    """A row as a record behind a number."""
    return Behind(row["child_id"], on, words, (table, row["id"]))
