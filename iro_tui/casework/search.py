"""Finding a child by any name that is used, by Mosaic number, or by the people around the child."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One child that was found, and by what."""

    child_id: str
    name: str
    """The child's name, as called."""
    age: int
    where: str
    """`name`, `known as`, `Mosaic` or `person`."""
    who: str
    """What was found: the child's name, or that of the person, `Joy Khan`."""
    words: str
    """The words beside it: `Nan: grandparent of Amira Khan, 10`; empty when the name says it all."""
    match: str
    """The stretch that matched as it stands in `who` or `words`, for underlining."""
