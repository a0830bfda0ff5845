"""A found text cut to pieces: what was found and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

OPENS, CLOSES = "\ufdd0", "\ufdd1"
"""Stand round a found word; no text has them, they are no letters."""

_BEFORE = 28
"""At most so many letters of a long text stand before the first found word."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passage."""

    text: str
    found: bool
    """Whether it is a word that was looked for."""


def pieces(marked: str) -> tuple[Piece, ...]:
    """The text on one line, from a little before the first found word."""
    flat = " ".join(marked.split())
    at = flat.find(OPENS)
    if at > _BEFORE:
        start = flat.find(" ", at - _BEFORE)
        flat = "… " + flat[min(start + 1, at) if start >= 0 else at :]
    found = []
    for place, part in enumerate(flat.split(OPENS)):
        inside, _, outside = part.partition(CLOSES) if place else ("", "", part)
        found += [Piece(inside, True), Piece(outside, False)]
    return tuple(piece for piece in found if piece.text)
