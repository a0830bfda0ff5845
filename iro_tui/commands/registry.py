"""How the front door registers its commands, and the options several of them share."""

from __future__ import annotations

from argparse import SUPPRESS, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Option:
    """One option of a command, as argparse's `add_argument` takes it."""

    names: tuple[str, ...]
    settings: dict[str, Any]


@dataclass(frozen=True)
class Command:
    """One word after `iro-tui`."""

    name: str
    summary: str
    options: tuple[Option, ...]
    run: Callable[[Namespace], int]


COMMANDS: dict[str, Command] = {}
"""Every command by name, in the order in which the front door defines them."""


def option(*names: str, **settings: Any) -> Option:
    """One option, with the arguments of argparse's `add_argument`."""
    return Option(names, settings)


def command(
    name: str, summary: str, *options: Option
) -> Callable[[Callable[[Namespace], int]], Callable[[Namespace], int]]:
    """Register the function below as a command.

    Args:
        name: the word after `iro-tui`.
        summary: what it does, in a few words without a capital or a full stop.
        options: the shared options it takes, and its own.
    """

    def register(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
        COMMANDS[name] = Command(name, summary, options, run)
        return run

    return register


# Left out of the parsed options when not given, so that a command's own parser never hides what stood before
# the command's name. The parser of the front door gives them their None.
HOME = option(
    "--home", metavar="DIR", default=SUPPRESS, help="folder of the vault, backups and outbox (IRO_TUI_HOME)"
)
PASSPHRASE = option(
    "--passphrase-file",
    metavar="FILE",
    default=SUPPRESS,
    help="file with the passphrase on its first line (IRO_TUI_PASSPHRASE_FILE)",
)
ON = option("--on", metavar="DATE", default=SUPPRESS, help="the date that stands in for today")
JSON = option("--json", action="store_true", default=SUPPRESS, help="answer as one JSON value")
