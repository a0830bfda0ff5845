"""One thing that is due, with its rule and its working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.casework.files import File
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import cut
from iro_tui.rules.dates import age
from iro_tui.rules.due import Due
from iro_tui.rules.working_days import working_days_between

NOTE_CELLS = 18
"""Width of the last column of Today."""


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
    """The day it stands on: for a booked review the booked day, for anything else the limit. A booked day
    that has passed with nothing recorded stands on today."""
    limit: date
    """The last day the rule allows."""
    working_days: int
    """Working days from today to `due`; negative is so many working days late."""
    late: bool
    """Whether the limit has passed, on calendar days."""
    sign: Sign
    rule: str
    """Rule id of practice.md (`C2`, `F4`, `7.2`); `MIDWAY`, and `UPLOAD` for our own."""
    title: str
    """What it is in words, for the head of the side panel: `Second review`."""
    why: str
    """One or two plain sentences."""
    note: str
    """At most 18 cells, for the last column."""
    working: tuple[tuple[str, str], ...]
    """Label (at most 20 cells) and value of each step, for the side panel."""
    then: str
    """What follows from doing it, one or two sentences; may be empty."""
    subject_id: str | None
    """Id of the review, alert or outbox entry it is about; None when there is none yet."""
    entries: int = 0
    """How many outbox entries it stands for."""
    law: Due | None = None
    """The limit as its rule counts it, with every step; None where no rule of the list counts it."""


def make_item(
    file: File,
    today: date,
    *,
    kind: str,
    word: str,
    due: date,
    rule: str,
    title: str,
    why: str,
    note: str,
    working: tuple[tuple[str, str], ...] = (),
    then: str = "",
    subject_id: str | None = None,
    limit: date | None = None,
    sign: Sign = "",
    entries: int = 0,
    law: Due | None = None,
) -> Item:
    """Make the item of one child's file; age, working days, lateness and sign follow from the dates.

    The arguments are the fields of `Item`. Without a `limit` it is `due`. A `sign` overrules `today` and
    `coming`, though never `late`.
    """
    limit = limit or due
    late = limit < today
    near: Sign = "today" if due <= today + timedelta(days=1) else "coming"
    return Item(
        kind=kind,
        word=word,
        child_id=file.child.id,
        mosaic_id=file.child.mosaic_id,
        child=file.child.name,
        age=age(file.child.born, today),
        due=due,
        limit=limit,
        working_days=working_days_between(today, due),
        late=late,
        sign="late" if late else (sign or near),
        rule=rule,
        title=title,
        why=why,
        note=cut(note, NOTE_CELLS),
        working=working,
        then=then,
        subject_id=subject_id,
        entries=entries,
        law=law,
    )
