"""What one review looks at: the list filtered to the child, and what the record has answered already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, or_, select

from iro_tui.casework.children import the
from iro_tui.casework.decisions import DecisionLine, closes
from iro_tui.casework.review_seen import Seen
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.consultation import Consultation
from iro_tui.record.court import Proceedings, ProtectionPlan
from iro_tui.record.immigration import Immigration
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.rules.checklist import items_for, lines_of, ticked, why_not, with_reason
from iro_tui.rules.codes import codes
from iro_tui.rules.dates import age


class ChecklistLine(NamedTuple):
    """One line to tick off."""

    code: str
    """Its codes with spaces between them; `rules.checklist.ticked` takes it as it is."""
    words: str
    covered: bool
    why_not: str = ""
    """Why it was not looked at; empty when it was, or when nobody said yet."""


def checklist(session: Session, seen: Seen, promises: Sequence[DecisionLine]) -> tuple[ChecklistLine, ...]:
    """The lines of a review that apply to this child, on the day it is held."""
    review = seen.review
    covered = answered(session, seen)
    if promises and all(closes(promise.status) for promise in promises):
        covered.add("DECISIONS")
    skipped = set(review.not_covered.split())
    found = []
    for line in lines_of(items_for(age(seen.child.born, seen.on), first=seen.first, **_facts(session, seen))):
        done = covered.issuperset(line.codes)
        left = not done and skipped.issuperset(set(line.codes) - covered)
        reason = why_not(review.not_covered_why, line.short) if left else ""
        found.append(ChecklistLine(" ".join(line.codes), line.short, done, reason))
    return tuple(found)


def _facts(session: Session, seen: Seen) -> dict[str, bool]:
    home, legal, child = seen.file.home, seen.file.legal, seen.child
    group = codes("placement_type")[home.what].columns["group"] if home else ""
    foreign = child.nationality.strip().casefold() not in ("", "british", "uk")
    return {
        "uasc": child.uasc or foreign or running(session, Immigration, seen) is not None,
        "dual": running(session, ProtectionPlan, seen) is not None,
        "fostered": group.startswith("Foster"),
        "proceedings": (legal is not None and legal.what == "C1") or at_court(session, seen) is not None,
        "new_iro": _new_iro(session, seen),
    }


def running(session: Session, table: Any, seen: Seen, *which: Any) -> Any | None:
    """The newest row of a table with a start and an end that runs on the day of the review; None for none."""
    return session.exec(
        select(table)
        .where(
            *which,
            table.child_id == seen.child.id,
            table.started_on <= seen.on,
            or_(col(table.ended_on).is_(None), table.ended_on > seen.on),
        )
        .order_by(col(table.started_on).desc())
    ).first()


def at_court(session: Session, seen: Seen) -> Proceedings | None:
    """The care proceedings that go on at the time of the review; other cases have no Children's Guardian."""
    case = running(session, Proceedings, seen, col(Proceedings.kind).in_(("CARE", "PLACEMENT")))
    return case if isinstance(case, Proceedings) else None


def _new_iro(session: Session, seen: Seen) -> bool:
    people = session.exec(
        select(Person).where(
            Person.child_id == seen.child.id,
            Person.role == "IRO",
            or_(col(Person.until_on).is_(None), col(Person.until_on) > seen.on),
        )
    )
    began = [person.from_on for person in people]
    return seen.since is not None and any(day is not None and seen.since < day <= seen.on for day in began)


_TOLD = {"ADVOCATE": "ADVOCACY", "COMPLAINT": "COMPLAINTS", "VISITOR": "IV"}
"""What a talk says the child was told about, and the item it answers."""


def answered(session: Session, seen: Seen) -> set[str]:
    """The items that were ticked, or that something on the record answers: nobody ticks these twice."""
    review = seen.review
    said = {
        "CAREPLAN_READY": review.report_on and review.plan_on,
        "CHILD_VIEWS": review.child_views,
        "PARENT_VIEWS": review.parent_views or review.parents_left_out,
        "CARER_VIEWS": review.carer_views,
        "PARTICIPATION": review.participation,
        "CHAIRED": review.participation,
        "NEXT": review.next_on,
        "IRO_LEAFLET": seen.is_new(seen.child.leaflet_on),
    }
    case = at_court(session, seen)
    told = _told(session, seen)
    return {
        *review.covered.split(),
        *(code for code, answer in said.items() if answer),
        *(_TOLD[code] for code in told),
        *(("GUARDIAN",) if case and seen.is_new(case.guardian_on) else ()),
    }


def _told(session: Session, seen: Seen) -> set[str]:
    """What the child was told about in talks for this review."""
    told = session.exec(
        select(Consultation.told).where(
            Consultation.child_id == seen.child.id,
            Consultation.told != "",
            Consultation.held_on <= seen.on,
            Consultation.held_on > (seen.since or date.min),
        )
    ).all()
    return {code for codes_told in told for code in codes_told.split()}


@verb("checklist ticked")
def tick_item(session: Session, review_id: str, line: str, yes: bool) -> None:
    """Tick a line of the checklist, or take the tick away; a reason for leaving it out goes.

    Args:
        session: an open session.
        review_id: the review.
        line: the codes of the line, with spaces between them.
        yes: True ticks.

    Raises:
        BadInput: the review is gone, or a code is unknown.
    """
    row = the(session, Review, review_id)
    short = _short(line)
    row.covered = ticked(row.covered, line, yes)
    row.not_covered = ticked(row.not_covered, line, False)
    row.not_covered_why = with_reason(row.not_covered_why, short, "")


@verb("checklist item left out")
def leave_out(session: Session, review_id: str, line: str, reason: str) -> None:
    """Say that a line of the checklist was not looked at, and why.

    Args:
        session: an open session.
        review_id: the review.
        line: the codes of the line, with spaces between them.
        reason: why.

    Raises:
        BadInput: the review is gone, a code is unknown, or there is no reason.
    """
    row = the(session, Review, review_id)
    short = _short(line)
    if not reason.strip():
        raise BadInput("Say why it was not looked at.")
    row.covered = ticked(row.covered, line, False)
    row.not_covered = ticked(row.not_covered, line, True)
    row.not_covered_why = with_reason(row.not_covered_why, short, reason)


def _short(line: str) -> str:
    listed = codes("review_checklist")
    unknown = [code for code in line.split() if code not in listed]
    if unknown or not line.strip():
        raise BadInput(f"“{line}” is not on the checklist.")
    return listed[line.split()[0]].short
