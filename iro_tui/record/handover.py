"""A child's record passed to another IRO, or received from one: who has the child now."""

from datetime import date
from typing import Any, ClassVar

from sqlmodel import JSON, Field

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class HandoverFields(Shape):
    """One sealed file that left or came, for one child."""

    NOUN: ClassVar[Noun] = Noun("Handed over", "passed_on", "Handed")

    passed_on: date = asked("When", past=True)
    way: str = asked("Which way", choices="handover_way")
    who: str = asked("IRO", "to whom, or from whom", default="", limit=80)
    cover: bool = asked("Cover", "both may work; it comes back", default=False)

    def in_a_line(self) -> str:
        """To whom or from whom, and whether it is cover."""
        words = f"{'to' if self.way == 'OUT' else 'from'} {self.who or 'another IRO'}"
        return f"{words}, cover" if self.cover else words


class Handover(HandoverFields, table=True):
    """One passing of one child's record. It stays on this laptop: the next hand-over does not carry it."""

    id: str = key()
    child_id: str = belongs_to("child")
    number: int = 1
    """Counts the passings of this child, because several may fall on one day."""
    snapshot: str
    """The id of the state of the record that the file held."""
    base: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    """What the file held, table by table, for a file that came: the next one is compared with it.

    A row that had been taken away by then is null.
    """
