"""What a list leaves in doubt: a question with its possible answers, and the cell that needs one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from iro_tui.errors import BadInput

KEEP = "="
"""The answer that a value is right as it stands."""
TAKE = "list"
"""The answer that what the list says is taken."""
MINE = "here"
"""The answer that what stands on the record stays."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer."""

    words: str
    answer: str
    """What is kept: the value as a cell would say it, or `KEEP`, `TAKE`, `MINE`; empty for not now."""


LATER = Option("leave it out, ask again next time", "")


@dataclass(frozen=True, slots=True)
class Question:
    """Something in the list that needs the IRO's answer; meanwhile it is left out."""

    row: int
    """0 for what is about a whole column."""
    mosaic_id: str
    column: str
    """The heading as it stands in the list."""
    raw: str
    why: str
    key: str = ""
    """What the answer is kept under; the same doubt of the same child has the same key next month."""
    options: tuple[Option, ...] = ()
    """The answers there are, in the order of their keys; `LATER` is the last."""
    asks: str = ""
    """What else may be typed as the answer: `date`, `past date`, `name` or a code list; empty for nothing."""


class Unsure(BadInput):
    """A cell that may mean one of several values; the sentence says why it is not certain."""

    def __init__(self, sentence: str, options: Sequence[Option] = ()) -> None:
        super().__init__(sentence)
        self.options = tuple(options)


def key_of(*parts: object) -> str:
    """The key of a question, from what it is about.

    Of headings and columns the words themselves; of a child a fingerprint, so that an answer that is kept
    names nobody.
    """
    words = "|".join(str(part) for part in parts)
    if str(parts[0]) in ("heading", "order"):
        return words
    return hashlib.sha256(words.encode()).hexdigest()[:32]
