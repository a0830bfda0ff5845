"""The social worker's visits to a child, as the IRO watches them."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class VisitFields(Shape):
    """One visit by the social worker (practice.md 2.7, VISITS)."""

    NOUN: ClassVar[Noun] = Noun("Social worker's visit", "visited_on", "Visit", "Social work")

    visited_on: date = asked("When", past=True)
    who: str = asked("Who came", default="", limit=120)
    alone: bool | None = asked("Seen alone", default=None)
    note: str = asked("Note", default="", limit=200)

    def in_a_line(self) -> str:
        """Who came, and whether the child was seen alone."""
        alone = {None: "", True: "seen alone", False: "not alone"}[self.alone]
        return ", ".join(part for part in (self.who, alone, self.note) if part)


class Visit(VisitFields, table=True):
    """One visit to one child."""

    id: str = key()
    child_id: str = belongs_to("child")
