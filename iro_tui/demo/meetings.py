"""What surrounds each review: papers, invitations, who was there, why a child was not."""

from __future__ import annotations

from datetime import timedelta

from iro_tui.demo.found import Found, Row, by_now
from iro_tui.demo.life import Life, Telling
from iro_tui.record.review import Review, ReviewMeeting
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import add_working_days

_WHY = {"CHOSE": 40, "TIME": 15, "PEOPLE": 12, "UPSET": 12, "SCHOOL": 11, "ILL": 6, "NEEDS": 4}
_JUDGED = {"ON_TRACK": 78, "CONCERN": 19, "ESCALATE": 3}
_COVERS = ("HEALTH", "EMOTIONAL", "SCHOOL", "PERMANENCE", "IDENTITY")


def write_meetings(life: Life, telling: Telling, found: Found) -> None:
    """Complete the reviews that were held here, and the one that is near."""
    for row in found.of(Review, life.id):
        if row["completed_on"] and not row["source"]:
            _held(life, telling, row)
        elif row["booked_for"] and not row["opened_on"]:
            _booked(life, telling, row)


def _held(life: Life, telling: Telling, row: Row) -> None:
    chance, today, on = telling.chance, telling.today, row["opened_on"]
    absent = row["participation"] in ("PN5", "PN6", "PN7")
    there = [] if absent else [life.called]
    there += [life.home_on(on).carer, life.worker_on(on).name]
    if "school" in life.needs_on(on) and telling.perhaps(0.5):
        there.append("a teacher")
    row["there"] = ", ".join(there)
    row["agreed_on"] = add_working_days(on, -chance.randint(11, 22)) if telling.perhaps(0.9) else None
    row["worker_on"] = add_working_days(on, -chance.randint(8, 16)) if telling.perhaps(0.9) else None
    row["invited_on"] = add_working_days(on, -chance.randint(8, 12)) if telling.perhaps(0.9) else None
    row["report_covers"] = " ".join(code for code in _COVERS if row["report_on"] and telling.perhaps(0.9))
    row["plan_judgement"] = telling.one_of(_JUDGED)
    row["chair_ready"] = row["chaired"] != "NO"
    row["plan_updated_on"] = by_now(row["completed_on"] + timedelta(days=chance.randint(3, 6)), today)
    if absent:
        row["absence"] = _why_not(life, telling, row)
    if row["participation"] == "PN7":
        row["tried"] = "Rang twice, sent a card, and asked the carer to pass on a message."
    if row["completed_on"] != on:
        row["format"] = "SERIES"
        for day, who in ((on, "The child and the carer"), (row["completed_on"], "The workers")):
            telling.book.write(
                ReviewMeeting,
                child_id=life.id,
                review_id=row["id"],
                on=day,
                at=row["booked_time"],
                place=row["place"],
                who=who,
                state="HELD",
            )


def _why_not(life: Life, telling: Telling, row: Row) -> str:
    reason = telling.one_of(_WHY)
    at_school = "school" in life.needs_on(row["opened_on"])
    young = age(life.born, row["opened_on"]) < 8
    return "UPSET" if (reason == "SCHOOL" and not at_school) or (reason == "CHOSE" and young) else reason


def _booked(life: Life, telling: Telling, row: Row) -> None:
    chance, today, on = telling.chance, telling.today, row["booked_for"]
    row["agreed_on"] = by_now(add_working_days(on, -chance.randint(20, 24)), today)
    row["worker_on"] = by_now(add_working_days(on, -chance.randint(16, 20)), today)
    row["invited_on"] = by_now(add_working_days(on, -chance.randint(11, 14)), today)
    if life.part.role == "time not set":
        row["agreed_on"] = row["invited_on"] = None
