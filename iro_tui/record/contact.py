"""What the IRO does between reviews: contacts about a child, and work beside the cases."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key
from iro_tui.rules.codes import label


class ContactFields(Shape):
    """One contact about a child with somebody other than the child: part of the IRO's footprint."""

    NOUN: ClassVar[Noun] = Noun("Contact", "held_on", "Contact", "Your work", owes="CONTACT")

    held_on: date = asked("When", past=True)
    with_role: str = asked("With", default="SOCIAL_WORKER", choices="contact_with")
    who: str = asked("Name", default="", limit=120)
    method: str = asked("How", default="PHONE", choices="contact_method")
    advice: bool = asked("Advice given", default=False)
    words: str = asked("What was said", default="", rows=4)

    def in_a_line(self) -> str:
        """With whom, and how."""
        with_whom = self.who or label("contact_with", self.with_role)
        return ", ".join(
            part for part in (with_whom, label("contact_method", self.method).lower(), self.words) if part
        )


class Contact(ContactFields, table=True):
    """One contact about one child."""

    id: str = key()
    child_id: str = belongs_to("child")


class OtherWorkFields(Shape):
    """Work about no one child: audits, panels, training, supervision (practice.md 10, rows 23, 33)."""

    NOUN: ClassVar[Noun] = Noun("Other work", "held_on")

    held_on: date = asked("When", past=True)
    kind: str = asked("What", choices="other_work")
    minutes: int | None = asked("Minutes", default=None, ge=1, le=1440)
    note: str = asked("Note", "no child by name", default="", rows=3)


class OtherWork(OtherWorkFields, table=True):
    """One piece of the IRO's other work."""

    __tablename__ = "other_work"

    id: str = key()
