"""Where a child goes to school, and the personal education plans."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class SchoolingFields(Shape):
    """One school, nursery or college; a new one ends the one before."""

    NOUN: ClassVar[Noun] = Noun("School", "started_on", "School", "School", until="ended_on", follow=True)

    name: str = asked("School", "nursery or college", min_length=1, limit=120)
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", default=None)
    year_group: str = asked("Year group", default="", limit=20)
    support: str = asked("Special needs", default="", choices="school_support")

    def in_a_line(self) -> str:
        """The school, and the year group."""
        return ", ".join(part for part in (self.name, self.year_group) if part)


class Schooling(SchoolingFields, table=True):
    """One school of one child; the open one has no end."""

    id: str = key()
    child_id: str = belongs_to("child")


class PepFields(Shape):
    """One personal education plan, made or reviewed (practice.md 2.7, PEP)."""

    NOUN: ClassVar[Noun] = Noun("PEP", "held_on", "PEP", "School")

    held_on: date = asked("When", past=True)
    attendance: int | None = asked("Attendance", "per cent", default=None, ge=0, le=100)
    note: str = asked("Note", "progress, what is wanted", default="", rows=2)

    def in_a_line(self) -> str:
        """Attendance and the note."""
        there = "" if self.attendance is None else f"attendance {self.attendance} %"
        return ", ".join(part for part in (there, self.note) if part)


class Pep(PepFields, table=True):
    """One personal education plan of one child."""

    id: str = key()
    child_id: str = belongs_to("child")
