"""Significant events between reviews, and proposed changes of plan (practice.md 2.4, P8)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label
from iro_tui.rules.events import said_of_asking

ASKED_BEFORE = frozenset({"PLAN_CHANGE", "PLACEMENT_CHANGE", "CONTACT_CHANGE"})
"""Changes before which child and IRO are asked; codes of `significant_event.csv`."""


class EventFields(Shape):
    """Something that happened or is planned, who was asked before, and what it means for the review."""

    NOUN: ClassVar[Noun] = Noun("Significant event", "known_on", "Event", "Events")

    kind: str = asked("What happened", choices="significant_event")
    known_on: date = asked("You heard on", past=True)
    happens_on: date | None = asked("Happens on", "or happened", default=None)
    what: str = asked("In words", default="", rows=2)
    child_asked_on: date | None = asked("{child} was asked on", default=None, past=True)
    iro_asked_on: date | None = asked("You were asked on", default=None, past=True)
    earlier: bool | None = asked("Earlier review", "is one needed?", default=None)
    earlier_reason: str = asked("Why earlier", default="", choices="brought_forward")
    earlier_by: date | None = asked("Review by", "empty: as the rule says", default=None)
    why_not: str = asked("Why not earlier", default="", limit=200)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """An earlier review has a reason; its day is not before it became known."""
        del asker
        if self.earlier and not self.earlier_reason:
            return {"earlier_reason": "Say why the review is brought forward."}
        if self.earlier_by and self.earlier_by < self.known_on:
            return {"earlier_by": "That is before you heard of it. Check the two days."}
        return {}

    def in_a_line(self) -> str:
        """What it was, and whether child and IRO were asked before a change that asks for it."""
        what = label("significant_event", self.kind)
        if self.kind in ASKED_BEFORE:
            until = self.happens_on or date.max
            days = (self.child_asked_on, self.iro_asked_on)
            child, iro = (day is not None and day <= until for day in days)
            what = f"{what}, {said_of_asking(child, iro)}"
        return f"{what}: {' '.join(self.what.split())}" if self.what else what


class IfEarlier(Shape):
    """What is asked about one move without a plan (EARLY_G)."""

    earlier: bool | None = asked("Earlier review", "is one needed?", default=None)
    why_not: str = asked("Why not earlier", default="", limit=200)


class Event(EventFields, table=True):
    """One event in one child's life."""

    id: str = key()
    child_id: str = belongs_to("child")
