"""A child whose every word looks like markup, put on the record as rows."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session

from iro_tui.casework.verbs import verb
from iro_tui.record.tables import (
    Alert,
    Child,
    Consultation,
    Decision,
    Midway,
    Note,
    OutboxEntry,
    PeriodOfCare,
    Person,
    Placement,
    Profile,
    Review,
)

FIRST = "O'Brien [/] [b]"
"""The checker takes a pair of square brackets for something to fill in, except in names."""
LAST = "[red]Sm[/end"
CARER = "</x> & [i]"
SAID = "I said no & <went> </home>."
TWO_LINES = "The first line </x>\nand the <bold second"
PROMISE = "Ask </Nan> & Grandad about Sundays"
WORKER = "Grace [dim] A[/"
COUSIN = "Bo [/b"


@verb("child made up")
def make_hostile(session: Session, today: date) -> None:
    """A late midway, an open alert, a review completed four days ago without a letter, things to copy."""
    held = today - timedelta(days=4)
    session.add(
        Profile(
            id="me",
            name="R <b> Calder",
            phone="01632 960111",
            email="r@example.org",
            advocacy_name="Voices & <for>",
            advocacy_phone="0800 555 0199",
        )
    )
    child = Child(
        mosaic_id="10[/]88",
        first_name=FIRST,
        surname=LAST,
        born=date(2016, 4, 12),
        pronouns="HE",
        why_in_care="Your dad & mum could not look after you.",
        communication="[/pictures",
        notes=TWO_LINES,
    )
    session.add(child)
    session.add(PeriodOfCare(child_id=child.id, started_on=date(2024, 2, 1)))
    session.add(Placement(child_id=child.id, kind="U6", started_on=date(2024, 2, 1), carer=CARER))
    session.add(Person(child_id=child.id, name=WORKER, role="SOCIAL_WORKER", child_calls="[/worker"))
    session.add(Person(child_id=child.id, name=COUSIN, role="RELATIVE", child_calls="[/cousin"))
    earlier = Review(
        child_id=child.id,
        kind="SUBSEQUENT",
        opened_on=date(2026, 5, 20),
        completed_on=date(2026, 5, 20),
        participation="PN1",
        source="import",
        distributed_on=date(2026, 5, 20),
    )
    review = Review(
        child_id=child.id,
        kind="SUBSEQUENT",
        opened_on=held,
        completed_on=held,
        participation="PN1",
        child_views=SAID,
        carer_views=TWO_LINES,
        iro_view="It is & right.",
        next_on=date(2027, 4, 28),
    )
    session.add_all([earlier, review])
    session.flush()
    session.add(
        Review(
            child_id=child.id,
            kind="SUBSEQUENT",
            booked_for=date(2027, 4, 28),
            place="the [/] park",
            wanted_there="Nan [b]",
        )
    )
    for place, (tag, text) in enumerate(
        (("SAID", SAID), ("WELL", TWO_LINES), ("ACTION", f"{WORKER}, by 4 Dec 2026: {PROMISE}"))
    ):
        session.add(
            Note(
                child_id=child.id,
                review_id=review.id,
                tag=tag,
                text=text.replace("\n", " "),
                position=place,
                noted_at="16:04",
            )
        )
    session.add(
        Decision(child_id=child.id, review_id=review.id, text=PROMISE, who=WORKER, by_when=date(2026, 12, 4))
    )
    talk = Consultation(
        child_id=child.id, held_on=held, place="[/]", alone=True, own_words=SAID, noticed=TWO_LINES
    )
    session.add(talk)
    session.add(Midway(child_id=child.id, held_on=date(2026, 8, 20), with_whom=WORKER, going=TWO_LINES))
    session.add(Alert(child_id=child.id, raised_on=date(2026, 10, 30), concern="no [PEP] [/", evidence="[/]"))
    session.flush()
    for kind, subject, what in (("DECISIONS", review.id, "1 decision"), ("CONSULTATION", talk.id, "note")):
        session.add(OutboxEntry(kind=kind, child_id=child.id, subject_id=subject, made_on=held, what=what))
