"""How promises went from review to review, what came of what was said, and the answers to alerts."""

from __future__ import annotations

from datetime import date, timedelta

from iro_tui.demo.days import at_most
from iro_tui.demo.found import Found, Row
from iro_tui.demo.life import Life, Telling
from iro_tui.demo.phrases import fits, lines
from iro_tui.record.alert import Alert, AlertMove, AlertReply
from iro_tui.record.consultation import Consultation
from iro_tui.record.decision import Decision
from iro_tui.record.midway import Midway
from iro_tui.record.progress import Progress, ViewAnswer
from iro_tui.record.review import Review
from iro_tui.rules.dates import age
from iro_tui.rules.working_days import add_working_days, last_working_day

SLIPPED = "It was promised again, for a later day."


def write_progress(life: Life, telling: Telling, found: Found, *, slips: bool) -> None:
    """Write what was said of each promise, at midways, at reviews and in between.

    Args:
        life: the child.
        telling: what the story is told with.
        found: what was told already.
        slips: whether one promise of the review before last is still not kept.
    """
    reviews = {row["completed_on"]: row["id"] for row in found.of(Review, life.id) if row["completed_on"]}
    midways = found.of(Midway, life.id)
    held_on = {review_id: day for day, review_id in reviews.items()}
    for row in found.of(Decision, life.id):
        made = held_on[row["review_id"]]
        later = sorted(day for day in reviews if day > made)
        if slips and row["by_when"] and not row["starting"] and len(later) == 1:
            slips = False
            _slip(row, telling, midways, made, later[0], reviews[later[0]])
            continue
        if row["status"] != "OPEN":
            on = row["closed_on"] or (later[0] if later else last_working_day(telling.today))
            _say(telling, row, on, row["status"], row["reason"], **_where(on, reviews, midways))


def _slip(
    row: Row, telling: Telling, midways: list[Row], made: date, review_on: date, review_id: str
) -> None:
    """Half done at the midway, moved, not done at the review after it, and open ever since."""
    first = row["by_when"]
    reason = next(line["text"] for line in lines("promises") if line["status"] == "NOT_DONE")
    for midway in midways:
        if made < midway["held_on"] < review_on:
            part = next(line["text"] for line in lines("promises") if line["status"] == "PART")
            _say(telling, row, midway["held_on"], "PART", part, midway_id=midway["id"])
    _say(telling, row, review_on, "NOT_DONE", reason, review_id=review_id)
    moved = last_working_day(max(review_on, first) + timedelta(days=63))
    _say(telling, row, review_on, "NOT_DONE", SLIPPED, by_when=moved)
    row.update(status="NOT_DONE", reason=reason, closed_on=None, first_by=first, by_when=moved)


def _where(on: date, reviews: dict[date, str], midways: list[Row]) -> dict[str, str]:
    if on in reviews:
        return {"review_id": reviews[on]}
    midway = next((row for row in midways if row["held_on"] == on), None)
    return {"midway_id": midway["id"]} if midway else {}


def _say(telling: Telling, row: Row, on: date, status: str, note: str, **more: object) -> None:
    telling.book.write(
        Progress,
        child_id=row["child_id"],
        decision_id=row["id"],
        answered_on=on,
        status=status,
        note=note,
        **more,
    )


def write_view_answers(life: Life, telling: Telling, found: Found) -> None:
    """Write what came of what the child said before the review before last; of the newest it is too soon."""
    if len(life.time.held) < 2:
        return
    until, since = life.time.held[-1], life.time.held[-2]
    for talk in found.of(Consultation, life.id):
        asked = talk["own_words"] and since - timedelta(days=20) <= talk["held_on"] < until
        if asked and telling.perhaps(0.6):
            line = telling.chance.choice(lines("view_answers"))
            telling.book.write(
                ViewAnswer,
                child_id=life.id,
                consultation_id=talk["id"],
                answered_on=until,
                outcome=line["outcome"],
                words=line["words"],
            )


def write_replies(life: Life, telling: Telling, found: Found) -> None:
    """Write the answers to a child's alerts, and that the child was told how they ended."""
    chance, today = telling.chance, telling.today
    formal = {row["alert_id"]: row["moved_on"] for row in found.of(AlertMove, life.id)}
    manager = life.workers[-1].manager
    for row in found.of(Alert, life.id):
        closed, moved = row["closed_on"], formal.get(row["id"])
        if moved:
            _reply(telling, row, moved, manager, "It is being looked into.", enough=False)
        if closed:
            _reply(telling, row, closed, manager, "It will be done, and the date is set.", enough=True)
            row["decision"] = "What was asked for is agreed, and a date is set."
            told = at_most(add_working_days(closed, chance.randint(1, 8)), today)
            row["child_told_on"] = max(told, closed) if life.age >= 5 and telling.perhaps(0.8) else None
            row["follow_up_on"] = add_working_days(closed, 30)
            if row["follow_up_on"] <= today:
                row["follow_up"] = "It was kept."
            row["tracked"] = bool(moved)


def _reply(telling: Telling, row: Row, on: date, who: str, words: str, *, enough: bool) -> None:
    telling.book.write(
        AlertReply,
        child_id=row["child_id"],
        alert_id=row["id"],
        answered_on=on,
        who=who,
        words=words,
        enough=enough,
    )


def write_good_practice(lives: list[Life], telling: Telling) -> None:
    """Write good practice that was noted; there is nothing to answer."""
    for line in lines("good_practice"):
        day = last_working_day(telling.today - timedelta(days=telling.chance.randint(20, 120)))
        able = [
            life
            for life in lives
            if life.time.entered < day and fits(line, age(life.born, day), life.needs_on(day))
        ]
        life = telling.chance.choice(able)
        telling.book.write(
            Alert,
            child_id=life.id,
            kind="GOOD",
            raised_on=day,
            concern=line["concern"],
            impact=life.fill(line["impact"], day),
            outcome="RESOLVED",
            closed_on=day,
        )
