"""Their list against the IRO's: every difference in reviews, with what explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iro_tui.errors import IroError
from screens.dialogs import TellDialog

if TYPE_CHECKING:
    from iro_tui.exchange.incoming import Incoming
    from screens.app import IroApp


def explained(app: IroApp, incoming: Incoming) -> TellDialog:
    """Return the differences to read, by kind; or why they cannot be told."""
    from iro_tui.exchange.against import in_words
    from iro_tui.exchange.incoming import differences

    try:
        words = in_words(app.ask(differences, (incoming,), app.today))
    except IroError as error:
        words = str(error)
    return TellDialog("Their list against yours: reviews", words)
