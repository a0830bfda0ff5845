"""Courts, conferences and the Home Office."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.days import at_most
from iro_tui.demo.found import Found, by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.record.court import Proceedings, ProtectionPlan
from iro_tui.record.home import LegalStatus
from iro_tui.record.immigration import AgeAssessment, Immigration
from iro_tui.record.person import Person
from iro_tui.rules.working_days import add_working_days, last_working_day

COURT = "Fernhill Family Court"
_STAGES = {"ISSUED": 0, "MANAGEMENT": 4, "ISSUES": 15, "FINAL": 21}
"""Stages of care proceedings by the week they are reached in."""
_STATUS = {"REFUGEE": 45, "WAITING": 40, "APPEAL": 10, "HUMANITARIAN": 5}


def write_court(life: Life, telling: Telling, found: Found) -> None:
    """Write the case behind an interim order, one that ended lately, and one about adoption."""
    chance, today = telling.chance, telling.today
    for row in found.of(LegalStatus, life.id):
        began, ended = row["started_on"], row["ended_on"]
        if row["code"] == "C1" and (ended is None or ended >= telling.since):
            weeks = (today - began).days // 7
            reached = [stage for stage, after in _STAGES.items() if weeks >= after]
            spoken = at_most(add_working_days(today, -chance.randint(5, 40)), today)
            telling.book.write(
                Proceedings,
                child_id=life.id,
                kind="CARE",
                started_on=began,
                court=COURT,
                stage="FINAL" if ended else reached[-1],
                next_on=None if ended else add_working_days(today, chance.randint(12, 60)),
                guardian_on=None if ended else max(began, spoken),
                ended_on=ended,
                outcome="Care order made." if ended else "",
            )
        elif row["code"] == "E1":
            telling.book.write(
                Proceedings,
                child_id=life.id,
                kind="PLACEMENT",
                started_on=began - timedelta(days=30),
                court=COURT,
                stage="FINAL",
                ended_on=began,
                outcome="Placement order made.",
            )


def write_protection_plan(life: Life, telling: Telling) -> None:
    """Write the protection plan a child came into care with; it ends some weeks later."""
    chance, entered, today = telling.chance, life.time.entered, telling.today
    ended = by_now(entered + timedelta(days=chance.randint(30, 130)), today)
    telling.book.write(
        ProtectionPlan,
        child_id=life.id,
        started_on=max(life.born, entered - timedelta(days=chance.randint(60, 240))),
        ended_on=ended,
        category=telling.one_of({"NEGLECT": 50, "EMOTIONAL": 35, "PHYSICAL": 10, "SEXUAL": 5}),
        conference_on=None if ended else add_working_days(today, chance.randint(10, 40)),
        adviser_on=by_now(entered + timedelta(days=chance.randint(5, 20)), today),
        note="The conference was brought forward." if ended else "Can the conference be sooner?",
    )


def write_immigration(life: Life, telling: Telling, found: Found) -> None:
    """Write how a child who came alone stands with the Home Office, and an assessment of age now and then."""
    chance, today, entered = telling.chance, telling.today, life.time.entered
    people = found.of(Person, life.id)
    solicitor = next((row for row in people if row["role"] == "SOLICITOR"), None)
    named = {"solicitor": solicitor["name"], "solicitor_phone": solicitor["phone"]} if solicitor else {}
    claim = max(entered, last_working_day(entered + timedelta(days=chance.randint(2, 20))))
    if claim > today:
        return
    changed = by_now(claim + timedelta(days=chance.randint(120, 420)), today)
    status = telling.one_of(_STATUS) if changed and changed > claim else ""
    told: list[tuple[str, date, date | None]] = [("CLAIM", claim, changed if status else None)]
    if status and changed:
        told.append((status, changed, None))
    for code, since, until in told:
        waits = until is None and code in ("CLAIM", "WAITING", "APPEAL")
        telling.book.write(
            Immigration,
            child_id=life.id,
            status=code,
            started_on=since,
            ended_on=until,
            next_on=add_working_days(today, chance.randint(8, 60)) if waits else None,
            next_what=("hearing" if code == "APPEAL" else "interview") if waits else "",
            **named,
        )
    if telling.perhaps(0.5):
        done = by_now(entered + timedelta(days=chance.randint(40, 160)), today)
        telling.book.write(
            AgeAssessment,
            child_id=life.id,
            asked_on=entered,
            done_on=done,
            outcome=telling.one_of({"AGREED": 80, "CHILD": 20}) if done else "",
        )
