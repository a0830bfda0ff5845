"""What is copied into Mosaic: one plain text for each kind of outbox entry, with its dates in full."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from sqlmodel import Session, col, select

from iro_tui.casework.alerts import moves_of, process_of
from iro_tui.casework.children import the
from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.own_words import shareable
from iro_tui.casework.review_page import ReviewPage, review_page
from iro_tui.record.alert import Alert, AlertReply
from iro_tui.record.consultation import Consultation
from iro_tui.record.contact import Contact
from iro_tui.record.decision import Decision
from iro_tui.record.midway import Midway
from iro_tui.record.outbox_entry import OutboxEntry
from iro_tui.record.progress import Progress
from iro_tui.rules.codes import label
from iro_tui.rules.dates import say_date


def mosaic_text(session: Session, entry: OutboxEntry) -> str:
    """The text to copy for one entry, from what the record says now; for a file, its name.

    What a child does not want shared is never in it.

    Raises:
        BadInput: what the entry is about is not on the record any more.
    """
    if entry.file:
        return entry.file
    return _TEXTS[entry.kind](session, entry)


def _review(session: Session, entry: OutboxEntry) -> str:
    page = review_page(session, entry.subject_id, entry.made_on)
    fields = page.fields
    return _lines(
        _heading(page),
        _dates(page),
        ("Late because", _late(page)),
        ("Where", fields.place),
        ("Participation", _participation(page)),
        ("The child's wishes and feelings", fields.child_views),
        ("Parents' views", fields.parent_views),
        ("Carer's view", fields.carer_views),
        ("What others said", fields.other_views),
        ("IRO's view of the plan", fields.iro_view),
        ("Noted in the meeting", _noted(page)),
        ("Next review", _when(fields.next_on, fields.next_time, fields.next_place)),
    )


def _decisions(session: Session, entry: OutboxEntry) -> str:
    page = review_page(session, entry.subject_id, entry.made_on)
    if not page.decisions:
        return _lines(f"{_heading(page)}: no decisions were made.")
    numbered = (f"{place}. {_decision(line)}" for place, line in enumerate(page.decisions, 1))
    return _lines(f"{_heading(page)}: decisions", *numbered)


def _decision(line: DecisionLine) -> str:
    said = [line.text.rstrip(".") + "."]
    if line.who:
        said.append(f"Who: {line.who}.")
    if line.by_when:
        said.append(f"{'From' if line.starting else 'By'}: {say_date(line.by_when)}.")
    if line.against_wish:
        said.append(f"Not what the child wanted: {line.against_wish}")
    return " ".join(said)


def _participation_text(session: Session, entry: OutboxEntry) -> str:
    page = review_page(session, entry.subject_id, entry.made_on)
    return _lines(_heading(page), ("Participation", _participation(page)))


def _participation(page: ReviewPage) -> str:
    code = page.fields.participation
    if not code:
        return ""
    return f"{code}, {label('participation', code)}. {label('chaired', page.fields.chaired)}."


def _consultation(session: Session, entry: OutboxEntry) -> str:
    talk: Consultation = the(session, Consultation, entry.subject_id)
    alone = {None: "", True: "yes", False: f"no: {talk.why_not_alone}"}[talk.alone]
    told = ", ".join(label("told_about", code) for code in talk.told.split())
    return _lines(
        f"IRO consultation with the child, {say_date(talk.held_on)}",
        ("How", label("consultation_kind", talk.kind)),
        ("Where", talk.place),
        ("Seen alone", alone),
        ("What was tried", " ".join(shareable(talk.tried, talk.not_to_share))),
        ("Told about", told),
        ("In the child's own words", " ".join(shareable(talk.own_words, talk.not_to_share))),
        ("Noticed", " ".join(shareable(talk.noticed, talk.not_to_share))),
    )


def _midway(session: Session, entry: OutboxEntry) -> str:
    midway: Midway = the(session, Midway, entry.subject_id)
    yes_no = {None: "", True: "yes", False: "no"}
    return _lines(
        f"IRO midway review, {say_date(midway.held_on)}",
        ("How", label("midway_method", midway.method)),
        ("With", midway.with_whom),
        ("Child seen since the last review", "yes" if midway.child_seen else "no"),
        *_answered(session, midway),
        ("How the plan is going", midway.going),
        ("Worries", midway.worries),
        ("What happens next", midway.next_steps),
        ("Message from the child", midway.child_message),
        ("Social worker's visits in time", yes_no[midway.visits_in_time]),
        ("Drift", yes_no[midway.drift]),
        ("Safety", midway.safety),
        ("Judgement", label("judgement", midway.judgement)),
    )


def _answered(session: Session, midway: Midway) -> Iterable[str]:
    """What came of each decision by the midway."""
    found = session.exec(
        select(Progress, Decision)
        .join(Decision, col(Decision.id) == Progress.decision_id)
        .where(Progress.midway_id == midway.id)
        .order_by(col(Decision.position), col(Decision.id))
    )
    for answer, decision in found:
        note = f" {answer.note}" if answer.note else ""
        yield f"{label('decision_status', answer.status)}: {decision.text.rstrip('.')}.{note}"


def _steps(session: Session, alert: Alert) -> str:
    process = process_of(session, alert)
    moves = moves_of(session, alert.id)
    return "; ".join(f"{say_date(move.on)} with {process.with_whom(move.step)}" for move in moves)


def _replies(session: Session, alert: Alert) -> str:
    rows = session.exec(
        select(AlertReply).where(AlertReply.alert_id == alert.id).order_by(col(AlertReply.answered_on))
    )
    enough = {True: ", enough", False: ", not enough", None: ""}
    return "".join(
        f"\n{say_date(row.answered_on)}{f', {row.who}' if row.who else ''}: {row.words}{enough[row.enough]}"
        for row in rows
    )


def _contact(session: Session, entry: OutboxEntry) -> str:
    contact: Contact = the(session, Contact, entry.subject_id)
    with_whom = label("contact_with", contact.with_role)
    return _lines(
        f"IRO case note, {say_date(contact.held_on)}",
        ("With", f"{contact.who} ({with_whom.lower()})" if contact.who else with_whom),
        ("How", label("contact_method", contact.method)),
        ("Advice given", "yes" if contact.advice else ""),
        ("What was said", contact.words),
    )


def _alert(session: Session, entry: OutboxEntry) -> str:
    alert: Alert = the(session, Alert, entry.subject_id)
    themes = "; ".join(label("escalation_theme", code) for code in alert.themes.split())
    outcome = "" if alert.outcome == "OPEN" else label("escalation_outcome", alert.outcome)
    return _lines(
        f"IRO practice alert, raised {say_date(alert.raised_on)}",
        ("Stage", entry.what),
        ("Concern", alert.concern),
        ("Themes", themes),
        ("Evidence", alert.evidence),
        ("What it means for the child", alert.impact),
        ("What is asked for", alert.asked_for),
        ("Since then", _steps(session, alert)),
        ("Answers", _replies(session, alert)),
        ("Outcome", outcome),
        ("What the manager decided", alert.decision),
        ("Difference made for the child", alert.difference),
        ("Child told", say_date(alert.child_told_on) if alert.child_told_on else ""),
        ("Closed", say_date(alert.closed_on) if alert.closed_on else ""),
    )


_TEXTS: dict[str, Callable[[Session, OutboxEntry], str]] = {
    "REVIEW": _review,
    "DECISIONS": _decisions,
    "PARTICIPATION": _participation_text,
    "CONSULTATION": _consultation,
    "MIDWAY": _midway,
    "ALERT": _alert,
    "CONTACT": _contact,
}


def _heading(page: ReviewPage) -> str:
    which = f"Review {page.number}" if page.number else "Review"
    return f"{which} held {say_date(page.on)}"


def _dates(page: ReviewPage) -> str:
    parts = []
    if page.due:
        verdict = {True: ", on time", False: ", late", None: ""}[page.on_time]
        parts.append(f"Due by {say_date(page.due.due)}{verdict}")
    if page.fields.completed_on and page.fields.completed_on != page.fields.opened_on:
        parts.append(f"completed {say_date(page.fields.completed_on)}")
    return "; ".join(parts)


def _late(page: ReviewPage) -> str:
    if page.on_time is not False or not page.fields.late_reason:
        return ""
    words = label("late_reason", page.fields.late_reason)
    return f"{words}. {page.fields.late_note}".strip() if page.fields.late_note else words


def _noted(page: ReviewPage) -> str:
    kinds = {
        "SAID": "The child said",
        "WELL": "Going well",
        "WORRY": "Worry",
        "QUESTION": "Asked",
        "NOTE": "Note",
    }
    lines = [f"{kinds[note.tag]}: {note.text}" for note in page.notes if note.tag in kinds]
    return "\n".join(["", *lines]) if lines else ""


def _when(on: date | None, time: str, place: str) -> str:
    return ", ".join(part for part in (say_date(on) if on else "", time, place) if part)


def _lines(*parts: str | tuple[str, str]) -> str:
    return "\n".join(_written(parts))


def _written(parts: Iterable[str | tuple[str, str]]) -> Iterable[str]:
    """Lines as they stand, and labelled ones with something to say."""
    for part in parts:
        if isinstance(part, str):
            if part:
                yield part
        elif part[1].strip():
            yield f"{part[0]}: {part[1].strip(' ')}"
