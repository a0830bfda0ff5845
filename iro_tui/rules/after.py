"""What has to be done by when once a review is completed (practice.md 2.6, F1 to F5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.rules.due import Due, counted
from iro_tui.rules.registry import USUAL, Settings

_COUNTED = {"F1": "DECISIONS", "F3": "CARE_PLAN_UPDATED", "F4": "FULL_RECORD", "F5": "DISTRIBUTED"}


@dataclass(frozen=True, slots=True)
class AfterReview:
    """The five dates after a review, all in working days, whether or not the rule is switched on."""

    decisions: date
    """F1: the IRO has written the decisions."""

    tm_response: date
    """F2: the team manager has objected by now, or agrees by silence."""

    care_plan: date
    """F3: the social worker has updated the care plan."""

    record: date
    """F4: the full record is complete; in Brent that is the letter to the child."""

    distribution: date
    """F5: the record has gone to everybody who gets it."""


def after_review(
    completed: date, decisions_sent: date | None = None, settings: Settings = USUAL
) -> AfterReview:
    """The deadlines after a review (F1 to F5), in working days from the day it was completed.

    Args:
        completed: the day of the review, or of the last meeting of a series.
        decisions_sent: when the team manager received the decisions, from which F2 counts; None takes the
            last day for writing them.
        settings: what the IRO changed.

    Raises:
        BadInput: working days cannot be counted there.
    """
    found = {id: _one(id, completed, settings).due for id in _COUNTED}
    return AfterReview(
        decisions=found["F1"],
        tm_response=_team_manager(decisions_sent or found["F1"], settings).due,
        care_plan=found["F3"],
        record=found["F4"],
        distribution=found["F5"],
    )


def due_after(
    completed: date, decisions_sent: date | None = None, settings: Settings = USUAL
) -> tuple[Due, ...]:
    """The same deadlines with their working, by date; those the IRO switched off are left out.

    Raises:
        BadInput: working days cannot be counted there.
    """
    found = [_one(id, completed, settings) for id in _COUNTED if settings.in_force(id)]
    if settings.in_force("F2"):
        sent = decisions_sent or _one("F1", completed, settings).due
        found.append(_team_manager(sent, settings))
    return tuple(sorted(found, key=lambda due: (due.due, due.rule)))


def _one(id: str, completed: date, settings: Settings) -> Due:
    return counted(id, _COUNTED[id], "Review completed", completed, settings)


def _team_manager(sent: date, settings: Settings) -> Due:
    return counted("F2", "TM_RESPONSE", "Decisions with the team manager", sent, settings)
