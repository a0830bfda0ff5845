"""A whole year of the invented caseload: no promise is lost, each day's list agrees with what was done."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from a_year import Year, begin, work
from sqlmodel import Session, col, func, select

from iro_tui.casework.agenda import agenda
from iro_tui.casework.child_record import child_record
from iro_tui.casework.child_story import StoryItem, story
from iro_tui.casework.decisions import closes
from iro_tui.casework.item import WATCHED
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.record.tables import Decision, Review
from iro_tui.vault.key import Cost

START = date(2026, 11, 23)
SETTLED = START + timedelta(days=14)
"""By then what the story began with late has been done."""


def the_list_agrees(year: Year, today: date) -> None:
    """One line for each thing, by date, of children that are here; nothing that was done stands as late."""
    items = year.vault.ask(agenda, today)
    own = Counter((item.kind, item.key) for item in items)
    assert max(own.values()) == 1, [each for each, number in own.items() if number > 1]
    assert {item.child_id for item in items} <= set(year.born)
    if today > SETTLED:
        late = [item for item in items if item.late and item.kind not in WATCHED | {"LETTER", "ALERT"}]
        assert late == [], late
    for item in items:
        if item.kind == "REVIEW" and item.due > today:
            assert year.reviews.get(item.child_id) == item.due, item
        if item.kind == "MIDWAY" and not item.late:
            assert item.child_id in year.midways, item


def nothing_is_lost(year: Year) -> None:
    """Every promise ever made is open or closed as it was last answered, with every answer it was given."""
    today = year.today
    found: dict[str, Promise] = {}
    for child_id in year.born:
        record = year.vault.ask(child_record, child_id)
        found.update({each.id: each for each in promises_of(record, today)})
        the_story_is_whole(year, child_id, story(record, today))
    assert set(found) == set(year.promises)
    for promise_id, told in year.promises.items():
        promise = found[promise_id]
        assert promise.status == told.status, promise
        assert promise.open is not closes(told.status)
        assert (promise.closed_on is None) is promise.open, promise
        assert promise.made_on and promise.review_number, promise
        assert sorted((each.on, each.status) for each in promise.answers) == sorted(told.answers), promise
        if len(promise.moves) > 1:
            assert promise.moves[0] < promise.moves[-1], promise


def the_story_is_whole(year: Year, child_id: str, items: tuple[StoryItem, ...]) -> None:
    """Each talk, midway, review and move that was put in stands there once, newest first."""
    stands = Counter(item.subject_id for item in items)
    assert all(stands[each] == 1 for each in year.entries[child_id])
    days = [item.on for item in items]
    assert days == sorted(days, reverse=True)


def counted(session: Session) -> tuple[int, int]:
    done = select(func.count()).select_from(Review).where(col(Review.completed_on) > START)
    return session.exec(done).one(), session.exec(select(func.count()).select_from(Decision)).one()


def lived(home: Path, cost: Cost, days: int, look: int) -> Year:
    """Work so many days, looking at the list every so many of them."""
    year = begin(home, cost, START)
    for place, today in enumerate(work(year, START + timedelta(days=days))):
        if place % look == 0:
            the_list_agrees(year, today)
    nothing_is_lost(year)
    assert year.vault.ask(counted) == (year.number["reviews"], len(year.promises))
    year.vault.close()
    return year


def test_a_month_of_the_whole_caseload_loses_no_promise(home: Path, cheap: Cost) -> None:
    year = lived(home, cheap, 30, look=4)
    assert year.number["reviews"] >= 12 and year.number["midways"] >= 6
    assert year.number["answers"] >= 40


@pytest.mark.campaign
def test_a_year_of_the_whole_caseload_loses_no_promise(home: Path, cheap: Cost) -> None:
    year = lived(home, cheap, 365, look=1)
    assert year.number["reviews"] >= 110 and year.number["midways"] >= 90
    assert year.number["moves"] >= 20 and year.number["talks"] >= 100
    assert year.number["answers"] >= 400
