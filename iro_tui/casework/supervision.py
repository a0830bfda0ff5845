"""The IRO's own month for supervision (practice.md 10, row 100), from the figures and the footprint."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.casework.alert_board import alert_board
from iro_tui.casework.figures.counting import figures
from iro_tui.casework.figures.parts import Figure, say_value
from iro_tui.casework.figures.spans import Span, year_of
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.footprint import gone_quiet
from iro_tui.casework.other_work import OtherWorkLine, other_work
from iro_tui.rules.working_days import add_months

if TYPE_CHECKING:
    from sqlmodel import Session

SHOWN = (1, 2, 6, 11, 14, 20, 37, 40, 44, 46, 60)
"""Figures of practice.md 8.2 on the page."""


@dataclass(frozen=True, slots=True)
class OpenAlert:
    """One alert that is open today."""

    whom: str
    """Initials of the child."""
    concern: str
    stands: str
    """`manager, 2 of 5`."""


@dataclass(frozen=True, slots=True)
class Month:
    """What one month was; nothing of it is stored. Children stand in it by their initials."""

    first: date
    last: date
    """The last day counted: of the month, or today while it runs."""
    lines: tuple[tuple[str, str], ...]
    """Figure and value: `In time`, `92.3% (12 of 13)`."""
    talks: int
    """Talks that took place."""
    tried: int
    """Attempts and refusals."""
    letters: int
    """Letters written."""
    alerts: tuple[OpenAlert, ...]
    """Open today, in the order of the board."""
    quiet: tuple[tuple[str, str], ...]
    """Who has gone quiet as of today: initials, and since when."""
    work: tuple[OtherWorkLine, ...]
    """Other work of the month, oldest first."""


def month_of(session: Session, first: date, today: date) -> Month:
    """Gather one month.

    Args:
        session: an open session.
        first: the first day of the month.
        today: the day that stands in for today; a month that still runs is counted up to it.
    """
    last = min(add_months(first, 1) - timedelta(days=1), today)
    counted = figures(session, Span(year_of(first), first, last), today)
    talks = _kinds(session, first, last)
    done = sum(kind not in NO_TALK for kind in talks)
    board = alert_board(session, today, first)
    return Month(
        first=first,
        last=last,
        lines=tuple(line for number in SHOWN for line in _lines(counted.figure(number))),
        talks=done,
        tried=len(talks) - done,
        letters=_letters(session, first, last),
        alerts=tuple(
            OpenAlert(_initials(row.child), row.concern, row.stage.note if row.stage else "")
            for row in board.open_rows
        ),
        quiet=tuple((_initials(each.name), each.why) for each in gone_quiet(session, today)),
        work=tuple(each for each in reversed(other_work(session)) if first <= each.held_on <= last),
    )


def _lines(figure: Figure) -> Iterator[tuple[str, str]]:
    """Each number of a figure under its own name; of several those that are nothing are left out."""
    for part in figure.parts:
        if len(figure.parts) > 1 and not part.value:
            continue
        same = not part.label or part.label.startswith(figure.title.split()[0])
        value = say_value(part)
        if part.unit == "percent" and part.bottom:
            value += f" ({part.top:g} of {part.bottom:g})"
        yield (part.label or figure.title) if same else f"{figure.title}: {part.label}", value


def _kinds(session: Session, first: date, last: date) -> list[str]:
    from sqlmodel import col, select

    from iro_tui.record.consultation import Consultation

    held = col(Consultation.held_on)
    return list(session.exec(select(Consultation.kind).where(held >= first, held <= last)).all())


def _letters(session: Session, first: date, last: date) -> int:
    from sqlmodel import col, select

    from iro_tui.record.outbox_entry import OutboxEntry

    made = col(OutboxEntry.made_on)
    wanted = select(OutboxEntry.subject_id).where(OutboxEntry.kind == "LETTER", made >= first, made <= last)
    return len(set(session.exec(wanted).all()))


def _initials(name: str) -> str:
    return "".join(word[0].upper() for word in name.split() if word[0].isalpha()) or "a child"
