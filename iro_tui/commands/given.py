"""What a person gave a command besides its own options: which day, which folder, which passphrase."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from datetime import date, datetime
from pathlib import Path

from iro_tui.errors import BadInput


def today(given: Namespace) -> date:
    """The day `--on` names, else the machine's own. The only place a command learns the date.

    Raises:
        BadInput: `--on` is no date.
    """
    here = datetime.now().astimezone().date()
    return here if given.on is None else day("--on", given.on, here)


def day(option: str, text: str, on: date, *, past: bool = False) -> date:
    """The date given with an option, in any way `rules.dates.parse_date` understands.

    Args:
        option: its name, to say which one is wrong.
        text: what was given.
        on: the day that stands in for today.
        past: as in `parse_date`.

    Raises:
        BadInput: it is no date; the sentence begins with the option and what was given.
    """
    from iro_tui.rules.dates import parse_date

    try:
        return parse_date(text, on, past=past)
    except BadInput as error:
        raise BadInput(f"{option} {text}: {error}") from None


def home(given: Namespace) -> Path:
    """The folder of the vault, backups and outbox: `--home`, `IRO_TUI_HOME`, or the platform's data folder.

    The folder need not exist yet.
    """
    chosen = given.home or os.environ.get("IRO_TUI_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("iro-tui", appauthor=False, roaming=False)


def passphrase(given: Namespace, question: str = "Passphrase: ") -> str:
    """The passphrase: the first line of `--passphrase-file` or `IRO_TUI_PASSPHRASE_FILE`, else from a prompt.

    Raises:
        BadInput: the file cannot be read or is empty, or there is nobody to ask.
    """
    file = passphrase_file(given)
    return _from_file(Path(file).expanduser()) if file else _typed(question, "--passphrase-file")


def passphrase_file(given: Namespace) -> str | None:
    """The file that holds the vault's passphrase; None when it is typed."""
    return given.passphrase_file or os.environ.get("IRO_TUI_PASSPHRASE_FILE")


def new_passphrase(file: str | None, question: str, option: str) -> str:
    """A passphrase for something new: from a file, or typed twice, since a slip of the keyboard goes unseen.

    Args:
        file: the file that was named; None asks.
        question: the prompt.
        option: the option that names a file, for saying so.

    Raises:
        BadInput: it is weak, was typed in two ways, or cannot be had.
    """
    from iro_tui.vault.passphrase import passphrase_problem

    chosen = _from_file(Path(file).expanduser()) if file else _typed(question, option)
    if problem := passphrase_problem(chosen):
        raise BadInput(problem)
    if not file and _typed("The same again: ", option) != chosen:
        raise BadInput("The two passphrases are not the same. Nothing was made; try again.")
    return chosen


def seal_passphrase(given: Namespace) -> str:
    """The passphrase of a sealed file that came: from `--seal-passphrase-file`, else from a prompt.

    Raises:
        BadInput: the file cannot be read or is empty, or there is nobody to ask.
    """
    file = given.seal_passphrase_file
    option = "--seal-passphrase-file"
    return _from_file(Path(file).expanduser()) if file else _typed("Passphrase of the file: ", option)


def _typed(question: str, option: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise BadInput(f"The passphrase is missing. Name a file that holds it with {option}.")
    from getpass import getpass

    try:
        return getpass(question)
    except EOFError:
        raise BadInput("No passphrase was given.") from None


def _from_file(file: Path) -> str:
    return first_line(file, "passphrase file")


def first_line(file: Path, what: str) -> str:
    """The first line of a file that holds a secret.

    Args:
        file: the file.
        what: what it is, for saying what is wrong with it: `key file`.

    Raises:
        BadInput: it is not there, cannot be read, or has nothing on its first line.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise BadInput(f"There is no {what} {file}.") from None
    except UnicodeDecodeError:
        raise BadInput(f"The {what} {file} is not plain text.") from None
    except OSError as error:
        raise BadInput(f"The {what} {file} cannot be read: {error.strerror}.") from None
    if not lines or not lines[0]:
        raise BadInput(f"The {what} {file} is empty. What it holds goes on its first line.")
    return lines[0]
