"""The IRO's footprint: what was last done for each child, and who went quiet (practice.md 5, figure 39)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from iro_tui.casework.files import NO_TALK, File, open_files
from iro_tui.casework.midway_state import MidwayState, midway_state
from iro_tui.casework.shelf import Shelf
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.registry import Settings

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect, Select
    from sqlmodel import Session

KINDS: Mapping[str, str] = {
    "review": "Review",
    "midway": "Midway",
    "talk": "Talked",
    "attempt": "Tried",
    "contact": "Contact",
    "guardian": "Guardian",
    "alert": "Alert",
    "letter": "Letter",
    "note": "Note",
}
"""What counts as the IRO's own activity, with its word; contact with the Guardian is a kind of its own."""

_WAS = {
    "review": "a review",
    "midway": "a midway",
    "talk": "a talk",
    "attempt": "an attempt to talk",
    "contact": "a contact",
    "guardian": "a contact with the Guardian",
    "alert": "an alert",
    "letter": "a letter",
    "note": "a note",
}


@dataclass(frozen=True, slots=True)
class Footprint:
    """One child's line."""

    child_id: str
    name: str
    age: int
    last: Mapping[str, date]
    """The last day of each kind of activity up to today; kinds that never were are left out."""
    last_kind: str
    """The kind that was last; empty when nothing was done yet."""
    last_on: date | None
    since: date | None
    """Since when nothing was done: the last activity, else the start of care; None when neither is known."""
    days: int | None
    """Days since then; None when nothing was done yet."""
    midway: MidwayState
    talks: int
    """Talks that took place since the last review; since the start of care before the first."""
    open_alerts: int
    quiet: bool
    """Whether nothing was done for longer than the rule QUIET says."""
    why: str
    """One sentence: why it has gone quiet, or what was last done."""


def footprint(session: Session, today: date) -> tuple[Footprint, ...]:
    """Every open child, those who have gone quiet first, then those without activity for longest."""
    files = open_files(session, today)
    done = _last_of_each(session, today)
    talked = _talks(session, today)
    found = [
        _line(file, done.get(child_id, {}), talked.get(child_id, ()), today)
        for child_id, file in files.items()
        if is_open(file, today)
    ]
    return tuple(sorted(found, key=lambda each: (not each.quiet, each.since or date.min, each.name)))


def gone_quiet(session: Session, today: date) -> tuple[Footprint, ...]:
    """The children who have gone quiet, the longest first."""
    return tuple(each for each in footprint(session, today) if each.quiet)


def quiet_of(
    session: Session, in_care_since: Mapping[str, date | None], settings: Settings, on: date
) -> Mapping[str, tuple[date | None, str] | None]:
    """Of some children on a day: when anything was last done by then and why it is quiet, or None.

    Args:
        session: an open session.
        in_care_since: the children by id, with the start of their care; None where it is not known.
        settings: what the IRO changed about the rules.
        on: the day, today or one that has gone; what was done after it does not count.
    """
    done = _last_of_each(session, on)
    found: dict[str, tuple[date | None, str] | None] = {}
    for child_id, since in in_care_since.items():
        kind, last_on = _last_done(done.get(child_id, {}))
        quiet, why = _quiet(settings, since, kind, last_on, on)
        found[child_id] = (last_on, why) if quiet else None
    return found


def is_open(file: File, today: date) -> bool:
    """Whether a child is on this caseload on a day."""
    return file.child.closed_on is None or file.child.closed_on > today


def _last_done(last: Mapping[str, date]) -> tuple[str, date | None]:
    """The kind and day of the last activity."""
    kind = max(last, key=lambda each: (last[each], -list(KINDS).index(each)), default="")
    return kind, last.get(kind)


def _line(file: File, last: Mapping[str, date], talks: Sequence[date], today: date) -> Footprint:
    kind, last_on = _last_done(last)
    held = file.last_review
    since = (held.held_on if held else None) or file.looked_after_since or date.min
    quiet, why = _quiet(file.settings, file.looked_after_since, kind, last_on, today)
    return Footprint(
        child_id=file.child.id,
        name=file.child.name,
        age=age(file.child.born, today),
        last=last,
        last_kind=kind,
        last_on=last_on,
        since=last_on or file.looked_after_since,
        days=(today - last_on).days if last_on else None,
        midway=midway_state(file, today),
        talks=sum(since < day for day in talks),
        open_alerts=len(file.alerts),
        quiet=quiet,
        why=why,
    )


def _quiet(
    settings: Settings, in_care_since: date | None, kind: str, last_on: date | None, today: date
) -> tuple[bool, str]:
    """Whether a child has gone quiet, and one sentence about it."""
    limit = _limit(settings, today)
    since = last_on or in_care_since
    quiet = limit is not None and (since is None or since < limit)
    if last_on is None:
        return quiet, f"Nothing yet; in care since {say_date(since, today)}." if since else "Nothing yet."
    was = f"{_WAS[kind]}, {say_date(last_on, today)}"
    if quiet:
        return True, f"Nothing for {(today - last_on).days // 7} weeks: last {was}."
    return False, f"Last {was}."


def _limit(settings: Settings, today: date) -> date | None:
    """The day before which the last activity lies for a child who has gone quiet; None when switched off."""
    if not settings.in_force("QUIET"):
        return None
    return today - timedelta(weeks=settings.number("QUIET"))


def _last_of_each(session: Session, today: date) -> Mapping[str, dict[str, date]]:
    """The last day of each kind by child id, in one reading."""
    shelf = Shelf(session.connection(), None)
    found: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for kind, child_id, day in shelf.connection.execute(_asking_last_of_each(), {"today": today}).all():
        found[child_id][kind] = max(day, found[child_id].get(kind, date.min))
    return found


@cache
def _asking_last_of_each() -> CompoundSelect[Any]:
    """The query of `_last_of_each`; to build it takes longer than to run it."""
    from sqlalchemy import Date, bindparam, func, literal_column, select, union_all
    from sqlmodel import SQLModel

    tables, today = SQLModel.metadata.tables, bindparam("today", type_=Date)
    review, note, talk = tables["review"], tables["note"], tables["consultation"]
    contact, entry = tables["contact"], tables["outbox_entry"]

    def last(kind: str, table: Any, day: Any, *only: Any) -> Select[Any]:
        wanted = select(literal_column(f"'{kind}'"), table.c.child_id, func.max(day))
        return wanted.where(day <= today, *only).group_by(table.c.child_id)

    no_talk, guardian = talk.c.kind.in_(NO_TALK), contact.c.with_role == "GUARDIAN"
    return union_all(
        last("review", review, review.c.opened_on),
        last("midway", tables["midway"], tables["midway"].c.held_on),
        last("talk", talk, talk.c.held_on, ~no_talk),
        last("attempt", talk, talk.c.held_on, no_talk),
        last("contact", contact, contact.c.held_on, ~guardian),
        last("guardian", contact, contact.c.held_on, guardian),
        last("alert", tables["alert"], tables["alert"].c.raised_on),
        last("alert", tables["alert_move"], tables["alert_move"].c.moved_on),
        last("letter", tables["letter"], tables["letter"].c.drafted_on),
        last("letter", entry, entry.c.made_on, entry.c.kind == "LETTER"),
        last("note", note, review.c.opened_on, review.c.id == note.c.review_id),
    )


def _talks(session: Session, today: date) -> Mapping[str, list[date]]:
    """The days of the talks that took place, by child id."""
    shelf = Shelf(session.connection(), None)
    took_place = f"kind NOT IN {NO_TALK} AND held_on <= :today"
    rows = shelf.rows("consultation", "held_on", where=took_place, today=today)
    return {child_id: [row[0] for row in days] for child_id, days in rows.items()}
