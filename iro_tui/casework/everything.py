"""Everything on the record of one child, row by row in words: for reading, and for what leaves the vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from iro_tui.casework.child_record import ChildRecord, Row
from iro_tui.casework.in_words import Said, fields_said
from iro_tui.record.nouns import nouns


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the record in words."""

    on: date | None
    """The day it stands on: its own, or that of the review it belongs to; None when it has neither."""
    table: str
    called: str
    """What an IRO calls it: `Health assessment`."""
    fields: tuple[Said, ...]
    """What is filled in, in the order of its form."""


def everything(record: ChildRecord) -> tuple[Entry, ...]:
    """Every row about a child but the child's own, by day; what has no day comes last."""
    found = list(_entries(record))
    order = {name: place for place, name in enumerate(nouns())}
    return tuple(sorted(found, key=lambda entry: (entry.on or date.max, order[entry.table])))


def about_the_child(record: ChildRecord) -> tuple[Said, ...]:
    """The child's own fields that are filled in."""
    return tuple(fields_said("child", record.child, called_in(record)))


def called_in(record: ChildRecord) -> str:
    """What letters and screens call the child."""
    return str(record.child["known_as"] or record.child["first_name"])


def _entries(record: ChildRecord) -> Iterator[Entry]:
    called = called_in(record)
    reviews = {row["id"]: row for row in record.tables.get("review", ())}
    for name, noun in nouns().items():
        for row in record.tables.get(name, ()):
            fields = tuple(fields_said(name, row, called))
            if name == "letter":
                fields = (*fields, Said("The letter", row["text"].strip()))
            yield Entry(_day(row, noun.day or noun.since, reviews), name, noun.called, fields)


_DAYS = ("made_on", "drafted_on", "on", "booked_for")
"""Where a day stands in rows whose noun names none."""


def _day(row: Row, own: str, reviews: dict[str, Row]) -> date | None:
    names = (own, *_DAYS) if own else _DAYS
    day = next((row[name] for name in names if row.get(name)), None)
    if day is None and row.get("review_id") in reviews:
        review = reviews[row["review_id"]]
        day = review["opened_on"] or review["booked_for"]
    return day if isinstance(day, date) else None
