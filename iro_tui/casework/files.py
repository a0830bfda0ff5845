"""The file of each child as the lists need it: loaded for the whole caseload in a handful of queries.

Agenda, caseload and child page all build on this. It holds what the clock needs and no words of any talk or
meeting, so that ten times the history costs little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from iro_tui.casework.alert_processes import read_processes, the_process
from iro_tui.casework.kept import NOTHING, Care, Kept, KeptRows
from iro_tui.casework.last_reviews import last_reviews
from iro_tui.casework.sequence import Earlier, ReviewLine, Under, in_order, last_held, next_due, not_yet_held
from iro_tui.casework.settings import read_settings
from iro_tui.casework.shelf import Shelf, names
from iro_tui.rules.alert_process import Process
from iro_tui.rules.due import Due
from iro_tui.rules.escalation import Move
from iro_tui.rules.registry import USUAL, Settings

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlmodel import Session

LATELY = timedelta(days=120)
"""Longer than the 60 working days in which a completed review still owes its decisions and letter."""

KEEP = 3
"""So many of the reviews opened are kept of each child where the whole caseload is loaded."""

NO_TALK = ("REFUSED", "NOT_REACHED", "NOT_APPROPRIATE")
"""Kinds of talk that record why there was none."""

SETTLED = ("REFUSED", "NOT_APPROPRIATE", "OBSERVED")
"""Kinds that settle the duty to speak with the child alone without a talk alone (practice.md P2, 6)."""


@dataclass(frozen=True, slots=True)
class ChildLine:
    """Who the child is."""

    id: str
    mosaic_id: str
    first_name: str
    surname: str
    known_as: str
    born: date
    pronouns: str
    permanence: str
    review_every: int | None
    """Calendar months agreed for this child (practice.md C9); None leaves the law's."""
    closed_on: date | None
    """When the child left this caseload; None while open."""

    @property
    def called(self) -> str:
        """Known-as, else the first name."""
        return self.known_as or self.first_name

    @property
    def name(self) -> str:
        """First name as called, then the surname."""
        return f"{self.called} {self.surname}".strip()


@dataclass(frozen=True, slots=True)
class Present:
    """What is so at present: a placement, a legal status, a worker."""

    since: date | None
    """None when the day is not on the record."""
    until: date | None
    """A day not yet come, or None."""
    what: str
    """Code of the placement type or of the legal status; the name of a worker."""


@dataclass(frozen=True, slots=True)
class Home(Present):
    """The placement, with what visits and plans hang on."""

    carer: str = ""
    id: str = ""
    plan_on: date | None = None
    """When the placement plan was ready; None when it is not on the record."""
    planned: bool | None = None
    lasts: bool = False
    """Meant to last until 18."""
    long_term_on: date | None = None
    visits: str = ""
    """Code of `visit_case.csv` where the IRO named the visiting rule; empty for the usual one."""

    STORED: ClassVar[tuple[str, ...]] = (
        *("started_on", "ended_on", "kind", "carer", "id"),
        *("plan_on", "planned", "lasts", "long_term_on", "visits"),
    )
    """Columns of the table `placement`, in the order of the fields above."""


Stands = TypeVar("Stands", bound=Present)


@dataclass(frozen=True, slots=True)
class AlertLine:
    """One open alert."""

    id: str
    raised_on: date
    concern: str
    process: Process
    """The one it started under."""
    moves: tuple[Move, ...]
    """The steps taken after raising, in their order."""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One outbox entry that the council does not have yet."""

    id: str
    kind: str
    subject_id: str
    made_on: date


@dataclass(frozen=True, slots=True)
class SnoozeLine:
    """One thing put off."""

    id: str
    kind: str
    subject: str
    until_on: date
    reason: str
    made_on: date


@dataclass(frozen=True)
class File:
    """One child's file, as far as lists and dates need it.

    What every kind of due thing asks for is worked out once and kept.
    """

    child: ChildLine
    looked_after_since: date | None
    """Start of the period of care that runs today; None when none is on the record or it has ended."""
    left_care_on: date | None
    """End of the last period of care when none runs today."""
    reviews: tuple[ReviewLine, ...]
    """Reviews of this period of care: those opened by date, then those booked. For a whole caseload only the
    last three of those opened, which is all that dates and deadlines hang on."""
    home: Home | None
    legal: Present | None
    worker: Present | None
    last_midway: date | None
    last_talk: date | None
    """Last talk that took place, alone or not."""
    last_talk_alone: date | None
    """Last time the duty to speak with the child alone was met, or settled with a reason (practice.md P2)."""
    alerts: tuple[AlertLine, ...]
    """Open ones, oldest first."""
    waiting: tuple[EntryLine, ...]
    """Outbox entries not uploaded, oldest first."""
    decisions_uploaded: Mapping[str, date]
    """Recent reviews whose decisions are with the council, by id, and since when."""
    letter_made: frozenset[str]
    """Ids of recent reviews whose letter was exported."""
    in_care: tuple[tuple[date, date | None], ...] = ()
    """Start and end of every period of care; None while it runs."""
    snoozes: Mapping[tuple[str, str], SnoozeLine] = field(default_factory=dict)
    """What was put off, by kind of item and what it hangs on."""
    settings: Settings = USUAL
    """What the IRO changed about the rules; the same for every child."""
    kept: Kept = NOTHING
    """What the record holds of the things others do and the IRO watches."""

    @cached_property
    def under(self) -> Under:
        """What decides which review clock runs."""
        home, legal = self.home, self.legal
        return Under(
            looked_after_since=self.looked_after_since,
            born=self.child.born,
            placement=home.what if home else "",
            placed_on=home.since if home else None,
            legal=legal.what if legal else "",
            legal_since=legal.since if legal else None,
            interval_months=self.child.review_every,
            causes=self.kept.causes,
            settings=self.settings,
        )

    @cached_property
    def last_review(self) -> ReviewLine | None:
        """The last review that was held and completed; None before the first."""
        return last_held(self.reviews)

    @cached_property
    def coming_review(self) -> ReviewLine | None:
        """The review that comes next on the record: an unfinished one, else the next booked."""
        return not_yet_held(self.reviews)

    @cached_property
    def next_due(self) -> Due | None:
        """By when the next review must be held, see `sequence.next_due`.

        Raises:
            BadInput: a date on the record is outside the years whose working days can be counted.
        """
        return next_due(self.reviews, self.under)


def open_files(session: Session, today: date, child_ids: Sequence[str] | None = None) -> dict[str, File]:
    """Load the files of the caseload in one handful of queries, however many children.

    Args:
        session: an open session; what it holds unsaved is written first.
        today: the day that decides which placement, worker and period of care is the present one.
        child_ids: only these children, closed or not. None takes every open child, and those closed
            lately or with something in the outbox, because they may still be owed something.

    Returns:
        The files by child id, in order of surname and first name.
    """
    session.flush()
    shelf = Shelf(session.connection(), child_ids)
    settings = read_settings(shelf.connection)
    lately = today - LATELY

    children = _children(shelf, lately)
    periods = shelf.rows("period_of_care", *names(Care))
    cares = {child.id: _period(periods[child.id], today) for child in children}
    earlier: Mapping[str, Earlier] = {}
    if child_ids is None:
        since_of = {child_id: begun for child_id, (begun, _) in cares.items()}
        reviews, earlier = last_reviews(shelf, today, KEEP, since_of)
    else:
        reviews = shelf.rows("review", *ReviewLine.STORED)
    homes = shelf.rows("placement", *Home.STORED)
    legal = shelf.rows("legal_status", "started_on", "ended_on", "code")
    workers = shelf.rows("person", "from_on", "until_on", "name", where="role = 'SOCIAL_WORKER'")
    midways = shelf.newest("midway", "held_on")
    talks = shelf.newest(
        "consultation",
        f"CASE WHEN kind NOT IN {NO_TALK} THEN held_on END",
        f"CASE WHEN alone OR kind IN {SETTLED} THEN held_on END",
    )
    alerts = shelf.rows(
        "alert",
        *("id", "raised_on", "concern", "process"),
        where="closed_on IS NULL AND outcome = 'OPEN' AND kind = 'ALERT'",
        order="raised_on, id",
    )
    processes = read_processes(shelf.connection)
    moves: defaultdict[str, list[Move]] = defaultdict(list)
    steps = shelf.rows("alert_move", "alert_id", "step", "moved_on", order="moved_on, id")
    for alert_id, step, moved_on in (row for rows in steps.values() for row in rows):
        moves[alert_id].append(Move(step, moved_on))
    waiting = shelf.rows("outbox_entry", *names(EntryLine), where="uploaded_on IS NULL", order="made_on, id")
    sent = shelf.rows(
        "outbox_entry",
        "subject_id",
        "uploaded_on",
        where="kind = 'DECISIONS' AND uploaded_on IS NOT NULL AND made_on > :lately",
        lately=lately,
    )
    letters = shelf.rows(
        "letter",
        "review_id",
        where="id IN (SELECT subject_id FROM outbox_entry WHERE kind = 'LETTER' AND made_on > :lately)",
        lately=lately,
    )

    snoozes = shelf.rows("snooze", *names(SnoozeLine))
    kept = KeptRows(shelf, today)

    keep = KEEP if child_ids is None else None
    files = {}
    for child in children:
        since, left = cares[child.id]
        talked, alone = talks.get(child.id, (None, None))
        files[child.id] = File(
            child=child,
            looked_after_since=since,
            left_care_on=left,
            reviews=in_order(reviews[child.id], since, keep, settings, earlier.get(child.id)),
            home=_present(Home, homes[child.id], today),
            legal=_present(Present, legal[child.id], today),
            worker=_present(Present, workers[child.id], today),
            last_midway=midways.get(child.id, (None,))[0],
            last_talk=talked,
            last_talk_alone=alone,
            alerts=tuple(
                AlertLine(alert_id, raised, concern, the_process(processes, name), tuple(moves[alert_id]))
                for alert_id, raised, concern, name in alerts[child.id]
            ),
            waiting=tuple(EntryLine(*row) for row in waiting[child.id]),
            decisions_uploaded=dict(sent[child.id]),
            letter_made=frozenset(row[0] for row in letters[child.id]),
            in_care=tuple((row[1], row[2]) for row in periods[child.id]),
            snoozes={(row[1], row[2]): SnoozeLine(*row) for row in snoozes[child.id]},
            settings=settings,
            kept=kept.of(child.id, since, [Care(*row) for row in periods[child.id]], homes[child.id]),
        )
    return files


def _children(shelf: Shelf, lately: date) -> list[ChildLine]:
    """The children the caller asked for, by surname and first name."""
    if shelf.child_ids is None:
        asked: dict[str, object] = {"lately": lately.isoformat()}
    else:
        asked = {"children": list(shelf.child_ids)}
    query = _asking_children(shelf.child_ids is not None)
    return [ChildLine(*row) for row in shelf.connection.execute(query, asked).all()]


@cache
def _asking_children(some: bool) -> Select[Any]:
    """The query of `_children`, of `:children` or those who matter since `:lately`; built once."""
    from sqlalchemy import bindparam, select, text
    from sqlmodel import SQLModel

    child = SQLModel.metadata.tables["child"]
    query = select(*(child.c[name] for name in names(ChildLine)))
    query = query.order_by(child.c.surname, child.c.first_name, child.c.id)
    if some:
        return query.where(child.c.id.in_(bindparam("children", expanding=True)))
    waits = "SELECT child_id FROM outbox_entry WHERE uploaded_on IS NULL"
    return query.where(text(f"(closed_on IS NULL OR closed_on > :lately OR id IN ({waits}))"))


def _period(rows: Sequence[tuple[Any, ...]], today: date) -> tuple[date | None, date | None]:
    """Start of the period that runs, and the end of the last one when none does (practice.md C5, C8)."""
    begun = [row for row in rows if row[1] <= today]
    if not begun:
        return None, None
    _, started, ended, *_ = max(begun, key=lambda row: row[1])
    return (None, ended) if ended is not None and ended <= today else (started, None)


def _present(line: type[Stands], rows: Sequence[tuple[Any, ...]], today: date) -> Stands | None:
    """The newest row that has begun and not ended; an unknown start is the oldest."""
    now = [row for row in rows if (row[0] is None or row[0] <= today) and (row[1] is None or row[1] > today)]
    return line(*max(now, key=lambda row: row[0] or date.min)) if now else None
