"""What the record holds of a child since the last review: what a midway is judged by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from iro_tui.casework.child_record import ChildRecord, Row
from iro_tui.casework.files import NO_TALK
from iro_tui.casework.signs import Sign
from iro_tui.casework.words import home_word
from iro_tui.errors import BadInput
from iro_tui.record.nouns import shape_named
from iro_tui.rules.dates import age, say_date
from iro_tui.rules.due import Due
from iro_tui.rules.health import review_health_assessment
from iro_tui.rules.school import next_pep
from iro_tui.rules.visits import GENERAL, TO_EIGHTEEN, next_visit

SCHOOL_FROM, SCHOOL_TO = 3, 17
"""Ages in years, both included, at which a PEP is looked for (P)."""


@dataclass(frozen=True, slots=True)
class SinceLine:
    """One line of how things stand since the last review."""

    label: str
    """At most 13 cells: `Worker visits`."""
    value: str
    sign: Sign
    behind: tuple[str, ...] = ()
    """The entries it rests on, newest first, each with its date; empty where there are none."""


def since_review(record: ChildRecord, since: date | None, today: date) -> tuple[SinceLine, ...]:
    """Visits, health, school plan, home, missing, events, talks and alerts, in that order.

    Args:
        record: everything about the child.
        since: the day the last review was held; None when none was, and then everything counts.
        today: the day that stands in for today.
    """
    return tuple(_lines(record, since or date.min, today))


def _lines(record: ChildRecord, since: date, today: date) -> Iterator[SinceLine]:
    yield _visits(record, since, today)
    yield _health(record, today)
    if SCHOOL_FROM <= age(record.child["born"], today) <= SCHOOL_TO:
        yield _pep(record, today)
    yield _home(record, since, today)
    yield _counted(record, since, today, "missing_episode", "gone_on", "Missing", "late")
    yield _counted(record, since, today, "event", "known_on", "Events", "today")
    yield _talks(record, since, today)
    yield _alerts(record, today)


def _rows(record: ChildRecord, table: str, day: str, since: date, today: date) -> list[Row]:
    """Rows of a table from after a day up to today, newest first."""
    return [row for row in reversed(record.tables[table]) if row[day] and since < row[day] <= today]


def _said(table: str, day: str, rows: list[Row], today: date) -> tuple[str, ...]:
    shape = shape_named(table)
    words = ((row[day], shape.model_validate(dict(row)).in_a_line()) for row in rows)
    return tuple(f"{say_date(on, today)}: {said}" if said else say_date(on, today) for on, said in words)


def _quietly(make: Callable[[], Due | None]) -> Due | None:
    """A due date; None where the record holds a date that cannot be counted from."""
    try:
        return make()
    except BadInput:
        return None


def _home_now(record: ChildRecord, today: date) -> Row | None:
    here = [
        row
        for row in record.tables["placement"]
        if row["started_on"] <= today and (row["ended_on"] is None or row["ended_on"] > today)
    ]
    return max(here, key=lambda row: row["started_on"], default=None)


def _visits(record: ChildRecord, since: date, today: date) -> SinceLine:
    rows = _rows(record, "visit", "visited_on", since, today)
    if not rows:
        every = bool(record.tables["visit"])
        return SinceLine("Worker visits", "none on the record", "ask" if every else "open")
    home = _home_now(record, today)
    late = False
    if home is not None:
        case = home["visits"] or (TO_EIGHTEEN if home["lasts"] else GENERAL)
        last = max(rows[0]["visited_on"], home["started_on"])
        due = _quietly(
            lambda: next_visit(
                case, home["started_on"], last, first_review_held=since, settings=record.settings
            )
        )
        late = due is not None and due.due < today
    newest = say_date(rows[0]["visited_on"], today)
    value = f"{len(rows)}, last {newest}" if len(rows) > 1 else newest
    return SinceLine(
        "Worker visits",
        f"{value}, next is late" if late else value,
        "late" if late else "done",
        _said("visit", "visited_on", rows, today),
    )


def _health(record: ChildRecord, today: date) -> SinceLine:
    rows = _rows(record, "health_assessment", "held_on", date.min, today)
    if not rows:
        return SinceLine("Health", "none on the record", "open")
    last = rows[0]["held_on"]
    due = _quietly(lambda: review_health_assessment(last, record.child["born"], record.settings))
    open_ = sum(
        row["status"] not in ("DONE", "CHANGED", "DROPPED") for row in record.tables["recommendation"]
    )
    late = due is not None and due.due < today
    words = f"{say_date(last, today)}, next is late" if late else say_date(last, today)
    return SinceLine(
        "Health",
        f"{words}, {open_} to do" if open_ else words,
        "late" if late else "done",
        _said("health_assessment", "held_on", rows, today),
    )


def _pep(record: ChildRecord, today: date) -> SinceLine:
    rows = _rows(record, "pep", "held_on", date.min, today)
    if not rows:
        return SinceLine("PEP", "none on the record", "open")
    last = rows[0]["held_on"]
    due = _quietly(lambda: next_pep(last, record.settings))
    late = due is not None and due.due < today
    words = f"{say_date(last, today)}, next is late" if late else say_date(last, today)
    return SinceLine("PEP", words, "late" if late else "done", _said("pep", "held_on", rows, today))


def _home(record: ChildRecord, since: date, today: date) -> SinceLine:
    home = _home_now(record, today)
    moved = _rows(record, "placement", "started_on", since, today)
    if home is None:
        return SinceLine("Home", "not on the record", "open")
    where = home_word(home["kind"]) or "a placement"
    if not moved:
        return SinceLine("Home", f"the same: {where}", "done")
    behind = tuple(
        f"{say_date(row['started_on'], today)}: {home_word(row['kind']) or 'a placement'}" for row in moved
    )
    times = "moved" if len(moved) == 1 else f"moved {len(moved)} times, last"
    return SinceLine("Home", f"{times} {say_date(moved[0]['started_on'], today)}", "today", behind)


def _counted(
    record: ChildRecord, since: date, today: date, table: str, day: str, label: str, sign: Sign
) -> SinceLine:
    rows = _rows(record, table, day, since, today)
    if not rows:
        return SinceLine(label, "none", "")
    newest = say_date(rows[0][day], today)
    value = newest if len(rows) == 1 else f"{len(rows)}, last {newest}"
    return SinceLine(label, value, sign, _said(table, day, rows, today))


def _talks(record: ChildRecord, since: date, today: date) -> SinceLine:
    rows = [
        row for row in _rows(record, "consultation", "held_on", since, today) if row["kind"] not in NO_TALK
    ]
    if not rows:
        return SinceLine("Talked", "not since the review", "open")
    alone = ", alone" if rows[0]["alone"] else ""
    behind = tuple(f"{say_date(row['held_on'], today)}: {row['own_words'] or 'no words'}" for row in rows)
    return SinceLine("Talked", f"{say_date(rows[0]['held_on'], today)}{alone}", "done", behind)


def _alerts(record: ChildRecord, today: date) -> SinceLine:
    rows = [row for row in reversed(record.tables["alert"]) if row["closed_on"] is None]
    if not rows:
        return SinceLine("Alerts", "none open", "")
    behind = tuple(f"{say_date(row['raised_on'], today)}: {row['concern']}" for row in rows)
    value = rows[0]["concern"] if len(rows) == 1 else f"{len(rows)} open"
    return SinceLine("Alerts", value, "today", behind)


def lately_seen(record: ChildRecord, since: date | None, today: date) -> bool:
    """Whether a talk face to face since the last review is on the record."""
    from iro_tui.rules.codes import codes

    kinds = codes("consultation_kind")
    after = since or today - timedelta(days=182)
    rows = _rows(record, "consultation", "held_on", after, today)
    return any(kinds[row["kind"]].columns["face_to_face"] == "yes" for row in rows if row["kind"] in kinds)
