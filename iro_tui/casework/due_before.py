"""What leads up to a review: the review itself, the midway before it, and speaking with the child alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from iro_tui.casework.files import File
from iro_tui.casework.item import NOTE_CELLS, Item, make_item
from iro_tui.casework.sequence import ReviewLine, next_due
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import ordinal, ordinal_word
from iro_tui.errors import BadInput
from iro_tui.rules.clock import Due, midway_due
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age, birthday, say_date
from iro_tui.rules.deadlines import deadline
from iro_tui.rules.due import counted
from iro_tui.rules.preparation import speak_with_the_child, speaking_comes_up
from iro_tui.rules.registry import say_number
from iro_tui.rules.working_days import add_working_days, working_days_between

BROUGHT_FORWARD = frozenset({"EARLY", "EARLY_G"})
"""Rules that bring a review forward (practice.md 2.4)."""

_ALONE = {"HE": "on his own", "SHE": "on her own", "THEY": "on their own"}


def next_number(file: File) -> int | None:
    """The number of the review that comes next; None when earlier ones are not on the record."""
    coming = file.coming_review
    if coming:
        return coming.number
    last = file.last_review
    return 1 if last is None else last.number + 1 if last.number else None


def has_stopped(file: File, today: date) -> bool:
    """Whether no further review is due, because the child left care or is 18 (C8)."""
    return file.left_care_on is not None or today >= birthday(file.child.born, 18)


def law_of(file: File, today: date) -> Due | None:
    """By when the law wants the next review; None when the clock has stopped (C8) or never began.

    Raises:
        BadInput: a date on the record is outside the years whose working days can be counted.
    """
    return None if has_stopped(file, today) else file.next_due


def review_due(file: File, today: date, until: date = date.max) -> Item | None:
    """The next review by law (C1 to C5, C8, C10 to C12), on its booked day when it is booked in time.

    None when no clock runs: the child left care, is 18, or nothing on the record starts one; and when it
    stands on a day after `until`.
    """
    coming = file.coming_review
    if coming and coming.unfinished:
        return _unfinished_review(file, coming, today)
    if has_stopped(file, today):
        return None
    law = law_of(file, today)
    booked = coming.booked_for if coming else None
    limit = law.due if law else booked
    if limit is None:
        return None
    number, early = next_number(file), law is not None and law.rule in BROUGHT_FORWARD
    due, sign, state, more = _where_it_stands(coming, limit, today, file.settings.holidays, early)
    if due > until:
        return None
    if coming and coming.late_reason and limit < today:
        more += f" Why late: {label('late_reason', coming.late_reason).lower()}."
    asks = _asks(file, law) if booked is None or booked > limit else ""
    if law is None:
        more = "Nothing on the record says by when the law wants it. " + more
    return make_item(
        file,
        today,
        kind="REVIEW",
        word="Review",
        due=due,
        limit=limit,
        sign=sign,
        rule=law.rule if law else "C1",
        title=_review_title(law, number),
        why=f"{law.why if law else ''} {more}".strip(),
        note=_review_note(law, number, state),
        working=_review_working(file, law, today)
        + ((("Booked for", say_date(booked, today)),) if booked else ()),
        then=_then(law, asks) if law and early else "The next review counts from the day this one is held.",
        subject_id=coming.id if coming else None,
        law=law,
        asks=asks,
    )


def _asks(file: File, law: Due | None) -> str:
    """The placement whose move brings the review forward by guidance, while nobody judged it; else empty."""
    move, last = file.kept.move, file.last_review
    if move is None or law is None or law.rule != "EARLY_G":
        return ""
    spent = last is not None and last.held_on is not None and last.held_on >= move[1]
    return "" if spent else move[0]


def _then(law: Due, asks: str) -> str:
    if asks:
        return f"{law.why} Enter asks whether it must be earlier; a no is kept with its reason."
    return f"{law.why} If it need not be earlier, say why under Events."


def _where_it_stands(
    coming: ReviewLine | None, limit: date, today: date, holidays: frozenset[date], early: bool = False
) -> tuple[date, Sign, str, str]:
    """The day a review stands on, a sign that overrules nearness, the state for the note, and a sentence."""
    if coming is None or coming.booked_for is None:
        if limit < today:
            return limit, "", "not recorded", "Nothing is recorded and nothing is booked."
        return limit, "", "not booked", "It is not booked."
    booked, day = coming.booked_for, say_date(coming.booked_for, today)
    if booked < today:
        sentence = f"It was booked for {day} and is not recorded. Record it, or book another day."
        return (limit if limit < today else today), "ask", "not recorded", sentence
    if booked > limit:
        over = working_days_between(limit, booked, holidays)
        what = "the day it was brought forward to" if early else "the law allows"
        sentence = f"It is booked for {day}, {over} working days after {what}."
        return limit, "ask", "booked late", sentence
    place = " ".join(part for part in (coming.booked_time, coming.place) if part)
    at = f"{coming.booked_time or 'time not set'}{f', {coming.place}' if coming.place else ''}"
    return booked, "", place if coming.booked_time else "time not set", f"Booked for {day}, {at}."


def _review_note(law: Due | None, number: int | None, state: str) -> str:
    """`4th, 16:00 school`, `2nd, not recorded`, `last before 18`."""
    if law and law.rule == "C8":
        return f"last, {state}" if state in ("not recorded", "booked late") else "last before 18"
    return _joined(ordinal(number) if number else "", state)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _review_title(law: Due | None, number: int | None) -> str:
    if law and law.rule == "C8":
        return "Final review before 18"
    if law and law.rule in BROUGHT_FORWARD:
        return "Review brought forward"
    return f"{ordinal_word(number)} review" if number else "Next review"


def _review_working(file: File, law: Due | None, today: date) -> tuple[tuple[str, str], ...]:
    if law is None:
        return ()
    if law.rule in BROUGHT_FORWARD:
        usual = next_due(file.reviews, replace(file.under, causes=()))
        rows = (("Brought forward to", law.due), *((("Otherwise due", usual.due),) if usual else ()))
    elif law.rule not in ("C1", "C2", "C3"):
        eighteen = (("18th birthday", birthday(file.child.born, 18)),) if law.rule == "C8" else ()
        months = f"Agreed: {say_number(file.child.review_every or 0, 'calendar_months')}"
        rows = (*eighteen, (months if law.rule == "C9" else "Last day in law", law.due))
    else:
        code = {"C1": "REVIEW_1", "C2": "REVIEW_2", "C3": "REVIEW_N"}[law.rule]
        last = file.last_review
        start = last.held_on if last else file.looked_after_since
        unit = "wd" if law.rule == "C1" else "months"
        what = {"C1": "Looked after since", "C2": "First review held", "C3": "Last review held"}[law.rule]
        rows = ((what, start or law.due), (f"Law: {deadline(code).offset} {unit} later", law.due))
    if law.council_due and law.rule in ("C2", "C3"):
        council = deadline("COUNCIL_2" if law.rule == "C2" else "COUNCIL_N").offset
        rows = (*rows, (f"Mosaic: {council} days", law.council_due))
    if law.last_working_day != law.due:
        rows = (*rows, ("Last working day", law.last_working_day))
    return tuple((label, say_date(day, today)) for label, day in rows)


def _unfinished_review(file: File, line: ReviewLine, today: date) -> Item:
    """A review in parts, or one whose page is not finished: complete in 20 working days (A1, A5)."""
    opened = line.opened_on or today
    law = counted("A1", "ADJOURN_MAX", "Begun", opened, file.settings)
    due = law.due
    days = deadline("ADJOURN_MAX").offset
    return make_item(
        file,
        today,
        kind="REVIEW",
        word="Review",
        due=due,
        rule="A1",
        title=_review_title(None, line.number).replace("Next review", "Review"),
        why=f"Begun on {say_date(opened, today)} and not completed. It must be complete within {days} "
        f"working days, by {say_date(due, today)}.",
        note=_joined(ordinal(line.number) if line.number else "", "unfinished"),
        working=(("Begun", say_date(opened, today)), (f"Law: {days} wd later", say_date(due, today))),
        then="Decisions and letter count from the day it is completed.",
        subject_id=line.id,
        law=law,
    )


def midway_of(file: File, today: date) -> tuple[Due, date, date] | None:
    """The midway between the last review and the next: its date, the last review, the next one.

    None before the first review, while a review is unfinished (it superseded the midway), when no further
    review is due or its date cannot be counted (practice.md 5), and when the IRO switched midways off.
    """
    if not file.settings.in_force("MIDWAY"):
        return None
    last, coming = file.last_review, file.coming_review
    if last is None or last.held_on is None or (coming and coming.unfinished):
        return None
    try:
        law = law_of(file, today)
    except BadInput:
        return None  # The review itself asks for the date that cannot be counted.
    if law is None:
        return None
    booked = coming.booked_for if coming else None
    following = min(law.due, booked) if booked else law.due
    if following <= last.held_on:
        return None
    return midway_due(last.held_on, following, file.settings), last.held_on, following


def midway_done(file: File) -> bool:
    """Whether a midway was held since the last review."""
    last = file.last_review
    return bool(last and last.held_on and file.last_midway and file.last_midway > last.held_on)


def midway_item(file: File, today: date, until: date = date.max) -> Item | None:
    """The midway up to a day, unless one was held since the last review (practice.md 5)."""
    found = None if midway_done(file) else midway_of(file, today)
    if found is None or found[0].due > until:
        return None
    due, last, following = found
    half = last + timedelta(days=(following - last).days // 2)
    since = f"since {say_date(last, today)}"
    if len(since) > NOTE_CELLS:
        since = f"since {say_date(last, today, weekday=False)}"
    return make_item(
        file,
        today,
        kind="MIDWAY",
        word="Midway",
        due=due.due,
        rule=due.rule,
        title="Midway review",
        why=due.why,
        note="not recorded" if due.due < today else since,
        working=(
            ("Last review held", say_date(last, today)),
            ("Next review", say_date(following, today)),
            ("Half-way", say_date(half, today)),
            *((("Working day before", say_date(due.due, today)),) if due.due != half else ()),
        ),
        then="It falls away when the next review is held first.",
        law=due,
    )


def speak_due(file: File, today: date) -> Item | None:
    """Speaking with the child alone before a booked review (P2), from some working days before it (SPEAK).

    With SPEAK switched off the duty stays, and stands on the list on the day itself. None when it was done
    since the last review or in the 30 days before the booked day, or when a reason against it is on record.
    """
    coming = file.coming_review
    if coming is None or coming.unfinished or coming.booked_for is None:
        return None
    booked = coming.booked_for
    if today > booked or today < (speaking_comes_up(booked, file.settings) or booked):
        return None
    last, talked = file.last_review, file.last_talk_alone
    since_review = last.held_on if last and last.held_on else date.min
    if talked and (talked > since_review or talked >= booked - timedelta(days=30)):
        return None
    small = age(file.child.born, booked) < 4
    day = say_date(booked, today)
    before = say_date(talked, today) if talked else "never"
    return make_item(
        file,
        today,
        kind="SPEAK",
        word="See" if small else "Speak with",
        due=max(today, add_working_days(booked, -1, file.settings.holidays)),
        rule="P2",
        title=f"See {file.child.called}" if small else f"Speak with {file.child.called} alone",
        why=f"The review is booked for {day}. No talk alone is recorded since the last one.",
        note=f"before {day}" if small else _ALONE.get(file.child.pronouns, "alone"),
        working=(("Review booked", day), ("Last seen alone", before)),
        then="A child may say no. Record that, with the reason." if not small else "",
        subject_id=coming.id,
        law=speak_with_the_child(booked, file.settings),
    )
