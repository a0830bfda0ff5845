"""Taking back the last thing that was saved, and saying what it was."""

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
    child = session.get(Child, undone.child_id) if undone.child_id else None
    whose = f", {child.called}" if child else ""
    day = undone.at.astimezone().date()
    return f"Undone: {undone.words}{whose}, {say_date(day, today)}. F8 again for the one before."
