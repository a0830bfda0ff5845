"""What one row of the council's list says about one child, read and judged on its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_tui.errors import BadInput
from iro_tui.exchange.cells import read_code, read_date, read_name, read_yes
from iro_tui.exchange.sheet import Row, Sheet
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.participation import problems

_PAST = (
    "born",
    "looked_after_since",
    "legal_since",
    "placed_since",
    "last_review",
    "last_contact",
    "last_midway",
    "distributed",
)
_CODES = {
    "sex": "sex",
    "ethnicity": "ethnicity",
    "legal_status": "legal_status",
    "category_of_need": "category_of_need",
    "placement": "placement_type",
    "provider": "placement_provider",
    "review_kind": "review_type",
    "participation": "participation",
    "permanence": "permanence_plan",
}
_TEXTS = ("known_as", "language", "team", "postcode", "phone", "carer", "siblings", "notes")
_NAMES = ("worker", "team_manager", "iro")


@dataclass(frozen=True, slots=True)
class Question:
    """Something in the list that needs the IRO's answer; meanwhile it is left out."""

    row: int
    mosaic_id: str
    column: str
    """The heading as it stands in the list."""
    raw: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One child as the list has it; empty text, None or a missing key where it says nothing."""

    row: int
    mosaic_id: str
    first_name: str
    surname: str
    values: Mapping[str, Any]
    """Field of `headings.csv` to its value: dates, codes, texts, yes or no."""
    questions: tuple[Question, ...]

    def get(self, name: str) -> Any:
        """The value of a field; None when the list says nothing of it."""
        return self.values.get(name)


@dataclass
class _Reading:
    """One row while it is read."""

    sheet: Sheet
    row: Row
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def ask(self, name: str, why: str) -> None:
        """Leave a field out and ask about it."""
        self.values.pop(name, None)
        heading, raw = self.sheet.heading(name), self.row.get(name)
        self.questions.append(Question(self.row.number, self.row.get("mosaic_id"), heading, raw, why))

    def take(self, name: str, read: Callable[[str], Any]) -> None:
        """Read one cell; what cannot be read becomes a question."""
        try:
            value = read(self.row.get(name))
        except BadInput as error:
            self.ask(name, str(error))
            return
        if value not in (None, ""):
            self.values[name] = value


def listed(sheet: Sheet, row: Row, today: date) -> Listed:
    """Read one row; each cell that cannot be read or cannot be true is a question and has no value.

    Args:
        sheet: the list, for the words of its headings.
        row: the row.
        today: the day that stands in for today: what has happened cannot lie after it.
    """
    reading = _Reading(sheet, row, today)
    for name in (*_PAST, "booked"):
        reading.take(name, read_date)
    for name, codes_of in _CODES.items():
        reading.take(name, lambda cell, codes_of=codes_of: read_code(cell, codes_of))  # type: ignore[misc]
    for name in _TEXTS:
        reading.take(name, str)
    for name in _NAMES:
        reading.take(name, read_name)
    reading.take("uasc", read_yes)
    _disability(reading)
    _advocate(reading)
    _judge(reading)
    first_name, surname = _names(row)
    return Listed(
        row.number,
        row.get("mosaic_id"),
        first_name,
        surname,
        reading.values,
        tuple(reading.questions),
    )


def _names(row: Row) -> tuple[str, str]:
    if row.get("first_name") or row.get("surname"):
        return row.get("first_name"), row.get("surname")
    first, _, last = read_name(row.get("name")).rpartition(" ")
    return (first, last) if first else (last, "")


def _disability(reading: _Reading) -> None:
    """Yes, no, or what it is in words; "no" says nothing that needs keeping."""
    try:
        said = read_yes(reading.row.get("disability"))
    except BadInput:
        reading.values["disability"] = reading.row.get("disability")
        return
    if said:
        reading.values["disability"] = "Yes"


def _advocate(reading: _Reading) -> None:
    """A name is a person; "Yes" or "Offered - declined" names nobody and goes with the notes."""
    cell = reading.row.get("advocate")
    try:
        said = read_yes(cell)
    except BadInput:
        known = any(word in cell.casefold() for word in ("offer", "declin", "refus", "referr", "n/a", "none"))
        reading.values["advocate_note" if known else "advocate"] = cell if known else read_name(cell)
        return
    if said:
        reading.values["advocate_note"] = "Yes"


def _judge(reading: _Reading) -> None:
    """What cannot be true, and what does not fit together (practice.md 3.1, C5)."""
    values, today = reading.values, reading.today
    for name in _PAST:
        if values.get(name) and values[name] > today:
            reading.ask(name, f"{say_date(values[name])} has not come yet.")
    born, since = values.get("born"), values.get("looked_after_since")
    stated = reading.row.get("age")
    if born and stated.isdigit() and stated.isascii() and abs(int(stated) - age(born, today)) > 1:
        reading.ask("born", f"The list says {stated} years; this date of birth makes {age(born, today)}.")
        born = None
    if born and age(born, today) > 25:
        reading.ask("born", f"That makes {age(born, today)} years. Check the year.")
        born = None
    if born and since and since < born:
        reading.ask("looked_after_since", f"That is before the date of birth, {say_date(born)}.")
        since = None
    held = values.get("last_review")
    if held and since and held < since:
        reading.ask("last_review", f"That is before the period of care began, {say_date(since)}.")
        held = None
    code = values.get("participation")
    if code and not held:
        values.pop("participation")
    elif code and born and held and (wrong := problems(code, born, held)):
        reading.ask("participation", wrong)
    sent = values.get("distributed")
    if sent and held and sent < held:
        reading.ask("distributed", f"That is before the last review, {say_date(held)}.")
