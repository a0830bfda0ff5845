"""`iro-tui today`: everything due, as JSON or to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.agenda import Counts, Item, asleep, counts, groups, on_agenda
from iro_tui.casework.files import open_files
from iro_tui.casework.settings import settings_of
from iro_tui.casework.signs import Sign
from iro_tui.rules.dates import say_date, say_due
from iro_tui.rules.working_days import working_days_between

if TYPE_CHECKING:
    from sqlmodel import Session

MARKS: dict[Sign, str] = {
    "late": "!",
    "today": ">",
    "coming": ".",
    "done": "v",
    "open": "o",
    "ask": "?",
    "slipping": "~",
    "stuck": "x",
    "": " ",
}
"""The signs of the screens in plain ASCII, because a pipe or an old console may lack the others."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due on the caseload, and what is needed to say it."""

    items: tuple[Item, ...]
    """The agenda."""
    snoozed: tuple[Item, ...]
    """What was put off, and is not in `items`."""
    holidays: frozenset[date]
    """Bank holidays the IRO added."""


def all_due(session: Session, today: date) -> Due:
    """Everything due, what was put off, and the bank holidays, from one reading of the files."""
    files = open_files(session, today)
    return Due(on_agenda(files, today), asleep(files, today), settings_of(session).holidays)


def as_json(due: Due, today: date) -> list[dict[str, Any]]:
    """The answer with the keys promised for `today --json`, in the order of the list.

    `due` is the last day the rule allows; a review booked before it has that day as `stands_on`.
    """
    return [
        {
            "kind": item.kind,
            "mosaic_id": item.mosaic_id,
            "child": item.child,
            "age": item.age,
            "due": item.limit.isoformat(),
            "working_days": working_days_between(today, item.limit, due.holidays),
            "late": item.late,
            "rule": item.rule,
            "why": item.why,
            "stands_on": item.due.isoformat(),
            "title": item.title,
            "note": item.note,
        }
        for item in due.items
    ]


def as_text(due: Due, today: date) -> str:
    """The list as the Today page groups it."""
    return in_lines(_lines(due, today))


def in_lines(lines: Iterable[str]) -> str:
    """Lines as one text; what could steer a terminal, in a name or a note, becomes a space."""
    return "\n".join("".join(c if c.isprintable() else " " for c in line) for line in lines)


def _lines(due: Due, today: date) -> Iterator[str]:
    yield f"{say_date(today)}: {_summary(counts(due.items, today, due.snoozed))}"
    for group in groups(due.items, today):
        yield ""
        yield f"{group.title}  {len(group.items)}" if group.items else group.title
        if not group.items:
            yield f"  {group.empty}"
        for item in group.items:
            day, how_far = say_date(item.due, today), say_due(item.due, today, due.holidays)
            name = f"{item.child}, {item.age}"
            line = f"{MARKS[item.sign]} {day:<15} {how_far:<10} {item.word:<10} {name:<24} {item.note}"
            yield line.rstrip()


def _summary(found: Counts) -> str:
    alerts = f"{found.alerts_open} alert{'' if found.alerts_open == 1 else 's'} open"
    snoozed = f", {found.snoozed} snoozed" if found.snoozed else ""
    return (
        f"{found.late} late, {found.this_week} this week, {found.letters_owed} "
        f"letter{'' if found.letters_owed == 1 else 's'} owed, {found.to_upload} to upload, {alerts}{snoozed}"
    )
