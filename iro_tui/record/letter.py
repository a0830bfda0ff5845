"""A letter to a child after a review."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlmodel import JSON, Field

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class LetterFields(Shape):
    """The words, and what they came from."""

    NOUN: ClassVar[Noun] = Noun("Letter")

    text: str = asked("The letter", default="", rows=20)
    phrases_version: str = Field(default="", title="Phrases")
    """Which version of the phrases drafted it."""
    origin: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """Each drafted sentence with the kind and id of what it came from."""
    kept: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Findings kept on purpose: finding key to the reason."""
    drafted_on: date | None = None
    changed_at: datetime | None = None


class Letter(LetterFields, table=True):
    """The letter of one review; there is at most one."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = Field(foreign_key="review.id", unique=True, ondelete="CASCADE")
