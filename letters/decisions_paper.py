"""The decisions of a review on one page for the team manager."""

from __future__ import annotations

from iro_tui.casework.decisions import DecisionLine
from iro_tui.casework.decisions_page import DecisionsPage
from letters.dates import in_full
from letters.parts import HEADER
from letters.said_plainly import begun, weekday_date
from letters.working_text import WorkingText


def decisions_paper(facts: DecisionsPage) -> str:
    """The page in the form of `letters.text`; the manager's dates are those of F1 and F2."""
    paper = WorkingText(f"Decisions of the review of {facts.name}")
    which = f"Review {facts.number}" if facts.number else "The review"
    last = f"{'is' if facts.sent_on <= facts.due else 'was'} {weekday_date(facts.due)}"
    paper.paragraph(
        f"{which} was held on {weekday_date(facts.review_on)}. Mosaic number {facts.mosaic_id}. "
        f"Sent on {weekday_date(facts.sent_on)}. The last day for sending it {last}."
    )
    paper.heading("What was decided")
    paper.table(
        HEADER,
        ((begun(each.text), each.who, _when(each)) for each in facts.decisions),
    )
    against = [f"{begun(each.text)}: {each.against_wish}" for each in facts.decisions if each.against_wish]
    if against:
        paper.heading(f"Not what {facts.called} wanted")
        paper.items(against)
    paper.heading("If you object")
    to = f"{facts.manager}, you" if facts.manager else "You"
    paper.paragraph(
        f"{to} have {facts.working_days} working days from the day you get this page. If you get it on the "
        f"day it is sent, that is until {weekday_date(facts.answer_by)}. Say which decision you object to, "
        "and why."
    )
    paper.paragraph("If I hear nothing by then, the decisions are agreed and have to be carried out.")
    return paper.text()


def _when(each: DecisionLine) -> str:
    if each.by_when is None:
        return "no date"
    return f"From {in_full(each.by_when)}" if each.starting else in_full(each.by_when)
