"""Days that shape the IRO's year: leave, training, and the school holidays of the council."""

from collections.abc import Mapping
from datetime import date

from iro_tui.record.base import Asker, Shape, asked, key


class AwayFields(Shape):
    """From one day to another, both included."""

    kind: str = asked("Kind", default="LEAVE", choices="away_kind")
    from_on: date = asked("From")
    until_on: date = asked("Until", "the last day")
    what: str = asked("What", default="", limit=60)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """The last day is not before the first."""
        if self.until_on < self.from_on:
            return {"until_on": "Until: this is before the first day. Change one of the two."}
        return {}


class Away(AwayFields, table=True):
    """One stretch of days; school holidays entered here take the place of the listed ones beside them."""

    id: str = key()
