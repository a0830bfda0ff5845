"""Which letters left in a span of time, for the sample a service manager reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.record.letter import Letter
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.review import Review


@dataclass(frozen=True, slots=True)
class LetterSent:
    """One letter that was exported."""

    letter_id: str
    review_id: str
    text: str
    kept: Mapping[str, str]
    """Findings kept on purpose: key to reason."""
    phrases_version: str
    held_on: date
    """The day of the review, its last meeting where it had several."""
    exported_on: date
    """The day it was first exported."""


def letters_sent(session: Session, since: date, until: date) -> tuple[LetterSent, ...]:
    """The letters written here and first exported in a span of days, both included, by their ids."""
    found: dict[str, LetterSent] = {}
    rows = session.exec(
        select(OutboxEntry, Letter, Review)
        .join(Letter, col(OutboxEntry.subject_id) == col(Letter.id))
        .join(Review, col(Letter.review_id) == col(Review.id))
        .where(OutboxEntry.kind == "LETTER", col(Letter.text) != "")
        .order_by(col(OutboxEntry.made_on))
    )
    for entry, letter, review in rows:
        held = review.completed_on or review.opened_on
        if held is not None:
            found.setdefault(
                letter.id,
                LetterSent(
                    letter_id=letter.id,
                    review_id=review.id,
                    text=letter.text,
                    kept=dict(letter.kept),
                    phrases_version=letter.phrases_version,
                    held_on=held,
                    exported_on=entry.made_on,
                ),
            )
    return tuple(found[id] for id in sorted(found) if since <= found[id].exported_on <= until)
