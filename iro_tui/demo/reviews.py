"""The reviews of an invented child: held, late, noted, decided; the letters after them; the one to come."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from iro_tui.demo.days import at_most, working_day_near
from iro_tui.demo.decisions import write_decisions
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.outbox import owe, sent
from iro_tui.demo.phrases import lines
from iro_tui.record.letter import Letter
from iro_tui.record.review import Note, Review
from iro_tui.rules.checklist import TOLD_AT_FIRST, items_for
from iro_tui.rules.clock import Held
from iro_tui.rules.dates import age, birthday
from iro_tui.rules.working_days import add_working_days, last_working_day

PARTICIPATION = {"PN1": 528, "PN2": 5, "PN3": 4, "PN4": 4, "PN5": 104, "PN6": 41, "PN7": 7}
"""Codes of reviews of children of 4 and over in 2023/24 (seed_participation.csv)."""

NO_LETTER = ("letter late", "letter owed", "letter drafted", "letter to upload", "decisions owed")
"""Roles whose last review has no letter yet."""

WRITTEN_HERE = ("letter drafted", "letter to upload")
"""Those of them whose letter the front door lets the program write."""

BOOKED_AHEAD = timedelta(weeks=6)
"""Time and place are settled about so long before a review."""


@dataclass
class Told:
    """What later parts of the story ask of the reviews."""

    ids: dict[date, str]
    """Review id by the day it was held, and of the booked one by its day."""
    to_draft: str = ""
    """Id of the last review when its letter is to be drafted by the program; empty for none."""
    to_export: str = ""
    """Id of the last review when its letter is to be made a file; empty for none."""


def write_reviews(life: Life, telling: Telling, codes: list[str]) -> Told:
    """Write every review of this period of care with its notes, decisions, letter and ledger rows.

    Args:
        life: the child.
        telling: what the story is told with.
        codes: participation codes still to give to children of 4 and over; taken from the end.
    """
    told = Told({})
    judged = life.time.judged
    own = [held for held in judged if held.held >= telling.since]
    for held in judged:
        following = next((later for later in judged if later.number == held.number + 1), None)
        planned = _planned(life, held, following)
        if held not in own:
            told.ids[held.held] = _imported(life, telling, held, codes)
            continue
        values = _values(life, telling, held, planned, codes)
        review_id = telling.book.write(Review, **values)
        told.ids[held.held] = review_id
        notes = _notes(life, telling, held, values, review_id) if held in own[-2:] else []
        decisions = write_decisions(
            life, telling, held.held, following.held if following else None, review_id, notes
        )
        last = held is judged[-1]
        _after(life, telling, held, values, review_id, decisions, last)
        if last and life.part.role == "letter drafted":
            told.to_draft = review_id
        if last and life.part.role == "letter to upload":
            told.to_export = review_id
    told.ids[life.time.booked] = _booked(life, telling)
    return told


def _kind(number: int) -> str:
    return {1: "FIRST", 2: "SECOND"}.get(number, "SUBSEQUENT")


def _planned(life: Life, held: Held, following: Held | None) -> date:
    """The day agreed at a review for the next one: the day it was held, or in time when it came late."""
    if following is None:
        return life.time.booked
    return (
        following.held
        if following.on_time
        else max(last_working_day(following.due), held.held + timedelta(days=1))
    )


def _code(life: Life, on: date, codes: list[str]) -> str:
    return "PN0" if on < birthday(life.born, 4) else codes.pop()


def _late(life: Life, telling: Telling, held: Held) -> dict[str, str]:
    if held.on_time:
        return {}
    reasons = [
        line for line in lines("late_reasons") if (line["reason"] == "LATE_REFERRAL") == (held.number == 1)
    ]
    line = telling.chance.choice(reasons)
    if age(life.born, held.held) < 8 and line["reason"] == "CHILD_REQUEST":
        line = next(other for other in reasons if other["reason"] == "SICK_CARER")
    return {"late_reason": line["reason"], "late_note": line["text"]}


def _imported(life: Life, telling: Telling, held: Held, codes: list[str]) -> str:
    return telling.book.write(
        Review,
        child_id=life.id,
        kind=_kind(held.number),
        opened_on=held.held,
        completed_on=held.held,
        participation=_code(life, held.held, codes),
        distributed_on=add_working_days(held.held, telling.chance.randint(12, 20)),
        source="import",
        late_reason=_late(life, telling, held).get("late_reason", ""),
    )


def _time_and_place(life: Life, telling: Telling, day: date) -> tuple[str, str]:
    chance, years = telling.chance, age(life.born, day)
    times = (
        ("10:00", "10:30", "11:00", "13:30") if years < 4 else ("15:30", "15:45", "16:00", "16:30", "17:00")
    )
    places = ["home", "home", "home"]
    if years >= 4:
        places += ["Teams"]
    if "school" in life.needs_on(day):
        places += ["school", "school"]
    if years >= 12:
        places += ["café", "park"]
    return chance.choice(times), chance.choice(places)


def _values(life: Life, telling: Telling, held: Held, planned: date, codes: list[str]) -> dict[str, Any]:
    """What stands on the page of a review that was held and completed here."""
    chance, on = telling.chance, held.held
    years, code = age(life.born, on), _code(life, on, codes)
    time, place = _time_and_place(life, telling, on)
    # Few reviews take two meetings; the clock runs from the second.
    parts = held.on_time and telling.perhaps(0.04) and held.number > 1
    opened = add_working_days(on, -chance.randint(2, 6)) if parts else on
    next_time, next_place = _time_and_place(life, telling, planned)
    settled = planned - telling.today <= BOOKED_AHEAD and not (
        held is life.time.judged[-1] and life.part.role == "time not set"
    )
    ready = add_working_days(opened, -chance.choice((2, 3, 3, 4, 5)))
    chaired = "NO"
    if code == "PN1" and years >= 9:
        chaired = chance.choices(("NO", "CO", "CHAIR"), (92, 6, 2))[0]
    return {
        "child_id": life.id,
        "kind": _kind(held.number),
        "booked_for": opened,
        "booked_time": time,
        "place": place,
        "wanted_there": life.say(telling, "wanted_there", on),
        "agenda": life.say(telling, "agendas", on),
        "report_on": ready if telling.perhaps(0.85) else None,
        "plan_on": ready if telling.perhaps(0.8) else None,
        "covered": _covered(life, telling, held),
        "opened_on": opened,
        "completed_on": on,
        "participation": code,
        "chaired": chaired,
        "child_views": _child_views(life, telling, on, code),
        "parent_views": life.say(telling, "views", on, whose="PARENT"),
        "carer_views": life.say(telling, "views", on, whose="CARER"),
        "other_views": life.say(telling, "views", on, whose="OTHER") if telling.perhaps(0.7) else "",
        "iro_view": life.say(telling, "views", on, whose="IRO") or "I agree with the plan.",
        **_late(life, telling, held),
        "next_on": planned,
        "next_time": next_time if settled else "",
        "next_place": next_place if settled else "",
    }


def _child_views(life: Life, telling: Telling, on: date, code: str) -> str:
    if code == "PN7":
        return f"{life.called} chose not to come and sent no word. I rang twice and left a card."
    if code == "PN4":
        return f"{life.called} came and chose not to speak. Nobody pressed. I will visit within two weeks."
    views = life.say(telling, "views", on, whose="CHILD")
    fallback = f"{life.called} likes how things are and wants nothing changed."
    how = {
        "PN2": "The advocate did the talking.",
        "PN3": f"{life.called} chose pictures to show what is good and what is not.",
        "PN5": "The words came through the advocate.",
        "PN6": "The words came in a message.",
    }.get(code, "")
    return f"{how} {views or fallback}".strip()


def _covered(life: Life, telling: Telling, held: Held) -> str:
    items = items_for(
        age(life.born, held.held),
        first=held.number == 1,
        uasc=life.uasc,
        fostered="foster" in life.home_on(held.held).needs,
    )
    left_out = telling.chance.sample([item.code for item in items], telling.chance.randint(0, 4))
    return " ".join(
        item.code
        for item in items
        if item.code not in left_out or (held.number == 1 and item.code in TOLD_AT_FIRST)
    )


def _notes(
    life: Life, telling: Telling, held: Held, values: dict[str, Any], review_id: str
) -> list[tuple[str, str, str]]:
    """Write the lines noted in the meeting; return id, tag and words of those that decide something."""
    chance, on = telling.chance, held.held
    there = ["" if values["participation"] in ("PN0", "PN5", "PN6", "PN7") else life.called]
    there += [life.home_on(on).carer, life.worker_on(on).name]
    said: list[tuple[str, str]] = [("NOTE", ", ".join(filter(None, there)) + ".")]
    if values["participation"] in ("PN1", "PN2", "PN3", "PN6"):
        said += [("SAID", life.fill(line["text"], on)) for line in life.draw(telling, "quotes", on, count=2)]
    middle = [
        ("WELL", line["text"])
        for line in life.draw(telling, "notes", on, count=chance.randint(2, 3), tag="WELL")
    ]
    middle += [("WORRY", line["text"]) for line in life.draw(telling, "notes", on, count=1, tag="WORRY")]
    decided = [("DECIDE", line["text"]) for line in life.draw(telling, "notes", on, count=1, tag="DECIDE")]
    said += [(tag, life.fill(text, on)) for tag, text in middle + decided]
    minutes = int(values["booked_time"][:2]) * 60 + int(values["booked_time"][3:]) + 3
    kept = []
    for position, (tag, text) in enumerate(said):
        note_id = telling.book.write(
            Note,
            child_id=life.id,
            review_id=review_id,
            tag=tag,
            text=text,
            noted_at=f"{minutes // 60}:{minutes % 60:02}",
            position=position,
        )
        minutes += chance.randint(2, 6)
        if tag == "DECIDE":
            kept.append((note_id, tag, text))
    return kept


def _after(
    life: Life,
    telling: Telling,
    held: Held,
    values: dict[str, Any],
    review_id: str,
    decisions: int,
    last: bool,
) -> None:
    """The ledger and the letter that follow a completed review."""
    chance, on, role = telling.chance, held.held, life.part.role if last else ""
    made = at_most(working_day_near(chance, on, 0, 2), telling.today)
    waits = role == "decisions owed"
    owe(life, telling, "REVIEW", review_id, f"review {held.number}", made)
    words = "1 decision" if decisions == 1 else f"{decisions} decisions"
    owe(life, telling, "DECISIONS", review_id, words, made, waits=waits)
    # All that waits on a weekend is due in the week to come, which is full enough: one entry fewer.
    both = waits and telling.today.weekday() < 5
    owe(life, telling, "PARTICIPATION", review_id, values["participation"], made, waits=both)
    if role in NO_LETTER:
        return
    exported = at_most(working_day_near(chance, on, 6, 14), telling.today)
    letter_id = telling.book.write(
        Letter,
        child_id=life.id,
        review_id=review_id,
        drafted_on=max(on, exported - timedelta(days=1)),
        phrases_version="",
    )
    initials = f"{life.first_name[0]}{life.surname[0]}"
    file = f"{on.isoformat()}_review-letter_{initials}_v1.docx"
    telling.book.rows[Review][-1]["distributed_on"] = sent(telling, exported)
    owe(
        life,
        telling,
        "LETTER",
        letter_id,
        "letter",
        exported,
        file=file,
        sha256=hashlib.sha256(f"{file}{letter_id}".encode()).hexdigest(),
    )


def _booked(life: Life, telling: Telling) -> str:
    """The next review, with what is known of it."""
    on, role = life.time.booked, life.part.role
    known = on - telling.today <= BOOKED_AHEAD and role != "time not set"
    last = telling.book.rows[Review][-1]
    time, place = _time_and_place(life, telling, on)
    if known and last["child_id"] == life.id and last["next_time"]:
        time, place = last["next_time"], last["next_place"]
    near = known and on - telling.today <= timedelta(days=7)
    ready = add_working_days(on, -3)
    came = near and ready <= telling.today and role != "no report"
    return telling.book.write(
        Review,
        child_id=life.id,
        kind=_kind(len(life.time.held) + 1),
        booked_for=on,
        booked_time=time if known else "",
        place=place if known else "",
        wanted_there=life.say(telling, "wanted_there", on) if known else "",
        agenda=life.say(telling, "agendas", on) if known else "",
        report_on=ready if came else None,
        plan_on=ready if came and telling.perhaps(0.6) else None,
        chaired="CO" if role == "co-chairs" else "NO",
    )
