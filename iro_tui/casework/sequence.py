"""The reviews of one period of care in their order: which number each has, and when the next is due.

Pure: rows in, judgements out. The law's own counting, and which clock a child is under, are in
`rules.situation`; here is decided which reviews count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar

from iro_tui.errors import BadInput
from iro_tui.rules.clock import Due, first_review, later_review, second_review
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.events import Cause, brought_forward
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.situation import PLACEMENT_ORDER, Situation, next_review_in, review_rule

IMPORTED = "import"
"""Where a review came from that was not written here."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review, as far as dates and lists need it."""

    id: str
    kind: str
    source: str
    opened_on: date | None
    booked_for: date | None
    booked_time: str
    place: str
    completed_on: date | None
    report_on: date | None
    plan_on: date | None
    distributed_on: date | None
    late_reason: str
    """Code of `late_reason.csv`; empty when none is given."""
    agreed_on: date | None = None
    """When where, when and who was agreed with the child (P4)."""
    worker_on: date | None = None
    """When the IRO and the social worker talked (P5)."""
    invited_on: date | None = None
    plan_updated_on: date | None = None
    objected_on: date | None = None
    """When the team manager objected to its decisions (F2)."""
    number: int | None = None
    """1 for the first of the period of care; None when earlier ones are not on the record."""
    settings: Settings = field(default=USUAL, compare=False, repr=False)

    STORED: ClassVar[tuple[str, ...]] = (
        *("id", "kind", "source", "opened_on", "booked_for", "booked_time", "place", "completed_on"),
        *("report_on", "plan_on", "distributed_on", "late_reason", "agreed_on", "worker_on", "invited_on"),
        *("plan_updated_on", "objected_on"),
    )
    """Columns of the table `review`, in the order of the fields above."""

    @property
    def imported(self) -> bool:
        """Whether it came from a list and was not written here."""
        return self.source == IMPORTED

    @property
    def held_on(self) -> date | None:
        """The day from which the next review counts (practice.md A5, A6); None while it is not completed.

        A series of meetings counts from its last one when it ended within 20 working days of the first, and
        else from the first, so that the next date is never later than the law. With A6 switched off it
        counts from the first.
        """
        if self.completed_on is None or self.opened_on is None:
            return self.opened_on if self.imported else None
        if self.completed_on == self.opened_on:
            return self.opened_on
        from_last = self.in_twenty_days and self.settings.in_force("A6")
        return self.completed_on if from_last else self.opened_on

    @property
    def in_twenty_days(self) -> bool:
        """Whether its last meeting was within 20 working days of the first (practice.md A1)."""
        if self.opened_on is None or self.completed_on is None:
            return True
        # Twenty working days are four weeks at least; only the few reviews that took longer are counted.
        if self.completed_on - self.opened_on <= timedelta(weeks=4):
            return True
        try:
            return self.completed_on <= due_by("ADJOURN_MAX", self.opened_on, self.settings.holidays)
        except BadInput:
            return False

    @property
    def unfinished(self) -> bool:
        """Whether it was opened and is not completed."""
        return self.opened_on is not None and self.held_on is None

    @property
    def on(self) -> date | None:
        """The day it stands on: opened, else booked; None when neither is known."""
        return self.opened_on or self.booked_for


@dataclass(frozen=True, slots=True)
class Under:
    """What decides which clock a child is under."""

    looked_after_since: date | None
    """Start of the period of care; None when it is not on the record."""
    born: date
    placement: str = ""
    placed_on: date | None = None
    legal: str = ""
    legal_since: date | None = None
    interval_months: int | None = None
    """Calendar months agreed for this child (C9); None leaves the law's."""
    causes: tuple[Cause, ...] = ()
    """What brings the next review forward (practice.md 2.4)."""
    settings: Settings = USUAL


@dataclass(frozen=True, slots=True)
class Earlier:
    """Reviews opened in a period of care before those that are read whole."""

    count: int
    kind: str
    """Of the first of them."""
    source: str


def in_order(
    rows: Iterable[Sequence[Any]],
    since: date | None,
    keep: int | None = None,
    settings: Settings = USUAL,
    earlier: Earlier | None = None,
) -> tuple[ReviewLine, ...]:
    """The reviews since a period of care began, numbered (C5): those opened by date, then those booked.

    Every booked one has the number that comes next, for only one of them will be held as that.

    Args:
        rows: reviews of one child, of any period, each with the columns of `ReviewLine.STORED`.
        since: start of the period; None takes them all.
        keep: how many of those opened are wanted, the last ones; None wants them all.
        settings: what the IRO changed.
        earlier: those of the period that come before the rows and are only counted.
    """
    opened: list[Sequence[Any]] = []
    booked: list[Sequence[Any]] = []
    for row in rows:
        here, stood = (booked, row[_BOOKED]) if row[_OPENED] is None else (opened, row[_OPENED])
        if since is None or stood is None or stood >= since:
            here.append(row)
    opened.sort(key=lambda row: (row[_OPENED], row[0]))
    booked.sort(key=lambda row: (row[_BOOKED] or date.max, row[0]))
    first: int | None = 1
    if earlier:
        first = _number_of_first(earlier.kind, earlier.source)
        first = None if first is None else first + earlier.count
    elif opened:
        first = _number_of_first(opened[0][_KIND], opened[0][_SOURCE])
    left_out = max(0, len(opened) - keep) if keep is not None else 0
    numbers = (None if first is None else first + place for place in range(left_out, len(opened)))
    following = None if first is None else first + len(opened)
    return (
        *(
            ReviewLine(*(*row, number, settings))
            for row, number in zip(opened[left_out:], numbers, strict=True)
        ),
        *(ReviewLine(*(*row, following, settings)) for row in booked),
    )


_BOOKED, _OPENED, _KIND, _SOURCE = (
    ReviewLine.STORED.index(name) for name in ("booked_for", "opened_on", "kind", "source")
)


def _number_of_first(kind: str, source: str) -> int | None:
    """A list names only the last review and its kind; from "second" on, earlier ones are missing."""
    if source != IMPORTED or kind == "FIRST":
        return 1
    return 2 if kind == "SECOND" else None


def last_held(lines: Sequence[ReviewLine]) -> ReviewLine | None:
    """The last review that was held and completed, of lines in order; None before the first."""
    return next((line for line in reversed(lines) if line.held_on), None)


def not_yet_held(lines: Sequence[ReviewLine]) -> ReviewLine | None:
    """The review that comes next on the record: the unfinished one, else the one booked first after the last.

    A booking on or before the day of the last review, and an unfinished one before it, were overtaken by it.
    """
    booked: ReviewLine | None = None
    for line in reversed(lines):
        if line.unfinished:
            return line
        if line.held_on:
            overtaken = booked and booked.booked_for and booked.booked_for <= line.held_on
            return _first_after(lines, line.held_on) if overtaken else booked
        if line.booked_for:
            booked = line
    return booked


def _first_after(lines: Sequence[ReviewLine], day: date) -> ReviewLine | None:
    return next((x for x in lines if x.opened_on is None and x.booked_for and x.booked_for > day), None)


def next_due(lines: Sequence[ReviewLine], under: Under) -> Due | None:
    """By when the next review must be held (practice.md C1 to C5, C8, C10 to C12, 2.4).

    Args:
        lines: the reviews of the present period of care.
        under: the child's situation.

    Returns:
        The limit with its reason; None when nothing on the record starts a clock, or the child is 18 first.

    Raises:
        BadInput: a date on the record is outside the years whose working days can be counted.
    """
    held = [line.held_on for line in lines if line.held_on]
    authorised = under.legal_since if under.legal == PLACEMENT_ORDER else None
    clock = review_rule(under.legal, under.placement)
    entered = (
        under.looked_after_since or (under.placed_on if clock == "C11" else None) or min(held, default=None)
    )
    if entered is None:
        return None
    last = last_held(lines)
    if len(held) == 1 and last and last.number != 1 and clock != "C11":
        # Earlier reviews are missing from the record; the same day twice says it was not the first.
        held = held * 2
    now = Situation(
        entered=entered,
        born=under.born,
        legal=under.legal,
        placement=under.placement,
        placed_on=under.placed_on,
        authorised_on=authorised,
        interval_months=under.interval_months,
    )
    return brought_forward(next_review_in(now, held, under.settings), under.causes, held, under.settings)


def limit_for(lines: Sequence[ReviewLine], place: int, under: Under) -> Due | None:
    """By when the review at a place in its sequence had to be held; None when that cannot be told.

    The rules of today's placement are not read back into earlier reviews: they are judged by C1 to C3.
    """
    line = lines[place]
    before = last_held(lines[:place])
    try:
        if before and before.held_on:
            count = second_review if line.number == 2 else later_review
            return count(before.held_on, settings=under.settings)
        if line.number == 1 and under.looked_after_since:
            return first_review(under.looked_after_since, under.settings)
    except BadInput:
        pass  # Before the years whose bank holidays are known.
    return None


def in_time(line: ReviewLine, limit: Due | None) -> bool | None:
    """Whether a held review was in time (practice.md A5, A8): begun by its limit, done in 20 working days.

    None when it was not held or its limit cannot be told.
    """
    if limit is None or line.opened_on is None:
        return None
    return line.opened_on <= limit.due and line.in_twenty_days
