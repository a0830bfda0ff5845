"""A midway review: the IRO's check with the social worker between two reviews (practice.md 5)."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class MidwayFields(Shape):
    """One midway review."""

    NOUN: ClassVar[Noun] = Noun("Midway", "held_on")

    held_on: date = asked("When", past=True)
    method: str = asked("How", default="TEAMS", choices="midway_method")
    with_whom: str = asked("With", "the social worker", default="", limit=120)
    child_seen: bool = asked("Child seen", "since the last review", default=False)
    going: str = asked("How is the plan going?", default="", rows=2)
    worries: str = asked("What worries you?", default="", rows=2)
    next_steps: str = asked("What happens next, and who does it?", default="", rows=2)
    child_message: str = asked("Message from {child}", default="", group="more", rows=2)
    visits_in_time: bool | None = asked("Visits in time", default=None, group="more")
    drift: bool | None = asked("Is it drifting?", "slower than {child} needs", default=None, group="more")
    safety: str = asked("Safety", "missing, risks, moves", default="", group="more", limit=300)
    judgement: str = asked("Judgement", default="ON_TRACK", choices="judgement")


class Midway(MidwayFields, table=True):
    """One midway review of one child."""

    id: str = key()
    child_id: str = belongs_to("child")
    source: str = ""
    """Where the row came from when it was not written here: `import`."""
    alert_id: str | None = belongs_to("alert", optional=True)
    """The alert that was raised from it; None when there was none."""
