"""You said, we did: everything a child said, word for word, with what came of it or a stated no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from iro_tui.casework.child_record import ChildRecord, Row, child_record
from iro_tui.casework.children import the
from iro_tui.casework.filled import filled, write
from iro_tui.casework.verbs import verb
from iro_tui.errors import BadInput
from iro_tui.record.base import Asker
from iro_tui.record.child import Child
from iro_tui.record.consultation import Consultation
from iro_tui.record.decision import Decision
from iro_tui.record.progress import ViewAnswer, ViewAnswerFields
from iro_tui.record.review import Note, Review
from iro_tui.rules.codes import codes

SOURCES: Mapping[str, type[Any]] = {"consultation": Consultation, "note": Note, "review": Review}
"""Where a view can stand, by the name of its table: a talk, a line of a meeting, a review's views."""


@dataclass(frozen=True, slots=True)
class View:
    """One thing the child said, and what came of it."""

    source: str
    """A key of `SOURCES`."""
    source_id: str
    said_on: date | None
    """None for a line of a review whose day is not known."""
    words: str
    """Word for word."""
    not_to_share: str
    """What the child does not want passed on; empty for nothing."""
    outcome: str
    """Code of `view_outcome.csv`; empty while nobody has answered."""
    answer: str
    """What came of it, in words for the child."""
    answered_on: date | None
    decision_id: str | None
    promise: str
    """The words of the promise that was made of it; empty when none was."""

    @property
    def key(self) -> str:
        """The same from one reading to the next."""
        return f"{self.source}:{self.source_id}"

    @property
    def open(self) -> bool:
        """Whether the child still waits for an answer: none yet, or not decided."""
        return not self.outcome or codes("view_outcome")[self.outcome].columns["settled"] != "yes"


def views(session: Session, child_id: str) -> tuple[View, ...]:
    """Everything one child said: those who wait for an answer first, then the rest; each newest first.

    Raises:
        BadInput: the child is not here any more.
    """
    return views_of(child_record(session, child_id))


def views_of(record: ChildRecord) -> tuple[View, ...]:
    """The views of a record that was read already; see `views`."""
    answers: dict[tuple[str, str], Row] = {}
    for row in record.tables["view_answer"]:
        for source in SOURCES:
            if row[f"{source}_id"]:
                answers[source, row[f"{source}_id"]] = row
    promises = {row["id"]: row["text"] for row in record.tables["decision"]}
    found = [_view(said, answers.get(said[:2]), promises) for said in _said(record)]
    found.sort(key=lambda each: (each.said_on or date.min, each.key), reverse=True)
    found.sort(key=lambda each: not each.open)
    return tuple(found)


_Said = tuple[str, str, date | None, str, str]


def _said(record: ChildRecord) -> list[_Said]:
    """Source, its id, the day, the words, what is not to be shared."""
    days = {row["id"]: row["opened_on"] or row["booked_for"] for row in record.tables["review"]}
    found: list[_Said] = [
        ("consultation", row["id"], row["held_on"], row["own_words"], row["not_to_share"])
        for row in record.tables["consultation"]
    ]
    found += [
        ("note", row["id"], days.get(row["review_id"]), row["text"], "")
        for row in record.tables["note"]
        if row["tag"] == "SAID"
    ]
    found += [
        ("review", row["id"], row["opened_on"], row["child_views"], "")
        for row in record.tables["review"]
        if row["opened_on"]
    ]
    return [each for each in found if each[3].strip()]


def _view(said: _Said, answer: Row | None, promises: Mapping[str, str]) -> View:
    source, source_id, said_on, words, not_to_share = said
    decision_id = answer["decision_id"] if answer else None
    return View(
        source=source,
        source_id=source_id,
        said_on=said_on,
        words=words.strip(),
        not_to_share=not_to_share.strip(),
        outcome=answer["outcome"] if answer else "",
        answer=answer["words"] if answer else "",
        answered_on=answer["answered_on"] if answer else None,
        decision_id=decision_id,
        promise=promises.get(decision_id or "", ""),
    )


@verb("answer to the child recorded")
def answer_view(
    session: Session,
    source: str,
    source_id: str,
    values: Mapping[str, Any],
    today: date,
    *,
    decision_id: str | None = None,
) -> None:
    """Say what came of one thing the child said. One said before is changed.

    Args:
        session: an open session.
        source: a key of `SOURCES`.
        source_id: the talk, the line or the review.
        values: fields of `ViewAnswerFields`; without a day it is today.
        today: the day that stands in for today.
        decision_id: the promise that was made of it; None for none.

    Raises:
        BadInput: what was said is gone, a no has no reason, or the promise was made to another child.
    """
    child_id: str = the(session, SOURCES[source], source_id).child_id
    child: Child = the(session, Child, child_id)
    if decision_id and the(session, Decision, decision_id).child_id != child_id:
        raise BadInput("That promise was made to another child.")
    row = _answer(session, source, source_id)
    asker = Asker(today, called=child.called, born=child.born)
    made = filled(ViewAnswerFields, {"answered_on": today, **values}, asker, before=row)
    if row is None:
        row = ViewAnswer(child_id=child_id, **made.model_dump())
        setattr(row, f"{source}_id", source_id)
        session.add(row)
    write(row, made)
    row.decision_id = decision_id


@verb("answer to the child taken back")
def forget_answer(session: Session, source: str, source_id: str) -> None:
    """Take an answer back; what the child said waits again. Nothing happens when there was none."""
    row = _answer(session, source, source_id)
    if row is not None:
        session.delete(row)


def _answer(session: Session, source: str, source_id: str) -> ViewAnswer | None:
    return session.exec(
        select(ViewAnswer).where(col(getattr(ViewAnswer, f"{source}_id")) == source_id)
    ).first()
