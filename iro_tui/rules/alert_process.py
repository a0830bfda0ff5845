"""The steps of a practice alert: with whom it is, for how long, and where it may go next (practice.md 7).

A process is data. Two are listed in `escalation_process.csv`; a council may have its own. An alert keeps the
process it started under, so that a change of policy never moves the dates of what is already raised.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from iro_tui.errors import BadInput
from iro_tui.rules.codes import rows
from iro_tui.rules.registry import USUAL, Settings

BRENT = "2023/24"
"""The process in use: Practice Alert, formal alert, the IRO's decision."""

DECIDE = "CAFCASS_DECISION"
"""The IRO decides, having consulted: Cafcass, or accept the difference. It follows the last step."""

CAFCASS = "CAFCASS"

ENDINGS = ("RESOLVED", "DIFFERENCE_ACKNOWLEDGED", "CAFCASS", "WITHDRAWN")
"""How an alert ends; codes of `escalation_outcome.csv`. Cafcass may be asked at any point, even at once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: who answers, and in how many working days."""

    code: str
    label: str
    with_whom: str
    days: int | None
    """Working days to answer; None where the process gives no date."""


@dataclass(frozen=True, slots=True)
class Process:
    """One version of a process."""

    name: str
    steps: tuple[Step, ...]
    limit: int | None
    """Working days from raising to the end; None without one."""
    formal_from: str = ""
    """The step from which the limit counts, where the steps before it are informal; empty: from raising."""

    def step(self, code: str) -> Step:
        """The step with a code.

        Raises:
            BadInput: the process has none.
        """
        found = next((step for step in self.steps if step.code == code), None)
        if found is None:
            raise BadInput(
                f"The process {self.name} has no step {code}. It has "
                f"{', '.join(step.with_whom for step in self.steps)}."
            )
        return found

    def with_whom(self, code: str) -> str:
        """With whom an alert is at a step: `Team Manager`, `you` where the IRO decides.

        Raises:
            BadInput: the process has no such step.
        """
        return "you" if code == DECIDE else self.step(code).with_whom

    def place(self, code: str) -> int:
        """Where a step stands, from 0; the decision stands after the last.

        Raises:
            BadInput: the process has none.
        """
        return len(self.steps) if code == DECIDE else self.steps.index(self.step(code))

    def ends(self) -> tuple[int, ...]:
        """Working days from raising to the end of each step with a date, and of all: the marks on a bar."""
        found: list[int] = []
        used = 0
        for step in self.steps:
            if step.days is not None:
                used += step.days
                found.append(min(used, self.limit or used))
        if self.limit is not None:
            found.append(self.limit)
        return tuple(found)

    def as_data(self) -> list[dict[str, Any]]:
        """The steps as the record keeps them."""
        return [
            {"code": s.code, "label": s.label, "with_whom": s.with_whom, "working_days": s.days}
            for s in self.steps
        ]


def of_data(
    name: str, steps: Sequence[Mapping[str, Any]], limit: int | None, formal_from: str = ""
) -> Process:
    """A process as the record keeps it; without any days its limit counts from the second step."""
    made = tuple(Step(s["code"], s["label"], s["with_whom"], s["working_days"]) for s in steps)
    if not formal_from and len(made) > 1 and all(step.days is None for step in made):
        formal_from = made[1].code
    return Process(name, made, limit, formal_from)


def as_lines(process: Process) -> str:
    """The steps as they are typed: with whom, and the working days, one step a line."""
    return "\n".join(s.with_whom if s.days is None else f"{s.with_whom}, {s.days}" for s in process.steps)


def of_lines(typed: str) -> tuple[Step, ...]:
    """The steps that were typed, one a line: `Team Manager, 5`; without a number it has no date.

    A step with somebody the listed process asks too keeps its code, so that figures count both as one level.

    Raises:
        BadInput: there is no step, one has nobody, or its days are not 1 to 250.
    """
    known = {step.with_whom.casefold(): step.code for step in listed()[BRENT].steps}
    found: list[Step] = []
    for line in (line.strip() for line in typed.splitlines()):
        if line:
            whom, days = _whom_and_days(line)
            code = known.pop(whom.casefold(), f"STEP_{len(found) + 1}")
            found.append(Step(code, whom, whom, days))
    if not found:
        raise BadInput("Steps: write one a line, such as Team Manager, 5.")
    if len(found) > MOST_STEPS:
        raise BadInput(f"Steps: there are {len(found)}, and {MOST_STEPS} is the most. Leave some out.")
    return tuple(found)


MOST_STEPS = 8
"""More than any known process has (P)."""
MOST_DAYS = 250


def _whom_and_days(line: str) -> tuple[str, int | None]:
    whom, comma, days = line.rpartition(",")
    if not comma:
        return line, None
    if not whom.strip():
        raise BadInput(f"Steps: “{line}” says nobody. Write with whom, then the days: Team Manager, 5.")
    number = days.strip()
    if not number.isdecimal() or not 1 <= int(number) <= MOST_DAYS:
        raise BadInput(f"Steps: “{line}” needs a number of working days after the comma, 1 to {MOST_DAYS}.")
    return whom.strip(), int(number)


@cache
def listed() -> Mapping[str, Process]:
    """The processes of the list by name, as their sources give them."""
    found: dict[str, Process] = {}
    for name in dict.fromkeys(row["process"] for row in rows("escalation_process")):
        lines = [row for row in rows("escalation_process") if row["process"] == name]
        steps = [row for row in lines if row["code"] not in (CAFCASS, "LIMIT")]
        limits = [int(row["cumulative_working_days"]) for row in lines if row["cumulative_working_days"]]
        no_dates = not any(row["response_working_days"] for row in steps)
        found[name] = Process(
            name,
            tuple(
                Step(
                    row["code"],
                    row["label"],
                    row["with_whom"],
                    int(row["response_working_days"]) if row["response_working_days"] else None,
                )
                for row in steps
            ),
            max(limits, default=None),
            steps[1]["code"] if no_dates and len(steps) > 1 else "",
        )
    return MappingProxyType(found)


def in_use(settings: Settings = USUAL) -> Process:
    """The process of 2023/24 with the numbers that are in force; its name tells its version.

    Numbers the IRO changed make another version, `2023/24 (3, 10, 20)`: alerts raised before keep theirs.
    """
    usual = listed()[BRENT]
    numbers = tuple(settings.number(id) for id in ("ALERT_TM", "ALERT_SM", "ALERT_LIMIT"))
    days = tuple(step.days for step in usual.steps)
    if (*days, usual.limit) == numbers:
        return usual
    steps = tuple(
        Step(step.code, step.label, step.with_whom, number)
        for step, number in zip(usual.steps, numbers[:2], strict=True)
    )
    return Process(f"{BRENT} ({', '.join(str(number) for number in numbers)})", steps, numbers[2])


def may_move(process: Process, at: str, to: str) -> bool:
    """Whether an open alert may go from one step to another: on, also past steps, and never back.

    The decision is the IRO's at any time once the alert is raised.
    """
    if to == DECIDE:
        return at != DECIDE
    return (
        at != DECIDE
        and any(step.code == to for step in process.steps)
        and (process.place(to) > process.place(at))
    )


def next_steps(process: Process, at: str) -> tuple[str, ...]:
    """Where an open alert may go from a step, the usual one first: codes of steps, then the decision."""
    later = [step.code for step in process.steps if may_move(process, at, step.code)]
    return (*later, DECIDE) if at != DECIDE else ()
