"""`iro-tui show`: one child's file, as JSON or to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_page import ChildPage, Fact, child_page
from iro_tui.casework.child_record import ChildRecord, JudgedReview, child_id_of, child_record
from iro_tui.casework.due_before import law_of
from iro_tui.casework.everything import Entry, about_the_child, everything
from iro_tui.casework.files import File, open_files
from iro_tui.casework.in_words import Said
from iro_tui.commands.today import MARKS, in_lines
from iro_tui.errors import BadInput
from iro_tui.rules.clock import Due
from iro_tui.rules.dates import age, say_date

if TYPE_CHECKING:
    from sqlmodel import Session

_LISTS = {
    "period_of_care": "periods_of_care",
    "placement": "placements",
    "legal_status": "legal_statuses",
    "person": "people",
    "decision": "decisions",
    "midway": "midways",
    "consultation": "consultations",
    "alert": "alerts",
    "letter": "letters",
    "outbox_entry": "outbox",
}
"""What a table is called in the answer; the others go by their own names."""


_UNDER_A_REVIEW = ("review", "note")


def whole_file(session: Session, mosaic_id: str, today: date) -> dict[str, Any]:
    """Everything on the record of one child, for `show --json`; dates as YYYY-MM-DD.

    Raises:
        BadInput: there is no such child on this caseload.
    """
    child_id = child_id_of(session, mosaic_id)
    record = child_record(session, child_id)
    file = open_files(session, today, [child_id])[child_id]
    law = _law(file, today)
    upcoming = file.coming_review
    notes = [_plain(row) for row in record.tables["note"]]
    reviews = [_review(each, notes) for each in record.reviews]
    for review in reviews:
        # What is still to come is judged by the law as it stands today, not as a held one.
        if law and upcoming and review["id"] == upcoming.id:
            review.update(due=law.due.isoformat(), rule=law.rule)
    return {
        **_plain(record.child),
        "age": age(record.child["born"], today),
        **{
            _LISTS.get(table, table): [_plain(row) for row in rows]
            for table, rows in record.tables.items()
            if table not in _UNDER_A_REVIEW
        },
        "reviews": reviews,
        "next": _next(file, today),
    }


def _review(each: JudgedReview, notes: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": each.line.number,
        "due": each.limit.due.isoformat() if each.limit else None,
        "on_time": each.in_time,
        "rule": each.limit.rule if each.limit else None,
        **_plain(each.row),
        "notes": [note for note in notes if note["review_id"] == each.line.id],
    }


def _law(file: File, today: date) -> Due | None:
    """The next review by law; None also where a date on the record cannot be counted."""
    try:
        return law_of(file, today)
    except BadInput:
        return None


def _next(file: File, today: date) -> dict[str, Any] | None:
    law = _law(file, today)
    if law is None:
        return None
    upcoming = file.coming_review
    booked = upcoming.booked_for if upcoming else None
    return {
        "due": law.due.isoformat(),
        "last_working_day": law.last_working_day.isoformat(),
        "rule": law.rule,
        "why": law.why,
        "council_due": law.council_due.isoformat() if law.council_due else None,
        "booked_for": booked.isoformat() if booked else None,
    }


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date | datetime) else value
        for name, value in row.items()
        if name != "child_id"
    }


def page_to_read(session: Session, mosaic_id: str, today: date) -> str:
    """One child's page as lines of text.

    Raises:
        BadInput: there is no such child on this caseload.
    """
    child_id = child_id_of(session, mosaic_id)
    page = child_page(session, child_id, today)
    return in_lines([*_lines(page, today), *_on_record(child_record(session, child_id), today)])


def _on_record(record: ChildRecord, today: date) -> Iterator[str]:
    """Every row of every table in full, table by table."""
    yield ""
    yield "The child"
    for field in about_the_child(record):
        yield _said(field, 2)
    called: dict[str, list[Entry]] = {}
    for entry in everything(record):
        called.setdefault(entry.called, []).append(entry)
    for noun, entries in sorted(called.items()):
        yield ""
        yield f"{noun}  {len(entries)}"
        for entry in entries:
            yield f"  {say_date(entry.on, today) if entry.on else 'no day'}"
            for field in entry.fields:
                yield _said(field, 4)


def _said(field: Said, indent: int) -> str:
    text = " ".join(field.text.split())
    return f"{' ' * indent}{field.title}: {f'“{text}”' if field.quote else text}"


def _lines(page: ChildPage, today: date) -> Iterator[str]:
    yield f"{page.name}, {page.age}"
    yield ", ".join(map(_fact, page.who))
    yield "; ".join(map(_fact, page.stands))
    for group in page.now:
        yield ""
        yield group.title
        for row in group.rows:
            label = f"“{row.label}”" if row.quote else row.label
            yield f"{MARKS[row.sign]} {label}  {row.value}" + (f" ({row.second})" if row.second else "")
    yield ""
    yield "Story"
    if not page.story:
        yield "  Nothing is recorded yet."
    for item in page.story:
        yield f"  {say_date(item.on, today):<15} {item.word:<8}  {item.first}"
        for line in item.rest:
            text = f"“{line.text}”" if line.quote else line.text
            parts = ", ".join(part.text for part in line.parts)
            yield f"{'':27} {' '.join(piece for piece in (text, parts) if piece)}"


def _fact(fact: Fact) -> str:
    return " ".join(part for part in (fact.label, fact.value, fact.after) if part)
