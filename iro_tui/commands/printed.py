"""How a command prints its answer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable


def print_json(value: object) -> None:
    """Print one JSON value. Only plain ASCII leaves, so that no terminal or pipe can garble a name."""
    import json

    print(json.dumps(value, indent=2))


def print_answer(given: Namespace, as_json: Callable[[], object], as_text: Callable[[], str]) -> None:
    """Print an answer as one JSON value when `--json` asks for it, else to read."""
    if given.json:
        print_json(as_json())
    else:
        print(as_text())
