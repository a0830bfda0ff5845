"""The social worker's visits, and what is known of each placement: asked before, seen before, its plan."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.demo.found import Found
from iro_tui.demo.life import Life, Telling
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.visit import Visit
from iro_tui.rules.dates import age
from iro_tui.rules.visits import next_visit, usual_case
from iro_tui.rules.working_days import add_working_days, is_working_day, last_working_day

KEPT_FOR = timedelta(days=200)
"""How long visits have been written down here."""

LASTING = ("U1", "U4")
"""Kinds of placement meant to last until 18."""


def write_homes(life: Life, telling: Telling, found: Found) -> None:
    """Say of each placement whether child and IRO were asked, and when its plan was ready."""
    chance, today = telling.chance, telling.today
    for place, row in enumerate(found.of(Placement, life.id)):
        since = row["started_on"]
        ready = add_working_days(since, chance.choice((-2, 0, 1, 3, 4, 4)))
        row["plan_on"] = min(ready, last_working_day(today)) if place == 0 else min(ready, today)
        row["lasts"] = row["kind"] in LASTING
        if place == 0:
            continue
        planned = row["planned"]
        row["move_reason"] = "CARPL" if planned else chance.choice(("CREQB", "CREQO", "STAND"))
        row["child_asked"] = age(life.born, since) >= 3 and telling.perhaps(0.85 if planned else 0.4)
        row["child_saw"] = bool(planned) and telling.perhaps(0.7)
        if telling.perhaps(0.75 if planned else 0.35):
            row["iro_asked_on"] = add_working_days(since, -chance.randint(2, 12))


def write_visits(life: Life, telling: Telling, found: Found, *, behind: bool) -> None:
    """Write the visits of the last months, in time by the rule the child is under.

    Args:
        life: the child.
        telling: what the story is told with.
        found: what was told already.
        behind: whether the last two were not made, so that a visit is late.
    """
    chance, today = telling.chance, telling.today
    home, legal = found.of(Placement, life.id)[-1], found.of(LegalStatus, life.id)[-1]
    case = usual_case(home["kind"], legal["code"], to_eighteen=home["lasts"])
    since = home["started_on"]
    begins = max(since, legal["started_on"]) if case == "CARE_ORDER_AT_HOME" else since
    reviewed = next((held for held in life.time.held if held >= since), None)
    day = begins + timedelta(days=chance.randint(1, 6))
    days = []
    while day <= today:
        days.append(day)
        law = next_visit(case, begins, day, first_review_held=reviewed)
        if law is None:
            break
        # Workers come well before the last day, so that few visits stand on the list at once.
        weekly = (law.due - day).days < 10
        day = law.due - timedelta(days=1 if weekly else chance.randint(9, 16))
    days = [each if is_working_day(each) else max(last_working_day(each), begins) for each in days]
    kept = [each for each in dict.fromkeys(days) if each >= today - KEPT_FOR] or days[-1:]
    for each in kept[:-2] if behind else kept:
        told = max(begins, each)
        alone = age(life.born, told) >= 4 and telling.perhaps(0.85)
        telling.book.write(
            Visit, child_id=life.id, visited_on=told, who=life.worker_on(told).name, alone=alone
        )
