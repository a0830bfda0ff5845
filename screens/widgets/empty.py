"""What stands in a page that has nothing to show: a sentence, a second one, and what to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from screens.commands import command, say_key
from screens.marks import paragraph, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.events import Click


class Way(Static):
    """One thing to press; a click does the same."""

    def __init__(self, id: str, *, first: bool) -> None:
        """Make it.

        Args:
            id: Id of the command, which gives the key and the words.
            first: Whether this is the usual way, whose key is drawn like a button.
        """
        super().__init__(markup=False, classes="way")
        self._command = command(id)
        self._first = first

    def render(self) -> Content:
        """Draw the key, the name and what it does."""
        each = self._command
        style = "$onaccent on $button" if self._first else "$accent bold"
        head = plain(f" {say_key(each.key)} ", style) + Content("  ") + plain(each.name, "bold")
        return head + Content("\n     ") + plain(each.help, "$muted")

    async def on_click(self, event: Click) -> None:
        """Do it."""
        event.stop()
        await self.screen.run_action(self._command.action)


class EmptyPage(Vertical):
    """The middle of a page without rows."""

    DEFAULT_CSS = """
    EmptyPage { height: 1fr; align: center middle; }
    EmptyPage > Static { width: 60; max-width: 100%; height: auto; }
    EmptyPage > .way { margin-bottom: 1; }
    """

    def __init__(self, sentence: str, more: str, ways: Iterable[str] = (), *, id: str | None = None) -> None:
        """Make it.

        Args:
            sentence: What is so, in bold.
            more: One more sentence.
            ways: Ids of at most three commands.
            id: The widget's id.
        """
        super().__init__(id=id, classes="empty-page")
        self._words = (sentence, more)
        self._ways = tuple(ways)

    def compose(self) -> ComposeResult:
        """Words first, then what to press."""
        sentence, more = self._words
        yield Static(plain(sentence, "bold"), markup=False)
        yield Static(paragraph(f"\n{more}\n", "$muted"), markup=False)
        for place, id in enumerate(self._ways):
            yield Way(id, first=not place)

    def say(self, sentence: str, more: str) -> None:
        """Say something else."""
        first, second = list(self.query(Static))[:2]
        first.update(plain(sentence, "bold"))
        second.update(paragraph(f"\n{more}\n", "$muted"))
