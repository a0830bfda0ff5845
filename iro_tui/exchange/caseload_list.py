"""Bringing in the caseload list of the council: read, planned without writing, then written in one go."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from iro_tui.casework.children import profile
from iro_tui.casework.erasing import stubs
from iro_tui.casework.filled import filled
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange.cells import why_no_number
from iro_tui.exchange.columns import told_by
from iro_tui.exchange.compare import known_child, new_child
from iro_tui.exchange.compared import Compared, Kept
from iro_tui.exchange.kept_answers import changed_by_hand, kept_answers, write_answers
from iro_tui.exchange.listed import Listed, listed
from iro_tui.exchange.matching import Here, one_each
from iro_tui.exchange.plan import Added, Plan, SetAside, Write
from iro_tui.exchange.questions import KEEP, LATER, Option, Question, key_of
from iro_tui.exchange.sheet import Sheet, read_rows
from iro_tui.exchange.synonyms import plain
from iro_tui.exchange.whose_rows import rows_of
from iro_tui.record.base import Asker
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.court import Proceedings
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.midway import Midway
from iro_tui.record.missing import MissingEpisode
from iro_tui.record.nouns import shape_named
from iro_tui.record.person import Person
from iro_tui.record.review import Review

__all__ = ["Plan", "Sheet", "apply_plan", "plan_import", "read_rows"]

_ORDER = {
    "period_of_care": "started_on",
    "legal_status": "started_on",
    "placement": "started_on",
    "person": "from_on",
    "review": "opened_on",
    "midway": "held_on",
    "consultation": "held_on",
    "missing_episode": "gone_on",
    "proceedings": "started_on",
}
"""What is read of each child, and by which day it is put in order."""

_TABLES: Mapping[str, type[Any]] = {
    str(table.__tablename__): table
    for table in (
        Child,
        PeriodOfCare,
        LegalStatus,
        Placement,
        Person,
        Review,
        Midway,
        Consultation,
        MissingEpisode,
        Proceedings,
    )
}


@dataclass
class _Sorting:
    """The plan while it is made."""

    added: list[Added] = field(default_factory=list)
    compared: list[Compared] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)


def plan_import(
    session: Session, sheet: Sheet, today: date, answers: Mapping[str, str] | None = None
) -> Plan:
    """Work out what bringing in a list would change. Nothing is written.

    Children are matched by Mosaic number, and a row without one by name and date of birth. What cannot be
    read is asked or set aside with its row; the other rows can still be brought in.

    Args:
        session: an open session.
        sheet: the list.
        today: the day that stands in for today.
        answers: what the IRO has answered just now, by the key of the question; what was answered in an
            earlier import holds too.
    """
    sheet.refuse_missing()
    given = dict(answers or {})
    answers = kept_answers(session) | given
    everybody = kept_children(session)
    here = Here(everybody, sheet, answers, stubs(session))
    sorting = _Sorting()
    told = told_by(sheet, answers)
    sorting.questions += told.questions
    readable = _readable((listed(sheet, row, today, told, answers), row.surplus) for row in sheet.rows)
    sorting.set_aside += readable.set_aside
    me = profile(session)
    whose = rows_of(me.name if me else "", readable.rows, sheet.heading("iro"), answers)
    sorting.set_aside += whose.set_aside
    sorting.questions += whose.questions
    rows = one_each(whose.mine, sheet, answers)
    sorting.set_aside += rows.set_aside
    sorting.questions += rows.questions
    seen: set[str] = set()
    for found in rows.children:
        who = here.find(found)
        if who.kept is not None:
            seen.add(who.kept.child.mosaic_id)
        if who.question is not None:
            sorting.questions.append(who.question)
        elif who.aside or found.aside:
            sorting.set_aside.append(SetAside(found.row, who.aside or _aside(found, who.kept)))
        elif who.kept is not None:
            child = who.kept.child
            if not child.surname and plain(child.first_name) == plain(found.surname):
                found = _one_name(sheet, found, answers)
            _sort_known(sheet, found, who.kept, today, sorting, answers, who.new_number)
        else:
            found = _one_name(sheet, found, answers)
            if _can_be_added(found, sorting):
                _sort_new(sheet, found, today, sorting, answers)
    return Plan(
        name=sheet.name,
        today=today,
        rows_read=len(sheet.rows),
        added=tuple(sorting.added),
        updated=tuple(change for compared in sorting.compared for change in compared.updated),
        unchanged=tuple(sorting.unchanged),
        joined=rows.joined,
        set_aside=tuple(sorted(sorting.set_aside, key=lambda row: row.row)),
        questions=tuple(sorted(sorting.questions, key=lambda question: question.row)),
        not_listed=tuple(
            kept.child.mosaic_id
            for kept in everybody
            if kept.child.closed_on is None and kept.child.mosaic_id not in seen
        ),
        unread=sheet.unread,
        writes=tuple(each for compared in sorting.compared for each in compared.writes),
        columns=sheet.guessed,
        passed_over=sheet.passed_over,
        answers=given,
        names={found.row: found.name for found in readable.rows if found.name},
    )


def _aside(found: Listed, kept: Kept | None) -> str:
    open_here = kept is not None and kept.child.closed_on is None
    return f"{found.aside}; close it on the child's page" if open_here else found.aside


@verb("list brought in")
def apply_plan(session: Session, plan: Plan, today: date) -> None:
    """Write what a plan says, all of it or nothing.

    Args:
        session: an open session.
        plan: what `plan_import` worked out on the same day; its values have been judged there.
        today: the day that stands in for today; a plan of another day is refused.

    Raises:
        BadInput: the record has changed since the plan was made.
    """
    children = {row.mosaic_id: row.id for row in session.exec(select(Child))}
    if plan.today != today or any(child.mosaic_id in children for child in plan.added):
        raise _changed_since()
    for each in plan.writes:
        table = _TABLES[each.table]
        if each.row_id is None:
            row = _new_row(table, each, children.get(each.mosaic_id))
            session.add(row)
            if isinstance(row, Child):
                children[row.mosaic_id] = row.id
                # Rows of other tables name this child, and nothing else tells the session the order.
                session.flush()
            continue
        known = session.get(table, each.row_id)
        if known is None:
            raise _changed_since()
        for name, value in each.values.items():
            setattr(known, name, value)
    write_answers(session, plan.answers, today)


def _changed_since() -> BadInput:
    return BadInput("Something changed since this list was looked at. Look at it again, then bring it in.")


def _new_row(table: type[SQLModel], each: Write, child_id: str | None) -> SQLModel:
    if table is Child:
        return Child(**each.values)
    if child_id is None:
        raise _changed_since()
    return table(child_id=child_id, **each.values)


def kept_children(session: Session) -> tuple[Kept, ...]:
    """Every child here with what a list can speak of, in one query for each table."""
    rows: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    by_hand = changed_by_hand(session, "child", apply_plan.words)  # type: ignore[attr-defined]
    for name, order in _ORDER.items():
        table = _TABLES[name]
        for row in session.exec(select(table).order_by(col(getattr(table, order)), col(table.id))):
            rows[row.child_id][name].append(row)
    return tuple(
        Kept(
            child,
            periods=rows[child.id]["period_of_care"],
            legal=rows[child.id]["legal_status"],
            placements=rows[child.id]["placement"],
            people=rows[child.id]["person"],
            reviews=rows[child.id]["review"],
            midways=rows[child.id]["midway"],
            talks=rows[child.id]["consultation"],
            missing=rows[child.id]["missing_episode"],
            courts=rows[child.id]["proceedings"],
            changed_here=by_hand.get(child.id, frozenset()),
        )
        for child in session.exec(select(Child).order_by(col(Child.surname), col(Child.first_name)))
    )


@dataclass(frozen=True)
class _Readable:
    rows: list[Listed]
    set_aside: list[SetAside]


def _readable(rows: Iterable[tuple[Listed, int]]) -> _Readable:
    """The rows that are about somebody; the others are set aside, with those of more cells than headings."""
    found = _Readable([], [])
    for each, surplus in rows:
        if surplus:
            reason = "it has more cells than there are headings, so they may have slipped"
        elif not each.mosaic_id and not each.lost and not each.name:
            reason = "no name and no Mosaic number"
        else:
            found.rows.append(each)
            continue
        found.set_aside.append(SetAside(each.row, reason))
    return found


def _one_name(sheet: Sheet, found: Listed, answers: Mapping[str, str]) -> Listed:
    """A child of whom the list has one name, where the surname stands: it is the first name meanwhile."""
    if found.first_name or not found.surname or any(each.asks == "name" for each in found.questions):
        return found
    key = key_of(found.mosaic_id, "one name", found.surname)
    said = answers.get(key)
    if said and said != KEEP:
        return replace(found, first_name=said)
    one = replace(found, first_name=found.surname, surname="")
    if said is not None:
        return one
    asked = Question(
        found.row,
        found.mosaic_id,
        sheet.heading("first_name"),
        "",
        f"The list has one name only, and {found.surname} stands as the first name meanwhile. Is that all?",
        key,
        (Option(f"{found.surname} is the only name", KEEP), LATER),
        "name",
    )
    return replace(one, questions=(*found.questions, asked))


def _can_be_added(found: Listed, sorting: _Sorting) -> bool:
    """A new child needs a number, a first name and a date of birth; questions about the row stay."""
    reason = ""
    if found.lost:
        reason = f"{why_no_number(found.lost)}; export the list again"
    elif not found.mosaic_id:
        reason = "no Mosaic number, and no one child here has that name and date of birth"
    elif not found.first_name:
        reason = "no first name"
    elif not found.get("born"):
        reason = "no date of birth that can be used"
        if found.no_birth is not None:
            sorting.questions.append(found.no_birth)
    if reason:
        sorting.set_aside.append(SetAside(found.row, reason))
        # No answer brings in a row whose number is lost.
        sorting.questions += () if found.lost else found.questions
    return not reason


def _sort_new(
    sheet: Sheet, found: Listed, today: date, sorting: _Sorting, answers: Mapping[str, str]
) -> None:
    compared = new_child(sheet, found, today, answers)
    if _kept_whole(compared, None, found, today, sorting):
        born = found.get("born")
        sorting.added.append(Added(found.row, found.mosaic_id, compared.name, born))


def _sort_known(
    sheet: Sheet,
    found: Listed,
    kept: Kept,
    today: date,
    sorting: _Sorting,
    answers: Mapping[str, str],
    new_number: str,
) -> None:
    compared = known_child(sheet, found, kept, today, answers)
    if new_number:
        compared.change("mosaic_id", kept.child.mosaic_id, new_number)
        compared.write("child", kept.child.id, mosaic_id=new_number)
    whole = _kept_whole(compared, kept, found, today, sorting)
    if whole and not compared.writes:
        sorting.unchanged.append(compared.mosaic_id)


def _kept_whole(compared: Compared, kept: Kept | None, found: Listed, today: date, sorting: _Sorting) -> bool:
    """Take a child into the plan, unless something it would write does not fit the record."""
    sorting.questions += (*found.questions, *compared.questions)
    try:
        fits(compared, kept, today)
    except BadInput as error:
        sorting.set_aside.append(SetAside(found.row, str(error)))
        return False
    sorting.compared.append(compared)
    return True


def fits(compared: Compared, kept: Kept | None, today: date) -> None:
    """Judge everything a comparison would write as the forms would.

    Raises:
        BadInput: the first value that does not fit the record.
    """
    rows: dict[str, SQLModel] = {}
    if kept is not None:
        histories = (
            kept.periods,
            kept.legal,
            kept.placements,
            kept.people,
            kept.reviews,
            kept.missing,
            kept.courts,
        )
        rows = {row.id: row for history in histories for row in history} | {kept.child.id: kept.child}
    for each in compared.writes:
        shape = shape_named(each.table)
        values = {name: value for name, value in each.values.items() if name in shape.model_fields}
        filled(shape, values, Asker(today=today), before=rows[each.row_id] if each.row_id else None)
