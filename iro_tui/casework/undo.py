"""Taking back the last thing that was saved, doing it again, and saying what it was."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from iro_tui.casework.verbs import verb
from iro_tui.errors import IroError
from iro_tui.record.child import Child
from iro_tui.rules.dates import say_date
from iro_tui.vault import history


@verb("taken back")
def take_back(session: Session, today: date) -> str:
    """Take back the newest step, as a new step, and return the words that say so.

    Raises:
        IroError: There is nothing to take back, or a later change stands in the way.
    """
    undone = history.undo(session)
    if undone is None:
        raise IroError("Nothing to take back.")
    return f"Undone: {_said(session, undone, today)}. F8 again for the one before."


@verb("done again")
def do_again(session: Session, today: date) -> str:
    """Do again what was undone last, as a new step, and return the words that say so.

    Raises:
        IroError: Nothing was undone, something was saved since, or a later change stands in the way.
    """
    redone = history.redo(session)
    if redone is None:
        raise IroError("Nothing to do again: nothing was undone since the last save.")
    return f"Done again: {_said(session, redone, today)}. F8 takes it back."


def _said(session: Session, step: history.Step, today: date) -> str:
    child = session.get(Child, step.child_id) if step.child_id else None
    words = step.words.removeprefix("undone: ").removeprefix("redone: ")
    day = say_date(step.at.astimezone().date(), today)
    return f"{words}, {child.called}, {day}" if child else f"{words}, {day}"
