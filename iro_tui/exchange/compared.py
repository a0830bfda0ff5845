"""One child of the list beside the record: what the comparison has found so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_tui.exchange.listed import Listed
from iro_tui.exchange.plan import Updated, Write
from iro_tui.exchange.questions import LATER, MINE, TAKE, Option, Question, key_of
from iro_tui.exchange.sheet import Sheet
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.court import Proceedings
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.midway import Midway
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.rules.dates import say_date

SOURCE = "import"
"""What rows carry that came from a list."""


@dataclass(frozen=True)
class Kept:
    """What the record holds of one child, as far as a list can speak of it."""

    child: Child
    periods: Sequence[PeriodOfCare] = ()
    """By start, the newest last; so are the others."""
    legal: Sequence[LegalStatus] = ()
    placements: Sequence[Placement] = ()
    people: Sequence[Person] = ()
    reviews: Sequence[Review] = ()
    midways: Sequence[Midway] = ()
    talks: Sequence[Consultation] = ()
    missing: Sequence[MissingEpisode] = ()
    courts: Sequence[Proceedings] = ()
    changed_here: frozenset[str] = frozenset()
    """Fields of the child that were last changed by hand."""


@dataclass
class Compared:
    """The answer for one child."""

    sheet: Sheet
    listed: Listed
    name: str
    mosaic_id: str
    """The number on the record; the list's own when the child is new."""
    answers: Mapping[str, str] = field(default_factory=dict)
    updated: list[Updated] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    def change(self, what: str, before: object, after: object) -> None:
        """Note a change in words."""
        self.updated.append(Updated(self.mosaic_id, self.name, what, say_value(before), say_value(after)))

    def write(self, table: str, row_id: str | None, **values: Any) -> None:
        """Note a row to write."""
        self.writes.append(Write(table, self.mosaic_id, row_id, values))

    def ask(
        self, column: str, why: str, *options: Option, raw: str = "", key: str = "", asks: str = ""
    ) -> None:
        """Note a question about a cell that was read."""
        raw = raw or say_value(self.listed.get(column))
        heading = self.sheet.heading(column)
        key = key or key_of(self.mosaic_id, column, raw, "compared")
        if self.answers.get(key) is None:
            self.questions.append(
                Question(self.listed.row, self.mosaic_id, heading, raw, why, key, (*options, LATER), asks)
            )

    def since(self, column: str) -> date | None:
        """The day a code began where the list does not say it: what the IRO typed, or asked and None."""
        key = key_of(self.mosaic_id, column, say_value(self.listed.get(column)), "compared")
        if answer := self.answers.get(key):
            return date.fromisoformat(answer)
        self.ask(column, "The list does not say since when.", key=key, asks="past date")
        return None

    def settle(self, column: str, here: object, listed: object, why: str) -> bool:
        """Whether the list is to be taken where it and the record differ; asked until the IRO has said.

        Args:
            column: the field of the list.
            here: what stands on the record.
            listed: what the list says.
            why: one sentence about the difference.
        """
        key = key_of(self.mosaic_id, column, say_value(listed), say_value(here))
        if self.answers.get(key) == TAKE:
            return True
        mine = Option(f"leave it as it is here: {_in_words(here)}", MINE)
        take = Option(f"take the list: {_in_words(listed)}", TAKE)
        self.ask(column, why, mine, take, raw=say_value(listed), key=key)
        return False


def _in_words(value: object) -> str:
    return say_date(value) if isinstance(value, date) else say_value(value) or "nothing"


def say_value(value: object) -> str:
    """A value as `updated` prints it: dates as YYYY-MM-DD, nothing as empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
