"""What is missing for a booked review on the day it should be there: at most one line a review."""

from __future__ import annotations

from datetime import date

from iro_tui.casework.due_before import has_stopped
from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.sequence import ReviewLine, not_yet_held
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, counted
from iro_tui.rules.preparation import before_review

_LABELS = {
    "P4": "Where, when and who",
    "P5": "Talk with the worker",
    "P6": "Invitations out",
    "P7": "Report and care plan",
}


def prepare_due(file: File, today: date) -> Item | None:
    """Report and care plan that have not come for a booked review (P7), from their own day on.

    The other three (P4 to P6) are shown among the dates: that a review has no time its own line says, and the
    talk with the social worker and the invitations leave nothing on the record. Its limit is the day of the
    review, so that it is never called late: it is the social worker's to do, and the IRO's to ask for.
    """
    coming = not_yet_held(file.reviews)
    if coming is None or coming.unfinished or coming.booked_for is None or has_stopped(file, today):
        return None
    booked, missing = coming.booked_for, _missing(coming)
    if not missing or not today <= booked or not file.settings.in_force("P7"):
        return None
    law = counted("P7", "PREP_SW_REPORT", "Review", booked, file.settings)
    if today < law.due:
        return None
    dates = [each for each in before_review(booked, file.settings) if each.rule in _LABELS]
    return make_item(
        file,
        today,
        kind="PREPARE",
        word="Prepare",
        due=today,
        limit=booked,
        rule="P7",
        sign="ask" if law.due < today else "",
        title="Prepare the review",
        why=f"{law.why} There is {missing} on the record.",
        note=missing,
        working=(*_working(dates, today), ("Review booked", say_date(booked, today))),
        then="Without enough information the review can be adjourned once (A1).",
        subject_id=coming.id,
        law=law,
    )


def _missing(coming: ReviewLine) -> str:
    """What has not come, in at most 18 cells; empty when all is there."""
    if coming.report_on is None:
        return "no report" if coming.plan_on else "no report or plan"
    return "" if coming.plan_on else "no care plan"


def _working(dates: list[Due], today: date) -> tuple[tuple[str, str], ...]:
    return tuple((_LABELS[each.rule], say_date(each.due, today)) for each in dates)
