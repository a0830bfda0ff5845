"""Five invented children, put on the record as rows: one late midway, one late review, one letter owed."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import (
    Child,
    Consultation,
    Decision,
    Letter,
    Midway,
    OutboxEntry,
    PeriodOfCare,
    Person,
    Placement,
    Profile,
    Review,
)

WORDS_OF_LETTER = b"the exported letter"


@verb("children made up")
def make_few(session: Session, today: date) -> None:
    """Put the children on the record, each with a home, a worker and a last review."""
    session.add(Profile(id="me", name="Ruth Calder", phone="01632 960111", email="ruth@example.org"))
    amira = _child(session, "Amira", "Khan", date(2016, 3, 4), "U6", "Grace Adeyemi", date(2026, 8, 3))
    session.add(Person(child_id=amira, name="Joy Khan", role="GRANDPARENT", child_calls="Nan"))
    kofi = _child(
        session, "Kofi", "Asante", date(2017, 2, 1), "U6", "Pawel Kowal", date(2026, 8, 17), "FIRST"
    )
    brackets = _child(
        session, "O'Brien [/] [b]", "Featherstonehaugh-Cholmondeley", date(2009, 1, 9), "U3", "Jo Fenn"
    )
    leo = _child(session, "Leo", "Hill", date(2018, 6, 1), "K2", "Jo Fenn", date(2026, 5, 20))
    _child(session, "Sam", "Tate", date(2015, 1, 5), "P1", "Rafi Iqbal", date(2026, 10, 5))
    for child, held in ((kofi, date(2026, 10, 1)), (brackets, date(2026, 11, 2))):
        session.add(Midway(child_id=child, held_on=held))
    _leos_review(session, leo, today)


def _put(session: Session, row: Any) -> str:
    session.add(row)
    session.flush()
    return str(row.id)


def _child(
    session: Session,
    first: str,
    last: str,
    born: date,
    home: str,
    worker: str,
    reviewed: date | None = None,
    kind: str = "SUBSEQUENT",
) -> str:
    known = len(session.exec(select(Child.id)).all())
    child = _put(session, Child(mosaic_id=str(1048801 + known), first_name=first, surname=last, born=born))
    session.add(
        PeriodOfCare(child_id=child, started_on=date(2026, 7, 20) if kind == "FIRST" else date(2024, 2, 1))
    )
    session.add(Placement(child_id=child, kind=home, started_on=date(2024, 2, 1)))
    session.add(Person(child_id=child, name=worker, role="SOCIAL_WORKER"))
    held = reviewed or date(2026, 9, 1)
    session.add(
        Review(
            child_id=child, kind=kind, opened_on=held, completed_on=held, source="import", distributed_on=held
        )
    )
    return child


def _leos_review(session: Session, leo: str, today: date) -> None:
    """A review held four days ago: decisions and a talk to copy, and an exported letter to upload."""
    held = today - timedelta(days=4)
    review = _put(
        session,
        Review(child_id=leo, kind="SUBSEQUENT", opened_on=held, completed_on=held, participation="PN1"),
    )
    session.add(
        Decision(
            child_id=leo,
            review_id=review,
            text="Talk to Nan about [Sundays]",
            who="Jo Fenn",
            by_when=date(2026, 12, 4),
        )
    )
    talk = _put(session, Consultation(child_id=leo, held_on=held, own_words="I want to see Nan more."))
    letter = _put(session, Letter(child_id=leo, review_id=review, text="Dear Leo", drafted_on=held))
    for kind, subject, what in (("DECISIONS", review, "1 decision"), ("CONSULTATION", talk, "note, 6 words")):
        session.add(OutboxEntry(kind=kind, child_id=leo, subject_id=subject, made_on=held, what=what))
    session.add(
        OutboxEntry(
            kind="LETTER",
            child_id=leo,
            subject_id=letter,
            made_on=held + timedelta(days=1),
            what="letter",
            file="letter-7f3a-1.docx",
            sha256=hashlib.sha256(WORDS_OF_LETTER).hexdigest(),
        )
    )
