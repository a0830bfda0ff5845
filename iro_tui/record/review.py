"""A review: booked, held, completed; and the lines noted in the meeting."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Field

from iro_tui.record.base import Asker, Shape, asked, belongs_to, key


class ReviewFields(Shape):
    """One statutory review. With no `opened_on` it is only booked; with no `completed_on`, unfinished."""

    kind: str = asked("Kind", default="SUBSEQUENT", group="before", choices="review_type")
    booked_for: date | None = asked("Booked for", default=None, group="before")
    booked_time: str = asked("Time", "such as 15:30", default="", group="before", limit=5)
    place: str = asked("Where", "the child's choice", default="", group="before", limit=120)
    wanted_there: str = asked("Who {child} wants there", default="", group="before", rows=2)
    agenda: str = asked("What {child} wants to talk about", default="", group="before", rows=3)
    report_on: date | None = asked("Report came", "social worker's report", default=None, group="before")
    plan_on: date | None = asked("Care plan came", default=None, group="before")
    opened_on: date | None = asked("Held on", default=None, group="after", past=True)
    completed_on: date | None = asked(
        "Completed on", "the same day unless in parts", default=None, group="after", past=True
    )
    covered: str = asked("Looked at", default="", group="checklist", choices="review_checklist", many=True)
    participation: str = asked("How {child} took part", default="", group="after", choices="participation")
    chaired: str = asked("{child} chaired", default="NO", group="after", choices="chaired")
    child_views: str = asked(
        "{child}'s wishes and feelings", "and how they were heard", default="", group="after", rows=4
    )
    parent_views: str = asked("Parents' views", default="", group="after", rows=2)
    carer_views: str = asked("Carer's view", default="", group="after", rows=2)
    other_views: str = asked("What others said", default="", group="after", rows=2)
    iro_view: str = asked("Your view of the plan", default="", group="after", rows=3)
    late_reason: str = asked("Why late", default="", group="after", choices="late_reason")
    late_note: str = asked("In words", default="", group="after", limit=300)
    next_on: date | None = asked("Next review", default=None, group="after")
    next_time: str = asked("Time", "such as 15:30", default="", group="after", limit=5)
    next_place: str = asked("Where", default="", group="after", limit=120)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """Judge dates against each other; what a complete review needs is judged by `casework.reviews`."""
        found = {}
        if self.opened_on and self.completed_on and self.completed_on < self.opened_on:
            found["completed_on"] = "It cannot be completed before it was held."
        if self.completed_on and not self.opened_on:
            found["opened_on"] = "Say when it was held."
        if self.next_on and self.opened_on and self.next_on <= self.opened_on:
            found["next_on"] = "The next review comes after this one."
        return found


class Review(ReviewFields, table=True):
    """One review of one child."""

    id: str = key()
    child_id: str = belongs_to("child")
    distributed_on: date | None = None
    """When the record was sent round (practice.md F5); None while it was not."""
    source: str = Field(default="", max_length=40)
    """Where the row came from when it was not written here: `import`."""


class NoteFields(Shape):
    """One line noted in the meeting, with its tag."""

    tag: str = asked("Tag", default="NOTE", choices="note_tag")
    text: str = asked("Words", min_length=1)
    noted_at: str = asked("At", "16:04", default="", limit=5)
    position: int = asked("Place in the list", default=0)


class Note(NoteFields, table=True):
    """One tagged line of one review; letters are drafted from these."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = belongs_to("review")
