"""One meeting for brothers and sisters: noted once, passed on line by line to the review of each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from iro_tui.casework.children import the
from iro_tui.casework.reviews import open_review
from iro_tui.casework.siblings import linked_children
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput

if TYPE_CHECKING:
    from sqlmodel import Session

    from iro_tui.record.review import Note, Review

COMMON = ("opened_on", "format", "place", "booked_time", "there")
"""What one meeting has in common for all: when, where, how, and who came. No views, nobody's words."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A brother or sister the lines of this meeting can go to."""

    child_id: str
    name: str
    age: int
    has: frozenset[str]
    """Ids of the lines, of the review asked about, that stand in this child's review already."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the meeting."""

    note_id: str
    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class OneMeeting:
    """The lines of a review and who else they may be for."""

    child: str
    """What the child is called whose review it is."""
    lines: tuple[Line, ...]
    """What may be passed on; a child's own words are that child's and not among them."""
    kin: tuple[Kin, ...]
    """Eldest first; those who left the caseload are not among them."""
    held: bool
    """Whether the review has its day; without one nothing can be passed on."""


_OWN_WORDS = "SAID"
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]")
_TO_ONE = re.compile(r"\b(?:you|your|yours|yourself)\b(?! (?:both|all|two|three)\b)", re.IGNORECASE)
"""A word to the one child, outside quotation marks; "you both" is to all who were there."""
_SHOWN = 40
SAY_WHEN = "Say first, under After, when the meeting was held. Then its lines can be passed on."


def one_meeting(session: Session, review_id: str, today: date) -> OneMeeting:
    """The lines of a review, and which of them each brother and sister has.

    Raises:
        BadInput: the review is not on the record any more.
    """
    from iro_tui.record.child import Child
    from iro_tui.record.review import Review

    review: Review = the(session, Review, review_id)
    child: Child = the(session, Child, review.child_id)
    notes = _notes(session, review_id)
    kin = []
    for each in linked_children(session, review.child_id, today):
        if not each.left:
            other = _same_day(session, each.child_id, review)
            there = {(row.tag, row.text) for row in _notes(session, other.id)} if other else set()
            has = frozenset(note.id for note in notes if (note.tag, note.text) in there)
            kin.append(Kin(each.child_id, each.name, each.age, has))
    lines = tuple(Line(note.id, note.tag, note.text) for note in notes if note.tag != _OWN_WORDS)
    return OneMeeting(child.called, lines, tuple(kin), review.opened_on is not None)


@verb("lines passed on to brothers and sisters")
def pass_on(session: Session, review_id: str, lines: Mapping[str, Collection[str]], today: date) -> int:
    """Copy chosen lines of a meeting to the reviews of brothers and sisters held on the same day.

    A brother or sister with no review that day gets the day, the place and who came in the review that is
    next. What was copied is that child's own from then on: later changes here change nothing there.

    Args:
        session: an open session.
        review_id: the review the lines were noted in.
        lines: child id to the ids of the lines that may be shared with that child.
        today: the day that stands in for today.

    Returns:
        How many lines were copied; those that were there already are not counted.

    Raises:
        BadInput: the review is gone, has no day yet, a child is not linked as brother or sister, a line holds
            the child's own words, which the other's letter would quote as the other's, or it says "you",
            which would mean another child there.
    """
    from iro_tui.record.child import Child
    from iro_tui.record.review import Note, Review

    review: Review = the(session, Review, review_id)
    if review.opened_on is None:
        raise BadInput(SAY_WHEN)
    linked = {each.child_id for each in linked_children(session, review.child_id, today) if not each.left}
    if not linked.issuperset(lines):
        raise BadInput("Lines can be passed on to brothers and sisters only. Link them on the child's page.")
    copied = 0
    for child_id, chosen in lines.items():
        fresh = [note for note in _notes(session, review_id) if note.id in chosen]
        for note in fresh:
            name = the(session, Child, review.child_id).called
            if note.tag == _OWN_WORDS:
                raise BadInput(
                    f"Nothing was passed on. What {name} said would stand in the other letter as that "
                    f"child's words. Write what the other child said in that child's review."
                )
            said = _TO_ONE.search(_QUOTED.sub("", note.text))
            if said:
                words = note.text if len(note.text) <= _SHOWN else f"{note.text[:_SHOWN].rstrip()}…"
                raise BadInput(
                    f"Nothing was passed on. In “{words}” the word “{said[0]}” means {name}. "
                    f"Write the name in the note; each letter then says “you” to its own child."
                )
        if not fresh:
            continue
        theirs = _of_this_meeting(session, child_id, review, today)
        there = _notes(session, theirs.id)
        known = {(note.tag, note.text) for note in there}
        position = max((note.position for note in there), default=-1) + 1
        for note in fresh:
            if (note.tag, note.text) in known:
                continue
            row = Note(
                child_id=child_id, review_id=theirs.id, tag=note.tag, text=note.text, position=position
            )
            row.noted_at = note.noted_at
            session.add(row)
            position, copied = position + 1, copied + 1
    return copied


def _notes(session: Session, review_id: str) -> list[Note]:
    from sqlmodel import col, select

    from iro_tui.record.review import Note

    return list(session.exec(select(Note).where(Note.review_id == review_id).order_by(col(Note.position))))


def _same_day(session: Session, child_id: str, review: Review) -> Review | None:
    from sqlmodel import select

    from iro_tui.record.review import Review as Row

    if review.opened_on is None:
        return None
    return session.exec(
        select(Row).where(Row.child_id == child_id, Row.opened_on == review.opened_on)
    ).first()


def _of_this_meeting(session: Session, child_id: str, review: Review, today: date) -> Review:
    from iro_tui.record.review import Review as Row

    there = _same_day(session, child_id, review)
    if there is not None:
        return there
    row: Review = the(session, Row, open_review(session, child_id, today))
    if row.opened_on is not None:
        raise BadInput("One of them has a review that was begun on another day. Finish that one first.")
    for name in COMMON:
        value = getattr(review, name)
        if value:
            setattr(row, name, value)
    return row
