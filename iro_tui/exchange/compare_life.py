"""What a list says of a child's life beside the record: care, home, law, workers, reviews, midways, talks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from iro_tui.exchange.compared import SOURCE, Compared, Kept
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.review import Review
from iro_tui.rules.dates import say_date

_WORKERS = {"worker": "SOCIAL_WORKER", "team_manager": "TEAM_MANAGER", "advocate": "ADVOCATE"}


def compare_life(made: Compared, kept: Kept, today: date) -> None:
    """Note what the list says newly or differently of a child's life.

    Args:
        made: takes what is found.
        kept: the child here.
        today: from when a change counts whose day the list does not tell.
    """
    _period(made, kept)
    _legal(made, kept, today)
    _placement(made, kept, today)
    for column, role in _WORKERS.items():
        _worker(made, kept, column, role, today)
    _last_review(made, kept)
    _booking(made, kept)
    _midway(made, kept)
    _contact(made, kept)


def _period(made: Compared, kept: Kept) -> None:
    """C5: a start after the end of the last period is a new one; any other difference is asked."""
    since = made.listed.get("looked_after_since")
    last = kept.periods[-1] if kept.periods else None
    if since is None or (last and last.started_on == since):
        return
    if last is None or (last.ended_on and since >= last.ended_on):
        made.change("looked_after_since", "", since)
        made.write("period_of_care", None, started_on=since)
    else:
        why = (
            f"Here it is {say_date(last.started_on)}. Which is right? A new time in care begins after an end."
        )
        if made.settle("looked_after_since", last.started_on, since, why):
            made.change("looked_after_since", last.started_on, since)
            made.write("period_of_care", last.id, started_on=since)


def _legal(made: Compared, kept: Kept, today: date) -> None:
    code, since = made.listed.get("legal_status"), made.listed.get("legal_since")
    if not code:
        return
    now = _open(kept.legal)
    if now is None:
        since = since or made.since("legal_status")
        if since is None:
            return
        made.change("legal_status", "", code)
        made.write("legal_status", None, code=code, started_on=since)
    elif now.code == code:
        if since and since != now.started_on:
            made.change("legal_since", now.started_on, since)
            made.write("legal_status", now.id, started_on=since)
    else:
        _follow(made, "legal_status", ("legal_status", now.code, code), now, since or today, {"code": code})


def _placement(made: Compared, kept: Kept, today: date) -> None:
    found = made.listed
    kind, since = found.get("placement"), found.get("placed_since")
    if not kind:
        return
    details = {
        ours: found.get(theirs)
        for ours, theirs in (
            ("provider", "provider"),
            ("postcode", "postcode"),
            ("phone", "phone"),
            ("carer", "carer"),
        )
        if found.get(theirs)
    }
    now = _open(kept.placements)
    if now is None:
        since = since or made.since("placement")
        if since is None:
            return
        made.change("placement", "", kind)
        made.write("placement", None, kind=kind, started_on=since, **details)
    elif _moved(now, kind, since, details):
        words = ("placement", _home(now.kind, now.postcode), _home(kind, details.get("postcode", "")))
        _follow(made, "placement", words, now, since or today, {"kind": kind, **details})
    else:
        values = {name: value for name, value in details.items() if value != getattr(now, name)}
        if since and since != now.started_on:
            values["started_on"] = since
        for name, value in values.items():
            made.change(f"placement_{name}", getattr(now, name), value)
        if values:
            made.write("placement", now.id, **values)


def _moved(now: Placement, kind: str, since: date | None, details: Mapping[str, str]) -> bool:
    """Another kind, or the same kind begun later at another address; a later start alone is a correction."""
    elsewhere = details.get("postcode", now.postcode) != now.postcode
    return kind != now.kind or (since is not None and since > now.started_on and elsewhere)


def _home(kind: str, postcode: str) -> str:
    return f"{kind} {postcode}".strip()


def _follow(
    made: Compared,
    table: str,
    words: tuple[str, str, str],
    now: LegalStatus | Placement,
    since: date,
    values: Mapping[str, Any],
) -> None:
    """Close the open row of a history and open the next; an older change than what stands here is asked."""
    what, before, after = words
    correction = since == now.started_on
    if since < now.started_on:
        why = f"Here it is {before} since {say_date(now.started_on)}, which is later."
        if not made.settle(what, f"{before} {now.started_on}", f"{after} {since}", why):
            return
        values, correction = {**values, "started_on": since}, True
    made.change(what, before, after)
    if correction:
        made.write(table, now.id, **values)
    else:
        made.write(table, now.id, ended_on=since)
        made.write(table, None, started_on=since, **values)


def _worker(made: Compared, kept: Kept, column: str, role: str, today: date) -> None:
    """A change of worker closes the old row and opens a new one, so that changes can be counted."""
    name = made.listed.get(column)
    if not name:
        return
    team = (made.listed.get("team") or "") if role == "SOCIAL_WORKER" else ""
    here = [person for person in kept.people if person.role == role and person.until_on is None]
    now = here[-1] if here else None
    if now is None:
        made.change(column, "", name)
        made.write("person", None, name=name, role=role, team=team)
    elif now.name.casefold() != name.casefold():
        made.change(column, now.name, name)
        made.write("person", now.id, until_on=today)
        made.write("person", None, name=name, role=role, team=team, from_on=today)
    elif team and now.team != team:
        made.change("team", now.team, team)
        made.write("person", now.id, team=team)


def _last_review(made: Compared, kept: Kept) -> None:
    found = made.listed
    on = found.get("last_review")
    if on is None:
        return
    there = next((row for row in kept.reviews if _held_then(row, on)), None)
    if there is None:
        made.change("last_review", "", on)
        made.write(
            "review",
            None,
            kind=found.get("review_kind") or "SUBSEQUENT",
            opened_on=on,
            completed_on=on,
            participation=found.get("participation") or "",
            distributed_on=found.get("distributed"),
            source=SOURCE,
        )
        return
    values = {}
    for name, value in (
        ("participation", found.get("participation")),
        ("distributed_on", found.get("distributed")),
    ):
        before = getattr(there, name)
        if not value or value == before:
            continue
        councils = not before or there.source == SOURCE
        if not councils and name != "participation":
            continue
        if councils or made.settle(name, before, value, f"You recorded {before} for that review."):
            made.change(name, before, value)
            values[name] = value
    if values:
        made.write("review", there.id, **values)


def _held_then(row: Review, on: date) -> bool:
    if row.opened_on is None:
        return False
    return row.opened_on <= on <= (row.completed_on or row.opened_on)


def _booking(made: Compared, kept: Kept) -> None:
    on = made.listed.get("booked")
    held = [row.completed_on or row.opened_on for row in kept.reviews if row.opened_on]
    last = max([day for day in (*held, made.listed.get("last_review")) if day], default=date.min)
    if on is None or on <= last or any(row.opened_on and not row.completed_on for row in kept.reviews):
        # Overtaken by the review that was held, or one is being written just now.
        return
    booked = [row for row in kept.reviews if row.opened_on is None and row.booked_for]
    booked = [row for row in booked if row.booked_for and row.booked_for > last]
    now = min(booked, key=lambda row: row.booked_for or date.max, default=None)
    if now is None:
        made.change("booked_for", "", on)
        made.write("review", None, kind=_kind_of_next(made, kept), booked_for=on, source=SOURCE)
    elif now.booked_for and now.booked_for != on:
        why = f"You booked it for {say_date(now.booked_for)}."
        if now.source != SOURCE and not made.settle("booked", now.booked_for, on, why):
            return
        made.change("booked_for", now.booked_for, on)
        made.write("review", now.id, booked_for=on)


def _kind_of_next(made: Compared, kept: Kept) -> str:
    """What comes after the last review known here or in the list (C1 to C3)."""
    since = kept.periods[-1].started_on if kept.periods else None
    held = [row for row in kept.reviews if row.opened_on and (since is None or row.opened_on >= since)]
    kinds = {row.kind for row in held}
    if made.listed.get("last_review"):
        kinds.add(made.listed.get("review_kind") or "SUBSEQUENT")
    if not kinds:
        return "FIRST"
    return "SECOND" if kinds == {"FIRST"} else "SUBSEQUENT"


def _midway(made: Compared, kept: Kept) -> None:
    on = made.listed.get("last_midway")
    if on and all(row.held_on != on for row in kept.midways):
        made.change("midway", "", on)
        # How it was held and what the IRO judged is not in the list, and nothing is made up.
        made.write("midway", None, held_on=on, method="", judgement="", source=SOURCE)


def _contact(made: Compared, kept: Kept) -> None:
    on = made.listed.get("last_contact")
    if on and all(row.held_on != on for row in kept.talks):
        made.change("contact", "", on)
        made.write("consultation", None, held_on=on, kind="", source=SOURCE)


def _open(rows: Sequence[Any]) -> Any:
    still = [row for row in rows if row.ended_on is None]
    return still[-1] if still else None
