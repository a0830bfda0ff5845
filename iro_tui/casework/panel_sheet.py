"""What the tracking panel looks at for one child, on one page (practice.md 10, row 34)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.child_now import how_things_stand
from iro_tui.casework.child_record import ChildRecord, JudgedReview, child_record
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.casework.since_review import SinceLine, since_review
from iro_tui.rules.dates import age, say_date

if TYPE_CHECKING:
    from sqlmodel import Session

LAST = 3
"""Reviews that stand on the sheet (P)."""
MOST = 6
"""Drifting promises that stand on it; the rest are counted (P)."""

LOOKED_AT = (
    ("immigration", "Immigration"),
    ("plan", "Plan and placement"),
    ("health", "Health and school"),
    ("safety", "Vulnerabilities and court"),
)
"""Groups of how things stand, each with its heading on the sheet."""


@dataclass(frozen=True, slots=True)
class ReviewHeld:
    """One review on the sheet."""

    number: int | None
    on: date
    in_time: bool | None
    participation: str
    """Code; empty when it is not on the record."""
    letter: str
    """When the record of it was written, and since when it is on Mosaic; `not written` when it was not."""


@dataclass(frozen=True, slots=True)
class PanelSheet:
    """What the sheet says; nothing of it is stored. What the child said in confidence is not on it."""

    child_id: str
    called: str
    name: str
    age: int
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    """Heading, then label and words; a heading without lines has nothing on the record."""
    since: tuple[SinceLine, ...]
    """Visits, school plan, missing, talks and alerts since the last review."""
    reviews: tuple[ReviewHeld, ...]
    """The last ones, newest first."""
    drifting: tuple[Promise, ...]
    """Open promises past their first date, the longest first."""
    more_drift: int
    """How many more there are."""


def panel_sheet(session: Session, child_id: str, today: date) -> PanelSheet:
    """Gather the sheet of one child.

    Raises:
        BadInput: the child is not here any more.
    """
    record = child_record(session, child_id)
    child = record.child
    called = child["known_as"] or child["first_name"]
    now = {group.key: group.rows for group in how_things_stand(record, (), today)}
    held = [each for each in record.reviews if each.line.opened_on and each.line.opened_on <= today]
    drifting = [each for each in promises_of(record, today) if each.open and each.drift]
    drifting.sort(key=lambda each: -(each.drift or 0))
    return PanelSheet(
        child_id=child_id,
        called=called,
        name=f"{called} {child['surname']}".strip(),
        age=age(child["born"], today),
        groups=tuple(
            (title, tuple((row.label, _value(row.value, row.second)) for row in now.get(key, ())))
            for key, title in LOOKED_AT
        ),
        since=since_review(record, held[-1].line.opened_on if held else None, today),
        reviews=tuple(_reviews(record, held[::-1][:LAST])),
        drifting=tuple(drifting[:MOST]),
        more_drift=max(0, len(drifting) - MOST),
    )


def _value(value: str, second: str) -> str:
    return ", ".join(part for part in (value, second) if part) or "yes"


def _reviews(record: ChildRecord, held: list[JudgedReview]) -> Iterator[ReviewHeld]:
    letters = {row["review_id"]: row["id"] for row in record.tables["letter"]}
    sent = {row["subject_id"]: row for row in record.tables["outbox_entry"] if row["kind"] == "LETTER"}
    for each in held:
        entry = sent.get(letters.get(each.line.id, ""))
        words = "not written"
        if entry is not None:
            there = entry["uploaded_on"]
            words = say_date(entry["made_on"])
            words += f", on Mosaic {say_date(there)}" if there else ", not on Mosaic"
        elif each.row["source"] == "import":
            words = "before this record"
        assert each.line.opened_on is not None
        code = each.row["participation"]
        yield ReviewHeld(each.line.number, each.line.opened_on, each.in_time, code, words)
