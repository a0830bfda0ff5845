"""What happened to one child, newest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from iro_tui.casework.alert_processes import the_process
from iro_tui.casework.child_record import ChildRecord, JudgedReview, Row
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import home_word, plain_letters, short_name
from iro_tui.errors import BadInput
from iro_tui.record.nouns import nouns, shape_named
from iro_tui.rules.clock import later_review, midway_due, second_review
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import say_date
from iro_tui.rules.escalation import Move, stage_of
from iro_tui.rules.events import said_of_asking
from iro_tui.rules.working_days import working_days_between

GOOD_PRACTICE = "GOOD"
"""The kind of alert that praises, and has no clock."""


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
    """REVIEW, TALK, MIDWAY, ALERT, MOVE, LEGAL, LETTER, CARE, or the name of the table of an entry."""
    word: str
    """At most 8 cells: `Review 5`, `Talked`, `Moved`."""
    first: str
    rest: tuple[StoryLine, ...]
    subject_id: str


def story(record: ChildRecord, today: date) -> tuple[StoryItem, ...]:
    """Everything that happened up to today, newest first."""
    items = [item for item in _all(record, today) if item.on <= today]
    return tuple(sorted(items, key=lambda item: (item.on, item.kind, item.subject_id), reverse=True))


def matching(items: Sequence[StoryItem], typed: str) -> tuple[StoryItem, ...]:
    """The items in which every typed word is found, in the order they came.

    Looks in the word of the item, its lines, its kind and its day, ignoring case and accents.
    """
    words = plain_letters(typed).split()
    return tuple(item for item in items if all(word in _told_in(item) for word in words))


def _told_in(item: StoryItem) -> str:
    noun = nouns().get(item.kind)
    kind = noun.called if noun else item.kind
    parts = (part.text for line in item.rest for part in line.parts)
    lines = (line.text for line in item.rest)
    day = f"{say_date(item.on)} {item.on.year}"
    return plain_letters(" ".join([item.word, kind, item.first, *lines, *parts, day]))


def _all(record: ChildRecord, today: date) -> Iterator[StoryItem]:
    yield from (_review(each, record, today) for each in record.reviews if each.line.opened_on)
    yield from map(_talk, record.tables["consultation"])
    yield from (_midway(row, record) for row in record.tables["midway"])
    yield from (_alert(row, record, today) for row in record.tables["alert"])
    yield from _moves(record.tables["placement"])
    yield from map(_legal, record.tables["legal_status"])
    yield from _letters(record, today)
    yield from _care(record.tables["period_of_care"])
    yield from _entries(record)


def is_closed(decision: Row) -> bool:
    """Whether a decision needs nothing more: done, changed or dropped."""
    known = codes("decision_status").get(decision["status"])
    return known is not None and known.columns["closed"] == "yes"


def is_late(decision: Row, today: date) -> bool:
    """Whether an open decision is past its day; one that goes on from a day is not late after it."""
    by_when = decision["by_when"]
    return not is_closed(decision) and not decision["starting"] and by_when is not None and by_when < today


def _review(each: JudgedReview, record: ChildRecord, today: date) -> StoryItem:
    row, line = each.row, each.line
    called = record.child["known_as"] or record.child["first_name"]
    first = [
        _in_time(each),
        "not completed" if line.unfinished else "",
        row["participation"],
        {"CO": f"{called} co-chaired", "CHAIR": f"{called} chaired"}.get(row["chaired"], ""),
    ]
    number = "" if line.number is None else str(line.number)
    word = f"Review {number}" if len(number) < 2 else f"Rev {number}"
    decisions = [row for row in record.tables["decision"] if row["review_id"] == line.id]
    return StoryItem(
        on=line.opened_on or today,
        kind="REVIEW",
        word=word.strip(),
        first=_joined(first) or "held",
        rest=(_decisions(decisions, today),) if decisions else (),
        subject_id=line.id,
    )


def _in_time(each: JudgedReview) -> str:
    if each.in_time is None or each.limit is None or each.line.opened_on is None:
        return ""
    if each.in_time:
        return "on time"
    over = working_days_between(each.limit.due, each.line.opened_on, each.line.settings.holidays)
    return f"{over} wd late" if over > 0 else "late"


def _decisions(rows: Sequence[Row], today: date) -> StoryLine:
    late = sum(is_late(row, today) for row in rows)
    done = sum(row["status"] == "DONE" for row in rows)
    left = sum(is_closed(row) for row in rows) - done
    counted: list[tuple[int, str, Sign]] = [
        (done, "done", "done"),
        (late, "late", "late"),
        (len(rows) - done - left - late, "open", "open"),
        (left, "changed or dropped", ""),
    ]
    parts = tuple(StoryPart(f"{count} {word}", sign) for count, word, sign in counted if count)
    return StoryLine(f"{len(rows)} decision{'s' if len(rows) > 1 else ''}:", parts=parts)


_WAYS = {
    "ACTIVITY": "activity",
    "OBSERVED": "observed",
    "VIDEO": "video call",
    "PHONE": "by phone",
    "TEXT_EMAIL": "message from the child",
    "FORM": "form",
    "LETTER": "by letter",
    "ADVOCATE": "through an advocate",
    "VIA_OTHER": "through somebody else",
    "REFUSED": "said no to a talk",
    "NOT_REACHED": "not reached",
    "NOT_APPROPRIATE": "judged not right to ask",
}


def _talk(row: Row) -> StoryItem:
    why_not = f"not alone: {row['why_not_alone']}" if row["why_not_alone"] else "not alone"
    alone = {True: "alone", False: why_not}.get(row["alone"], "")
    rest = [
        StoryLine(row["own_words"], quote=True),
        StoryLine(f"Tried: {row['tried']}" if row["tried"] else ""),
        StoryLine(row["noticed"]),
        StoryLine(f"Not to be shared: {row['not_to_share']}" if row["not_to_share"] else "", "ask"),
    ]
    return StoryItem(
        on=row["held_on"],
        kind="TALK",
        word="Asked" if row["kind"] in NO_TALK else "Talked",
        first=_joined([_WAYS.get(row["kind"], ""), row["place"], alone]) or "recorded",
        rest=tuple(line for line in rest if line.text.strip()),
        subject_id=row["id"],
    )


_METHODS = {"MEETING": "in person", "TEAMS": "by Teams", "PHONE": "by phone", "EMAIL": "by email"}


def _midway(row: Row, record: ChildRecord) -> StoryItem:
    judgement = codes("judgement").get(row["judgement"])
    imported = row["source"] == "import"
    with_whom = f"with {short_name(row['with_whom'])}" if row["with_whom"] else ""
    way = "" if imported else _METHODS.get(row["method"], "file read")
    rest = [
        StoryLine(f"Judgement: {judgement.label.lower()}" if judgement and not imported else ""),
        StoryLine(row["worries"]),
        StoryLine(row["next_steps"]),
    ]
    return StoryItem(
        on=row["held_on"],
        kind="MIDWAY",
        word="Midway",
        first=_joined([_midway_in_time(row["held_on"], record), way, with_whom]) or "held",
        rest=tuple(line for line in rest if line.text.strip()),
        subject_id=row["id"],
    )


def _midway_in_time(held_on: date, record: ChildRecord) -> str:
    """Judged against the limit of the review that came next, as it was known then (practice.md 5).

    A review that is still to come counts from the day it is booked for, as its midway does on Today.
    """
    before = [each.line for each in record.reviews if each.line.held_on and each.line.held_on < held_on]
    if not before:
        return ""
    last = before[-1]
    start = last.held_on or held_on
    try:
        count = second_review if last.number == 1 else later_review
        following = count(start, settings=record.settings).due
        if record.reviews[-1].line.held_on is None:
            following = min(following, record.reviews[-1].line.booked_for or following)
        due = midway_due(start, following, record.settings).due
    except BadInput:
        return ""
    over = working_days_between(due, held_on, record.settings.holidays)
    return "on time" if held_on <= due else f"{over} wd late"


def _alert(row: Row, record: ChildRecord, today: date) -> StoryItem:
    if row["kind"] == GOOD_PRACTICE:
        return StoryItem(row["raised_on"], "ALERT", "Good", row["concern"], (), row["id"])
    process = the_process(record.processes, row["process"])
    moves = moves_of(record, row["id"])
    with_whom = process.with_whom(moves[-1].step if moves else process.steps[0].code).lower()
    outcome = codes("escalation_outcome").get(row["outcome"])
    if row["closed_on"] is not None:
        ended = (
            row["difference"]
            or f"{outcome.label if outcome else 'Closed'}, {say_date(row['closed_on'], today)}"
        )
        line = StoryLine(ended, "done")
    else:
        line = _stage(row, record, today)
    return StoryItem(
        row["raised_on"], "ALERT", "Alert", _joined([row["concern"], with_whom]), (line,), row["id"]
    )


def _stage(row: Row, record: ChildRecord, today: date) -> StoryLine:
    process, moves = the_process(record.processes, row["process"]), moves_of(record, row["id"])
    try:
        stage = stage_of(process, row["raised_on"], moves, today=today, settings=record.settings)
    except BadInput as error:
        return StoryLine(str(error), "ask")
    if stage.due is None:
        return StoryLine(stage.note, "open")
    sign: Sign = "late" if stage.due < today else "open"
    return StoryLine(f"{stage.note}, by {say_date(stage.due, today)}", sign)


def moves_of(record: ChildRecord, alert_id: str) -> tuple[Move, ...]:
    """The steps one alert took after raising; the decision is with the IRO and is left to `stage_of`."""
    return tuple(
        Move(row["step"], row["moved_on"])
        for row in record.tables["alert_move"]
        if row["alert_id"] == alert_id
    )


def _moves(placements: Sequence[Row]) -> Iterator[StoryItem]:
    for place, row in enumerate(placements):
        planned = {False: "not planned"}.get(row["planned"], "") if place else ""
        to = f"{'to ' if place else ''}{home_word(row['kind']) or 'a placement'}"
        with_whom = f"with {row['carer']}" if row["carer"] else ""
        asked = said_of_asking(row["child_asked"], row["iro_asked_on"] is not None) if place else ""
        first = _joined([" ".join(part for part in (to, with_whom) if part), planned, asked])
        yield StoryItem(row["started_on"], "MOVE", "Moved" if place else "Placed", first, (), row["id"])


def _legal(row: Row) -> StoryItem:
    known = codes("legal_status").get(row["code"])
    return StoryItem(
        row["started_on"], "LEGAL", "Legal", known.short if known else row["code"], (), row["id"]
    )


def _letters(record: ChildRecord, today: date) -> Iterator[StoryItem]:
    numbers = {each.line.id: each.line.number for each in record.reviews}
    of_letter = {row["id"]: numbers.get(row["review_id"]) for row in record.tables["letter"]}
    for row in record.tables["outbox_entry"]:
        if row["kind"] == "LETTER":
            number = of_letter.get(row["subject_id"])
            first = f"after review {number}" if number else "after a review"
            there = row["uploaded_on"]
            line = (
                StoryLine(f"on Mosaic since {say_date(there, today)}", "done")
                if there
                else StoryLine("not on Mosaic yet", "open")
            )
            yield StoryItem(row["made_on"], "LETTER", "Letter", first, (line,), row["id"])


def _care(periods: Sequence[Row]) -> Iterator[StoryItem]:
    for place, row in enumerate(periods):
        first = "came back into care" if place else "came into care"
        yield StoryItem(row["started_on"], "CARE", "In care", first, (), row["id"])
        if row["ended_on"] is not None:
            reason = codes("reason_episode_ceased").get(row["end_reason"])
            left = _joined(["left care", reason.short if reason else ""])
            yield StoryItem(row["ended_on"], "CARE", "Left", left, (), row["id"])


def _entries(record: ChildRecord) -> Iterator[StoryItem]:
    """Every entry that the story needs nothing else for than the entry itself."""
    for name, noun in nouns().items():
        if noun.word:
            shape = shape_named(name)
            for row in record.tables[name]:
                made = shape.model_validate(dict(row))
                said = made.child_said()
                rest = (StoryLine(said, quote=True),) if said else ()
                yield StoryItem(row[noun.day], name, noun.word, made.in_a_line(), rest, row["id"])


def _joined(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)
