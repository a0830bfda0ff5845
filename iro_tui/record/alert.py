"""A practice alert: the IRO's challenge, with its clock (practice.md 7.2)."""

from datetime import date
from typing import Any, ClassVar

from sqlmodel import JSON, Field

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class AlertFields(Shape):
    """One alert raised with a manager."""

    NOUN: ClassVar[Noun] = Noun("Alert", "raised_on")

    kind: str = asked("What", default="ALERT", choices="alert_kind")
    raised_on: date = asked("Raised", past=True)
    concern: str = asked("Concern", "one line", min_length=1, limit=200)
    themes: str = asked("Themes", default="", choices="escalation_theme", many=True)
    evidence: str = asked("Evidence", "dates and facts", default="", rows=3)
    impact: str = asked("What it means for {child}", default="", rows=2)
    asked_for: str = asked("What you ask for", default="", rows=2)
    outcome: str = asked("Outcome", default="OPEN", choices="escalation_outcome")
    difference: str = asked("Difference it made for {child}", default="", rows=2)
    decision: str = asked("What the manager decided", default="", rows=2)
    child_told_on: date | None = asked("{child} told on", default=None, past=True)
    follow_up_on: date | None = asked("Look again on", default=None)
    follow_up: str = asked("What happened then", default="", rows=2)
    tracked: bool = asked("Tracked", "by the service manager", default=False)
    closed_on: date | None = asked("Closed", default=None, past=True)


class Alert(AlertFields, table=True):
    """One alert about one child; it keeps the process it started under."""

    id: str = key()
    child_id: str = belongs_to("child")
    process: str = "2023/24"
    """Name and version of the process, as `AlertProcess.name` or a process of the list says it."""
    about: str = ""
    """What it was raised from, `table:id`: a midway, a decision, a line of the agenda; may be empty."""


class AlertMoveFields(Shape):
    """One step up: the alert goes to somebody else on a day. Steps may be skipped."""

    NOUN: ClassVar[Noun] = Noun("Step of an alert", "moved_on")

    moved_on: date = asked("When", past=True)
    step: str = asked("Step", min_length=1, limit=30)
    note: str = asked("Why now", default="", limit=300)


class AlertMove(AlertMoveFields, table=True):
    """One step of one alert after it was raised."""

    __tablename__ = "alert_move"

    id: str = key()
    child_id: str = belongs_to("child")
    alert_id: str = belongs_to("alert")


class AlertReplyFields(Shape):
    """One answer to an alert, and whether it is enough."""

    NOUN: ClassVar[Noun] = Noun("Answer to an alert", "answered_on")

    answered_on: date = asked("When", past=True)
    who: str = asked("From whom", default="", limit=120)
    words: str = asked("What was answered", default="", rows=3)
    enough: bool | None = asked("Is it enough?", default=None)


class AlertReply(AlertReplyFields, table=True):
    """One answer to one alert."""

    __tablename__ = "alert_reply"

    id: str = key()
    child_id: str = belongs_to("child")
    alert_id: str = belongs_to("alert")


class AlertProcessFields(Shape):
    """A process of the council's own, as it stood from a day on; alerts keep the one they started under."""

    name: str = asked("Name", "and version, such as 2026/27", min_length=1, limit=40)
    made_on: date = asked("Since", past=True)
    limit_days: int | None = asked("Limit", "working days in all", default=20, ge=1, le=250)


class AlertProcess(AlertProcessFields, table=True):
    """One version of one process."""

    __tablename__ = "alert_process"

    id: str = key()
    steps: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    """In order: `code`, `label`, `with_whom`, `working_days` (None for no clock)."""
