"""What the IRO judges at a review besides the checklist, with what the rules say of it for this child."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, func, select

from iro_tui.casework.review_checklist import running
from iro_tui.casework.review_seen import Seen
from iro_tui.casework.siblings import linked_children
from iro_tui.casework.visitor import visitor_owed
from iro_tui.errors import BadInput
from iro_tui.record.court import ProtectionPlan
from iro_tui.record.home import Placement
from iro_tui.record.person import Person
from iro_tui.record.review import Review
from iro_tui.record.rights import IndependentVisitor
from iro_tui.rules.dates import say_date
from iro_tui.rules.long_term import meeting_needed
from iro_tui.rules.meetings import may_be_carried_out
from iro_tui.rules.preparation import who_should_be_iro
from iro_tui.rules.safeguards import dual_days
from iro_tui.rules.short_breaks import why_not_short_breaks
from iro_tui.rules.situation import review_rule

WITHOUT = "WITHOUT"
"""Code of `review_format.csv` of a review that was no meeting."""


def judged(session: Session, seen: Seen) -> tuple[tuple[str, str], ...]:
    """What is asked of the IRO before one review: a label and a sentence or two for each, none of them late.

    Two plans at once (DUAL), whether it has to be a meeting (C14), an independent visitor (VISITOR), what an
    adjourned review holds up (A3), who the IRO is (C7, P3), whether short breaks still are some (C12).
    """
    return (
        *_two_plans(session, seen),
        *_meeting(session, seen),
        *_visitor(session, seen),
        *_adjourned(seen),
        *_who_is_iro(session, seen),
        *_short_breaks(session, seen),
    )


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


def _adjourned(seen: Seen) -> Iterator[tuple[str, str]]:
    review = seen.review
    if review.adjourned_on and not may_be_carried_out(review.completed_on, seen.today):
        yield "Adjourned", "Nothing that was proposed may be carried out before this review is complete."


def _who_is_iro(session: Session, seen: Seen) -> Iterator[tuple[str, str]]:
    """At the first review only: afterwards it was asked, and an IRO who knows the child is worth more."""
    if not seen.first or seen.file.looked_after_since is None:
        return
    since = seen.file.looked_after_since
    before = any(start < since for start, _ in seen.file.in_care)
    elsewhere = _brothers_and_sisters_elsewhere(session, seen)
    words = {
        "C7": "Looked after before, and you have no review of then: whoever was the IRO should be it again, "
        "where that can be done.",
        "P3": f"{elsewhere} brother{'' if elsewhere == 1 else 's'} or sister{'' if elsewhere == 1 else 's'} "
        "not with you: those who are looked after have one IRO, unless their interests differ.",
    }
    against = who_should_be_iro(
        had_another_before=before and not _reviewed_before(session, seen, since),
        siblings_have_another=elsewhere > 0,
        settings=seen.file.settings,
    )
    yield from (("Who is the IRO", words[id]) for id in against)


def _reviewed_before(session: Session, seen: Seen, since: date) -> bool:
    of_then = select(Review.id).where(Review.child_id == seen.child.id, col(Review.opened_on) < since)
    return session.exec(of_then).first() is not None


def _brothers_and_sisters_elsewhere(session: Session, seen: Seen) -> int:
    """How many stand on the record and are not linked as children of this caseload."""
    here = {each.name.casefold() for each in linked_children(session, seen.child.id, seen.today)}
    rows = session.exec(select(Person).where(Person.child_id == seen.child.id, Person.role == "SIBLING"))
    return sum(row.name.casefold() not in here for row in rows)


def _short_breaks(session: Session, seen: Seen) -> Iterator[tuple[str, str]]:
    legal = seen.file.legal
    if legal is None or review_rule(legal.what, "") != "C12":
        return
    # A home without an end is where the breaks are spent, not one stay of them.
    rows = session.exec(
        select(Placement).where(Placement.child_id == seen.child.id, col(Placement.ended_on) <= seen.on)
    )
    why = why_not_short_breaks([(row.started_on, row.ended_on) for row in rows if row.ended_on])
    if why:
        yield "Short breaks", f"{why} Then the reviews of every looked-after child apply: ask which it is."
