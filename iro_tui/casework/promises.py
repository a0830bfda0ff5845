"""A child's promises across reviews and midways: how each stands, where it was moved, how far it drifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from iro_tui.casework import outbox
from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.children import the
from iro_tui.casework.decisions import closes, count_words, note_progress
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.decision import Decision
from iro_tui.rules.dates import say_date
from iro_tui.rules.drift import drift


@dataclass(frozen=True, slots=True)
class Answer:
    """How a promise stood on one day."""

    on: date
    status: str
    """Code of `decision_status.csv`."""
    note: str
    by_when: date | None
    """The new date, when it was moved."""
    where: str
    """`review 5` or `midway`; empty for in between."""


@dataclass(frozen=True, slots=True)
class Promise:
    """One decision and everything that became of it."""

    id: str
    text: str
    who: str
    by_when: date | None
    starting: bool
    """It goes on from its date, so it is never late after it."""
    status: str
    """Code of `decision_status.csv`."""
    reason: str
    closed_on: date | None
    made_on: date | None
    """The day of the review it comes from; None while that was not held."""
    review_number: int | None
    moves: tuple[date, ...]
    """Every date it had, the first promised first; one when it was never moved, none without a date."""
    drift: int | None
    """Calendar days past the first date; 0 in time, None without a date or where it goes on."""
    late: bool
    """Whether it is open past the date it has now."""
    answers: tuple[Answer, ...]
    """Oldest first."""

    @property
    def open(self) -> bool:
        """Whether it still follows the child."""
        return not closes(self.status)


def promises(session: Session, child_id: str, today: date) -> tuple[Promise, ...]:
    """Every promise made to one child: open ones, late first and then by date, then closed, newest first.

    Raises:
        BadInput: the child is not here any more.
    """
    return promises_of(child_record(session, child_id), today)


def promises_of(record: ChildRecord, today: date) -> tuple[Promise, ...]:
    """The promises of a record that was read already; see `promises`."""
    reviews = {each.line.id: (each.line.opened_on, each.line.number) for each in record.reviews}
    answers: dict[str, list[Row]] = {}
    for row in record.tables["progress"]:
        answers.setdefault(row["decision_id"], []).append(row)
    made = [_promise(row, reviews, answers.get(row["id"], []), today) for row in record.tables["decision"]]
    opened = sorted(
        (each for each in made if each.open), key=lambda each: (not each.late, each.by_when or date.max)
    )
    closed = [each for each in made if not each.open]
    closed.sort(key=lambda each: each.closed_on or date.min, reverse=True)
    return (*opened, *closed)


def _promise(
    row: Row,
    reviews: dict[str, tuple[date | None, int | None]],
    answers: list[Row],
    today: date,
) -> Promise:
    by_when, first = row["by_when"], row["first_by"] or row["by_when"]
    made_on, number = reviews.get(row["review_id"], (None, None))
    said = tuple(
        Answer(each["answered_on"], each["status"], each["note"], each["by_when"], _where(each, reviews))
        for each in answers
    )
    open_ = not closes(row["status"])
    return Promise(
        id=row["id"],
        text=row["text"],
        who=row["who"],
        by_when=by_when,
        starting=row["starting"],
        status=row["status"],
        reason=row["reason"],
        closed_on=row["closed_on"],
        made_on=made_on,
        review_number=number,
        moves=_moves(first, [each.by_when for each in said], by_when),
        drift=None if row["starting"] else drift(first, today, row["closed_on"]),
        late=open_ and not row["starting"] and by_when is not None and by_when < today,
        answers=said,
    )


def _where(answer: Row, reviews: dict[str, tuple[date | None, int | None]]) -> str:
    if answer["midway_id"]:
        return "midway"
    if answer["review_id"]:
        number = reviews.get(answer["review_id"], (None, None))[1]
        return f"review {number}" if number else "review"
    return ""


def _moves(first: date | None, moved: list[date | None], last: date | None) -> tuple[date, ...]:
    chain: list[date] = []
    for day in (first, *moved, last):
        if day is not None and (not chain or chain[-1] != day):
            chain.append(day)
    return tuple(chain)


@verb("promise moved")
def move_promise(session: Session, decision_id: str, by_when: date, reason: str, today: date) -> None:
    """Give a promise another date. The day it was first promised for stays, and drift counts from it.

    What the council has of the decisions is to be copied there again.

    Args:
        session: an open session.
        decision_id: the decision.
        by_when: the new date.
        reason: why.
        today: the day that stands in for today.

    Raises:
        BadInput: the decision is gone or closed, the date is no other, or the reason is missing.
    """
    row = the(session, Decision, decision_id)
    if closes(row.status):
        raise BadInput("This promise is closed. Take that answer back first, then move it.")
    if by_when == row.by_when:
        raise BadInput(f"New date: it is promised for {say_date(by_when)} already.")
    if not reason.strip():
        raise BadInput("Why: say in a few words why it is moved.")
    row.first_by = row.first_by or row.by_when or by_when
    row.by_when = by_when
    note_progress(session, row, row.status, reason.strip(), today, by_when=by_when)
    of_review = session.exec(select(Decision.id).where(Decision.review_id == row.review_id)).all()
    outbox.owe_again(session, "DECISIONS", row.review_id, count_words(len(of_review)))


@dataclass(frozen=True, slots=True)
class ChildPromises:
    """The promises of one child, with the name over them."""

    child_id: str
    name: str
    """First name as called, and surname."""
    promises: tuple[Promise, ...]
    """In the order of `promises`."""


def promises_beside(session: Session, decision_id: str, today: date) -> ChildPromises:
    """Every promise made to the child that one decision is about.

    Raises:
        BadInput: the decision is gone.
    """
    child_id = the(session, Decision, decision_id).child_id
    record = child_record(session, child_id)
    called = record.child["known_as"] or record.child["first_name"]
    name = f"{called} {record.child['surname']}".strip()
    return ChildPromises(child_id, name, promises_of(record, today))
