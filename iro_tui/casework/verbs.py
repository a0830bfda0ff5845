"""What makes a function on an open session a verb: the words history and undo use for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Function = TypeVar("Function", bound=Callable[..., object])


def verb(words: str) -> Callable[[Function], Function]:
    """Mark a function as a verb that `Vault.act` may run.

    Args:
        words: What was done, in the past, small, without a name: `review recorded`. The history shows it, and
            undo says it: `Undone: review recorded.` Whose record it was, history reads from the rows.
    """

    def mark(function: Function) -> Function:
        function.words = words  # type: ignore[attr-defined]
        return function

    return mark
