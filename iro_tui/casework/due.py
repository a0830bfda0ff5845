"""What one child's file makes due.

One function for each kind, in `due_before` and `due_after`; a new kind is one more function and a place here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from iro_tui.casework.due_after import alert_item, decisions_due, letter_due, still_owes, upload_due
from iro_tui.casework.due_before import midway_item, review_due, speak_due
from iro_tui.casework.files import File
from iro_tui.casework.item import Item


def due_of(file: File, today: date) -> tuple[Item, ...]:
    """Everything one child's file makes due, however far away, by date."""
    return tuple(sorted(_all(file, today), key=lambda item: (item.due, item.limit, item.kind)))


def _all(file: File, today: date) -> Iterator[Item]:
    if file.child.closed_on is None or file.child.closed_on > today:
        review = review_due(file, today)
        midway = midway_item(file, today)
        yield from (item for item in (review, midway, speak_due(file, today)) if item)
        for alert in file.alerts:
            yield alert_item(file, alert, today)
    owed = [line for line in file.reviews if still_owes(line, today)]
    for line in owed:
        if not line.imported and line.id not in file.decisions_uploaded:
            yield decisions_due(file, line, today)
        if line.id not in file.letter_made and line.distributed_on is None:
            yield letter_due(file, line, today)
    said_as_decisions = {line.id for line in owed if line.id not in file.decisions_uploaded}
    for entry in file.waiting:
        if not (entry.kind == "DECISIONS" and entry.subject_id in said_as_decisions):
            yield upload_due(file, entry, today)
