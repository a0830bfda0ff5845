"""How a name sounds, so that Kaitlin is found under Caitlyn and Mohamed under Muhammad.

A small key of our own for the names children in England have: consonants that sound alike become one letter,
vowels after the first letter go. It errs towards finding too much: what it finds comes last, and says so.
"""

from __future__ import annotations

import re

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

_PUT = tuple((re.compile(spelled).sub, sound) for spelled, sound in _ALIKE)
_NO_LETTER, _VOWEL = re.compile(r"[^a-z]").sub, re.compile(r"[aeiouyw]").sub


_BEGIN = {"k": "kcqx", "s": "scz", "j": "jgc", "f": "fvp", "t": "td", "n": "nkg", "r": "rw", "a": "aeiou"}
"""Letters a name may begin with to have a key that begins so; any other begins with itself."""


def sound_of(name: str) -> str:
    """The key of one name in plain letters (`plain_letters`); empty for what has none."""
    letters = _NO_LETTER("", name)
    for put, sound in _PUT:
        letters = put(sound, letters)
    if not letters:
        return ""
    first = "a" if letters[0] in "aeiou" else letters[0]
    return first + _VOWEL("", letters[1:])


def begins(heard: str) -> str:
    """The letters a name may begin with to sound like a key; empty for a key that says too little."""
    return _BEGIN.get(heard[0], heard[0]) if len(heard) >= LEAST else ""
