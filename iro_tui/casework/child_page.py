"""One child: the facts, the story newest first, and how things stand now; only what is on the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from iro_tui.casework.signs import Sign


@dataclass(frozen=True, slots=True)
class Fact:
    """One piece of a fact row."""

    label: str
    """Muted: `known as`; may be empty."""
    value: str
    """`Mimi`."""
    after: str = ""
    """Muted, or in the colour of the sign: `in 50 wd`, `12 wd late`."""
    sign: Sign = ""
    short: bool = True
    """False for a piece that goes first when the terminal is narrow."""


@dataclass(frozen=True, slots=True)
class StoryPart:
    """A stretch of a story line with its own sign: `1 done`."""

    text: str
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One line under the first line of a story item."""

    text: str
    sign: Sign = ""
    quote: bool = False
    """The child's own words, word for word and without quotation marks."""
    parts: tuple[StoryPart, ...] = ()
    """Pieces that follow the text, each with its sign: `4 decisions:` then `1 done`, `1 late`, `2 open`."""


@dataclass(frozen=True, slots=True)
class StoryItem:
    """One thing that happened."""

    on: date
    kind: str
    """REVIEW, TALK, MIDWAY, ALERT, MOVE, LEGAL, LETTER, CARE."""
    word: str
    """At most 8 cells: `Review 5`, `Talked`, `Moved`."""
    first: str
    rest: tuple[StoryLine, ...]
    subject_id: str


@dataclass(frozen=True, slots=True)
class NowRow:
    """One line of how things stand."""

    sign: Sign
    label: str
    value: str
    late: bool = False
    second: str = ""
    """A muted second line: `G. Adeyemi, by Fri 6 Nov`; may be empty."""
    quote: bool = False
    """The label is the child's own words."""
    subject_id: str = ""


@dataclass(frozen=True, slots=True)
class NowGroup:
    """Lines of one kind under a title."""

    key: str
    """`promises`, `plan`, `people` or `wishes`."""
    title: str
    """`Promises`, `Plan`, `People`, `Her wishes`."""
    rows: tuple[NowRow, ...]


@dataclass(frozen=True, slots=True)
class ChildPage:
    """What the child's page shows."""

    child_id: str
    mosaic_id: str
    name: str
    """First name as called, and surname."""
    called: str
    age: int
    who: tuple[Fact, ...]
    """The first fact row: who the child is."""
    stands: tuple[Fact, ...]
    """The second fact row: midway, next review, last talk."""
    story: tuple[StoryItem, ...]
    """Newest first."""
    now: tuple[NowGroup, ...]
    """Only groups that have rows."""
