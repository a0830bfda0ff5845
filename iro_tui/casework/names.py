"""Every word of a name on the record, for hiding names where somebody may look on."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import Session, select

from iro_tui.record.child import Child
from iro_tui.record.person import Person

_SHORTEST = 2
_NO_NAMES = frozenset({"Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "The", "and", "of"})


def name_words(session: Session) -> frozenset[str]:
    """Return every word of the names of children and of the people in their lives."""
    names = [
        name for row in session.exec(select(Child.first_name, Child.surname, Child.known_as)) for name in row
    ]
    names += session.exec(select(Person.name)).all()
    return words_of(names)


def words_of(names: Iterable[str | None]) -> frozenset[str]:
    """Return the words of these names that are hidden: no titles, no single letters, no small ones."""
    whole = {word.strip(".,;:()") for name in names if name for word in name.split()}
    # Half of a double name is often all that is written: Khan for Khan-Smith.
    words = whole | {part for word in whole for part in word.split("-")}
    return frozenset(
        word
        for word in words - _NO_NAMES
        if len(word) >= _SHORTEST and word[0].isalpha() and word[0] == word[0].upper()
    )
