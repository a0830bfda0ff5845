"""What stands around the reviews of each child: told after them, so that they stay as they are."""

from __future__ import annotations

from collections.abc import Callable

from iro_tui.demo.answers import (
    write_good_practice,
    write_progress,
    write_replies,
    write_view_answers,
)
from iro_tui.demo.found import Found
from iro_tui.demo.health import write_health
from iro_tui.demo.law import write_court, write_immigration, write_protection_plan
from iro_tui.demo.leaving import write_leaving
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.meetings import write_meetings
from iro_tui.demo.rights import write_advocate, write_feedback, write_own_word, write_visitor
from iro_tui.demo.safety import write_event, write_missing
from iro_tui.demo.school import write_school
from iro_tui.demo.service import write_contact, write_service
from iro_tui.demo.visits import write_homes, write_visits
from iro_tui.record.child import Child
from iro_tui.rules.working_days import add_months


def write_around(lives: list[Life], telling: Telling) -> None:
    """Write health, school, visits, rights, courts, times missing, answers and the IRO's other work.

    Nearly all of it is in time: what the IRO only watches stays a handful on the list.
    """
    found = Found(telling.book)
    settled = [life for life in lives if len(life.time.held) >= 3 and not life.part.role]
    long_here = [
        life for life in settled if life.age >= 7 and life.time.entered < add_months(telling.today, -15)
    ]
    no_visit, no_assessment = telling.chance.sample(long_here, 2)
    slip = telling.chance.sample(settled, 5)
    for life in lives:
        _complete(life, telling)
        write_homes(life, telling, found)
        write_visits(life, telling, found, behind=life is no_visit)
        write_school(life, telling)
        write_health(life, telling, behind=life is no_assessment)
        write_leaving(life, telling)
        write_court(life, telling, found)
        if life.uasc:
            write_immigration(life, telling, found)
        write_meetings(life, telling, found)
        write_progress(life, telling, found, slips=life in slip)
        write_view_answers(life, telling, found)
        write_replies(life, telling, found)
        write_visitor(life, telling, found)
    _some(lives, telling, 8, lambda life: life.age >= 13, write_missing)
    _some(lives, telling, 4, lambda life: life.age <= 12 and not life.uasc, write_protection_plan)
    _some(lives, telling, 12, lambda life: life.age >= 8, write_advocate)
    _some(lives, telling, 24, lambda life: bool(life.time.held), write_event)
    _some(lives, telling, 24, lambda life: True, write_own_word)
    for _ in range(2):
        _some(lives, telling, 34, lambda life: life.part.role != "midway late", write_contact)
    write_feedback(lives, telling)
    write_good_practice(lives, telling)
    write_service(telling)


def _some(
    lives: list[Life],
    telling: Telling,
    number: int,
    able: Callable[[Life], bool],
    tell: Callable[[Life, Telling], None],
) -> None:
    """Tell something of so many children, those who came last first where it is about coming into care."""
    wanted = [life for life in lives if able(life)]
    if tell is write_protection_plan:
        wanted = sorted(wanted, key=lambda life: life.time.entered)[-number:]
    for life in telling.chance.sample(wanted, min(number, len(wanted))):
        tell(life, telling)


def _complete(life: Life, telling: Telling) -> None:
    """The leaflet, what helps to chair, and where a child who came alone is from."""
    child = next(row for row in telling.book.rows[Child] if row["id"] == life.id)
    if life.time.held and life.time.held[0] >= add_months(telling.today, -24):
        child["leaflet_on"] = life.time.held[0]
    if life.age >= 11 and telling.perhaps(0.12):
        child["could_chair"] = "Yes, with the agenda on cards."
    if life.uasc:
        child["nationality"] = telling.chance.choice(("Afghan", "Eritrean", "Sudanese", "Iranian"))
        child["interpreter"] = child["language"] if child["language"] != "English" else ""
