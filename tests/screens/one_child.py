"""One invented child with six reviews behind, the seventh booked for today, and promises from last time."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import (
    Alert,
    Child,
    Consultation,
    Decision,
    Midway,
    PeriodOfCare,
    Person,
    Placement,
    Profile,
    Review,
)

HELD = (
    date(2024, 2, 26),
    date(2024, 5, 20),
    date(2024, 11, 18),
    date(2025, 5, 12),
    date(2025, 11, 10),
    date(2026, 5, 26),
)
"""Reviews held, each in time."""
WORDS = "I want to see Nan more.\nSundays are long."
LATE_PROMISE = "Ask Nan about Sundays"
OPEN_PROMISE = "Life story work begins"


@verb("a child made up")
def make_one(session: Session, today: date) -> str:
    """Put the child on the record and return the id."""
    session.add(Profile(id="me", name="Ruth Calder", phone="01632 960111", email="ruth@example.org"))
    child = Child(
        mosaic_id="1048812",
        first_name="Amira",
        known_as="Mimi [/b]",
        surname="O'Brien [/] [b]",
        born=date(2016, 4, 12),
        pronouns="SHE",
        permanence="LTFOST18",
    )
    session.add(child)
    session.add(PeriodOfCare(child_id=child.id, started_on=date(2024, 2, 1)))
    session.add(Placement(child_id=child.id, kind="U6", started_on=date(2025, 3, 22), carer="Mrs Roe"))
    session.add(Person(child_id=child.id, name="Grace Adeyemi", role="SOCIAL_WORKER"))
    kinds = ("FIRST", "SECOND", *("SUBSEQUENT",) * 4)
    reviews = [
        Review(child_id=child.id, kind=kind, opened_on=held, completed_on=held, participation="PN1")
        for kind, held in zip(kinds, HELD, strict=True)
    ]
    session.add_all(reviews)
    session.add(
        Review(child_id=child.id, kind="SUBSEQUENT", booked_for=today, booked_time="15:30", place="Mrs Roe's")
    )
    session.flush()
    for place, (text, by_when) in enumerate(
        ((LATE_PROMISE, date(2026, 11, 6)), (OPEN_PROMISE, date(2026, 12, 2)))
    ):
        session.add(
            Decision(
                child_id=child.id,
                review_id=reviews[-1].id,
                text=text,
                who="Grace Adeyemi",
                by_when=by_when,
                position=place,
            )
        )
    session.add(
        Consultation(
            child_id=child.id,
            held_on=date(2026, 11, 14),
            place="school",
            alone=True,
            own_words=WORDS,
            noticed="Happy at school; the rabbit is well.",
        )
    )
    session.add(Midway(child_id=child.id, held_on=date(2026, 8, 20), with_whom="Grace Adeyemi"))
    session.add(Alert(child_id=child.id, raised_on=date(2026, 10, 30), concern="no PEP this term"))
    return child.id
