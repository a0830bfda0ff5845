"""What argparse says about wrong options, in our own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_USAGE = (
    (r"the following arguments are required: (.+)", r"Something is missing: \1."),
    (r"unrecognized arguments: (.+)", r"This is not understood: \1."),
    (r"argument (\S+): expected .+", r"\1 needs a value."),
    (r"argument (\S+): invalid int value: .+", r"\1 must be a whole number."),
    (r"argument (\S+): invalid choice: .+ \(choose from (.+)\)", r"\1 must be one of \2."),
    (r"argument (\S+): not allowed with argument (\S+)", r"\1 and \2 cannot go together."),
)
"""What argparse says, and how we say it."""


def plain_usage(message: str, commands: Sequence[str]) -> str:
    """One plain sentence for a message of argparse.

    Args:
        message: what argparse says.
        commands: the names of the commands, to suggest one for a slip.
    """
    if unknown := re.match(r"argument COMMAND: invalid choice: '(.*?)' ", message):
        from difflib import get_close_matches

        near = get_close_matches(unknown[1], commands, n=1)
        return f'There is no command "{unknown[1]}".' + (f" Did you mean {near[0]}?" if near else "")
    for pattern, plain in _USAGE:
        if re.fullmatch(pattern, message, flags=re.DOTALL):
            return re.sub(pattern, plain, message, flags=re.DOTALL)
    return message[:1].upper() + message[1:] + "."
