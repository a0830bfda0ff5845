"""A child's immigration status, and the assessment of a claimed age."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class ImmigrationFields(Shape):
    """How a child stands with the Home Office since a day; a new one ends the one before."""

    NOUN: ClassVar[Noun] = Noun(
        "Immigration status", "started_on", "Status", "Immigration", until="ended_on", follow=True
    )

    status: str = asked("Status", choices="immigration_status")
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", "the day leave runs out", default=None)
    solicitor: str = asked("Solicitor", default="", limit=120)
    solicitor_phone: str = asked("Phone", default="", limit=40)
    next_on: date | None = asked("Next date", default=None)
    next_what: str = asked("What then", "interview, hearing, renewal", default="", limit=80)
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """The status, and the solicitor."""
        solicitor = f"solicitor {self.solicitor}" if self.solicitor else "no solicitor"
        return f"{label('immigration_status', self.status)}, {solicitor}"


class Immigration(ImmigrationFields, table=True):
    """One status of one child."""

    id: str = key()
    child_id: str = belongs_to("child")


class AgeAssessmentFields(Shape):
    """One social work assessment of a claimed age."""

    NOUN: ClassVar[Noun] = Noun("Age assessment", "asked_on", "Age", "Immigration")

    asked_on: date = asked("Asked for", past=True)
    done_on: date | None = asked("Finished", default=None, past=True)
    outcome: str = asked("Outcome", default="", choices="age_outcome")
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """The outcome, or that it is not finished."""
        if self.done_on is None:
            return "age assessment, not finished"
        return f"age assessment, {label('age_outcome', self.outcome).lower()}" if self.outcome else "finished"


class AgeAssessment(AgeAssessmentFields, table=True):
    """One age assessment of one child."""

    __tablename__ = "age_assessment"

    id: str = key()
    child_id: str = belongs_to("child")
