"""The council's own words for letters: added to the list that comes with the program (letters.md 4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass(frozen=True, slots=True)
class AddedWord:
    """One word the council added."""

    id: str
    word: str
    kind: str
    """Code of `letter_word_kind.csv`."""
    say_instead: tuple[str, ...]
    explain: str
    """Empty: replace it, do not explain it."""
    up_to_age: int


def letter_words(session: Session) -> tuple[AddedWord, ...]:
    """The words that were added, by word."""
    from sqlmodel import col, select

    from iro_tui.record.letter_word import LetterWord

    found = session.exec(select(LetterWord).order_by(col(LetterWord.word)))
    return tuple(
        AddedWord(
            row.id,
            row.word,
            row.kind,
            tuple(phrase.strip() for phrase in row.say_instead.split(";") if phrase.strip()),
            row.explanation.strip(),
            row.up_to_age,
        )
        for row in found
    )


@verb("word for letters added")
def add_letter_word(session: Session, values: Mapping[str, Any]) -> str:
    """Add a word that letters are held against.

    Args:
        session: an open session.
        values: fields of `LetterWordFields`.

    Returns:
        The id of the row.

    Raises:
        BadInput: a field is wrong, or that word was added before.
    """
    from iro_tui.casework.filled import filled
    from iro_tui.record.base import Asker
    from iro_tui.record.letter_word import LetterWord, LetterWordFields

    made = filled(LetterWordFields, values, Asker(today=date.max))
    word = " ".join(made.word.split())
    if not any(letter.isalnum() for letter in word):
        raise BadInput("Word or phrase: type at least one letter.")
    if any(each.word.casefold() == word.casefold() for each in letter_words(session)):
        raise BadInput(f"Word or phrase: “{word}” was added before. Take it out first to change it.")
    row = LetterWord(**{**made.model_dump(), "word": word})
    session.add(row)
    return row.id


@verb("word for letters taken out")
def remove_letter_word(session: Session, word_id: str) -> None:
    """Take out a word that was added.

    Raises:
        BadInput: it is not there any more.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.letter_word import LetterWord

    session.delete(the(session, LetterWord, word_id))
