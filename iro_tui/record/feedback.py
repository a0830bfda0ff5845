"""What children and others say about the IRO, the review and being in care."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class FeedbackFields(Shape):
    """One piece of feedback, with or without permission to quote it (practice.md 10, row 2)."""

    NOUN: ClassVar[Noun] = Noun("Feedback", "given_on", "Feedback", "Your work")

    given_on: date = asked("When", past=True)
    who: str = asked("From", default="CHILD", choices="feedback_from")
    about: str = asked("About", default="REVIEW", choices="feedback_about")
    words: str = asked("In their own words", default="", rows=3)
    may_quote: bool = asked("May be quoted", "without a name", default=False)

    def in_a_line(self) -> str:
        """From whom, and whether it may be quoted."""
        quote = "may be quoted" if self.may_quote else "not to be quoted"
        return f"{label('feedback_from', self.who)}, {quote}"

    def child_said(self) -> str:
        """What the child said."""
        return self.words if self.who == "CHILD" else ""


class Feedback(FeedbackFields, table=True):
    """One piece of feedback from around one child."""

    id: str = key()
    child_id: str = belongs_to("child")
