"""Advocates, independent visitors, feedback and the child's own words."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.demo.days import at_most
from iro_tui.demo.found import Found, by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.phrases import fits, lines
from iro_tui.record.feedback import Feedback
from iro_tui.record.own_word import OwnWord
from iro_tui.record.person import Person
from iro_tui.record.rights import Advocacy, IndependentVisitor
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import last_working_day

SERVICE = "Speak Out for Me"


def write_advocate(life: Life, telling: Telling) -> None:
    """Write one referral to an advocate of the last year and a half."""
    chance, today = telling.chance, telling.today
    asked = last_working_day(today - timedelta(days=chance.randint(15, 480)))
    if asked <= life.time.entered:
        return
    issues = {code: int(line.columns["count_2023_24"] or 2) for code, line in codes("advocacy_issue").items()}
    if not life.uasc:
        del issues["IMMIGRATION"]
    granted = by_now(asked + timedelta(days=chance.randint(3, 14)), today)
    ended = by_now(asked + timedelta(days=chance.randint(60, 160)), today) if granted else None
    telling.book.write(
        Advocacy,
        child_id=life.id,
        asked_on=asked,
        asked_by=telling.one_of({"CHILD": 45, "IRO": 25, "SOCIAL_WORKER": 20, "CARER": 10}),
        issues=telling.one_of(issues),
        granted=True if granted else None,
        granted_on=granted,
        provider=SERVICE,
        ended_on=ended,
        outcome="What was asked for was put to the manager and agreed." if ended else "",
    )


def write_visitor(life: Life, telling: Telling, found: Found) -> None:
    """Write whether an independent visitor is wanted, and the one a child has."""
    chance, today = telling.chance, telling.today
    person = next((row for row in found.of(Person, life.id) if row["role"] == "INDEPENDENT_VISITOR"), None)
    if person:
        start = person["from_on"]
        telling.book.write(
            IndependentVisitor,
            child_id=life.id,
            considered_on=start,
            wanted=True,
            asked_on=start,
            name=person["name"],
            started_on=start,
        )
    elif life.time.held and life.age >= 8 and telling.perhaps(0.15):
        wanted = telling.perhaps(0.4)
        telling.book.write(
            IndependentVisitor,
            child_id=life.id,
            considered_on=life.time.held[-1],
            wanted=wanted,
            asked_on=at_most(life.time.held[-1] + timedelta(days=chance.randint(1, 9)), today)
            if wanted
            else None,
        )


def write_feedback(lives: list[Life], telling: Telling) -> None:
    """Write what children and others said about reviews, letters and care, most of it free to be quoted."""
    chance = telling.chance
    for line in lines("feedback"):
        day = last_working_day(telling.today - timedelta(days=chance.randint(10, 400)))
        able = [
            life
            for life in lives
            if life.time.entered + timedelta(days=60) < day
            and fits(line, age(life.born, day), life.needs_on(day))
        ]
        if able:
            telling.book.write(
                Feedback,
                child_id=chance.choice(able).id,
                given_on=day,
                who=line["who"],
                about=line["about"],
                words=line["words"],
                may_quote=telling.perhaps(0.7),
            )


def write_own_word(life: Life, telling: Telling) -> None:
    """Write one of the child's own words."""
    day = telling.today
    for line in life.draw(telling, "own_words", day, text="word"):
        telling.book.write(OwnWord, child_id=life.id, word=line["word"], means=life.fill(line["means"], day))
