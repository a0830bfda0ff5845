"""What a held review leaves to do, what the council does not have yet, and open alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from iro_tui.casework.due_watched import watched
from iro_tui.casework.files import LATELY, AlertLine, EntryLine, File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.sequence import ReviewLine, in_time, limit_for, next_due
from iro_tui.casework.words import cut
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, counted
from iro_tui.rules.escalation import stage_of
from iro_tui.rules.registry import Settings
from iro_tui.rules.working_days import working_days_between

OWING_DAYS = 60
"""Working days after which a review completed long ago is no longer said to owe decisions or a letter (P)."""

_ENTRY_WORDS = {"PARTICIPATION": "took part", "CONSULTATION": "talk"}
"""Outbox kinds whose label is too long for the note."""


def _completed(line: ReviewLine) -> date | None:
    return line.completed_on or line.held_on


def still_owes(line: ReviewLine, today: date, settings: Settings) -> bool:
    """Whether a review was completed so lately that its decisions and letter are asked for."""
    done = _completed(line)
    if done is None or not today - LATELY <= done <= today:
        return False
    return working_days_between(done, today, settings.holidays) <= OWING_DAYS


def _after(
    file: File, line: ReviewLine, today: date, id: str, code: str
) -> tuple[Due, str, str, tuple[tuple[str, str], ...]]:
    """Due date, reason, note and working of what follows a completed review."""
    done = _completed(line) or today
    law, days = counted(id, code, "Review completed", done, file.settings), file.settings.number(id)
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
        then=f"The team manager has {file.settings.number('F2')} working days to object; "
        "silence means agreed.",
        subject_id=line.id,
        entries=1 if entry else 0,
        law=law,
    )


def letter_due(file: File, line: ReviewLine, today: date) -> Item:
    """The record of a completed review, which is the letter to the child, in 15 working days (F4)."""
    law, why, note, working = _after(file, line, today, "F4", "FULL_RECORD")
    round_by = _after(file, line, today, "F5", "DISTRIBUTED")[0].due
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


def upload_due(file: File, today: date, entry: EntryLine) -> Item:
    """Something written here that the council does not have yet (P)."""
    made = say_date(entry.made_on, today, weekday=False)
    label = codes("outbox_kind")[entry.kind].label if entry.kind in codes("outbox_kind") else entry.kind
    law = counted("UPLOAD", "UPLOAD", "Made", entry.made_on, file.settings)
    due, days = law.due, file.settings.number("UPLOAD")
    return make_item(
        file,
        today,
        kind="UPLOAD",
        word="Upload",
        due=due,
        rule="UPLOAD",
        title=f"{label} to put on Mosaic",
        why=f"Made on {say_date(entry.made_on, today)} and not on Mosaic. {days} working days end on "
        f"{say_date(due, today)}.",
        note=f"{_ENTRY_WORDS.get(entry.kind, label.lower())}, {made}",
        working=(
            ("Made", say_date(entry.made_on, today)),
            (f"{days} wd later", say_date(due, today)),
        ),
        subject_id=entry.id,
        entries=1,
        law=law,
    )


def alert_item(file: File, today: date, alert: AlertLine) -> Item | None:
    """An open alert, at the end of the stage it stands in, or of them all where the IRO switched that off.

    None when no date is set, or the end of them all is switched off too (practice.md 7.2).
    """
    settings = file.settings
    stage = stage_of(alert.process, alert.raised_on, alert.moves, today=today, settings=settings)
    law = stage.law
    if law is not None and not settings.in_force(law.rule) and stage.limit is not None:
        law = counted("ALERT_LIMIT", "ESC_LIMIT", "Raised", alert.raised_on, settings)
    if law is None or not settings.in_force(law.rule):
        return None
    moved = ((f"With {stage.with_whom}", say_date(stage.since, today)),) if alert.moves else ()
    return make_item(
        file,
        today,
        kind="ALERT",
        word="Alert",
        due=law.due,
        rule=law.rule,
        title=cut(f"Alert: {alert.concern}", 36),
        why=stage.why,
        note=stage.note,
        working=(
            ("Raised", say_date(alert.raised_on, today)),
            *moved,
            ("Answer by", say_date(stage.due or law.due, today)),
            *((("End of it all", say_date(stage.limit, today)),) if stage.limit else ()),
        ),
        then="Cafcass may be asked at any time.",
        subject_id=alert.id,
        law=law,
    )


def send_round_due(file: File, line: ReviewLine, today: date) -> Item:
    """The record of a review, with everybody who gets it in 20 working days (F5), once the letter is made."""
    law, why, note, working = _after(file, line, today, "F5", "DISTRIBUTED")
    return make_item(
        file,
        today,
        kind="SEND_ROUND",
        word="Send round",
        due=law.due,
        rule="F5",
        title="Send the record round",
        why=f"{why} The letter is made, and nothing says that it was sent.",
        note=note,
        working=working,
        then="Write down who was left out, and why.",
        subject_id=line.id,
        law=law,
    )


def why_late(file: File, place: int, today: date) -> Item | None:
    """A review that was held late and has no reason on the record (A8); None for any other.

    No rule says by when; it stands on today until a reason is given.
    """
    line = file.reviews[place]
    if line.late_reason:
        return None
    limit = limit_for(file.reviews, place, file.under)
    if limit is None or in_time(line, limit) is not False:
        return None
    opened = say_date(line.opened_on or today, today)
    return make_item(
        file,
        today,
        kind="WHY_LATE",
        word="Say why",
        due=today,
        rule="A8",
        sign="ask",
        title="Say why the review was late",
        why=f"It was held on {opened} and due by {say_date(limit.due, today)}. It needs a reason.",
        note=f"late {say_date(line.opened_on or today, today, weekday=False)}",
        working=(("Last day in law", say_date(limit.due, today)), ("Held", opened)),
        subject_id=line.id,
        law=limit,
    )


def why_overdue(file: File, today: date) -> Item | None:
    """A review whose day in law has passed, that was not held and has no reason on the record (A8).

    A day that was only agreed, or to which the review was brought forward, makes it overdue for nobody's
    figures and asks for none.
    """
    coming = file.coming_review
    if not file.settings.in_force("A8"):
        return None
    if (coming and coming.unfinished) or _reason_given(file):
        return None
    law = next_due(file.reviews, replace(file.under, causes=(), interval_months=None))
    if law is None or law.due >= today:
        return None
    due = say_date(law.due, today)
    return make_item(
        file,
        today,
        kind="WHY_LATE",
        word="Say why",
        due=today,
        rule="A8",
        sign="ask",
        title="Say why the review is overdue",
        why=f"It was due by {due} and has not been held. It needs a reason.",
        note=f"due {say_date(law.due, today, weekday=False)}",
        working=(("Last day in law", due),),
        law=law,
    )


def _reason_given(file: File) -> bool:
    """Whether the reason stands on the review that is booked next, or on one without a day."""
    coming = file.coming_review
    return any(line.late_reason for line in file.reviews if line is coming or line.on is None)


def objection_due(file: File, line: ReviewLine, today: date) -> Item | None:
    """The day by which the team manager may object to the decisions (F2): on it and the working day before.

    Then it goes: silence means agreed.
    """
    sent = file.decisions_uploaded.get(line.id)
    if sent is None or line.objected_on or not file.settings.in_force("F2"):
        return None
    law = counted("F2", "TM_RESPONSE", "Decisions with the team manager", sent, file.settings)
    if not 0 <= working_days_between(today, law.due, file.settings.holidays) <= 1 or law.due < today:
        return None
    return make_item(
        file,
        today,
        kind="OBJECTION",
        word="Objection",
        due=law.due,
        rule="F2",
        title="Does the manager object?",
        why=f"{law.why} Silence means agreed.",
        note="silence is agreed",
        working=(("With the manager", say_date(sent, today)), ("Last day", say_date(law.due, today))),
        then="Silence means agreed, and this goes by itself.",
        subject_id=line.id,
        law=law,
    )


def plan_update_due(file: File, line: ReviewLine, today: date) -> Item | None:
    """The care plan as the last review left it (F3); missed once an update was ever written down."""
    done = _completed(line)
    if done is None or line.plan_updated_on or not file.settings.in_force("F3"):
        return None
    if line is not file.last_review:
        return None
    return watched(
        file,
        today,
        counted("F3", "CARE_PLAN_UPDATED", "Review completed", done, file.settings),
        known=any(each.plan_updated_on for each in file.reviews),
        kind="PLAN_UPDATE",
        word="Care plan",
        title="Care plan updated",
        ask="Nothing says that it was.",
        note="after the review",
        began=("Review completed", done),
        subject_id=line.id,
        from_its_day=True,
        asked_for=1,
    )


def left_to_do(file: File, today: date) -> list[Item]:
    """All that the held reviews of one child leave to do, as far as the IRO has it in force."""
    found: list[Item | None] = []
    for place, line in enumerate(file.reviews):
        if still_owes(line, today, file.settings):
            found += _of_one(file, place, line, today)
    return [item for item in found if item]


def _of_one(file: File, place: int, line: ReviewLine, today: date) -> list[Item | None]:
    in_force = file.settings.in_force
    found: list[Item | None] = []
    if in_force("F1") and is_undecided(file, line):
        found.append(decisions_due(file, line, today))
    if line.distributed_on is None:
        if in_force("F4") and line.id not in file.letter_made:
            found.append(letter_due(file, line, today))
        if in_force("F5") and line.id in file.letter_made and not line.imported:
            found.append(send_round_due(file, line, today))
    if not line.imported:
        if in_force("A8"):
            found.append(why_late(file, place, today))
        found += [objection_due(file, line, today), plan_update_due(file, line, today)]
    return found


def is_undecided(file: File, line: ReviewLine) -> bool:
    """Whether the council does not have the decisions of a review that was written here."""
    return not line.imported and line.id not in file.decisions_uploaded
