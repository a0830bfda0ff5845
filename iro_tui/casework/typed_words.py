"""What was typed into a search, as the index is asked for it: never a query language, only words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SHORTEST = 3
"""Letters of the shortest word that is looked for in texts; shorter ones find children by name."""

_ENDINGS = ("ingly", "ings", "ation", "iveness", "fulness", "ness", "ment", "able", "ers", "est", "ies", "ed")
"""Ends of words that the index leaves out: of one typed halfway, its beginning may stand before a stem."""

_LEAST_STEM = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a search."""

    words: tuple[str, ...]
    """Each as it was typed, without signs; the parts of `care-plan` with a space between them."""
    ended: bool
    """Whether the last word is whole, because a space was typed after it."""

    @property
    def enough(self) -> bool:
        """Whether any of them is long enough to look for in texts."""
        return any(len(word) >= SHORTEST for word in self.words)


def read_typed(text: str) -> Typed:
    """The words that were typed; signs, quotes and brackets are passed over."""
    flat = unicodedata.normalize("NFC", text)
    words = (" ".join(re.findall(r"[^\W_]+", word)) for word in flat.split())
    return Typed(tuple(word for word in words if word), flat[-1:].isspace())


def all_of(typed: Typed, words: Sequence[str]) -> str:
    """The index's expression for rows that have all of some of the typed words; empty when none counts.

    The last typed word may be only begun; while it is shorter than three letters it does not count.
    """
    terms = []
    for word in words:
        begun = word is typed.words[-1] and not typed.ended
        if not begun:
            terms.append(_whole(word))
        elif len(word) >= SHORTEST:
            terms.append(_begun(word))
    return f"words : ({' AND '.join(terms)})" if terms else ""


def _whole(word: str) -> str:
    return f'"{word}"'


def _begun(word: str) -> str:
    """A word that may go on. The index holds stems, and what is typed of one word may be longer."""
    found = [f"{_whole(word)} *", _whole(word)]
    for cut in range(1, len(word) - _LEAST_STEM + 1):
        if any(ending.startswith(word[-cut:]) for ending in _ENDINGS):
            stem = word[:-cut]
            found.append(_whole(stem))
            if stem[-1] == stem[-2] and len(stem) > _LEAST_STEM:
                found.append(_whole(stem[:-1]))
    return f"({' OR '.join(found)})"
