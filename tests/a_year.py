"""A year of an IRO's work on the invented caseload, day by day and by the verbs alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework import outbox
from iro_tui.casework.decisions import answer_promise, closes, put_decisions
from iro_tui.casework.entries import recording
from iro_tui.casework.midways import log_midway
from iro_tui.casework.promises import move_promise
from iro_tui.casework.review_page import ReviewPage, review_page
from iro_tui.casework.reviews import complete_review, open_review, put_notes, save_review
from iro_tui.casework.sending_round import send_round
from iro_tui.casework.talks import log_consultation
from iro_tui.casework.verbs import verb
from iro_tui.demo import make_demo
from iro_tui.record.tables import Child, Decision, OutboxEntry, Progress, Review
from iro_tui.rules.clock import midway_due
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import add_working_days, is_working_day, last_working_day
from iro_tui.vault.store import Vault

ANSWERS = {"DONE": 60, "PART": 14, "NOT_DONE": 14, "CHANGED": 6, "DROPPED": 6}


@dataclass
class Told:
    """What the IRO was told of one promise, to hold the record against."""

    child_id: str
    status: str = "OPEN"
    answers: list[tuple[date, str]] = field(default_factory=list)
    """Day and status of every answer, those moved to another date included."""


@dataclass
class Year:
    """The vault, the day, and everything that was put in."""

    vault: Vault
    chance: Random
    today: date
    promises: dict[str, Told] = field(default_factory=dict)
    entries: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Ids of talks, midways, reviews and moves by child, as the verbs gave them."""
    reviews: dict[str, date] = field(default_factory=dict)
    """When the next review of each child is held."""
    midways: dict[str, date] = field(default_factory=dict)
    born: dict[str, date] = field(default_factory=dict)
    number: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How many of each thing were done."""


def begin(home: Any, cost: Any, start: date) -> Year:
    """An invented caseload on its first day, with what stands in it already."""
    year = Year(None, Random(7), start)  # type: ignore[arg-type]
    year.vault = Vault.create(
        home, "x" * 20, cost=cost, now=lambda: datetime.combine(year.today, time(9), UTC)
    )
    make_demo(year.vault, start)
    year.vault.ask(_take_stock, year)
    return year


def _take_stock(session: Session, year: Year) -> None:
    for decision in session.exec(select(Decision)):
        year.promises[decision.id] = Told(decision.child_id, decision.status)
    for answer in session.exec(select(Progress).order_by(col(Progress.answered_on))):
        year.promises[answer.decision_id].answers.append((answer.answered_on, answer.status))
    for child in session.exec(select(Child)):
        year.born[child.id] = child.born
    booked: dict[str, date] = {}
    for review in session.exec(select(Review).where(col(Review.completed_on).is_(None))):
        assert review.booked_for
        booked[review.child_id] = review.booked_for
    for child_id, day in booked.items():
        year.reviews[child_id] = max(day, year.today)
        last = [each.completed_on for each in session.exec(select(Review).where(Review.child_id == child_id))]
        held = max((each for each in last if each), default=None)
        if held and (half := midway_due(held, day).due) >= year.today - timedelta(days=30):
            year.midways[child_id] = max(half, year.today)


def work(year: Year, until: date) -> Iterator[date]:
    """Do each day's work, and give the day when it is done."""
    move_of = 0
    while year.today < until:
        year.today += timedelta(days=1)
        if not is_working_day(year.today):
            continue
        for child_id in [each for each, day in year.midways.items() if day <= year.today]:
            _midway(year, child_id)
        for child_id in [each for each, day in year.reviews.items() if day == _week_on(year.today)]:
            _talk(year, child_id)
        for child_id in [each for each, day in year.reviews.items() if day <= year.today]:
            _review(year, child_id)
        if year.today.day % 9 == 0:
            _move(year, sorted(year.reviews)[move_of % len(year.reviews)])
            move_of += 5
        year.vault.act(put_all_on_mosaic, year.today)
        yield year.today


def _week_on(day: date) -> date:
    return add_working_days(day, 4)


def _talk(year: Year, child_id: str) -> None:
    young = age(year.born[child_id], year.today) < 4
    values = {
        "held_on": year.today,
        "kind": "OBSERVED" if young else "ALONE_BEFORE",
        "alone": None if young else True,
        "own_words": "" if young else f"It is {year.today:%A} and I am fine.",
    }
    talk = year.vault.act(log_consultation, child_id, values, year.today).result
    year.entries[child_id].add(talk)
    year.number["talks"] += 1


def _open(year: Year, child_id: str) -> list[str]:
    return [
        each for each, told in year.promises.items() if told.child_id == child_id and not closes(told.status)
    ]


def _midway(year: Year, child_id: str) -> None:
    del year.midways[child_id]
    said = {}
    for decision_id in _open(year, child_id):
        if year.chance.random() < 0.6:
            status = year.chance.choice(("DONE", "PART", "NOT_DONE"))
            said[decision_id] = (status, "" if status == "DONE" else "It waits.")
    values = {"held_on": year.today, "going": "As planned."}
    midway = year.vault.act(log_midway, child_id, values, said, year.today).result
    for decision_id, (status, _) in said.items():
        _note(year, decision_id, status)
    year.entries[child_id].add(midway)
    year.number["midways"] += 1


def _note(year: Year, decision_id: str, status: str) -> None:
    told = year.promises[decision_id]
    told.status = status
    told.answers.append((year.today, status))
    year.number["answers"] += 1


def _review(year: Year, child_id: str) -> None:
    """The whole of a review on its day: answers, notes, decisions, completing."""
    act, today = year.vault.act, year.today
    review_id = act(open_review, child_id, today).result
    page: ReviewPage = year.vault.ask(review_page, review_id, today)
    asked = {each.id for each in page.promises}
    assert set(_open(year, child_id)) <= asked, "every open promise is asked about"
    for each in page.promises:
        if not closes(each.status) and year.chance.random() < 0.85:
            status = year.chance.choices(list(ANSWERS), list(ANSWERS.values()))[0]
            act(answer_promise, each.id, status, "It came to this.", today, review_id=review_id)
            _note(year, each.id, status)
            if status in ("PART", "NOT_DONE"):
                later = add_working_days(max(today, each.by_when or today), 30)
                act(move_promise, each.id, later, "It needs longer.", today)
                year.promises[each.id].answers.append((today, status))
    act(put_notes, review_id, [(None, "WELL", "School is going well.", "15:40")])
    young = age(year.born[child_id], today) < 4
    act(
        save_review,
        review_id,
        {
            "opened_on": today,
            "participation": "PN0" if young else "PN1",
            "child_views": "Content, and said so.",
            "iro_view": "The plan is right.",
            "covered": "ADVOCACY COMPLAINTS IRO_LEAFLET",
            "late_reason": "SICK_SW" if page.due and page.due.due < today else "",
        },
    )
    page = year.vault.ask(review_page, review_id, today)
    following = page.suggested_next
    if following:
        act(save_review, review_id, {"next_on": following})
    made = [
        {"text": f"Promise {n} of {today}", "who": "Grace Adeyemi", "by_when": last_working_day(today) + days}
        for n, days in enumerate((timedelta(days=21), timedelta(days=70), timedelta(days=120)))
    ]
    ids = act(put_decisions, review_id, [(None, each) for each in made]).result
    year.promises.update({each: Told(child_id) for each in ids})
    act(complete_review, review_id, today)
    act(send_round, review_id, today, today)
    year.entries[child_id].add(review_id)
    year.number["reviews"] += 1
    del year.reviews[child_id]
    if following:
        year.reviews[child_id] = following
        year.midways[child_id] = midway_due(today, following).due


def _move(year: Year, child_id: str) -> None:
    values = {"kind": "U6", "started_on": year.today, "planned": True, "child_asked": True}
    year.entries[child_id].add(year.vault.act(recording("placement"), child_id, values, year.today).result)
    year.number["moves"] += 1


@verb("all put on Mosaic")
def put_all_on_mosaic(session: Session, today: date) -> None:
    """Tick everything that waits, as an IRO does at the end of a day."""
    for entry_id in session.exec(select(OutboxEntry.id).where(col(OutboxEntry.uploaded_on).is_(None))).all():
        outbox.tick(session, entry_id, today)
