"""One child of the list beside the record: what is new, what differs, and what must be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from iro_tui.exchange.listed import Listed, Question
from iro_tui.exchange.plan import Updated, Write
from iro_tui.exchange.sheet import Sheet
from iro_tui.record.child import Child, PeriodOfCare
from iro_tui.record.consultation import Consultation
from iro_tui.record.home import LegalStatus, Placement
from iro_tui.record.midway import Midway
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.rules.dates import say_date

SOURCE = "import"
"""What rows carry that came from a list."""

_COUNCILS = {
    "first_name": "first_name",
    "surname": "surname",
    "born": "born",
    "sex": "sex",
    "ethnicity": "ethnicity",
    "uasc": "uasc",
    "disability": "disability",
    "category_of_need": "category_of_need",
    "permanence": "permanence",
}
"""Fields of a child where the council's list is the record: child field to list field."""

_IROS = {"known_as": "known_as", "language": "language", "sibling_group": "siblings"}
"""Fields the IRO keeps: the list fills them when they are empty and changes nothing else."""

_WORKERS = {"worker": "SOCIAL_WORKER", "team_manager": "TEAM_MANAGER", "advocate": "ADVOCATE"}


@dataclass(frozen=True)
class Kept:
    """What the record holds of one child, as far as a list can speak of it."""

    child: Child
    periods: Sequence[PeriodOfCare] = ()
    """By start, the newest last; so are the others."""
    legal: Sequence[LegalStatus] = ()
    placements: Sequence[Placement] = ()
    people: Sequence[Person] = ()
    reviews: Sequence[Review] = ()
    midways: Sequence[Midway] = ()
    talks: Sequence[Consultation] = ()


@dataclass
class Compared:
    """The answer for one child."""

    sheet: Sheet
    listed: Listed
    name: str
    mosaic_id: str
    """The number on the record; the list's own when the child is new."""
    updated: list[Updated] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    def change(self, what: str, before: object, after: object) -> None:
        """Note a change in words."""
        self.updated.append(Updated(self.mosaic_id, self.name, what, _say(before), _say(after)))

    def write(self, table: str, row_id: str | None, **values: Any) -> None:
        """Note a row to write."""
        self.writes.append(Write(table, self.mosaic_id, row_id, values))

    def ask(self, column: str, why: str) -> None:
        """Note a question about a cell that was read."""
        raw = _say(self.listed.get(column))
        heading = self.sheet.heading(column)
        self.questions.append(Question(self.listed.row, self.mosaic_id, heading, raw, why))


def new_child(sheet: Sheet, found: Listed, today: date) -> Compared:
    """What a child who is not here yet brings along; number, first name and date of birth are known."""
    name = f"{found.first_name} {found.surname}".strip()
    made = Compared(sheet, found, name, found.mosaic_id)
    values = {ours: found.get(theirs) for ours, theirs in {**_COUNCILS, **_IROS}.items()}
    values |= {"first_name": found.first_name, "surname": found.surname, "notes": "\n".join(_remarks(found))}
    made.write(
        "child",
        None,
        mosaic_id=found.mosaic_id,
        **{name: value for name, value in values.items() if value not in (None, "")},
    )
    _rest(made, Kept(Child(mosaic_id=found.mosaic_id, first_name="", born=found.get("born"))), today)
    made.updated.clear()
    return made


def known_child(sheet: Sheet, found: Listed, kept: Kept, today: date) -> Compared:
    """What the list says differently about a child who is here.

    Args:
        sheet: the list.
        found: the child in it.
        kept: the child here.
        today: from when a change counts whose day the list does not tell.
    """
    made = Compared(sheet, found, kept.child.full_name, kept.child.mosaic_id)
    values = _child_values(made, kept.child)
    if values:
        made.write("child", kept.child.id, **values)
    _rest(made, kept, today)
    return made


def _rest(made: Compared, kept: Kept, today: date) -> None:
    _period(made, kept)
    _legal(made, kept, today)
    _placement(made, kept, today)
    for column, role in _WORKERS.items():
        _worker(made, kept, column, role, today)
    _last_review(made, kept)
    _booking(made, kept)
    _midway(made, kept)
    _contact(made, kept)


def _child_values(made: Compared, child: Child) -> dict[str, Any]:
    found = made.listed
    said = {ours: found.get(theirs) for ours, theirs in _COUNCILS.items()}
    said |= {"first_name": found.first_name, "surname": found.surname}
    values = {}
    for name, value in said.items():
        before = getattr(child, name)
        if value not in (None, "") and value != before:
            made.change(name, before, value)
            values[name] = value
    for name, column in _IROS.items():
        value, before = found.get(column), getattr(child, name)
        if value and not before:
            made.change(name, before, value)
            values[name] = value
        elif value and value != before:
            made.ask(column, f"Here it is “{before}”. It stays so until you change it.")
    lines = child.notes.splitlines()
    new = [line for line in _remarks(found) if line not in lines]
    if new:
        values["notes"] = "\n".join([*lines, *new])
        made.change("notes", child.notes, values["notes"])
    return values


def _remarks(found: Listed) -> list[str]:
    """What the list notes, line by line."""
    lines = [line.strip() for line in (found.get("notes") or "").splitlines() if line.strip()]
    advocate = found.get("advocate_note")
    return [*lines, f"Advocate: {advocate}"] if advocate else lines


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
        made.ask(
            "looked_after_since",
            f"Here it is {say_date(last.started_on)}. Correct it here, or end that period of care first.",
        )


def _legal(made: Compared, kept: Kept, today: date) -> None:
    code, since = made.listed.get("legal_status"), made.listed.get("legal_since")
    if not code:
        return
    now = _open(kept.legal)
    if now is None:
        if since is None:
            made.ask("legal_status", "The list does not say since when.")
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
        if since is None:
            made.ask("placement", "The list does not say since when.")
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
    if since < now.started_on:
        made.ask(what, f"Here it is {before} since {say_date(now.started_on)}, which is later.")
        return
    made.change(what, before, after)
    if since == now.started_on:
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
    elif now.name != name:
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
        if not before or there.source == SOURCE:
            made.change(name, before, value)
            values[name] = value
        elif name == "participation":
            made.ask(name, f"You recorded {before} for that review. It stays so until you change it.")
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
    elif now.booked_for != on and now.source == SOURCE:
        made.change("booked_for", now.booked_for, on)
        made.write("review", now.id, booked_for=on)
    elif now.booked_for != on and now.booked_for:
        made.ask("booked", f"You booked it for {say_date(now.booked_for)}. It stays so until you change it.")


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


def _say(value: object) -> str:
    """A value as `updated` prints it: dates as YYYY-MM-DD, nothing as empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
