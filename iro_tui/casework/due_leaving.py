"""The steps of a young person towards adult life, as the IRO watches them (practice.md 2.7)."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.due_watched import is_short_breaks, watched
from iro_tui.casework.files import File
from iro_tui.casework.item import Item
from iro_tui.rules.dates import birthday
from iro_tui.rules.pathway import ELIGIBLE_FROM, pathway_assessment, pathway_review, staying_put


def _is_young(file: File, on: date) -> bool:
    return on < birthday(file.child.born, ELIGIBLE_FROM)


def pathway_due(file: File, today: date) -> Item | None:
    """The next step of a young person of 16 or 17: needs assessment, pathway plan, its review.

    The assessment is due three months from becoming eligible (PATHWAY), and the plan comes next: no source
    gives it a day of its own. The plan is reviewed six months after it was made or last reviewed
    (PATHWAY_REVIEW).
    """
    if _is_young(file, today) or is_short_breaks(file):
        return None
    last = file.kept.last
    plan = max((last[kind] for kind in ("PLAN", "REVIEW") if kind in last), default=None)
    if plan:
        law = pathway_review(plan, file.settings)
        return watched(
            file,
            today,
            law,
            known=True,
            kind="PATHWAY",
            word="Pathway",
            title="Pathway plan reviewed",
            ask="No later review is on the record.",
            note="review of the plan",
            began=("Made or reviewed", plan),
        )
    first = pathway_assessment(file.child.born, file.in_care, file.settings)
    if first is None:
        return None
    assessed = "NEEDS" in last
    return watched(
        file,
        today,
        first,
        kind="PATHWAY",
        word="Pathway",
        title="Pathway plan" if assessed else "Pathway assessment",
        ask="The needs are assessed; ask for the plan." if assessed else "Ask whether it is done.",
        note="plan comes next" if assessed else "ask for it",
        began=("Needs assessed", last["NEEDS"]) if assessed else None,
    )


def staying_put_due(file: File, today: date) -> Item | None:
    """Talking about Staying Put at the first review from 16 (STAYING_PUT), for a child in foster care."""
    fostered = file.home is not None and file.home.what.startswith("U")
    if not fostered or "STAYING_PUT" in file.kept.last:
        return None
    held = [line.held_on for line in file.reviews if line.held_on]
    law = staying_put(file.child.born, held, file.next_due, file.settings)
    if law is None:
        return None
    coming = file.coming_review
    booked = coming.booked_for if coming else None
    ahead = booked is not None and booked > today and not _is_young(file, booked)
    return watched(
        file,
        today,
        law,
        day=min(law.due, booked) if ahead and booked else law.due,
        kind="STAYING_PUT",
        word="Stay put",
        title="Staying Put",
        ask="Nothing says it was talked about.",
        note="talk about it",
        began=("16th birthday", birthday(file.child.born, ELIGIBLE_FROM)),
        then="It is yours to raise at the review.",
    )
