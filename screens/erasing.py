"""Erasing a child: the council must have everything, the name is typed, a reason is given."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from screens.dialogs import LineDialog, PickDialog, TellDialog

if TYPE_CHECKING:
    from iro_tui.casework.erasing import ToErase
    from screens.app import IroApp

_FOR_EVER = (
    "Everything about this child leaves this computer, history included, and cannot be brought back. "
    "Figures of past years lose the child too. The council's own record stays where it is."
)


def ask_erase(app: IroApp, child_id: str) -> None:
    """Ask for the name, the reason and what becomes of the backups, and erase."""
    from iro_tui.casework.erasing import to_erase

    about = app.ask(to_erase, child_id)
    if about.missing:
        things = "1 thing is" if len(about.missing) == 1 else f"{len(about.missing)} things are"
        words = (
            f"{things} not with the council yet. Put everything on Mosaic and tick it in the Outbox first:"
        )
        listed = "\n".join(f"  {each}" for each in about.missing[:12])
        app.push_screen(TellDialog(f"{about.name} cannot be erased yet", f"{words}\n\n{listed}"))
        return
    question = f"Erase {about.name}? Type the name."
    app.push_screen(LineDialog(question, _FOR_EVER, "Next"), partial(_named, app, about))


def _named(app: IroApp, about: ToErase, typed: str | None) -> None:
    if typed is None:
        return
    if " ".join(typed.split()).casefold() != " ".join(about.name.split()).casefold():
        app.say(f"Nothing was erased. Type the whole name: {about.name}.")
        return
    kept = "It stays beside the Mosaic number and the day. No name in it."
    app.push_screen(LineDialog("Why?", kept, "Next"), partial(_because, app, about, typed))


def _because(app: IroApp, about: ToErase, typed: str, reason: str | None) -> None:
    if reason is None:
        return
    choices = [
        ("keep", "Keep older backups: they hold the child for up to 9 months"),
        ("remove", "Remove them, in both places: what was lost since cannot be put back"),
    ]

    def answered(code: str | None) -> None:
        if code is not None:
            app.run_worker(
                partial(_erase, app, about, typed, reason, code == "remove"), thread=True, exit_on_error=False
            )

    app.push_screen(PickDialog("And the backups from before?", choices, "", many=False), answered)


def _erase(app: IroApp, about: ToErase, typed: str, reason: str, old_backups_too: bool) -> None:
    from iro_tui.exchange.erase import erase

    try:
        gone = erase(app.opened, about.child_id, typed, reason, app.today, old_backups_too=old_backups_too)
    except IroError as error:
        app.call_from_thread(app.say, str(error))
        return
    # Any open page may show the child, so all of them close. What is said stands on the locked screen, where
    # no child may be named.
    words = "The child is erased; a stub says when and why."
    if gone.backups:
        words += " Backups from before still hold the record, for up to 9 months."
    if gone.second_away:
        words += " The second backup folder is away; its backups still hold the record."
    if gone.left:
        words += " A file in the outbox was held open by another program. Remove it by hand."
    app.call_from_thread(app.begin_anew, words)
