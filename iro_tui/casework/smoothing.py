"""Earlier days for reviews in weeks that are too full: as few as will do, and none later than the law.

Weeks are gone through in their order. What is too much in one moves to an earlier week with room, and all
that follows for the child is counted again from there (C4), so that a week further on may gain or lose a
review before its turn comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.files import File, open_files
from iro_tui.casework.reviews_ahead import AheadReview, reviews_ahead
from iro_tui.casework.verbs import verb
from iro_tui.casework.year_ahead import Diary, diary
from iro_tui.errors import BadInput
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.registry import say_number
from iro_tui.rules.working_days import add_working_days

if TYPE_CHECKING:
    from sqlmodel import Session

MOST_WEEKS = 8
"""No review moves further than this (P): every week earlier is a week sooner for all that follow."""

NOTICE = "P7"
"""The rule whose working days are the least notice of a suggested day: by then the report has come (P)."""

SCHOOL_AGE = range(5, 17)

HOLIDAY_COST, FREED_FROM_HOLIDAY, BOOKED_COST, FULL_COST = 4, 2, 3, 10
"""What counts against a move, in weeks: a child of school age into school holidays (out of them counts for
it), one that is booked, each review too many that it brings to a later week (P)."""

NONE: Mapping[int, date] = {}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One review that could be held earlier."""

    child_id: str
    mosaic_id: str
    child: str
    """First name as called, and surname."""
    age: int
    number: int | None
    """The number of the review; None when earlier ones are not on the record."""
    from_on: date
    to_on: date
    limit: date
    """The last day in law."""
    keeps_in_time: bool
    """Whether the new day is within the law; it always is."""
    booked: bool
    """Whether a day is agreed already, and would have to be agreed again."""
    can_book: bool
    """Whether it is the child's next review; one after it can be booked when that one is held."""
    then_by: date | None
    """By when the review after it must be then; None when there is none before 18."""
    sooner_by: int
    """Calendar days by which the review after it must be sooner than without the move."""
    why: str
    """One or two plain sentences."""


@dataclass(frozen=True, slots=True)
class StillFull:
    """A week that no suggestion brings down to what can be chaired."""

    monday: date
    reviews: int
    """With all suggestions followed."""
    room: int
    why: str
    """One plain sentence."""


@dataclass(frozen=True, slots=True)
class Smoothed:
    """What would make the year even."""

    suggestions: tuple[Suggestion, ...]
    """By the day they move from."""
    still_full: tuple[StillFull, ...]
    moved: Mapping[str, Mapping[int, date]]
    """The new days by child id and place, as `weeks_ahead` takes them to show the year as it would be."""


@dataclass(frozen=True, slots=True)
class _Move:
    cost: float
    child_id: str
    review: AheadReview
    to_on: date
    chain: tuple[AheadReview, ...]


def suggestions(session: Session, today: date, weeks: int = 52) -> tuple[Suggestion, ...]:
    """Earlier days that bring every too full week down to the most allowed, as few as will do."""
    return smoothed(session, today, weeks).suggestions


def smoothed(session: Session, today: date, weeks: int = 52) -> Smoothed:
    """The suggestions, and the weeks that stay too full all the same."""
    return smooth(open_files(session, today), diary(session, today, weeks))


@verb("review moved earlier")
def apply_suggestion(session: Session, suggestion: Suggestion, today: date) -> str:
    """Book the review on the suggested day; its time has to be agreed again.

    Returns:
        The id of the review.

    Raises:
        BadInput: it is not the child's next review, or it changed since the suggestion was made.
    """
    from iro_tui.casework.children import the
    from iro_tui.casework.reviews import book_review
    from iro_tui.record.child import Child

    if not suggestion.can_book:
        raise BadInput("This review comes after another one. Book it when that one is held.")
    the(session, Child, suggestion.child_id)
    file = open_files(session, today, [suggestion.child_id])[suggestion.child_id]
    chain = reviews_ahead(file, today, today)
    if not chain or chain[0].on != suggestion.from_on or suggestion.to_on > chain[0].limit:
        raise BadInput("This review has changed since. Look at the year again.")
    coming = file.coming_review
    return book_review(session, suggestion.child_id, suggestion.to_on, place=coming.place if coming else "")


def smooth(files: Mapping[str, File], book: Diary) -> Smoothed:
    """The suggestions for files already loaded."""
    plan = _Plan(files, book)
    for week in range(len(book.mondays)):
        while plan.too_many(week) > 0:
            move = min(plan.moves_from(week), key=lambda move: (move.cost, move.child_id), default=None)
            if move is None:
                break
            plan.make(move)
    full = (week for week in range(len(book.mondays)) if plan.too_many(week) > 0)
    return Smoothed(plan.suggestions(), tuple(plan.still_full(week) for week in full), plan.moved)


class _Plan:
    """The reviews of every child in their weeks, as moved so far."""

    def __init__(self, files: Mapping[str, File], book: Diary) -> None:
        self.files, self.book = files, book
        self.as_it_stands = {
            child_id: reviews_ahead(file, book.today, book.last) for child_id, file in files.items()
        }
        self.chains = dict(self.as_it_stands)
        self.moved: dict[str, dict[int, date]] = {}
        self.rooms = [book.room(week) for week in range(len(book.mondays))]
        self.days = [book.days(week) for week in range(len(book.mondays))]
        self.count: Counter[int] = Counter()
        self.on_day: Counter[date] = Counter()
        for chain in self.chains.values():
            self._put(chain, 1)
        notice = book.settings.number(NOTICE)
        self.earliest = add_working_days(book.today, notice, book.settings.holidays)

    def _put(self, chain: tuple[AheadReview, ...], times: int) -> None:
        for each in chain:
            if each.on <= self.book.last:
                self.count[self.book.week_of(each.on)] += times
                self.on_day[each.on] += times

    def too_many(self, week: int) -> int:
        return self.count[week] - self.rooms[week]

    def moves_from(self, week: int) -> Iterator[_Move]:
        """Every way to take one review out of a week."""
        for child_id, chain in self.chains.items():
            for each in chain:
                if each.on <= self.book.last and self.book.week_of(each.on) == week:
                    yield from self._moves_of(child_id, each, week)

    def _moves_of(self, child_id: str, review: AheadReview, week: int) -> Iterator[_Move]:
        if review.state == "late":
            return
        half_way = review.since + (review.limit - review.since) / 2
        earliest = max(self.earliest, half_way)
        base = BOOKED_COST if review.state == "booked" else 0
        if self._in_holidays(child_id, review.on):
            base -= FREED_FROM_HOLIDAY
        for target in range(week - 1, max(-1, week - 1 - MOST_WEEKS), -1):
            if self.too_many(target) >= 0:
                continue
            day = self._day_in(child_id, target, earliest, review)
            if day is None:
                continue
            cost = base + week - target + HOLIDAY_COST * self._in_holidays(child_id, day)
            moved = {**self.moved.get(child_id, NONE), review.place: day}
            chain = reviews_ahead(self.files[child_id], self.book.today, self.book.last, moved)
            cost += FULL_COST * self._more_too_full(self.chains[child_id], chain, review.place)
            yield _Move(cost, child_id, review, day, chain)

    def _day_in(self, child_id: str, week: int, earliest: date, review: AheadReview) -> date | None:
        """The best day of a week: in term, with the fewest reviews, on the same weekday, else the latest."""
        days = [day for day in self.days[week] if earliest <= day <= review.limit]
        return min(
            days,
            key=lambda day: (
                self._in_holidays(child_id, day),
                self.on_day[day],
                day.weekday() != review.on.weekday(),
                -day.toordinal(),
            ),
            default=None,
        )

    def _in_holidays(self, child_id: str, day: date) -> bool:
        """Whether a day is in the school holidays of a child of school age."""
        child = self.files[child_id].child
        holiday = any(each.meets(day, day) for each in self.book.school)
        return holiday and age(child.born, day) in SCHOOL_AGE

    def _more_too_full(
        self, before: tuple[AheadReview, ...], after: tuple[AheadReview, ...], place: int
    ) -> int:
        """How many reviews too many the later ones of a child bring to their weeks, less those they take."""
        change: Counter[int] = Counter()
        for chain, times in ((before, -1), (after, 1)):
            for each in chain[place + 1 :]:
                if each.on <= self.book.last:
                    change[self.book.week_of(each.on)] += times
        return sum(
            max(0, self.too_many(week) + times) - max(0, self.too_many(week))
            for week, times in change.items()
        )

    def make(self, move: _Move) -> None:
        """Put one review, and what follows from it, in its new place."""
        self._put(self.chains[move.child_id], -1)
        self._put(move.chain, 1)
        self.chains[move.child_id] = move.chain
        self.moved.setdefault(move.child_id, {})[move.review.place] = move.to_on

    def suggestions(self) -> tuple[Suggestion, ...]:
        found = [
            self._suggestion(self.files[child_id], place)
            for child_id, places in self.moved.items()
            for place in places
        ]
        return tuple(sorted(found, key=lambda each: (each.from_on, each.child, each.to_on)))

    def _suggestion(self, file: File, place: int) -> Suggestion:
        # What the move itself changes: all before it in the plan stays as it is there.
        days = {other: day for other, day in self.moved[file.child.id].items() if other < place}
        without = reviews_ahead(file, self.book.today, self.book.last, days)
        review, moved = without[place], self.chains[file.child.id][place]
        following = self.chains[file.child.id][place + 1 : place + 2]
        was = without[place + 1 : place + 2]
        then_by = following[0].limit if following else None
        coming = file.coming_review
        return Suggestion(
            child_id=file.child.id,
            mosaic_id=file.child.mosaic_id,
            child=file.child.name,
            age=age(file.child.born, moved.on),
            number=moved.number,
            from_on=review.on,
            to_on=moved.on,
            limit=moved.limit,
            keeps_in_time=moved.on <= moved.limit,
            booked=review.state == "booked",
            can_book=place == 0 and not (coming and coming.unfinished),
            then_by=then_by,
            sooner_by=(was[0].limit - then_by).days if was and then_by else 0,
            why=self._why(review, then_by),
        )

    def _why(self, review: AheadReview, then_by: date | None) -> str:
        today, week = self.book.today, self.book.week_of(review.on)
        monday = say_date(self.book.mondays[week], today)
        then = f" The one after it is then due by {say_date(then_by, today)}." if then_by else ""
        return f"The week of {monday} has more reviews than the {self.rooms[week]} you can chair in it.{then}"

    def still_full(self, week: int) -> StillFull:
        """A week that stays too full, and why."""
        monday, room, reviews = self.book.mondays[week], self.rooms[week], self.count[week]
        notice = say_number(self.book.settings.number(NOTICE), "working_days")
        why = (
            f"The week of {say_date(monday, self.book.today)} has {reviews} reviews and room for {room}. "
            f"No earlier day with room is left that gives {notice} of notice."
        )
        return StillFull(monday, reviews, room, why)
