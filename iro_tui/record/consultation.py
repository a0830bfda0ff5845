"""Talking with a child (practice.md 6)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key

SEEN_ALONE = ("ALONE_BEFORE", "ALONE_DAY")
"""Ways of talking whose words say that the child was alone."""


class ConsultationFields(Shape):
    """One talk with a child, or one attempt at it."""

    NOUN: ClassVar[Noun] = Noun("Talk", "held_on")

    held_on: date = asked("When", past=True)
    kind: str = asked("How", default="ALONE_BEFORE", choices="consultation_kind")
    place: str = asked("Where", default="", limit=120)
    alone: bool | None = asked("Seen alone", "if not, say why", default=None)
    why_not_alone: str = asked("Why not alone", default="", limit=200, only_if="alone=no")
    tried: str = asked(
        "What was tried",
        "and what {child} or others said",
        default="",
        limit=300,
        only_if="kind=REFUSED NOT_REACHED NOT_APPROPRIATE",
    )
    told: str = asked("Told about", default="", choices="told_about", many=True)
    own_words: str = asked(
        "In {child}'s own words", "kept word for word, quoted in the letter", default="", rows=4
    )
    noticed: str = asked("What you noticed", "not quoted", default="", rows=3)
    not_to_share: str = asked("Not to be shared", "what {child} does not want said", default="", rows=2)
    wants_there: str = asked("Wants at the review", default="", group="review", limit=200)
    wants_when: str = asked("Wants it where, when", default="", group="review", limit=200)
    wants_chair: bool | None = asked("Wants to chair", default=None, group="review")
    wants_talk: str = asked("Wants to talk about", default="", group="review", rows=2)
    questions: str = asked("Questions", "{child} wants answered", default="", group="review", rows=2)
    follow_up: str = asked("What you will do", default="", group="review", limit=200)
    started_by: str = asked("Who began it", default="IRO", group="more", choices="started_by")
    others: str = asked("Who else was there", default="", group="more", limit=120)
    helped_by: str = asked("Interpreter or aid", default="", group="more", limit=120)
    activity: str = asked("Activity", "tree of life, chess, a walk", default="", group="more", limit=120)
    minutes: int | None = asked("Minutes", default=None, group="more", ge=1, le=600)
    before_move: bool = asked("Before a move", "that is proposed", default=False, group="more")

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """A talk says if it was alone, and why not; one that was not tried says why (practice.md 6).

        "Seen alone" as the way of talking is what the form begins with, so it is no answer by itself.
        """
        if self.alone is None and self.kind in SEEN_ALONE:
            return {"alone": f"Say if {asker.called} was alone. If not, say why."}
        if self.alone is False and not self.why_not_alone.strip():
            return {"why_not_alone": f"Say why {asker.called} was not alone."}
        if self.kind == "NOT_APPROPRIATE" and not f"{self.tried}{self.why_not_alone}".strip():
            return {"tried": f"Say why it was not right to talk with {asker.called}."}
        return {}


class Consultation(ConsultationFields, table=True):
    """One talk with one child; tied to the review it prepares, if any."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str | None = belongs_to("review", optional=True)
    source: str = ""
    """Where the row came from when it was not written here: `import`."""
