"""How the date of one due thing was worked out, in words and step by step: any due date opens to this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.agenda import Item
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, authority
from iro_tui.rules.registry import Settings, rule

if TYPE_CHECKING:
    from sqlmodel import Session

_TOO_LATE = "The council's date is too late in law"
"""Begins the step that the warning says in a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the working."""

    what: str
    """`First review held`, `Good Friday, not counted`."""
    value: str
    """A date with its year, or a number; may be empty."""
    result: bool
    """Whether this is the last day the rule allows."""


@dataclass(frozen=True, slots=True)
class Working:
    """The working of one due thing."""

    item: Item
    why: str
    """One or two plain sentences."""
    rule: str
    """Rule id (`C2`); empty where no rule of the list counts it."""
    rule_title: str
    """`Second review`."""
    strength: str
    """How strong the rule is, in words: `Law`, `Guidance`, `Brent practice`, `Our own choice`."""
    confirm: bool
    """Known from general knowledge only; the council should confirm it."""
    says: str
    """The rule in one sentence, with the number in force."""
    source: str
    steps: tuple[Step, ...]
    warning: str
    """What is wrong with the date a council system prints; empty when it is not too late in law."""


def working_of(session: Session, item: Item) -> Working:
    """The working of one item, with the numbers that are in force."""
    from iro_tui.casework.settings import settings_of

    return working(item, settings_of(session))


def child_workings(session: Session, child_id: str, today: date) -> tuple[Working, ...]:
    """The working of everything due for one child, however far ahead: the next review, then by date."""
    from iro_tui.casework.due import due_of
    from iro_tui.casework.files import open_files

    file = open_files(session, today, [child_id])[child_id]
    items = sorted(due_of(file, today), key=lambda item: item.kind != "REVIEW")
    return tuple(working(item, file.settings) for item in items)


def working(item: Item, settings: Settings) -> Working:
    """The working of one item; where no rule counts it, what the list itself says about it."""
    law = item.law
    if law is None:
        steps = tuple(Step(what, value, False) for what, value in item.working)
        return Working(item, item.why, "", "", "", False, "", "", steps, "")
    known = rule(law.rule)
    return Working(
        item=item,
        why=item.why,
        rule=known.id,
        rule_title=known.title,
        strength=authority(known.id, settings),
        confirm=known.confirm,
        says=settings.says(known.id),
        source=known.source,
        steps=tuple(_steps(item, law)),
        warning=_warning(law),
    )


def _steps(item: Item, law: Due) -> list[Step]:
    steps = []
    for line in law.steps:
        what, _, value = line.rpartition(": ")
        if not what.startswith(_TOO_LATE):
            steps.append(Step(what or value, value if what else "", value == say_date(law.due)))
    if item.due != item.limit:
        booked = item.kind == "REVIEW" and item.due < item.limit
        steps.append(Step("Booked for" if booked else "It stands on", say_date(item.due), False))
    return steps


def _warning(law: Due) -> str:
    """The council's date against the law's; by how many days the rule itself says in its last steps."""
    over = next((line.rpartition(": ")[2] for line in law.steps if line.startswith(_TOO_LATE)), "")
    if law.council_due is None or not over:
        return ""
    printed = say_date(law.council_due)
    return f"The council system prints {printed}. That is {over} too late in law. Go by the date in law."
