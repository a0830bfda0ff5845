"""What one child's file makes due.

One function for each kind, in the modules whose names begin with `due`; a new kind is one more function and a
place here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from iro_tui.casework.due_after import alert_item, left_to_do, upload_due, why_overdue
from iro_tui.casework.due_before import has_stopped, midway_item, review_due, speak_due
from iro_tui.casework.due_health import health_due, pep_due, sdq_due
from iro_tui.casework.due_leaving import pathway_due, staying_put_due
from iro_tui.casework.due_prepare import prepare_due
from iro_tui.casework.due_rights import advocate_due
from iro_tui.casework.due_visits import interview_due, visit_due
from iro_tui.casework.due_watched import (
    care_plan_due,
    panel_due,
    permanence_due,
    placement_plan_due,
    told_due,
)
from iro_tui.casework.files import File
from iro_tui.casework.item import Item, make_item
from iro_tui.errors import BadInput


def due_of(file: File, today: date, until: date = date.max) -> tuple[Item, ...]:
    """Everything one child's file makes due up to a day, by date."""
    found = (item for item in _all(file, today, until) if item.due <= until)
    return tuple(sorted(found, key=lambda item: (item.due, item.limit, item.kind)))


def next_review_of(file: File, today: date) -> Item | None:
    """The next review of a child on the caseload; None when none is due."""
    return _review(file, today, date.max) if _is_here(file, today) else None


_BESIDE_THE_REVIEW = (prepare_due, speak_due)
_WATCHED = (
    *(told_due, care_plan_due, placement_plan_due, permanence_due, panel_due),
    advocate_due,
    *(health_due, sdq_due, pep_due, visit_due, pathway_due, staying_put_due),
)
"""What hangs on the same dates as the review, which asks for one that cannot be counted; these keep quiet."""


def _review(file: File, today: date, until: date) -> Item | None:
    return _tried("REVIEW", review_due, file, today, until)


def _all(file: File, today: date, until: date) -> Iterator[Item]:
    """What is far away is not said in words: of review and midway only those up to a day are made."""
    found: list[Item | None] = []
    if _is_here(file, today):
        review = _review(file, today, until)
        found.append(review)
        if not has_stopped(file, today):
            if review and review.late:
                found.append(_quietly(why_overdue, file, today))
            found.append(_quietly(midway_item, file, today, until))
            found += [_quietly(make, file, today) for make in _BESIDE_THE_REVIEW]
            found += _calmly([_quietly(make, file, today) for make in _WATCHED])
            found += [_quietly(interview_due, file, today, each) for each in file.kept.back]
        found += [_tried("ALERT", alert_item, file, today, each) for each in file.alerts]
    left = left_to_do(file, today)
    found += left
    said_as_decisions = {item.subject_id for item in left if item.kind == "DECISIONS"}
    if file.settings.in_force("UPLOAD"):
        found += [
            _tried("UPLOAD", upload_due, file, today, entry)
            for entry in file.waiting
            if not (entry.kind == "DECISIONS" and entry.subject_id in said_as_decisions)
        ]
    return (item for item in found if item)


def _calmly(found: Iterable[Item | None]) -> Iterator[Item]:
    """Of what is asked about only once, one line a child: the first, which names the others."""
    asked = []
    for item in found:
        if item and item.once and item.put_off is None:
            asked.append(item)
        elif item:
            yield item
    if asked:
        first, *others = sorted(asked, key=lambda item: item.law.due if item.law else item.due)
        titles = ", ".join(_small(item.title) for item in others)
        yield replace(first, then=f"Nor is there: {titles}.") if others else first


def _small(title: str) -> str:
    return title if title[:2].isupper() else title[0].lower() + title[1:]


def _is_here(file: File, today: date) -> bool:
    return file.child.closed_on is None or file.child.closed_on > today


def _quietly(make: Callable[..., Item | None], file: File, today: date, *about: Any) -> Item | None:
    try:
        return make(file, today, *about)
    except BadInput:
        return None


def _tried(kind: str, make: Callable[..., Item | None], file: File, today: date, *about: Any) -> Item | None:
    """What a function makes of a file; where a mistyped year cannot be counted, an item that asks for it.

    One wrong date on the record must neither hide the thing it belongs to nor take the whole list away.
    """
    try:
        return make(file, today, *about)
    except BadInput as error:
        return make_item(
            file,
            today,
            kind=kind,
            word=kind.capitalize(),
            due=today,
            sign="ask",
            rule="2.1",
            title="A date to check",
            why=f"{error} It stands on this child's page.",
            note="check the dates",
        )
