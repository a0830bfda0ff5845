"""Health assessments, what they recommend, and the strengths and difficulties questionnaire."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class HealthAssessmentFields(Shape):
    """One health assessment (practice.md 2.7, RHA)."""

    NOUN: ClassVar[Noun] = Noun("Health assessment", "held_on", "Health", "Health")

    held_on: date = asked("When", past=True)
    kind: str = asked("Kind", default="REVIEW", choices="health_kind")
    report_on: date | None = asked("Report came", default=None, past=True)
    up_to_date: str = asked("Up to date", default="", choices="health_check", many=True)
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """Which one, and whether its report is here."""
        report = "report here" if self.report_on else "no report yet"
        return f"{label('health_kind', self.kind)}, {report}"


class HealthAssessment(HealthAssessmentFields, table=True):
    """One health assessment of one child."""

    __tablename__ = "health_assessment"

    id: str = key()
    child_id: str = belongs_to("child")


class RecommendationFields(Shape):
    """One thing a health assessment recommends; it is carried from review to review until it is done."""

    NOUN: ClassVar[Noun] = Noun("Health recommendation", "made_on", "Health", "Health")

    text: str = asked("What is recommended", min_length=1, limit=300)
    made_on: date = asked("Of the assessment on", past=True)
    who: str = asked("Who does it", default="", limit=120)
    by_when: date | None = asked("By when", default=None)
    status: str = asked("What came of it", default="OPEN", choices="decision_status")
    reason: str = asked("Why, or what happened", default="", limit=300)
    closed_on: date | None = asked("Closed on", default=None, past=True)

    def in_a_line(self) -> str:
        """What is recommended, and how it stands."""
        return f"{self.text}: {label('decision_status', self.status).lower()}"


class Recommendation(RecommendationFields, table=True):
    """One recommendation of one health assessment."""

    id: str = key()
    child_id: str = belongs_to("child")
    assessment_id: str | None = belongs_to("health_assessment", optional=True)


class SdqFields(Shape):
    """One strengths and difficulties questionnaire, or why there is none (practice.md 2.7, SDQ)."""

    NOUN: ClassVar[Noun] = Noun("SDQ", "answered_on", "SDQ", "Health")

    answered_on: date = asked("When", past=True)
    score: int | None = asked("Score", "0 to 40", default=None, ge=0, le=40)
    no_score: str = asked("Why no score", default="", choices="sdq_reason")

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """A score, or the reason for none."""
        del asker
        if self.score is None and not self.no_score:
            return {"score": "Give the score, or say below why there is none."}
        return {}

    def in_a_line(self) -> str:
        """The score, or why there is none."""
        if self.score is None:
            return f"no score: {label('sdq_reason', self.no_score).lower()}"
        return f"score {self.score}"


class Sdq(SdqFields, table=True):
    """One questionnaire about one child."""

    id: str = key()
    child_id: str = belongs_to("child")
