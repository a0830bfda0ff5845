"""Everything that is due, for every child, in one list: Today, the child's page and the command line show it.

Nothing here is stored. Each line is worked out from what happened, and carries the rule and its working.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.signs import Sign


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due, and why."""

    kind: str
    """REVIEW, MIDWAY, SPEAK, DECISIONS, LETTER, UPLOAD or ALERT."""
    word: str
    """The kind as the list shows it, at most 10 cells: `Speak with`."""
    child_id: str
    mosaic_id: str
    child: str
    """First name as called, and surname."""
    age: int
    due: date
    """The day it stands on: for a booked review the booked day, for anything else the limit."""
    limit: date
    """The last day the rule allows."""
    working_days: int
    """Working days from today to `due`; negative is so many working days late."""
    late: bool
    """Whether the limit has passed, on calendar days."""
    sign: Sign
    rule: str
    """Rule id of practice.md: `C2`."""
    title: str
    """What it is in words, for the head of the side panel: `Second review`."""
    why: str
    """One plain sentence."""
    note: str
    """At most 18 cells, for the last column."""
    working: tuple[tuple[str, str], ...]
    """Label (at most 20 cells) and value of each step, for the side panel."""
    then: str
    """What follows from doing it, one or two sentences; may be empty."""
    subject_id: str | None
    """Id of the review, letter, alert or outbox entry it is about; None when there is none yet."""
    entries: int = 0
    """How many outbox entries it stands for."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The summary row of Today."""

    late: int
    this_week: int
    """Due up to the end of this week and not late."""
    letters_owed: int
    to_upload: int
    """Outbox entries the council does not have yet."""
    alerts_open: int
    answers_late: int
    answers_today: int
    answers_tomorrow: int


@dataclass(frozen=True, slots=True)
class Group:
    """A stretch of the list under one heading."""

    key: str
    """`late`, `this`, `next` or `later`."""
    title: str
    """`This week, Mon 23 to Fri 27 Nov`."""
    items: tuple[Item, ...]
    empty: str
    """What to say when there are none: `Nothing late.`"""


@dataclass(frozen=True, slots=True)
class Week:
    """The reviews of one week."""

    monday: date
    reviews: int
    """Booked in it, or due in it and not booked."""
    over: bool
    """More than the IRO said is the most."""
