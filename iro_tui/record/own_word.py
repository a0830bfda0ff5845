"""The child's own words for people, places and things; letters use them."""

from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class OwnWordFields(Shape):
    """One word and what it means."""

    NOUN: ClassVar[Noun] = Noun("Child's own word", part="Own words")

    word: str = asked("{child} says", "the Big House, Bubba", min_length=1, limit=60)
    means: str = asked("That means", default="", limit=120)


class OwnWord(OwnWordFields, table=True):
    """One word of one child."""

    __tablename__ = "own_word"

    id: str = key()
    child_id: str = belongs_to("child")
