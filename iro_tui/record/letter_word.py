"""Words a council adds to the list that letters are held against."""

from typing import ClassVar

from sqlmodel import Field

from iro_tui.record.base import Noun, Shape, asked, key


class LetterWordFields(Shape):
    """One word or phrase, what it is, and what to say instead."""

    NOUN: ClassVar[Noun] = Noun("Word for letters")

    word: str = asked("Word or phrase", "as in a letter", min_length=2, limit=60)
    kind: str = asked("What it is", default="jargon", choices="letter_word_kind")
    say_instead: str = asked("Say instead", "several: a; b", default="", limit=200)
    explanation: str = asked("Or explain it", "in a sentence", default="", limit=200)
    up_to_age: int = asked("Up to age", "of the reader", default=17, ge=0, le=25)


class LetterWord(LetterWordFields, table=True):
    """One word that was added."""

    __tablename__ = "letter_word"

    id: str = key()
    word: str = Field(index=True, unique=True, min_length=2)
