"""A review: booked, held, completed; and the lines noted in the meeting."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from sqlmodel import Field

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key


class ReviewFields(Shape):
    """One statutory review. With no `opened_on` it is only booked; with no `completed_on`, unfinished."""

    NOUN: ClassVar[Noun] = Noun("Review", "opened_on")

    kind: str = asked("Kind", default="SUBSEQUENT", group="before", choices="review_type")
    booked_for: date | None = asked("Booked for", default=None, group="before")
    booked_time: str = asked("Time", "such as 15:30", default="", group="before", limit=5)
    place: str = asked("Where", "the child's choice", default="", group="before", limit=120)
    wanted_there: str = asked("Who {child} wants there", default="", group="before", rows=2)
    agenda: str = asked("What {child} wants to talk about", default="", group="before", rows=3)
    format: str = asked("Held as", default="ONE", group="before", choices="review_format")
    chair_ready: bool = asked("Prepared to chair", default=False, group="before")
    agreed_on: date | None = asked(
        "Agreed with {child}", "where, when and who", default=None, group="papers", past=True
    )
    worker_on: date | None = asked("Talked with the worker", default=None, group="papers", past=True)
    invited_on: date | None = asked("Invitations out", default=None, group="papers", past=True)
    not_invited: str = asked("Left out, and why", default="", group="papers", limit=200)
    report_on: date | None = asked("Report came", "social worker's report", default=None, group="papers")
    plan_on: date | None = asked("Care plan came", default=None, group="papers")
    report_covers: str = asked(
        "The report covers", default="", group="papers", choices="report_domain", many=True
    )
    opened_on: date | None = asked("Held on", default=None, group="after", past=True)
    completed_on: date | None = asked(
        "Completed on", "the same day unless in parts", default=None, group="after", past=True
    )
    covered: str = asked("Looked at", default="", group="checklist", choices="review_checklist", many=True)
    not_covered: str = asked(
        "Not looked at", default="", group="checklist", choices="review_checklist", many=True
    )
    not_covered_why: str = asked(
        "Why not", "one line for each: what, and why", default="", group="checklist", rows=3
    )
    there: str = asked("Who was there", default="", group="after", limit=300)
    participation: str = asked("How {child} took part", default="", group="after", choices="participation")
    absence: str = asked(
        "Why {child} did not come",
        default="",
        group="after",
        choices="absence_reason",
        only_if="participation=PN5 PN6 PN7",
    )
    tried: str = asked(
        "What was tried",
        "to hear {child} all the same",
        default="",
        group="after",
        limit=300,
        only_if="participation=PN7",
    )
    chaired: str = asked("{child} chaired", default="NO", group="after", choices="chaired")
    child_views: str = asked(
        "{child}'s wishes and feelings", "and how they were heard", default="", group="after", rows=4
    )
    parent_views: str = asked("Parents' views", default="", group="after", rows=2)
    parents_left_out: str = asked("Why no parents' views", default="", group="after", limit=200)
    carer_views: str = asked("Carer's view", default="", group="after", rows=2)
    other_views: str = asked("What others said", default="", group="after", rows=2)
    iro_view: str = asked("Your view of the plan", default="", group="after", rows=3)
    plan_judgement: str = asked("The plan is", default="", group="after", choices="judgement")
    adjourned_on: date | None = asked("Adjourned on", default=None, group="adjourned", past=True)
    adjourned_why: str = asked("Why adjourned", default="", group="adjourned", limit=300)
    delay_weighed: str = asked(
        "What waiting does", "to {child}; who was asked", default="", group="adjourned", rows=2
    )
    late_reason: str = asked("Why late", default="", group="after", choices="late_reason")
    late_note: str = asked("In words", default="", group="after", limit=300)
    next_on: date | None = asked("Next review", default=None, group="after")
    next_time: str = asked("Time", "such as 15:30", default="", group="after", limit=5)
    next_place: str = asked("Where", default="", group="after", limit=120)
    plan_updated_on: date | None = asked(
        "Care plan updated", "by the social worker", default=None, group="sent", past=True
    )
    objected_on: date | None = asked("Manager objected", default=None, group="sent", past=True)
    objection: str = asked("To what", default="", group="sent", limit=300)
    left_out: str = asked("Not sent to, and why", default="", group="sent", limit=200)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """Judge dates against each other; what a complete review needs is judged by `casework.reviews`."""
        found = {}
        if self.opened_on and self.completed_on and self.completed_on < self.opened_on:
            found["completed_on"] = "It cannot be completed before it was held."
        if self.completed_on and not self.opened_on:
            found["opened_on"] = "Say when it was held."
        if self.next_on and self.opened_on and self.next_on <= self.opened_on:
            found["next_on"] = "The next review comes after this one."
        if self.opened_on and self.adjourned_on and self.adjourned_on < self.opened_on:
            found["adjourned_on"] = "It cannot be adjourned before it was held."
        return found


class CallOffFields(Shape):
    """A booked meeting is called off or moved to another day (practice.md A7)."""

    new_on: date | None = asked("New day", "empty when there is none yet", default=None)
    new_time: str = asked("Time", "such as 15:30", default="", limit=5)
    cancelled_by: str = asked("Called off by", choices="cancelled_by")
    why: str = asked("Why", min_length=1, limit=300)


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

    NOUN: ClassVar[Noun] = Noun("Note in the meeting")

    tag: str = asked("Tag", default="NOTE", choices="note_tag")
    text: str = asked("Words", min_length=1)
    noted_at: str = asked("At", "16:04", default="", limit=5)
    position: int = asked("Place in the list", default=0)


class Note(NoteFields, table=True):
    """One tagged line of one review; letters are drafted from these."""

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = belongs_to("review")


class ReviewMeetingFields(Shape):
    """One meeting of a review that is held in parts, or one that was called off (practice.md A4, A7)."""

    NOUN: ClassVar[Noun] = Noun("Meeting of a review", "on")

    on: date = asked("Day")
    at: str = asked("Time", "such as 15:30", default="", limit=5)
    place: str = asked("Where", default="", limit=120)
    who: str = asked("Who comes", default="", limit=300)
    state: str = asked("State", default="PLANNED", choices="meeting_state")
    cancelled_by: str = asked("Called off by", default="", choices="cancelled_by")
    why: str = asked("Why", default="", limit=300)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """A meeting called off has who did it and why (A7); one that was held is not to come."""
        if self.state in ("CANCELLED", "POSTPONED"):
            if not self.cancelled_by:
                return {"cancelled_by": "Say who called it off."}
            if not self.why.strip():
                return {"why": "Say why it was called off."}
        if self.state == "HELD" and self.on > asker.today:
            return {"on": "That day has not come yet. Give a day up to today."}
        return {}


class ReviewMeeting(ReviewMeetingFields, table=True):
    """One meeting of one review."""

    __tablename__ = "review_meeting"

    id: str = key()
    child_id: str = belongs_to("child")
    review_id: str = belongs_to("review")
