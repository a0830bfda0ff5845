"""Schools, and a personal education plan in each term."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.found import by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.record.school import Pep, Schooling
from iro_tui.rules.dates import age, birthday
from iro_tui.rules.school import Term, usual_terms
from iro_tui.rules.working_days import add_working_days

_FROM = {"NURSERY": 3, "PRIMARY": 4, "SECONDARY": 11, "COLLEGE": 16}
_NOTES = (
    "Reading is coming on; help with maths goes on.",
    "The quiet place at lunchtime stays.",
    "Wants to do more drawing.",
    "A desk and a laptop are there now.",
    "Attendance has gone up since the summer.",
    "",
)


def write_school(life: Life, telling: Telling) -> None:
    """Write the schools and the education plans."""
    today = telling.today
    support = telling.one_of({"NONE": 55, "SUPPORT": 27, "EHCP": 15, "EHCP_ASKED": 3})
    starts = [(_started(life, kind, today), name) for kind, name in life.schools.items() if name]
    starts = sorted(pair for pair in starts if pair[0] <= today)
    for place, (start, name) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else None
        telling.book.write(
            Schooling,
            child_id=life.id,
            name=name,
            started_on=start,
            ended_on=end,
            year_group="" if end else _year_group(life, today),
            support=support,
        )
    for day in _pep_days(life, telling):
        telling.book.write(
            Pep,
            child_id=life.id,
            held_on=day,
            attendance=telling.chance.choice((100, 99, 98, 97, 96, 96, 94, 91, 86, 72))
            if age(life.born, day) >= 5
            else None,
            note=telling.chance.choice(_NOTES),
        )


def _started(life: Life, kind: str, today: date) -> date:
    """The September of that school, or the birthday where that September is still to come."""
    old_enough = birthday(life.born, _FROM[kind])
    year = old_enough.year if old_enough <= date(old_enough.year, 9, 1) else old_enough.year + 1
    september = date(year, 9, 3)
    return september if september <= today else old_enough


def _year_group(life: Life, today: date) -> str:
    turned = today.year if today >= date(today.year, 9, 1) else today.year - 1
    year = age(life.born, date(turned, 8, 31)) - 4
    return f"Year {year}" if 1 <= year <= 11 else ""


def _pep_days(life: Life, telling: Telling) -> list[date]:
    """One in the middle of each term from the third birthday on; the first soon after coming into care."""
    chance, today, entered = telling.chance, telling.today, life.time.entered
    found = []
    first = by_now(add_working_days(entered, chance.randint(6, 10)), today)
    if first and entered >= telling.since:
        found.append(first)
    for term in usual_terms():
        day = by_now(_in_the_middle(term, chance.uniform(0.2, 0.55)), today)
        # One that was missed long ago is made up for by those since; the newest would stand as late.
        missed = term.ends < today - timedelta(days=200) and telling.perhaps(0.1)
        if day and day > max(entered + timedelta(days=30), telling.since) and not missed:
            found.append(day)
    return [day for day in found if age(life.born, day) >= 3 and life.school_on(day)]


def _in_the_middle(term: Term, part: float) -> date:
    return term.starts + timedelta(days=round(part * (term.ends - term.starts).days))
