"""Courts and conferences: care proceedings, child protection plans, the panel of a secure placement."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class ProceedingsFields(Shape):
    """One case at court; the Children's Guardian stands among the people."""

    NOUN: ClassVar[Noun] = Noun("Court case", "started_on", "Court", "Court and conferences")

    kind: str = asked("Case", default="CARE", choices="court_case")
    started_on: date = asked("Began", past=True)
    court: str = asked("Court", default="", limit=80)
    stage: str = asked("Stage", default="", choices="court_stage")
    next_on: date | None = asked("Next hearing", default=None)
    guardian_on: date | None = asked("Guardian last spoken to", default=None, past=True)
    ended_on: date | None = asked("Ended", default=None, past=True)
    outcome: str = asked("Outcome", default="", limit=200)

    def in_a_line(self) -> str:
        """Which case, and where it stands."""
        stands = (
            f"ended: {self.outcome}" if self.ended_on and self.outcome else "ended" if self.ended_on else ""
        )
        stage = label("court_stage", self.stage) if self.stage else ""
        return ", ".join(part for part in (label("court_case", self.kind), stands or stage) if part)


class Proceedings(ProceedingsFields, table=True):
    """One court case about one child."""

    id: str = key()
    child_id: str = belongs_to("child")


class ProtectionPlanFields(Shape):
    """One child protection plan; while it runs beside being looked after, both plans are one too many."""

    NOUN: ClassVar[Noun] = Noun(
        "Child protection plan",
        "started_on",
        "CP plan",
        "Court and conferences",
        until="ended_on",
        follow=True,
    )

    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Ended", default=None, past=True)
    category: str = asked("Category", default="", choices="protection_category")
    conference_on: date | None = asked("Next conference", "can it be sooner?", default=None)
    adviser_on: date | None = asked("Adviser spoken to", "Child Protection Adviser", default=None, past=True)
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """The category, and whether it runs."""
        category = label("protection_category", self.category) if self.category else ""
        return ", ".join(part for part in (category, "ended" if self.ended_on else "") if part)


class ProtectionPlan(ProtectionPlanFields, table=True):
    """One protection plan of one child."""

    __tablename__ = "protection_plan"

    id: str = key()
    child_id: str = belongs_to("child")


class SecurePanelFields(Shape):
    """One panel about a secure placement (practice.md C13); the child's own IRO does not chair it."""

    NOUN: ClassVar[Noun] = Noun("Secure panel", "held_on", "Panel", "Court and conferences")

    held_on: date = asked("When", past=True)
    advocate_there: bool | None = asked("Advocate there", default=None)
    outcome: str = asked("What it found", default="", rows=2)

    def in_a_line(self) -> str:
        """What it found."""
        return self.outcome


class SecurePanel(SecurePanelFields, table=True):
    """One secure panel about one child."""

    __tablename__ = "secure_panel"

    id: str = key()
    child_id: str = belongs_to("child")
