"""A letter to a child after a review, and words the checker no longer questions."""

from datetime import date, datetime
from typing import Any, ClassVar

from sqlmodel import JSON, Field, SQLModel

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
    format: str = asked("Format", default="", choices="letter_format")
    """How it looks in Word; empty for what the child's record asks for."""
    drafted_on: date | None = None
    changed_at: datetime | None = None


class Letter(LetterFields, table=True):
    """The letter of one review; there is at most one."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = Field(foreign_key="review.id", unique=True, ondelete="CASCADE")


class QuietWord(SQLModel, table=True):
    """A word of the word list that the checker questions no more, for one child or for all."""

    __tablename__ = "quiet_word"

    id: str = key()
    child_id: str | None = Field(default=None, foreign_key="child.id", index=True, ondelete="CASCADE")
    """None for every child. It goes with the child, or it would hold for all the others."""
    word: str
    """As it stood in the letter, in small letters."""
    said_on: date
