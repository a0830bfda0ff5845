"""Where a child lives and under which law: histories of placement and legal status."""

from datetime import date

from iro_tui.record.base import Shape, asked, belongs_to, key


class PlacementFields(Shape):
    """One placement."""

    kind: str = asked("Kind", choices="placement_type")
    provider: str = asked("Provider", default="", choices="placement_provider")
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", default=None)
    carer: str = asked("Carer", "as the child says it", default="", limit=120)
    phone: str = asked("Phone", default="", limit=40)
    postcode: str = asked("Postcode", default="", limit=12)
    planned: bool | None = asked("Planned move", default=None)


class Placement(PlacementFields, table=True):
    """One placement of one child; the open one has no end."""

    id: str = key()
    child_id: str = belongs_to("child")


class LegalStatusFields(Shape):
    """One legal status."""

    code: str = asked("Legal status", choices="legal_status")
    started_on: date = asked("Since", past=True)
    ended_on: date | None = asked("Until", default=None)


class LegalStatus(LegalStatusFields, table=True):
    """One legal status of one child; the open one has no end."""

    __tablename__ = "legal_status"

    id: str = key()
    child_id: str = belongs_to("child")
