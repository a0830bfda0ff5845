"""Files into the hand-over folder from inside the program, and plain files off this computer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from iro_tui.errors import IroError

if TYPE_CHECKING:
    from screens.app import IroApp

_WHERE = "A mapped drive, a library that is synchronised, or a stick. Settings keeps it."


def hand_over(app: IroApp) -> None:
    """Copy what waits into the hand-over folder; ask for the folder when none is set."""
    from iro_tui.casework.children import profile, save_profile
    from screens.dialogs import LineDialog

    mine = app.ask(profile)
    if mine is not None and mine.handover_folder.strip():
        _copy(app, mine.handover_folder)
        return

    def named(folder: str | None) -> None:
        if folder:
            app.act(save_profile, {"handover_folder": folder})
            _copy(app, folder)

    app.push_screen(LineDialog("Which folder do files for Mosaic go to?", _WHERE, "Hand over"), named)


def _copy(app: IroApp, folder: str) -> None:
    app.say("Copying, and reading back what was copied…")
    app.run_worker(partial(_copied, app, folder), thread=True, exit_on_error=False)


def _copied(app: IroApp, folder: str) -> None:
    from iro_tui.exchange.sync import in_words, sync

    try:
        words = in_words(sync(app.opened, Path(folder).expanduser().absolute(), app.today))
    except IroError as error:
        words = str(error)
    app.call_from_thread(_tell, app, words)


def _tell(app: IroApp, words: str) -> None:
    app.clear_notifications()
    app.publish(frozenset({"outbox_entry"}))
    app.say(words)


def clear_plain(app: IroApp) -> str:
    """Take the files the council has off this computer; return what could not be, or nothing."""
    from iro_tui.exchange.sync import clear_away

    left = clear_away(app.opened, app.today)
    return f" {left[0]} is open in another program; it is removed the next time." if left else ""
