"""One child: the facts, the story newest first, and how things stand now; only what is on the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.child_story import (
    StoryItem,
    StoryLine,
    StoryPart,
    is_closed,
    is_late,
    story,
)
from iro_tui.casework.due import next_review_of
from iro_tui.casework.due_before import midway_done, midway_of
from iro_tui.casework.files import File, open_files
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import home_word, ordinal, short_name
from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age, say_date, say_due, say_span
from iro_tui.rules.working_days import add_months

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
]

WISHES = 3
"""How many of the child's own words stand among the wishes, newest first (P)."""


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


def child_page(session: Session, child_id: str, today: date) -> ChildPage:
    """What is on the record of one child, open or closed.

    Raises:
        BadInput: the child is not here any more.
    """
    record = child_record(session, child_id)
    file = open_files(session, today, [child_id])[child_id]
    groups = (
        NowGroup("promises", "Promises", _promises(record, today)),
        NowGroup("plan", "Plan", tuple(_plan(file, today))),
        NowGroup("people", "People", tuple(_people(record, file, today))),
        NowGroup("wishes", _wishes_title(file), _wishes(record, today)),
    )
    return ChildPage(
        child_id=child_id,
        mosaic_id=file.child.mosaic_id,
        name=file.child.name,
        called=file.child.called,
        age=age(file.child.born, today),
        who=tuple(_who(file, today)),
        stands=tuple(_stands(file, today)),
        story=story(record, today),
        now=tuple(group for group in groups if group.rows),
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


def _promises(record: ChildRecord, today: date) -> tuple[NowRow, ...]:
    """Open decisions of every review, late ones first, then by date; those without a date last."""
    rows = [row for row in record.tables["decision"] if not is_closed(row)]
    rows.sort(key=lambda row: (not is_late(row, today), row["by_when"] or date.max, row["position"]))
    return tuple(_promise(row, today) for row in rows)


def _promise(row: Row, today: date) -> NowRow:
    by_when, late = row["by_when"], is_late(row, today)
    going: dict[str, Sign] = {"PART": "slipping", "NOT_DONE": "stuck"}
    if by_when is None:
        value, when = "no date", ""
    elif row["starting"]:
        value = f"{'since' if by_when <= today else 'from'} {say_date(by_when, today)}"
        when = ""
    else:
        value, when = _how_far(by_when, today), f"by {say_date(by_when, today)}"
    second = ", ".join(part for part in (short_name(row["who"]), when) if part)
    sign: Sign = "late" if late else going.get(row["status"], "open")
    return NowRow(sign, row["text"], value, late, second, subject_id=row["id"])


def _how_far(day: date, today: date) -> str:
    """`in 8 wd`; nothing for a day so far off that its bank holidays are not known."""
    try:
        return say_due(day, today)
    except BadInput:
        return ""


def _plan(file: File, today: date) -> Iterator[NowRow]:
    plan = codes("permanence_plan").get(file.child.permanence)
    if plan:
        yield NowRow("", "Care plan", plan.label)
    legal = codes("legal_status").get(file.legal.what) if file.legal else None
    if legal:
        yield NowRow("", "Legal", legal.short)
    if file.home and home_word(file.home.what):
        since = f", {say_span(file.home.since, today)}" if file.home.since else ""
        yield NowRow("", "Home", f"{home_word(file.home.what)}{since}")


def _people(record: ChildRecord, file: File, today: date) -> Iterator[NowRow]:
    """Worker and carer, then everybody else who is there now, then what was told about an advocate."""
    people = record.tables["person"]
    here = [
        row
        for row in people
        if (row["until_on"] is None or row["until_on"] > today)
        and (row["from_on"] is None or row["from_on"] <= today)
    ]
    roles = codes("person_role")
    if file.worker:
        yield NowRow("", "Social worker", f"{short_name(file.worker.what)}{_which_this_year(people, today)}")
    if file.home and file.home.carer:
        yield NowRow("", "Carer", file.home.carer)
    carer = file.home.carer if file.home else ""
    for row in here:
        said_above = row["role"] == "SOCIAL_WORKER" or (
            row["role"] == "CARER" and carer in (row["name"], row["child_calls"])
        )
        if not said_above:
            what = roles[row["role"]].label if row["role"] in roles else "Other"
            # Mum and Nan say who somebody is; a first name the name itself begins with does not.
            calls = "" if row["child_calls"] in row["name"] else row["child_calls"]
            yield NowRow("", calls or what, short_name(row["name"]), subject_id=row["id"])
    roles_here = {row["role"] for row in here}
    for role, code, label in (
        ("ADVOCATE", "ADVOCATE", "Advocate"),
        ("INDEPENDENT_VISITOR", "VISITOR", "Visitor"),
    ):
        told = [row["held_on"] for row in record.tables["consultation"] if code in row["told"].split()]
        if role not in roles_here and told:
            yield NowRow("", label, f"told {say_date(max(told), today)}")


def _which_this_year(people: Sequence[Row], today: date) -> str:
    """`, 3rd this year` when there was more than one social worker in the last twelve months."""
    a_year_ago = add_months(today, -12)
    workers = {
        row["name"]
        for row in people
        if row["role"] == "SOCIAL_WORKER"
        and (row["until_on"] is None or row["until_on"] > a_year_ago)
        and (row["from_on"] is None or row["from_on"] <= today)
    }
    return f", {ordinal(len(workers))} this year" if len(workers) > 1 else ""


def _wishes_title(file: File) -> str:
    whose = {"SHE": "Her", "HE": "His", "THEY": "Their"}.get(file.child.pronouns)
    return f"{whose} wishes" if whose else "Wishes"


def _wishes(record: ChildRecord, today: date) -> tuple[NowRow, ...]:
    talks = [row for row in record.tables["consultation"] if row["own_words"].strip()]
    newest = sorted(talks, key=lambda row: row["held_on"], reverse=True)[:WISHES]
    return tuple(
        NowRow("", row["own_words"], say_date(row["held_on"], today), quote=True, subject_id=row["id"])
        for row in newest
    )
