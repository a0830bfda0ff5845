"""Health assessments with what they recommend, and the yearly questionnaire."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.days import at_most
from iro_tui.demo.found import by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.record.health import HealthAssessment, Recommendation, Sdq
from iro_tui.rules.dates import age, birthday
from iro_tui.rules.health import SDQ_FROM, SDQ_TO, review_health_assessment
from iro_tui.rules.working_days import add_months, add_working_days, last_working_day


def write_health(life: Life, telling: Telling, *, behind: bool) -> None:
    """Write the assessments of the last two years, and the questionnaires.

    Args:
        life: the child.
        telling: what the story is told with.
        behind: whether the newest one is more than a year old, so that one is late; from 6 years on.
    """
    chance, today = telling.chance, telling.today
    days: list[date] = []
    due = add_working_days(life.time.entered, 20)
    day = by_now(due - timedelta(days=chance.randint(0, 8)), today)
    while day:
        days.append(day)
        due = review_health_assessment(day, life.born).due
        day = by_now(due - timedelta(days=chance.randint(14, 50)), today)
    if behind:
        last = last_working_day(add_months(today, -12) - timedelta(days=20))
        days = [*(each for each in days if each < last), last]
    kept = [each for each in days if each >= telling.since] or days[-1:]
    for place, held in enumerate(kept):
        _assessment(life, telling, held, first=held == days[0], newest=place == len(kept) - 1)
    _questionnaires(life, telling)


def _assessment(life: Life, telling: Telling, held: date, *, first: bool, newest: bool) -> None:
    chance, today = telling.chance, telling.today
    checked = [code for code in ("DENTAL", "EYES", "IMMUNISED") if telling.perhaps(0.8)]
    assessment_id = telling.book.write(
        HealthAssessment,
        child_id=life.id,
        held_on=held,
        kind="INITIAL" if first else "REVIEW",
        report_on=by_now(held + timedelta(days=chance.randint(7, 19)), today),
        up_to_date=" ".join(checked),
    )
    lines = life.draw(telling, "recommendations", held, count=chance.choice((0, 1, 1, 2, 3)))
    for line in lines:
        by_when = add_working_days(held, chance.randint(40, 80))
        done = telling.perhaps(0.35 if newest else 0.9)
        closed = at_most(add_working_days(held, chance.randint(15, 90)), today)
        telling.book.write(
            Recommendation,
            child_id=life.id,
            assessment_id=assessment_id,
            text=life.fill(line["text"], held),
            made_on=held,
            who=line["who"],
            by_when=by_when,
            status="DONE" if done else "OPEN",
            closed_on=max(held, closed) if done else None,
        )


def _questionnaires(life: Life, telling: Telling) -> None:
    chance, today = telling.chance, telling.today
    first = max(life.time.entered, birthday(life.born, SDQ_FROM))
    day = by_now(add_months(first, chance.randint(4, 10)), today)
    while day and age(life.born, day) <= SDQ_TO:
        if day >= telling.since:
            score = round(min(38, max(2, chance.gauss(13.5, 6))))
            why = "" if telling.perhaps(0.93) else chance.choice(("SDQ2", "SDQ5", "SDQ4"))
            telling.book.write(
                Sdq, child_id=life.id, answered_on=day, score=None if why else score, no_score=why
            )
        day = by_now(add_months(day, 12) - timedelta(days=chance.randint(14, 45)), today)
