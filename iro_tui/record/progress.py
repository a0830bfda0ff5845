"""Promises kept, and what came of what a child said."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key


class ProgressFields(Shape):
    """How one decision stood on one day: at a review, at a midway, or in between."""

    NOUN: ClassVar[Noun] = Noun("Progress of a decision", "answered_on")

    answered_on: date = asked("When", past=True)
    status: str = asked("How it stands", choices="decision_status")
    note: str = asked("Why, or what happened", default="", limit=300)
    by_when: date | None = asked("New date", default=None)


class Progress(ProgressFields, table=True):
    """One answer to one decision; the decision itself holds the newest."""

    id: str = key()
    child_id: str = belongs_to("child")
    decision_id: str = belongs_to("decision")
    review_id: str | None = belongs_to("review", optional=True)
    midway_id: str | None = belongs_to("midway", optional=True)


class ViewAnswerFields(Shape):
    """You said, we did: what came of one thing the child said, or a stated no."""

    NOUN: ClassVar[Noun] = Noun("What came of it", "answered_on")

    answered_on: date = asked("When", past=True)
    outcome: str = asked("What came of it", choices="view_outcome")
    words: str = asked("In words for {child}", "a no has its reason", default="", rows=2)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """A no is a stated no."""
        if self.outcome == "NO" and not self.words.strip():
            return {"words": f"Say why not, in words for {asker.called}."}
        return {}


class ViewAnswer(ViewAnswerFields, table=True):
    """The answer to what was said in one talk, in one line of a meeting, or as a review has it."""

    __tablename__ = "view_answer"

    id: str = key()
    child_id: str = belongs_to("child")
    consultation_id: str | None = belongs_to("consultation", optional=True)
    note_id: str | None = belongs_to("note", optional=True)
    review_id: str | None = belongs_to("review", optional=True)
    decision_id: str | None = belongs_to("decision", optional=True)
    """The promise that was made of it, if one was."""
