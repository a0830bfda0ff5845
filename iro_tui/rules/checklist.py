"""What a review looks at: the items that apply to this child, and the lines they are ticked off on.

The list is data (`codes/review_checklist.csv`, practice.md 4); its `applies_to` becomes yes or no here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from iro_tui.rules.codes import codes

TOLD_AT_FIRST = ("ADVOCACY", "COMPLAINTS", "IRO_LEAFLET")
"""Items that a first review cannot be completed without (practice.md 4)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the list."""

    code: str
    short: str
    """At most 26 cells; items that are talked about together have the same short words."""
    area: str
    words: str
    """The item in full."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line to tick off: one item, or several that are talked about together."""

    codes: tuple[str, ...]
    short: str


@dataclass(frozen=True, slots=True)
class _Asked:
    age: int
    first: bool
    uasc: bool
    dual: bool
    fostered: bool
    proceedings: bool
    new_iro: bool


# "Sufficient age" to be told of the right to go to court is 8 here: our own choice, no source gives a number.
_APPLIES: dict[str, Callable[[_Asked], bool]] = {
    "all": lambda child: True,
    "all; must exist by second review": lambda child: True,
    "all; mandatory at first review": lambda child: True,
    "SDQ at 4 to 16": lambda child: True,
    "not first review": lambda child: not child.first,
    "first review or new IRO": lambda child: child.first or child.new_iro,
    "school or pre-school age": lambda child: child.age >= 2,
    "school age": lambda child: child.age >= 4,
    "4 and over": lambda child: child.age >= 4,
    "all of sufficient age": lambda child: child.age >= 8,
    "16 and 17": lambda child: child.age >= 16,
    "16 and 17 moving on": lambda child: child.age >= 16,
    "fostered, 16 and 17": lambda child: child.age >= 16 and child.fostered,
    "UASC or non-British": lambda child: child.uasc,
    "dual status": lambda child: child.dual,
    "care proceedings": lambda child: child.proceedings,
}


def items_for(
    age: int,
    *,
    first: bool,
    uasc: bool = False,
    dual: bool = False,
    fostered: bool = False,
    proceedings: bool = False,
    new_iro: bool = False,
) -> tuple[Item, ...]:
    """The items that apply to a child, in the order of the list (practice.md 4).

    Args:
        age: years on the day of the review.
        first: whether it is the first review of the period of care.
        uasc: an unaccompanied asylum-seeking child, or one who is not British.
        dual: on a child protection plan as well.
        fostered: in a foster placement.
        proceedings: care proceedings are going on, so that there is a Children's Guardian.
        new_iro: the IRO took over since the last review.
    """
    child = _Asked(age, first, uasc, dual, fostered, proceedings, new_iro)
    return tuple(
        Item(code.code, code.short, code.columns["area"], code.label)
        for code in codes("review_checklist").values()
        if _APPLIES[code.columns["applies_to"]](child)
    )


def lines_of(items: Iterable[Item]) -> tuple[Line, ...]:
    """The lines to tick off, each where its first item stands."""
    together: dict[str, tuple[str, ...]] = {}
    for item in items:
        together[item.short] = (*together.get(item.short, ()), item.code)
    return tuple(Line(found, short) for short, found in together.items())


def ticked(covered: str, code: str, yes: bool) -> str:
    """The covered codes after a line was ticked or unticked.

    Args:
        covered: codes with single spaces between them, as `ReviewFields.covered` keeps them.
        code: one code, or the codes of a line with spaces between them.
        yes: True ticks, False takes the tick away.
    """
    changed = code.split()
    left = [kept for kept in covered.split() if kept not in changed]
    return " ".join(left + changed if yes else left)


def why_not(reasons: str, short: str) -> str:
    """Why a line of the checklist was not looked at; empty when nobody said.

    Args:
        reasons: as `ReviewFields.not_covered_why` keeps them: a line each, the short words before a colon.
        short: the short words of the line.
    """
    head = f"{short}: "
    found = (line.removeprefix(head) for line in reasons.splitlines() if line.startswith(head))
    return next(found, "").strip()


def with_reason(reasons: str, short: str, reason: str) -> str:
    """The reasons after one line got another one; empty takes it out."""
    kept = [line for line in reasons.splitlines() if not line.startswith(f"{short}: ")]
    said = " ".join(reason.split())
    return "\n".join([*kept, f"{short}: {said}"] if said else kept)
