"""What happens between reviews and asks for an earlier one (practice.md 2.4, P8).

The reasons are data: `codes/brought_forward.csv` has those that bring a review forward, each with its
regulation, and `codes/significant_event.csv` everything the IRO has to be told at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings

UNPLANNED_MOVE = "UNPLANNED_MOVE"
"""The reason a move without a plan is, whether a placement or an event tells of it."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that happened to one child and brings the review forward."""

    code: str
    """A reason of `brought_forward.csv`."""
    known_on: date
    by: date | None = None
    """The day it comes before, or the day asked for; None where none is known."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for an earlier review."""

    code: str
    label: str
    rule: str
    """`EARLY` where the law asks for the review, `EARLY_G` where guidance does."""
    source: str
    """For example `Regs 2010 reg 33(3)(a)`."""
    before: bool
    """The review comes before the event itself: the move out, the change of the plan."""


def reason(code: str) -> Reason:
    """One reason for an earlier review.

    Raises:
        BadInput: the list has no such code.
    """
    listed = codes("brought_forward")
    if code not in listed:
        raise BadInput(f'There is no reason "{code}" in the list of reasons for an earlier review.')
    row = listed[code].columns
    rule = "EARLY" if row["mark"] == "S" else "EARLY_G"
    return Reason(code, listed[code].label, rule, row["source"], row["before"] == "yes")


def reasons() -> tuple[Reason, ...]:
    """Every reason for an earlier review, in the order of the list."""
    return tuple(reason(code) for code in codes("brought_forward"))


def reason_of_event(event: str) -> Reason | None:
    """The reason that a significant event is for an earlier review; None when it is only to be told (P8).

    Args:
        event: code of `significant_event.csv`.

    Raises:
        BadInput: the list has no such code.
    """
    listed = codes("significant_event")
    if event not in listed:
        raise BadInput(f'There is no event "{event}" in the list of significant events.')
    found = listed[event].columns["brings_forward"]
    return reason(found) if found else None


def earlier_review(
    code: str, known_on: date, usual: Due | None, by: date | None = None, settings: Settings = USUAL
) -> Due | None:
    """By when the review must be held after something happened (EARLY, EARLY_G).

    Never later than the review that was due anyway: that one is given back when it comes first.

    Args:
        code: a reason of `brought_forward.csv`.
        known_on: the day the event became known.
        usual: the next review by its ordinary rule; None when none is due.
        by: the day of the move or change the review comes before, or the day the IRO asks for. None where it
            is not known: then our own number of working days from `known_on` (EARLY_DAYS, P).
        settings: what the IRO changed. A reason by guidance may be switched off; so may EARLY_DAYS, and then
            a reason without a day leaves the date to the IRO.

    Raises:
        BadInput: no such reason, the day asked for is before it was known, or it cannot be counted.
    """
    found = reason(code)
    if not settings.in_force(found.rule):
        return usual
    if by is not None:
        last = _last_day(found, known_on, by)
        if usual is not None and usual.due <= last:
            return usual
        return _by_a_day(found, known_on, by, last, settings)
    if not settings.in_force("EARLY_DAYS"):
        return usual
    due = _soon(found, known_on, settings)
    return usual if usual is not None and usual.due <= due.due else due


def brought_forward(
    usual: Due | None, causes: Iterable[Cause], held: Sequence[date], settings: Settings = USUAL
) -> Due | None:
    """The next review, brought forward by all that happened since the last one (EARLY, EARLY_G).

    A cause is spent once a review was held on the day it became known, or later.

    Args:
        usual: the next review by its ordinary rule. None, when none is due, stays None.
        causes: what happened, in any order.
        held: when reviews were held, in any order.
        settings: what the IRO changed.

    Raises:
        BadInput: no such reason, or a date that cannot be counted.
    """
    last = max(held, default=date.min)
    for cause in causes:
        if usual is not None and cause.known_on > last:
            usual = earlier_review(cause.code, cause.known_on, usual, cause.by, settings)
    return usual


def _last_day(found: Reason, known_on: date, by: date) -> date:
    if by < known_on:
        raise BadInput(
            f"The day given, {say_date(by)}, is before {say_date(known_on)}, when it became known. "
            "Check the two dates."
        )
    # The day before the event; an event that is today leaves only today.
    return max(known_on, by - timedelta(days=1)) if found.before else by


def _by_a_day(found: Reason, known_on: date, by: date, last: date, settings: Settings) -> Due:
    whose = authority(found.rule)
    day = "The event itself" if found.before else "Asked for by"
    return make_due(
        found.rule,
        last,
        f"{whose}: {found.label} ({found.source}). The review is held by {say_date(last)}.",
        (
            f"{found.label}, known on: {say_date(known_on)}",
            f"{day}: {say_date(by)}",
            f"{whose} ({found.source}), review by: {say_date(last)}",
        ),
        settings,
    )


def _soon(found: Reason, known_on: date, settings: Settings) -> Due:
    soon = counted("EARLY_DAYS", "EARLY_DAYS", f"{found.label}, known on", known_on, settings)
    whose = authority(found.rule)
    why = f"{whose}: {found.label} ({found.source}). No day is named. {soon.why}"
    return make_due(found.rule, soon.due, why, soon.steps, settings)


def said_of_asking(child: bool | None, iro: bool) -> str:
    """Who was asked before a move or a change (practice.md 2.4): `child asked before, IRO not`.

    Args:
        child: whether the child was; None when nobody wrote it down.
        iro: whether the IRO was.
    """
    if child is None:
        return "IRO asked before" if iro else ""
    if child:
        return "child and IRO asked before" if iro else "child asked before, IRO not"
    return "IRO asked before, child not" if iro else "nobody asked before"
