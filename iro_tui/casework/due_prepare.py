"""What is missing for a booked review on the day it should be there: at most one line a review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.casework.sequence import ReviewLine
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due
from iro_tui.rules.preparation import before_review

_STEPS = {
    "P4": ("Where, when and who", ("agreed_on",)),
    "P5": ("Talk with the worker", ("worker_on",)),
    "P6": ("Invitations out", ("invited_on",)),
    "P7": ("Report and care plan", ("report_on", "plan_on")),
}
"""What comes before a review, by its rule: in words, and the fields of the review that say it is there."""

_MISSING = {
    "agreed_on": "where, when and who agreed with the child",
    "worker_on": "a talk with the social worker",
    "invited_on": "the day the invitations went out",
    "report_on": "the social worker's report",
    "plan_on": "an updated care plan",
}

_NOTES = {"agreed_on": "where, when, who", "worker_on": "talk with worker", "invited_on": "no invitations"}
"""What the last column says while report and care plan are not due yet: the thing that is late longest."""


def prepare_due(file: File, today: date) -> Item | None:
    """What a booked review should have by now and the record does not hold (P4 to P7): one line for all.

    It comes on the day of the report (P7). While nothing at all is on the record it comes on the day of the
    invitations (P6), when there is still time to put it right; for an IRO who writes down the steps before
    it, on the day of the first of them that is missing. Before that a booked review stands on the list as
    itself, and another line for each would only hide it (P).

    Its limit is the day of the review, so that it is never called late: it is the social worker's to do, and
    the IRO's to ask for.
    """
    coming = file.coming_review
    if coming is None or coming.unfinished or coming.booked_for is None:
        return None
    booked = coming.booked_for
    if booked < today:
        return None
    dates = [each for each in before_review(booked, file.settings) if each.rule in _STEPS]
    missing = {
        each.rule: fields for each in dates if each.due <= today and (fields := _gone(coming, each.rule))
    }
    begun = any(getattr(coming, name) for name in _MISSING)
    if "P7" not in missing and not (missing and _is_kept(coming)) and ("P6" not in missing or begun):
        return None
    law = next(each for each in dates if each.rule in missing and (each.rule == "P7") == ("P7" in missing))
    lacks = [name for rule in _STEPS if rule in missing for name in missing[rule]]
    return make_item(
        file,
        today,
        kind="PREPARE",
        word="Prepare",
        due=today,
        limit=booked,
        rule=law.rule,
        sign="ask" if law.due < today else "",
        title="Prepare the review",
        why=f"{law.why} Not on the record: {_listed([_MISSING[name] for name in lacks])}.",
        note=_note(missing) if begun or "P7" in missing else "not begun",
        working=(*_working(dates, coming, today), ("Review booked", say_date(booked, today))),
        then=f"Not on the record: {_listed([_MISSING[name] for name in lacks])}.",
        subject_id=coming.id,
        law=law,
    )


def _gone(coming: ReviewLine, rule: str) -> list[str]:
    return [name for name in _STEPS[rule][1] if getattr(coming, name) is None]


def _is_kept(coming: ReviewLine) -> bool:
    """Whether any of the steps before the report was written down for this review."""
    return any(getattr(coming, name) for name in _NOTES)


def _note(missing: Mapping[str, Sequence[str]]) -> str:
    papers = missing.get("P7")
    if papers is None:
        return next(_NOTES[names[0]] for names in missing.values())
    if len(papers) == 2:
        return "no report or plan"
    return "no report" if papers[0] == "report_on" else "no care plan"


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _working(dates: Sequence[Due], coming: ReviewLine, today: date) -> tuple[tuple[str, str], ...]:
    return tuple(
        (_STEPS[each.rule][0], say_date(each.due, today) if _gone(coming, each.rule) else "done")
        for each in dates
    )
