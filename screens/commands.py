"""Every command once: its name, key, help and place. Footer, palette, help and the README come from here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.child_commands import CHILD_COMMANDS
from screens.command import Command, say_key, types_a_letter
from screens.page_commands import PAGE_COMMANDS

if TYPE_CHECKING:
    from textual.binding import Binding

__all__ = ["COMMANDS", "PAGES", "Command", "bindings", "command", "of_place", "say_key", "types_a_letter"]

COMMANDS: tuple[Command, ...] = (*CHILD_COMMANDS, *PAGE_COMMANDS)
"""Place by place in the order footers and the palette show them."""

PAGES: tuple[str, ...] = (
    "page.today",
    "page.caseload",
    "page.letters",
    "page.alerts",
    "page.outbox",
    "page.figures",
)
"""The row of pages under the header."""


def command(id: str) -> Command:
    """Return the command with this id."""
    return next(each for each in COMMANDS if each.id == id)


def of_place(*places: str) -> tuple[Command, ...]:
    """Return the commands that work in these places: place by place, each in written order."""
    return tuple(each for place in places for each in COMMANDS if each.place == place)


def bindings(*places: str) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return Textual's bindings for the commands of these places."""
    from textual.binding import Binding

    found: list[Binding | tuple[str, str] | tuple[str, str, str]] = []
    for each in of_place(*places):
        keys = ",".join(key for key in (each.key, each.also) if key)
        if keys and each.bound:
            found.append(Binding(keys, each.action, each.name, id=each.id, show=False, priority=each.first))
    return found
