"""How a name sounds, so that Kaitlin is found under Caitlyn and Mohamed under Muhammad.

A small key of our own for the names children in England have: consonants that sound alike become one letter,
vowels after the first letter go. It errs towards finding too much: what it finds comes last, and says so.
"""

from __future__ import annotations

import re
from functools import lru_cache

from iro_tui.casework.words import plain_letters

LEAST = 2
"""A key shorter than this says too little: Sue, Zoe and Isa would be one name."""

_ALIKE = (
    (r"^mc", "mk"),
    (r"^kn|^gn", "n"),
    (r"^wr|^rh", "r"),
    (r"^ch(?!r)", "j"),
    (r"mh$|iobh", "f"),
    (r"tch", "j"),
    (r"sch|sh", "s"),
    (r"ph|v", "f"),
    (r"th|d", "t"),
    (r"igh|ugh", "i"),
    (r"ch|ck|q", "k"),
    (r"x", "ks"),
    (r"dg|g(?=[eiy])", "j"),
    (r"c(?=[eiy])|z", "s"),
    (r"c", "k"),
    (r"(?<=.)h", ""),
    (r"(.)\1+", r"\1"),
)
"""What sounds alike, in the order it is put in its place."""


@lru_cache(maxsize=8192)
def sound_of(name: str) -> str:
    """The key of one name, of whichever spelling; empty for what has no letters."""
    letters = re.sub(r"[^a-z]", "", plain_letters(name))
    for spelled, sound in _ALIKE:
        letters = re.sub(spelled, sound, letters)
    if not letters:
        return ""
    first = "a" if letters[0] in "aeiou" else letters[0]
    return first + re.sub(r"[aeiouyw]", "", letters[1:])


def sounds_like(typed: str, name: str) -> bool:
    """Whether two words sound alike, each spelled in its own way."""
    heard = sound_of(typed)
    return len(heard) >= LEAST and heard == sound_of(name)
