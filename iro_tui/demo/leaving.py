"""The steps of those of 16 and 17 towards adult life."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.found import by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.record.leaving_care import PathwayStep
from iro_tui.rules.dates import birthday
from iro_tui.rules.pathway import ELIGIBLE_FROM, eligible_from, pathway_assessment, pathway_review

LATE_SHARE = 0.15
"""Needs assessed after their day."""


def write_leaving(life: Life, telling: Telling) -> None:
    """Write what was done for a young person who is eligible; nothing for anybody else."""
    chance, today = telling.chance, telling.today
    if life.age < ELIGIBLE_FROM:
        return
    in_care = [(life.time.entered, None)]
    eligible, law = eligible_from(life.born, in_care), pathway_assessment(life.born, in_care)
    if eligible is None or law is None or eligible > today:
        return
    away = chance.randint(10, 45) if telling.perhaps(LATE_SHARE) else -chance.randint(4, 40)
    assessed = by_now(law.due + timedelta(days=away), today)
    if assessed is None:
        return
    _step(life, telling, "NEEDS", assessed)
    _step(life, telling, "ADVISER", by_now(assessed + timedelta(days=chance.randint(0, 20)), today))
    plan = by_now(assessed + timedelta(days=chance.randint(15, 40)), today)
    kind = "PLAN"
    while plan:
        _step(life, telling, kind, plan)
        kind, plan = (
            "REVIEW",
            by_now(pathway_review(plan).due - timedelta(days=chance.randint(14, 35)), today),
        )
    since = [held for held in life.time.held if held >= birthday(life.born, ELIGIBLE_FROM)]
    if since and "foster" in life.home_on(since[0]).needs:
        _step(life, telling, "STAYING_PUT", since[0])
    if life.age == 17 and telling.perhaps(0.6):
        _step(life, telling, "HOUSING", by_now(birthday(life.born, 17) + timedelta(days=40), today))


def _step(life: Life, telling: Telling, kind: str, day: date | None) -> None:
    if day:
        telling.book.write(PathwayStep, child_id=life.id, kind=kind, done_on=day)
