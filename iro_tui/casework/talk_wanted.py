"""Whether the last review leaves a talk to be had (practice.md 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.child_record import ChildRecord, JudgedReview
from iro_tui.casework.files import SETTLED

ABSENT = ("PN5", "PN6", "PN7")
"""Codes of `participation.csv` for a child who was not there: they ask for a talk afterwards (P)."""
NO_VIEWS = "PN7"
"""No views reached the review: it also asks what was tried (P)."""


@dataclass(frozen=True, slots=True)
class TalkWanted:
    """A talk that the last review asks for."""

    words: str
    """At most 24 cells: `Talk after review 5`."""
    why: str
    """Why, in a few words: `PN7; say what was tried`."""
    review_id: str


def talk_wanted(record: ChildRecord, today: date) -> TalkWanted | None:
    """The talk that is still wanted after the last review held; None when there is none.

    After a review without the child a talk is wanted until one took place, or the child said no. After any
    other one, when no talk alone before it and no reason is on the record, until either is written down.
    """
    held = [each for each in record.reviews if each.line.opened_on and each.line.opened_on <= today]
    if not held or held[-1].line.imported:
        return None
    last = held[-1]
    number = f"review {last.line.number}" if last.line.number else "the review"
    code = last.row["participation"]
    if code in ABSENT and not _spoken_since(record, last, today):
        asks = "; say what was tried" if code == NO_VIEWS and not last.row["tried"].strip() else ""
        return TalkWanted(f"Talk after {number}", f"{code}{asks}", last.line.id)
    if code == NO_VIEWS and not last.row["tried"].strip() and not _tried(record, last):
        return TalkWanted("Say what was tried", f"{code} at {number}", last.line.id)
    if not _alone_before(record, last, held[-2] if len(held) > 1 else None):
        return TalkWanted(f"None before {number}", "no talk alone, and no reason", last.line.id)
    return None


def _day(review: JudgedReview) -> date:
    return review.line.opened_on or date.min


def _spoken_since(record: ChildRecord, last: JudgedReview, today: date) -> bool:
    return any(
        row["kind"] not in ("NOT_REACHED", "NOT_APPROPRIATE") and _day(last) <= row["held_on"] <= today
        for row in record.tables["consultation"]
    )


def _tried(record: ChildRecord, last: JudgedReview) -> bool:
    return any(
        row["tried"].strip() and row["review_id"] == last.line.id for row in record.tables["consultation"]
    )


def _alone_before(record: ChildRecord, last: JudgedReview, before: JudgedReview | None) -> bool:
    since = _day(before) if before else date.min
    return any(
        (row["alone"] or row["kind"] in SETTLED) and since < row["held_on"] <= _day(last)
        for row in record.tables["consultation"]
    )
