"""Steps towards adult life: needs assessment, pathway plan, Staying Put, housing report, adviser."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class PathwayStepFields(Shape):
    """One step on the way out of care (practice.md 2.7, PATHWAY, PATHWAY_REVIEW, STAYING_PUT)."""

    NOUN: ClassVar[Noun] = Noun("Pathway step", "done_on", "Pathway", "Leaving care")

    kind: str = asked("What", default="PLAN", choices="pathway_step")
    done_on: date = asked("When", past=True)
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """What it was, and the note."""
        return ", ".join(part for part in (label("pathway_step", self.kind), self.note) if part)


class PathwayStep(PathwayStepFields, table=True):
    """One step of one young person."""

    __tablename__ = "pathway_step"

    id: str = key()
    child_id: str = belongs_to("child")
