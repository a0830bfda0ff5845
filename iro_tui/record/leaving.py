"""What is asked when a child leaves this caseload, and when a child comes back. Neither is a table."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked
from iro_tui.rules.codes import codes


class LeavingFields(Shape):
    """A child leaves this caseload: the time in care ended, or another IRO takes over."""

    NOUN: ClassVar[Noun] = Noun("Leaves your caseload")

    left_on: date = asked("Left on", past=True)
    how: str = asked("Why", default="ENDED", choices="leaving")
    end_reason: str = asked("Why it ended", default="", choices="reason_episode_ceased", only_if="how=ENDED")
    iro: str = asked("Who takes over", default="", limit=120, only_if="how=OTHER_IRO")

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """An end has its reason, and one that does end it."""
        del asker
        if self.how != "ENDED":
            return {}
        if not self.end_reason:
            return {"end_reason": "Say why the time in care ended. The yearly return asks for it."}
        if codes("reason_episode_ceased")[self.end_reason].columns["ends_period_of_care"] != "yes":
            return {"end_reason": "With that one the time in care goes on. Choose why it ended."}
        return {}


class ReturnFields(Shape):
    """A child comes back to this caseload."""

    NOUN: ClassVar[Noun] = Noun("Back on your caseload")

    started_on: date | None = asked(
        "Looked after again", "since; empty when it never ended", default=None, past=True
    )
