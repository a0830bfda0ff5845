"""What an alert begins with when it is raised from something: concern, themes, evidence with its dates.

Concern and themes come from a list (`alert_from.csv`), by kind of line on Today, item of the checklist, or
entry; the evidence is what the record and the rules say of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.item import Item
from iro_tui.casework.promises import Promise, promises_of
from iro_tui.casework.words import cut, home_word
from iro_tui.rules.codes import codes, label
from iro_tui.rules.dates import say_date
from iro_tui.rules.registry import rule

if TYPE_CHECKING:
    from sqlmodel import Session

CONCERN = 200
"""The most letters the one line of a concern takes."""

LOOK = "LOOK_"
"""What the code of a checklist item begins with in the list."""


@dataclass(frozen=True, slots=True)
class Begins:
    """What the form of an alert begins with."""

    child_id: str
    about: str
    """What it is raised from, `table:id`; `due:PEP` for a line of Today that has no row, and with the code of
    its line after it for one of a review's checklist."""
    concern: str
    themes: str
    evidence: str

    def values(self, today: date) -> dict[str, Any]:
        """The fields of `AlertFields`, raised today."""
        return {
            "raised_on": today,
            "concern": self.concern,
            "themes": self.themes,
            "evidence": self.evidence,
        }


TABLES = {
    "REVIEW": "review",
    "PREPARE": "review",
    "PLAN_UPDATE": "review",
    "OBJECTION": "review",
    "TOLD": "period_of_care",
    "CARE_PLAN": "period_of_care",
    "PLACEMENT_PLAN": "placement",
    "INTERVIEW": "missing_episode",
}
"""The table of the row a line of Today is about, by its kind; others have no row yet."""


def begins_with_item(item: Item) -> Begins | None:
    """From a line of Today; None for what is the IRO's own to do, or is an alert already."""
    known = codes("alert_from").get(item.kind)
    if known is None:
        return None
    table = TABLES.get(item.kind, "")
    about = f"{table}:{item.subject_id}" if table and item.subject_id else f"due:{item.kind}"
    return Begins(item.child_id, about, known.label, known.columns["themes"], _of_item(item))


def begins_with_check(session: Session, review_id: str, line: str, today: date) -> Begins:
    """From a line of the checklist of a review.

    Args:
        session: an open session.
        review_id: the review.
        line: the codes of the line, with spaces between them.
        today: the day that stands in for today.

    Raises:
        BadInput: the review is gone.
    """
    from iro_tui.casework.children import the
    from iro_tui.record.review import Review

    review = the(session, Review, review_id)
    record = child_record(session, review.child_id)
    number = next((each.line.number for each in record.reviews if each.line.id == review_id), None)
    found = [codes("alert_from").get(f"{LOOK}{code}") for code in line.split()]
    known = [each for each in found if each]
    listed = codes("review_checklist")
    first = listed[line.split()[0]]
    day = review.opened_on or review.booked_for or today
    evidence = [f"Review{f' {number}' if number else ''}, {say_date(day)}: {first.short.lower()}."]
    kinds = {each.columns["kind"] for each in known} - {""}
    if kinds:
        evidence += [_of_item(item) for item in _due(session, review.child_id, today) if item.kind in kinds]
    if "DECISIONS" in line.split() or "DRIFT" in line.split():
        evidence += [evidence_of(each) for each in promises_of(record, today) if each.open and each.late]
    return Begins(
        review.child_id,
        f"review:{review_id}:{line.split()[0]}",
        known[0].label if known else first.short,
        " ".join(dict.fromkeys(theme for each in known for theme in each.columns["themes"].split())),
        "\n".join(evidence),
    )


def begins_with_row(session: Session, child_id: str, table: str, row_id: str, today: date) -> Begins | None:
    """From a promise, a placement or an event; None for any other row.

    Raises:
        BadInput: the child is not here any more.
    """
    record = child_record(session, child_id)
    if table == "decision":
        promise = next((each for each in promises_of(record, today) if each.id == row_id), None)
        return _of_promise(child_id, promise) if promise and promise.open else None
    if table in ("placement", "event"):
        return _not_asked(record, table, row_id)
    return None


def same_alert(session: Session, begins: Begins) -> str:
    """The id of an open alert that was raised from the same thing with the same concern; empty for none."""
    from sqlmodel import col, select

    from iro_tui.record.alert import Alert

    found = session.exec(
        select(Alert.id).where(
            Alert.child_id == begins.child_id,
            Alert.about == begins.about,
            Alert.concern == begins.concern,
            Alert.outcome == "OPEN",
            Alert.kind == "ALERT",
            col(Alert.closed_on).is_(None),
        )
    ).first()
    return found or ""


def evidence_of(promise: Promise) -> str:
    """What was decided, when, for whom, and every date it had."""
    said = [promise.text.rstrip(".")]
    if promise.made_on:
        number = f" {promise.review_number}" if promise.review_number else ""
        said.append(f"decided at review{number} on {say_date(promise.made_on)}")
    if promise.who:
        said.append(f"for {promise.who}")
    if promise.moves:
        said.append(f"first by {say_date(promise.moves[0])}")
        said += [f"moved to {say_date(day)}" for day in promise.moves[1:]]
    if promise.drift:
        said.append(f"{promise.drift} days over")
    return f"{', '.join(said)}.{f' {promise.reason}' if promise.reason else ''}"


def _of_item(item: Item) -> str:
    """Why it is due, when its time ended, and the rule that says so."""
    lines = [item.why]
    if item.law is not None:
        known = rule(item.law.rule)
        lines += [f"{step}." for step in item.law.steps[:1]]
        lines.append(f"Last day: {say_date(item.law.due)}. {known.title}: {known.source}.")
    return "\n".join(lines)


def _due(session: Session, child_id: str, today: date) -> Sequence[Item]:
    from iro_tui.casework.due import due_of
    from iro_tui.casework.files import open_files

    return due_of(open_files(session, today, [child_id])[child_id], today)


def _of_promise(child_id: str, promise: Promise) -> Begins:
    known = codes("alert_from")["PROMISE"]
    concern = cut(f"Not done: {promise.text}" if promise.drift or promise.late else promise.text, CONCERN)
    return Begins(child_id, f"decision:{promise.id}", concern, known.columns["themes"], evidence_of(promise))


def _not_asked(record: ChildRecord, table: str, row_id: str) -> Begins | None:
    row = next((each for each in record.tables[table] if each["id"] == row_id), None)
    if row is None:
        return None
    called = record.child["known_as"] or record.child["first_name"]
    moved = table == "placement"
    lines = _of_move(row, called) if moved else _of_event(row, called)
    iro = row["iro_asked_on"]
    lines.append(f"I was asked on {say_date(iro)}." if iro else "I was not asked before.")
    known = codes("alert_from")["MOVE" if moved else "EVENT"]
    themes = known.columns["themes"]
    return Begins(record.child["id"], f"{table}:{row_id}", known.label, themes, "\n".join(lines))


def _of_move(row: Row, called: str) -> list[str]:
    carer = f" with {row['carer']}" if row["carer"] else ""
    planned = {True: ", planned", False: ", not planned"}.get(row["planned"], "")
    home = f"{home_word(row['kind']) or 'a placement'}{carer}{planned}"
    asked = {True: "was asked before", False: "was not asked before"}
    lines = [f"Moved on {say_date(row['started_on'])} to {home}."]
    if row["child_asked"] is None:
        lines.append(f"Nothing says that {called} was asked before.")
    else:
        lines.append(f"{called} {asked[row['child_asked']]}.")
    if row["child_saw"] is False:
        lines.append(f"{called} did not see it first.")
    return lines


def _of_event(row: Row, called: str) -> list[str]:
    what = f": {' '.join(row['what'].split())}" if row["what"] else ""
    happens = f", it happens on {say_date(row['happens_on'])}" if row["happens_on"] else ""
    asked = row["child_asked_on"]
    return [
        f"{label('significant_event', row['kind'])}{what}.",
        f"I heard on {say_date(row['known_on'])}{happens}.",
        f"{called} was asked on {say_date(asked)}."
        if asked
        else f"Nothing says that {called} was asked before.",
    ]
