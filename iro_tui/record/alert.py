"""A practice alert: the IRO's challenge, with its clock (practice.md 7.2)."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class AlertFields(Shape):
    """One alert raised with a manager."""

    NOUN: ClassVar[Noun] = Noun("Alert", "raised_on")

    raised_on: date = asked("Raised", past=True)
    concern: str = asked("Concern", "one line", min_length=1, limit=200)
    themes: str = asked("Themes", default="", choices="escalation_theme", many=True)
    evidence: str = asked("Evidence", "dates and facts", default="", rows=3)
    impact: str = asked("What it means for {child}", default="", rows=2)
    asked_for: str = asked("What you ask for", default="", rows=2)
    formal_on: date | None = asked("Formal alert", "raised with the senior manager", default=None, past=True)
    outcome: str = asked("Outcome", default="OPEN", choices="escalation_outcome")
    difference: str = asked("Difference it made for {child}", default="", rows=2)
    closed_on: date | None = asked("Closed", default=None, past=True)


class Alert(AlertFields, table=True):
    """One alert about one child; it keeps the process it started under."""

    id: str = key()
    child_id: str = belongs_to("child")
    process: str = "2023/24"
