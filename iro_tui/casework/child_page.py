"""One child: the facts, the story newest first, and how things stand now; only what is on the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.casework.child_now import NowGroup, NowRow, how_things_stand
from iro_tui.casework.child_record import ChildRecord, child_record
from iro_tui.casework.child_story import StoryItem, StoryLine, StoryPart, story
from iro_tui.casework.due import next_review_of
from iro_tui.casework.due_before import midway_done, midway_of
from iro_tui.casework.files import File, open_files
from iro_tui.casework.siblings import Sibling, linked_children
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import home_word
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, say_date, say_due, say_span

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = [
    "ChildPage",
    "Fact",
    "NowGroup",
    "NowRow",
    "StoryItem",
    "StoryLine",
    "StoryPart",
    "child_page",
    "page_of",
]


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


def child_page(session: Session, child_id: str, today: date) -> ChildPage:
    """What is on the record of one child, open or closed.

    Raises:
        BadInput: the child is not here any more.
    """
    record = child_record(session, child_id)
    file = open_files(session, today, [child_id])[child_id]
    return page_of(record, file, linked_children(session, child_id, today), today)


def page_of(record: ChildRecord, file: File, siblings: Sequence[Sibling], today: date) -> ChildPage:
    """The page of a record that has been read, as it stands now or as it stood on a day.

    Args:
        record: every row about the child.
        file: the same, as the lists see it.
        siblings: brothers and sisters on this caseload.
        today: the day it is judged on.
    """
    return ChildPage(
        child_id=file.child.id,
        mosaic_id=file.child.mosaic_id,
        name=file.child.name,
        called=file.child.called,
        age=age(file.child.born, today),
        who=tuple(_who(file, today)),
        stands=(*_passed_on(record, today), *_stands(file, today)),
        story=story(record, today),
        now=how_things_stand(record, siblings, today),
    )


def _who(file: File, today: date) -> Iterator[Fact]:
    child = file.child
    if child.known_as and child.known_as != child.first_name:
        yield Fact("first name", child.first_name)
    if child.pronouns in codes("pronouns"):
        yield Fact("", codes("pronouns")[child.pronouns].label)
    yield Fact("born", say_date(child.born), short=False)
    yield Fact("Mosaic", child.mosaic_id)
    if child.closed_on is not None and child.closed_on <= today:
        yield Fact("left this caseload", say_date(child.closed_on, today))
    if file.looked_after_since:
        yield Fact("looked after", say_span(file.looked_after_since, today))
    elif file.left_care_on:
        yield Fact("left care", say_date(file.left_care_on, today))
    else:
        yield Fact("looked after since", "not on the record", sign="ask")
    if file.home and home_word(file.home.what):
        yield Fact("", home_word(file.home.what))


def _passed_on(record: ChildRecord, today: date) -> Iterator[Fact]:
    """Who has the child now, where that is another IRO, alone or for cover."""
    passings = sorted(record.tables.get("handover", ()), key=lambda row: row["number"])
    if passings and passings[-1]["way"] == "OUT":
        last = passings[-1]
        words = "also with" if last["cover"] else "now with"
        value = f"{last['who'] or 'another IRO'} since {say_date(last['passed_on'], today)}"
        yield Fact(words, value, "", "ask")


def _stands(file: File, today: date) -> Iterator[Fact]:
    holidays = file.settings.holidays
    midway = midway_of(file, today)
    if midway_done(file) and file.last_midway:
        yield Fact("midway", say_date(file.last_midway, today), "done", "done")
    elif midway:
        due = midway[0].due
        yield Fact("midway", say_date(due, today), say_due(due, today, holidays), _nearness(due, today))
    review = next_review_of(file, today)
    if review:
        sign: Sign = "late" if review.late else "ask" if review.sign == "ask" else ""
        yield Fact("next review", say_date(review.due, today), say_due(review.due, today, holidays), sign)
    if file.last_talk:
        alone = ", alone" if file.last_talk == file.last_talk_alone else ""
        yield Fact("", f"talked {say_date(file.last_talk, today)}{alone}", "", "done", short=False)
    else:
        yield Fact("talked", "not on the record", "", "open", short=False)


def _nearness(due: date, today: date) -> Sign:
    if due < today:
        return "late"
    return "today" if due <= today + timedelta(days=1) else "coming"
