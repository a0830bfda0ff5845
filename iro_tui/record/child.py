"""A looked-after child, and the periods of care."""

from datetime import date
from typing import ClassVar

from sqlmodel import Field

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class ChildFields(Shape):
    """Who the child is. Only what is needed is asked for; the rest may stay empty."""

    NOUN: ClassVar[Noun] = Noun("Child")

    mosaic_id: str = asked("Mosaic number", group="who", min_length=1, limit=20)
    first_name: str = asked("First name", group="who", min_length=1, limit=80)
    surname: str = asked("Surname", default="", group="who", limit=80)
    known_as: str = asked("Known as", "What letters call the child.", default="", group="who", limit=80)
    born: date = asked("Born", group="who", past=True)
    sex: str = asked("Sex", default="U", group="child", choices="sex")
    pronouns: str = asked("Pronouns", default="", group="child", choices="pronouns")
    ethnicity: str = asked("Ethnicity", default="", group="child", choices="ethnicity")
    language: str = asked("First language", default="", group="letters", limit=60)
    uasc: bool = asked("Unaccompanied", "seeking asylum without family", default=False, group="plan")
    disability: str = asked("Disability", default="", group="optional", limit=120)
    category_of_need: str = asked("Need at entry", default="", group="plan", choices="category_of_need")
    permanence: str = asked("Permanence plan", default="", group="plan", choices="permanence_plan")
    review_every: int | None = asked(
        "Reviews every", "months, when agreed more often than the law", default=None, group="plan", ge=1, le=5
    )
    why_in_care: str = asked(
        "Why in care",
        "Words agreed with the social worker; the letter uses them as they stand.",
        default="",
        group="plan",
        rows=3,
    )
    reading_support: bool = asked(
        "Reading support", "shorter sentences, plainer words", default=False, group="letters"
    )
    reader_age: int | None = asked(
        "Write for age", "when it is not the child's age", default=None, group="letters", ge=0, le=25
    )
    communication: str = asked(
        "Communication", "what helps the child to say things", default="", group="letters", rows=3
    )
    home_word: str = asked(
        "Word for home", "the child's own: home, Nan's, the house", default="", group="letters", limit=60
    )
    letter_needs: str = asked(
        "Needs", "the letter changes with them", default="", group="letters", choices="letter_need", many=True
    )
    print_pt: int | None = asked(
        "Print size", "in points, for large print", default=None, group="letters", ge=14, le=36
    )
    interpreter: str = asked("Interpreter", "the language, or signing", default="", group="letters", limit=60)
    sibling_group: str = asked("Brothers and sisters", "a shared mark", default="", group="child", limit=40)
    leaflet_on: date | None = asked(
        "Leaflet about you", "the day it was given", default=None, group="file", past=True
    )
    could_chair: str = asked("Could chair", "and what would help", default="", group="file", limit=200)
    family_network: str = asked(
        "Family network", "who could help or offer a home", default="", group="file", rows=2
    )
    nationality: str = asked("Nationality", default="", group="optional", limit=60)
    religion: str = asked("Religion", default="", group="optional", limit=60)
    gender: str = asked(
        "Gender", "as the child says it", default="", group="optional", choices="gender_identity"
    )
    sexuality: str = asked("Sexuality", "only as the child wants it", default="", group="optional", limit=60)
    notes: str = asked("Notes", default="", group="file", rows=3)

    @property
    def called(self) -> str:
        """The name letters and screens use: known-as, else the first name."""
        return self.known_as or self.first_name

    @property
    def full_name(self) -> str:
        """First name as called, then the surname."""
        return f"{self.called} {self.surname}".strip()


class NewChildFields(ChildFields):
    """A child added by hand: the facts, and since when looked after."""

    started_on: date = asked(
        "Looked after since", "the first review counts from it", group="start", past=True
    )


class Child(ChildFields, table=True):
    """One child on the caseload."""

    id: str = key()
    mosaic_id: str = Field(index=True, unique=True, min_length=1)
    closed_on: date | None = None
    """When the child left this caseload; None while open."""


class PeriodOfCareFields(Shape):
    """An unbroken time looked after; the review sequence belongs to it (practice.md C5)."""

    NOUN: ClassVar[Noun] = Noun("Time in care", "started_on", part="Care", until="ended_on")

    started_on: date = asked("Looked after since", past=True)
    ended_on: date | None = asked("Ended", default=None, past=True)
    end_reason: str = asked("Why it ended", default="", choices="reason_episode_ceased")
    iro_told_on: date | None = asked("IRO service told", "within 2 working days", default=None, past=True)
    iro_named_on: date | None = asked("You were named", "within 5 working days", default=None, past=True)
    care_plan_on: date | None = asked("Care plan ready", "the first one", default=None, past=True)

    def in_a_line(self) -> str:
        """Whether it runs, or why it ended."""
        if self.ended_on is None:
            return "looked after"
        return label("reason_episode_ceased", self.end_reason) if self.end_reason else "ended"


class PeriodOfCare(PeriodOfCareFields, table=True):
    """One period of care of one child."""

    __tablename__ = "period_of_care"

    id: str = key()
    child_id: str = belongs_to("child")
