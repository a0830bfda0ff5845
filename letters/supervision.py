"""The IRO's own month on one page, for supervision; nobody is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.supervision import Month, month_of
from iro_tui.rules.dates import say_date
from letters.working_text import WorkingText

if TYPE_CHECKING:
    from iro_tui.vault.store import Vault
    from letters.documents import Document

SUPERVISION = "supervision"


def page(month: Month) -> str:
    """The page in the form of `letters.text`."""
    paper = WorkingText(f"My month for supervision: {month.first:%B %Y}")
    paper.paragraph(
        f"From {say_date(month.first)} to {say_date(month.last)}. Children are named by initials."
    )
    paper.heading("Reviews, midways and alerts")
    paper.facts(month.lines)
    paper.heading("Talks and letters")
    paper.facts(
        (
            ("Talks with children", str(month.talks)),
            ("Tried, or said no", str(month.tried)),
            ("Letters written", str(month.letters)),
        )
    )
    paper.heading("Alerts open today")
    paper.table(("Child", "Concern", "Stands"), ((a.whom, a.concern, a.stands) for a in month.alerts))
    if not month.alerts:
        paper.paragraph("None.")
    paper.heading("Gone quiet")
    paper.facts(month.quiet)
    if not month.quiet:
        paper.paragraph("Nobody.")
    paper.heading("Other work")
    paper.table(
        ("Date", "What", "Minutes"),
        ((say_date(w.held_on), w.what, str(w.minutes) if w.minutes else "") for w in month.work),
    )
    if not month.work:
        paper.paragraph("None is written down.")
    return paper.text()


def supervision_document(vault: Vault, first: date, today: date) -> Document:
    """The page of one month, to become a Word file.

    Raises:
        BadInput: the IRO's own page was never filled in.
    """
    from letters.documents import Document, look_of_paper

    month = vault.ask(month_of, first, today)
    title = f"Month for supervision, {first:%B %Y}"
    look = replace(look_of_paper(vault, "", title, today, "For supervision: no names"), one_page=True)
    return Document(SUPERVISION, page(month), look, first)
