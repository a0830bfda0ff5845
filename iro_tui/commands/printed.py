"""How a command prints its answer."""

from __future__ import annotations


def print_json(value: object) -> None:
    """Print one JSON value. Only plain ASCII leaves, so that no terminal or pipe can garble a name."""
    import json

    print(json.dumps(value, indent=2))
