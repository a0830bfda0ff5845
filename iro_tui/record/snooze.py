"""Something due that the IRO has put off, with the day it comes back and the reason."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class SnoozeFields(Shape):
    """Until when, and why."""

    NOUN: ClassVar[Noun] = Noun("Snooze")

    until_on: date = asked("Back on the list", "the day you will see it again")
    reason: str = asked("Why it can wait", min_length=1, limit=200)


class Snooze(SnoozeFields, table=True):
    """One thing put off; it comes back by itself, and at once when its limit passes."""

    id: str = key()
    child_id: str = belongs_to("child")
    kind: str
    """The kind of agenda item, such as `MIDWAY`."""
    subject: str
    """What it hangs on, as `Item.key` says: the id of a review, an alert or an outbox entry."""
    made_on: date
