"""One invented child, as every part of the story knows her or him."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from random import Random

from iro_tui.demo.book import Book
from iro_tui.demo.parts import Part
from iro_tui.demo.phrases import Line, Phrases
from iro_tui.demo.timeline import Timeline
from iro_tui.rules.dates import age

_PRONOUNS = {"SHE": ("She", "her", "her"), "HE": ("He", "his", "him"), "THEY": ("They", "their", "them")}
"""They (before a past tense or would), their, them."""


@dataclass
class Telling:
    """What the whole story is told with."""

    book: Book
    phrases: Phrases
    chance: Random
    today: date
    since: date
    """Two years back: what lies before came with the import and has no words."""

    def one_of(self, shares: Mapping[str, int]) -> str:
        """One of the keys, in proportion to their numbers."""
        return self.chance.choices(list(shares), list(shares.values()))[0]

    def perhaps(self, share: float) -> bool:
        """True in this share of cases."""
        return self.chance.random() < share


@dataclass(frozen=True)
class Home:
    """Where the child lived for a time."""

    kind: str
    provider: str
    since: date
    until: date | None
    carer: str
    """As the child says it: Denise, Nan, Mum, or the first name of the key worker."""
    carers: tuple[str, ...]
    """Full names of the grown-ups there."""
    place: str
    """The name of a house with staff; empty for a family."""
    phone: str
    postcode: str

    @property
    def needs(self) -> frozenset[str]:
        """What may be said of living here."""
        if self.kind.startswith("U"):
            return frozenset({"foster", "kin"} if self.kind in ("U1", "U2", "U3") else {"foster"})
        return frozenset({"P1": {"parents"}, "K2": {"residential"}}.get(self.kind, {"supported"}))


@dataclass(frozen=True)
class Worker:
    """The social worker for a time."""

    name: str
    team: str
    manager: str
    since: date
    until: date | None


@dataclass
class Life:
    """The facts of one child that the rows are told from."""

    part: Part
    time: Timeline
    age: int
    born: date
    id: str = ""
    sex: str = ""
    pronouns: str = ""
    group: str = ""
    """First letter of the group of ethnicity: W, M, A, B or O."""
    first_name: str = ""
    surname: str = ""
    known_as: str = ""
    uasc: bool = False
    family: frozenset[str] = frozenset()
    """Of `parent`, `dad` and `nan`, who is in touch."""
    siblings: list[Life] = field(default_factory=list)
    shares_home_with: Life | None = None
    home_word: str = ""
    homes: list[Home] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    schools: Mapping[str, str] = field(default_factory=dict)
    """Kind of school to its name."""
    said: set[tuple[str, str]] = field(default_factory=set)
    """Which phrases were used for this child."""

    @property
    def called(self) -> str:
        """Known-as, else the first name."""
        return self.known_as or self.first_name

    def home_on(self, day: date) -> Home:
        """Where the child lived on a day."""
        return next((home for home in reversed(self.homes) if home.since <= day), self.homes[0])

    def worker_on(self, day: date) -> Worker:
        """Who the social worker was on a day."""
        return next((worker for worker in reversed(self.workers) if worker.since <= day), self.workers[0])

    def school_on(self, day: date) -> str:
        """Nursery, school or college on a day; empty for the very young."""
        return self.schools.get(school_kind(age(self.born, day)), "")

    def needs_on(self, day: date) -> frozenset[str]:
        """What applies to the child on a day, for picking lines."""
        years = age(self.born, day)
        found = set(self.home_on(day).needs | self.family)
        if self.uasc:
            found.add("uasc")
        if self.siblings:
            found.add("sibling")
        if self.school_on(day):
            found.add("college" if years >= 16 else "school" if years >= 4 else "nursery")
        return frozenset(found)

    def words_on(self, day: date) -> dict[str, str]:
        """What stands for the names in braces on a day."""
        home = self.home_on(day)
        they, their, them = _PRONOUNS[self.pronouns]
        return {
            "called": self.called,
            "carer": home.carer,
            "worker": self.worker_on(day).name.split()[0],
            "school": self.school_on(day),
            "home": home.place or "home",
            "sibling": self.siblings[0].called if self.siblings else "",
            "They": they,
            "they": they.lower(),
            "their": their,
            "them": them,
        }

    def draw(
        self, telling: Telling, name: str, day: date, *, count: int = 1, text: str = "text", **among: str
    ) -> list[Line]:
        """Lines of a file that fit the child on a day, not used for this child before."""
        return telling.phrases.draw(
            name, age(self.born, day), self.needs_on(day), self.said, among=among, text=text, count=count
        )

    def say(self, telling: Telling, name: str, day: date, **among: str) -> str:
        """One line of a file in this child's words; empty when none is left that fits."""
        found = telling.phrases.draw(name, age(self.born, day), self.needs_on(day), self.said, among=among)
        return self.fill(found[0]["text"], day) if found else ""

    def fill(self, text: str, day: date) -> str:
        """A line with the names of this child's life in it."""
        return text.format_map(self.words_on(day))


def school_kind(years: int) -> str:
    """Which kind of school goes with an age."""
    if years < 3:
        return ""
    return "NURSERY" if years < 4 else "PRIMARY" if years < 11 else "SECONDARY" if years < 16 else "COLLEGE"
