"""Contacts about children, work about no one child, and what the IRO typed in for the report."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.life import Life, Telling
from iro_tui.demo.outbox import owe
from iro_tui.demo.phrases import lines
from iro_tui.record.contact import Contact, OtherWork
from iro_tui.record.figure import Priority, Target, TypedFigure
from iro_tui.rules.working_days import last_working_day

PERFORMANCE = "Performance team, Fernhill"
_NUMBERS = {"26": (298, 306), "28": (42.1, 43.4), "34": (6, 6), "49": (410, 388), "61": (91, 89)}
"""Figures of the whole service: the year before last, last year."""
_TARGETS = {"9": 95.0, "17.M2": 80.0, "54": 95.0}
_PRIORITIES = (
    ("More children chair their own review.", "14 children", "7 children", "Three so far; five are ready."),
    ("Every letter is written in 15 working days.", "95 %", "91 %", "Better since the autumn."),
    ("Children are asked before a move.", "All of them", "6 in 10", ""),
)


def write_contact(life: Life, telling: Telling) -> None:
    """Write one contact with somebody around the child; the council has it."""
    chance = telling.chance
    start = max(life.time.entered, telling.today - timedelta(days=400))
    days = (telling.today - start).days
    if days < 20:
        return
    day = max(start, last_working_day(start + timedelta(days=chance.randint(5, days - 8))))
    for line in life.draw(telling, "contact_notes", day, text="words"):
        contact_id = telling.book.write(
            Contact,
            child_id=life.id,
            held_on=day,
            with_role=line["with_role"],
            who=_name(life, line["with_role"], day),
            method=line["method"],
            advice=line["advice"] == "yes",
            words=line["words"],
        )
        owe(life, telling, "CONTACT", contact_id, "contact", day)


def _name(life: Life, role: str, day: date) -> str:
    worker = life.worker_on(day)
    known = {"SOCIAL_WORKER": worker.name, "TEAM_MANAGER": worker.manager, "CARER": life.home_on(day).carer}
    return known.get(role, "")


def write_service(telling: Telling) -> None:
    """Write other work of the year, and the numbers, targets and priorities of the report."""
    chance, today = telling.chance, telling.today
    for place, line in enumerate([*lines("other_work"), *lines("other_work")[:5]]):
        day = last_working_day(today - timedelta(days=6 + 20 * place + chance.randint(0, 9)))
        telling.book.write(
            OtherWork, held_on=day, kind=line["kind"], minutes=int(line["minutes"]), note=line["note"]
        )
    year = today.year if today >= date(today.year, 4, 1) else today.year - 1
    for figure, numbers in _NUMBERS.items():
        for when, value in zip((year - 1, year), numbers, strict=True):
            telling.book.write(
                TypedFigure, year=when, figure=figure, value=value, source=PERFORMANCE, typed_on=today
            )
    for figure, target in _TARGETS.items():
        telling.book.write(Target, year=year, figure=figure, value=target)
    for position, (text, target_words, baseline, progress) in enumerate(_PRIORITIES):
        telling.book.write(
            Priority,
            year=year,
            text=text,
            target=target_words,
            baseline=baseline,
            progress=progress,
            position=position,
        )
