"""One child of the list beside the record: what is new, what differs, and what must be asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from iro_tui.exchange.compare_life import compare_life
from iro_tui.exchange.compared import Compared, Kept
from iro_tui.exchange.listed import Listed
from iro_tui.exchange.sheet import Sheet
from iro_tui.record.child import Child

_COUNCILS = {
    "first_name": "first_name",
    "surname": "surname",
    "born": "born",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "uasc": "uasc",
    "disability": "disability",
    "category_of_need": "category_of_need",
    "permanence": "permanence",
}
"""Fields of a child where the council's list is the record: child field to list field."""

_IROS = {"known_as": "known_as", "language": "language", "sibling_group": "siblings"}
"""Fields the IRO keeps: the list fills them when they are empty and changes nothing else."""

_NAMES = ("first_name", "surname")


def new_child(sheet: Sheet, found: Listed, today: date, answers: Mapping[str, str]) -> Compared:
    """What a child who is not here yet brings along; number, first name and date of birth are known."""
    name = f"{found.first_name} {found.surname}".strip()
    made = Compared(sheet, found, name, found.mosaic_id, answers)
    values = {ours: found.get(theirs) for ours, theirs in {**_COUNCILS, **_IROS}.items()}
    values |= {"first_name": found.first_name, "surname": found.surname, "notes": "\n".join(_remarks(found))}
    made.write(
        "child",
        None,
        mosaic_id=found.mosaic_id,
        **{name: value for name, value in values.items() if value not in (None, "")},
    )
    compare_life(made, Kept(Child(mosaic_id=found.mosaic_id, first_name="", born=found.get("born"))), today)
    made.updated.clear()
    return made


def known_child(sheet: Sheet, found: Listed, kept: Kept, today: date, answers: Mapping[str, str]) -> Compared:
    """What the list says differently about a child who is here.

    Args:
        sheet: the list.
        found: the child in it.
        kept: the child here.
        today: from when a change counts whose day the list does not tell.
        answers: what the IRO answered, by the key of the question.
    """
    made = Compared(sheet, found, kept.child.full_name, kept.child.mosaic_id, answers)
    values = _child_values(made, kept)
    if values:
        made.write("child", kept.child.id, **values)
    compare_life(made, kept, today)
    return made


def _child_values(made: Compared, kept: Kept) -> dict[str, Any]:
    found, child = made.listed, kept.child
    said = {ours: found.get(theirs) for ours, theirs in _COUNCILS.items()}
    said |= {"first_name": found.first_name, "surname": found.surname}
    values = {}
    if said["sex"] == "U":
        # The list not knowing takes nothing away.
        said["sex"] = None
    for name, value in said.items():
        before = getattr(child, name)
        if value in (None, "") or value == before or (name in _NAMES and _same(value, before)):
            continue
        if name in kept.changed_here and before not in (None, ""):
            why = "You changed this here since the list last said it."
            if not made.settle(_COUNCILS[name], before, value, why):
                continue
        made.change(name, before, value)
        values[name] = value
    for name, column in _IROS.items():
        value, before = found.get(column), getattr(child, name)
        if not value or value == before:
            continue
        if not before or made.settle(column, before, value, "You keep this one yourself."):
            made.change(name, before, value)
            values[name] = value
    lines = child.notes.splitlines()
    new = [line for line in _remarks(found) if line not in lines]
    if new:
        values["notes"] = "\n".join([*lines, *new])
        made.change("notes", child.notes, values["notes"])
    return values


def _same(value: str, before: str) -> bool:
    """Names that differ only in capitals: a list in capitals cannot tell MacLeod."""
    return value.casefold() == before.casefold()


def _remarks(found: Listed) -> list[str]:
    """What the list notes, line by line."""
    lines = [line.strip() for line in (found.get("notes") or "").splitlines() if line.strip()]
    advocate = found.get("advocate_note")
    return [*lines, f"Advocate: {advocate}"] if advocate else lines
