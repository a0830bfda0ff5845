"""Everything worth reading before a review, gathered on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.children import profile
from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.due_before import law_of
from iro_tui.casework.files import NO_TALK, File, open_files
from iro_tui.casework.health_advice import health_advice
from iro_tui.casework.judged import judged
from iro_tui.casework.own_words import shareable
from iro_tui.casework.preparing import Prepared, preparation
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.casework.review_checklist import checklist
from iro_tui.casework.review_seen import Seen, look
from iro_tui.casework.since_review import SinceLine, since_review
from iro_tui.casework.words import home_word
from iro_tui.errors import BadInput
from iro_tui.record.nouns import shape_named
from iro_tui.record.person import Person
from iro_tui.rules.clock import Due
from iro_tui.rules.codes import codes, label
from iro_tui.rules.dates import age, say_date


@dataclass(frozen=True, slots=True)
class LastTalk:
    """The last talk with the child, as far as it may be passed on."""

    on: date
    alone: bool | None
    own_words: tuple[str, ...]
    """Runs of the child's own words that may be shared."""
    wishes: tuple[tuple[str, str], ...]
    """What the child wants of the review: label and words."""
    kept_back: bool
    """Whether something is not to be shared; what it is stays on the record."""


@dataclass(frozen=True, slots=True)
class PreparationSheet:
    """What the sheet says; nothing of it is stored."""

    child_id: str
    review_id: str
    """Empty while no review is booked."""
    called: str
    name: str
    """First name as called, and surname."""
    age: int
    about: tuple[tuple[str, str], ...]
    """Who the child is: label and words."""
    number: int | None
    """Of the review that comes; None when earlier ones are not on the record."""
    booked_for: date | None
    booked_time: str
    place: str
    law: Due | None
    """By when the law wants it; None when no clock runs."""
    last_on: date | None
    """The day the last review was held."""
    promises: tuple[Promise, ...]
    """Open ones, late first, and those closed since the last review."""
    steps: tuple[Prepared, ...]
    """What is prepared, and what is not; empty while no review is booked."""
    talk: LastTalk | None
    """None when no talk is on the record."""
    wanted_there: str
    agenda: str
    since: tuple[SinceLine, ...]
    advice: tuple[DecisionLine, ...]
    """Health recommendations, open or closed since the last review."""
    law_and_safety: tuple[tuple[str, str], ...]
    """Court, child protection and immigration as they run, and what is to be judged: label and words."""
    to_look_at: tuple[str, ...]
    """Items of the checklist for this child that are not answered yet."""
    worker: str
    """The social worker; empty when not on the record."""
    worker_email: str
    iro_name: str
    iro_phone: str

    @property
    def missing(self) -> tuple[Prepared, ...]:
        """The papers that have not come."""
        return tuple(step for step in self.steps if step.key in PAPERS and step.on is None)

    @property
    def of_worker(self) -> tuple[Promise, ...]:
        """Open promises of the social worker."""
        return tuple(each for each in self.promises if each.open and self.worker and self.worker in each.who)


PAPERS = ("report_on", "plan_on")
"""The steps that are the social worker's papers."""

_WISHES = (
    ("wants_talk", "Wants to talk about"),
    ("wants_there", "Wants there"),
    ("wants_when", "Where and when"),
    ("questions", "Questions"),
    ("follow_up", "You said you would"),
)
_RUNNING = ("proceedings", "protection_plan", "immigration", "age_assessment")


def preparation_sheet(session: Session, child_id: str, today: date) -> PreparationSheet:
    """Gather the sheet for the review that comes next, booked or not.

    Raises:
        BadInput: the child is not here any more, or the IRO's own page was never filled in.
    """
    iro = profile(session)
    if iro is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email first.")
    record = child_record(session, child_id)
    file = open_files(session, today, [child_id])[child_id]
    coming, last = file.coming_review, file.last_review
    seen = look(session, coming.id, today) if coming else None
    since = last.held_on if last else None
    review = seen.review if seen else None
    worker = _worker(record, today)
    child = record.child
    return PreparationSheet(
        child_id=child_id,
        review_id=coming.id if coming else "",
        called=file.child.called,
        name=file.child.name,
        age=age(child["born"], today),
        about=tuple(_about(record, file, worker, today)),
        number=seen.line.number if seen else None,
        booked_for=coming.booked_for if coming else None,
        booked_time=review.booked_time if review else "",
        place=review.place if review else "",
        law=_law(file, today),
        last_on=since,
        promises=tuple(
            each
            for each in promises_of(record, today)
            if each.open or (since and each.closed_on and each.closed_on >= since)
        ),
        steps=preparation(session, seen) if seen else (),
        talk=_talk(record),
        wanted_there=review.wanted_there.strip() if review else "",
        agenda=review.agenda.strip() if review else "",
        since=since_review(record, since, today),
        advice=health_advice(session, child_id, since, today, today),
        law_and_safety=(*_running(record, today), *(judged(session, seen) if seen else ())),
        to_look_at=_to_look_at(session, seen) if seen else (),
        worker=worker.name if worker else "",
        worker_email=worker.email if worker else "",
        iro_name=iro.name,
        iro_phone=iro.phone,
    )


def _to_look_at(session: Session, seen: Seen) -> tuple[str, ...]:
    return tuple(line.words for line in checklist(session, seen, ()) if not line.covered)


def _law(file: File, today: date) -> Due | None:
    try:
        return law_of(file, today)
    except BadInput:
        return None  # a date on the record that cannot be counted from; Today asks for it


def _worker(record: ChildRecord, today: date) -> Person | None:
    here = [
        row
        for row in record.tables["person"]
        if row["role"] == "SOCIAL_WORKER"
        and (row["from_on"] is None or row["from_on"] <= today)
        and (row["until_on"] is None or row["until_on"] > today)
    ]
    newest = max(here, key=lambda row: row["from_on"] or date.min, default=None)
    return Person.model_validate(dict(newest)) if newest else None


def _about(record: ChildRecord, file: File, worker: Person | None, today: date) -> Iterator[tuple[str, str]]:
    child = record.child
    born = say_date(child["born"])
    yield "Born", born
    if file.looked_after_since:
        yield "Looked after since", say_date(file.looked_after_since)
    if file.legal:
        yield "Legal status", label("legal_status", file.legal.what)
    if file.home:
        where = home_word(file.home.what) or "a placement"
        with_whom = f" with {file.home.carer}" if file.home.carer else ""
        since = f", since {say_date(file.home.since)}" if file.home.since else ""
        yield "Home", f"{where}{with_whom}{since}"
    if child["permanence"] in codes("permanence_plan"):
        yield "Plan", label("permanence_plan", child["permanence"])
    if worker:
        team = f", {worker.team}" if worker.team else ""
        yield "Social worker", f"{worker.name}{team}"
    if child["communication"].strip():
        yield "What helps to say things", child["communication"].strip()
    for name, title in (("language", "First language"), ("interpreter", "Interpreter")):
        if child[name].strip():
            yield title, child[name].strip()


def _talk(record: ChildRecord) -> LastTalk | None:
    rows = [row for row in record.tables["consultation"] if row["kind"] not in NO_TALK]
    if not rows:
        return None
    row = max(rows, key=lambda each: each["held_on"])
    return LastTalk(
        on=row["held_on"],
        alone=row["alone"],
        own_words=shareable(row["own_words"], row["not_to_share"]),
        wishes=tuple((title, row[name].strip()) for name, title in _WISHES if row[name].strip()),
        kept_back=bool(row["not_to_share"].strip()),
    )


def _running(record: ChildRecord, today: date) -> Iterator[tuple[str, str]]:
    for name in _RUNNING:
        shape = shape_named(name)
        for row in record.tables[name]:
            ended = row.get("ended_on") or row.get("done_on")
            if ended is None or ended > today:
                said = shape.model_validate(dict(row)).in_a_line()
                yield shape.NOUN.called, "; ".join(part for part in (said, *_next(row, today)) if part)


def _next(row: Row, today: date) -> Iterator[str]:
    for name, title in (("next_on", "next"), ("conference_on", "conference")):
        day = row.get(name)
        if day is not None and day >= today:
            what = row.get("next_what") or title
            yield f"{what} on {say_date(day)}"
