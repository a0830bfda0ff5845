"""What one row of the council's list says about one child, read and judged on its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from iro_tui.errors import BadInput
from iro_tui.exchange.cells import (
    read_code,
    read_date,
    read_id,
    read_name,
    read_yes,
    refuse_broken,
    refuse_formula,
    says_nothing,
    split_number,
)
from iro_tui.exchange.columns import DATES, Told
from iro_tui.exchange.listed_names import names_of
from iro_tui.exchange.questions import KEEP, LATER, TAKE, Option, Question, Unsure, key_of
from iro_tui.exchange.sheet import Row, Sheet
from iro_tui.rules.codes import codes, short
from iro_tui.rules.dates import age, birthday, say_date
from iro_tui.rules.participation import problems

_YET_TO_COME = ("booked", "next_due", "ended")
"""Dates that may lie after today."""

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
_CLOSED = ("closed", "ceased", "ended", "inactive", "leftcare", "caseclosed", "nolongerlac", "nolongercla")
_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}.*")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


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
    aside: str = ""
    """Why the row is not about a child of this caseload now: an adult, a closed case; empty when it is."""
    lost: str = ""
    """What stands in the place of the number and is none: cut short, not worked out, words."""
    no_birth: Question | None = None
    """What is asked where the date of birth is empty and the child turns out to be new."""

    def get(self, name: str) -> Any:
        """The value of a field; None when the list says nothing of it."""
        return self.values.get(name)

    @property
    def name(self) -> str:
        """First name and surname."""
        return f"{self.first_name} {self.surname}".strip()


@dataclass
class _Reading:
    """One row while it is read."""

    sheet: Sheet
    row: Row
    today: date
    told: Told
    answers: Mapping[str, str]
    about: str = ""
    """The number, or else what names the row: what questions about it are kept under."""
    values: dict[str, Any] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)

    def cell(self, name: str) -> str:
        """What stands in the cell, or what the IRO said it should."""
        raw = self.row.get(name)
        said = self.answers.get(self.key(name, "doubt"), "")
        return said if _ISO.fullmatch(said) else self.answers.get(self.key(name), raw)

    def key(self, name: str, *more: str) -> str:
        """What the answer to a question about a cell is kept under."""
        return key_of(self.about, name, self.row.get(name), *more)

    def ask(self, name: str, why: str, options: Sequence[Option], key: str) -> None:
        """Leave a field out and ask about it."""
        self.values.pop(name, None)
        self.questions.append(
            Question(
                self.row.number,
                self.row.get("mosaic_id"),
                self.sheet.heading(name),
                self.row.get(name),
                why,
                key,
                (*options, LATER),
                _asks(name),
            )
        )

    def doubt(self, name: str, why: str, options: Sequence[Option] = ()) -> bool:
        """Ask about a value that was read and cannot be right; True when it is left out.

        Args:
            name: the field.
            why: one sentence.
            options: codes it may have instead, or `KEEP` where it may be right after all.
        """
        key = self.key(name, "doubt")
        answer = self.answers.get(key)
        if answer is None or _ISO.fullmatch(answer):
            # A day that was typed was read as the cell; it is in doubt itself when that comes here.
            self.ask(name, why, options, key)
        elif answer == KEEP:
            return False
        elif answer:
            self.values[name] = answer
            return False
        else:
            self.values.pop(name, None)
        return True

    def take(self, name: str, read: Callable[[str], Any]) -> None:
        """Read one cell; what cannot be read becomes a question."""
        try:
            value = read(self.cell(name))
        except BadInput as error:
            options = error.options if isinstance(error, Unsure) else ()
            if name == "born":
                options = _with_ages(options, self.today)
            self.ask(name, str(error), options, self.key(name))
            return
        if value not in (None, ""):
            self.values[name] = value

    def date(self, name: str) -> None:
        """Read the cell of a date, in the order its column tells."""

        def read(cell: str) -> date | None:
            refuse_broken(cell)
            if says_nothing(cell):
                return None
            return read_date(self.told.cell(name, cell), self.told.order(name), self.today)

        self.take(name, read)


def listed(sheet: Sheet, row: Row, today: date, told: Told, answers: Mapping[str, str]) -> Listed:
    """Read one row; each cell that cannot be read or cannot be true is a question and has no value.

    Args:
        sheet: the list, for the words of its headings.
        row: the row.
        today: the day that stands in for today: what has happened cannot lie after it.
        told: what its columns tell as a whole.
        answers: what the IRO answered, by the key of the question: the value a cell should have had.
    """
    first_name, surname, number = names_of(row)
    about = number or key_of(first_name, surname, row.get("born"))
    asked_twice, taken = _said_twice(sheet, row, about, answers)
    reading = _Reading(sheet, taken, today, told, answers, about, questions=asked_twice)
    lost = ""
    try:
        number = read_id(number)
    except Unsure:
        number, lost = "", number
    for name in DATES:
        if name not in ("ended", "next_due"):
            reading.date(name)
    _ended(reading)
    _theirs(reading)
    for name, codes_of in _CODES.items():
        reading.take(name, lambda cell, codes_of=codes_of: read_code(cell, codes_of))  # type: ignore[misc]
    for name in _TEXTS:
        reading.take(name, _text)
    for name in _NAMES:
        reading.take(name, _person)
    reading.take("uasc", read_yes)
    _disability(reading)
    _advocate(reading)
    if _A_DAY.fullmatch(first_name):
        first_name = _not_a_day(reading)
    _judge(reading)
    return Listed(
        row.number,
        number,
        first_name,
        surname,
        reading.values,
        tuple(reading.questions),
        _aside(reading),
        lost,
        None if "born" in reading.values else _when_born(reading),
    )


def _said_twice(sheet: Sheet, row: Row, about: str, answers: Mapping[str, str]) -> tuple[list[Question], Row]:
    """Cells that two columns of one heading fill differently: asked, or as the IRO said."""
    questions = []
    for name, other in row.twice.items():
        first = row.get(name)
        key = key_of(about, name, first, other, "twice")
        answer = answers.get(key)
        if answer == TAKE:
            row = replace(row, cells={**row.cells, name: other})
        elif answer is None:
            why = f"This column stands twice in the list, and the second says {other}. First taken meanwhile."
            options = (Option(f"the first: {first}", KEEP), Option(f"the second: {other}", TAKE), LATER)
            questions.append(
                Question(row.number, row.get("mosaic_id"), sheet.heading(name), first, why, key, options)
            )
    return questions, row


def _when_born(reading: _Reading) -> Question | None:
    """The question after an empty date of birth; None where something stands there, which is asked about."""
    if not says_nothing(reading.cell("born")):
        return None
    key, heading = reading.key("born"), reading.sheet.heading("born")
    number, raw = reading.row.get("mosaic_id"), reading.row.get("born")
    why = "There is no date of birth, and a new child needs one. Type it."
    return Question(reading.row.number, number, heading, raw, why, key, (LATER,), _asks("born"))


def _not_a_day(reading: _Reading) -> str:
    """The first name where a day stands in its place: as the IRO typed it, or asked and empty."""
    key = reading.key("first_name", "doubt")
    if said := reading.answers.get(key):
        return said
    if said is None:
        why = "The spreadsheet has made a date of this name. Type the name, or correct it there."
        reading.ask("first_name", why, (), key)
    return ""


def _asks(name: str) -> str:
    """What the answer to a question about a field may be typed as; empty where it is chosen only."""
    if name in DATES:
        return "date" if name in _YET_TO_COME else "past date"
    return "name" if name == "first_name" else _CODES.get(name, "")


def _person(cell: str) -> str:
    refuse_formula(cell)
    refuse_broken(cell)
    return "" if says_nothing(cell) else read_name(split_number(cell)[0])


def _text(cell: str) -> str:
    refuse_broken(cell)
    return "" if says_nothing(cell) else cell


def _with_ages(options: Sequence[Option], today: date) -> tuple[Option, ...]:
    found = []
    for option in options:
        years = age(date.fromisoformat(option.answer), today)
        found.append(Option(f"{option.words}, age {years}", option.answer))
    return tuple(found)


def _ended(reading: _Reading) -> None:
    """A day, or yes and no under a heading such as `Closed`."""
    try:
        said = read_yes(reading.cell("ended"))
    except BadInput:
        reading.date("ended")
        return
    if said:
        reading.values["case_status"] = "closed"


def _theirs(reading: _Reading) -> None:
    """The day their system prints, and its verdict: compared and never kept, so nothing is asked."""
    with suppress(BadInput):
        said = read_yes(reading.row.get("on_time"))
        if said is not None:
            reading.values["on_time"] = said
    try:
        due = read_date(reading.told.cell("next_due", reading.row.get("next_due")), today=reading.today)
    except BadInput:
        return
    if due:
        reading.values["next_due"] = due


def _disability(reading: _Reading) -> None:
    """Yes, no, or what it is in words; "no" says nothing that needs keeping."""
    try:
        said = read_yes(reading.cell("disability"))
    except BadInput:
        reading.values["disability"] = reading.cell("disability")
        return
    if said:
        reading.values["disability"] = "Yes"


def _advocate(reading: _Reading) -> None:
    """A name is a person; "Yes" or "Offered - declined" names nobody and goes with the notes."""
    cell = reading.cell("advocate")
    try:
        said = read_yes(cell)
    except BadInput:
        known = any(word in cell.casefold() for word in ("offer", "declin", "refus", "referr"))
        reading.values["advocate_note" if known else "advocate"] = cell if known else read_name(cell)
        return
    if said:
        reading.values["advocate_note"] = "Yes"


def _aside(reading: _Reading) -> str:
    """Why a row is not about a child who is looked after now."""
    values, today = reading.values, reading.today
    if reading.row.hidden:
        return "the workbook hides this row; show it there to bring it in"
    ended = values.get("ended")
    if ended and ended <= today:
        return f"the list says the case closed on {say_date(ended)}"
    status = values.get("case_status") or reading.row.get("case_status")
    if "".join(letter for letter in status.casefold() if letter.isalpha()) in _CLOSED:
        return "the list says the case is closed"
    born = values.get("born")
    if born and age(born, today) >= 18:
        return f"an adult: 18 since {say_date(birthday(born, 18))}"
    return ""


def _judge(reading: _Reading) -> None:
    """What cannot be true, and what does not fit together (practice.md 3.1, C5)."""
    values, today = reading.values, reading.today
    for name in DATES:
        if name not in _YET_TO_COME and name in values and values[name] > today:
            reading.doubt(name, f"{say_date(values[name])} has not come yet.")
    born = _judge_born(reading)
    since = values.get("looked_after_since")
    if born and since and since < born:
        reading.doubt("looked_after_since", f"That is before the date of birth, {say_date(born)}.")
        since = None
    held = values.get("last_review")
    if held and since and held < since:
        reading.doubt("last_review", f"That is before the period of care began, {say_date(since)}.")
        held = None
    code = values.get("participation")
    if code and not held:
        values.pop("participation")
    elif code and born and held and (wrong := problems(code, born, held)):
        reading.doubt("participation", wrong, _right_codes(born, held))
    sent = values.get("distributed")
    if sent and held and sent < held:
        reading.doubt("distributed", f"That is before the last review, {say_date(held)}.")


def _judge_born(reading: _Reading) -> date | None:
    """The date of birth, unless it is in doubt."""
    born = reading.values.get("born")
    if born is None:
        return None
    today, stated = reading.today, reading.row.get("age")
    years = age(born, today)
    if stated.isdigit() and stated.isascii() and abs(int(stated) - years) > 1:
        why = f"The list says {stated} years; this date of birth makes {years}."
        if reading.doubt("born", why, [Option(f"it is right: {say_date(born)}, age {years}", KEEP)]):
            return None
    elif years > 25:
        reading.doubt("born", f"That makes {years} years. Check the year.")
        return None
    return born  # type: ignore[no-any-return]


def _right_codes(born: date, held: date) -> tuple[Option, ...]:
    """The participation codes that fit the child's age on the day (national rules 440 and 441)."""
    return tuple(
        Option(f"{code}, {short('participation', code)}", code)
        for code in codes("participation")
        if not problems(code, born, held)
    )
