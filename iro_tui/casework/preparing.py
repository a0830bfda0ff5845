"""What is prepared before a review, counted back from its day: done, late, to come (practice.md 2.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, SQLModel

from iro_tui.casework.children import the
from iro_tui.casework.review_checklist import at_court, running
from iro_tui.casework.review_seen import Seen, look
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.court import ProtectionPlan
from iro_tui.record.review import Review
from iro_tui.rules.due import Due
from iro_tui.rules.preparation import before_review

TALK = "talk"
"""The line that a talk with the child settles; everything else is settled by a day."""

_LINES = (
    ("agreed_on", "P4", "Where, when and who agreed"),
    ("worker_on", "P5", "Talk with the social worker"),
    ("invited_on", "P6", "Invitations and papers out"),
    ("report_on", "P7", "Social worker's report"),
    ("plan_on", "P7", "Updated care plan"),
    (TALK, "P2", "Speak with {child} alone"),
)
_ADVISER, _GUARDIAN = "adviser_on", "guardian_on"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One thing to prepare."""

    key: str
    """The field whose day settles it, or `TALK`."""
    words: str
    due: date | None
    """The last day for it; None while no day can be told to count back from."""
    on: date | None
    """The day it was settled; None while it is not."""
    late: bool
    """Not settled although its day has passed, or settled after it."""
    rule: str
    """The rule it stands on; empty where it is the seeds' practice (practice.md 10, rows 44 and 47)."""


def preparation(session: Session, seen: Seen) -> tuple[Prepared, ...]:
    """What is prepared for a review, by its last day: P2 and P4 to P7, and those this child has besides."""
    review = seen.review
    due = seen.due
    day = review.opened_on or review.booked_for or (due.due if due else None)
    limits = _limits(day, seen) if day else {}
    found = [
        _line(seen, key, words, limits.get(rule), _settled(seen, key), rule)
        for key, rule, words in _LINES
        if day is None or rule in limits
    ]
    found += [_line(seen, key, words, day, on, "") for key, words, on in _besides(session, seen)]
    return tuple(sorted(found, key=lambda line: line.due or date.max))


def _limits(day: date, seen: Seen) -> dict[str, date]:
    dues: tuple[Due, ...] = before_review(day, seen.file.settings)
    return {each.rule: each.due for each in dues}


def _settled(seen: Seen, key: str) -> date | None:
    if key == TALK:
        alone = seen.file.last_talk_alone
        return alone if seen.is_new(alone) else None
    day: date | None = getattr(seen.review, key)
    return day


def _besides(session: Session, seen: Seen) -> Iterator[tuple[str, str, date | None]]:
    def lately(day: date | None) -> date | None:
        return day if seen.is_new(day) else None

    plan = running(session, ProtectionPlan, seen)
    if plan is not None:
        what = "invited and spoken to" if seen.first else "spoken to"
        yield _ADVISER, f"Child Protection Adviser {what}", lately(plan.adviser_on)
    case = at_court(session, seen)
    if case is not None:
        yield _GUARDIAN, "Children's Guardian spoken to", lately(case.guardian_on)


def _line(seen: Seen, key: str, words: str, due: date | None, on: date | None, rule: str) -> Prepared:
    late = due is not None and due < (on or seen.today)
    return Prepared(key, words.replace("{child}", seen.child.called), due, on, late, rule)


@verb("preparation ticked")
def tick_prepared(session: Session, review_id: str, key: str, today: date) -> None:
    """Note that something was prepared today; what was noted already is taken back.

    Args:
        session: an open session.
        review_id: the review.
        key: as in `Prepared.key`.
        today: the day that stands in for today.

    Raises:
        BadInput: the review is gone, or only a talk with the child settles it.
    """
    seen = look(session, review_id, today)
    row: SQLModel | None
    if key == _ADVISER:
        row = running(session, ProtectionPlan, seen)
    elif key == _GUARDIAN:
        row = at_court(session, seen)
    else:
        row = the(session, Review, review_id)
    if row is None or key not in {_ADVISER, _GUARDIAN, *(name for name, _, _ in _LINES if name != TALK)}:
        raise BadInput("A talk with the child settles this. Write the talk down.")
    setattr(row, key, None if seen.is_new(getattr(row, key)) and getattr(row, key) else today)
