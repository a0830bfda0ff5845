"""The days the IRO is away, and the school holidays: the year ahead is planned around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.rules.codes import label
from iro_tui.rules.school import usual_terms

if TYPE_CHECKING:
    from sqlmodel import Session

SCHOOL_HOLIDAY = "SCHOOL"
"""The kind of `away_kind.csv` that keeps schools away, and not the IRO."""

BESIDE = timedelta(days=14)
"""School holidays entered by the IRO replace the listed ones that begin at most so far from them (P)."""

_AFTER = {"Autumn": "Christmas holidays", "Spring": "Easter holidays", "Summer": "summer holidays"}
"""What the holidays after each term are called."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days, both ends included."""

    id: str
    """Empty for what is in the list and was not entered."""
    kind: str
    """Code of `away_kind.csv`."""
    from_on: date
    until_on: date
    what: str
    """Never empty: what the IRO wrote, else the kind in words."""

    def meets(self, first: date, last: date) -> bool:
        """Whether it has a day between two, both included."""
        return self.from_on <= last and first <= self.until_on


def away(session: Session) -> tuple[Stretch, ...]:
    """What keeps the IRO away, by date."""
    return tuple(each for each in _entered(session) if each.kind != SCHOOL_HOLIDAY)


def school_holidays(session: Session) -> tuple[Stretch, ...]:
    """The school holidays by date: those the IRO entered, and those of the list they do not replace."""
    return with_listed([each for each in _entered(session) if each.kind == SCHOOL_HOLIDAY])


def with_listed(entered: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """Holidays that were entered with the listed ones, without those that have one entered beside them.

    An entered holiday replaces each listed one that it meets or that begins within two weeks of it.
    """
    listed = (
        each
        for each in listed_holidays()
        if not any(own.meets(each.from_on, each.until_on) or _beside(own, each) for own in entered)
    )
    return tuple(sorted((*entered, *listed), key=lambda each: each.from_on))


def _beside(own: Stretch, listed: Stretch) -> bool:
    return abs(own.from_on - listed.from_on) <= BESIDE


@cache
def listed_holidays() -> tuple[Stretch, ...]:
    """The school holidays between the terms and half-terms of the list, weekends beside them left out."""
    terms = usual_terms()
    found = [
        Stretch("", SCHOOL_HOLIDAY, term.half_term_from, term.half_term_to, "half-term") for term in terms
    ]
    for term, following in pairwise(terms):
        what = _AFTER.get(term.name.split()[0], "school holidays")
        first, last = term.ends + timedelta(days=1), following.starts - timedelta(days=1)
        found.append(Stretch("", SCHOOL_HOLIDAY, first, last, what))
    return tuple(sorted(found, key=lambda each: each.from_on))


def named(stretches: Iterable[Stretch], first: date, last: date) -> str:
    """What of some stretches lies between two days, each word once: `leave, training`; empty when nothing."""
    words = dict.fromkeys(each.what for each in stretches if each.meets(first, last))
    return ", ".join(words)


@verb("days away added")
def add_away(session: Session, values: Mapping[str, Any]) -> str:
    """Add leave, or anything that keeps the IRO away, or school holidays of the council.

    Args:
        session: an open session.
        values: fields of `AwayFields`.

    Returns:
        The id of the row.

    Raises:
        BadInput: a field is wrong.
    """
    from iro_tui.casework.filled import filled
    from iro_tui.record.away import Away, AwayFields
    from iro_tui.record.base import Asker

    row = Away(**filled(AwayFields, values, Asker(today=date.max)).model_dump())
    session.add(row)
    return row.id


@verb("days away taken out")
def remove_away(session: Session, away_id: str) -> None:
    """Take out days away, or school holidays, that were entered.

    Raises:
        BadInput: they are not there any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.away import Away

    session.delete(the(session, Away, away_id))


def _entered(session: Session) -> list[Stretch]:
    from sqlmodel import col, select

    from iro_tui.record.away import Away

    rows = session.exec(select(Away).order_by(col(Away.from_on), col(Away.id)))
    return [
        Stretch(row.id, row.kind, row.from_on, row.until_on, row.what or label("away_kind", row.kind).lower())
        for row in rows
    ]
