"""Where a child lives and under which law: histories of placement and legal status."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key


class PlacementFields(Shape):
    """One placement; a new one ends the one before."""

    NOUN: ClassVar[Noun] = Noun("Placement", "started_on", part="Home", until="ended_on", follow=True)

    kind: str = asked("Kind", choices="placement_type")
    provider: str = asked("Provider", default="", choices="placement_provider")
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", default=None)
    carer: str = asked("Carer", "as the child says it", default="", limit=120)
    phone: str = asked("Phone", default="", limit=40)
    postcode: str = asked("Postcode", default="", limit=12)
    address: str = asked("Address", "never in a letter", default="", limit=120)
    planned: bool | None = asked("Planned move", default=None)
    move_reason: str = asked("Why the move", default="", choices="reason_placement_change")
    child_asked: bool | None = asked("{child} was asked", "before the move", default=None)
    child_saw: bool | None = asked("{child} saw it first", default=None)
    iro_asked_on: date | None = asked("You were asked on", default=None, past=True)
    plan_on: date | None = asked("Placement plan ready", default=None, past=True)
    lasts: bool = asked("Meant to last to 18", default=False)
    long_term_on: date | None = asked("Long-term since", "agreed as a long-term foster home", default=None)
    visits: str = asked("Visiting rule", "when it is not the usual one", default="", choices="visit_case")

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """A placement does not end before it begins."""
        del asker
        if self.ended_on and self.ended_on < self.started_on:
            return {"ended_on": "That is before it began. Check the two days."}
        return {}


class Placement(PlacementFields, table=True):
    """One placement of one child; the open one has no end."""

    id: str = key()
    child_id: str = belongs_to("child")


class LegalStatusFields(Shape):
    """One legal status; a new one ends the one before."""

    NOUN: ClassVar[Noun] = Noun("Legal status", "started_on", part="Home", until="ended_on", follow=True)

    code: str = asked("Legal status", choices="legal_status")
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", default=None)


class LegalStatus(LegalStatusFields, table=True):
    """One legal status of one child; the open one has no end."""

    __tablename__ = "legal_status"

    id: str = key()
    child_id: str = belongs_to("child")
