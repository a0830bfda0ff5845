"""The people around a child."""

from datetime import date
from typing import ClassVar

from iro_tui.record.base import Noun, Shape, asked, belongs_to, key


class PersonFields(Shape):
    """Somebody in the child's life or work; workers have a from and an until, so changes can be counted."""

    NOUN: ClassVar[Noun] = Noun("Person", part="People", since="from_on", until="until_on", follow=True)

    name: str = asked("Name", min_length=1, limit=120)
    role: str = asked("Role", choices="person_role")
    child_calls: str = asked("The child says", "Nan, Auntie Jo, my worker", default="", limit=60)
    team: str = asked("Team", default="", limit=80)
    phone: str = asked("Phone", default="", limit=40)
    email: str = asked("Email", default="", limit=120)
    may_be_told: str = asked("May be told", "what this person may know", default="", rows=2)
    invited: bool | None = asked("Invited to reviews", default=None)
    from_on: date | None = asked("From", default=None)
    until_on: date | None = asked("Until", default=None)


class Person(PersonFields, table=True):
    """One person around one child."""

    id: str = key()
    child_id: str = belongs_to("child")
