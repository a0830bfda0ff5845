"""What a completed review leaves to do, what the council does not have yet, and open alerts."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.files import LATELY, AlertLine, EntryLine, File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.sequence import ReviewLine
from iro_tui.casework.words import cut
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.deadlines import deadline, due_by
from iro_tui.rules.due import Due, counted
from iro_tui.rules.escalation import stage_due
from iro_tui.rules.working_days import working_days_between

OWING_DAYS = 60
"""Working days after which a review completed long ago is no longer said to owe decisions or a letter (P)."""

UPLOAD_DAYS = 5
"""Working days in which what was written should be with the council (P)."""

_ENTRY_WORDS = {"PARTICIPATION": "took part", "CONSULTATION": "talk"}
"""Outbox kinds whose label is too long for the note."""


def _completed(line: ReviewLine) -> date | None:
    return line.completed_on or line.held_on


def still_owes(line: ReviewLine, today: date) -> bool:
    """Whether a review was completed so lately that its decisions and letter are asked for."""
    done = _completed(line)
    if done is None or not today - LATELY <= done <= today:
        return False
    return working_days_between(done, today) <= OWING_DAYS


def _after(
    file: File, line: ReviewLine, today: date, id: str, code: str
) -> tuple[Due, str, str, tuple[tuple[str, str], ...]]:
    """Due date, reason, note and working of what follows a completed review."""
    done = _completed(line) or today
    law, days = counted(id, code, "Review completed", done), deadline(code).offset
    said, by = say_date(done, today), say_date(law.due, today)
    why = f"The review was completed on {said}; {days} working days end on {by}."
    working = (("Review completed", said), (f"{days} wd later", by))
    return law, why, f"review {say_date(done, today, weekday=False)}", working


def decisions_due(file: File, line: ReviewLine, today: date) -> Item:
    """The decisions of a completed review, with the council in 5 working days (F1)."""
    law, why, note, working = _after(file, line, today, "F1", "DECISIONS")
    entry = next((e for e in file.waiting if e.kind == "DECISIONS" and e.subject_id == line.id), None)
    return make_item(
        file,
        today,
        kind="DECISIONS",
        word="Decisions",
        due=law.due,
        rule="F1",
        title="Decisions of the review",
        why=why,
        note=note,
        working=working,
        then="The team manager has 5 working days to object; silence means agreed.",
        subject_id=line.id,
        entries=1 if entry else 0,
        law=law,
    )


def letter_due(file: File, line: ReviewLine, today: date) -> Item:
    """The record of a completed review, which is the letter to the child, in 15 working days (F4)."""
    law, why, note, working = _after(file, line, today, "F4", "FULL_RECORD")
    round_by = due_by("DISTRIBUTED", _completed(line) or today)
    return make_item(
        file,
        today,
        kind="LETTER",
        word="Letter",
        due=law.due,
        rule="F4",
        title="Letter after the review",
        why=why,
        note=note,
        working=(*working, ("Sent round by", say_date(round_by, today))),
        subject_id=line.id,
        law=law,
    )


def upload_due(file: File, entry: EntryLine, today: date) -> Item:
    """Something written here that the council does not have yet (P)."""
    made = say_date(entry.made_on, today, weekday=False)
    label = codes("outbox_kind")[entry.kind].label if entry.kind in codes("outbox_kind") else entry.kind
    law = counted("UPLOAD", "UPLOAD", "Made", entry.made_on)
    due = law.due
    return make_item(
        file,
        today,
        kind="UPLOAD",
        word="Upload",
        due=due,
        rule="UPLOAD",
        title=f"{label} to put on Mosaic",
        why=f"Made on {say_date(entry.made_on, today)} and not on Mosaic. {UPLOAD_DAYS} working days end on "
        f"{say_date(due, today)}.",
        note=f"{_ENTRY_WORDS.get(entry.kind, label.lower())}, {made}",
        working=(
            ("Made", say_date(entry.made_on, today)),
            (f"{UPLOAD_DAYS} wd later", say_date(due, today)),
        ),
        subject_id=entry.id,
        entries=1,
        law=law,
    )


def alert_item(file: File, alert: AlertLine, today: date) -> Item:
    """An open alert, at the end of the stage it stands in (practice.md 7.2)."""
    stage = stage_due(alert.raised_on, alert.formal_on, today=today)
    limit = due_by("ESC_LIMIT", alert.raised_on)
    return make_item(
        file,
        today,
        kind="ALERT",
        word="Alert",
        due=stage.due,
        rule="7.2",
        title=cut(f"Alert: {alert.concern}", 36),
        why=stage.why,
        note=stage.note,
        working=(
            ("Raised", say_date(alert.raised_on, today)),
            *((("Formal since", say_date(alert.formal_on, today)),) if alert.formal_on else ()),
            ("Answer by", say_date(stage.due, today)),
            ("20 wd end", say_date(limit, today)),
        ),
        then="Cafcass may be asked at any time.",
        subject_id=alert.id,
        law=stage.law,
    )
