"""Passing children to another IRO and back: the whole record, and two states of it made into one again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, col, select

from iro_tui.casework.child_history import RECEIVED
from iro_tui.casework.child_record import child_id_of
from iro_tui.casework.children import profile, the
from iro_tui.casework.in_words import asked_fields, title_of, value_words
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.exchange.handover_file import HERE_ONLY, Package, Passed, carried, with_gone, without_local
from iro_tui.exchange.handover_history import changes_to_send, keep_changes, rows_gone
from iro_tui.exchange.merging import Base, Clash, Key, Merged, merge
from iro_tui.exchange.rows import Tables, key_of, kind_of, links, plain_row, rows_about, table_of, typed_row
from iro_tui.record.alert import AlertProcess
from iro_tui.record.base import new_id
from iro_tui.record.child import Child
from iro_tui.record.handover import Handover
from iro_tui.record.nouns import nouns

if TYPE_CHECKING:
    from sqlalchemy import Connection

OUT, IN = "OUT", "IN"


@dataclass(frozen=True, slots=True)
class ClashLine:
    """One clash, as a person is asked about it."""

    key: Key
    what: str
    """`Talk, Mon 4 May 2026: In own words`."""
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Received:
    """What receiving does to one child."""

    name: str
    mosaic_id: str
    new: bool
    added: int
    changed: int
    removed: int
    clashes: tuple[ClashLine, ...]
    """Every one, answered or not."""


def pack(session: Session, mosaic_ids: Sequence[str], to: str, cover: bool, today: date) -> Package:
    """Gather the whole record of some children. Nothing is marked as passed on yet.

    Args:
        session: an open session.
        mosaic_ids: the children; one named twice goes once.
        to: the other IRO's name; may be empty.
        cover: both may work, and it comes back.
        today: the day that stands in for today.

    Raises:
        BadInput: one of them is not on this caseload.
    """
    session.flush()
    connection = session.connection()
    me = profile(session)
    ids = list(dict.fromkeys(child_id_of(session, each) for each in mosaic_ids))
    sender = me.name if me else ""
    children = tuple(_pack_one(session, connection, child_id, sender) for child_id in ids)
    named = {row.get("process") for each in children for row in each.tables.get("alert", {}).values()}
    own = connection.execute(table_of("alert_process").select()).mappings()
    return Package(
        made_on=today,
        sender=sender,
        to=to.strip(),
        cover=cover,
        children=children,
        processes=tuple(plain_row(dict(row)) for row in own if row["name"] in named),
    )


def _pack_one(session: Session, connection: Connection, child_id: str, sender: str) -> Passed:
    passings = _passings(session, child_id)
    came = next((each for each in reversed(passings) if each.way == IN), None)
    tables = _state(connection, child_id)
    return Passed(
        child_id=child_id,
        snapshot=new_id(),
        tables=tables,
        base_snapshot=came.snapshot if came else "",
        base=came.base if came else {},
        sent=tuple(each.snapshot for each in passings if each.way == OUT),
        had=tuple(each.snapshot for each in passings),
        gone=rows_gone(connection, child_id, tables),
        history=changes_to_send(connection, child_id, sender),
    )


def _passings(session: Session, child_id: str) -> list[Handover]:
    found = select(Handover).where(Handover.child_id == child_id).order_by(col(Handover.number))
    return list(session.exec(found))


def _state(connection: Connection, child_id: str) -> dict[str, dict[str, dict[str, Any]]]:
    return {
        name: {
            row[key_of(table_of(name))]: without_local(name, row)
            for row in rows_about(connection, name, child_id)
        }
        for name in carried()
    }


@verb("child passed on")
def mark_passed(session: Session, package: Package) -> None:
    """Say that a file with these children has left; those not passed for cover leave the caseload.

    Raises:
        BadInput: one of them is not on the record any more.
    """
    for each in package.children:
        child = the(session, Child, each.child_id)
        session.add(
            Handover(
                child_id=each.child_id,
                number=len(_passings(session, each.child_id)) + 1,
                passed_on=package.made_on,
                way=OUT,
                who=package.to[:80],
                cover=package.cover,
                snapshot=each.snapshot,
            )
        )
        if not package.cover and child.closed_on is None:
            child.closed_on = package.made_on


def preview(session: Session, package: Package, answers: Mapping[Key, str]) -> tuple[Received, ...]:
    """What receiving a file would do, child by child. Nothing is changed."""
    session.flush()
    connection = session.connection()
    found = []
    for each in package.children:
        each, here = _matched(session, connection, each)
        merged = _merged(session, each, here, answers)
        found.append(_seen(each, here, merged))
    return tuple(found)


@verb(RECEIVED)
def receive(session: Session, package: Package, answers: Mapping[Key, str]) -> tuple[Received, ...]:
    """Take a file in: new children as they are, known ones merged field by field.

    The value that does not stand after a clash is kept in the history of the field.

    Args:
        session: an open session.
        package: what the file holds.
        answers: for every clash `mine` or `theirs`, by `ClashLine.key`.

    Raises:
        BadInput: a clash has no answer, or it is a file that was received already.
    """
    from sqlalchemy.exc import IntegrityError

    session.flush()
    connection = session.connection()
    _take_processes(session, package)
    found = []
    for passed in package.children:
        each, here = _matched(session, connection, passed)
        merged = _merged(session, each, here, answers)
        open_ones = [clash for clash in merged.clashes if clash.key not in answers]
        if open_ones:
            raise BadInput(
                f"{_name(each)}: {_things(len(open_ones))} differ here and there. Say for each which stands."
            )
        if any(one.snapshot == each.snapshot for one in _passings(session, each.child_id)):
            raise BadInput(f"This file was received already: {_name(each)} is here as it says.")
        try:
            _write(connection, here, merged)
        except IntegrityError:
            raise BadInput(
                f"{_name(each)}: the file does not fit the record here. Nothing was changed."
            ) from None
        session.expire_all()
        keep_changes(
            connection, each, first=not any(one.way == IN for one in _passings(session, each.child_id))
        )
        _mark_received(session, package, each)
        found.append(_seen(each, here, merged))
    return tuple(found)


def _things(count: int) -> str:
    return "1 thing" if count == 1 else f"{count} things"


def _name(each: Passed) -> str:
    child = each.child
    return f"{child['known_as'] or child['first_name']} {child['surname']}".strip()


def _take_processes(session: Session, package: Package) -> None:
    for row in package.processes:
        known = session.exec(select(AlertProcess.id).where(AlertProcess.name == row["name"])).first()
        if known is None and session.get(AlertProcess, row["id"]) is None:
            session.connection().execute(table_of("alert_process").insert(), typed_row("alert_process", row))


def _mark_received(session: Session, package: Package, each: Passed) -> None:
    child = the(session, Child, each.child_id)
    session.add(
        Handover(
            child_id=each.child_id,
            number=len(_passings(session, each.child_id)) + 1,
            passed_on=package.made_on,
            way=IN,
            who=package.sender[:80],
            cover=package.cover,
            snapshot=each.snapshot,
            base=dict(with_gone(each.tables, each.gone)),
        )
    )
    if not package.cover:
        child.closed_on = None


def _matched(session: Session, connection: Connection, each: Passed) -> tuple[Passed, Tables]:
    """The child of the file under the ids this vault has, and the record here; empty for a new child."""
    mosaic_id = each.child["mosaic_id"]
    known = session.exec(select(Child.id).where(col(Child.mosaic_id) == mosaic_id)).first()
    if known is not None and known != each.child_id and session.get(Child, each.child_id) is None:
        each = _renamed(each, {each.child_id: known})
    if session.get(Child, each.child_id) is None:
        return each, {}
    here = _state(connection, each.child_id)
    # There is one letter of a review: two that were written apart are one letter with two texts.
    own = {row["review_id"]: row_id for row_id, row in here.get("letter", {}).items()}
    same = {
        row_id: own[row["review_id"]]
        for row_id, row in each.tables.get("letter", {}).items()
        if own.get(row["review_id"], row_id) != row_id
    }
    return (_renamed(each, same) if same else each), here


def _renamed(each: Passed, ids: Mapping[str, str]) -> Passed:
    def anew(told: Any) -> Any:
        text = json.dumps(told, ensure_ascii=False)
        for old, new in ids.items():
            text = text.replace(old, new)
        return json.loads(text)

    return replace(
        each,
        child_id=ids.get(each.child_id, each.child_id),
        tables=anew(each.tables),
        base=anew(each.base),
        gone=anew(each.gone),
        history=tuple(anew(each.history)),
    )


def _merged(session: Session, each: Passed, here: Tables, answers: Mapping[Key, str]) -> Merged:
    passings = _passings(session, each.child_id)
    # Only what both have had tells who changed something; a state of a third IRO would not.
    had = next((one for one in passings if each.base_snapshot and one.snapshot == each.base_snapshot), None)
    came = next((one for one in reversed(passings) if one.way == IN and one.snapshot in each.sent), None)
    bases: list[Base] = []
    # What one of the two had when it sent the other says nothing more: only the later state counts.
    if had is not None and not (came is not None and _was_there(each.had, had.snapshot, came.snapshot)):
        bases.append(each.base)
    if came is not None and not (had is not None and came.number < had.number):
        bases.append(came.base)
    inside = set(carried())
    hang = {name: {column: to for column, to in links(name).items() if to[0] in inside} for name in carried()}
    empty = {name: _empty(name) for name in carried()}
    return merge(bases, here, each.tables, hang, answers, empty)


def _was_there(passings: Sequence[str], one: str, when: str) -> bool:
    """Whether one state had come or gone before another did, as far as the order is known."""
    return one in passings and when in passings and passings.index(one) < passings.index(when)


def _empty(name: str) -> dict[str, Any]:
    """What a field holds that nobody has filled in."""
    return {
        column.name: "" if kind_of(column) is str else None
        for column in table_of(name).columns
        if column.name not in ("id", "child_id")
    }


def _write(connection: Connection, here: Tables, merged: Merged) -> None:
    """Bring the record from what it is to what it is to be."""
    local = {name: set(HERE_ONLY.get(name, ())) for name in carried()}
    for name in carried():
        table = table_of(name)
        key = table.c[key_of(table)]
        for row_id, row in merged.rows.get(name, {}).items():
            before = here.get(name, {}).get(row_id)
            if before is None:
                connection.execute(table.insert(), typed_row(name, row))
                continue
            made = {field: value for field, value in typed_row(name, row).items() if field not in local[name]}
            changed = {field: value for field, value in made.items() if row[field] != before.get(field)}
            lost = _lost(name, row_id, merged.clashes, made)
            for values in (lost, {**{field: made[field] for field in lost}, **changed}):
                if values:
                    connection.execute(table.update().where(key == row_id).values(**values))
    for name in reversed(carried()):
        table = table_of(name)
        key = table.c[key_of(table)]
        for row_id in here.get(name, {}):
            if row_id not in merged.rows.get(name, {}):
                connection.execute(table.delete().where(key == row_id))


def _lost(name: str, row_id: str, clashes: Sequence[Clash], made: Mapping[str, Any]) -> dict[str, Any]:
    """Values of theirs that do not stand: written and written over, so that the history has them."""
    theirs = {
        clash.field: clash.theirs
        for clash in clashes
        if clash.table == name
        and clash.row_id == row_id
        and clash.field
        and clash.field not in links(name)
        and plain_row(made)[clash.field] == clash.mine
    }
    if not theirs:
        return {}
    whole = typed_row(name, {**plain_row(made), **theirs})
    return {field: whole[field] for field in theirs}


def _seen(each: Passed, here: Tables, merged: Merged) -> Received:
    added = changed = removed = 0
    for name in carried():
        before, after = here.get(name, {}), merged.rows.get(name, {})
        added += sum(row_id not in before for row_id in after)
        removed += sum(row_id not in after for row_id in before)
        changed += sum(row_id in before and dict(before[row_id]) != row for row_id, row in after.items())
    return Received(
        name=_name(each),
        mosaic_id=each.child["mosaic_id"],
        new=not here,
        added=added,
        changed=changed,
        removed=removed,
        clashes=tuple(_lines(each, here, merged)),
    )


def _lines(each: Passed, here: Tables, merged: Merged) -> Iterator[ClashLine]:
    called = str(each.child["known_as"] or each.child["first_name"])
    for clash in merged.clashes:
        row = here.get(clash.table, {}).get(clash.row_id) or each.tables[clash.table][clash.row_id]
        noun = nouns().get(clash.table)
        what = noun.called if noun else clash.table
        day = noun and (noun.day or noun.since)
        if day and row.get(day):
            what += f", {value_words(None, row[day])}"
        asked = asked_fields(clash.table, called)
        if clash.field:
            what += f": {title_of(clash.field, asked) or clash.field.replace('_', ' ')}"
            values = tuple(
                value_words(asked.get(clash.field), value) or "nothing"
                for value in (clash.mine, clash.theirs)
            )
        else:
            values = tuple(
                "taken away" if value is None else "kept and changed" for value in (clash.mine, clash.theirs)
            )
        yield ClashLine(clash.key, what, values[0], values[1])
