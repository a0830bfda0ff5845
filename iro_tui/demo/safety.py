"""Times missing with the talk afterwards, and what else happened between reviews."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.found import by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.phrases import fits, lines
from iro_tui.record.event import Event
from iro_tui.record.missing import MissingEpisode
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import last_working_day


def write_missing(life: Life, telling: Telling) -> None:
    """Write some times missing of the last year and a half, each with its return interview."""
    chance, today = telling.chance, telling.today
    for _ in range(chance.choice((1, 1, 2, 3))):
        gone = today - timedelta(days=chance.randint(12, 500))
        if gone <= life.time.entered:
            continue
        back = gone + timedelta(days=chance.choice((0, 1, 1, 1, 2, 5)))
        offered = back + timedelta(days=chance.choice((0, 1, 1, 2, 3, 3, 6)))
        accepted = telling.perhaps(0.65)
        telling.book.write(
            MissingEpisode,
            child_id=life.id,
            kind=telling.one_of({"M": 75, "A": 25}),
            gone_on=gone,
            gone_at=f"{chance.randint(19, 23)}:{chance.choice(('10', '30', '45'))}",
            back_on=back,
            back_at=f"{chance.randint(8, 18):02}:{chance.choice(('00', '20', '50'))}",
            offered_on=offered,
            accepted=accepted,
            interview_on=offered if accepted else None,
            strategy_on=back if (back - gone).days > 1 else None,
            iro_there=telling.perhaps(0.6) if (back - gone).days > 1 else None,
            note=chance.choice(("Was with friends by the river.", "Went to see family.", "")),
        )


def write_event(life: Life, telling: Telling) -> None:
    """Write one thing that happened before the last review, and so brings no other forward."""
    if not life.time.held:
        return
    chance, last = telling.chance, life.time.held[-1]
    start = max(life.time.entered, telling.since)
    if (last - start).days < 40:
        return
    day = last_working_day(start + timedelta(days=chance.randint(20, (last - start).days - 5)))
    found = [line for line in lines("events") if fits(line, age(life.born, day), life.needs_on(day))]
    line = chance.choice(found)
    asked = telling.perhaps(0.7)
    planned = line["kind"] in ("PLAN_CHANGE", "CONTACT_CHANGE")
    telling.book.write(
        Event,
        child_id=life.id,
        kind=line["kind"],
        known_on=day,
        happens_on=_soon_after(day, telling) if planned else day,
        what=life.fill(line["what"], day),
        child_asked_on=day if planned and asked else None,
        iro_asked_on=day if planned and telling.perhaps(0.7) else None,
    )


def _soon_after(day: date, telling: Telling) -> date:
    return by_now(day + timedelta(days=telling.chance.randint(7, 25)), telling.today) or day
