"""Times a child was missing or away without leave, and the talk afterwards."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key


class MissingEpisodeFields(Shape):
    """One episode, with the return interview (practice.md 2.7, RHI: within 72 hours of coming back)."""

    NOUN: ClassVar[Noun] = Noun("Missing episode", "gone_on", "Missing", "Safety")

    kind: str = asked("Kind", default="M", choices="missing")
    gone_on: date = asked("Gone on", past=True)
    gone_at: str = asked("At", "such as 22:40", default="", limit=5)
    back_on: date | None = asked("Back on", default=None, past=True)
    back_at: str = asked("At", "starts the 72 hours", default="", limit=5)
    offered_on: date | None = asked("Interview offered", default=None, past=True)
    accepted: bool | None = asked("Accepted", default=None)
    interview_on: date | None = asked("Interview held", default=None, past=True)
    strategy_on: date | None = asked("Strategy meeting", default=None)
    iro_there: bool | None = asked("You were there", "at the strategy meeting", default=None)
    note: str = asked("What it was about", default="", rows=2)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """Days in their order."""
        del asker
        found = {}
        if self.back_on and self.back_on < self.gone_on:
            found["back_on"] = "Nobody comes back before going. Check the two days."
        if self.interview_on and self.back_on is None:
            found["back_on"] = "Say when the child came back: the interview is after that."
        elif self.interview_on and self.back_on and self.interview_on < self.back_on:
            found["interview_on"] = "The interview is after coming back. Check the two days."
        return found

    def in_a_line(self) -> str:
        """How long, and what of the interview."""
        if self.back_on is None:
            return "not back yet"
        nights = (self.back_on - self.gone_on).days
        span = "back the same day" if nights == 0 else "1 night" if nights == 1 else f"{nights} nights"
        if self.interview_on:
            return f"{span}, return interview held"
        if self.accepted is False:
            return f"{span}, interview declined"
        return f"{span}, interview {'offered' if self.offered_on else 'not offered yet'}"


class MissingEpisode(MissingEpisodeFields, table=True):
    """One episode of one child."""

    __tablename__ = "missing_episode"

    id: str = key()
    child_id: str = belongs_to("child")
