"""Health assessments and the strengths and difficulties questionnaire (practice.md 2.7)."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings

RHA_CHANGES_AT = 5
"""Age in years from which a year, not half a year, may lie between two health assessments (reg 7)."""

SDQ_FROM, SDQ_TO = 4, 16
"""Ages in years, both included, for which the questionnaire is asked."""


def initial_health_assessment(entered: date, settings: Settings = USUAL) -> Due | None:
    """The first health assessment (IHA, G): 20 working days from becoming looked after.

    Returns:
        None when the rule is switched off.

    Raises:
        BadInput: working days cannot be counted there.
    """
    if not settings.in_force("IHA"):
        return None
    return counted("IHA", "IHA", "Became looked after", entered, settings)


@lru_cache(maxsize=8192)
def review_health_assessment(last: date, born: date, settings: Settings = USUAL) -> Due:
    """The next health assessment (RHA, reg 7): 6 calendar months from the last, 12 from the 5th birthday on.

    A child who is 5 on the day the six months end has the twelve.

    Args:
        last: when the last assessment was, the first one included.
        born: date of birth.
        settings: what the IRO changed; here only added bank holidays matter.

    Raises:
        BadInput: a date where working days are not known.
    """
    five = birthday(born, RHA_CHANGES_AT)
    if due_by("RHA_U5", last) < five:
        return counted("RHA", "RHA_U5", "Last health assessment", last, settings)
    due = counted("RHA", "RHA_5PLUS", "Last health assessment", last, settings)
    if last >= five:
        return due
    turned = f"5th birthday, before the six months end: {say_date(five)}"
    return make_due("RHA", due.due, due.why, (due.steps[0], turned, *_without_ending(due)[1:]), settings)


def _without_ending(due: Due) -> tuple[str, ...]:
    return tuple(step for step in due.steps if not step.startswith("Last working day"))


@lru_cache(maxsize=8192)
def sdq(entered: date, born: date, last: date | None, settings: Settings = USUAL) -> Due | None:
    """The next strengths and difficulties questionnaire (SDQ, G): every 12 calendar months from 4 to 16.

    Before the first one the year runs from the start of care, or from the 4th birthday if that is later: no
    source gives a day for the first, so that is our own reading.

    Args:
        entered: the day this period of care began.
        born: date of birth.
        last: when one was last answered; None when never.
        settings: what the IRO changed.

    Returns:
        None when it is switched off, or would fall after the child is 16.

    Raises:
        BadInput: a date where working days are not known.
    """
    if not settings.in_force("SDQ"):
        return None
    four, seventeen = birthday(born, SDQ_FROM), birthday(born, SDQ_TO + 1)
    what = "Last questionnaire" if last else "4th birthday" if four > entered else "Became looked after"
    due = counted("SDQ", "SDQ", what, last or max(entered, four), settings)
    if due.due < four:
        why = f"{authority('SDQ')}: the questionnaire begins at 4. The 4th birthday is {say_date(four)}."
        return make_due("SDQ", four, why, (f"4th birthday: {say_date(four)}",), settings)
    return due if due.due < seventeen else None
