"""Everything about one alert for Cafcass in one document: the case, then a numbered chronology."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.alert_case import AlertCase
from iro_tui.casework.chronology import Dated
from iro_tui.rules.dates import say_date
from letters.alert_paper import answers, facts, sections, steps
from letters.said_plainly import begun, ended
from letters.working_text import WorkingText

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.vault.store import Vault
    from letters.documents import Document

BUNDLE = "cafcass-bundle"


def bundle(case: AlertCase, dated: Sequence[Dated]) -> str:
    """The bundle in the form of `letters.text`."""
    paper = WorkingText(f"For Cafcass: {case.name}, {case.age}")
    paper.paragraph(_lead(case, dated))
    paper.facts(facts(case))
    for heading, words in sections(case):
        paper.heading(heading)
        lines = [line.strip() for line in words.splitlines() if line.strip()]
        if len(lines) > 1:
            paper.items(lines)
        else:
            paper.paragraph(begun(ended(words)))
    paper.heading("Who was told, and when")
    paper.facts(steps(case))
    paper.heading("What was answered")
    paper.table(("Date", "From", "Answer", "Enough"), answers(case))
    if not case.answers:
        paper.paragraph("Nothing was answered.")
    paper.heading("Chronology")
    paper.table(
        ("No.", "Date", "What", "On the record"),
        ((str(number), say_date(each.on), each.what, each.words) for number, each in enumerate(dated, 1)),
    )
    paper.paragraph("What a child asked not to be shared is left out.")
    return paper.text()


def bundle_document(vault: Vault, alert_id: str, today: date) -> Document:
    """The bundle of one alert, to become a Word file.

    Raises:
        BadInput: the alert is gone, or the IRO's own page was never filled in.
    """
    from letters.documents import Document, look_of_paper

    case, dated = vault.ask(_gathered, alert_id, today)
    title = f"For Cafcass: {case.called}, alert raised {say_date(case.raised_on)}"
    look = look_of_paper(vault, case.called, title, today, f"Confidential: about {case.called}, for Cafcass")
    return Document(BUNDLE, bundle(case, dated), look, today, child_id=case.child_id, subject_id=alert_id)


def _gathered(session: Session, alert_id: str, today: date) -> tuple[AlertCase, tuple[Dated, ...]]:
    from iro_tui.casework.alert_case import case_of
    from iro_tui.casework.child_record import child_record
    from iro_tui.casework.children import the
    from iro_tui.casework.chronology import chronology
    from iro_tui.record.alert import Alert

    record = child_record(session, the(session, Alert, alert_id).child_id)
    return case_of(session, record, alert_id, today), chronology(record, today)


def _lead(case: AlertCase, dated: Sequence[Dated]) -> str:
    if case.closed_on:
        stands = f"It was closed on {say_date(case.closed_on)}: {case.outcome}."
    elif case.ran_out_on:
        stands = f"The last manager's time ended on {say_date(case.ran_out_on)}."
    else:
        stands = "It is open."
    from_where = next(
        (place for place, each in enumerate(dated, 1) if f"{case.about}:".startswith(f"{each.about}:")), None
    )
    cited = f" It was raised from number {from_where} of the chronology." if from_where else ""
    return f"A practice alert raised on {say_date(case.raised_on)}. {stands}{cited}"
