"""The practice alerts of the story: five open at different stages, the others closed (practice.md 7.2)."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.days import Diary, at_most
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.outbox import owe
from iro_tui.demo.phrases import Line, fits, lines
from iro_tui.record.alert import Alert, AlertMove
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age
from iro_tui.rules.deadlines import due_by
from iro_tui.rules.working_days import add_working_days, last_working_day

CLOSED = 14


def write_alerts(lives: list[Life], telling: Telling, days: Diary) -> list[Life]:
    """Write the alerts and return the children whose alert is open."""
    quiet = [life for life in lives if len(life.time.held) >= 2 and not life.part.role]
    taken: list[Life] = []
    for line in lines("alerts"):
        if not line["open_as"]:
            continue
        raised, formal = _open_dates(line["open_as"], days)
        life = _somebody(quiet, line, raised, telling, taken)
        if life:
            taken.append(life)
            alert_id = _write(life, telling, line, raised, formal, None, "OPEN")
            fresh = line["open_as"] == "just raised"
            stage = "stage 2, senior manager" if formal else "stage 1, team manager"
            owe(life, telling, "ALERT", alert_id, stage, formal or raised, waits=fresh)
    closed: list[Life] = []
    while len(closed) < CLOSED:
        line = lines("alerts")[len(closed) % len(lines("alerts"))]
        raised = last_working_day(telling.today - timedelta(days=40 + 24 * len(closed)))
        life = _somebody(lives, line, raised, telling, [*taken, *closed])
        if life:
            _closed(life, telling, line, raised, differed=len(closed) == 4)
            closed.append(life)
        else:
            break
    return taken


def _open_dates(stage: str, days: Diary) -> tuple[date, date | None]:
    """When an alert was raised and made formal, so that its next answer falls where the diary wants it."""
    offsets = {
        "informal": (days.soon(0.5), "ESC_INFORMAL", -5),
        "formal, near its end": (days.soon(0), "", -15),
        "to decide": (days.soon(0.5), "ESC_LIMIT", -20),
        "formal": (days.later[days.heavy][0], "", -15),
    }
    if stage == "just raised":
        return last_working_day(days.today), None
    due, _, back = offsets[stage]
    raised = add_working_days(due, back)
    if stage == "informal":
        return at_most(raised, days.today), None
    return raised, at_most(due_by("ESC_INFORMAL", raised), days.today)


def _somebody(
    lives: list[Life], line: Line, raised: date, telling: Telling, taken: list[Life]
) -> Life | None:
    """A child whom this concern fits and who was in care well before it."""
    found = [
        life
        for life in lives
        if life not in taken
        and life.time.entered + timedelta(days=60) < raised
        and fits(line, age(life.born, raised), life.needs_on(raised))
    ]
    return telling.chance.choice(found) if found else None


def _closed(life: Life, telling: Telling, line: Line, raised: date, *, differed: bool) -> None:
    took = 19 if differed else telling.chance.choice((2, 3, 4, 4, 6, 8, 12))
    closed = add_working_days(raised, took)
    formal = due_by("ESC_INFORMAL", raised) if took > 5 else None
    outcome = "DIFFERENCE_ACKNOWLEDGED" if differed else "RESOLVED"
    alert_id = _write(life, telling, line, raised, formal, closed, outcome)
    owe(
        life,
        telling,
        "ALERT",
        alert_id,
        f"closed, {label('escalation_outcome', outcome).split(';')[0].lower()}",
        closed,
    )


def _write(
    life: Life,
    telling: Telling,
    line: Line,
    raised: date,
    formal: date | None,
    closed: date | None,
    outcome: str,
) -> str:
    alert_id = telling.book.write(
        Alert,
        child_id=life.id,
        raised_on=raised,
        concern=life.fill(line["concern"], raised),
        themes=line["themes"],
        evidence=life.fill(line["evidence"], raised),
        impact=life.fill(line["impact"], raised),
        asked_for=life.fill(line["asked_for"], raised),
        outcome=outcome,
        difference=life.fill(line["difference"], raised) if closed else "",
        closed_on=closed,
    )
    if formal:
        telling.book.write(
            AlertMove, child_id=life.id, alert_id=alert_id, moved_on=formal, step="FORMAL_ALERT"
        )
    return alert_id
