"""Vaults to measure on: the invented caseload as it is, ten times its children, or five times its years."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from iro_tui.demo.book import Book

TODAY = date(2026, 11, 23)
PASSPHRASE = "seven invented grey herons"
SPAN = timedelta(days=728)
"""What the story tells: two years, in whole weeks so that a copy further back falls on the same weekdays."""
TEN_YEARS = 5
"""So many spans make ten years."""

_OVER = {
    "review": "completed_on",
    "note": "review_id",
    "decision": "closed_on",
    "letter": "review_id",
    "consultation": "held_on",
    "midway": "held_on",
    "alert": "closed_on",
    "outbox_entry": "uploaded_on",
}
"""Tables that grow with the years, and the column that is filled once a row of theirs is over."""


@cache
def home_of(folder: Path, caseloads: int = 1, spans: int = 1) -> Path:
    """Return the folder of a closed vault with the full key cost, made once in each run.

    Args:
        folder: where the vaults of this run stand.
        caseloads: how many invented caseloads of 63 children go into it.
        spans: how many times the two years of each child are told, each copy behind the one before.
    """
    from iro_tui.demo.story import tell
    from iro_tui.vault.store import Vault

    home = folder / f"{caseloads}-caseloads-{spans}-spans"
    with Vault.create(home, PASSPHRASE) as vault:
        for number in range(caseloads):
            vault.act(_write, tell(TODAY, 63 + number).book, number, spans)
    return home


@cache
def home_with_notes(folder: Path, notes: int) -> Path:
    """Return the folder of a closed vault with so many more notes from meetings, of about 60 words each."""
    from iro_tui.demo.story import tell
    from iro_tui.vault.store import Vault

    home = folder / f"{notes}-notes"
    with Vault.create(home, PASSPHRASE) as vault:
        vault.act(_write, tell(TODAY, 63).book, 0, 1)
        vault.act(_write_notes, notes)
    return home


@verb("invented notes made")
def _write_notes(session: Session, count: int) -> None:
    from sqlalchemy import insert, select

    from iro_tui.record.tables import Consultation, Note, Review

    connection, chance = session.connection(), Random(20)
    said = [row[0] for row in connection.execute(select(Note.text).union_all(select(Consultation.own_words)))]
    sentences = sorted(text for text in said if text)
    reviews = connection.execute(select(Review.id, Review.child_id).order_by(Review.id)).all()
    rows = []
    for number in range(count):
        review_id, child_id = chance.choice(reviews)
        text = " ".join(chance.choice(sentences) for _ in range(7))
        rows.append(
            {
                "id": f"bench-{number}",
                "child_id": child_id,
                "review_id": review_id,
                "tag": "NOTE",
                "text": f"{text} Page {number}.",
                "noted_at": "",
                "position": 100 + number,
            }
        )
    connection.execute(insert(Note), rows)


@verb("invented caseload made")
def _write(session: Session, book: Book, number: int, spans: int) -> None:
    from sqlalchemy import delete, insert

    from iro_tui.demo.book import in_order
    from iro_tui.record.tables import Profile

    connection = session.connection()
    connection.execute(delete(Profile))
    reviews: set[str | None] = {None}
    for table in in_order():
        name = str(table.__tablename__)
        rows = [_fitted(name, row, number, spans) for row in book.rows[table]]
        over = [row for row in rows if name in _OVER and row[_OVER[name]]]
        older = [_earlier(row, back) for back in range(1, spans) for row in over]
        # A talk may belong to a review that is not over and so has no copy.
        rows += [row for row in older if row.get("review_id") in reviews]
        if name == "review":
            reviews |= {row["id"] for row in rows}
        if rows:
            connection.execute(insert(table), rows)


def _fitted(table: str, row: dict[str, Any], number: int, spans: int) -> dict[str, Any]:
    if table == "child":
        # The stories know nothing of each other and may give two children one Mosaic number.
        return {**row, "mosaic_id": f"{number}{row['mosaic_id']}"}
    if table == "period_of_care":
        return {**row, "started_on": row["started_on"] - SPAN * (spans - 1)}
    return row


def _earlier(row: dict[str, Any], back: int) -> dict[str, Any]:
    """The same thing so many spans before, tied to the copies of what it is tied to."""
    moved = {name: value - SPAN * back if isinstance(value, date) else value for name, value in row.items()}
    for name in ("id", "review_id", "note_id", "subject_id"):
        if moved.get(name):
            moved[name] = f"{moved[name]}-{back}"
    return moved
