"""One thing that is due, with its rule and its working."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.casework.files import File, SnoozeLine
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import cut
from iro_tui.rules.dates import age
from iro_tui.rules.due import Due
from iro_tui.rules.registry import rules
from iro_tui.rules.working_days import working_days_between

NOTE_CELLS = 18
"""Width of the last column of Today."""


WATCHED = frozenset(
    {
        *("TOLD", "CARE_PLAN", "PLACEMENT_PLAN", "PERMANENCE", "PEP", "HEALTH", "SDQ", "VISIT"),
        *("INTERVIEW", "PATHWAY", "STAYING_PUT", "PANEL", "OBJECTION", "PLAN_UPDATE", "ADVOCATE"),
    }
)
"""Kinds of what others do and the IRO watches: they stand on the list around their day, and can wait."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is due, and why."""

    kind: str
    """REVIEW, PREPARE, SPEAK, MIDWAY, WHY_LATE, DECISIONS, LETTER, SEND_ROUND, UPLOAD, ALERT or one of
    `WATCHED`."""
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
    """Rule id in the registry (`C2`, `F4`, `MIDWAY`), to look up with `rules.registry.rule`; `2.1` for a date
    that cannot be counted."""
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
    """Id of the row it is about: the review, alert, outbox entry, placement; None when there is none yet."""
    entries: int = 0
    """How many outbox entries it stands for."""
    law: Due | None = None
    """The limit as its rule counts it, with every step; None where no rule of the list counts it."""
    key: str = ""
    """What it hangs on, the same from day to day: `subject_id` unless the kind has something of its own, such
    as the day it counts from, else the last review held, else the child."""
    put_off: SnoozeLine | None = None
    """The snooze that keeps it off the lists today; None when it is on them."""
    once: bool = False
    """Nothing like it is on the record, so it is asked about for some days and then goes."""

    asks: str = ""
    """Id of the placement the child moved to without a plan, which brings the review forward, while nobody
    said whether it must; else empty."""

    @property
    def in_law(self) -> bool:
        """Whether the law sets the IRO's limit, so that it can be put off no further.

        What is watched can be: it is for others to do, and the IRO asks again another day.
        """
        return _in_law(self.kind, self.rule)


def _in_law(kind: str, rule: str) -> bool:
    listed = rules().get(rule)
    return kind == "REVIEW" or (kind not in WATCHED and listed is not None and listed.mark == "S")


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
    key: str = "",
    once: bool = False,
    asks: str = "",
) -> Item:
    """Make the item of one child's file; age, working days, lateness and sign follow from the dates.

    The arguments are the fields of `Item`. Without a `limit` it is `due`. A `sign` overrules `today` and
    `coming`, though never `late`.
    """
    limit = limit or due
    late = limit < today
    key = key or subject_id or _hangs_on(file)
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
        working_days=working_days_between(today, due, file.settings.holidays),
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
        key=key,
        once=once,
        asks=asks,
        put_off=_put_off(file.snoozes.get((kind, key)), today, limit, _in_law(kind, rule)),
    )


def _hangs_on(file: File) -> str:
    last = file.last_review
    return last.id if last else file.child.id


def _put_off(snooze: SnoozeLine | None, today: date, limit: date, in_law: bool) -> SnoozeLine | None:
    """The snooze, while it holds: to its day, or till a limit passes that had not passed when it began."""
    if snooze is None or today >= snooze.until_on:
        return None
    knew_it_was_late = not in_law and limit < snooze.made_on
    return snooze if today <= limit or knew_it_was_late else None
