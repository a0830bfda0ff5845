"""Every rule of law and practice the program knows, and what the IRO has changed about it.

The rules are data (`codes/rules.csv`, practice.md 2 to 7): each has a mark that says how strong it is. Their
numbers stand in `codes/deadlines.csv` alone. Statute cannot be switched off or changed; the rest can.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.deadlines import deadline
from iro_tui.rules.working_days import NONE

MARKS: Mapping[str, str] = MappingProxyType(
    {
        "S": "Law",
        "G": "Guidance",
        "B": "Brent practice",
        "L": "Common practice",
        "P": "Our own choice",
    }
)
"""How strong a rule is, strongest first, in the words the working begins with."""

_UNITS = {
    "working_days": "working day",
    "calendar_days": "day",
    "calendar_months": "month",
    "weeks": "week",
    "days": "day",
    "hours": "hour",
}
"""Units that can be counted; a school term or an event cannot."""

_MOST = {"calendar_months": 24, "weeks": 104, "hours": 720}
"""The largest number a person may set, by unit; 250 for all others."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it says, how strong it is, where it stands, and whether the IRO may change it."""

    id: str
    """As in practice.md where it has an id there (`C2`, `P7`), else a word (`MIDWAY`, `PEP_TERM`)."""

    part: str
    """The heading it stands under: Reviews, Meetings, Earlier, Before, After, Midway, Watched, Alerts,
    Program or Figures."""

    mark: str
    """S statute, G guidance, B Brent practice, L common practice, P our own choice."""

    confirm: bool
    """Known from general knowledge only; the council should confirm it (the dagger of practice.md)."""

    title: str

    says: str
    """One plain sentence, with the number it has unless the IRO sets another."""

    source: str
    editable: bool
    """Whether the IRO may switch it off or set its number; never for statute."""

    on: bool
    """In force unless the IRO says otherwise."""

    codes: tuple[str, ...]
    """Its lines in `deadlines.csv`."""

    number: int | None
    """Its number; None when it has none that can be counted, or several."""

    unit: str
    """`working_days`, `calendar_days`, `calendar_months`, `weeks` or `hours`; empty without a number."""

    template: str
    """`says` with a place in braces for each deadline."""


@cache
def rules() -> Mapping[str, Rule]:
    """Every rule by its id, in the order of the list."""
    return MappingProxyType({id: _read(id, code.columns) for id, code in codes("rules").items()})


def rule(id: str) -> Rule:
    """One rule.

    Raises:
        BadInput: there is none with that id.
    """
    found = rules().get(id)
    if found is None:
        raise BadInput(f'There is no rule "{id}".')
    return found


def _read(id: str, row: Mapping[str, str]) -> Rule:
    lines = tuple(row["deadlines"].split())
    single = deadline(lines[0]) if len(lines) == 1 else None
    counted = single is not None and single.unit in _UNITS
    return Rule(
        id=id,
        part=row["part"],
        mark=row["mark"],
        confirm=row["confirm"] == "yes",
        title=row["label"],
        says=_said(row["says"], {}),
        source=row["source"],
        editable=row["editable"] == "yes",
        on=row["default"] == "on",
        codes=lines,
        number=single.offset if single and counted else None,
        unit=single.unit if single and counted else "",
        template=row["says"],
    )


def say_number(number: int, unit: str) -> str:
    """A number with its unit: `20 working days`, `1 month`, `72 hours`."""
    return f"{number} {_UNITS[unit]}" + ("" if number == 1 else "s")


def _said(template: str, numbers: Mapping[str, int]) -> str:
    def number(place: re.Match[str]) -> str:
        code = place[1]
        return say_number(numbers.get(code, deadline(code).offset), deadline(code).unit)

    return re.sub(r"\{(\w+)\}", number, template)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the IRO has changed: rules switched off or on, other numbers, and more bank holidays.

    Raises:
        BadInput: an unknown rule, one that cannot be changed, or a number that makes no sense.
    """

    switched: Mapping[str, bool] = field(default_factory=dict)
    """Rule id: in force or not, for the rules that differ from the list."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    """Rule id: its number, in the rule's own unit, for the rules that differ from the list."""

    holidays: frozenset[date] = NONE
    """Bank holidays beyond those in the list."""

    named: Mapping[date, str] = field(default_factory=dict)
    """What those bank holidays are for, where the IRO said so."""

    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for id in self.switched:
            _refuse_fixed(rule(id), "switched off")
        for id, number in self.numbers.items():
            _refuse_fixed(rule(id), "changed")
            _refuse_number(rule(id), number)
        object.__setattr__(self, "switched", MappingProxyType(dict(self.switched)))
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))
        object.__setattr__(self, "named", MappingProxyType(dict(self.named)))
        # Asked for with every date that is looked up among those counted before.
        changed = (frozenset(self.switched.items()), frozenset(self.numbers.items()), self.holidays)
        object.__setattr__(self, "_hash", hash(changed))

    def __hash__(self) -> int:
        return self._hash

    def in_force(self, id: str) -> bool:
        """Whether a rule is followed.

        Raises:
            BadInput: there is no such rule.
        """
        changed = self.switched.get(id)
        return rule(id).on if changed is None else changed

    def number(self, id: str) -> int:
        """The number of a rule, in its unit.

        Raises:
            BadInput: no such rule, or it has no number of its own.
        """
        listed = rule(id).number
        if listed is None:
            raise BadInput(f"{rule(id).title} has no number of its own.")
        return self.numbers.get(id, listed)

    def says(self, id: str) -> str:
        """What a rule says, in one sentence with the numbers that are in force.

        Raises:
            BadInput: there is no such rule.
        """
        said = rule(id)
        return _said(said.template, {code: self.numbers[id] for code in said.codes if id in self.numbers})

    def offset(self, id: str, code: str) -> int:
        """How many units one of a rule's deadlines counts: the IRO's number, else the list's."""
        return self.numbers.get(id, deadline(code).offset)


USUAL = Settings()
"""Nothing changed."""


def _refuse_fixed(asked: Rule, what: str) -> None:
    if asked.mark == "S":
        raise BadInput(f"{asked.title} ({asked.id}) is law: {asked.source}. It cannot be {what}.")
    if not asked.editable:
        raise BadInput(f"{asked.title} ({asked.id}) keeps the dates within the law. It cannot be {what}.")


def _refuse_number(asked: Rule, number: int) -> None:
    if asked.number is None:
        raise BadInput(f"{asked.title} ({asked.id}) has no number to set.")
    most = _MOST.get(asked.unit, 250)
    if not 1 <= number <= most:
        units = say_number(2, asked.unit).removeprefix("2 ")
        raise BadInput(f"{asked.title} ({asked.id}): give a number of {units} from 1 to {most}.")
