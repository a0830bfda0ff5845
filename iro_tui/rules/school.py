"""School terms, and the personal education plan that is reviewed in each of them (practice.md 2.7).

The terms are data, `codes/school_terms.csv`. Every date in it is our own choice: schools set their own, so
the IRO can put the council's dates in their place. The rule they were made by: the autumn term begins on the
first Tuesday of September and ends on the last Friday up to 21 December; the spring term begins on the first
Monday from 4 January and ends before two weeks of holiday around Easter; the summer term ends on the last
Wednesday up to 23 July. Half-terms are the weeks of the last Monday in October, of the Monday between 12 and
18 February and of the last Monday in May.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import birthday, say_date
from iro_tui.rules.due import Due, authority, counted, make_due
from iro_tui.rules.registry import USUAL, Settings


@dataclass(frozen=True, slots=True)
class Term:
    """One school term; every day named belongs to it, the half-term included."""

    name: str
    """`Autumn term 2026`."""
    starts: date
    ends: date
    half_term_from: date
    half_term_to: date


@cache
def usual_terms() -> tuple[Term, ...]:
    """The terms of the list, 2024 to 2030, in order."""
    return tuple(
        Term(
            code.label,
            *(
                date.fromisoformat(code.columns[name])
                for name in ("starts", "ends", "half_term_from", "half_term_to")
            ),
        )
        for code in codes("school_terms").values()
    )


def in_school_holidays(day: date, terms: Sequence[Term] | None = None) -> bool:
    """Whether a day lies between two terms or in a half-term; weekends of a term are no holidays.

    Args:
        day: the day in question.
        terms: the council's own terms, in order; None takes the list.

    Raises:
        BadInput: the day is outside the terms that are known.
    """
    known = usual_terms() if terms is None else terms
    if not known or not known[0].starts <= day <= known[-1].ends:
        raise _not_known(known)
    term = next((each for each in known if each.starts <= day <= each.ends), None)
    return term is None or term.half_term_from <= day <= term.half_term_to


PEP_FROM = 3
"""Age in years from which an education plan is asked for: nursery age (P)."""


def wants_pep(born: date, on: date) -> bool:
    """Whether a child is old enough for a personal education plan on a day (PEP_FIRST, PEP_TERM)."""
    return on >= birthday(born, PEP_FROM)


def first_pep(entered: date, settings: Settings = USUAL) -> Due | None:
    """The first personal education plan (PEP_FIRST, G): 10 working days from becoming looked after.

    It should be begun before care, and is ready for the first review.

    Returns:
        None when the rule is switched off.

    Raises:
        BadInput: working days cannot be counted there.
    """
    if not settings.in_force("PEP_FIRST"):
        return None
    return counted("PEP_FIRST", "PEP_FIRST", "Became looked after", entered, settings)


def next_pep(last: date, settings: Settings = USUAL, terms: Sequence[Term] | None = None) -> Due | None:
    """The next personal education plan (PEP_TERM, G): by the end of the next term that begins after the last.

    Args:
        last: when the plan was made or last reviewed. One made in the holidays belongs to the term before.
        settings: what the IRO changed.
        terms: the council's own terms, in order; None takes the list.

    Returns:
        None when the rule is switched off.

    Raises:
        BadInput: the plan is from before the terms that are known, or the next term is not known yet.
    """
    if not settings.in_force("PEP_TERM"):
        return None
    known = usual_terms() if terms is None else terms
    following = bisect_right(known, last, key=lambda each: each.starts)
    if not 0 < following < len(known):
        raise _not_known(known)
    return _within(known[following], last, settings)


@lru_cache(maxsize=8192)
def _within(term: Term, last: date, settings: Settings) -> Due:
    whose = authority("PEP_TERM", settings)
    return make_due(
        "PEP_TERM",
        term.ends,
        f"{whose}: once every school term. {term.name} ends on {say_date(term.ends)}.",
        (
            f"Last PEP: {say_date(last)}",
            f"{term.name} begins: {say_date(term.starts)}",
            f"{whose}, {term.name} ends: {say_date(term.ends)}",
        ),
        settings,
    )


def _not_known(known: Sequence[Term]) -> BadInput:
    if not known:
        return BadInput("No school terms are known. Add the council's terms.")
    return BadInput(
        f"School terms are known from {say_date(known[0].starts)} to {say_date(known[-1].ends)} only. "
        "Add the council's terms of that year."
    )
