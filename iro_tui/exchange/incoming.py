"""What comes in, whatever it is: a caseload list, or the files of a return; looked at, and compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlmodel import Session

from iro_tui.exchange.against import Difference, against_list, against_return, in_order
from iro_tui.exchange.caseload_list import plan_import
from iro_tui.exchange.columns import said_of_headings, sheets_said
from iro_tui.exchange.grid import ListFile, open_list
from iro_tui.exchange.kept_answers import kept_answers
from iro_tui.exchange.plan import Plan
from iro_tui.exchange.return_files import Return, beside, kind_of, return_of
from iro_tui.exchange.return_list import plan_return
from iro_tui.exchange.sheet import Sheet, sheet_of


@dataclass(frozen=True)
class Incoming:
    """One thing that comes in as a whole."""

    files: tuple[ListFile, ...]
    """The list alone, or every file of a return."""
    returned: Return | None = None
    """The return, when it is one."""

    @property
    def file(self) -> ListFile:
        """The list; of a return the first of its files."""
        return self.files[0]


def open_incoming(path: Path) -> Incoming:
    """Open a list, or one file of a return with those that lie beside it.

    Raises:
        BadInput: one sentence: there is no such file, it is no list, or it is empty.
    """
    file = open_list(path)
    if not kind_of(file):
        return Incoming((file,))
    files = tuple(open_list(each) for each in beside(path))
    return Incoming(files, return_of(files))


def together(files: Iterable[ListFile]) -> tuple[Incoming, ...]:
    """Each list by itself, and last the files of a return as one, when the children of the lists are here."""
    lists: list[ListFile] = []
    returned: list[ListFile] = []
    for file in files:
        (returned if kind_of(file) else lists).append(file)
    return (
        *(Incoming((file,)) for file in lists),
        *((Incoming(tuple(returned), return_of(returned)),) if returned else ()),
    )


def look(session: Session, incoming: Incoming, today: date, answers: Mapping[str, str] | None = None) -> Plan:
    """Work out what it would change. Nothing is written.

    Args:
        session: an open session.
        incoming: what comes in.
        today: the day that stands in for today.
        answers: what the IRO has answered just now, by the key of the question.

    Raises:
        HeadingMissing: the list lacks a column that none can do without.
    """
    if incoming.returned is not None:
        return plan_return(session, incoming.returned, today, answers)
    return plan_import(session, _sheet(session, incoming, answers or {}), today, answers)


def refuse_unreadable(session: Session, incoming: Sequence[Incoming]) -> None:
    """Refuse all when one of them cannot be brought in.

    Raises:
        HeadingMissing: a list lacks a column that none can do without.
    """
    for each in incoming:
        if each.returned is None:
            _sheet(session, each, {}).refuse_missing()


def differences(session: Session, incoming: Sequence[Incoming], today: date) -> tuple[Difference, ...]:
    """Their lists against mine, explained.

    Raises:
        BadInput: a list has no column with the Mosaic number.
    """
    found: list[Difference] = []
    for each in incoming:
        if each.returned is not None:
            found += against_return(session, each.returned, today)
        else:
            sheet = _sheet(session, each, {})
            sheet.refuse_without_number()
            found += against_list(session, sheet, today)
    return in_order(found)


def _sheet(session: Session, incoming: Incoming, answers: Mapping[str, str]) -> Sheet:
    said = kept_answers(session) | dict(answers)
    return sheet_of(incoming.file, said_of_headings(said), sheets_said(incoming.file, said))
