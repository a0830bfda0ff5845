"""What happens between two reviews of an invented child: talks, midways, messages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from iro_tui.demo.days import at_most, working_day_near
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.outbox import owe
from iro_tui.record.consultation import Consultation
from iro_tui.record.midway import Midway
from iro_tui.record.review import Review
from iro_tui.rules.clock import midway_due
from iro_tui.rules.codes import label
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import add_working_days, last_working_day


def write_midways(life: Life, telling: Telling) -> None:
    """Write the midway between each two reviews held here, and after the last once its day is past."""
    chance, held = telling.chance, life.time.held
    for place, last in enumerate(held):
        following = held[place + 1] if place + 1 < len(held) else None
        due = midway_due(last, following).due if following else life.time.midway
        if (
            due is None
            or last < telling.since
            or due >= telling.today
            or (following and telling.perhaps(0.05))
        ):
            continue
        if following is None and life.part.role == "midway late":
            continue
        late = telling.perhaps(0.12)
        on = working_day_near(chance, due, 1, 7) if late else working_day_near(chance, due, -5, 0)
        end = add_working_days(following, -1) if following else telling.today
        on = max(add_working_days(last, 1), at_most(min(on, last_working_day(end)), telling.today))
        if on <= telling.today:
            _midway(life, telling, on)


def _midway(life: Life, telling: Telling, on: date) -> None:
    judgement = telling.one_of({"ON_TRACK": 70, "CONCERN": 25, "ESCALATE": 5})
    found = life.draw(telling, "midways", on, text="going", judgement=judgement)
    if not found:
        judgement, found = "ON_TRACK", life.draw(telling, "midways", on, text="going")
    line: Mapping[str, str] = (
        found[0]
        if found
        else {
            "judgement": "ON_TRACK",
            "going": "The plan is being followed, as at the last midway.",
            "worries": "Nothing new.",
            "next_steps": "{worker} sends the dates of the next visits.",
        }
    )
    midway_id = telling.book.write(
        Midway,
        child_id=life.id,
        held_on=on,
        method=telling.one_of({"TEAMS": 70, "MEETING": 30}),
        with_whom=life.worker_on(on).name,
        child_seen=telling.perhaps(0.6),
        going=life.fill(line["going"], on),
        worries=life.fill(line["worries"], on),
        next_steps=life.fill(line["next_steps"], on),
        judgement=line["judgement"],
    )
    owe(life, telling, "MIDWAY", midway_id, label("judgement", line["judgement"]).lower(), on)


def write_talks(life: Life, telling: Telling, reviews: Mapping[date, str]) -> None:
    """Write a talk before each review held here, before those near ahead, and a message now and then."""
    codes = {
        row["id"]: row["participation"] for row in telling.book.rows[Review] if row["child_id"] == life.id
    }
    start = life.time.entered
    for on in life.time.held:
        if on >= telling.since:
            day = max(start, working_day_near(telling.chance, on, -7, -1))
            _talk(life, telling, day, reviews[on], codes[reviews[on]])
            if codes[reviews[on]] in ("PN5", "PN7") and telling.perhaps(0.7):
                _follow_up(life, telling, on)
        start = add_working_days(on, 1)
    _before_next(life, telling, start, reviews)
    if life.time.held and life.age >= 5 and telling.perhaps(0.45):
        _message(life, telling, start)


def _before_next(life: Life, telling: Telling, start: date, reviews: Mapping[date, str]) -> None:
    booked, today = life.time.booked, telling.today
    if life.part.role == "not spoken to":
        return
    near = add_working_days(today, 7) >= booked
    if near or (booked - today < timedelta(weeks=4) and telling.perhaps(0.3)):
        day = add_working_days(min(booked, today), -telling.chance.randint(2, 8))
        if day >= start:
            _talk(life, telling, day, reviews[booked], "")
        elif near and start <= today:
            _talk(life, telling, at_most(today, today), reviews[booked], "")


def _talk(life: Life, telling: Telling, on: date, review_id: str, code: str) -> None:
    """One talk before a review: alone, through somebody, or seen and played with when very young."""
    chance, years = telling.chance, age(life.born, on)
    kinds: dict[str, int] = {"ALONE_BEFORE": 70, "ALONE_DAY": 15, "ACTIVITY": 15}
    if years < 4:
        kinds = {"OBSERVED": 1}
    elif code == "PN7":
        kinds = {"REFUSED": 1}
    elif code in ("PN5", "PN6"):
        kinds = {"ALONE_BEFORE": 55, "VIDEO": 15, "PHONE": 20, "TEXT_EMAIL": 10}
    kind = telling.one_of(kinds)
    alone = kind in ("ALONE_BEFORE", "ALONE_DAY", "ACTIVITY")
    places = ["home", "at school" if "school" in life.needs_on(on) else "home", "a walk", "café"]
    words = "" if kind == "REFUSED" else life.say(telling, "quotes", on)
    noticed = life.say(telling, "noticed", on)
    if kind == "REFUSED":
        noticed = "Did not want to talk today. I left a card with my number and will try again."
    told = [code for code in ("ADVOCATE", "COMPLAINT", "VISITOR") if years >= 6 and telling.perhaps(0.5)]
    _write_talk(
        life,
        telling,
        review_id=review_id,
        held_on=on,
        kind=kind,
        place="" if kind in ("PHONE", "VIDEO", "TEXT_EMAIL") else chance.choice(places),
        alone=True if alone else None,
        told=" ".join(told),
        own_words=words,
        noticed=noticed,
        not_to_share="The part about the row with a friend." if years >= 11 and telling.perhaps(0.06) else "",
    )


def _follow_up(life: Life, telling: Telling, on: date) -> None:
    """Contact goes on when a child did not come (practice.md 5)."""
    day = at_most(working_day_near(telling.chance, on, 4, 14), telling.today)
    if day <= on:
        return
    _write_talk(
        life,
        telling,
        held_on=day,
        kind=telling.chance.choice(("PHONE", "VIDEO", "TEXT_EMAIL")),
        own_words=life.say(telling, "quotes", day),
        noticed="I told what was decided and asked what should change. The letter is welcome.",
    )


def _message(life: Life, telling: Telling, start: date) -> None:
    """A call, a message or a game between reviews."""
    days = (telling.today - start).days
    if days < 20:
        return
    day = last_working_day(start + timedelta(days=telling.chance.randint(10, days - 3)))
    found = life.draw(telling, "contacts", day)
    if found and day >= start:
        line = found[0]
        # A game counts as seen alone, which would settle the talk that one part of the story still owes.
        kind = "PHONE" if line["kind"] == "ACTIVITY" and life.part.role == "not spoken to" else line["kind"]
        _write_talk(
            life,
            telling,
            held_on=day,
            kind=kind,
            alone=True if kind == "ACTIVITY" else None,
            place="park" if kind == "ACTIVITY" else "",
            own_words=life.say(telling, "quotes", day),
            noticed=life.fill(line["text"], day),
        )


def write_fresh_talk(life: Life, telling: Telling) -> None:
    """A talk of the last working day that the council does not have yet."""
    day = last_working_day(telling.today)
    values = {"kind": "ALONE_BEFORE" if life.age >= 4 else "OBSERVED", "place": "home", "alone": True}
    words = life.say(telling, "quotes", day)
    noticed = life.say(telling, "noticed", day)
    _write_talk(
        life, telling, waits=True, held_on=day, own_words=words, noticed=noticed, told="ADVOCATE", **values
    )


def _write_talk(life: Life, telling: Telling, *, waits: bool = False, **values: object) -> None:
    talk_id = telling.book.write(Consultation, child_id=life.id, **values)
    written = f"{values.get('own_words', '')} {values.get('noticed', '')}".split()
    on = values["held_on"]
    if isinstance(on, date):
        owe(life, telling, "CONSULTATION", talk_id, f"note, {len(written)} words", on, waits=waits)
