"""The parser of the front door, laid out from the registered commands."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import NoReturn

from iro_tui import __version__
from iro_tui.commands.registry import COMMANDS, HOME, ON, PASSPHRASE
from iro_tui.errors import BadInput


class _Parser(ArgumentParser):
    """Argparse, but what is wrong is said in one plain sentence."""

    def error(self, message: str) -> NoReturn:
        from iro_tui.commands.usage import plain_usage

        raise BadInput(f"{plain_usage(message, list(COMMANDS))} For help: {self.prog} --help")


def front_parser() -> ArgumentParser:
    """The parser of everything after `iro-tui`, once every command is registered."""
    parser = _Parser(
        prog="iro-tui",
        description="The Independent Reviewing Officer's working tool. Offline and encrypted.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"iro-tui {__version__}")
    for shared in (HOME, PASSPHRASE, ON):
        parser.add_argument(*shared.names, **{**shared.settings, "default": None})
    parser.set_defaults(json=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for each in COMMANDS.values():
        sub = commands.add_parser(
            each.name, help=each.summary, description=each.run.__doc__, allow_abbrev=False
        )
        for own in each.options:
            sub.add_argument(*own.names, **own.settings)
    return parser
