"""The sheet of one child for the tracking panel."""

from __future__ import annotations

from iro_tui.casework.panel_sheet import PanelSheet, ReviewHeld
from iro_tui.rules.dates import say_date
from letters.working_text import WorkingText


def sheet(facts: PanelSheet) -> str:
    """One page in the form of `letters.text`."""
    paper = WorkingText(f"Tracking panel: {facts.name}, {facts.age}")
    for title, lines in facts.groups:
        paper.heading(title)
        paper.facts_in_line(lines)
        if not lines:
            paper.paragraph("Nothing on the record.")
    paper.heading("Since the last review")
    paper.facts_in_line((line.label, line.value) for line in facts.since)
    paper.heading("Reviews, participation and minutes")
    paper.table(("Review", "Held", "In time", "Took part", "Letter"), map(_review, facts.reviews))
    if not facts.reviews:
        paper.paragraph("No review was held yet.")
    paper.heading("Drift")
    paper.table(
        ("Decision", "Who", "First date", "Days over"),
        (
            (each.text, each.who, say_date(each.moves[0]) if each.moves else "", str(each.drift))
            for each in facts.drifting
        ),
    )
    if facts.more_drift:
        paper.paragraph(f"And {facts.more_drift} more.")
    if not facts.drifting:
        paper.paragraph("No open decision is past its first date.")
    return paper.text()


def _review(each: ReviewHeld) -> tuple[str, str, str, str, str]:
    in_time = {True: "yes", False: "late", None: ""}[each.in_time]
    return str(each.number or ""), say_date(each.on), in_time, each.participation, each.letter
