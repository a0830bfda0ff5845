"""A decision of a review: a promise that follows the child until it is kept, changed or dropped."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class DecisionFields(Shape):
    """What will happen, who does it, by when, and what came of it."""

    NOUN: ClassVar[Noun] = Noun("Decision")

    text: str = asked("What will happen", min_length=1, rows=2)
    who: str = asked("Who will do it", "a person, not a team", default="", limit=120)
    by_when: date | None = asked("By when", default=None)
    starting: bool = asked("From that date", "it goes on", default=False)
    against_wish: str = asked(
        "If {child} wanted otherwise", "the wish and the reason, in words for the letter", default="", rows=2
    )
    status: str = asked("What came of it", default="OPEN", choices="decision_status")
    reason: str = asked("Why", default="", limit=300)
    closed_on: date | None = asked("Closed on", default=None, past=True)
    position: int = asked("Place in the list", default=0)


class Decision(DecisionFields, table=True):
    """One decision, tied to the review it came from."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = belongs_to("review")
    note_id: str | None = belongs_to("note", optional=True)
    """The line in the meeting it was taken from; None when it was written straight in."""
    first_by: date | None = None
    """The day it was first promised for; drift is counted from it. None when it never had one."""
