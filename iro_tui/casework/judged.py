"""What the IRO judges at a review besides the checklist, with what the rules say of it for this child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, func, select

from iro_tui.casework.review_checklist import running
from iro_tui.casework.review_seen import Seen
from iro_tui.casework.visitor import visitor_owed
from iro_tui.errors import BadInput
from iro_tui.record.court import ProtectionPlan
from iro_tui.record.review import Review
from iro_tui.record.rights import IndependentVisitor
from iro_tui.rules.dates import say_date
from iro_tui.rules.long_term import meeting_needed
from iro_tui.rules.safeguards import dual_days

WITHOUT = "WITHOUT"
"""Code of `review_format.csv` of a review that was no meeting."""


def judged(session: Session, seen: Seen) -> tuple[tuple[str, str], ...]:
    """What is asked of the IRO before one review: a label and a sentence or two for each, none of them late.

    Two plans at once (DUAL), whether it has to be a meeting (C14), an independent visitor (VISITOR).
    """
    found = (*_two_plans(session, seen), *_meeting(session, seen), *_visitor(session, seen))
    return tuple(found)


def _two_plans(session: Session, seen: Seen) -> Iterator[tuple[str, str]]:
    plan, since = running(session, ProtectionPlan, seen), seen.file.looked_after_since
    if plan is None or since is None or not seen.file.settings.in_force("DUAL"):
        return
    days = dual_days((since, None), (plan.started_on, None), min(seen.today, seen.on))
    conference: date | None = plan.conference_on
    if conference is None or conference < seen.today:
        asked = "No conference to come is on the record: ask for its day, and that it is early."
    elif conference > seen.on:
        asked = f"The conference is on {say_date(conference)}, after this review: ask that it is earlier."
    else:
        asked = f"The conference is on {say_date(conference)}: its outcome comes to this review."
    yield "Two plans at once", f"{days} day{'' if days == 1 else 's'} so far. {asked}"


def _meeting(session: Session, seen: Seen) -> Iterator[tuple[str, str]]:
    home = seen.file.home
    if home is None or home.long_term_on is None or home.long_term_on > seen.on:
        return
    last = session.exec(
        select(func.max(col(Review.opened_on))).where(
            Review.child_id == seen.child.id,
            Review.format != WITHOUT,
            col(Review.completed_on).is_not(None),
            col(Review.opened_on) >= home.long_term_on,
            col(Review.opened_on) < seen.on,
        )
    ).one()
    try:
        found = meeting_needed(home.long_term_on, seen.on, last, seen.file.settings)
    except BadInput:
        return  # before the years whose bank holidays are known
    words = "has to be a meeting" if found.needed else "need not be a meeting, if that suits the child"
    yield "Long-term home", f"This review {words}. {found.why}"


def _visitor(session: Session, seen: Seen) -> Iterator[tuple[str, str]]:
    row = session.exec(
        select(IndependentVisitor)
        .where(IndependentVisitor.child_id == seen.child.id, IndependentVisitor.considered_on <= seen.on)
        .order_by(col(IndependentVisitor.considered_on).desc(), col(IndependentVisitor.id).desc())
    ).first()
    if row is not None and visitor_owed(row.model_dump(), seen.on):
        since = row.asked_on or row.considered_on
        what = "asked for" if row.asked_on else "wanted"
        yield "Independent visitor", f"To be appointed: {what} on {say_date(since)}, and none visits yet."
