"""Help: what this screen is for, in words, and every key that works here."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.commands import of_place
from screens.marks import cut, paragraph, plain

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from screens.page import Page

WIDTH = 68
"""Cells for the words in a dialog of 76."""
KEYS = 12
"""Of these for the keys."""


def help_words(name: str) -> str:
    """Return the help of one screen, written in `screens/help/NAME.md`."""
    return files("screens").joinpath("help", f"{name}.md").read_text(encoding="utf-8").strip()


def flowing(words: str) -> str:
    """Return paragraphs without the line breaks of the file, so that they fill the width there is."""
    return "\n\n".join(" ".join(each.split()) for each in words.strip().split("\n\n"))


class HelpScreen(ModalScreen[None]):
    """The help of the screen it lies on."""

    BINDINGS = [Binding("escape,f1,question_mark,enter", "close", show=False)]

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page

    def compose(self) -> ComposeResult:
        """Words first, keys second."""
        words = help_words(self._page.HELP_PAGE)
        title, _, rest = words.partition("\n")
        keys = []
        for each in of_place(*self._page.PLACES, "page"):
            if not each.key:
                continue
            shown = " or ".join(dict.fromkeys(k for k in (each.key_shown(), each.key_shown(True)) if k))
            told = (plain(f"{each.name}. ") + plain(each.help, "$muted")).wrap(WIDTH - KEYS)
            keys.append(cut(plain(shown, "$accent bold"), KEYS) + told[0])
            keys.extend(Content(" " * KEYS) + line for line in told[1:])
        yield Vertical(
            Static(plain(title.lstrip("# "), "bold"), markup=False),
            VerticalScroll(
                Static(paragraph(flowing(rest) + "\n"), markup=False),
                Static(Content("\n").join(keys), markup=False),
                id="help-words",
            ),
            Static(plain("\nesc", "$accent bold") + plain(" close", "$muted"), markup=False),
            classes="dialog help",
        )

    def on_mount(self) -> None:
        """Arrows scroll the words."""
        self.query_one("#help-words").focus()

    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)
