"""The calendar file for Outlook, from inside the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from iro_tui.errors import IroError
from iro_tui.record.base import Shape, asked
from screens.dialogs import AskDialog, TellDialog
from screens.form_dialog import Asked, FormDialog
from screens.marks import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from screens.app import IroApp

_DRAFT = "calendar_file"
_NAMES = (
    "Whoever can open your Outlook calendar can read them. Initials and ages are enough to find the child."
)


class CalendarFields(Shape):
    """Where the file goes, and whether names go with it."""

    file: str = asked("File", min_length=1, limit=300)
    names: bool = asked("Names and places", "else initials only", default=False)


def ask_calendar_file(app: IroApp) -> None:
    """Ask where the calendar file goes; names leave only after a second question."""
    from iro_tui.record.forms import layout

    if app.vault is None:
        return

    def save(values: Mapping[str, Any]) -> str:
        file = Path(values["file"]).expanduser().absolute()
        if values["names"]:
            # Once the form is gone: it would be closed in place of the question that lies on it.
            app.call_later(_ask_names, app, file)
            return ""
        app.call_later(_tell, app, _written(app, file, names=False))
        return ""

    ask = Asked(
        title="Calendar file for Outlook",
        shape=CalendarFields,
        fields=layout(CalendarFields),
        draft=_DRAFT,
        save=save,
        lead=plain("Booked reviews and deadlines. A new file changes what is there and doubles nothing."),
        typed={"file": str(app.vault.outbox / "reviews.ics")},
        yes="Write it",
    )
    app.push_screen(FormDialog(ask))


def _ask_names(app: IroApp, file: Path) -> None:
    def answered(yes: bool | None) -> None:
        if not yes:
            app.say("No calendar file was written.")
            return
        try:
            _tell(app, _written(app, file, names=True))
        except IroError as error:
            app.say(str(error))

    question = "Write names and places into the calendar?"
    app.push_screen(AskDialog(question, _NAMES, "Write them", "Leave it"), answered)


def _written(app: IroApp, file: Path, *, names: bool) -> str:
    """Write the file, and return what is in it and what Outlook should be asked to do with it."""
    from iro_tui.exchange.calendar_file import say_written, write_calendar

    assert app.vault is not None
    written = app.act(write_calendar, file, app.today, app.vault.now(), names=names, drop=_DRAFT)
    return say_written(written, file, names=names)


def _tell(app: IroApp, words: str) -> None:
    app.push_screen(TellDialog("The calendar file is written.", words))
