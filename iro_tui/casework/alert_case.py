"""One alert with everything it says: for the texts that go out, and for Cafcass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.alert_processes import the_process
from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.children import profile
from iro_tui.errors import BadInput
from iro_tui.rules.alert_process import DECIDE, Process, next_steps
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age
from iro_tui.rules.escalation import Move, Stage, stage_of
from iro_tui.rules.registry import Settings

if TYPE_CHECKING:
    from sqlmodel import Session

GOOD_PRACTICE = "GOOD"


@dataclass(frozen=True, slots=True)
class AnswerSaid:
    """One answer to an alert."""

    on: date
    who: str
    """Empty when nobody wrote down from whom."""
    words: str
    enough: bool | None
    """None when it was not judged."""


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One step of an alert: with whom it was from a day on, and why."""

    on: date
    with_whom: str
    """`Senior Manager`; `you` for the IRO's own decision."""
    note: str


@dataclass(frozen=True, slots=True)
class AlertCase:
    """Everything about one alert that its texts need; nothing of it is stored."""

    alert_id: str
    child_id: str
    name: str
    """First name as called, and surname."""
    called: str
    age: int
    good: bool
    """Good practice: it asks nothing and has no clock."""
    raised_on: date
    concern: str
    themes: tuple[str, ...]
    """In words."""
    evidence: str
    impact: str
    asked_for: str
    process: Process
    moves: tuple[Move, ...]
    """The steps after raising, in order."""
    steps: tuple[StepTaken, ...]
    """With whom it was, the first step too."""
    stage: Stage | None
    """Where it stands; None once it is closed, and for good practice."""
    answers: tuple[AnswerSaid, ...]
    """Oldest first."""
    outcome: str
    """In words; empty while it is open."""
    decision: str
    difference: str
    closed_on: date | None
    child_told_on: date | None
    about: str
    """What it was raised from, `table:id`; may be empty."""
    worker: str
    """The social worker; empty when not on the record."""
    iro_name: str
    iro_phone: str
    settings: Settings

    today: date

    @property
    def at(self) -> str:
        """Code of the step it was taken to last; a step is not left because its days are over."""
        return self.moves[-1].step if self.moves else self.process.steps[0].code

    @property
    def ran_out_on(self) -> date | None:
        """The last day a manager had, once it has passed without a step further; None before that."""
        if self.stage is None or self.at == DECIDE:
            return None
        if self.stage.code == DECIDE:
            return self.stage.since
        due = self.stage.due
        return due if due is not None and due < self.today else None

    @property
    def as_drafted(self) -> Stage | None:
        """Where it would stand if it were taken to the next manager today; None where there is none."""
        later = [step for step in next_steps(self.process, self.at) if step != DECIDE]
        if self.stage is None or not later:
            return None
        moves = (*self.moves, Move(later[0], self.today))
        return stage_of(self.process, self.raised_on, moves, today=self.today, settings=self.settings)


def alert_case(session: Session, alert_id: str, today: date) -> AlertCase:
    """Gather one alert.

    Raises:
        BadInput: the alert is gone, or the IRO's own page was never filled in.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.alert import Alert

    return case_of(session, child_record(session, the(session, Alert, alert_id).child_id), alert_id, today)


def case_of(session: Session, record: ChildRecord, alert_id: str, today: date) -> AlertCase:
    """The alert in a record that was read already; see `alert_case`."""
    iro = profile(session)
    if iro is None:
        raise BadInput("Your own page is empty. Fill in your name, phone and email first.")
    row = next(each for each in record.tables["alert"] if each["id"] == alert_id)
    child = record.child
    called = child["known_as"] or child["first_name"]
    process = the_process(record.processes, row["process"])
    moved = sorted(
        (each for each in record.tables["alert_move"] if each["alert_id"] == alert_id),
        key=lambda each: (each["moved_on"], process.place(each["step"])),
    )
    moves = tuple(Move(each["step"], each["moved_on"]) for each in moved)
    good = row["kind"] == GOOD_PRACTICE
    stage = None
    if row["closed_on"] is None and not good:
        stage = stage_of(process, row["raised_on"], moves, today=today, settings=record.settings)
    return AlertCase(
        alert_id=alert_id,
        child_id=row["child_id"],
        name=f"{called} {child['surname']}".strip(),
        called=called,
        age=age(child["born"], today),
        good=good,
        raised_on=row["raised_on"],
        concern=row["concern"],
        themes=tuple(label("escalation_theme", code) for code in row["themes"].split()),
        evidence=row["evidence"],
        impact=row["impact"],
        asked_for=row["asked_for"],
        process=process,
        moves=moves,
        steps=steps_taken(process, row, moved),
        stage=stage,
        answers=answers_of(record, alert_id),
        outcome="" if row["closed_on"] is None else label("escalation_outcome", row["outcome"]),
        decision=row["decision"],
        difference=row["difference"],
        closed_on=row["closed_on"],
        child_told_on=row["child_told_on"],
        about=row["about"],
        worker=_worker(record, today),
        iro_name=iro.name,
        iro_phone=iro.phone,
        settings=record.settings,
        today=today,
    )


def steps_taken(process: Process, alert: Row, moved: Sequence[Row]) -> tuple[StepTaken, ...]:
    """With whom an alert was and from when; a step on the day of raising takes the place of the first."""
    taken = [StepTaken(each["moved_on"], process.with_whom(each["step"]), each["note"]) for each in moved]
    skipped = bool(moved) and moved[0]["moved_on"] == alert["raised_on"] and moved[0]["step"] != DECIDE
    first = [] if skipped else [StepTaken(alert["raised_on"], process.steps[0].with_whom, "")]
    return (*first, *taken)


def answers_of(record: ChildRecord, alert_id: str) -> tuple[AnswerSaid, ...]:
    """The answers to one alert, oldest first."""
    rows = [row for row in record.tables["alert_reply"] if row["alert_id"] == alert_id]
    rows.sort(key=lambda row: (row["answered_on"], row["id"]))
    return tuple(AnswerSaid(row["answered_on"], row["who"], row["words"], row["enough"]) for row in rows)


def _worker(record: ChildRecord, today: date) -> str:
    now = [
        row
        for row in record.tables["person"]
        if row["role"] == "SOCIAL_WORKER" and (row["until_on"] is None or row["until_on"] > today)
    ]
    return max(now, key=lambda row: row["from_on"] or date.min)["name"] if now else ""
