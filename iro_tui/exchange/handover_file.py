"""What a hand-over file holds: children's records, and which earlier states both sides have had."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from iro_tui.errors import BadInput
from iro_tui.exchange.merging import Base
from iro_tui.exchange.rows import (
    Row,
    Tables,
    in_order,
    key_of,
    kind_of,
    links,
    plain_row,
    table_of,
    typed_row,
)

FORMAT = "iro-tui handover"
VERSION = 1
"""Rises when a reader of an older version would misread a new file."""

_DAMAGED = "The hand-over file is damaged. Ask for it to be sent again."


@dataclass(frozen=True, slots=True)
class Passed:
    """One child's record in a file."""

    child_id: str
    snapshot: str
    """The id of this state of the record."""
    tables: Tables
    """Every row, plain."""
    base_snapshot: str
    """The last state that had come to the one who passes it; empty when none had."""
    base: Base
    sent: tuple[str, ...]
    """Every state that the one who passes it has ever passed on."""
    had: tuple[str, ...] = ()
    """Every state that came to or left the one who passes it, in that order; empty in an older file."""
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By table, the rows that were taken away before; empty in an older file."""
    history: tuple[Row, ...] = ()
    """Every change that led to this state, the oldest first; see `handover_history`."""

    @property
    def child(self) -> Row:
        """The child's own row."""
        return self.tables["child"][self.child_id]


@dataclass(frozen=True, slots=True)
class Package:
    """A whole file."""

    made_on: date
    sender: str
    """The name on the IRO's own page."""
    to: str
    """To whom, as it was typed; may be empty."""
    cover: bool
    """Whether both may work and it comes back."""
    children: tuple[Passed, ...]
    processes: tuple[Row, ...]
    """Processes of the council's own under which their alerts run."""


def carried() -> tuple[str, ...]:
    """The tables with rows about a child that a hand-over carries, after those they point to."""
    return tuple(
        name
        for name in in_order()
        if name not in ("draft", "handover", "earlier_change")
        and (name == "child" or "child_id" in table_of(name).columns)
    )


HERE_ONLY = {
    "child": ("closed_on",),
    "outbox_entry": ("handed_on", "held_up", "removed_on"),
}
"""Fields about this caseload and this computer, which another one has of its own."""


def without_local(name: str, row: Row) -> dict[str, Any]:
    """A plain row as it travels."""
    return {field: value for field, value in plain_row(row).items() if field not in HERE_ONLY.get(name, ())}


def as_bytes(package: Package) -> bytes:
    """The file before it is sealed."""
    whole = {
        "format": FORMAT,
        "version": VERSION,
        "made_on": package.made_on.isoformat(),
        "from": package.sender,
        "to": package.to,
        "cover": package.cover,
        "processes": list(package.processes),
        "children": [
            {
                "child_id": each.child_id,
                "snapshot": each.snapshot,
                "sent": list(each.sent),
                "base_snapshot": each.base_snapshot,
                "had": list(each.had),
                "gone": {name: list(ids) for name, ids in each.gone.items()},
                "base": _without_gone(each.base),
                "base_gone": gone_from(each.base),
                "tables": each.tables,
                "history": list(each.history),
            }
            for each in package.children
        ],
    }
    return json.dumps(whole, ensure_ascii=False).encode()


def with_gone(tables: Tables, gone: Mapping[str, Iterable[str]]) -> Base:
    """A state of a record with the rows that had been taken away by then."""
    found: dict[str, dict[str, Row | None]] = {name: dict(rows) for name, rows in tables.items() if rows}
    for name, ids in gone.items():
        found.setdefault(name, {}).update(dict.fromkeys(set(ids) - set(tables.get(name, {}))))
    return found


def gone_from(base: Base) -> dict[str, list[str]]:
    """By table, the rows that had been taken away by then."""
    found = {
        name: sorted(row_id for row_id, row in rows.items() if row is None) for name, rows in base.items()
    }
    return {name: ids for name, ids in found.items() if ids}


def _without_gone(base: Base) -> dict[str, dict[str, Row]]:
    return {
        name: {row_id: row for row_id, row in rows.items() if row is not None} for name, rows in base.items()
    }


def read_package(content: bytes) -> Package:
    """Read what was sealed, and check every row of it.

    Raises:
        BadInput: it is no hand-over, it is of a newer version, or it is damaged.
    """
    try:
        whole = json.loads(content)
    except (ValueError, RecursionError):
        raise BadInput("That sealed file holds no hand-over. Choose the file that was handed over.") from None
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise BadInput("That sealed file holds no hand-over. Choose the file that was handed over.")
    if not isinstance(whole.get("version"), int) or whole["version"] > VERSION:
        raise BadInput("That hand-over was made by a newer version of iro-tui. Receive it with that one.")
    try:
        children = tuple(_passed(each) for each in whole["children"])
        if not children:
            raise BadInput("That hand-over holds no child.")
        return Package(
            made_on=date.fromisoformat(whole["made_on"]),
            sender=str(whole["from"]),
            to=str(whole["to"]),
            cover=whole["cover"] is True,
            children=children,
            processes=tuple(plain_row(typed_row("alert_process", row)) for row in whole["processes"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadInput(_DAMAGED) from None


def _passed(each: Mapping[str, Any]) -> Passed:
    found = Passed(
        child_id=str(each["child_id"]),
        snapshot=str(each["snapshot"]),
        tables=_checked(each["tables"]),
        base_snapshot=str(each["base_snapshot"]),
        base=with_gone(each["base"], each.get("base_gone", {})),
        sent=tuple(str(one) for one in each["sent"]),
        had=tuple(str(one) for one in each.get("had", ())),
        gone={name: tuple(map(str, ids)) for name, ids in each.get("gone", {}).items()},
        history=tuple(_change(one) for one in each.get("history", ())),
    )
    if set(found.tables.get("child", {})) != {found.child_id}:
        raise BadInput(_DAMAGED)
    return found


CHANGE = ("id", "at", "who", "words", "table_name", "row_id", "action", "before", "after", "line")
"""What a row of a child's history says in a file."""


def _change(row: Mapping[str, Any]) -> Row:
    """A row of history, as this version writes it; a value its column cannot hold is damage."""
    found = {name: row[name] for name in CHANGE}
    if not all(isinstance(value, bool if name == "line" else str) for name, value in found.items()):
        raise BadInput(_DAMAGED)
    if datetime.fromisoformat(found["at"]).tzinfo is None:
        raise BadInput(_DAMAGED)
    empty = {"insert": "before", "delete": "after"}
    if found["action"] not in (*empty, "update"):
        raise BadInput(_DAMAGED)
    for side in ("before", "after"):
        if empty.get(found["action"]) == side:
            found[side] = ""
            continue
        _refuse_unfit(found["table_name"], json.loads(found[side]))
    return found


def _refuse_unfit(name: str, fields: Mapping[str, Any]) -> None:
    if name not in carried():
        return
    known = table_of(name).columns
    for column, value in fields.items():
        kind = kind_of(known[column]) if column in known and value is not None else None
        if kind in (date, datetime):
            kind.fromisoformat(value)
        elif kind is object:
            json.loads(value or "{}")


def _checked(tables: Mapping[str, Mapping[str, Row]]) -> Tables:
    """Every row as this version writes it; one about another child or under another id is damage."""
    (child_id,) = tables["child"]
    found: dict[str, dict[str, Row]] = {}
    for name in tables:
        if name not in carried():
            table_of(name)
            raise BadInput(_DAMAGED)
    for name in carried():
        key = key_of(table_of(name))
        found[name] = {}
        for row_id, row in tables.get(name, {}).items():
            made = typed_row(name, row)
            about = made["id"] if name == "child" else made["child_id"]
            if made[key] != row_id or about != child_id:
                raise BadInput(_DAMAGED)
            for column, (target, _) in links(name).items():
                # A row it hangs on comes before it, so it is here already.
                if made[column] is not None and target in found and made[column] not in found[target]:
                    raise BadInput(_DAMAGED)
            found[name][row_id] = without_local(name, made)
    return found
