"""All children of the caseload in one table, most pressing first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.due import due_of
from iro_tui.casework.due_before import midway_done
from iro_tui.casework.files import File, open_files
from iro_tui.casework.item import Item
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import home_word, plain_letters, short_name
from iro_tui.rules.dates import age, say_date, say_due

if TYPE_CHECKING:
    from sqlmodel import Session

PRESSING_DAYS = 10
"""Working days ahead within which something due keeps a child from being up to date (P)."""

STATUS_CELLS = 18

_STATUS_WORDS = {"REVIEW": "review", "MIDWAY": "midway", "SPEAK": "speak", "UPLOAD": "upload"}
_RANK: Mapping[Sign, int] = {"late": 0, "today": 1, "ask": 1, "coming": 2}


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One child as one line."""

    child_id: str
    mosaic_id: str
    sign: Sign
    status: str
    """At most 18 cells: `midway 12 wd late`, `review in 6 wd`, `up to date`."""
    name: str
    age: int
    next_review: date | None
    """The booked day, else the last day the law allows; None when there will be none or it cannot be told."""
    next_words: str
    """`in 50 wd`, `3 wd late`, or `` when there is no date."""
    next_late: bool
    midway_done: bool
    """Whether one was held since the last review."""
    midway_on: date | None
    """The day it was held when it is done, else the day it is due; None when none is due."""
    home: str
    """At most 19 cells: `foster`, `kinship`, `with parents`; empty when not on the record."""
    worker: str
    """`G. Adeyemi`; empty when not on the record."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose caseload this is, for the header."""

    name: str
    """`Ruth Calder`; empty before the profile is written."""
    short: str
    """`R. Calder`."""
    children: int
    """Children on the caseload now."""


def caseload(session: Session, today: date) -> tuple[CaseloadRow, ...]:
    """Every open child, most pressing first: late ones, then by the day the next thing is due."""
    return rows_of(open_files(session, today), today)


def rows_of(files: Mapping[str, File], today: date) -> tuple[CaseloadRow, ...]:
    """The caseload of files already loaded."""
    ordered = []
    for file in files.values():
        if file.child.closed_on is not None and file.child.closed_on <= today:
            continue
        items = due_of(file, today)
        pressing = _pressing(items)
        row = _row(file, items, pressing, today)
        rank = _RANK.get(row.sign, 3)
        when = pressing.due if pressing else row.next_review or date.max
        ordered.append(((rank, when, row.name), row))
    return tuple(row for _, row in sorted(ordered, key=lambda pair: pair[0]))


def who_left(session: Session, today: date) -> tuple[CaseloadRow, ...]:
    """Every child who has left this caseload, the last to leave first; the status says when."""
    from sqlmodel import col, select

    from iro_tui.record.child import Child

    query = select(Child.id).where(col(Child.closed_on) <= today)
    files = open_files(session, today, session.exec(query).all())
    left = [(file.child.closed_on, file) for file in files.values() if file.child.closed_on is not None]
    return tuple(
        replace(_row(file, (), None, today), sign="", status=f"left {say_date(on, today, weekday=False)}")
        for on, file in sorted(left, key=lambda pair: (pair[0], pair[1].child.name), reverse=True)
    )


def _pressing(items: Sequence[Item]) -> Item | None:
    """The late thing that has waited longest, else the first that is near; a mere question comes last."""
    near = [item for item in items if not item.put_off and (item.late or item.working_days <= PRESSING_DAYS)]
    asked_last = sorted(near, key=lambda item: item.sign == "open")
    return next((item for item in near if item.late), asked_last[0] if asked_last else None)


def _of_kind(items: Sequence[Item], kind: str) -> Item | None:
    return next((item for item in items if item.kind == kind), None)


def _row(file: File, items: Sequence[Item], pressing: Item | None, today: date) -> CaseloadRow:
    child = file.child
    review, midway = _of_kind(items, "REVIEW"), _of_kind(items, "MIDWAY")
    done = midway_done(file)
    known = file.looked_after_since is not None or bool(file.reviews) or file.left_care_on is not None
    sign: Sign = "done" if known else "ask"
    status = "up to date" if known else "care start missing"
    if pressing:
        sign, status = pressing.sign, _status(pressing, today, file.settings.holidays)
    return CaseloadRow(
        child_id=child.id,
        mosaic_id=child.mosaic_id,
        sign=sign,
        status=status,
        name=child.name,
        age=age(child.born, today),
        next_review=review.due if review else None,
        next_words=say_due(review.due, today, file.settings.holidays) if review else "",
        next_late=review.late if review else False,
        midway_done=done,
        midway_on=file.last_midway if done else midway.due if midway else None,
        home=home_word(file.home.what) if file.home else "",
        worker=short_name(file.worker.what) if file.worker else "",
    )


def _status(item: Item, today: date, holidays: frozenset[date]) -> str:
    """`midway 12 wd late`; where that is too long the unit goes: `decisions 12 late`."""
    text = f"{_STATUS_WORDS.get(item.kind, item.word.lower())} {say_due(item.due, today, holidays)}"
    return text if len(text) <= STATUS_CELLS else text.replace(" wd late", " late")


def filter_rows(rows: Iterable[CaseloadRow], text: str) -> tuple[CaseloadRow, ...]:
    """The rows in which every typed word is found, in the order they came.

    Looks in name, status, home, worker and Mosaic number, ignoring case and accents; a number of one or two
    figures is an age, and matches that age only.
    """
    words = plain_letters(text).split()
    return tuple(row for row in rows if all(_has(row, word) for word in words))


def _has(row: CaseloadRow, word: str) -> bool:
    if word.isdecimal() and len(word) <= 2:
        return row.age == int(word)
    return word in plain_letters(f"{row.name} {row.status} {row.home} {row.worker} {row.mosaic_id}")


def tally(rows: Iterable[CaseloadRow]) -> Mapping[Sign, int]:
    """How many rows have each sign; a sign that none has counts 0."""
    return Counter(row.sign for row in rows)


def whose(session: Session) -> Whose:
    """Whose caseload it is, and how many children are on it now."""
    from sqlmodel import col, func, select

    from iro_tui.record.child import Child
    from iro_tui.record.profile import THE_PROFILE, Profile

    profile = session.get(Profile, THE_PROFILE)
    children = session.exec(
        select(func.count()).select_from(Child).where(col(Child.closed_on).is_(None))
    ).one()
    name = profile.name if profile else ""
    return Whose(name=name, short=short_name(name), children=children)
