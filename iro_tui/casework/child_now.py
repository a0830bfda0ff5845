"""How things stand for one child now: promises, plan, health, school, safety, people, wishes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.child_record import ChildRecord, Row
from iro_tui.casework.child_story import is_closed, is_late
from iro_tui.casework.signs import Sign
from iro_tui.casework.talk_wanted import talk_wanted
from iro_tui.casework.visitor import visitor_owed
from iro_tui.casework.words import home_word, ordinal, short_name
from iro_tui.casework.you_said import views_of
from iro_tui.errors import BadInput
from iro_tui.rules.codes import codes, label
from iro_tui.rules.dates import say_date, say_due, say_span
from iro_tui.rules.safeguards import dual_days
from iro_tui.rules.working_days import add_months

if TYPE_CHECKING:
    from iro_tui.casework.siblings import Sibling

WISHES = 3
"""How many things the child said stand among the wishes (P)."""

OWN_WORDS = 6
"""How many of the words a child has for things stand on the page (P)."""


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
    table: str = ""
    """The table of the entry it is read from; `child` for a fact, or for another child. `view_answer` without
    an id is all that the child said, `consultation` without one a talk that is still wanted."""
    subject_id: str = ""
    field: str = ""
    """The fact it is, where the table is `child`; empty for another child."""


@dataclass(frozen=True, slots=True)
class NowGroup:
    """Lines of one kind under a title."""

    key: str
    """`promises`, `plan`, `health`, `safety`, `people`, `siblings`, `wishes` or `letters`."""
    title: str
    """`Promises`, `Plan`, `Her wishes`."""
    rows: tuple[NowRow, ...]


def how_things_stand(record: ChildRecord, siblings: Sequence[Sibling], today: date) -> tuple[NowGroup, ...]:
    """What there is to know at a glance; only groups that have rows.

    Args:
        record: every row about the child.
        siblings: brothers and sisters on this caseload.
        today: the day that decides what runs and what is late.
    """
    whose = {"SHE": "Her", "HE": "His", "THEY": "Their"}.get(record.child["pronouns"])
    groups: tuple[tuple[str, str, Iterator[NowRow]], ...] = (
        ("promises", "Promises", _promises(record, today)),
        ("plan", "Plan", _plan(record, today)),
        ("health", "Health and school", _health_and_school(record, today)),
        ("safety", "Safety and court", _safety_and_court(record, today)),
        ("immigration", "Immigration", _immigration(record, today)),
        ("people", "People", _people(record, today)),
        ("siblings", "Brothers and sisters", _siblings(siblings)),
        ("wishes", f"{whose} wishes" if whose else "Wishes", _wishes(record, today)),
        ("letters", "Words and letters", _letters(record)),
    )
    found = (NowGroup(key, title, tuple(rows)) for key, title, rows in groups)
    return tuple(group for group in found if group.rows)


def _promises(record: ChildRecord, today: date) -> Iterator[NowRow]:
    """Open decisions of every review, late ones first, then by date; those without a date last."""
    rows = [row for row in record.tables["decision"] if not is_closed(row)]
    rows.sort(key=lambda row: (not is_late(row, today), row["by_when"] or date.max, row["position"]))
    for row in rows:
        yield _promise(row, "decision", row["starting"], today)


def _promise(row: Row, table: str, starting: bool, today: date) -> NowRow:
    by_when = row["by_when"]
    late = by_when is not None and by_when < today and not starting
    going: dict[str, Sign] = {"PART": "slipping", "NOT_DONE": "stuck"}
    if by_when is None:
        value, when = "no date", ""
    elif starting:
        value = f"{'since' if by_when <= today else 'from'} {say_date(by_when, today)}"
        when = ""
    else:
        value, when = _how_far(by_when, today), f"by {say_date(by_when, today)}"
    second = ", ".join(part for part in (short_name(row["who"]), when) if part)
    sign: Sign = "late" if late else going.get(row["status"], "open")
    return NowRow(sign, row["text"], value, late, second, table=table, subject_id=row["id"])


def _how_far(day: date, today: date) -> str:
    """`in 8 wd`; nothing for a day so far off that its bank holidays are not known."""
    try:
        return say_due(day, today)
    except BadInput:
        return ""


def _plan(record: ChildRecord, today: date) -> Iterator[NowRow]:
    plan = codes("permanence_plan").get(record.child["permanence"])
    if plan:
        yield _fact(record, "permanence", "Care plan", plan.label)
    status = _running(record.tables["legal_status"], "started_on", today)
    legal = codes("legal_status").get(status["code"]) if status else None
    if status and legal:
        yield _of(status, "legal_status", "Legal", legal.short)
    home = _running(record.tables["placement"], "started_on", today)
    if home and home_word(home["kind"]):
        since = f", {say_span(home['started_on'], today)}" if home["started_on"] else ""
        yield _of(home, "placement", "Home", f"{home_word(home['kind'])}{since}")
    steps = record.tables["pathway_step"]
    for code in codes("pathway_step"):
        step = _last([row for row in steps if row["kind"] == code], "done_on", today)
        if step:
            words = label("pathway_step", code)
            yield _of(step, "pathway_step", words, say_date(step["done_on"], today))


def _health_and_school(record: ChildRecord, today: date) -> Iterator[NowRow]:
    health = _last(record.tables["health_assessment"], "held_on", today)
    if health:
        report = "" if health["report_on"] else ", no report yet"
        said = f"{say_date(health['held_on'], today)}{report}"
        yield _of(health, "health_assessment", "Health", said)
    for row in record.tables["recommendation"]:
        if not is_closed(row):
            yield _promise(row, "recommendation", False, today)
    sdq = _last(record.tables["sdq"], "answered_on", today)
    if sdq:
        score = "no score" if sdq["score"] is None else str(sdq["score"])
        yield _of(sdq, "sdq", "SDQ", f"{score}, {say_date(sdq['answered_on'], today)}")
    school = _running(record.tables["schooling"], "started_on", today)
    if school:
        said = ", ".join(part for part in (school["name"], school["year_group"]) if part)
        yield _of(school, "schooling", "School", said)
        if school["support"] not in ("", "NONE"):
            yield _of(school, "schooling", "Support", label("school_support", school["support"]))
    pep = _last(record.tables["pep"], "held_on", today)
    if pep:
        there = "" if pep["attendance"] is None else f", attendance {pep['attendance']} %"
        yield _of(pep, "pep", "PEP", f"{say_date(pep['held_on'], today)}{there}")


def _safety_and_court(record: ChildRecord, today: date) -> Iterator[NowRow]:
    plan = _running(record.tables["protection_plan"], "started_on", today)
    if plan:
        in_care = _running(record.tables["period_of_care"], "started_on", today)
        said = f"since {say_date(plan['started_on'], today)}"
        if in_care:
            days = dual_days((in_care["started_on"], None), (plan["started_on"], None), today)
            said = f"{days} day{'' if days == 1 else 's'} beside the care plan"
        yield _of(plan, "protection_plan", "CP plan", said)
        if plan["conference_on"]:
            yield _coming(plan, "protection_plan", "Conference", plan["conference_on"], today)
        elif in_care:
            yield _of(plan, "protection_plan", "Conference", "no day: ask for one")
    missing = _last(record.tables["missing_episode"], "gone_on", today)
    if missing:
        back = "" if missing["back_on"] and missing["back_on"] <= today else ", not back yet"
        said = f"{say_date(missing['gone_on'], today)}{back}"
        yield _of(missing, "missing_episode", "Missing", said, late=bool(back))
    for case in record.tables["proceedings"]:
        if case["started_on"] <= today and (case["ended_on"] is None or case["ended_on"] > today):
            stage = label("court_stage", case["stage"]) if case["stage"] else "open"
            yield _of(case, "proceedings", label("court_case", case["kind"]), stage)
            if case["next_on"]:
                yield _coming(case, "proceedings", "Hearing", case["next_on"], today)
            if case["guardian_on"]:
                yield _of(case, "proceedings", "Guardian spoken to", say_date(case["guardian_on"], today))
    panel = _last(record.tables["secure_panel"], "held_on", today)
    if panel:
        yield _of(panel, "secure_panel", "Secure panel", say_date(panel["held_on"], today))


def _immigration(record: ChildRecord, today: date) -> Iterator[NowRow]:
    status = _running(record.tables["immigration"], "started_on", today)
    if status:
        yield _of(status, "immigration", "Status", label("immigration_status", status["status"]))
        if status["next_on"]:
            what = status["next_what"] or "Next date"
            yield _coming(status, "immigration", what[:1].upper() + what[1:], status["next_on"], today)
        if status["ended_on"]:
            yield _coming(status, "immigration", "Runs out", status["ended_on"], today)
        solicitor = status["solicitor"] or "none on the record"
        yield _of(status, "immigration", "Solicitor", solicitor, late=not status["solicitor"])
    assessed = _last(record.tables["age_assessment"], "asked_on", today)
    if assessed:
        outcome = assessed["outcome"] if assessed["done_on"] else ""
        said = label("age_outcome", outcome) if outcome else "not finished"
        yield _of(assessed, "age_assessment", "Age assessment", said)


def _people(record: ChildRecord, today: date) -> Iterator[NowRow]:
    """Worker and carer, then everybody else who is there now, then the help to be heard."""
    people = record.tables["person"]
    here = [
        row
        for row in people
        if (row["until_on"] is None or row["until_on"] > today)
        and (row["from_on"] is None or row["from_on"] <= today)
    ]
    roles = codes("person_role")
    worker = _running([row for row in here if row["role"] == "SOCIAL_WORKER"], "from_on", today, "until_on")
    if worker:
        said = f"{short_name(worker['name'])}{_which_this_year(people, today)}"
        yield _of(worker, "person", "Social worker", said)
    home = _running(record.tables["placement"], "started_on", today)
    carer = home["carer"] if home else ""
    if home and carer:
        yield _of(home, "placement", "Carer", carer)
    for row in here:
        said_above = row is worker or (row["role"] == "CARER" and carer in (row["name"], row["child_calls"]))
        if not said_above:
            what = roles[row["role"]].label if row["role"] in roles else "Other"
            # Mum and Nan say who somebody is; a first name the name itself begins with does not.
            calls = "" if row["child_calls"] in row["name"] else row["child_calls"]
            yield _of(row, "person", calls or what, short_name(row["name"]))
    roles_here = {row["role"] for row in here}
    for role, code, rows in (
        ("ADVOCATE", "ADVOCATE", _advocate(record, today)),
        ("INDEPENDENT_VISITOR", "VISITOR", _visitor(record, today)),
    ):
        yield from _help(record, rows, code, role in roles_here, today)


def _help(
    record: ChildRecord, rows: Iterator[NowRow], code: str, named: bool, today: date
) -> Iterator[NowRow]:
    """What is on the record of an advocate or visitor, else when the child was last told of one."""
    found = tuple(rows)
    yield from found
    told = [row for row in record.tables["consultation"] if code in row["told"].split()]
    last = _last(told, "held_on", today)
    if not found and not named and last:
        who = "Advocate" if code == "ADVOCATE" else "Visitor"
        yield _of(last, "consultation", who, f"told {say_date(last['held_on'], today)}")


def _advocate(record: ChildRecord, today: date) -> Iterator[NowRow]:
    row = _last(record.tables["advocacy"], "asked_on", today)
    if row and (row["ended_on"] is None or row["ended_on"] > today):
        asked = f"asked for {say_date(row['asked_on'], today)}"
        said = {None: asked, True: row["advocate"] or row["provider"] or "granted", False: "refused"}
        yield _of(row, "advocacy", "Advocate", said[row["granted"]], late=row["granted"] is False)


def _visitor(record: ChildRecord, today: date) -> Iterator[NowRow]:
    row = _last(record.tables["independent_visitor"], "considered_on", today)
    if row and (row["ended_on"] is None or row["ended_on"] > today):
        if row["started_on"]:
            said = row["name"] or f"since {say_date(row['started_on'], today)}"
        elif row["asked_on"]:
            said = f"asked for {say_date(row['asked_on'], today)}"
        else:
            words = {True: "wanted", False: "not wanted", None: "talked about"}
            said = f"{words[row['wanted']]} {say_date(row['considered_on'], today)}"
        yield _of(row, "independent_visitor", "Visitor", said, late=visitor_owed(row, today))


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


def _siblings(siblings: Sequence[Sibling]) -> Iterator[NowRow]:
    for each in siblings:
        said = f"{each.age}, left this caseload" if each.left else str(each.age)
        yield NowRow("", each.name, said, table="child", subject_id=each.child_id)


def _wishes(record: ChildRecord, today: date) -> Iterator[NowRow]:
    """A talk still wanted; then what the child said, what waits for an answer first, with what came of it."""
    wanted = talk_wanted(record, today)
    if wanted:
        yield NowRow("ask", wanted.words, "", second=wanted.why, table="consultation")
    said = views_of(record)
    for view in said[:WISHES]:
        outcome = codes("view_outcome").get(view.outcome)
        sign: Sign = "open" if view.open else "done"
        value = outcome.short if outcome else "no answer"
        # What a review says about wishes is the IRO's account, not the child's own words.
        own = view.source != "review"
        yield NowRow(sign, view.words, value, quote=own, table=view.source, subject_id=view.source_id)
    waits = sum(view.open for view in said[WISHES:])
    if waits:
        yield NowRow("", "More with no answer", str(waits), table="view_answer")


def _letters(record: ChildRecord) -> Iterator[NowRow]:
    """What changes a letter, and the child's own words for people, places and things."""
    child = record.child
    needs = [label("letter_need", code) for code in child["letter_needs"].split()]
    if needs:
        yield _fact(record, "letter_needs", "Needs", ", ".join(needs))
    if child["reading_support"]:
        yield _fact(record, "reading_support", "Reading support", "yes")
    if child["reader_age"] is not None:
        yield _fact(record, "reader_age", "Write for age", str(child["reader_age"]))
    for field, title in (("interpreter", "Interpreter"), ("home_word", "Home is called")):
        if child[field]:
            yield _fact(record, field, title, child[field])
    if child["communication"].strip():
        yield _fact(record, "communication", "Communication", " ".join(child["communication"].split()))
    for row in record.tables["own_word"][:OWN_WORDS]:
        yield NowRow("", row["word"], row["means"], quote=True, table="own_word", subject_id=row["id"])


def _of(row: Row, table: str, words: str, said: str, *, late: bool = False) -> NowRow:
    return NowRow("", words, said, late, table=table, subject_id=row["id"])


def _fact(record: ChildRecord, field: str, words: str, said: str) -> NowRow:
    return NowRow("", words, said, table="child", subject_id=record.child["id"], field=field)


def _coming(row: Row, table: str, words: str, day: date, today: date) -> NowRow:
    """A day ahead; one that has passed asks to be brought up to date."""
    passed = day < today
    said = f"{say_date(day, today)}, passed" if passed else say_date(day, today)
    return _of(row, table, words, said, late=passed)


def _running(rows: Sequence[Row], began: str, today: date, ended: str = "ended_on") -> Row | None:
    """The newest row that has begun and not ended; an unknown start is the oldest."""
    now = [
        row
        for row in rows
        if (row[began] is None or row[began] <= today) and (row[ended] is None or row[ended] > today)
    ]
    return max(now, key=lambda row: row[began] or date.min) if now else None


def _last(rows: Sequence[Row], day: str, today: date) -> Row | None:
    """The newest row up to today."""
    past = [row for row in rows if row[day] <= today]
    return max(past, key=lambda row: (row[day], row["id"])) if past else None
