"""Help for the child to be heard: advocates, independent visitors, complaints."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from iro_tui.record.base import Asker, Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class AdvocacyFields(Shape):
    """One referral to an advocate, from asking to what came of it (practice.md 10, rows 61, 64, 78)."""

    NOUN: ClassVar[Noun] = Noun("Advocate", "asked_on", "Advocate", "Rights")

    asked_on: date = asked("Asked for", past=True)
    asked_by: str = asked("By whom", default="CHILD", choices="asked_by")
    issues: str = asked("What about", default="", choices="advocacy_issue", many=True)
    granted: bool | None = asked("Granted", default=None)
    granted_on: date | None = asked("Granted on", default=None, past=True)
    provider: str = asked("Service", default="", limit=80)
    advocate: str = asked("Advocate", default="", limit=120)
    ended_on: date | None = asked("Ended", default=None, past=True)
    outcome: str = asked("What came of it", default="", rows=2)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """Days in their order; no day of granting for what was refused."""
        del asker
        if self.granted_on and self.granted_on < self.asked_on:
            return {"granted_on": "That is before it was asked for. Check the two days."}
        if self.granted is False and self.granted_on:
            return {"granted_on": "It was not granted, so leave this empty."}
        return {}

    def in_a_line(self) -> str:
        """How it stands, and what it was about."""
        stands = {None: "asked for", True: "granted", False: "refused"}[self.granted]
        issues = ", ".join(label("advocacy_issue", code).lower() for code in self.issues.split())
        return ", ".join(part for part in ("ended" if self.ended_on else stands, issues) if part)


class Advocacy(AdvocacyFields, table=True):
    """One advocacy referral of one child."""

    id: str = key()
    child_id: str = belongs_to("child")


class IndependentVisitorFields(Shape):
    """Whether an independent visitor is wanted, asked for, and there (practice.md 2.7, VISITOR)."""

    NOUN: ClassVar[Noun] = Noun("Independent visitor", "considered_on", "Visitor", "Rights", until="ended_on")

    considered_on: date = asked("Talked about on", past=True)
    wanted: bool | None = asked("{child} wants one", default=None)
    asked_on: date | None = asked("Asked for", default=None, past=True)
    name: str = asked("Visitor", default="", limit=120)
    started_on: date | None = asked("Visits since", default=None, past=True)
    ended_on: date | None = asked("Ended", default=None, past=True)
    note: str = asked("Note", default="", rows=2)

    def in_a_line(self) -> str:
        """How it stands."""
        if self.ended_on:
            return "independent visitor ended"
        if self.started_on:
            return f"independent visitor {self.name}".strip()
        if self.wanted is False:
            return "does not want an independent visitor"
        return "independent visitor asked for" if self.asked_on else "independent visitor talked about"


class IndependentVisitor(IndependentVisitorFields, table=True):
    """One independent visitor of one child."""

    __tablename__ = "independent_visitor"

    id: str = key()
    child_id: str = belongs_to("child")


class ComplaintFields(Shape):
    """One complaint or representation (Children Act 1989 s26), from making it to what came of it."""

    NOUN: ClassVar[Noun] = Noun("Complaint", "made_on", "Spoke up", "Rights")

    made_on: date = asked("Made on", past=True)
    made_by: str = asked("By whom", default="CHILD", choices="asked_by")
    about: str = asked("What about", min_length=1, rows=2)
    to_whom: str = asked("To whom", "the complaints manager, the service", default="", limit=120)
    answered_on: date | None = asked("Answered on", default=None, past=True)
    outcome: str = asked("What came of it", default="", rows=2)

    def problems(self, asker: Asker) -> Mapping[str, str]:
        """It is not answered before it is made."""
        del asker
        if self.answered_on and self.answered_on < self.made_on:
            return {"answered_on": "That is before it was made. Check the two days."}
        return {}

    def in_a_line(self) -> str:
        """How it stands, by whom, and what it is about."""
        stands = "complaint answered" if self.answered_on else "complaint"
        by = "" if self.made_by == "CHILD" else f" by {label('asked_by', self.made_by).lower()}"
        return f"{stands}{by}: {' '.join(self.about.split())}"


class Complaint(ComplaintFields, table=True):
    """One complaint about or for one child."""

    id: str = key()
    child_id: str = belongs_to("child")
