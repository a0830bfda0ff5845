"""The same theme or team again and again: patterns of practice (practice.md 10, row 93)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.alert_board import BoardRow, alert_board
from iro_tui.rules.codes import codes
from iro_tui.rules.working_days import add_months

if TYPE_CHECKING:
    from sqlmodel import Session

MONTHS = 12
"""How far back a pattern is looked for, in calendar months (P)."""

AT_LEAST = 2
"""How often something comes up before it is a pattern (P)."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What came up several times."""

    words: str
    """`Drift or delay: 3 alerts, 2 children`."""
    kind: str
    """`theme`, `team` or `good`."""
    alerts: tuple[BoardRow, ...]
    """The newest first."""


def patterns(session: Session, today: date) -> tuple[Pattern, ...]:
    """Themes and teams with two alerts or more in twelve months, and good practice seen twice; most first."""
    since = add_months(today, -MONTHS)
    board = alert_board(session, today, since)
    raised = [row for row in (*board.open_rows, *board.closed) if row.raised_on >= since]
    teams = _teams(session, today)
    by: defaultdict[tuple[str, str], list[BoardRow]] = defaultdict(list)
    themes = codes("escalation_theme")
    for row in raised:
        for code in row.themes:
            by["theme", themes[code].label if code in themes else code].append(row)
        if teams.get(row.child_id):
            by["team", teams[row.child_id]].append(row)
    for row in board.good:
        if teams.get(row.child_id):
            by["good", f"Good practice, {teams[row.child_id]}"].append(row)
    found = [
        Pattern(_words(name, kind, rows), kind, tuple(sorted(rows, key=lambda row: row.raised_on)[::-1]))
        for (kind, name), rows in by.items()
        if len(rows) >= AT_LEAST
    ]
    return tuple(sorted(found, key=lambda each: (-len(each.alerts), each.words)))


def _words(name: str, kind: str, rows: list[BoardRow]) -> str:
    children = len({row.child_id for row in rows})
    what = "times" if kind == "good" else "alerts"
    return f"{name}: {len(rows)} {what}, {children} {'child' if children == 1 else 'children'}"


def _teams(session: Session, today: date) -> dict[str, str]:
    """The team of each child's social worker today."""
    from sqlmodel import col, or_, select

    from iro_tui.record.person import Person

    rows = session.exec(
        select(Person.child_id, Person.team)
        .where(
            Person.role == "SOCIAL_WORKER",
            Person.team != "",
            or_(col(Person.until_on).is_(None), col(Person.until_on) > today),
        )
        .order_by(col(Person.from_on))
    )
    return dict(rows.all())
