"""The decisions of an invented review, and what came of each."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.days import at_most
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.phrases import Line, lines
from iro_tui.record.decision import Decision
from iro_tui.record.person import Person
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import last_working_day

IRO_NAME = "Ruth Calder"


def write_decisions(
    life: Life,
    telling: Telling,
    on: date,
    next_held: date | None,
    review_id: str,
    notes: list[tuple[str, str, str]],
) -> int:
    """Write the decisions of one review and return how many there are.

    Args:
        life: the child.
        telling: what the story is told with.
        on: the day of the review.
        next_held: when the next review was held; None while it is to come.
        review_id: the review.
        notes: id, tag and words of the lines that decide something.
    """
    chance, position = telling.chance, 0
    for note_id, _, text in notes:
        # What goes on from the day of the review needs no day by which it is done.
        telling.book.write(
            Decision,
            child_id=life.id,
            review_id=review_id,
            note_id=note_id,
            text=text,
            who=life.worker_on(on).name,
            by_when=on,
            starting=True,
            position=position,
            **({"status": "DONE", "closed_on": next_held} if next_held else {}),
        )
        position += 1
    drawn = [
        line for line in life.draw(telling, "decisions", on, count=8) if _who(life, telling, line["who"], on)
    ]
    if not drawn:
        drawn = [line for line in lines("decisions") if line["who"] == "IRO"]
    wishes: list[Line] = []
    if not next_held and telling.perhaps(0.2):
        years, needs = age(life.born, on), life.needs_on(on)
        wishes = telling.phrases.draw("against_wish", years, needs, life.said)
    for line in drawn[: chance.randint(2, 3)]:
        by_when = last_working_day(on + timedelta(weeks=int(line["weeks"]) + chance.randint(0, 3)))
        telling.book.write(
            Decision,
            child_id=life.id,
            review_id=review_id,
            # What happens instead of what the child wished for is a decision of its own.
            text=life.fill(wishes[0]["instead"] if wishes else line["text"], on),
            who=_who(life, telling, "SOCIAL_WORKER" if wishes else line["who"], on),
            by_when=max(by_when, on),
            position=position,
            against_wish=life.fill(wishes[0]["text"], on) if wishes else "",
            **_outcome(life, telling, on, max(by_when, on), next_held),
        )
        wishes = []
        position += 1
    return position


def _who(life: Life, telling: Telling, role: str, on: date) -> str:
    """The person who does it, by name; empty when this child has nobody in that role."""
    if role == "IRO":
        return IRO_NAME
    if role == "SOCIAL_WORKER":
        return life.worker_on(on).name
    if role in ("CARER", "KEY_WORKER"):
        staffed = bool(life.home_on(on).place)
        return "" if (role == "KEY_WORKER") != staffed else life.home_on(on).carer
    if role == "TEACHER" and (age(life.born, on) < 4 or not life.school_on(on)):
        return ""
    people = telling.book.rows[Person]
    return next((row["name"] for row in people if row["child_id"] == life.id and row["role"] == role), "")


def _outcome(
    life: Life, telling: Telling, on: date, by_when: date, next_held: date | None
) -> dict[str, object]:
    """Status, reason and day of closing. Most promises are kept, some late, a few not at all."""
    chance, today = telling.chance, telling.today
    closed = min(last_working_day(by_when + timedelta(days=chance.randint(-12, 9))), next_held or today)
    closed = max(on, at_most(closed, today))
    ways = {"DONE": 90, "CHANGED": 6, "DROPPED": 4}
    if next_held is None:
        ways = {"OPEN": 88, "DONE": 12} if by_when >= today else {"DONE": 72, "OPEN": 20, "PART": 8}
    elif next_held == life.time.held[-1]:
        ways = {"DONE": 86, "CHANGED": 5, "DROPPED": 3, "PART": 3, "NOT_DONE": 3}
    status = telling.one_of(ways)
    if status in ("OPEN", "DONE"):
        return {"status": status, "closed_on": closed if status == "DONE" else None}
    reasons = [line["text"] for line in lines("promises") if line["status"] == status]
    reason = life.fill(chance.choice(reasons), on)
    return {
        "status": status,
        "reason": reason,
        "closed_on": closed if status in ("CHANGED", "DROPPED") else None,
    }
