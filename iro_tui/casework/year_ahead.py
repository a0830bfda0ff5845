"""The year ahead, week by week: reviews, midways and letters against what one person can chair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from iro_tui.casework.agenda import this_monday
from iro_tui.casework.away import Stretch, away, named, school_holidays
from iro_tui.casework.due_after import left_to_do
from iro_tui.casework.due_before import midway_item
from iro_tui.casework.files import File, open_files
from iro_tui.casework.reviews_ahead import AheadReview, reviews_ahead
from iro_tui.errors import BadInput
from iro_tui.rules.dates import age
from iro_tui.rules.due import counted
from iro_tui.rules.midway import midway_due
from iro_tui.rules.registry import USUAL, Settings
from iro_tui.rules.working_days import is_working_day

if TYPE_CHECKING:
    from sqlmodel import Session

MIDWAY_SHARE, LETTER_SHARE = 0.25, 0.5
"""What a midway and a letter take of the time a review takes (P)."""

USUAL_MOST = 5
"""Reviews a week before the IRO says how many they can chair."""

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One review, midway or letter in the week it falls in."""

    kind: str
    """REVIEW, MIDWAY or LETTER."""
    on: date
    """The booked day, else the last working day its rule allows."""
    limit: date
    child_id: str
    mosaic_id: str
    child: str
    """First name as called, and surname."""
    age: int
    """On that day."""
    state: str
    """For a review `booked`, `not booked`, `late` or `planned` (the next but one and later); for the others
    `due`, or `planned` when it hangs on a review that is still to come."""
    number: int | None
    """The number of the review; None for the others, and where earlier ones are not on the record."""


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of the year ahead."""

    monday: date
    reviews: int
    midways: int
    letters: int
    load: float
    """The three in reviews' worth of work: a midway counts a quarter, a letter a half (P)."""
    room: int
    """Reviews that can be chaired in it: the most a week, less for days that are gone, bank holidays and
    days away."""
    away: str
    """What keeps the IRO away: `leave`; empty when nothing does."""
    school_holiday: str
    """`half-term`, `summer holidays`; empty in term."""
    too_full: bool
    """More reviews than room."""
    items: tuple[PlannedItem, ...]
    """By day, then by child."""


@dataclass(frozen=True, slots=True)
class Diary:
    """What shapes the weeks, whoever is reviewed in them."""

    today: date
    mondays: tuple[date, ...]
    most: int
    """The most reviews in a whole week."""
    away: tuple[Stretch, ...] = ()
    school: tuple[Stretch, ...] = ()
    settings: Settings = USUAL

    @property
    def last(self) -> date:
        """The Sunday that ends the last week."""
        return self.mondays[-1] + timedelta(days=6)

    def week_of(self, day: date) -> int:
        """The place of the week a day falls in; a day before them all belongs to the first."""
        return max(0, (day - self.mondays[0]).days // 7)

    def days(self, week: int) -> tuple[date, ...]:
        """The days of a week on which the IRO works, from today on."""
        five = (self.mondays[week] + timedelta(days=day) for day in range(5))
        return tuple(
            day
            for day in five
            if day >= self.today
            and is_working_day(day, self.settings.holidays)
            and not any(each.meets(day, day) for each in self.away)
        )

    def room(self, week: int) -> int:
        """How many reviews a week can take; a part of a week takes its share, rounded up."""
        return -(-self.most * len(self.days(week)) // 5)


def year_ahead(session: Session, today: date, weeks: int = 52) -> tuple[PlannedWeek, ...]:
    """The weeks from this one on, with all that falls into each.

    Booked reviews stand on their day, the others on the last working day of their limit; a child's next but
    one review is planned on its limit as well, and so on through the year. What is late stands in the first
    week.

    Args:
        session: an open session.
        today: on a Saturday or Sunday the first week is the coming one.
        weeks: how many; none lies beyond the years whose bank holidays are listed.
    """
    return weeks_ahead(open_files(session, today), diary(session, today, weeks))


def diary(session: Session, today: date, weeks: int = 52) -> Diary:
    """The weeks from this one on, with the days away, the school holidays and the most reviews a week."""
    from iro_tui.casework.settings import settings_of
    from iro_tui.record.profile import THE_PROFILE, Profile

    own = session.get(Profile, THE_PROFILE)
    first = this_monday(today)
    return Diary(
        today=today,
        mondays=tuple(first + WEEK * week for week in range(weeks) if _is_known(first + WEEK * week)),
        most=own.most_reviews if own else USUAL_MOST,
        away=away(session),
        school=school_holidays(session),
        settings=settings_of(session),
    )


def _is_known(monday: date) -> bool:
    try:
        is_working_day(monday + timedelta(days=6))
    except BadInput:
        return False
    return True


def weeks_ahead(
    files: Mapping[str, File], book: Diary, moved: Mapping[str, Mapping[int, date]] | None = None
) -> tuple[PlannedWeek, ...]:
    """The weeks of files already loaded.

    Args:
        files: as `open_files` gives them.
        book: the weeks.
        moved: other days for some reviews, by child id and place in the row of those to come.
    """
    if not book.mondays:
        return ()
    kept: defaultdict[int, list[PlannedItem]] = defaultdict(list)
    for file in files.values():
        chain = reviews_ahead(file, book.today, book.last, (moved or {}).get(file.child.id, {}))
        for item in (*_reviews(file, chain), *_midways(file, chain, book), *_letters(file, chain, book)):
            if item.on <= book.last:
                kept[book.week_of(item.on)].append(item)
    return tuple(_week(book, week, kept[week]) for week in range(len(book.mondays)))


def _week(book: Diary, week: int, items: list[PlannedItem]) -> PlannedWeek:
    monday, room = book.mondays[week], book.room(week)
    reviews, midways, letters = (
        sum(item.kind == kind for item in items) for kind in ("REVIEW", "MIDWAY", "LETTER")
    )
    friday = monday + timedelta(days=4)
    return PlannedWeek(
        monday=monday,
        reviews=reviews,
        midways=midways,
        letters=letters,
        load=reviews + midways * MIDWAY_SHARE + letters * LETTER_SHARE,
        room=room,
        away=named(book.away, monday, friday),
        school_holiday=named(book.school, monday, friday),
        too_full=reviews > room,
        items=tuple(sorted(items, key=lambda item: (item.on, item.kind != "REVIEW", item.child, item.kind))),
    )


def _reviews(file: File, chain: Sequence[AheadReview]) -> Iterator[PlannedItem]:
    for each in chain:
        yield _item(file, "REVIEW", each.on, each.limit, each.state, each.number)


def _midways(file: File, chain: Sequence[AheadReview], book: Diary) -> Iterator[PlannedItem]:
    now = midway_item(file, book.today) if chain else None
    if now:
        yield _item(file, "MIDWAY", max(now.due, book.today), now.limit, "due", None)
    if book.settings.in_force("MIDWAY"):
        for before, after in pairwise(chain):
            if before.on < after.on:
                due = midway_due(before.on, after.on, book.settings).due
                yield _item(file, "MIDWAY", due, due, "planned", None)


def _letters(file: File, chain: Sequence[AheadReview], book: Diary) -> Iterator[PlannedItem]:
    for owed in left_to_do(file, book.today):
        if owed.kind == "LETTER":
            yield _item(file, "LETTER", max(owed.due, book.today), owed.limit, "due", None)
    if book.settings.in_force("F4"):
        for each in chain:
            if each.on <= book.last:
                due = counted("F4", "FULL_RECORD", "Review completed", each.on, book.settings).due
                yield _item(file, "LETTER", due, due, "planned", None)


def _item(file: File, kind: str, on: date, limit: date, state: str, number: int | None) -> PlannedItem:
    child = file.child
    years = age(child.born, on)
    return PlannedItem(kind, on, limit, child.id, child.mosaic_id, child.name, years, state, number)
